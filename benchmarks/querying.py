"""Queries: every saved one on the embedded store, on rdflib in memory and on bare pyoxigraph, in turn.

The queries that a build runs are asked of the graph as it is at their turn, since each reads what those before it
wrote; all others are asked of the finished graph.
"""

from __future__ import annotations

import sys
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Quad, RdfFormat, Store, serialize

from benchmarks.engines import BareEngine, EmbeddedEngine, RdflibEngine
from benchmarks.measuring import geometric_mean, measure
from benchmarks.report import Figure, Section, Table, megabytes, seconds
from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.identifiers import ANSWERS_GRAPH, SCORES_GRAPH
from ciigraph.graph.store import open_for_reading
from ciigraph.inquiry.derivation import STEPS
from ciigraph.inquiry.queries import catalogue, saved

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.engines import Run
    from benchmarks.plan import Plan

#: A short query is asked again until this many seconds are spent, so that the clock's grain doesn't matter.
_LEAST_SECONDS = 0.02
#: A query that takes longer is asked a few times only.
_OFTEN = 0.3
#: rdflib is not asked again once an answer took so long.
_LONG = 5.0


class Compared(NamedTuple):
    """A query on all engines: median seconds, and the median of the ratios of neighbouring runs."""

    name: str
    rows: int
    embedded: float
    bare: float
    over_bare: float
    rdflib: Run | None

    @property
    def faster_than_rdflib(self) -> float | None:
        """How many times; with a query that ran out of time, at least so many."""
        if self.rdflib is None or not self.rdflib.seconds:
            return None
        return self.rdflib.seconds / self.embedded


def run(plan: Plan) -> Section:
    """Compare on a few countries with rdflib, and on the whole data with bare pyoxigraph."""
    files, what = plan.country_files()
    chosen = files[: plan.countries]
    if plan.index is not None:  # the same countries of the edition before, for the queries that look at changes
        chosen += [p for f in chosen if (p := plan.index / "2022" / "country_json" / f.name).exists()]
    few, load = _compare(plan, chosen, "few", with_rdflib=True)
    sort = what if plan.index is None else "country files"
    triples = f"{load.triples:,} triples of {len(chosen)} {sort}{'' if plan.quick else ', text read'}"
    section = Section("Queries", f"{plan.command} queries", f"{triples}; medians, warm, in turn")
    section.figures += _against_rdflib(plan, few)
    section.figures += [
        _against_bare(plan, few, "few countries"),
        Figure(
            f"loading {load.triples:,} triples into rdflib",
            seconds(load.rdflib_seconds),
            f"{seconds(load.seconds)} pyoxigraph's bulk loader, optimised",
            load.rdflib_seconds / load.seconds,
        ),
        Figure(
            "its peak memory", megabytes(load.rdflib_peak), megabytes(load.peak), load.rdflib_peak / load.peak
        ),
    ]  # fmt: skip
    section.tables.append(_table("Few countries, on all three:", few))
    if not plan.quick:
        data, words = plan.whole()
        whole, size = _compare(plan, [data], "whole", with_rdflib=False)
        section.figures.append(_against_bare(plan, whole, f"{words}, {size.triples:,} triples"))
        section.tables.append(
            _table(f"The whole ({words}, text not read, {size.triples:,} triples), without rdflib:", whole)
        )
    return section


class Loading(NamedTuple):
    """What it took to load the graph."""

    triples: int
    seconds: float = 0
    peak: int = 0
    rdflib_seconds: float = 0
    rdflib_peak: int = 0


def _compare(plan: Plan, paths: Iterable[Path], name: str, *, with_rdflib: bool) -> tuple[list[Compared], Loading]:
    built = plan.work / f"queries-{name}"
    text = with_rdflib and not plan.quick  # the whole data with text would take too long
    triples = measure("build", paths=list(map(str, paths)), store=str(built), text=text).answer["triples"]
    open_for_reading(built).backup(str(plan.work / name))
    store = Store(str(plan.work / name))
    for graph in (ANSWERS_GRAPH, SCORES_GRAPH):
        store.remove_graph(graph)
    store.optimize()
    if not with_rdflib:
        return _ask(plan, store, None), Loading(triples)
    dump = plan.work / f"{name}.nq"
    store.dump(str(dump), RdfFormat.N_QUADS)
    bulk = measure("bulk_load", file=str(dump), store=str(plan.work / f"{name}-bulk"))
    rdflib = RdflibEngine(plan.limit)
    try:
        loading = Loading(bulk.answer["triples"], bulk.seconds, bulk.peak, *rdflib.load(dump.read_bytes()))
        return _ask(plan, store, rdflib), loading
    finally:
        rdflib.close()


