"""What visitors are told when something is wrong: a page for people, problem details (RFC 9457) for programs."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ciigraph.errors import CiigraphError, MissingRequirementError, RemoteError, StoreError, UsageError
from ciigraph.web.negotiation import choose
from ciigraph.web.render import render
from ciigraph.wrong_values import in_words

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

_STATUS: tuple[tuple[type[CiigraphError], int], ...] = (
    (UsageError, 400),
    (RemoteError, 502),
    (MissingRequirementError, 501),
    (StoreError, 503),
)
_LONGEST_PATH = 200
_KINDS = {"html": ("text/html",), "json": ("application/problem+json", "application/json", "application/ld+json")}


def problem(request: Request, status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """A response that says what is wrong."""
    title = HTTPStatus(status).phrase
    in_api = request.url.path.startswith("/api/")
    if in_api or choose(request.headers.get("accept"), _KINDS) != "html":
        body = json.dumps({"title": title, "status": status, "detail": message}, ensure_ascii=False)
        return Response(body, status, headers, "application/problem+json")
    return Response(render("problem.html", title=title, message=message), status, headers, "text/html; charset=utf-8")


def tell_problems(app: FastAPI) -> None:
    """Let every error that has a reason be told so."""

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        said = str(error.detail)
        if said == HTTPStatus.NOT_FOUND.phrase:  # the framework's own, which says nothing
            said = f"There is no page at {request.url.path[:_LONGEST_PATH]}."
        return problem(request, error.status_code, said, dict(error.headers or {}))

    def malformed(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        said = "; ".join(f"{each['loc'][-1]}: {in_words(each)}" for each in error.errors())
        return problem(request, 400, said)

    def failed(request: Request, error: Exception) -> Response:
        assert isinstance(error, CiigraphError)
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        return problem(request, status, str(error))

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(CiigraphError, failed)
