"""The reader of saved country profiles of the index, in either layout, from text or HTML."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slugify import slugify

from ciigraph import codebook, countries
from ciigraph.documents.markup import document_text
from ciigraph.documents.profile_answers import INDICATORS_OF_A_DOMAIN, Page, identify, read_answers
from ciigraph.documents.profile_blocks import Block, Frame, cut
from ciigraph.documents.profile_evidence import read_evidence, unrecognised
from ciigraph.documents.profile_header import Header, read_header
from ciigraph.documents.profile_lines import Line, locator, profile_lines
from ciigraph.errors import DocumentError
from ciigraph.records import Answer, CountryFact, Document, Notice, PublishedScore, Unit

if TYPE_CHECKING:
    from ciigraph.documents.profile_facts import Fact
    from ciigraph.documents.profile_figures import Figure
    from ciigraph.documents.source import SourceText


@dataclass(slots=True)
class _Read:
    """What was read from the blocks."""

    answers: list[Answer] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    codes: dict[str, Block] = field(default_factory=dict)
    ends_inside: bool = False  # whether the last indicator doesn't come to its end
    begins_another: bool = False  # whether something stands behind that end
    page_ended: bool = False  # whether the navigation at the end of a page is there


def read_profile(source: SourceText) -> Document:
    """Everything that a saved country profile says.

    Raises:
        DocumentError: when the page is cut off, has no indicator, or names no country.
    """
    book = codebook.load()
    domains = {domain.name: domain.slug for domain in book.domains}
    lines = profile_lines(document_text(source))
    frame = cut(lines, domains)
    header = read_header(frame.header, domains, _index_countries(frame.blocks))
    if not frame.blocks:
        raise DocumentError(
            source.name,
            "the profile is truncated: none of its indicators is there",
            "save the whole page again",
            lines[-1].number if lines else None,
        )
    page = Page(_country(source, header), _edition(header, frame.blocks), book)
    read = _read_blocks(frame, page, domains)
    missing = [indicator.code for indicator in book.indicators if indicator.code not in read.codes]
    _refuse_truncated(source, lines, read, missing, page)
    read.notices += [Notice("missing", f"indicator {code} is not in the profile") for code in missing]
    units = _takeaways(header, page.country) + read.units
    facts, fact_notices = _facts(header.facts, page)
    notices = [*header.notices, *map(unrecognised, frame.stray), *fact_notices, *read.notices]
    name = countries.name(page.country)
    return Document(
        id=slugify(f"{name}-{page.edition}"),
        kind="profile",
        path=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        title=source.override.title or f"China Index {page.edition}: {name}",
        publisher=source.override.publisher,
        date=source.override.date or next((fact.value for fact in facts if fact.property == "last-update"), None),
        url=source.override.url,
        language=source.override.language or "en",
        country=page.country,
        edition=page.edition,
        units=tuple(units),
        answers=tuple(read.answers),
        published=tuple(_published(header.figures, page)),
        facts=tuple(facts),
        notices=tuple(sorted(notices, key=lambda notice: notice.line or len(lines) * len(lines))),
    )


def _read_blocks(frame: Frame, page: Page, domains: dict[str, str]) -> _Read:
    read = _Read()
    siblings = Counter(block.domain for block in frame.blocks)
    for block in frame.blocks:
        evidence = read_evidence(block.body, domains.__contains__)
        read.ends_inside = not evidence.closed
        read.begins_another = any(notice.kind == "unrecognised" for notice in evidence.notices)
        read.page_ended = evidence.navigation > 1
        code, notices = identify(block, siblings[block.domain], page)
        read.notices += notices
        first, last = block.lines[0], block.lines[-1]
        where = f"lines {first.number} to {last.number}"
        if code is None:
            message = f"no known indicator: {block.question_text[:60]!r} ({where} are left out)"
            read.notices.append(Notice("unrecognised", message, first.number, locator(first, last)))
            continue
        if code in read.codes:
            message = f"indicator {code} stands a second time ({where} are left out)"
            read.notices.append(Notice("doubled", message, first.number, locator(first, last)))
            continue
        read.codes[code] = block
        answers, notices = read_answers(block, code, evidence, page)
        read.answers += answers
        read.units += evidence.units(code, page.country)
        read.notices += notices + evidence.notices
    return read


def _refuse_truncated(source: SourceText, lines: list[Line], read: _Read, missing: list[str], page: Page) -> None:
    """Refuse a page that was cut off; one whose end is there but lacks an indicator is read, and the lack reported.

    A page is cut off when it ends inside an indicator or without the last ones of its order, unless the navigation that
    ends a page is there.
    """
    order = page.book.editions[page.known_edition].score_columns or tuple(domain.slug for domain in page.book.domains)
    gone = set(missing)
    tail = 0
    for code in (f"{slug}-{number:02d}" for slug in reversed(order) for number in range(INDICATORS_OF_A_DOMAIN, 0, -1)):
        if code not in gone:
            break
        tail += 1
    if not read.page_ended and (tail > 1 or read.ends_inside or (tail and read.begins_another)):
        what = (
            f"{len(missing)} of {len(page.book.indicators)} indicators are missing" if missing else "its end is missing"
        )
        raise DocumentError(
            source.name,
            f"the profile is truncated: {what}",
            "save the whole page again",
            lines[-1].number,
        )


def _country(source: SourceText, header: Header) -> str:
    country = source.override.country or header.country
    if country is None:
        raise DocumentError(source.name, "the profile names no country", "name it in a manifest.yaml")
    return country


def _edition(header: Header, blocks: list[Block]) -> int:
    """The year of the page: of its answers, which all have it, before that of its head."""
    years = Counter(block.values[0].edition for block in blocks if block.values and block.values[0].edition)
    if years:
        most = max(years.values())
        return max(year for year, count in years.items() if year is not None and count == most)
    return header.editions[0] if header.editions else codebook.CURRENT


def _index_countries(blocks: list[Block]) -> int | None:
    """How many countries the index has: those that answered and those that skipped an indicator."""
    totals = Counter(
        int(block.tally.fields["answered"]) + int(block.tally.fields["skipped"]) for block in blocks if block.tally
    )
    return totals.most_common(1)[0][0] if totals else None


def _takeaways(header: Header, country: str) -> list[Unit]:
    return [
        Unit(
            id=f"takeaway.{number}",
            section="takeaway",
            text=line.text[bullet:],
            locator=f"char={line.start + bullet},{line.end}",
            country=country,
        )
        for number, (line, bullet) in enumerate(header.takeaways, start=1)
    ]


def _facts(facts: list[Fact], page: Page) -> tuple[list[CountryFact], list[Notice]]:
    """One fact for each property, the exact figure before the one rounded for a sentence."""
    best: dict[str, Fact] = {}
    notices = []
    for fact in facts:
        known = best.setdefault(fact.property, fact)
        if known is fact:
            continue
        if not _agree(known, fact):
            message = f"{fact.property} is {fact.value} here and {known.value} in line {known.line.number}"
            notices.append(Notice("inconsistent", message, fact.line.number, locator(fact.line)))
        if fact.exact and not known.exact:
            best[fact.property] = fact
    kept = [CountryFact(page.country, page.edition, f.property, f.value, locator(f.line)) for f in best.values()]
    return kept, notices


def _agree(one: Fact, other: Fact) -> bool:
    """Whether two facts are the same but for rounding: US$7,155 and 7,155.08."""
    if one.value == other.value:
        return True
    if one.exact == other.exact:
        return False
    exact, rounded = (one, other) if one.exact else (other, one)
    step = 10 ** (len(rounded.value) - len(rounded.value.rstrip("0"))) if "." not in rounded.value else 1
    return abs(float(exact.value) - float(rounded.value)) <= step


def _published(figures: list[Figure], page: Page) -> list[PublishedScore]:
    """Figures of one thing and one edition as one score."""
    merged: dict[tuple[int, str, str], list[Figure]] = {}
    for figure in figures:
        merged.setdefault((figure.edition or page.edition, figure.by, figure.name), []).append(figure)
    scores = []
    for (edition, by, name), parts in merged.items():
        ranked = next((part for part in parts if part.rank is not None), None)
        scored = next((part for part in parts if part.score is not None), None)
        shared = next((part for part in parts if part.percent is not None), None)
        lines = [part.line for part in parts if part.line is not None]
        scores.append(
            PublishedScore(
                country=page.country,
                edition=edition,
                by=by,  # type: ignore[arg-type]
                name=name,
                locator=locator(lines[0], lines[-1]),
                score=scored.score if scored else None,
                max=scored.of if scored else None,
                percent=shared.percent if shared else None,
                rank=ranked.rank if ranked else None,
                of=ranked.of if ranked else None,
            )
        )
    return scores
