"""SPARQL on another endpoint: the query is handed on as it came, with the project's prefixes declared before it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx

from ciigraph import __version__
from ciigraph.graph.syntax import with_prefixes
from ciigraph.web.engine import (
    Answer,
    EvaluationError,
    MalformedError,
    NotAcceptableError,
    TooBusyError,
    TooLargeError,
    TooSlowError,
)
from ciigraph.web.negotiation import GRAPHS, SOLUTIONS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ciigraph.web.engine import Question, UnansweredError
    from ciigraph.web.settings import Settings

_REFUSALS: dict[int, type[UnansweredError]] = {
    400: MalformedError,
    406: NotAcceptableError,
    503: TooBusyError,
    504: TooSlowError,
}
_LONGEST_REASON = 1000


class Relay:
    """See ``engine.Engine``."""

    def __init__(self, settings: Settings) -> None:
        assert settings.endpoint is not None
        self._endpoint = settings.endpoint
        self._settings = settings
        self._client = httpx.AsyncClient(
            headers={"User-Agent": f"ciigraph/{__version__}"},
            timeout=httpx.Timeout(settings.time_limit, pool=settings.queue_limit),
            limits=httpx.Limits(max_connections=settings.workers),
            trust_env=False,
        )

    async def start(self) -> None:
        """Nothing to make ready."""

    async def stop(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    @asynccontextmanager
    async def answer(self, question: Question) -> AsyncIterator[Answer]:
        """See ``engine.Engine.answer``."""
        kinds = [SOLUTIONS[question.solutions][0]] if question.solutions else []
        kinds += [GRAPHS[question.graph][0]] if question.graph else []
        if not kinds:
            raise NotAcceptableError("none of the media types asked for is one of query results")
        form = {
            "query": [with_prefixes(question.query)],
            "default-graph-uri": [*question.default_graphs],
            "named-graph-uri": [*question.named_graphs],
        }
        try:
            async with (
                asyncio.timeout(self._settings.time_limit),
                self._client.stream("POST", self._endpoint, data=form, headers={"Accept": ", ".join(kinds)}) as reply,
            ):
                if reply.status_code != httpx.codes.OK:
                    reason = (await reply.aread()).decode("utf-8", "replace").strip()[:_LONGEST_REASON]
                    raise _REFUSALS.get(reply.status_code, EvaluationError)(
                        reason or f"the endpoint said {reply.status_code}"
                    )
                yield Answer(reply.headers.get("content-type", kinds[0]), self._parts(reply))
        except httpx.PoolTimeout as error:
            raise TooBusyError("too many queries at once; try again in a moment") from error
        except (TimeoutError, httpx.TimeoutException) as error:
            raise TooSlowError(f"the query took longer than {self._settings.time_limit:g} s") from error
        except httpx.HTTPError as error:
            raise EvaluationError(f"the endpoint can't be asked: {error}") from error

    async def _parts(self, reply: httpx.Response) -> AsyncIterator[bytes]:
        left = self._settings.result_limit
        async for part in reply.aiter_bytes():
            left -= len(part)
            if left < 0:
                raise TooLargeError("the result is larger than this server gives; add a LIMIT or narrow the query")
            yield part
