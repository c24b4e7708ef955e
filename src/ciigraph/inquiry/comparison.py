"""Two countries side by side: figures, answers, and the entities that stand in the documents on both or on one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from ciigraph import countries
from ciigraph.errors import UsageError
from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.many import ask_about
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.score import scores

if TYPE_CHECKING:
    from collections.abc import Collection

#: Where a body belongs to that counts as one of the PRC.
_PRC = frozenset({"CN", "HK", "MO"})
#: Entities of these types are bodies; a city or an event of the PRC is none.
_BODIES = frozenset({
    "Company", "University", "ResearchBody", "MediaOrganisation", "GovernmentBody", "PoliticalParty", "Association",
    "Network", "ConfuciusInstitute", "ThreatActor",
})  # fmt: skip


class AnswerPair(msgspec.Struct, frozen=True):
    """The answers of two countries to one indicator, 0 to 4; None where one skipped it or wasn't asked.

    ``difference`` is the second country's score less the first's.
    """

    indicator: str
    label: str
    domain: str
    layer: str
    first: int | None
    second: int | None
    difference: int | None


class FigurePair(msgspec.Struct, frozen=True):
    """The scores of two countries overall, in a domain or in a layer, in percent, with the index average.

    ``difference`` is the second country's percentage less the first's.
    """

    by: str
    name: str
    first: Decimal | None
    second: Decimal | None
    index_average: Decimal | None
    difference: Decimal | None


class SharedEntity(msgspec.Struct, frozen=True):
    """An entity with its number of mentions in the documents on each country; ``prc``: it is a body of the PRC."""

    entity: str
    label: str
    type: str
    prc: bool
    first: int
    second: int


class Comparison(msgspec.Struct, frozen=True):
    """Two countries in one edition; ``common`` entities stand in the documents on both, the others in those on one.

    Entities are sorted by how often they are mentioned; common ones by the rarer of their two counts.
    """

    first: str
    second: str
    edition: int
    figures: tuple[FigurePair, ...]
    answers: tuple[AnswerPair, ...]
    common: tuple[SharedEntity, ...]
    only_first: tuple[SharedEntity, ...]
    only_second: tuple[SharedEntity, ...]


def compare(graph: Graph, first: str, second: str, *, edition: int | None = None) -> Comparison:
    """Two countries side by side.

    Args:
        graph: where to ask.
        first: alpha-2 code.
        second: alpha-2 code.
        edition: year; the newest for which the graph holds answers of both when None.

    Raises:
        UsageError: both are the same, or there is no edition with answers of both.
    """
    if first == second:
        raise UsageError(f"{countries.name(first)} can't be compared with itself; name two countries")
    year = _edition(graph, first, second, edition)
    counts = _counts(graph, first, year), _counts(graph, second, year)
    entities = _entities(graph, *counts)
    return Comparison(
        first=first,
        second=second,
        edition=year,
        figures=_figures(graph, first, second, year),
        answers=_answers(graph, first, second, year),
        common=tuple(each for each in entities if each.first and each.second),
        only_first=tuple(each for each in entities if not each.second),
        only_second=tuple(each for each in entities if not each.first),
    )


def _edition(graph: Graph, first: str, second: str, wanted: int | None) -> int:
    query = saved("compare/editions").bind({"first": first, "second": second})
    years = [int(str(row["year"])) for row in table(graph, query).records()]
    if wanted in years:
        return wanted
    if wanted is None and years:
        return years[0]
    asked = f"edition {wanted}" if wanted else "any edition"
    known = f"there are of {', '.join(map(str, years))}" if years else "build from files that hold them"
    raise UsageError(
        f"there are no answers of both {countries.name(first)} and {countries.name(second)} in {asked}; {known}"
    )


def _figures(graph: Graph, first: str, second: str, year: int) -> tuple[FigurePair, ...]:
    known = {
        (score.country, score.by, score.name): score for score in scores(graph, countries=(first, second), edition=year)
    }
    found = []
    for by, name in dict.fromkeys((by, name) for _, by, name in known):
        one, other = known.get((first, by, name)), known.get((second, by, name))
        ours, theirs = (None if each is None else each.percent for each in (one, other))
        average = next((each.index_average for each in (one, other) if each is not None), None)
        difference = None if ours is None or theirs is None else theirs - ours
        found.append(FigurePair(by, name, ours, theirs, average, difference))
    return tuple(found)


def _answers(graph: Graph, first: str, second: str, year: int) -> tuple[AnswerPair, ...]:
    query = saved("compare/answer-pairs").bind({"first": first, "second": second, "edition": str(year)})
    found = []
    for row in table(graph, query).records():
        ours, theirs = (None if row[key] is None else int(str(row[key])) for key in ("first_score", "second_score"))
        indicator, label, domain, layer = (str(row[key] or "") for key in ("indicator", "label", "domain", "layer"))
        difference = None if ours is None or theirs is None else theirs - ours
        found.append(AnswerPair(indicator, label, domain, layer, ours, theirs, difference))
    return tuple(found)


def _counts(graph: Graph, country: str, year: int) -> dict[str, int]:
    query = saved("compare/named-entities").bind({"country": country, "edition": str(year)})
    return {str(row["entity"]): int(str(row["mentions"])) for row in table(graph, query).records()}


def _entities(graph: Graph, ours: dict[str, int], theirs: dict[str, int]) -> list[SharedEntity]:
    found = {}
    for row in ask_about(graph, "compare/kinds", "entity", sorted(ours.keys() | theirs.keys())):
        entity, kind = row["entity"], local_name(row["class"])
        prc = row["home"] in _PRC and kind in _BODIES
        found[entity] = SharedEntity(entity, row["label"], kind, prc, ours.get(entity, 0), theirs.get(entity, 0))
    return sorted(found.values(), key=_order)


def _order(each: SharedEntity) -> tuple[int, int, str, str]:
    return (-min(each.first, each.second), -each.first - each.second, each.label, each.entity)


def differing(answers: Collection[AnswerPair]) -> list[AnswerPair]:
    """The pairs of answers that aren't equal, the largest difference first; what one country skipped comes last."""
    apart = [pair for pair in answers if pair.first != pair.second]
    return sorted(apart, key=lambda pair: (pair.difference is None, -abs(pair.difference or 0), pair.indicator))
