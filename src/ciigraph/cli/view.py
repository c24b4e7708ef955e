"""``ciigraph view``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, StoreOption, graph_of

if TYPE_CHECKING:
    from ciigraph.graph.access import Graph


def view(
    entity: Annotated[str | None, typer.Option(help="Only what lies around this entity; any of its names.")] = None,
    hops: Annotated[int, typer.Option(help="How many relations around the entity.", min=1, max=6)] = 1,
    country: Annotated[str | None, typer.Option(help="Only relations in the documents about this country.")] = None,
    domain: Annotated[
        str | None, typer.Option(help="Only relations recorded under this domain, such as media.")
    ] = None,
    max_nodes: Annotated[
        int, typer.Option("--max-nodes", help="Draw at most so many entities, the most central.", min=1)
    ] = 2000,
    seed: Annotated[int, typer.Option(help="Of the layout; the same seed gives the same drawing.", min=0)] = 1,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="A page (.html) or a picture (.svg, .png).")
    ] = Path("network.html"),
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
) -> None:
    """Write the influence network, or a part of it, as a page that works with no network, or as a picture.

    The page is one file: search, filters by type, relation, country and indicator; a click on a relation shows its
    sentences, dates and links, a click on an entity its names and countries.
    """
    from ciigraph.cli.arguments import country_codes
    from ciigraph.cli.output import say
    from ciigraph.views.view import checked_path, view_of

    checked_path(output)
    graph = graph_of(store, endpoint)
    made = view_of(
        graph,
        entity=None if entity is None else _address(graph, entity),
        hops=hops,
        country=country_codes([country])[0] if country else None,
        domain=domain,
        max_nodes=max_nodes,
        seed=seed,
    )
    made.save(output)
    say(f"{output}: {len(made.network):,} entities, {made.network.number_of_edges():,} relations")
    if len(made.network) > max_nodes:
        say(f"drawn are the {max_nodes:,} most central; --max-nodes allows more")


def _address(graph: Graph, name: str) -> str:
    from ciigraph.cli.output import say
    from ciigraph.inquiry.network_names import meant

    found = meant(graph, name)
    if not found.exact or found.others:
        others = f" (it may also mean {', '.join(found.others)})" if found.others else ""
        say(f"{name!r} is taken for {found.label}{others}")
    return found.entity
