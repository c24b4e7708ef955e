"""Options that several commands take, said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ciigraph.graph.access import Graph


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    csv = "csv"


StoreOption = Annotated[
    Path, typer.Option("--store", envvar="CIIGRAPH_STORE", help="The folder of the store.", file_okay=False)
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]
EndpointOption = Annotated[
    str | None, typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint instead of the store.")
]
DEFAULT_STORE = Path("ciigraph-store")


def graph_of(store: Path, endpoint: str | None) -> Graph:
    """The graph that a reading command asks."""
    if endpoint is not None:
        from ciigraph.graph.remote import RemoteGraph

        return RemoteGraph(endpoint)
    from ciigraph.graph.access import open_graph

    return open_graph(store)
