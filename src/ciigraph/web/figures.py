"""Scores and distributions as the pages need them, worked out once a generation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ciigraph import countries
from ciigraph.codebook import load
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import table
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.score import scores

if TYPE_CHECKING:
    from decimal import Decimal

    from ciigraph.inquiry.score import Score
    from ciigraph.web.snapshot import Snapshot

LAYERS = ("exposure", "pressure", "alignment")
STEPS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A country's figures in one edition: the overall score, and those of domains and layers by name."""

    country: str
    name: str
    overall: Score | None
    parts: dict[str, Score]

    def percent(self, name: str) -> Decimal | None:
        """The percentage overall or of a part."""
        score = self.overall if name == "overall" else self.parts.get(name)
        return None if score is None else score.percent


@dataclass(frozen=True, slots=True)
class Edition:
    """All countries' figures in one edition, by country."""

    year: int
    rows: dict[str, Row] = field(default_factory=dict)

    def ranked(self, column: str = "overall") -> list[Row]:
        """The countries, those with most of a part first; those without a figure last."""
        return sorted(self.rows.values(), key=lambda row: (-(row.percent(column) or -1), row.name))


def domains() -> list[tuple[str, str]]:
    """The domains: slug and name, in the order of the index."""
    return [(domain.slug, domain.name) for domain in load().domains]


def editions(snapshot: Snapshot) -> dict[int, Edition]:
    """The figures of every edition in the graph, the newest edition first."""
    return snapshot.keep("editions", lambda: _editions(snapshot))


def _editions(snapshot: Snapshot) -> dict[int, Edition]:
    overall: dict[tuple[int, str], Score] = {}
    parts: dict[tuple[int, str], dict[str, Score]] = {}
    for score in scores(snapshot.graph):
        key = (score.edition, score.country)
        kept = parts.setdefault(key, {})
        if score.by == "overall":
            overall[key] = score
        else:
            kept[score.name] = score
    found: dict[int, Edition] = {}
    for year, code in sorted(parts, key=lambda key: (-key[0], key[1])):
        edition = found.setdefault(year, Edition(year))
        edition.rows[code] = Row(code, countries.name(code), overall.get((year, code)), parts[year, code])
    return found


def distribution(snapshot: Snapshot, year: int) -> dict[str, dict[int | None, int]]:
    """How many countries of the graph gave each answer (None: skipped), by the address of the indicator."""
    return snapshot.keep(("distribution", year), lambda: _distribution(snapshot, year))


def _distribution(snapshot: Snapshot, year: int) -> dict[str, dict[int | None, int]]:
    text = saved("web/distribution").bind({"edition": ids.edition(year).value})
    found: dict[str, dict[int | None, int]] = {}
    for row in table(snapshot.graph, text).records():
        score = row["score"]
        assert isinstance(row["countries"], int)
        found.setdefault(str(row["indicator"]), {})[score if isinstance(score, int) else None] = row["countries"]
    return found


def contents(snapshot: Snapshot) -> dict[str, int]:
    """How much of everything the graph holds."""

    def count() -> dict[str, int]:
        (row,) = table(snapshot.graph, saved("web/contents").text).records()
        return {name: int(str(value)) for name, value in row.items()}

    return snapshot.keep("contents", count)


def step(percent: Decimal | float | None) -> str:
    """The class of a heat table's cell: ``h0`` to ``h9``, ``none`` where there is no figure."""
    if percent is None:
        return "none"
    return f"h{min(STEPS - 1, max(0, int(float(percent) * STEPS / 100)))}"
