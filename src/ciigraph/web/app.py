"""The application: what is served at which address."""

from __future__ import annotations

import contextlib
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from ciigraph import __version__, codebook, countries
from ciigraph.errors import CiigraphError
from ciigraph.inquiry.audit.rules import rules
from ciigraph.web import api, asking, pages, static_files, things
from ciigraph.web.api import schemas
from ciigraph.web.figures import contents, editions
from ciigraph.web.pool import Pool
from ciigraph.web.problems import tell_problems
from ciigraph.web.relay import Relay
from ciigraph.web.security import Guard
from ciigraph.web.snapshot import Source
from ciigraph.web.sparql import SparqlEndpoint

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ciigraph.web.engine import Engine
    from ciigraph.web.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """The application on a graph.

    Raises:
        StoreError: there is no store, or it can't be opened.
    """
    source = Source(settings)
    source.now()
    _load_data()
    engine: Engine = Pool(settings) if settings.endpoint is None else Relay(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await engine.start()
        threading.Thread(target=_warm, args=[source], daemon=True).start()
        try:
            yield
        finally:
            await engine.stop()

    middleware = [Middleware(Guard, settings=settings)]
    if settings.origins:
        middleware.append(
            Middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=["*"], allow_headers=["*"])
        )
    # The documentation pages of the framework load scripts from elsewhere; ours is at /api.
    app = FastAPI(
        title="ciigraph", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        lifespan=lifespan, middleware=middleware,
    )  # fmt: skip
    app.state.source, app.state.settings = source, settings
    _describe(app)
    for part in (pages, asking, things, api, static_files):
        app.include_router(part.router)
    tell_problems(app)
    app.router.routes.append(Route("/sparql", SparqlEndpoint(engine, "/editor")))
    return app


def _load_data() -> None:
    """Load all data files before the first request.

    Loading works out the types of their records, and msgspec doesn't survive that two threads do so at once.
    """
    codebook.load()
    countries.alpha2("")
    rules()


def _warm(source: Source) -> None:
    """Work out what the first visitors would wait for; what fails here is told to them."""
    with contextlib.suppress(ImportError):
        import ciigraph.views.charts  # noqa: F401, PLC0415 - an extra, and slow to load
    with contextlib.suppress(CiigraphError):
        snapshot = source.now()
        editions(snapshot)
        contents(snapshot)


def _describe(app: FastAPI) -> None:
    """Put the types of responses, which the framework doesn't know, into the description of the API."""
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            made()["components"]["schemas"] |= schemas()
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
