"""``ciigraph split``."""

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
    from ciigraph.linking.parting import Parting


EntityArgument = Annotated[str | None, typer.Argument(metavar="A", help="The entity: its address, identifier or name.")]
NameArgument = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="A name that doesn't mean A, or an identifier that a rule joined to A."),
]
AsOption = Annotated[
    str | None,
    typer.Option("--as", metavar="ENTITY", help="What the name means: another entity, or a new identifier."),
]
CountryOption = Annotated[str | None, typer.Option("--country", help="Only in documents about this country.")]
DocumentOption = Annotated[str | None, typer.Option("--document", metavar="ID", help="Only in this document.")]


def split(
    entity: EntityArgument = None,
    name: NameArgument = None,
    as_: AsOption = None,
    country: CountryOption = None,
    document: DocumentOption = None,
    reason: ReasonOption = "",
    by: ByOption = None,
    date: DateOption = None,
    undo: UndoOption = None,
    list_: ListOption = False,
    store: StoreOption = DEFAULT_STORE,
    decisions: DecisionsOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Decide that a name doesn't mean an entity; the next build parts them.

    Mentions by this name go to an entity of their own (or to --as), and no rule joins the two again, not by way of a
    third either. With --country or --document this holds only there, for two that share a name. Pronouns and common
    nouns ("the company") that were read as the entity stay with it. --list shows all decisions, --undo takes one back.
    """
    from ciigraph.cli.arguments import country_codes
    from ciigraph.cli.output import say
    from ciigraph.decisions.kinds import Split
    from ciigraph.errors import UsageError
    from ciigraph.graph.access import open_graph
    from ciigraph.linking.parting import parting

    path = file_of(store, decisions)
    if shown_or_taken_back("split", store, path, format, shows=list_, undo=undo, who=(by, date, reason)):
        return
    if not entity or not name:
        raise UsageError("name an entity and one of its names: ciigraph split A NAME; or see --list and --undo")
    person, day = who_and_when(by, date)
    code = country_codes([country])[0] if country else ""
    found = parting(open_graph(store), entity, name, into=as_, country=code, document=document or "")
    decision = Split(
        entity=found.entity,
        name=found.name,
        becomes=found.becomes,
        also=found.also,
        country=code,
        document=document or "",
        by=person,
        date=day,
        reason=reason,
    )
    decide(store, path, [decision], format)
    say(_reach(found))


def _reach(found: Parting) -> str:
    return f"{found.mentions} mentions in {found.documents} documents go from {found.entity} to {found.becomes}"
