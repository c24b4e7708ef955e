"""``ciigraph validate``."""

from __future__ import annotations

import typer

from ciigraph.cli.options import DEFAULT_STORE, Format, FormatOption, StoreOption


def validate(
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Hold the graph against the SHACL shapes; exit 1 where it breaks one."""
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.graph.store import open_for_reading
    from ciigraph.graph.validation import validate as run_validation

    report = run_validation(open_for_reading(store))
    if format is Format.json:
        emit_json(report)
    else:
        columns = ("node", "path", "value", "message", "documents")
        emit_rows(({name: getattr(each, name) for name in columns} for each in report.violations), columns, format)
    say("the graph is valid" if report.conforms else "the graph is not valid")
    if not report.conforms:
        raise typer.Exit(1)
