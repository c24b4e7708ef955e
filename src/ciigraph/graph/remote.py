"""A graph behind a SPARQL 1.1 endpoint.

The endpoint's default graph must be the union of its named graphs, as it is with Virtuoso and with
``oxigraph serve --union-default-graph``.
"""

from __future__ import annotations

from urllib.error import HTTPError, URLError

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from ciigraph import __version__
from ciigraph.errors import QueryError, RemoteError
from ciigraph.graph.access import Result, Table
from ciigraph.graph.vocabulary import PREFIXES

_RESULTS = "application/sparql-results+json"
_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


class RemoteGraph:
    """Asks an endpoint; see ``access.Graph``."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint

    def query(self, text: str, *, timeout: float | None = None) -> Result:
        """See ``access.Graph.query``.

        Raises:
            QueryError: the endpoint calls the query malformed, or didn't answer in time.
            RemoteError: it can't be reached or its answer is none.
        """
        wrapper = SPARQLWrapper(self.endpoint, agent=f"ciigraph/{__version__}")
        wrapper.setMethod(POST)
        wrapper.setQuery(_PROLOGUE + text)
        wrapper.setReturnFormat(TURTLE if wrapper.queryType in ("CONSTRUCT", "DESCRIBE") else JSON)
        if timeout is not None:
            wrapper.setTimeout(max(1, round(timeout)))
        try:
            response = wrapper.query().response
            kind, body = str(response.headers.get("Content-Type", "")), response.read()
        except QueryBadFormed as error:
            raise QueryError(f"{self.endpoint} calls the query malformed: {_first_line(error)}") from error
        except TimeoutError as error:
            raise QueryError(f"{self.endpoint} didn't answer within {timeout:g} s") from error
        except (SPARQLWrapperException, HTTPError, URLError, OSError, ValueError) as error:
            raise RemoteError(
                f"{self.endpoint} can't be asked: {_first_line(error)}; is it a SPARQL endpoint?"
            ) from error
        return self._parsed(kind.partition(";")[0].strip().lower(), body)

    def _parsed(self, kind: str, body: bytes) -> Result:
        try:
            if kind == _RESULTS:
                answer = parse_query_results(body, format=QueryResultsFormat.JSON)
                if isinstance(answer, QuerySolutions):
                    return Table(tuple(variable.value for variable in answer.variables), [tuple(row) for row in answer])
                if isinstance(answer, QueryBoolean):
                    return bool(answer)
            graph_format = RdfFormat.from_media_type(kind)
            if graph_format is not None:
                return [Triple(q.subject, q.predicate, q.object) for q in parse(body, format=graph_format)]
        except (SyntaxError, ValueError) as error:
            raise RemoteError(f"{self.endpoint} answered with broken results: {_first_line(error)}") from error
        raise RemoteError(
            f"{self.endpoint} answered with {kind or 'an unnamed format'}, not with query results; check the URL"
        )


def _first_line(error: BaseException) -> str:
    return next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)[:300]
