"""``ciigraph stats``."""

from __future__ import annotations

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of


def stats(
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """What is in the store: counts by class, country and document."""
    from ciigraph.cli.output import emit_json, emit_rows
    from ciigraph.graph.access import table
    from ciigraph.inquiry.queries import saved

    graph = graph_of(store, endpoint)
    counts = {
        name: list(table(graph, saved(f"stats/{name}").text).records())
        for name in ("classes", "countries", "documents")
    }
    if format is Format.json:
        emit_json(counts)
        return
    for name, rows in counts.items():
        if format is Format.table:
            print(f"\n{name}")  # noqa: T201 - a heading of the table
        emit_rows(rows, tuple(rows[0]) if rows else (name,), format)
