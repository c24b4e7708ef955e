"""A graph behind a SPARQL 1.1 endpoint.

The endpoint's default graph must be the union of its named graphs, as it is with Virtuoso and with
``oxigraph serve --union-default-graph``.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING
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
from SPARQLWrapper import BASIC, DIGEST, JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
)
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from ciigraph.errors import QueryError, RemoteError
from ciigraph.graph.access import Result, Table
from ciigraph.graph.endpoint import ATTEMPTS, BUSY, HOW_TO_LOG_IN, USER_AGENT, Credentials, check_address
from ciigraph.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

_RESULTS = "application/sparql-results+json"
#: What stands before a query's form, which SPARQLWrapper looks for in comments too ("addresses" makes it an ADD).
_BEFORE_FORM = re.compile(r"(?:\s++|#[^\n]*+|(?:PREFIX\s++[^\s:]*+:|BASE)\s*+<[^<>]*+>)*+", re.IGNORECASE)
_FORM = re.compile(r"SELECT|ASK|CONSTRUCT|DESCRIBE", re.IGNORECASE)
_PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


class RemoteGraph:
    """Asks an endpoint; see ``access.Graph``."""

    def __init__(
        self,
        endpoint: str,
        *,
        agent: str = USER_AGENT,
        credentials: Credentials | None = None,
        wait: Callable[[RetryCallState], float] = wait_exponential_jitter(multiplier=0.5, max=20),  # noqa: B008 - stateless
    ) -> None:
        """Remember the endpoint; nothing is asked yet.

        Args:
            endpoint: its address.
            agent: how to introduce ourselves, as some public servers wish to be told more.
            credentials: what to log in with; None: what the environment holds.
            wait: seconds before the next attempt.

        Raises:
            UsageError: its address is no http or https URL.
        """
        self.endpoint = check_address(endpoint)
        self._agent = agent
        self._credentials = Credentials.from_environment() if credentials is None else credentials
        self._retrying = Retrying(
            retry=retry_if_exception(_passes), stop=stop_after_attempt(ATTEMPTS), wait=wait, reraise=True
        )

    def query(self, text: str, *, timeout: float | None = None) -> Result:
        """See ``access.Graph.query``.

        Raises:
            QueryError: the endpoint calls the query malformed, or didn't answer in time.
            RemoteError: it can't be reached or its answer is none.
        """
        try:
            kind, body = self._retrying(self._ask, text, timeout)
        except QueryBadFormed as error:
            raise QueryError(f"{self.endpoint} calls the query malformed: {_complaint(error)}") from error
        except TimeoutError as error:
            within = "in time" if timeout is None else f"within {timeout:g} s"
            raise QueryError(f"{self.endpoint} didn't answer {within}") from error
        except EndPointInternalError as error:
            raise QueryError(f"{self.endpoint} failed on the query: {_complaint(error)}") from error
        except EndPointNotFound as error:
            raise RemoteError(f"{self.endpoint}: nothing is at this address; is it a SPARQL endpoint?") from error
        except Unauthorized as error:
            raise RemoteError(f"{self.endpoint} refuses these credentials; {HOW_TO_LOG_IN}") from error
        except HTTPError as error:
            raise RemoteError(f"{self.endpoint} answered with status {error.code}; {_advice(error.code)}") from error
        except (SPARQLWrapperException, URLError, OSError, ValueError) as error:
            raise RemoteError(
                f"{self.endpoint} can't be asked: {_first_line(error)}; is it a SPARQL endpoint?"
            ) from error
        return self._parsed(kind, body)

    def _ask(self, text: str, timeout: float | None) -> tuple[str, bytes]:
        wrapper = SPARQLWrapper(self.endpoint, agent=self._agent)
        wrapper.setMethod(POST)
        wrapper.setQuery(_PROLOGUE + text)
        wrapper.queryType = query_form(text)
        wrapper.setReturnFormat(TURTLE if wrapper.queryType in ("CONSTRUCT", "DESCRIBE") else JSON)
        if self._credentials.token:
            wrapper.addCustomHttpHeader("Authorization", f"Bearer {self._credentials.token}")
        elif self._credentials.user:
            wrapper.setCredentials(self._credentials.user, self._credentials.password)
            wrapper.setHTTPAuth(DIGEST if self._credentials.scheme == "digest" else BASIC)
        if timeout is not None:
            wrapper.setTimeout(max(1, round(timeout)))
        try:
            answer = wrapper.query().response
        except (HTTPError, SPARQLWrapperException) as error:
            refusal = error if isinstance(error, HTTPError) else error.__context__
            if isinstance(refusal, HTTPError):
                refusal.close()  # SPARQLWrapper leaves the connection open
            raise
        with closing(answer) as response:
            kind = str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
            return kind, response.read()

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


def query_form(text: str) -> str:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; SELECT where the text is no query."""
    before = _BEFORE_FORM.match(text)
    form = _FORM.match(text, before.end() if before else 0)
    return form[0].upper() if form else "SELECT"


def _advice(status: int) -> str:
    if status in (401, 403):
        return HOW_TO_LOG_IN
    return "try again later" if status in BUSY else "is it a SPARQL endpoint?"


def _passes(error: BaseException) -> bool:
    """Whether the same question may be answered a little later.

    A 500 is not: servers send it for a query that they can't evaluate.
    """
    if isinstance(error, HTTPError):
        return error.code in BUSY - {500}
    return isinstance(error, URLError) and isinstance(error.reason, ConnectionError)


def _complaint(error: SPARQLWrapperException) -> str:
    """The server's own words in what SPARQLWrapper raises (its message, then the response as ``b'…'``)."""
    body = str(error).rpartition("Response:")[2].strip()
    if body.startswith(("b'", 'b"')):
        body = body[2:-1].encode("latin-1", "replace").decode("unicode_escape", "replace")
    return next((line.strip() for line in body.splitlines() if line.strip()), _first_line(error))[:300]


def _first_line(error: BaseException) -> str:
    return next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)[:300]
