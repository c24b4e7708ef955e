"""The JSON API: what the command line gives, at addresses below ``/api``, described in OpenAPI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query
from starlette.requests import Request  # noqa: TC002 - read by the framework
from starlette.responses import Response  # noqa: TC002 - read by the framework

from ciigraph.errors import UsageError
from ciigraph.graph.access import table
from ciigraph.graph.vocabulary import PREFIXES, RESOURCES
from ciigraph.inquiry import lookup as looking_up
from ciigraph.inquiry.comparison import Comparison, compare
from ciigraph.inquiry.matches import Completion, Match
from ciigraph.inquiry.network import MEASURES, Ranked, rank
from ciigraph.inquiry.network_names import meant
from ciigraph.inquiry.paths import Path as Route
from ciigraph.inquiry.paths import paths
from ciigraph.inquiry.queries import catalogue, saved
from ciigraph.inquiry.score import Score, scores
from ciigraph.inquiry.search import Hit, search
from ciigraph.web.asking import country_code
from ciigraph.web.findings import KINDS, audited_countries, findings
from ciigraph.web.pages import snapshot_of
from ciigraph.web.render import render, respond

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter(prefix="/api", tags=["graph"])
_encoder = msgspec.json.Encoder(decimal_format="number")

Country = Annotated[str, Query(max_length=60, description="ISO code or English name")]
Limit = Annotated[int, Query(ge=1, le=200, description="at most so many")]
_TYPES: dict[str, Any] = {
    "Scores": list[Score],
    "Matches": list[Match],
    "Completions": list[Completion],
    "Hits": list[Hit],
    "Comparison": Comparison,
    "Paths": list[Route],
    "Ranking": list[Ranked],
}


def _answers(name: str) -> dict[int | str, dict[str, Any]]:
    """The description of a response of one of our types."""
    return {200: {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}}


def schemas() -> dict[str, Any]:
    """JSON Schemas of all types that responses have."""
    parts, components = msgspec.json.schema_components(_TYPES.values(), ref_template="#/components/schemas/{name}")
    return {**components, **dict(zip(_TYPES, parts, strict=True))}


def _json(request: Request, make: Callable[[], object]) -> Response:
    return respond(request, snapshot_of(request), lambda: _encoder.encode(make()), form="data")


@router.get("/scores", summary="Scores beside the published figures", responses=_answers("Scores"))
def all_scores(
    request: Request,
    country: Country = "",
    by: Annotated[list[str] | None, Query(description="overall, domain, layer, indicator")] = None,
    edition: Annotated[int | None, Query(description="year")] = None,
) -> Response:
    """As ``ciigraph score``."""
    code = country_code(country)
    measures = by or ["overall", "domain", "layer"]
    return _json(
        request,
        lambda: scores(snapshot_of(request).graph, countries=[code] if code else [], by=measures, edition=edition),
    )


@router.get("/lookup", summary="An entity across all countries", responses=_answers("Matches"))
def looked_up(
    request: Request, name: Annotated[str, Query(max_length=200)], country: Country = "", limit: Limit = 10
) -> Response:
    """As ``ciigraph lookup``."""
    code = country_code(country)
    return _json(
        request, lambda: {"matches": looking_up.lookup(snapshot_of(request).graph, name, country=code, limit=limit)}
    )


@router.get("/complete", summary="Entities whose name begins so", responses=_answers("Completions"))
def completions(request: Request, q: Annotated[str, Query(max_length=200)], limit: Limit = 10) -> Response:
    """For completion while typing."""
    return _json(request, lambda: looking_up.complete(snapshot_of(request).graph, q, limit))


@router.get("/search", summary="Evidence that holds words", responses=_answers("Hits"))
def searched(
    request: Request, q: Annotated[str, Query(max_length=200)], country: Country = "", limit: Limit = 20
) -> Response:
    """As ``ciigraph search``."""
    code = country_code(country)
    return _json(request, lambda: search(snapshot_of(request).graph, q, country=code, limit=limit))


@router.get("/compare", summary="Two countries side by side", responses=_answers("Comparison"))
def compared(
    request: Request, first: Country, second: Country, edition: Annotated[int | None, Query()] = None
) -> Response:
    """As ``ciigraph compare``."""
    one, other = country_code(first), country_code(second)
    if one is None or other is None:
        raise UsageError("name two countries")
    return _json(request, lambda: compare(snapshot_of(request).graph, one, other, edition=edition))


@router.get("/audit", summary="Recorded answers that the graph's facts contradict")
def audited(
    request: Request, country: Country = "", kind: Annotated[str, Query(description=", ".join(KINDS))] = ""
) -> Response:
    """As ``ciigraph audit``."""
    code, snapshot = country_code(country), snapshot_of(request)
    codes = [code] if code else audited_countries(snapshot)
    return _json(
        request, lambda: [flag for each in codes for flag in findings(snapshot, each) if kind in ("", flag.kind)]
    )


@router.get("/path", summary="How two entities are connected", responses=_answers("Paths"))
def connected(
    request: Request,
    first: Annotated[str, Query(max_length=500)],
    last: Annotated[str, Query(max_length=500)],
    limit: Annotated[int, Query(ge=1, le=20)] = 5,
) -> Response:
    """As ``ciigraph path``."""

    def make() -> object:
        graph = snapshot_of(request).graph
        return paths(graph, meant(graph, first).entity, meant(graph, last).entity, limit=limit)

    return _json(request, make)


@router.get("/network", summary="Centrality, brokers, communities", responses=_answers("Ranking"))
def ranked(
    request: Request,
    by: Annotated[str, Query(description=", ".join(MEASURES))] = "betweenness",
    country: Country = "",
    limit: Limit = 50,
) -> Response:
    """As ``ciigraph network``."""
    if by not in MEASURES:
        raise UsageError(f"there is no measure {by!r}; there are: {', '.join(MEASURES)}")
    code = country_code(country)
    return _json(request, lambda: rank(snapshot_of(request).graph, by, country=code).rows[:limit])


@router.get("/stats", summary="What is in the graph")
def statistics(request: Request) -> Response:
    """As ``ciigraph stats``."""

    def make() -> object:
        graph = snapshot_of(request).graph
        names = ("classes", "countries", "documents")
        return {name: list(table(graph, saved(f"stats/{name}").text).records()) for name in names}

    return _json(request, make)


@router.get("/queries", summary="The saved queries")
def queries(request: Request) -> Response:
    """As ``ciigraph query --list``; ask one at ``/sparql``."""
    return _json(
        request, lambda: [{"name": each.name, "title": each.title, "answers": each.answers} for each in catalogue()]
    )


@router.get("/queries/{name:path}", summary="A saved query with its text")
def query(request: Request, name: Annotated[str, Path(max_length=200)]) -> Response:
    """Its parameters are the request's; each replaces the value that stands in the query."""
    found = saved(name)
    text = found.bind(dict(request.query_params))
    parameters = [{"name": p.name, "default": p.default, "meaning": p.meaning} for p in found.parameters]
    told = {"name": found.name, "title": found.title, "answers": found.answers, "parameters": parameters, "text": text}
    return _json(request, lambda: told)


@router.get("/prefixes", summary="Prefixes that queries needn't declare")
def prefixes(request: Request) -> Response:
    """Prefix and namespace."""
    return _json(request, lambda: PREFIXES)


@router.get("/entity", summary="What the graph knows of one entity", responses=_answers("Matches"))
def entity(request: Request, iri: Annotated[str, Query(max_length=1000, description=f"below {RESOURCES}")]) -> Response:
    """By its permanent address."""
    return _json(request, lambda: looking_up.entity(snapshot_of(request).graph, iri))


@router.get("", include_in_schema=False)
def described(request: Request) -> Response:
    """The description for people."""
    return respond(request, snapshot_of(request), lambda: render("api.html", paths=request.app.openapi()["paths"]))
