"""What stands under an indicator of a profile: supporting evidence, supplementary notes, citations, experts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ciigraph.documents.country_answers import answerers_of, citations_of
from ciigraph.documents.profile_lines import Kind, Line, locator
from ciigraph.records import Citation, Notice, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from ciigraph.records import Section

_BULLET = re.compile(r"(?:(?P<number>\d{1,3})[.)]|[-–•*·])\s+(?P<rest>\S.*)", re.DOTALL)
_WEB = re.compile(r"https?:/{1,3}[^\s/]", re.IGNORECASE)
_LONGEST_ENTRY = 120
_NO_ADDRESS = re.compile(r"no (?:links?|sources?|urls?)|none|n/a", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:www\.)?[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}(?:/\S*)?")
_NOT_FOUND = frozenset((Kind.NOT_FOUND, Kind.HIDE, Kind.MORE))
#: Words of buttons that stand after the last indicator.
_BUTTONS = frozenset(("Open", "Cards", "Close"))
_EXCERPT = 60


@dataclass(slots=True)
class Part:
    """Lines of text that stand together under one heading, and the addresses cited after them."""

    section: Section
    lines: list[Line] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)


@dataclass(slots=True)
class Evidence:
    """Everything under an indicator."""

    parts: list[Part] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)  # of all parts, positions from 1
    experts: int | None = None
    reviewer: str | None = None
    closed: bool = False  # whether the line about the experts, or the "Hide" after it, was there
    navigation: int = 0  # how many names of domains stand behind it
    notices: list[Notice] = field(default_factory=list)

    def units(self, code: str, country: str) -> list[Unit]:
        """The texts as units: the first of a section is ``media-03.supporting``, a second ``media-03.supporting.2``."""
        units = []
        seen: dict[str, int] = {}
        for part in self.parts:
            if not part.lines:
                continue
            count = seen[part.section] = seen.get(part.section, 0) + 1
            units.append(
                Unit(
                    id=f"{code}.{part.section}" + (f".{count}" if count > 1 else ""),
                    section=part.section,
                    text="\n".join(line.text for line in part.lines),
                    locator=locator(part.lines[0], part.lines[-1]),
                    indicator=code,
                    country=country,
                    citations=tuple(part.citations),
                )
            )
        return units


def read_evidence(body: list[Line], is_navigation: Callable[[str], bool]) -> Evidence:
    """Read the lines between an indicator's values and the next indicator.

    Args:
        body: the lines.
        is_navigation: whether a line outside a section is the name of a domain, which the page repeats at its end.
    """
    evidence = Evidence()
    part: Part | None = None
    headed: set[Section] = set()
    for at, line in enumerate(body):
        section = _section(line)
        if section is not None:
            if section in headed:
                evidence.notices.append(
                    _notice("doubled", f"the heading {line.text!r} stands twice in one indicator", line)
                )
            headed.add(section)
            part = Part(section)
            evidence.parts.append(part)
        elif line.kind is Kind.EXPERTS:
            _read_experts(evidence, line)
            part = None
        elif line.kind is Kind.HIDE:
            evidence.closed = True
            part = None
        elif line.kind in _NOT_FOUND and (part is None or not part.lines):
            continue  # the page's way to say that there is no evidence
        elif (part is None and (is_navigation(line.text) or line.text in _BUTTONS)) or _in_navigation(
            body, at, is_navigation
        ):
            evidence.navigation += is_navigation(line.text)
            part = None
        elif part is None:
            evidence.notices.append(unrecognised(line))
        else:
            part = _add(evidence, part, line)
    return evidence


def unrecognised(line: Line) -> Notice:
    """The notice of a line that no rule knows."""
    excerpt = line.text if len(line.text) <= _EXCERPT else line.text[:_EXCERPT].rstrip() + "…"
    return _notice("unrecognised", f"no known part of a profile: {excerpt!r}", line)


def _notice(kind: str, message: str, line: Line) -> Notice:
    return Notice(kind=kind, message=message, line=line.number, locator=locator(line))  # type: ignore[arg-type]


def _section(line: Line) -> Section | None:
    if line.kind is Kind.SUPPORTING:
        return "supporting"
    return "supplementary" if line.kind is Kind.SUPPLEMENTARY else None


def _in_navigation(body: list[Line], at: int, is_navigation: Callable[[str], bool]) -> bool:
    """Whether the line is one of several names of domains in a row, which is never evidence."""
    around = [body[at - 1]] if at else []
    around += body[at + 1 : at + 2]
    return is_navigation(body[at].text) and any(is_navigation(line.text) for line in around)


def _add(evidence: Evidence, part: Part, line: Line) -> Part:
    """Add a line to a part as citation or text; text after citations begins a part of its own.

    A unit is one run of characters of the page, so it can't go on behind what isn't its text.
    """
    cited = _cited(line.text, len(evidence.citations) + 1, bool(part.citations))
    if cited:
        evidence.citations += cited
        part.citations += cited
        return part
    if part.citations:
        part = Part(part.section)
        evidence.parts.append(part)
    part.lines.append(line)
    return part


def _cited(text: str, position: int, in_list: bool) -> list[Citation]:
    """The citations that a line consists of, none when it is text."""
    bullet = _BULLET.fullmatch(text)
    entry = bullet["rest"].strip() if bullet else text
    only_addresses = all(_WEB.match(word.lstrip("\"'(")) or not any(map(str.isalnum, word)) for word in entry.split())
    listed = bullet is not None and (
        _WEB.match(entry)
        or _NO_ADDRESS.fullmatch(entry)
        or _BARE_HOST.fullmatch(entry)
        or (in_list and len(entry) <= _LONGEST_ENTRY)
    )
    if not (only_addresses or listed):
        return []
    cited = citations_of([entry])
    return [Citation(citation.position + position - 1, citation.text, citation.url) for citation in cited]


def _read_experts(evidence: Evidence, line: Line) -> None:
    if evidence.closed:
        evidence.notices.append(_notice("doubled", "an indicator names its experts twice", line))
        return
    evidence.closed = True
    who, reviewer = line.fields["experts"].strip(), line.fields["reviewer"].strip()
    evidence.experts, evidence.reviewer = answerers_of(f"Answered by {who}, and has been reviewed by {reviewer}")
