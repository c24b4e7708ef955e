"""``ciigraph export``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, StoreOption, graph_of


class Format(StrEnum):
    """What to write."""

    nquads = "nquads"
    trig = "trig"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    ftm = "ftm"
    csv = "csv"


class Table(StrEnum):
    """A table of the CSV export."""

    answers = "answers"
    entities = "entities"
    relations = "relations"
    evidence = "evidence"


def export(
    format: Annotated[Format, typer.Option("--format", help="What to write; see above.")],  # noqa: A002
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to; a folder for csv. None: standard output."),
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Only what the documents about this country say; not with RDF.")
    ] = None,
    table: Annotated[Table | None, typer.Option(help="Only this table of the CSV export, to one file.")] = None,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
) -> None:
    """Write the graph in a format of other programs, from the store or from an endpoint.

    nquads, trig, jsonld: everything, with its named graphs (one a document), streaming; JSON-LD has a context.

    graphml, gexf: the influence network for Gephi and Cytoscape, every entity a node, every relation an edge with its
    type, weight (documents that state it), dates, sentence and address. Denied and hedged relations are edges too:
    polarity and modality say so, and the label does. Characters that XML can't hold become U+FFFD.

    ftm: FollowTheMoney entities, a JSON object a line, for Aleph and OpenSanctions' tools. Ownership, Directorship and
    Membership only where a text plainly states them; what it alleges or plans is an UnknownLink whose role and status
    say so, what it denies is left out. Each link has its sentence, addresses and source document (proof).

    csv: four tables, answers, entities, relations and evidence, to a folder. What a spreadsheet would run as a formula
    gets an apostrophe before it.

    A FILE whose name ends in .gz is compressed.
    """
    from ciigraph.cli.arguments import country_codes
    from ciigraph.cli.output import say
    from ciigraph.errors import UsageError
    from ciigraph.exports import formats

    code = country_codes([country])[0] if country else None
    chosen = table.value if table else None
    if chosen and format is not Format.csv:
        raise UsageError("--table goes with --format csv")
    if output is None and format is Format.csv and chosen is None:
        raise UsageError(f"csv is {len(formats.TABLES)} tables: name a folder with -o, or one of them with --table")
    graph = graph_of(store, endpoint)
    if output is None:
        say(formats.export(graph, format.value, sys.stdout.buffer, country=code, table=chosen))
        return
    for done in formats.export_to(graph, format.value, output, country=code, table=chosen):
        say(f"{done.path}: {done.holds}")
