"""Asking a graph, wherever it lies: one way in for the embedded store and for any SPARQL 1.1 endpoint.

The default graph of every question is the union of all named graphs, so that queries needn't name graphs.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from decimal import Decimal
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    Store,
    Triple,
)

from ciigraph.errors import QueryError
from ciigraph.graph.store import current_generation, open_for_reading
from ciigraph.graph.syntax import syntax_problem
from ciigraph.graph.vocabulary import PREFIXES, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
PythonValue: TypeAlias = str | int | Decimal | bool | None

_STRING, _DECIMAL, _BOOLEAN = XSD.string, XSD.decimal, XSD.boolean
_INTEGERS = frozenset({XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger})


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT query: a term or None for each variable."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def records(self) -> Iterator[dict[str, PythonValue]]:
        """Each row as a dictionary of plain Python values: numbers and booleans as such, IRIs as text."""
        for row in self.rows:
            yield dict(zip(self.variables, map(plain, row), strict=True))


Result: TypeAlias = Table | bool | list[Triple]


class Graph(Protocol):
    """Anything that answers SPARQL 1.1 queries."""

    def query(self, text: str, *, timeout: float | None = None) -> Result:
        """The answer of a query.

        Raises:
            QueryError: the query is malformed, fails or takes longer than ``timeout`` seconds.
        """
        ...


def plain(term: Term | None) -> PythonValue:
    """A term as a plain Python value."""
    if isinstance(term, NamedNode):
        return term.value
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    datatype = term.datatype
    if datatype == _STRING:  # the commonest first: this runs for every value of every row
        return term.value
    if datatype in _INTEGERS:
        return int(term.value)
    if datatype == _DECIMAL:
        return Decimal(term.value)
    return term.value == "true" if datatype == _BOOLEAN else term.value


def table(graph: Graph, text: str) -> Table:
    """The rows of a SELECT query.

    Raises:
        QueryError: as ``Graph.query``, or the query is no SELECT.
    """
    result = graph.query(text)
    if not isinstance(result, Table):
        raise QueryError("a SELECT query is needed here")
    return result


class EmbeddedGraph:
    """A graph in an Oxigraph store of this process; ``folder`` is the store's generation, None if it is in memory."""

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self.store, self.folder = store, folder

    def query(self, text: str, *, timeout: float | None = None) -> Result:
        """See ``Graph.query``. A query that ran out of time goes on in a daemon thread, which ends with the process."""
        if timeout is None:
            return self._evaluate(text)
        future: Future[Result] = Future()

        def run() -> None:
            try:
                future.set_result(self._evaluate(text))
            except QueryError as error:
                future.set_exception(error)

        Thread(target=run, daemon=True).start()
        try:
            return future.result(timeout)
        except TimeoutError:
            raise QueryError(
                f"the query took longer than {timeout:g} s; narrow it or allow more with --timeout"
            ) from None

    def _evaluate(self, text: str) -> Result:
        try:
            answer = self.store.query(text, use_default_graph_as_union=True, prefixes=PREFIXES)
            if isinstance(answer, QueryBoolean):
                return bool(answer)
            if isinstance(answer, QuerySolutions):
                names = tuple(variable.value for variable in answer.variables)
                return Table(names, [tuple(row) for row in answer])
            return list(answer)
        except SyntaxError as error:
            raise QueryError(syntax_problem(error)) from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query failed: {error}") from error


def open_graph(directory: Path) -> EmbeddedGraph:
    """The graph of the store in a folder.

    Raises:
        StoreError: there is no store, or it can't be opened.
    """
    folder = current_generation(directory)
    store = open_for_reading(directory)
    return EmbeddedGraph(store, folder if folder == current_generation(directory) else None)
