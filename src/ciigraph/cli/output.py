"""Printing results: tables for people, JSON and CSV for programs, on stdout with nothing else."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from ciigraph.cli.options import Format

#: What a terminal would take for a command is shown instead of sent: pictures of C0, U+FFFD for C1.
_VISIBLE = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_VISIBLE |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)

_encoder = msgspec.json.Encoder(decimal_format="number")


def emit_json(value: object) -> None:
    """Print a value as JSON."""
    sys.stdout.write(msgspec.json.format(_encoder.encode(value), indent=2).decode() + "\n")


def emit_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], chosen: Format) -> None:
    """Print rows as a table or as CSV, in the order of the columns; a missing value is an empty cell."""
    if chosen is Format.csv:
        _emit_csv_row(columns)
        for row in rows:
            _emit_csv_row(["" if row.get(column) is None else row[column] for column in columns])
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    kept = list(rows)
    for column in columns:
        numeric = all(isinstance(row.get(column), (int, float, type(None))) or _is_number(row[column]) for row in kept)
        table.add_column(column.replace("_", " "), justify="right" if numeric and kept else "left", overflow="fold")
    for row in kept:
        # Text, not markup: what stands in documents is data.
        table.add_row(*(Text("" if row.get(column) is None else visible(str(row[column]))) for column in columns))
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=160)
    console.print(table)


def _emit_csv_row(cells: Sequence[object]) -> None:
    # Python quotes a carriage return only where it is part of the line end; ours is the one of Unix all the same
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    sys.stdout.write(line.getvalue().removesuffix("\r\n") + "\n")


def visible(text: str) -> str:
    """The text with each control character as a visible sign, so that no document commands the terminal."""
    return text.translate(_VISIBLE)


def _is_number(value: object) -> bool:
    return not isinstance(value, str)


def say(message: str) -> None:
    """Tell the user something that is no result, on stderr."""
    print(visible(message), file=sys.stderr)  # noqa: T201 - this is the place for it
