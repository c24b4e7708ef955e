"""A graph behind a SPARQL 1.1 endpoint.

The endpoint's default graph must be the union of its named graphs, as it is with Virtuoso and with
``oxigraph serve --union-default-graph``.
"""

from __future__ import annotations

import re
from contextlib import closing
from http.client import HTTPException
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
from ciigraph.graph.syntax import query_form, with_prefixes

if TYPE_CHECKING:
    from collections.abc import Callable

_RESULTS = "application/sparql-results+json"
#: What Java servers say is wrong, which stands below the query as they read it.
_JAVA = re.compile(r"^(?:Caused by: )?(?:[\w.$]*(?:Exception|Error): *+)+(?P<said>\S.*+)", re.MULTILINE)
#: Seconds of Retry-After from which on we don't wait but say so.
_LONG = 120


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
            raise RemoteError(f"{self.endpoint} answered with status {error.code}; {_advice(error)}") from error
        except (SPARQLWrapperException, HTTPException, URLError, OSError, ValueError) as error:
            raise RemoteError(
                f"{self.endpoint} can't be asked: {_first_line(error)}; is it a SPARQL endpoint?"
            ) from error
        return self._parsed(kind, body)

    def _ask(self, text: str, timeout: float | None) -> tuple[str, bytes]:
        wrapper = SPARQLWrapper(self.endpoint, agent=self._agent)
        wrapper.setMethod(POST)
        wrapper.setQuery(with_prefixes(text))
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


def _advice(error: HTTPError) -> str:
    if error.code in (401, 403):
        return HOW_TO_LOG_IN
    if error.code not in BUSY:
        return "is it a SPARQL endpoint?"
    return f"it asks to be left alone for {_asked(error)} s" if _asked(error) > _LONG else "try again later"


def _asked(error: HTTPError) -> int:
    """The seconds of the header Retry-After; 0 where it gives none."""
    asked = error.headers.get("Retry-After", "") if error.headers else ""
    return int(asked) if asked.isascii() and asked.isdigit() else 0


def _passes(error: BaseException) -> bool:
    """Whether the same question may be answered a little later.

    A 500 is not: servers send it for a query that they can't evaluate.
    """
    if isinstance(error, HTTPError):
        return error.code in BUSY - {500} and _asked(error) <= _LONG
    reason = error.reason if isinstance(error, URLError) else error
    return isinstance(reason, ConnectionError | HTTPException)


def _complaint(error: SPARQLWrapperException) -> str:
    """The server's own words in what SPARQLWrapper raises (its message, then the response as ``b'…'``)."""
    body = str(error).rpartition("Response:")[2].strip()
    if body.startswith(("b'", 'b"')):
        body = body[2:-1].encode("latin-1", "replace").decode("unicode_escape", "replace")
    if body.startswith("SPARQL-QUERY:") and (said := _JAVA.search(body)):
        return said["said"].strip()[:300]
    return next((line.strip() for line in body.splitlines() if line.strip()), _first_line(error))[:300]


def _first_line(error: BaseException) -> str:
    return next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)[:300]
