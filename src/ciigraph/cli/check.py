"""``ciigraph check``."""

from __future__ import annotations

import typer

from ciigraph.cli.options import DEFAULT_STORE, Format, FormatOption, StoreOption


def check(
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Read the whole store and hold it against the work it was written from; exit 1 where something is wrong."""
    from ciigraph.checking import check as run_check
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.cli.progress import ProgressBar

    with ProgressBar() as progress:
        soundness = run_check(store, progress)
    faults = [{"where": fault.where, "problem": fault.problem} for fault in soundness.faults]
    if format is Format.json:
        emit_json(
            {
                "sound": not faults,
                "documents": soundness.documents,
                "triples": soundness.triples,
                "faults": faults,
            }
        )
    elif faults or format is Format.csv:
        emit_rows(faults, ("where", "problem"), format)
    if faults:
        say(f"{store}: {len(faults)} faults; make the store anew from its sources: ciigraph build PATH --reset")
        raise typer.Exit(1)
    say(f"{store}: sound; {soundness.documents} documents, {soundness.triples:,} triples read and compared")
