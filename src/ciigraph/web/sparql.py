"""The SPARQL endpoint as an ASGI application: results stream, and an evaluation ends when nobody reads it."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ciigraph.errors import CiigraphError
from ciigraph.inquiry.queries import saved
from ciigraph.web.engine import Question, UnansweredError
from ciigraph.web.negotiation import GRAPHS, PAGES, choose
from ciigraph.web.protocol import METHODS, ProtocolError, question_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Receive, Scope, Send

    from ciigraph.web.engine import Answer, Engine

_log = logging.getLogger(__name__)

#: A result up to this size is held back until it is complete, so that its status is right and its length known.
_HELD = 64 * 1024
_RETRY_AFTER = "5"


class SparqlEndpoint:
    """Answers at one address by the SPARQL 1.1 Protocol; a browser without a query is sent to the editor."""

    def __init__(self, engine: Engine, editor: str) -> None:
        self._engine = engine
        self._editor = editor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        request = Request(scope, receive)
        if request.method == "OPTIONS":
            await Response(status_code=204, headers={"Allow": METHODS})(scope, receive, send)
            return
        try:
            question = await question_of(request)
            if question is None and choose(request.headers.get("accept"), GRAPHS | PAGES) == "html":
                await RedirectResponse(self._editor, 303, {"Vary": "Accept"})(scope, receive, send)
                return
            if question is None:
                question = self._description(request)
        except (ProtocolError, UnansweredError) as error:
            await _complaint(request, error, error.status)(scope, receive, send)
            return
        answering = asyncio.create_task(self._answer(request, question, send))
        leaving = asyncio.create_task(_left(receive))
        try:
            await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            answering.cancel()
            await asyncio.gather(answering, leaving, return_exceptions=True)
        if not answering.cancelled():
            answering.result()

    def _description(self, request: Request) -> Question:
        """The question whose answer describes this service, as the vocabulary for that has it."""
        form = choose(request.headers.get("accept"), GRAPHS)
        if form is None:
            raise ProtocolError(406, "the service description comes as " + ", ".join(k[0] for k in GRAPHS.values()))
        address = str(request.url.replace(query="", fragment=""))
        return Question(saved("web/service-description").bind({"endpoint": address}), graph=form)

    async def _answer(self, request: Request, question: Question, send: Send) -> None:
        sender = _Sender(send)
        try:
            async with self._engine.answer(question) as answer:
                await sender.send(answer)
        except CiigraphError as error:
            status = getattr(error, "status", 500)
            if not sender.begun:
                await _complaint(request, error, status)(request.scope, request.receive, send)
            else:
                # What was sent can't be taken back. Without its end the client sees that the result is not whole.
                _log.warning("a result was broken off: %s", error)


class _Sender:
    """Sends a result: at once with its length if it is small, else in parts."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def send(self, answer: Answer) -> None:
        held, size = [], 0
        async for part in answer.parts:
            held.append(part)
            size += len(part)
            if size > _HELD:
                break
        else:
            await self._begin(answer.content_type, size)
            await self._send({"type": "http.response.body", "body": b"".join(held)})
            return
        await self._begin(answer.content_type, None)
        await self._send_parts(b"".join(held), answer.parts)
        await self._send({"type": "http.response.body"})

    async def _send_parts(self, first: bytes, rest: AsyncIterator[bytes]) -> None:
        await self._send({"type": "http.response.body", "body": first, "more_body": True})
        async for part in rest:
            await self._send({"type": "http.response.body", "body": part, "more_body": True})

    async def _begin(self, kind: str, length: int | None) -> None:
        self.begun = True
        headers = [(b"content-type", kind.encode()), (b"vary", b"Accept"), (b"cache-control", b"no-cache")]
        if length is not None:
            headers.append((b"content-length", str(length).encode()))
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})


async def _left(receive: Receive) -> None:
    """Waits until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _complaint(request: Request, error: CiigraphError, status: int) -> Response:
    """A refusal with its reason, as text or, where that is liked better, as problem details (RFC 9457)."""
    headers = {"Vary": "Accept"}
    if status == 405:
        headers["Allow"] = METHODS
    if status == 503:
        headers["Retry-After"] = _RETRY_AFTER
    kinds = {"text": ("text/plain",), "json": ("application/problem+json", "application/json")}
    if choose(request.headers.get("accept"), kinds) == "json":
        problem = json.dumps({"status": status, "detail": str(error)}, ensure_ascii=False)
        return Response(problem, status, headers, "application/problem+json")
    return Response(f"{error}\n", status, headers, "text/plain; charset=utf-8")
