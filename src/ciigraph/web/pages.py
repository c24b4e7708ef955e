"""The pages that are no thing of the graph: start, search, audit, compare, the query editor, the API's description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request  # noqa: TC002 - read by the framework
from starlette.responses import Response  # noqa: TC002 - read by the framework

from ciigraph.errors import UsageError
from ciigraph.inquiry.queries import catalogue
from ciigraph.web.figures import LAYERS, contents, domains, editions
from ciigraph.web.render import render, respond

if TYPE_CHECKING:
    from ciigraph.web.figures import Edition
    from ciigraph.web.snapshot import Snapshot

router = APIRouter(include_in_schema=False)


def snapshot_of(request: Request) -> Snapshot:
    """The graph as it is now."""
    return request.app.state.source.now()  # type: ignore[no-any-return]


def chosen_edition(snapshot: Snapshot, year: int | None) -> Edition | None:
    """The edition of a year, the newest where none is named; None of a graph without answers.

    Raises:
        UsageError: the graph has none of this year.
    """
    known = editions(snapshot)
    if year is None:
        return next(iter(known.values()), None)
    if year not in known:
        raise UsageError(f"there is no edition {year}; there are: {', '.join(map(str, known)) or 'none'}")
    return known[year]


@router.get("/")
def start(
    request: Request, edition: Annotated[int | None, Query()] = None, sort: Annotated[str, Query()] = "overall"
) -> Response:
    """The countries with their scores as a heat table, and what is in the graph."""
    snapshot = snapshot_of(request)

    def make() -> bytes:
        chosen = chosen_edition(snapshot, edition)
        columns = [("overall", "Overall"), *((layer, layer.title()) for layer in LAYERS), *domains()]
        if sort not in ("country", *(name for name, _ in columns)):
            raise UsageError(f"countries can't be sorted by {sort}")
        rows = [] if chosen is None else chosen.ranked("overall" if sort == "country" else sort)
        if sort == "country":
            rows.sort(key=lambda row: row.name)
        return render(
            "start.html", edition=chosen, years=list(editions(snapshot)), columns=columns, rows=rows, sort=sort,
            contents=contents(snapshot),
        )  # fmt: skip

    return respond(request, snapshot, make)


@router.get("/editor")
def editor(request: Request) -> Response:
    """The SPARQL editor with the saved queries."""
    snapshot = snapshot_of(request)
    rooms: dict[str, list[object]] = {}
    for query in catalogue():
        room = query.name.partition("/")[0]
        if room in EDITOR_ROOMS:
            rooms.setdefault(EDITOR_ROOMS[room], []).append(query)
    limits = request.app.state.settings
    return respond(
        request,
        snapshot,
        lambda: render("editor.html", rooms=rooms, limits=limits, megabytes=round(limits.result_limit / 2**20)),
        policy=EDITOR_POLICY,
    )


#: Rooms of saved queries that people ask, by what they are called; the others serve the program.
EDITOR_ROOMS = {
    "analysis": "Analysis",
    "lookup": "Lookup",
    "compare": "Comparison",
    "audit": "Audit",
    "score": "Scores",
    "stats": "What is in the graph",
    "provenance": "Provenance",
}
#: The editor's library places its parts by style attributes; its scripts are files of this server all the same.
EDITOR_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
