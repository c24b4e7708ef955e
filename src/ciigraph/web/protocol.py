"""Requests of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): what they ask for, if they may."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from ciigraph.errors import CiigraphError
from ciigraph.web.engine import Question
from ciigraph.web.negotiation import GRAPHS, SOLUTIONS, choose
from ciigraph.web.query_text import reaches_out

if TYPE_CHECKING:
    from starlette.requests import Request

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
METHODS = "GET, HEAD, POST, OPTIONS"
_MOST_FIELDS = 1000


class ProtocolError(CiigraphError):
    """A request that the endpoint doesn't take; ``status`` is the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


async def question_of(request: Request) -> Question | None:
    """What a request asks for; None where it has no query and so asks for the description of the service.

    Raises:
        ProtocolError: it isn't well formed, or asks for what this endpoint doesn't do.
    """
    fields = _fields(request.scope["query_string"])
    if request.method == "POST":
        query, fields = _posted(request.headers.get("content-type", ""), await request.body(), fields)
    elif request.method in ("GET", "HEAD"):
        query = None
        if not fields:
            return None
    else:
        raise ProtocolError(405, f"{request.method} isn't part of the SPARQL protocol; use GET or POST")
    if any(name == "update" for name, _ in fields):
        raise ProtocolError(403, "this endpoint is read-only; updates are refused")
    queries = [value for name, value in fields if name == "query"] + ([] if query is None else [query])
    if len(queries) != 1:
        raise ProtocolError(400, "give one query, as parameter 'query'" + (", not several" if queries else ""))
    if reaches_out(queries[0]):
        raise ProtocolError(403, "SERVICE is refused: this endpoint asks no other server")
    wish = request.headers.get("accept")
    return Question(
        query=queries[0],
        solutions=choose(wish, SOLUTIONS),
        graph=choose(wish, GRAPHS),
        default_graphs=_graphs(fields, "default-graph-uri"),
        named_graphs=_graphs(fields, "named-graph-uri"),
    )


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise ProtocolError(400, "the parameters are no percent-encoded UTF-8") from error


def _posted(declared: str, body: bytes, in_address: list[tuple[str, str]]) -> tuple[str | None, list[tuple[str, str]]]:
    """The query in the body, if the body is one, and the fields of the request."""
    media_type, *parameters = (part.strip().lower() for part in declared.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "charset" and value.strip("\"'") not in ("utf-8", "utf8", "us-ascii"):
            raise ProtocolError(415, "the body must be in UTF-8")
    if media_type == FORM:
        if any(name in ("query", "update") for name, _ in in_address):
            raise ProtocolError(400, "give the query in the body or in the address, not in both")
        return None, in_address + _fields(body)
    if media_type == QUERY:
        try:
            return body.decode("utf-8"), in_address
        except UnicodeDecodeError as error:
            raise ProtocolError(400, f"the query is not in UTF-8: {error}") from error
    if media_type == UPDATE:
        raise ProtocolError(403, "this endpoint is read-only; updates are refused")
    raise ProtocolError(415, f"a POST has Content-Type {QUERY} or {FORM}, not {media_type or 'none'}")


def _graphs(fields: list[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    found = tuple(value for name, value in fields if name == wanted)
    for iri in found:
        try:
            NamedNode(iri)
        except ValueError as error:
            raise ProtocolError(400, f"{wanted} is an IRI, not {iri[:200]!r}") from error
    return found
