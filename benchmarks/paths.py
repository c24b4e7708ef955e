"""Paths, networks and exports: how long they take on the index's material and on a large made-up graph.

A path is laid beside loading the whole network and searching it with networkx, betweenness beside networkx's own. The
graph is made up (``large_graph``); where ``$CIIGRAPH_BENCHMARK_STORE`` names a store of the index's material, the same
is measured there.
"""

from __future__ import annotations

import io
import os
import random
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import networkx as nx

from benchmarks.large_graph import write_large_graph
from benchmarks.report import Figure, Section, Table, seconds
from ciigraph.exports.dumps import dump_nquads, dump_trig
from ciigraph.exports.follow_the_money import write_follow_the_money
from ciigraph.exports.network_files import write_graphml
from ciigraph.graph.access import open_graph
from ciigraph.inquiry.network import MEASURES, rank
from ciigraph.inquiry.network_measures import betweenness
from ciigraph.inquiry.network_reading import read_network
from ciigraph.inquiry.paths import paths
from ciigraph.inquiry.projection import projection

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.plan import Plan
    from ciigraph.graph.access import EmbeddedGraph
    from ciigraph.inquiry.network_reading import Network

#: Pairs of entities between which paths are looked for, and the rank up to which an entity is well connected.
_PAIRS, _BEST = 15, 30


def run(plan: Plan) -> Section:
    """Measure on the made-up graph, and on the real one where there is a store of it."""
    land, relations = (4, 800) if plan.quick else (98, 200_000)
    size = write_large_graph(plan.work / "large", land=land, relations=relations)
    what = f"{size.countries} made-up countries, {size.relations:,} relations, {size.triples:,} triples"
    section = Section("Paths, networks, exports", f"{plan.command} paths", f"{what}; medians, warm")
    graphs = [("made up", open_graph(plan.work / "large"))]
    real = os.environ.get("CIIGRAPH_BENCHMARK_STORE")
    if real and not plan.quick:
        graphs.append(("the index's material", open_graph(Path(real))))
    for title, graph in graphs:
        network = read_network(graph)
        rows = [*_paths(graph, network, title, section), *_measures(graph, network, title, section)]
        if not plan.quick:
            rows += _exports(graph)
        section.tables.append(Table(f"Times ({title}):", ("what", "time"), rows))
    return section


def _paths(graph: EmbeddedGraph, network: Network, title: str, section: Section) -> list[tuple[str, str]]:
    draw = random.Random(3)
    degrees = [len(each) for each in network.neighbours()]
    best = sorted(range(len(degrees)), key=lambda entity: (-degrees[entity], entity))[:_BEST]
    kinds = {
        "path between two entities": [draw.sample(range(len(degrees)), 2) for _ in range(_PAIRS)],
        "path between two of the best connected": [draw.sample(best, 2) for _ in range(_PAIRS)],
    }
    rows = []
    for kind, pairs in kinds.items():
        ends = [[network.entities[number] for number in pair] for pair in pairs]
        spent = [_time(lambda pair=pair: paths(graph, *pair)) for pair in ends]  # type: ignore[misc]
        rows += [(kind, seconds(median(spent))), (f"{kind}, the slowest", seconds(max(spent)))]
        plain = [_time(lambda pair=pair: _by_networkx(graph, *pair)) for pair in pairs[:3]]  # type: ignore[misc]
        beside = median(plain)
        section.figures.append(
            Figure(f"{kind}, beside reading all relations and networkx, {title}", seconds(median(spent)),
                   seconds(beside), median(spent) / beside)
        )  # fmt: skip
    return rows


def _by_networkx(graph: EmbeddedGraph, first: int, last: int) -> None:
    whole = read_network(graph).graph()
    if nx.has_path(whole, first, last):
        nx.shortest_path(whole, first, last)


def _measures(graph: EmbeddedGraph, network: Network, title: str, section: Section) -> list[tuple[str, str]]:
    own = _time(lambda: betweenness(network))
    found = betweenness(network)
    plain = network.graph()
    # networkx takes too long for all of a large network: as many starts as ours, or a hundred, for the time of one each
    starts = min(len(plain), 100)
    theirs = _time(lambda: nx.betweenness_centrality(plain, k=starts, seed=1)) / starts * len(plain)
    kind = "exact" if found.starts == found.of else f"from {found.starts:,} of {found.of:,} starts"
    figure = f"betweenness ({kind}) beside networkx's exact one (from a sample of {starts}), {title}"
    section.figures.append(Figure(figure, seconds(own), seconds(theirs), own / theirs))
    return [(f"network --by {by}", seconds(_time(lambda by=by: rank(graph, by)))) for by in MEASURES]  # type: ignore[misc]


def _exports(graph: EmbeddedGraph) -> list[tuple[str, str]]:
    start = time.perf_counter()
    network = projection(graph, isolated=True)
    rows = [("projection of the whole", seconds(time.perf_counter() - start))]
    kinds: dict[str, Callable[[], object]] = {
        "N-Quads": lambda: dump_nquads(graph, io.BytesIO()),
        "TriG": lambda: dump_trig(graph, io.BytesIO()),
        "GraphML of the projection": lambda: write_graphml(network, io.BytesIO()),
        "FollowTheMoney of the projection": lambda: write_follow_the_money(graph, network, io.BytesIO()),
    }
    return rows + [(name, seconds(_time(call))) for name, call in kinds.items()]


def _time(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
