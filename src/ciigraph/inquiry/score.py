"""Scores computed from the graph beside the published ones.

The figures are computed by SPARQL when the graph is built (``inquiry.derivation``); here they are read, laid beside
what the sources print, and compared. No arithmetic happens in Python.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ciigraph import codebook
from ciigraph.graph.access import Graph, PythonValue, table
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Collection

MEASURES = ("overall", "domain", "layer", "indicator")


class Published(msgspec.Struct, frozen=True):
    """The figures that a source prints; None where it prints none."""

    score: int | None = None
    max: int | None = None
    percent: Decimal | None = None
    rank: int | None = None
    of: int | None = None


class Score(msgspec.Struct, frozen=True):
    """A computed score: points of a maximum, percent, the index average in percent, the rank among ``of`` countries."""

    country: str
    edition: int
    by: str
    name: str
    score: int | None
    max: int | None
    percent: Decimal | None
    index_average: Decimal | None
    rank: int | None
    of: int | None
    published: Published

    @property
    def agrees(self) -> bool | None:
        """Whether every published figure that can be compared equals the computed one; None where there is none."""
        figures = ("score", "max", "percent") + ("rank",) * _same_field(self.published.of, self.of, self.edition)
        pairs = [(getattr(self.published, name), getattr(self, name)) for name in figures]
        compared = [printed == own for printed, own in pairs if printed is not None]
        return all(compared) if compared else None


class Difference(NamedTuple):
    """A published figure that the computed one does not equal."""

    country: str
    edition: int
    by: str
    name: str
    figure: str
    computed: Any
    published: Any
    document: str


class Check(msgspec.Struct, frozen=True):
    """Every published figure of every source against the computed one.

    ``compared`` and ``equal`` count figures by edition and kind ("2024 overall percent"); ``incomparable`` counts
    published ranks among another number of countries than the graph holds, and figures of what it holds no answers to.
    """

    compared: dict[str, int]
    equal: dict[str, int]
    incomparable: dict[str, int]
    differences: list[Difference]


_Key = tuple[str, int, str, str]


def scores(
    graph: Graph, *, countries: Collection[str] = (), by: Collection[str] = MEASURES[:3], edition: int | None = None
) -> list[Score]:
    """Computed scores with the published ones of the most trusted source beside them.

    Args:
        graph: where to ask.
        countries: alpha-2 codes; all countries when empty.
        by: the measures wanted.
        edition: the year of one edition; all editions when None.

    Returns:
        The newest edition first, then by country, in the order overall, domain, layer, indicator.
    """
    published: dict[_Key, Published] = {}
    for record in table(graph, saved("score/published").text).records():
        figures = Published(*(record[name] for name in Published.__struct_fields__))  # type: ignore[arg-type]
        published.setdefault(_key(record), figures)
    found = []
    reports = ["score/report"] * (not {*by} <= {"indicator"}) + ["score/report-indicators"] * ("indicator" in by)
    for record in (record for report in reports for record in table(graph, saved(report).text).records()):
        if record["by"] not in by or (edition is not None and record["edition"] != edition):
            continue
        if countries and record["country"] not in countries:
            continue
        found.append(Score(**record, published=published.get(_key(record), Published())))  # type: ignore[arg-type]
    return sorted(found, key=lambda score: (-score.edition, score.country, MEASURES.index(score.by)))


def check(graph: Graph, *, edition: int | None = None) -> Check:
    """Compare every published figure of every source with the computed one.

    A published rank is compared where it is among as many countries as the computed one; a source that doesn't say
    among how many means all countries of its edition.
    """
    computed = {_key(record): record for record in table(graph, saved("score/report").text).records()}
    result = Check({}, {}, {}, [])
    for printed in table(graph, saved("score/published").text).records():
        if edition is not None and printed["edition"] != edition:
            continue
        own = computed.get(_key(printed))
        for figure in ("score", "max", "percent", "rank"):
            if printed[figure] is None:
                continue
            kind = f"{printed['edition']} {printed['by']} {figure}"
            if own is None or (figure == "rank" and not _same_field(printed["of"], own["of"], printed["edition"])):
                result.incomparable[kind] = result.incomparable.get(kind, 0) + 1
                continue
            result.compared[kind] = result.compared.get(kind, 0) + 1
            result.equal.setdefault(kind, 0)
            if printed[figure] == own[figure]:
                result.equal[kind] += 1
            else:
                country, year, by, name = _key(printed)
                difference = Difference(
                    country, year, by, name, figure, own[figure], printed[figure], str(printed["document"])
                )
                result.differences.append(difference)
    return result


def _same_field(printed: PythonValue, computed: PythonValue, edition: PythonValue) -> bool:
    """Whether two ranks are among as many countries; a source that doesn't say means all of the edition."""
    return (printed or codebook.load().edition(int(str(edition))).countries) == computed


def _key(record: dict[str, Any]) -> _Key:
    return record["country"], record["edition"], record["by"], record["name"]
