"""The audit: how long one country and all of them take, beside the bare queries that it asks.

Measured where ``$CIIGRAPH_BENCHMARK_STORE`` names a store that was built from the index's material, else on generated
profiles built here. What is above the bare queries is the reading of sentences, which SPARQL can't do.
"""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.engines import BareEngine
from benchmarks.measuring import measure
from benchmarks.report import Figure, Section, Table, seconds
from ciigraph.graph.access import open_graph
from ciigraph.inquiry.audit import audit, suggest
from ciigraph.inquiry.audit.reading import countries
from ciigraph.inquiry.audit.rules import rules
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.plan import Plan

_QUERIES = ("answers", "citations", "units", "relations", "own-names")
#: Countries that are measured one by one.
_ONE_BY_ONE = 12


def run(plan: Plan) -> Section:
    """Measure the audit of single countries, of all, and the suggestions, beside bare pyoxigraph."""
    named = os.environ.get("CIIGRAPH_BENCHMARK_STORE")
    if named and not plan.quick:
        store, what = Path(named), "the store of $CIIGRAPH_BENCHMARK_STORE"
    else:
        store, what = plan.work / "audited", f"{plan.countries} generated profiles"
        paths = [str(path) for path in sorted(plan.generated(plan.countries).iterdir())]
        measure("build", paths=paths, store=str(store), text=False)
    graph = open_graph(store)
    loading = _seconds(rules)
    codes = countries(graph)
    chosen = codes[:: max(1, len(codes) // _ONE_BY_ONE)][:_ONE_BY_ONE]
    bare = BareEngine(graph.store)
    pairs = []
    for code in chosen:
        texts = [saved(f"audit/{name}").bind({"country": code}) for name in _QUERIES]
        asked = sum(median(bare.run(text).seconds for _ in range(3)) for text in texts)
        pairs.append((code, median(_seconds(partial(audit, graph, [code])) for _ in range(3)), asked))
    whole, all_bare = _seconds(partial(audit, graph)), median(asked for *_, asked in pairs) * len(codes)
    suggested = _seconds(partial(suggest, graph))
    one, one_bare = median(took for _, took, _ in pairs), median(asked for *_, asked in pairs)
    section = Section("Audit", f"{plan.command} audit", f"{what}, {len(graph.store):,} triples, {len(codes)} countries")
    section.figures += [
        Figure("audit of one country, median", seconds(one), f"{seconds(one_bare)} its bare queries", one / one_bare),
        Figure("audit of all countries", seconds(whole), f"{seconds(all_bare)} bare queries", whole / all_bare),
        Figure("suggestions for all", seconds(suggested), f"{seconds(all_bare)} bare queries", suggested / all_bare),
        Figure("loading the rules", seconds(loading), f"{seconds(one)} audit of one country", loading / one),
    ]
    rows = [(code, seconds(took), seconds(asked), f"{took / asked:.2f}") for code, took, asked in pairs]
    section.tables.append(Table("By country:", ("country", "audit", "bare queries", "ratio"), rows))
    return section


def _seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start
