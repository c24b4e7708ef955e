"""``ciigraph merge``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
    from ciigraph.graph.access import Graph


def merge(
    kept: Annotated[
        str | None, typer.Argument(metavar="A", help="The entity that stays: its address, identifier or name.")
    ] = None,
    other: Annotated[str | None, typer.Argument(metavar="B", help="The entity that is the same as A.")] = None,
    reason: ReasonOption = "",
    by: ByOption = None,
    date: DateOption = None,
    undo: UndoOption = None,
    list_: ListOption = False,
    store: StoreOption = DEFAULT_STORE,
    decisions: DecisionsOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Decide that two entities are one; the next build joins them.

    A keeps its address and its description and gets B's names, mentions and relations. Of a known entity
    (data/entities) and one that was only found in texts, the known one stays. Decisions are kept in a file that
    no build changes: --list shows them, --undo takes one back, and the build after that parts the two again.
    """
    from ciigraph.decisions.kinds import Merge
    from ciigraph.errors import UsageError
    from ciigraph.graph.access import open_graph

    path = file_of(store, decisions)
    if shown_or_taken_back("merge", store, path, format, shows=list_, undo=undo, who=(by, date, reason)):
        return
    if not kept or not other:
        raise UsageError("name two entities: ciigraph merge A B; or see --list and --undo")
    name, day = who_and_when(by, date)
    stays, joins = _identifiers(open_graph(store), kept, other)
    decide(store, path, [Merge(entity=stays, joins=joins, by=name, date=day, reason=reason)], format)


def _identifiers(graph: Graph, kept: str, other: str) -> tuple[str, str]:
    """The identifier that stays and the one that joins it."""
    from ciigraph.cli.output import say
    from ciigraph.errors import UsageError
    from ciigraph.extraction.knowledge import knowledge
    from ciigraph.linking.referred import joined, referred

    first, second = referred(graph, kept), referred(graph, other)
    if first.iri == second.iri:
        if other in joined(graph, first):  # what a rule joined is confirmed
            return first.identifier, other
        raise UsageError(f"{kept!r} and {other!r} are one entity already: {first.label} ({first.identifier})")
    if "Person" in (first.type, second.type) and first.type != second.type:
        say(f"note: {first.label} is a {first.type}, {second.label} a {second.type}")
    known = knowledge().entities
    if second.identifier in known and first.identifier not in known:
        say(f"{second.label} is a known entity and stays; {first.label} joins it")
        first, second = second, first
    return first.identifier, second.identifier
