"""``ciigraph history``."""

from __future__ import annotations

import typer

from ciigraph.cli.options import DEFAULT_STORE, Format, FormatOption, StoreOption


def history(
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Show which command changed what in the store, and when."""
    import msgspec

    from ciigraph.cli.output import emit_json, emit_rows
    from ciigraph.errors import StoreError
    from ciigraph.graph.store import current_generation
    from ciigraph.history import read

    events = read(store)
    if not events and current_generation(store) is not None:
        raise StoreError(f"{store}: there is no history, though there is a graph; the next ciigraph build begins one")
    if not events:
        raise StoreError(f"{store}: nothing was ever done here; make a store with: ciigraph build PATH --store {store}")
    if format is Format.json:
        emit_json([msgspec.to_builtins(event) for event in events])
        raise typer.Exit
    emit_rows(
        (
            {"at": e.at, "command": e.command, "version": e.version, "generation": e.generation, "what": e.summary}
            for e in events
        ),
        ("at", "command", "version", "generation", "what"),
        format,
    )
