"""``ciigraph load``."""

from __future__ import annotations

from typing import Annotated

import typer

from ciigraph.cli.options import DEFAULT_STORE, Format, FormatOption, StoreOption


def load(
    endpoint: Annotated[str, typer.Option("--endpoint", metavar="URL", help="Where the server answers queries.")],
    update: Annotated[
        str | None,
        typer.Option("--update", metavar="URL", help="Where it takes SPARQL Update; default: /query becomes /update."),
    ] = None,
    graph_store: Annotated[
        str | None,
        typer.Option("--graph-store", metavar="URL", help="Use the Graph Store Protocol at this address instead."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Bring the graph to a SPARQL 1.1 server, verified graph by graph; run again, it sends only what differs.

    Credentials are read from CIIGRAPH_ENDPOINT_USER and CIIGRAPH_ENDPOINT_PASSWORD (CIIGRAPH_ENDPOINT_AUTH=digest for
    HTTP Digest) or CIIGRAPH_ENDPOINT_TOKEN. Graphs of ciigraph that the store doesn't hold are removed from the server.
    """
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.cli.progress import ProgressBar
    from ciigraph.errors import UsageError
    from ciigraph.loading import load_into, open_target

    if update is not None and graph_store is not None:
        raise UsageError("--update and --graph-store are two ways in; choose one")
    with open_target(endpoint, update=update, graph_store=graph_store) as target, ProgressBar() as progress:
        steps = list(load_into(store, endpoint, target, progress))
    rows = [{"graph": step.graph, "triples": step.triples, "status": step.became} for step in steps]
    if format is Format.json:
        emit_json(rows)
    else:
        emit_rows(rows, ("graph", "triples", "status"), format)
    triples = sum(step.triples for step in steps if step.became != "removed")
    counts = ", ".join(
        f"{number} {became}"
        for became in ("sent", "equal", "removed")
        if (number := sum(step.became == became for step in steps))
    )
    say(f"{counts} graphs; {triples:,} triples at {endpoint}, each graph verified by count and checksum")
