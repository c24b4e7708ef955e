"""What a country's page shows: its figures, and the 99 indicators with answers, evidence, citations and facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ciigraph.codebook import load
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import table
from ciigraph.inquiry.many import ask_about
from ciigraph.inquiry.queries import saved
from ciigraph.web.figures import distribution
from ciigraph.web.findings import findings
from ciigraph.web.marking import Run, facts_of, marks_of, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from ciigraph.inquiry.audit.flags import Flag
    from ciigraph.web.marking import Fact
    from ciigraph.web.snapshot import Snapshot

#: The order in which the parts of an answer are read.
_SECTIONS = {"supporting": 0, "supplementary": 1}


@dataclass(slots=True)
class Passage:
    """A piece of evidence with its names marked; ``documents`` are those in which it stands, word for word."""

    unit: str
    section: str
    runs: list[Run]
    documents: list[tuple[str, str]]  # address and identifier


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited source, as written and as an address where it is one."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one document records."""

    source: str
    document: str
    score: int | None
    label: str | None
    experts: int | None
    reviewer: str | None


@dataclass(slots=True)
class IndicatorView:
    """An indicator with all that the graph holds on a country's answer to it."""

    iri: str
    code: str
    number: int
    label: str
    domain: str
    layer: str
    scale: dict[int, str]
    score: int | None
    skipped: bool
    average: Decimal | None
    counts: dict[int | None, int]
    printed: bool  # whether a source prints these counts; else they are of the graph's countries
    recorded: list[Recorded] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    @property
    def answer(self) -> str:
        """The answer in words."""
        if self.score is None:
            return "Skipped" if self.skipped else "No answer"
        return self.scale.get(self.score, str(self.score))

    @property
    def differs(self) -> bool:
        """Whether sources record different answers."""
        return len({each.score for each in self.recorded}) > 1


@dataclass(frozen=True, slots=True)
class CountryView:
    """A country in one edition."""

    indicators: list[IndicatorView]
    takeaways: list[Passage]


def country_view(snapshot: Snapshot, code: str, year: int) -> CountryView:
    """What the graph holds on a country's answers in an edition, kept for the next page that asks."""
    return snapshot.keep(("country", code, year), lambda: _country_view(snapshot, code, year))


def _country_view(snapshot: Snapshot, code: str, year: int) -> CountryView:
    asked = {"country": ids.country(code).value, "edition": ids.edition(year).value}
    views = _indicators(snapshot, asked, year)
    recorded = list(table(snapshot.graph, saved("web/recorded-answers").bind(asked)).records())
    addresses: dict[str, IndicatorView] = {}
    for row in recorded:
        if (view := views.get(str(row["indicator"]))) is not None:
            view.recorded.append(Recorded(*(row[name] for name in Recorded.__dataclass_fields__)))  # type: ignore[arg-type]
            addresses[str(row["recorded"])] = view
    for owner, cited in citations_of(snapshot, addresses):
        if cited not in addresses[owner].citations:
            addresses[owner].citations.append(cited)
    takeaways = _read(snapshot, asked, views)
    by_code = {view.code: view for view in views.values()}
    for flag in findings(snapshot, code):
        if flag.edition == year and flag.indicator in by_code:
            by_code[flag.indicator].flags.append(flag)
    return CountryView(sorted(views.values(), key=lambda view: view.number), takeaways)


def _indicators(snapshot: Snapshot, asked: dict[str, str], year: int) -> dict[str, IndicatorView]:
    counts = dict(distribution(snapshot, year))
    printed: dict[str, dict[int | None, int]] = {}
    for row in table(snapshot.graph, saved("web/printed-distribution").bind(asked)).records():
        score = row["score"]
        number = int(str(row["countries"]))
        printed.setdefault(str(row["indicator"]), {})[score if isinstance(score, int) else None] = number
    counts |= printed  # the index's own count is of all its countries, which the graph may not hold
    scales = load().scales
    found = {}
    for row in table(snapshot.graph, saved("web/country-answers").bind(asked)).records():
        iri = str(row["indicator"])
        found[iri] = IndicatorView(
            iri=iri,
            code=str(row["code"]),
            number=int(str(row["number"])),
            label=str(row["label"]),
            domain=ids.local_name(str(row["domain"])),
            layer=ids.local_name(str(row["layer"])),
            scale=scales[ids.local_name(str(row["scale"]))].answers,
            score=row["score"],  # type: ignore[arg-type]
            skipped=bool(row["skipped"]),
            average=row["index_average"],  # type: ignore[arg-type]
            counts=counts.get(iri, {}),
            printed=iri in printed,
        )
    return found


def _read(snapshot: Snapshot, asked: dict[str, str], views: dict[str, IndicatorView]) -> list[Passage]:
    """Give each indicator its passages and facts; the passages that stand under none are returned."""
    rows = list(table(snapshot.graph, saved("web/country-units").bind(asked)).records())
    units = [str(row["unit"]) for row in rows]
    marks, facts = marks_of(snapshot.graph, units), facts_of(snapshot.graph, units)
    standing = {unit: view for unit, row in zip(units, rows, strict=True) if (view := views.get(str(row["indicator"])))}
    for unit, cited in citations_of(snapshot, standing):
        if cited not in standing[unit].citations:
            standing[unit].citations.append(cited)
    same: dict[tuple[Any, ...], Passage] = {}
    general: list[Passage] = []
    for row in rows:
        document = (str(row["source"]), str(row["document"]))
        key = (row["indicator"], row["section"], row["text"])
        if key in same:  # the raw data and the site's page hold the same words
            same[key].documents.append(document)
            continue
        unit, text = str(row["unit"]), str(row["text"])
        passage = Passage(unit, str(row["section"]), runs(text, marks.get(unit, ())), [document])
        same[key] = passage
        view = views.get(str(row["indicator"]))
        (general if view is None else view.passages).append(passage)
        if view is not None:
            view.facts += [fact for fact in facts.get(unit, ()) if not _told(fact, view.facts)]
    for view in views.values():
        view.passages.sort(key=lambda passage: _SECTIONS.get(passage.section, 9))
    return general


def _told(fact: Fact, facts: Sequence[Fact]) -> bool:
    return any((fact.subject, fact.words) == (each.subject, each.words) for each in facts)


def citations_of(snapshot: Snapshot, owners: Iterable[str]) -> Iterator[tuple[str, Citation]]:
    """What recorded answers or pieces of text cite: the address of each with a citation, in their order."""
    for row in ask_about(snapshot.graph, "web/citations", "owner", owners):
        yield str(row["owner"]), Citation(str(row["text"]), None if row["url"] is None else str(row["url"]))
