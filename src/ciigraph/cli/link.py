"""``ciigraph link``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.deciding import (
    ByOption,
    DateOption,
    DecisionsOption,
    ListOption,
    ReasonOption,
    UndoOption,
    decide,
    file_of,
    shown_or_taken_back,
    who_and_when,
)
from ciigraph.cli.options import DEFAULT_STORE, Format, FormatOption, StoreOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.decisions.kinds import Match
    from ciigraph.graph.access import Graph
    from ciigraph.linking.proposals import Proposal
    from ciigraph.linking.subjects import Subject

_COLUMNS = ("entity", "label", "type", "wikidata", "item", "score", "why", "note")


EntityOption = Annotated[
    list[str] | None, typer.Option("--entity", metavar="NAME", help="Only this entity; may be repeated.")
]
TypeOption = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="Only this type (Company); may be repeated.")
]
CountryOption = Annotated[
    str | None, typer.Option("--country", help="Only entities of this country or in documents about it.")
]
LeastOption = Annotated[int, typer.Option("--least", help="Mentions that an entity must have.", min=0)]
LimitOption = Annotated[int, typer.Option("--limit", help="Entities to ask about, the most mentioned first.", min=1)]
CandidatesOption = Annotated[int, typer.Option("--candidates", help="Candidates shown of each entity.", min=1, max=25)]
AcceptOption = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="ENTITY=Qid", help="Decide that an entity is an item; may be repeated."),
]
CloseOption = Annotated[bool, typer.Option("--close", help="What is accepted by hand is nearly the item only.")]
RejectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reject", metavar="ENTITY=Qid", help="Decide that an entity is not an item; it is not proposed again."
    ),
]
AboveOption = Annotated[
    float | None,
    typer.Option(
        "--accept-above",
        metavar="SCORE",
        help="Let the rule accept what scores so much; never a person.",
        min=0.8,
        max=1,
    ),
]
WikidataOption = Annotated[
    str | None,
    typer.Option("--endpoint", metavar="URL", help="Where Wikidata, or a copy, answers SPARQL; default: Wikidata."),
]
PauseOption = Annotated[float, typer.Option("--pause", metavar="SECONDS", help="Between two requests.", min=0)]
RefreshOption = Annotated[bool, typer.Option("--refresh", help="Ask again what was answered before.")]


def link(
    entity: EntityOption = None,
    type_: TypeOption = None,
    country: CountryOption = None,
    least: LeastOption = 2,
    limit: LimitOption = 100,
    candidates: CandidatesOption = 5,
    accept: AcceptOption = None,
    close: CloseOption = False,
    reject: RejectOption = None,
    accept_above: AboveOption = None,
    endpoint: WikidataOption = None,
    pause: PauseOption = 1.0,
    refresh: RefreshOption = False,
    reason: ReasonOption = "",
    by: ByOption = None,
    date: DateOption = None,
    undo: UndoOption = None,
    list_: ListOption = False,
    store: StoreOption = DEFAULT_STORE,
    decisions: DecisionsOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Propose items of Wikidata for entities that have none, and keep what is decided on them.

    Candidates are found by name and ranked by name, type, country and neighbours; nothing is accepted unless you say
    so. What you accept becomes skos:exactMatch (--close: closeMatch), what the rule accepts closeMatch, at the next
    build. Answers are kept in the store, so a run that was interrupted goes on. Servers see the names that are asked
    for; CIIGRAPH_CONTACT is sent along for their operators.
    """
    from ciigraph.graph.access import open_graph

    path = file_of(store, decisions)
    if shown_or_taken_back("link", store, path, format, shows=list_, undo=undo, who=(by, date, reason)):
        return
    graph = open_graph(store)
    who = who_and_when(by, date)
    if accept or reject:
        from ciigraph.linking.judging import judged as judge
        from ciigraph.linking.judging import labelled

        judged: list[tuple[str, Match]] = [(each, "close" if close else "exact") for each in accept or ()]
        judged += [(each, "none") for each in reject or ()]
        links = list(judge(graph, path, judged, by=who[0], date=who[1], reason=reason))
        decide(store, path, labelled(store, endpoint, links), format)
        return
    subjects = _subjects(graph, path, entity, type_, country, least, limit)
    asking = (endpoint, pause, refresh, candidates)
    proposals, requests = _proposals(graph, store, path, subjects, asking)
    _print(proposals, format)
    _tell(proposals, requests)
    if accept_above is not None:
        _accept(store, path, proposals, accept_above, who[1], format)


