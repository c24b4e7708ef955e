"""Which paragraphs of a page are its text, under which headings, and what is set aside with which reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ciigraph.documents.link_dumps import prose_spans
from ciigraph.documents.main_text import MainText
from ciigraph.documents.prose import Paragraph, is_bare_heading, is_sentence, plain, without_bullet
from ciigraph.records import Notice, Unit

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText

_ADDRESS = re.compile(r"(?:(?:\d{1,3}[.)]|[-–•*·])\s+)?(?:https?://|www\.)\S+")
_RIGHTS = re.compile(r"©|\(c\) ?\d{4}|^copyright[\s,]*(?:©|\d{4})|all rights reserved", re.IGNORECASE)
_CREDIT = re.compile(
    r"^(?:photo|image|picture|illustration)s?(?: credit| by| courtesy(?: of)?)? ?:|"
    r"\bcredits?: ?(?-i:[A-Z@©])|\((?:photo|image|picture)(?: by|:| credit)|"
    r"(?:getty images|shutterstock|wikimedia commons)[^.]{0,20}\.?$",
    re.IGNORECASE,
)
_READ_ALSO = re.compile(r"(?:read (?:also|more|next)|see also|also read|related|watch|listen)\s?:", re.IGNORECASE)
_OF_RIGHTS = "notice of rights"
_LONGEST_NOTE = 400  # of a caption or a notice of rights
_BOX = "infobox"
#: Level of a heading that nothing marks as one: every marked heading ends its section.
_UNMARKED = 6
_HEADING_JOINT = " › "


@dataclass(slots=True)
class Body:
    """The units of an article, what was set aside, and its notices of rights."""

    units: list[Unit] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    rights: list[str] = field(default_factory=list)


def read_body(source: SourceText, page: list[Paragraph], titles: frozenset[str], ending: frozenset[str]) -> Body:
    """Go through a page's paragraphs.

    Args:
        source: the page.
        page: its paragraphs.
        titles: the title's spellings, as ``plain`` makes them.
        ending: headings, as ``plain`` makes them, under which none of the article's prose stands.
    """
    return _Walk(page, titles, ending, MainText.of(source, [p.text for p in page if is_sentence(p.text)])).walk()


class _Walk:
    """Remembers the headings above the present paragraph and the reason why a section is set aside."""

    def __init__(self, page: list[Paragraph], titles: frozenset[str], ending: frozenset[str], main: MainText) -> None:
        self.page, self.titles, self.ending, self.main = page, titles, ending | {_BOX}, main
        self.body = Body()
        self.headings: list[tuple[int, str]] = []  # level and text
        self.aside: tuple[int, str] | None = None  # level and reason
        self.title_seen = False
        self.run: list[Paragraph] = []  # set aside one after another for one reason
        self.reason = ""

    def walk(self) -> Body:
        for at, paragraph in enumerate(self.page):
            following = self.page[at + 1] if at + 1 < len(self.page) else None
            self.take(paragraph, following)
        self.close_run()
        return self.body

    def take(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        text = paragraph.text
        if plain(text) in self.titles:
            if self.title_seen:
                self.set_aside(paragraph, "the title again")
            self.title_seen = True
        elif paragraph.level:
            self.heading(paragraph, paragraph.level)
        elif plain(text) in self.ending:
            self.heading(paragraph, _UNMARKED)
        elif (reason := self.no_prose(paragraph)) is not None:
            self.set_aside(paragraph, reason)
        elif self.aside is None and is_bare_heading(paragraph, following):
            self.heading(paragraph, _UNMARKED)
        else:
            self.prose(paragraph)

    def no_prose(self, paragraph: Paragraph) -> str | None:
        """Why a paragraph is no part of the text, None when it is or may be."""
        text = paragraph.text
        note = _note(paragraph)
        if note == _OF_RIGHTS:
            self.body.rights.append(text)
        if note is None and self.aside is not None:
            ends_box = self.aside[1] == _BOX and is_sentence(text) and without_bullet(paragraph) is paragraph
            if not ends_box:
                return self.aside[1]
            self.aside = None
        return note

    def heading(self, paragraph: Paragraph, level: int) -> None:
        """Begin a section, or leave it aside by its name."""
        if self.aside is not None and level > self.aside[0]:
            self.set_aside(paragraph, self.aside[1])
            return
        name = plain(paragraph.text)
        if name in self.ending:
            self.aside = (level, name)
            self.set_aside(paragraph, name)
            return
        self.aside = None
        self.close_run()
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, paragraph.text))

    def prose(self, paragraph: Paragraph) -> None:
        """Make units of what is prose in a paragraph."""
        whole = paragraph.end - paragraph.start == len(paragraph.text)
        prose, dumps = prose_spans(paragraph.text)
        if dumps and not whole:
            prose, dumps = [], [(0, len(paragraph.text))]
        if not dumps:
            self.unit(paragraph)
            return
        pieces = [(span, True) for span in prose] + [(span, False) for span in dumps]
        for (start, end), is_prose in sorted(pieces):
            piece = paragraph.part(start, end) if whole else paragraph
            if not piece.text:
                continue
            if is_prose:
                self.unit(piece)
            else:
                self.set_aside(piece, "link texts run together")

    def unit(self, paragraph: Paragraph) -> None:
        item = without_bullet(paragraph)
        if not is_sentence(item.text):
            self.set_aside(paragraph, "no sentence")
            return
        if not self.main.has(paragraph.text):
            self.set_aside(paragraph, "outside the page's main text")
            return
        self.close_run()
        self.body.units.append(
            Unit(
                id=f"body.{len(self.body.units) + 1}",
                section="body",
                text=item.text,
                locator=item.locator,
                heading=_HEADING_JOINT.join(text for _, text in self.headings) or None,
            )
        )

    def set_aside(self, paragraph: Paragraph, reason: str) -> None:
        if reason != self.reason:
            self.close_run()
            self.reason = reason
        self.run.append(paragraph)

    def close_run(self) -> None:
        """Tell of what was set aside one after another as one thing."""
        if self.run:
            first, last = self.run[0], self.run[-1]
            count = f" ({len(self.run)} paragraphs)" if len(self.run) > 1 else ""
            self.body.notices.append(
                Notice("set-aside", self.reason + count, first.line, f"char={first.start},{last.end}")
            )
        self.run, self.reason = [], ""


def _note(paragraph: Paragraph) -> str | None:
    """What a paragraph is by its form, when that is no prose."""
    text = paragraph.text
    short = len(text) <= _LONGEST_NOTE
    found = None
    if short and _RIGHTS.search(text) is not None:
        found = _OF_RIGHTS
    elif _ADDRESS.fullmatch(text) is not None:
        found = "addresses of links"
    elif paragraph.caption or (short and _CREDIT.search(text) is not None):
        found = "caption or credit"
    elif short and _READ_ALSO.match(text) is not None:
        found = "pointer to another page"
    elif " | " in text and not is_sentence(text):
        found = "row of a table or menu"
    return found
