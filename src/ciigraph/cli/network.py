"""``ciigraph network``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of

if TYPE_CHECKING:
    from ciigraph.inquiry.network import Ranked

#: Rows of a table where the user says nothing.
_ROWS_SHOWN = 30
_COLUMNS = {
    "broker": ("label", "type", "country", "value", "role", "countries", "entity"),
    "community": ("value", "size", "label", "type", "country", "community", "entity"),
    "countries": ("label", "type", "country", "value", "countries", "entity"),
    "similarity": ("label", "other_label", "value", "size", "shared"),
}
_USUAL = ("label", "type", "country", "value", "entity")


class Measure(StrEnum):
    """What entities are ranked by."""

    betweenness = "betweenness"
    degree = "degree"
    pagerank = "pagerank"
    broker = "broker"
    community = "community"
    countries = "countries"
    similarity = "similarity"


class Role(StrEnum):
    """What a broker belongs to."""

    gatekeeper = "gatekeeper"
    liaison = "liaison"
    representative = "representative"


def network(
    by: Annotated[Measure, typer.Option("--by", help="The measure; see above.")] = Measure.betweenness,
    country: Annotated[str | None, typer.Option(help="Only relations in the documents about this country.")] = None,
    type: Annotated[str | None, typer.Option(help="Only entities of this type, such as Company.")] = None,  # noqa: A002
    role: Annotated[Role | None, typer.Option(help="Only brokers of this role.")] = None,
    certain: Annotated[
        bool, typer.Option("--certain", help="Leave out relations that are only alleged or planned, or over.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(help="How many rows at most; 0: all. A table has 30 unless told.", min=0)
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Who matters in the influence network: centrality, brokers, communities, countries by shared entities.

    The network is all relations but denied ones; two entities are linked where a document relates them, more strongly
    the more documents do. What --by ranks entities by:

    betweenness: the share of shortest paths between two others that lead through the entity, so who connects the
    parts. On very large networks it is estimated from a sample drawn with a fixed seed, and the output says so.

    degree: the number of other entities it is directly related to, so who is involved with many.

    pagerank: the chance to be at the entity after following relations at random from subject to object, so who is
    acted upon by those that much leads to.

    broker: the number of pairs of a country and a PRC body to which the person or body is related on both sides,
    while the PRC body is related to nothing else of that country. A gatekeeper belongs to the country, a
    representative to the PRC, a liaison to neither. PRC bodies are persons and bodies of CN; who is of no known
    country counts to the one in whose documents alone it stands.

    community: the number of the entity's community by Louvain's method, 1 for the largest: groups related among each
    other more than with the rest, named by their best connected members.

    countries: the two-mode view, the number of countries whose documents mention the entity, and which.

    similarity: how alike two countries are by the entities that their documents mention, 0 to 1 (cosine; an entity
    counts more the fewer countries mention it), with the entities that most make them so.
    """
    from ciigraph.cli.arguments import country_codes
    from ciigraph.cli.output import say
    from ciigraph.inquiry.network import rank

    code = country_codes([country])[0] if country else None
    found = rank(graph_of(store, endpoint), by.value, country=code, certain=certain, only=_type(type))
    rows = [row for row in found.rows if role is None or row.role == role.value]
    _print_rows(rows, by, limit, format)
    if found.remark:
        say(found.remark)
    if not rows:
        say("there is nothing to rank; is the country right, and was the text read when the store was built?")


def _print_rows(rows: list[Ranked], by: Measure, limit: int | None, chosen: Format) -> None:
    from ciigraph.cli.output import emit_json, emit_rows, say

    if limit is None:
        limit = _ROWS_SHOWN if chosen is Format.table else 0
    shown = rows[:limit] if limit else rows
    if chosen is Format.json:
        emit_json(shown)
    else:
        emit_rows(map(_row, shown), _COLUMNS.get(by.value, _USUAL), chosen)
    if len(shown) < len(rows):
        say(f"{len(shown):,} of {len(rows):,} shown; --limit 0 shows all")


def _type(name: str | None) -> str | None:
    """The entity type that a user means, in any case.

    Raises:
        UsageError: there is none of this name.
    """
    from typing import get_args

    from ciigraph.errors import UsageError
    from ciigraph.records import EntityType

    if name is None:
        return None
    types: dict[str, str] = {each.lower(): each for each in get_args(EntityType)}
    if name.lower() not in types:
        raise UsageError(f"{name!r} is no entity type; there are {', '.join(types.values())}")
    return types[name.lower()]


def _row(ranked: Ranked) -> dict[str, Any]:
    row = {name: getattr(ranked, name) for name in ranked.__struct_fields__}
    return row | {"countries": " ".join(row["countries"]), "shared": ", ".join(row["shared"])}
