"""The server's own files: style sheets, scripts, pictures.

What is served is a list made at the start, never a path from a request; so there is nothing to list, and no way out
of the folder.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request  # noqa: TC002 - read by the framework
from starlette.responses import Response

from ciigraph.web.render import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

router = APIRouter(include_in_schema=False)

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}
_A_YEAR = "public, max-age=31536000, immutable"


@cache
def _files() -> dict[str, Path]:
    folder = FOLDER / "static"
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in _TYPES}


@cache
def _content(name: str) -> bytes:
    return _files()[name].read_bytes()


@router.get("/static/{name:path}")
def static(request: Request, name: str) -> Response:
    """A file by its name."""
    if name not in _files():
        raise HTTPException(404, "There is no such file.")
    # The address of a page's file has a digest of its content and may be kept; without one it is asked for again.
    kept = _A_YEAR if request.url.query else "no-cache"
    return Response(_content(name), media_type=_TYPES[_files()[name].suffix], headers={"Cache-Control": kept})


@router.get("/favicon.ico")
def icon() -> Response:
    """The icon, for browsers that ask without having been told."""
    return Response(_content("icon.svg"), media_type="image/svg+xml", headers={"Cache-Control": _A_YEAR})


@router.get("/robots.txt")
def robots() -> Response:
    """No search engine is to read this."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")
