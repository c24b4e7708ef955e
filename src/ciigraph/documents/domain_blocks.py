"""What stands on a domain page, piece by piece: the rows of its table, its indicators with their answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ciigraph import countries
from ciigraph.documents.domain_lines import Kind

if TYPE_CHECKING:
    from ciigraph.documents.domain_lines import Line

_NAME = re.compile(r"[^,;、，]+")
_MARKS = " \t\r\f\v\u00a0-•*·"
_AND = re.compile(r"(?:and|&)\s+", re.IGNORECASE)
_ROW = re.compile(r"(?P<name>[^|]{1,80}?)[\s|]+(?P<score>\d{1,4}\s*/\s*\d{1,4})[\s|]*")


@dataclass(slots=True)
class Choice:
    """An answer and who chose it: ``countries`` with their places; ``strange`` are names of no country."""

    score: str  # "0" to "4", or "skip"
    line: Line
    printed: int | None = None
    countries: list[tuple[str, str]] = field(default_factory=list)  # alpha-2, locator
    strange: list[tuple[str, Line]] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """An indicator of the page."""

    first: Line
    layer: Line | None
    number: int
    question: list[str]
    edition: int | None = None
    affected: tuple[int, int] | None = None
    choices: list[Choice] = field(default_factory=list)
    tally: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of ranks."""

    rank: str
    country: str  # as printed
    score: str  # "36/44"
    line: Line


@dataclass(slots=True)
class Pieces:
    """Everything that was recognised, and the lines that weren't: before the content, between, behind it."""

    rows: list[Row] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    texts: list[Line] = field(default_factory=list)  # before the first indicator: name and description of the domain
    stray: list[Line] = field(default_factory=list)
    behind: list[Line] = field(default_factory=list)


def pieces(lines: list[Line]) -> Pieces:
    """Take a page apart."""
    found = Pieces()
    layer: Line | None = None
    open_: Block | None = None
    row: list[str] = []
    row_line: Line | None = None
    for line in lines:
        if line.kind is Kind.ADDRESS:
            continue
        if line.kind is Kind.LAYER:
            layer, open_, row_line = line, None, None
        elif line.kind is Kind.QUESTION:
            open_ = Block(line, layer, int(line.fields["number"]), [line.fields["question"]])
            found.blocks.append(open_)
            row_line = None
        elif open_ is not None:
            if not _into_block(open_, line):
                found.stray.append(line)
            if line.kind is Kind.TALLY:
                open_ = None
        elif line.kind is Kind.RANK:
            row, row_line = [line.fields["rank"], *_cells(line.fields.get("row", ""))], line
        elif row_line is not None and len(row) < 3 and line.kind in (Kind.TEXT, Kind.FRACTION):
            row.append(line.text)
        elif line.kind is not Kind.LABEL:
            _aside(found, layer, line)
        if row_line is not None and len(row) == 3:
            found.rows.append(Row(row[0], row[1], row[2], row_line))
            row, row_line = [], None
    return found


def _aside(found: Pieces, layer: Line | None, line: Line) -> None:
    """A line outside of indicators: what the page says of the domain and of each layer, or its frame."""
    if not found.blocks:
        found.texts.append(line)
    elif layer is not None and layer.number > found.blocks[-1].first.number:
        return  # what a layer is
    else:
        found.behind.append(line)


def _cells(row: str) -> list[str]:
    """The other cells of a row that stands in one line."""
    found = _ROW.fullmatch(row)
    return [found["name"].strip(), found["score"]] if found else [row] if row else []


def _into_block(block: Block, line: Line) -> bool:
    """Put a line where it belongs in an indicator; False where it belongs nowhere."""
    if line.kind is Kind.EDITION:
        block.edition = int(line.fields["edition"])
    elif line.kind in (Kind.FRACTION, Kind.AFFECTED):
        if "part" in line.fields:
            block.affected = int(line.fields["part"]), int(line.fields["whole"])
    elif line.kind is Kind.OPTION:
        block.choices.append(Choice(line.fields["score"], line))
    elif line.kind is Kind.SKIPPED:
        block.choices.append(Choice("skip", line))
    elif line.kind is Kind.TALLY:
        block.tally = int(line.fields["answered"]), int(line.fields["skipped"])
    else:
        return _into_choices(block, line)
    return True


def _into_choices(block: Block, line: Line) -> bool:
    """Put how many chose an answer, and which, with the answer; before the answers a text is the question's."""
    choice = block.choices[-1] if block.choices else None
    if line.kind is Kind.CHOSE and choice is not None and choice.printed is None:
        choice.printed = int(line.fields["chose"])
        if line.fields["list"]:
            _list_countries(choice, line, line.text.rfind(line.fields["list"]))
    elif line.kind is Kind.TEXT and choice is not None and choice.printed is not None:
        _list_countries(choice, line, 0)
    elif line.kind is Kind.TEXT and choice is None and block.affected is None:
        block.question.append(line.text)
    else:
        return line.kind is Kind.LABEL
    return True


def _list_countries(choice: Choice, line: Line, start: int) -> None:
    """Add the countries that a line lists from a place on; a name may have a comma in it ("Korea, South")."""
    parts = list(_NAME.finditer(line.text, start))
    at = 0
    while at < len(parts):
        for last in (at, at + 1):
            if last < len(parts):
                name, begin, end = _trimmed(line.text, parts[at].start(), parts[last].end())
                code = countries.alpha2(name) if name else None
                if code is not None:
                    choice.countries.append((code, f"char={line.start + begin},{line.start + end}"))
                    at = last
                    break
        else:
            name, _, _ = _trimmed(line.text, parts[at].start(), parts[at].end())
            if name:
                choice.strange.append((name, line))
        at += 1


def _trimmed(text: str, start: int, end: int) -> tuple[str, int, int]:
    """A part of a list without blanks, a full stop and "and", and its place."""
    part = text[start:end]
    start += len(part) - len(part.lstrip(_MARKS))
    name = part.strip(_MARKS).rstrip(".")
    leading = _AND.match(name)
    if leading and countries.alpha2(name) is None:
        start += leading.end()
        name = name[leading.end() :]
    return name, start, start + len(name)
