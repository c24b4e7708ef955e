"""What answers SPARQL queries for the endpoint: a question, its answer, and the ways in which there is none.

Two engines do it. ``pool.Pool`` evaluates on the embedded store in processes of its own, ``relay.Relay`` hands the
query on to another endpoint. Processes, because the library has neither a time limit nor a way to stop a query, and a
process can be killed, limited in memory and cut off from the network, each without harm to any other query. The native
server of the ``oxigraph`` package has a time limit too, but it follows ``SERVICE``, and a query that takes all memory
ends it for everyone; so nothing of it is used but the editor's files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ciigraph.errors import CiigraphError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its dataset and the formats in which the client takes an answer, None where it takes none.

    ``solutions`` is the format for SELECT and ASK, ``graph`` that for CONSTRUCT and DESCRIBE (``negotiation``).
    """

    query: str
    solutions: str | None = "json"
    graph: str | None = "turtle"
    default_graphs: tuple[str, ...] = field(default=())
    named_graphs: tuple[str, ...] = field(default=())


@dataclass(slots=True)
class Answer:
    """A result: its ``Content-Type``, and its parts as they come. Reading them raises as asking does."""

    content_type: str
    parts: AsyncIterator[bytes]


class Engine(Protocol):
    """Answers questions, many at once."""

    async def start(self) -> None:
        """Make ready."""

    async def stop(self) -> None:
        """Give back everything."""

    def answer(self, question: Question) -> AbstractAsyncContextManager[Answer]:
        """The answer, within a block whose end, however it comes, ends the evaluation too.

        Raises:
            UnansweredError: a subclass says why.
        """


class UnansweredError(CiigraphError):
    """A question got no answer, or not all of it; ``status`` is the HTTP status that says so."""

    status = 500


class MalformedError(UnansweredError):
    """The query is no SPARQL."""

    status = 400


class NotAcceptableError(UnansweredError):
    """The client takes none of the formats of this form of query."""

    status = 406


class TooLargeError(UnansweredError):
    """The result is larger than the server gives."""

    status = 422


class TooBusyError(UnansweredError):
    """No turn within the time that a query may wait."""

    status = 503


class TooSlowError(UnansweredError):
    """The evaluation took longer than the server allows."""

    status = 504


class EvaluationError(UnansweredError):
    """The evaluation ended in an error, or for lack of memory."""


REFUSALS: dict[str, type[UnansweredError]] = {
    "malformed": MalformedError,
    "not-acceptable": NotAcceptableError,
    "too-large": TooLargeError,
    "failed": EvaluationError,
}
