"""The process that evaluates SPARQL queries, one at a time: ``python -m ciigraph.web.worker``.

It reads one question a line of JSON from standard input and writes frames to standard output, each a letter, the
length as four bytes, and so many bytes: ``R`` ready, ``H`` the media type, ``D`` a part of the result, ``E`` the end,
``X`` what went wrong, as JSON. It cannot reach the network where the system lets it give that up (Linux), so that no
query can, whatever it says; it dies of its own after a while, when the server that started it is gone.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import os
import signal
import struct
import sys
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from ciigraph.graph.syntax import syntax_problem
from ciigraph.graph.vocabulary import PREFIXES
from ciigraph.web.negotiation import GRAPHS, SOLUTIONS, content_type
from ciigraph.web.query_text import names_dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QueryTriples

_RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "n-triples": RdfFormat.N_TRIPLES,
    "json-ld": RdfFormat.JSON_LD,
    "rdf-xml": RdfFormat.RDF_XML,
}
FRAME = struct.Struct(">cI")
_FRAME_SIZE = 64 * 1024
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


class _RefusedError(Exception):
    """A question that gets no result: the kind that the server knows, and why."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class _Frames:
    """Standard output in frames; a file for those who write to it."""

    def __init__(self) -> None:
        self._descriptor = os.dup(1)
        os.dup2(2, 1)  # whatever else prints must not disturb the frames
        self._held = bytearray()
        self._left = 0

    def begin(self, media_type: str, limit: int) -> None:
        """The frame that says what comes, of at most so many bytes."""
        self._held.clear()
        self._left = limit
        self.send(b"H", media_type.encode())

    def write(self, data: bytes) -> int:
        """Take a part of the result."""
        self._left -= len(data)
        if self._left < 0:
            raise _RefusedError(
                "too-large", "the result is larger than this server gives; add a LIMIT or narrow the query"
            )
        self._held += data
        if len(self._held) >= _FRAME_SIZE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what is held."""
        if self._held:
            self.send(b"D", bytes(self._held))
            self._held.clear()

    def send(self, letter: bytes, payload: bytes = b"") -> None:
        """Send a frame."""
        rest = memoryview(FRAME.pack(letter, len(payload)) + payload)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]


class _Evaluation:
    """The store of the newest generation that was asked for, and what is done with a question."""

    def __init__(self, frames: _Frames) -> None:
        self._frames = frames
        self._path, self._store = "", Store()

    def answer(self, question: dict[str, Any]) -> None:
        """Evaluate a question and send its result.

        Raises:
            _RefusedError: it gets none, or not all of it.
        """
        try:
            self._answer(question)
        except SyntaxError as error:
            raise _RefusedError("malformed", syntax_problem(error)) from error
        except (ValueError, RuntimeError, OSError) as error:
            raise _RefusedError("failed", f"the query failed: {error}") from error

    def _answer(self, question: dict[str, Any]) -> None:
        result = self._result(question)
        if isinstance(result, QueryBoolean | QuerySolutions):
            name = _acceptable(question["solutions"], "a SELECT or ASK query", SOLUTIONS)
            self._frames.begin(content_type(name), question["limit"])
            result.serialize(self._frames, format=_RESULTS[name])  # type: ignore[arg-type]
        else:
            name = _acceptable(question["graph"], "a CONSTRUCT or DESCRIBE query", GRAPHS)
            self._frames.begin(content_type(name), question["limit"])
            self._write_graph(result, name)
        self._frames.flush()

    def _result(self, question: dict[str, Any]) -> QueryBoolean | QuerySolutions | QueryTriples:
        if question["generation"] != self._path:
            self._store, self._path = Store.read_only(question["generation"]), question["generation"]
        query, default, named = question["query"], question["default"], question["named"]
        if default or named:  # the dataset of the request takes precedence over that of the query
            return self._store.query(
                query,
                prefixes=PREFIXES,
                default_graph=[NamedNode(iri) for iri in default],
                named_graphs=[NamedNode(iri) for iri in named],
            )
        return self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=not names_dataset(query))

    def _write_graph(self, triples: QueryTriples, name: str) -> None:
        if name == "n-triples":
            triples.serialize(self._frames, format=RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
        else:
            serialize(triples, self._frames, format=_GRAPHS[name], prefixes=PREFIXES)  # type: ignore[arg-type]


def _acceptable(name: str | None, form: str, formats: dict[str, tuple[str, ...]]) -> str:
    if name is None:
        offered = ", ".join(kinds[0] for kinds in formats.values())
        raise _RefusedError("not-acceptable", f"{form} is answered in one of these media types: {offered}")
    return name


def _give_up_the_network() -> None:
    """Move into a network namespace without any device, where the system has them and allows it."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _limit_memory(most: int) -> None:
    """Let allocations beyond a limit fail, which ends this process and no other."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _questions() -> Iterator[dict[str, Any]]:
    for line in sys.stdin.buffer:
        yield json.loads(line)


def main() -> None:
    """Answer questions until there are no more. Arguments: the most memory in bytes, the most seconds for one."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    frames = _Frames()
    _give_up_the_network()
    _limit_memory(memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server says when to stop
    evaluation = _Evaluation(frames)
    frames.send(b"R")
    for question in _questions():
        if hasattr(signal, "alarm"):
            signal.alarm(math.ceil(seconds))  # the server kills long before; this is for the case that it is gone
        try:
            evaluation.answer(question)
        except _RefusedError as refused:
            frames.send(b"X", json.dumps({"kind": refused.kind, "message": str(refused)}).encode())
        else:
            frames.send(b"E")
        if hasattr(signal, "alarm"):
            signal.alarm(0)


if __name__ == "__main__":
    main()