def _subjects(
    graph: Graph,
    path: Path,
    names: list[str] | None,
    types: list[str] | None,
    country: str | None,
    least: int,
    limit: int,
) -> list[Subject]:
    """The entities to ask about: without an item and not decided on."""
    from typing import get_args

    from ciigraph.cli.arguments import country_codes
    from ciigraph.decisions.kinds import Link
    from ciigraph.decisions.record import read_standing
    from ciigraph.errors import UsageError
    from ciigraph.linking.referred import referred
    from ciigraph.linking.subjects import unlinked
    from ciigraph.records import EntityType

    for each in types or ():
        if each not in get_args(EntityType):
            raise UsageError(f"{each!r} is no type; known are {', '.join(get_args(EntityType))}")
    linked = {
        entry.decision.entity
        for entry in read_standing(path)
        if isinstance(entry.decision, Link) and entry.decision.match != "none"
    }
    only = [referred(graph, name).iri for name in names or ()]
    return unlinked(
        graph,
        types=types or (),
        country=country_codes([country])[0] if country else None,
        least=0 if only else least,
        only=only,
        without=linked,
        limit=limit,
    )


def _proposals(
    graph: Graph, store: Path, path: Path, subjects: list[Subject], asking: tuple[str | None, float, bool, int]
) -> tuple[list[Proposal], int]:
    """What the endpoint proposes, and how many requests that took."""
    import time

    from ciigraph.cli.output import say
    from ciigraph.cli.progress import ProgressBar
    from ciigraph.decisions.kinds import Link
    from ciigraph.decisions.record import read_standing
    from ciigraph.errors import QueryError, RemoteError
    from ciigraph.linking.proposals import propose
    from ciigraph.linking.world import CACHE_NAME, PUBLIC, World, server

    endpoint, pause, refresh, most = asking
    address = endpoint or PUBLIC
    held = [entry.decision for entry in read_standing(path)]
    refused = {(each.entity, each.wikidata) for each in held if isinstance(each, Link) and each.match == "none"}
    proposals = []
    with (
        World(server(address), address, store / CACHE_NAME, pause=lambda: time.sleep(pause), refresh=refresh) as world,
        ProgressBar() as progress,
    ):
        progress.stage("asking", len(subjects))
        try:
            for proposal in propose(graph, world, subjects, most=most, refused=refused):
                proposals.append(proposal)
                progress.advance()
        except (QueryError, RemoteError):
            say(f"{len(proposals)} of {len(subjects)} entities were done; run again to go on from there")
            raise
        return proposals, world.requests


def _print(proposals: list[Proposal], chosen: Format) -> None:
    from msgspec.structs import asdict

    from ciigraph.cli.output import emit_json, emit_rows

    if chosen is Format.json:
        emit_json([{**asdict(each), "candidates": [asdict(one) for one in each.candidates]} for each in proposals])
        return
    emit_rows((row for each in proposals for row in _rows(each, chosen)), _COLUMNS, chosen)


def _rows(proposal: Proposal, chosen: Format) -> Iterator[dict[str, Any]]:
    for place, candidate in enumerate(proposal.candidates):
        shown = place == 0 or chosen is Format.csv
        yield {
            "entity": proposal.identifier if shown else None,
            "label": proposal.label if shown else None,
            "type": proposal.type if shown else None,
            "wikidata": candidate.wikidata,
            "item": candidate.label,
            "score": candidate.score,
            "why": candidate.why,
            "note": f"is already {candidate.taken}" if candidate.taken else None,
        }


def _tell(proposals: list[Proposal], requests: int) -> None:
    from ciigraph.cli.output import say

    found = sum(bool(each.candidates) for each in proposals)
    sure = sum(each.sure for each in proposals)
    say(
        f"{len(proposals)} entities, {found} with candidates, {sure} that a rule may accept; {requests} requests. "
        "Accept with --accept ENTITY=Qid or --accept-above SCORE"
    )


def _accept(store: Path, path: Path, proposals: list[Proposal], threshold: float, day: str, chosen: Format) -> None:
    from ciigraph import __version__
    from ciigraph.cli.output import say
    from ciigraph.linking.proposals import accepted

    rule = f"ciigraph {__version__}, link --accept-above {threshold:g}"
    links = [link for each in proposals if (link := accepted(each, threshold, by=rule, date=day)) is not None]
    say(f"{len(links)} accepted by the rule")
    if links:
        decide(store, path, links, chosen, silent=True)
