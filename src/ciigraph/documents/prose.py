"""Paragraphs of prose, and everything on a page that is none: headings, captions, rows, links, notices of rights."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ciigraph.documents.markup import reduced

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText

_WIKI_HEADING = re.compile(r"(={1,6})\s*([^=\s](?:.{0,300}[^=\s])?)\s*={1,6}")
_EDIT_LINK = re.compile(r"\s*\[\s*edit(?: source)?\s*\]$")
_QUOTES = re.compile(r"[\"'“”‘’]")
_BULLET = re.compile(r"(?:\d{1,3}[.)]|[-–•*·])\s+")
_SENTENCE_TAIL = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s?\[\d{1,3}\])*[\"'”’»)\]]*$|[。！？」』]$")
_NO_HEADING_END = re.compile(r"[.,;:!…]$")
#: A text is broken in lines of a fixed width when no line is longer than this, and paragraphs are runs of lines.
_WIDEST_WRAPPED = 120
_NARROWEST_WRAPPED = 40
#: Shares of that width: of a line that is one of its full ones, and of one that had no room for the next word.
_NEARLY_FULL, _FILLED = 0.8, 0.95
_LOWER_SHARE = 0.4
_MOST_HEADING_WORDS = 12


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text. ``start`` and ``end`` enclose it in the document's text, ``text`` has no line breaks."""

    line: int  # 1-based
    start: int
    end: int
    text: str
    level: int = 0  # of a heading that the mark-up says is one, 0 otherwise
    caption: bool = False  # the mark-up says that it is a figure's caption
    apart: bool = False  # blank lines around it

    @property
    def locator(self) -> str:
        """Its place as a URI fragment (RFC 5147)."""
        return f"char={self.start},{self.end}"

    def part(self, start: int, end: int) -> Paragraph:
        """A part of a paragraph of one line, without the white space around it."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        return Paragraph(self.line, self.start + start, self.start + end, self.text[start:end])


def paragraphs(source: SourceText) -> list[Paragraph]:
    """The paragraphs of a page in order, headings with their level and without their marks."""
    page = reduced(source)
    lines = page.text.split("\n")
    width = None if source.media_type == "text/html" else _width(lines)
    found: list[Paragraph] = []
    offset = 0
    blank_before = True
    run: list[Paragraph] = []
    for number, raw in enumerate(lines, start=1):
        text = raw.strip()
        if text:
            start = offset + len(raw) - len(raw.lstrip())
            blank_after = number == len(lines) or not lines[number].strip()
            line = _line(
                Paragraph(
                    number,
                    start,
                    start + len(text),
                    text,
                    level=page.headings.get(number, 0),
                    caption=number in page.captions,
                    apart=blank_before and blank_after,
                )
            )
            if run and (width is None or not _continues(run[-1], line, width)):
                found.append(_joined(run))
                run = []
            run.append(line)
        elif run:
            found.append(_joined(run))
            run = []
        blank_before = not text
        offset += len(raw) + 1
    if run:
        found.append(_joined(run))
    return found


def without_bullet(paragraph: Paragraph) -> Paragraph:
    """The paragraph without the mark of a list item."""
    bullet = _BULLET.match(paragraph.text)
    if bullet is None:
        return paragraph
    return Paragraph(paragraph.line, paragraph.start + bullet.end(), paragraph.end, paragraph.text[bullet.end() :])


def is_sentence(text: str) -> bool:
    """Whether a text is prose: ends like a sentence, or is long and mostly in small letters."""
    words = text.split()
    if _SENTENCE_TAIL.search(text[-60:]):
        return len(words) >= 4 or (len(text) >= 12 and not text.isascii())
    if text.endswith(":") and len(words) >= 6:
        return True
    if len(words) < _MOST_HEADING_WORDS:
        return False
    small = sum(word[0].islower() for word in words)
    cased = sum(word[0].islower() or word[0].isupper() for word in words)
    return small >= _LOWER_SHARE * len(words) or not cased


def is_bare_heading(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether a line that no mark-up calls a heading is one: short, by itself, no sentence, text after it."""
    words = paragraph.text.split()
    return (
        paragraph.apart
        and 2 <= len(words) <= _MOST_HEADING_WORDS
        and _NO_HEADING_END.search(paragraph.text.rstrip("\"'”’")) is None
        and not paragraph.text[0].islower()
        and "|" not in words
        and following is not None
        and is_sentence(following.text)
    )


def plain(text: str) -> str:
    """A title or heading for comparing: quotes, case, white space and a colon at the end don't count."""
    return " ".join(_QUOTES.sub("", text).casefold().split()).removesuffix(":")


def _line(line: Paragraph) -> Paragraph:
    """The line as what its marks make it: a heading of wiki text, a heading without the link to edit it."""
    if line.text[0] == "=" and (wiki := _WIKI_HEADING.fullmatch(line.text)) is not None:
        return replace(
            line, start=line.start + wiki.start(2), end=line.start + wiki.end(2), text=wiki[2], level=len(wiki[1])
        )
    if line.level and (edit := _EDIT_LINK.search(line.text)) is not None:
        return replace(line, end=line.start + edit.start(), text=line.text[: edit.start()])
    return line


def _width(lines: list[str]) -> int | None:
    """The width at which a text is broken in lines, None when its lines are its paragraphs."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    widest = max(lengths, default=0)
    full = sum(length >= _NEARLY_FULL * widest for length in lengths)
    return widest if _NARROWEST_WRAPPED <= widest <= _WIDEST_WRAPPED and full >= max(3, len(lengths) / 3) else None


def _continues(before: Paragraph, line: Paragraph, width: int) -> bool:
    """Whether a line goes on with the paragraph of the line before it: its first word found no room there."""
    filled = len(before.text) + 1 + len(line.text.split(maxsplit=1)[0])
    return filled >= _FILLED * width and not before.level and not line.level and not _BULLET.match(line.text)


def _joined(run: list[Paragraph]) -> Paragraph:
    first = run[0]
    if len(run) == 1:
        return first
    return Paragraph(first.line, first.start, run[-1].end, " ".join(line.text for line in run))
