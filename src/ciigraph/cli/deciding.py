"""What the commands have in common by which people decide on entities: who and when, the list, taking back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ciigraph.decisions.kinds import Decision, Entry, Kind

ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", envvar="CIIGRAPH_USER", help="Who decides; default: your login.")
]
DateOption = Annotated[
    str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="When it was decided; default: today.")
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for those who review it.")]
DecisionsOption = Annotated[
    Path | None,
    typer.Option("--decisions", metavar="FILE", help="Decisions on entities; default: decisions.yaml in the store."),
]
ListOption = Annotated[bool, typer.Option("--list", help="Show all decisions of this kind, those taken back too.")]
UndoOption = Annotated[
    int | None, typer.Option("--undo", metavar="NUMBER", help="Take back the decision of this number in the list.")
]


def file_of(store: Path, decisions: Path | None) -> Path:
    """The file of decisions of a store."""
    from ciigraph.decisions.record import FILE_NAME

    return decisions or store / FILE_NAME


def who_and_when(by: str | None, date: str | None) -> tuple[str, str]:
    """Who decides and on which day (ISO 8601).

    Raises:
        UsageError: nobody is named, or the day is none.
    """
    import datetime as dt
    import getpass

    from ciigraph.errors import UsageError

    try:
        name = " ".join((by or getpass.getuser()).split())
    except (OSError, KeyError, ImportError) as error:  # a user without a name, as in some containers
        raise UsageError("nobody is named who decides; give --by NAME or set CIIGRAPH_USER") from error
    if not name:
        raise UsageError("nobody is named who decides; give --by NAME or set CIIGRAPH_USER")
    try:
        day = dt.date.fromisoformat(date) if date else dt.datetime.now(dt.UTC).date()
    except ValueError as error:
        raise UsageError(f"{date!r} is no day; write 2026-11-21") from error
    return name, day.isoformat()


def shown_or_taken_back(
    kind: Kind,
    store: Path,
    path: Path,
    chosen: Format,
    *,
    shows: bool,
    undo: int | None,
    who: tuple[str | None, str | None, str],
) -> bool:
    """Do what ``--list`` or ``--undo`` asks for; whether one of the two was asked for.

    Args:
        kind: of the decisions.
        store: the store that they are for.
        path: the file of decisions.
        chosen: how the list is printed.
        shows: whether the list is wanted.
        undo: the number of the decision to take back.
        who: who decides (``--by``), when (``--date``) and why (``--reason``).

    Raises:
        UsageError: there is no such decision, or as ``who_and_when``.
        DataError: the file of decisions is malformed.
    """
    if shows:
        show(store, path, kind, chosen)
    elif undo is not None:
        by, date, reason = who
        take_back(store, path, kind, undo, who_and_when(by, date), reason)
    return shows or undo is not None


def show(store: Path, path: Path, kind: Kind, chosen: Format) -> None:
    """Print all decisions of a kind: what, by whom, when and why, and whether they hold."""
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.decisions.record import read_entries, read_standing

    entries = [entry for entry in read_entries(path) if entry.decision.kind == kind and not entry.undone]
    holding = {entry.number for entry in read_standing(path)}
    rows = [_row(entry, entry.number in holding) for entry in entries]
    if chosen is Format.json:
        emit_json(rows)
    else:
        columns = ("number", "what", "by", "date", "reason", "holds")
        emit_rows(({**row, "holds": "yes" if row["holds"] else "no"} for row in rows), columns, chosen)
    if not _followed(store, path):
        say("the store doesn't follow these decisions yet; ciigraph build brings them in")


def take_back(store: Path, path: Path, kind: Kind, number: int, who: tuple[str, str], reason: str) -> None:
    """Take a decision back and say so."""
    from ciigraph.cli.output import say
    from ciigraph.decisions.record import take_back as undo

    by, date = who
    decision = undo(path, number, kind, by=by, date=date, reason=reason)
    _note(store, kind, f"taken back: {decision}")
    say(f"taken back: {decision}; the next ciigraph build follows")


def decide(store: Path, path: Path, decisions: Sequence[Decision], chosen: Format, *, silent: bool = False) -> None:
    """Add decisions to the file, print them and say what follows."""
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.decisions.record import add, read_standing

    add(path, list(decisions))
    for decision in decisions:
        _note(store, decision.kind, str(decision))
    if not silent:
        keys = {decision.key for decision in decisions}
        rows = [_row(entry, True) for entry in read_standing(path) if entry.decision.key in keys]
        if chosen is Format.json:
            emit_json(rows)
        else:
            emit_rows(rows, ("number", "what", "by", "date", "reason"), chosen)
    say(f"decided in {path}; the next ciigraph build follows")


def _row(entry: Entry, holds: bool) -> dict[str, Any]:
    from msgspec.structs import asdict

    decision = entry.decision
    said = {"number": entry.number, "decision": decision.kind, **asdict(decision)}
    return said | {"what": str(decision), "holds": holds}


def _note(store: Path, command: str, summary: str) -> None:
    """Add a decision to the history of the store."""
    from ciigraph.errors import StoreError
    from ciigraph.history import record

    try:
        record(store, command, summary)
    except OSError as error:
        raise StoreError(f"{store}: its history can't be written ({error.strerror or error})") from error


def _followed(store: Path, path: Path) -> bool:
    from ciigraph.decisions.effect import Decisions
    from ciigraph.graph.manifest import decisions_followed
    from ciigraph.graph.store import open_for_reading

    return decisions_followed(open_for_reading(store)) == Decisions.read(path).digest