def _ask(plan: Plan, store: Store, rdflib: RdflibEngine | None) -> list[Compared]:
    """Ask every saved query; those of a build in their order, each result added before the next is asked."""
    compared = []
    graph = EmbeddedGraph(store)
    for name, target in STEPS:
        text = saved(name).text
        compared.append(_one(plan, name, text, store, rdflib))
        triples = graph.query(text)
        if not isinstance(triples, list):
            raise TypeError(f"{name} is no CONSTRUCT query")
        _add(store, rdflib, [Quad(t.subject, t.predicate, t.object, target) for t in triples])
    store.optimize()
    during_build = {name for name, _ in STEPS}
    asked = (query for query in catalogue() if query.name not in during_build)
    return compared + [_one(plan, query.name, query.text, store, rdflib) for query in asked]


def _add(store: Store, rdflib: RdflibEngine | None, quads: list[Quad]) -> None:
    store.bulk_extend(quads)
    if rdflib is not None and quads:
        rdflib.load(serialize(quads, format=RdfFormat.N_QUADS) or b"")


def _one(plan: Plan, name: str, text: str, store: Store, rdflib: RdflibEngine | None) -> Compared:
    print(f"  {name}", file=sys.stderr)
    embedded, bare = EmbeddedEngine(store), BareEngine(store)
    first, rows, *_ = embedded.run(text)
    warm = min(first, bare.run(text).seconds)
    times = max(1, round(_LEAST_SECONDS / warm))
    rounds = plan.rounds if warm < _OFTEN else min(plan.rounds, 3)
    own: list[float] = []
    others: list[float] = []
    theirs: list[Run] = []
    for turn in range(rounds):
        for engine, found in ((embedded, own), (bare, others)) if turn % 2 else ((bare, others), (embedded, own)):
            found.append(sum(engine.run(text).seconds for _ in range(times)) / times)
        if rdflib is not None and (turn < 3 and not (theirs and (theirs[-1].problem or theirs[-1].seconds > _LONG))):
            theirs.append(rdflib.run(text))
    ratio = median(mine / other for mine, other in zip(own, others, strict=True))
    middle = sorted(theirs, key=lambda each: each.seconds)[len(theirs) // 2] if theirs else None
    return Compared(name, rows, median(own), median(others), ratio, middle)


def _against_rdflib(plan: Plan, compared: list[Compared]) -> list[Figure]:
    known = [(each, ratio) for each in compared if (ratio := each.faster_than_rdflib) is not None]
    slowest, least = min(known, key=lambda pair: pair[1])
    late = sum(1 for each, _ in known if each.rdflib and each.rdflib.problem)
    gave_up = f"; rdflib gave up on {late} after {plan.limit:g} s, counted as that" if late else ""
    evaluation = geometric_mean(
        (e.rdflib.seconds - e.rdflib.parsing) / e.embedded for e, _ in known if e.rdflib and not e.rdflib.problem
    )
    total = sum(each.embedded for each, _ in known), sum(each.rdflib.seconds for each, _ in known if each.rdflib)
    return [
        Figure(
            f"rdflib over embedded, {len(known)} queries, geometric mean{gave_up}",
            seconds(total[0]) + " in all",
            seconds(total[1]) + " in all",
            geometric_mean(ratio for _, ratio in known),
            least=None if plan.quick else 8,
        ),
        Figure(
            f"the same, the slowest beside rdflib ({slowest.name})",
            seconds(slowest.embedded),
            seconds(slowest.rdflib.seconds if slowest.rdflib else 0),
            least,
            least=None if plan.quick else 1,
        ),
        Figure(
            "the same without the time in which rdflib parses the query, geometric mean",
            seconds(total[0]) + " in all",
            seconds(total[1] - sum(e.rdflib.parsing for e, _ in known if e.rdflib)) + " in all",
            evaluation,
        ),
    ]


def _against_bare(plan: Plan, compared: list[Compared], what: str) -> Figure:
    slowest = max(compared, key=lambda each: each.over_bare)
    return Figure(
        f"embedded over bare pyoxigraph, {what}, geometric mean (most: {slowest.over_bare:.2f}, {slowest.name})",
        seconds(sum(each.embedded for each in compared)) + " in all",
        seconds(sum(each.bare for each in compared)) + " in all",
        geometric_mean(each.over_bare for each in compared),
        most=None if plan.quick else 1.2,
    )


def _table(title: str, compared: list[Compared]) -> Table:
    with_rdflib = any(each.rdflib for each in compared)
    columns = ["query", "rows", "embedded", "bare pyoxigraph", "over bare"]
    rows = [
        [each.name, f"{each.rows:,}", seconds(each.embedded), seconds(each.bare), f"{each.over_bare:.2f}"]
        for each in compared
    ]
    if with_rdflib:
        columns += ["rdflib", "times faster"]
        for row, each in zip(rows, compared, strict=True):
            row.extend(_beside(each))
    return Table(title, columns, rows)


def _beside(each: Compared) -> list[str]:
    theirs, faster = each.rdflib, each.faster_than_rdflib
    if theirs is None:
        return ["", ""]
    took = theirs.problem or seconds(theirs.seconds)
    if not theirs.problem and theirs.rows != each.rows:
        took += f" ({theirs.rows:,} rows)"
    return [took, "" if faster is None else f"{faster:,.1f}"]
