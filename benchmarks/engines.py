"""The three ways to ask a graph that are compared: the program's own, bare pyoxigraph, rdflib in memory."""

from __future__ import annotations

import signal
import time
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from pyoxigraph import QueryBoolean, QuerySolutions, Store

from ciigraph.graph.access import EmbeddedGraph, Table
from ciigraph.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import FrameType

    from rdflib import Dataset

    from ciigraph.graph.access import Result


class Run(NamedTuple):
    """One answer: how long it took (of which ``parsing``, where known) and how many rows or triples; or a problem."""

    seconds: float
    rows: int
    parsing: float = 0.0
    problem: str = ""


class EmbeddedEngine:
    """The program's own way in."""

    def __init__(self, store: Store) -> None:
        self.graph = EmbeddedGraph(store)

    def run(self, text: str) -> Run:
        """Ask a query."""
        start = time.perf_counter()
        answer = self.graph.query(text)
        return Run(time.perf_counter() - start, rows(answer))


class BareEngine:
    """pyoxigraph alone, with the same text and options; every value of every row is handed over and dropped."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def run(self, text: str) -> Run:
        """Ask a query."""
        start = time.perf_counter()
        answer = self.store.query(text, use_default_graph_as_union=True, prefixes=PREFIXES)
        count = 0
        if isinstance(answer, QueryBoolean):
            count = int(bool(answer))
        elif isinstance(answer, QuerySolutions):
            for solution in answer:
                count += 1
                for _ in solution:
                    pass
        else:
            for _ in answer:
                count += 1
        return Run(time.perf_counter() - start, count)


def rows(answer: Result) -> int:
    """How many rows or triples an answer has; 1 for true."""
    if isinstance(answer, Table):
        return len(answer.rows)
    return int(answer) if isinstance(answer, bool) else len(answer)


class RdflibEngine:
    """rdflib's in-memory dataset, its default graph the union of all, in a process of its own.

    A query is given up after ``limit`` seconds; the process and what it has loaded stay.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, limit), daemon=True)
        self._process.start()
        other.close()

    def load(self, nquads: bytes) -> tuple[float, int]:
        """Add statements; the seconds that took, and the peak of the process's memory so far in bytes."""
        self._pipe.send(("load", nquads))
        taken: tuple[float, int] = self._pipe.recv()
        return taken

    def run(self, text: str) -> Run:
        """Ask a query."""
        self._pipe.send(("run", text))
        answer: Run = self._pipe.recv()
        return answer

    def close(self) -> None:
        """End the process."""
        self._pipe.send(("end", ""))
        self._process.join()


class _OutOfTimeError(BaseException):
    """The limit has passed; no exception that rdflib would catch."""


def _serve(pipe: Connection, limit: float) -> None:
    from rdflib import Dataset  # noqa: PLC0415

    from benchmarks.tasks import peak  # noqa: PLC0415 - in the other process only

    dataset = Dataset(default_union=True)

    def out_of_time(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise _OutOfTimeError

    signal.signal(signal.SIGALRM, out_of_time)
    while True:
        command, content = pipe.recv()
        if command == "end":
            return
        if command == "load":
            start = time.perf_counter()
            dataset.parse(data=content, format="nquads")
            pipe.send((time.perf_counter() - start, peak()))
        else:
            pipe.send(_answer(dataset, content, limit))


def _answer(dataset: Dataset, text: str, limit: float) -> Run:
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415
    from rdflib.plugins.sparql.sparql import SPARQLError  # noqa: PLC0415

    start = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        query = prepareQuery(text, initNs=PREFIXES)
        parsed = time.perf_counter()
        count = sum(1 for _ in dataset.query(query))
        return Run(time.perf_counter() - start, count, parsed - start)
    except _OutOfTimeError:
        return Run(limit, 0, problem=f"> {limit:g} s")
    except (
        SPARQLError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        ArithmeticError,
        NotImplementedError,
    ) as error:
        return Run(0, 0, problem=f"fails ({type(error).__name__})")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
