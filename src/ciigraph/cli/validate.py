"""``ciigraph validate``."""

from __future__ import annotations

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of


def validate(
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Hold the graph against the SHACL shapes; exit 1 where it breaks one."""
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.graph.validation import validate as run_validation

    report = run_validation(graph_of(store, endpoint))
    if format is Format.json:
        emit_json(report)
    elif report.violations:
        columns = ("node", "path", "value", "message", "documents")
        rows = (
            {name: getattr(each, name) for name in columns} | {"documents": ", ".join(each.documents)}
            for each in report.violations
        )
        emit_rows(rows, columns, format)
    checked = f"{sum(report.focus_nodes.values()):,} nodes checked"
    if report.conforms:
        say(f"{checked}: the graph is valid")
    else:
        shown = len(report.violations)
        rest = f", the first {shown:,} of them shown" if shown < report.violation_count else ""
        say(f"{checked}: the graph is not valid, {report.violation_count:,} violations{rest}")
    if not report.conforms:
        raise typer.Exit(1)
