"""Serving: pages and queries a second with one client and with sixteen, and SPARQL beside the bare store.

The graph is made up (``large_graph``), or where ``$CIIGRAPH_BENCHMARK_STORE`` names a store, that one. A page is
measured at its first visit, when it is made, and afterwards, when it is kept until the next build; queries are never
kept. Clients are threads of this process on connections that stay open.
"""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode

from pyoxigraph import QueryResultsFormat, QuerySolutions

from benchmarks.large_graph import write_large_graph
from benchmarks.report import Figure, Section, Table, seconds
from ciigraph.graph.access import EmbeddedGraph, open_graph, table
from ciigraph.graph.vocabulary import PREFIXES, RESOURCES
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.plan import Plan

QUERIES = (
    "analysis/layers",
    "analysis/commonest-indicators",
    "analysis/entities-in-most-countries",
    "analysis/relations",
    "score/report",
)
CLIENTS = (1, 16)
_OVER_BARE = 1.3
#: A query is asked no more once its answers took so many seconds.
_ENOUGH = 10.0
_COUNTRIES = "SELECT DISTINCT ?land WHERE { ?answer a cii:Answer ; cii:country ?land } ORDER BY ?land"
_ENTITIES = (
    "SELECT ?entity (COUNT(?mention) AS ?count) WHERE { ?mention itsrdf:taIdentRef ?entity . ?entity cii:nameKey [] } "
    "GROUP BY ?entity ORDER BY DESC(?count) LIMIT 400"
)
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}


class _Request(NamedTuple):
    path: str
    body: str = ""


class _Load(NamedTuple):
    """What so many clients got: requests a second, and the 95th percentile of a request in seconds."""

    rate: float
    slow: float


def run(plan: Plan) -> Section:
    """Measure one server on one store."""
    real = os.environ.get("CIIGRAPH_BENCHMARK_STORE")
    if real and not plan.quick:
        store, what = Path(real), "the index's material"
    else:
        land, relations = (4, 800) if plan.quick else (98, 200_000)
        store = plan.work / "served"
        size = write_large_graph(store, land=land, relations=relations)
        what = f"{size.countries} made-up countries, {size.relations:,} relations, {size.triples:,} triples"
    graph = open_graph(store)
    pages = _pages(graph, 4 if plan.quick else 40)
    section = Section("Serving", f"{plan.command} serving", f"{what}; uvicorn with one process")
    rows: list[tuple[str, ...]] = []
    with _server(store) as port:
        for name, requests in pages.items():
            first = [_timed(port, request) for request in requests]
            spent = 0.2 if plan.quick else 2.0
            loads = [_load(port, requests, clients, spent) for clients in CLIENTS]
            rows.append((f"{name}, first visit", "", seconds(_slow(first)), "", ""))
            rows.append((name, *_cells(loads)))
        compared = [_beside_bare(plan, port, graph, name) for name in QUERIES]
        for name in QUERIES:
            spent = 0.2 if plan.quick else 4.0
            rows.append((name, *_cells([_load(port, [_query(graph, name)], clients, spent) for clients in CLIENTS])))
    section.figures += compared
    columns = ("page or query", "1 client: a second", "95 %", "16 clients: a second", "95 %")
    section.tables.append(Table("Requests a second and the time within which 95 % were answered:", columns, rows))
    return section


def _cells(loads: Sequence[_Load]) -> tuple[str, ...]:
    return tuple(cell for load in loads for cell in (f"{load.rate:,.3g}", seconds(load.slow)))


def _pages(graph: EmbeddedGraph, most: int) -> dict[str, list[_Request]]:
    """The pages that are visited, by kind."""

    def visits(query: str, variable: str) -> list[_Request]:
        found = [str(row[variable]) for row in table(graph, query).records()]
        spread = found[:: max(1, len(found) // most)][:most]
        return [_Request("/id/" + iri.removeprefix(RESOURCES)) for iri in spread]

    return {"start": [_Request("/")], "country": visits(_COUNTRIES, "land"), "entity": visits(_ENTITIES, "entity")}


@contextmanager
def _server(store: Path) -> Iterator[int]:
    """A server; its port."""
    command = [sys.executable, "-m", "ciigraph", "serve", "--store", str(store), "--port", "0", "--timeout", "60"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            port = re.search(r"127\.0\.0\.1:(\d+)", told)
            if port is None:
                raise RuntimeError(told + process.stderr.read())
            yield int(port[1])
        finally:
            process.terminate()


def _ask(connection: http.client.HTTPConnection, request: _Request) -> int:
    """Send a request and read the whole answer; its size."""
    if request.body:
        connection.request("POST", request.path, request.body, _FORM)
    else:
        connection.request("GET", request.path, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{request.path}: {answer.status} {body[:200]!r}")
    return len(body)


def _timed(port: int, request: _Request) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    start = time.perf_counter()
    _ask(connection, request)
    spent = time.perf_counter() - start
    connection.close()
    return spent


def _load(port: int, requests: Sequence[_Request], clients: int, spent: float) -> _Load:
    """Let clients ask one after the other for a while, and once at least."""

    def ask(number: int) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        times: list[float] = []
        mine = islice(cycle(requests), number, None)
        while not times or time.perf_counter() < end:
            start = time.perf_counter()
            _ask(connection, next(mine))
            times.append(time.perf_counter() - start)
        connection.close()
        return times

    begin = time.perf_counter()
    end = begin + spent
    with ThreadPoolExecutor(clients) as pool:
        times = [each for one in pool.map(ask, range(clients)) for each in one]
    return _Load(len(times) / (time.perf_counter() - begin), _slow(times))


def _slow(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def _query(graph: EmbeddedGraph, name: str) -> _Request:
    return _Request("/sparql", urlencode({"query": _text(graph, name)}, quote_via=quote))


@cache
def _text(graph: EmbeddedGraph, name: str) -> str:
    """A saved query; where it asks for an entity, for one that is neither the best known nor a rare one."""
    query = saved(name)
    if not any(parameter.name == "entity" for parameter in query.parameters):
        return query.text
    labels = list(table(graph, f"SELECT ?label WHERE {{ {{ {_ENTITIES} }} ?entity rdfs:label ?label }}").records())
    return query.bind({"entity": str(labels[len(labels) // 2]["label"])})


def _beside_bare(plan: Plan, port: int, graph: EmbeddedGraph, name: str) -> Figure:
    """A query through the server, and on the bare store of this process with its result as JSON, in turn."""
    text, request = _text(graph, name), _query(graph, name)
    served: list[float] = []
    bare: list[float] = []
    while len(served) < 3 or (len(served) < 2 * plan.rounds and sum(served) < _ENOUGH):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        connection.connect()
        start = time.perf_counter()
        size = _ask(connection, request)
        served.append(time.perf_counter() - start)
        connection.close()
        start = time.perf_counter()
        output = BytesIO()
        answer = graph.store.query(text, use_default_graph_as_union=True, prefixes=PREFIXES)
        assert isinstance(answer, QuerySolutions)
        answer.serialize(output, QueryResultsFormat.JSON)
        bare.append(time.perf_counter() - start)
        if len(output.getvalue()) != size:
            raise RuntimeError(f"{name}: the server's answer differs from the store's")
    one, other = median(served[1:]), median(bare[1:])
    expected = None if plan.quick else _OVER_BARE
    return Figure(
        f"{name} through the server", seconds(one), f"{seconds(other)} bare store", one / other, most=expected
    )
