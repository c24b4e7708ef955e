"""Lookup, search and comparison: how long they take, and whether that grows with the graph.

The graph is made up (``large_graph``); where the index's material is at hand and ``$CIIGRAPH_BENCHMARK_STORE`` names a
store that was built from it, the same is measured there. Lookup is laid beside the queries that it asks, put to bare
pyoxigraph in the same order.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.engines import BareEngine
from benchmarks.large_graph import write_large_graph
from benchmarks.report import Figure, Section, Table, seconds
from ciigraph.graph.access import EmbeddedGraph, open_graph, table
from ciigraph.inquiry.comparison import compare
from ciigraph.inquiry.lookup import complete, lookup
from ciigraph.inquiry.search import search

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.plan import Plan
    from ciigraph.graph.access import Result

#: Entities by label, spread evenly over all, and those that are mentioned most.
_LABELS = "SELECT ?label WHERE { ?e cii:mentionCount ?n ; rdfs:label ?label . FILTER(?n > 0) } ORDER BY DESC(?n) ?label"
_ALIASES = (
    "SELECT ?alias WHERE { ?e cii:mentionCount ?n ; rdfs:label ?label ; skos:altLabel ?alias . "
    "FILTER(?n > 0 && ?alias != ?label) } ORDER BY ?alias"
)
_COUNTRIES = (
    "SELECT DISTINCT ?code WHERE { ?document a cii:SourceDocument ; cii:country/cii:alpha2 ?code } ORDER BY ?code"
)
_OF_EACH = 12
#: The median lookup must take no longer, in seconds, and no more than so many times its bare queries.
_LIMIT, _OVER_BARE = 0.05, 1.3
#: A lookup that takes longer is repeated once only.
_OFTEN = 0.3


class _Listening:
    """A graph that remembers what it was asked."""

    def __init__(self, graph: EmbeddedGraph) -> None:
        self.graph = graph
        self.asked: list[str] = []

    def query(self, text: str, *, timeout: float | None = None) -> Result:
        """See ``access.Graph.query``."""
        self.asked.append(text)
        return self.graph.query(text, timeout=timeout)


class _Times(NamedTuple):
    """Median seconds of a lookup by the kind of name, of all names, and of their bare queries."""

    by_kind: dict[str, float]
    whole: float
    slowest: float
    over_bare: float
    bare: float


def run(plan: Plan) -> Section:
    """Measure on a quarter of the graph and on the whole, and on the real one where there is a store of it."""
    land, relations = (4, 800) if plan.quick else (98, 200_000)
    small = write_large_graph(plan.work / "small", land=max(2, land // 4), relations=relations // 4)
    large = write_large_graph(plan.work / "large", land=land, relations=relations)
    what = f"{large.countries} made-up countries, {large.relations:,} relations, {large.triples:,} triples"
    section = Section("Lookup", f"{plan.command} lookup", f"{what}; medians, warm")
    few, many = (_measure(plan, open_graph(plan.work / name)) for name in ("small", "large"))
    section.figures += _figures(plan, many, what)
    growth = f"{large.relations / small.relations:.0f} times the graph"
    section.figures.append(
        Figure(f"lookup on {growth}", seconds(many.whole), seconds(few.whole), many.whole / few.whole)
    )
    tables = [("made up", open_graph(plan.work / "large"), many)]
    real = os.environ.get("CIIGRAPH_BENCHMARK_STORE")
    if real and not plan.quick:
        graph = open_graph(Path(real))
        known = _measure(plan, graph)
        section.figures += _figures(plan, known, f"the index's material, {len(graph.store):,} triples")
        tables.append(("the index's material", graph, known))
    for title, graph, times in tables:
        rows = [*((f"lookup: {kind}", seconds(spent)) for kind, spent in times.by_kind.items()), *_others(plan, graph)]
        section.tables.append(Table(f"Median times ({title}):", ("what", "time"), rows))
    return section


def _figures(plan: Plan, times: _Times, what: str) -> list[Figure]:
    return [
        Figure(
            f"lookup, {what}, beside {_LIMIT * 1000:g} ms (slowest name: {seconds(times.slowest)})",
            seconds(times.whole),
            seconds(_LIMIT),
            times.whole / _LIMIT,
            most=None if plan.quick else 1,
        ),
        Figure(
            "the same beside its queries on bare pyoxigraph",
            seconds(times.whole),
            seconds(times.bare),
            times.over_bare,
            most=None if plan.quick else _OVER_BARE,
        ),
    ]


def _measure(plan: Plan, graph: EmbeddedGraph) -> _Times:
    names = _names(graph)
    bare = BareEngine(graph.store)
    spent: dict[str, list[float]] = {kind: [] for kind in names}
    ratios, bare_times = [], []
    lookup(graph, "warm up")
    for kind, chosen in names.items():
        for name in chosen:
            listening = _Listening(graph)
            first = _time(lambda name=name, graph=listening: lookup(graph, name))  # type: ignore[misc]
            rounds = range(plan.rounds if first < _OFTEN else min(2, plan.rounds))
            own = median(_time(lambda name=name: lookup(graph, name)) for _ in rounds)  # type: ignore[misc]
            alone = median(sum(bare.run(text).seconds for text in listening.asked) for _ in rounds)
            spent[kind].append(own)
            ratios.append(own / alone)
            bare_times.append(alone)
    every = [value for values in spent.values() for value in values]
    by_kind = {kind: median(values) for kind, values in spent.items() if values}
    return _Times(by_kind, median(every), max(every), median(ratios), median(bare_times))


def _names(graph: EmbeddedGraph) -> dict[str, list[str]]:
    """Names to look up: as they are, other names, misspelt, parts of names, and those of the most mentioned."""
    draw = random.Random(5)
    labels = [str(row["label"]) for row in table(graph, _LABELS).records()]
    aliases = [str(row["alias"]) for row in table(graph, _ALIASES).records()]

    def some(names: list[str]) -> list[str]:
        return draw.sample(names, min(_OF_EACH, len(names)))

    long = [label for label in labels if len(label) > 7 and label.isascii()]
    return {
        "its name": some(labels),
        "another name": some(aliases),
        "misspelt": [_misspelt(draw, label) for label in some(long)],
        "part of a name": [max(label.split(), key=len) for label in some([each for each in labels if " " in each])],
        "most mentioned": labels[:_OF_EACH],
    }


def _misspelt(draw: random.Random, name: str) -> str:
    """A name with one letter left out, doubled or changed, but for the first."""
    at = draw.randrange(1, len(name))
    return name[:at] + draw.choice(("", name[at] * 2, draw.choice("aeioust"))) + name[at + 1 :]


def _others(plan: Plan, graph: EmbeddedGraph) -> list[tuple[str, str]]:
    labels = [str(row["label"]) for row in table(graph, _LABELS).records()][:200:20]
    codes = [str(row["code"]) for row in table(graph, _COUNTRIES).records()]
    pairs = list(zip(codes[::7], codes[3::7], strict=False))
    asked: dict[str, list[Callable[[], object]]] = {
        "completion of three letters": [lambda label=label: complete(graph, label[:3]) for label in labels],  # type: ignore[misc]
        "search for a name": [lambda label=label: search(graph, label) for label in labels],  # type: ignore[misc]
        "search for two common words": [lambda: search(graph, "people came")],
        "comparison of two countries": [lambda a=a, b=b: compare(graph, a, b) for a, b in pairs[:5]],  # type: ignore[misc]
    }
    search(graph, "people")  # a store without a text index gets one now
    return [
        (what, seconds(median(_time(each) for each in calls for _ in range(min(3, plan.rounds)))))
        for what, calls in asked.items()
    ]


def _time(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
