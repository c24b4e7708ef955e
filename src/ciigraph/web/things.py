"""The permanent addresses: ``/id/…`` here is what ``https://w3id.org/ciigraph/id/…`` is in the graph.

Each answers in HTML, Turtle or JSON-LD (or N-Triples, RDF/XML), by ``Accept`` or by ``?format=``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from pyoxigraph import NamedNode, RdfFormat, serialize
from starlette.exceptions import HTTPException
from starlette.requests import Request  # noqa: TC002 - read by the framework
from starlette.responses import Response  # noqa: TC002 - read by the framework

from ciigraph.graph.vocabulary import PREFIXES, RESOURCES
from ciigraph.inquiry.queries import saved
from ciigraph.web import thing_pages as pages
from ciigraph.web.negotiation import GRAPHS, PAGES, choose
from ciigraph.web.pages import snapshot_of
from ciigraph.web.render import respond

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Triple

    from ciigraph.web.snapshot import Snapshot

router = APIRouter(include_in_schema=False)

_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "n-triples": RdfFormat.N_TRIPLES,
    "json-ld": RdfFormat.JSON_LD,
    "rdf-xml": RdfFormat.RDF_XML,
}
#: Which page shows a thing; the first that fits.
_PAGES: tuple[tuple[re.Pattern[str], Callable[[Snapshot, str, Request], bytes]], ...] = (
    (re.compile(r"country/[A-Z]{2}"), pages.country_page),
    (re.compile(r"entity/[^/]+"), pages.entity_page),
    (re.compile(r"indicator/\d{4}/[^/]+"), pages.indicator_page),
    (re.compile(r"document/[^/]+"), pages.document_page),
    (re.compile(r"document/[^/]+/unit/[^/]+"), pages.unit_page),
    (re.compile(r"document/[^/]+/unit/[^/]+/(?:relation|mention)/[^/]+"), pages.statement_page),
)


@router.get("/id/{path:path}")
def thing(
    request: Request,
    form: Annotated[str | None, Query(alias="format", pattern="^(html|turtle|n-triples|json-ld|rdf-xml)$")] = None,
) -> Response:
    """A thing of the graph, as a page or as RDF."""
    # The address as it was sent: what is percent-encoded in it is so in the graph too.
    path = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0].removeprefix("/id/")
    iri = RESOURCES + path
    wanted = form or choose(request.headers.get("accept"), PAGES | GRAPHS)
    if wanted is None:
        raise HTTPException(406, "this address answers in HTML, Turtle, N-Triples, JSON-LD and RDF/XML")
    snapshot = snapshot_of(request)
    described = snapshot.keep(("statements", iri), lambda: _statements(snapshot, iri))
    if not described:
        raise HTTPException(404, "The graph knows nothing of this address.")
    if wanted != "html":
        return respond(request, snapshot, lambda: _serialized(described, wanted), form=wanted)
    show = next((view for pattern, view in _PAGES if pattern.fullmatch(path)), pages.thing_page)
    return respond(request, snapshot, lambda: show(snapshot, iri, request))


def _statements(snapshot: Snapshot, iri: str) -> list[Triple]:
    try:
        NamedNode(iri)
    except ValueError:
        return []
    found = snapshot.graph.query(saved("web/statements").bind({"thing": iri}))
    return found if isinstance(found, list) else []


def _serialized(triples: list[Triple], form: str) -> bytes:
    return serialize(sorted(triples, key=str), format=_FORMATS[form], prefixes=PREFIXES) or b""
