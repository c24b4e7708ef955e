"""A small graph shaped like Wikidata, a server that answers from it, and a graph of entities to be linked to it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from ciigraph.graph.entity_statements import EntityProfile, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.records import Extraction, Mention, Relation, Unit
from synthetic import document, graph_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.graph.access import EmbeddedGraph
    from ciigraph.records import EntityType

WORLD = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .

wd:Q31 rdfs:label "Belgium"@en ; wdt:P297 "BE" .
wd:Q227 rdfs:label "Azerbaijan"@en ; wdt:P297 "AZ" .
wd:Q9101 rdfs:label "cable company"@en ; wdt:P279 wd:Q9102 .
wd:Q9102 wdt:P279 wd:Q4830453 .
wd:Q4830453 wdt:P279 wd:Q43229 .
wd:Q3918 wdt:P279 wd:Q43229 .

wd:Q9001 rdfs:label "Verd Cable"@en , "Câbles Verd"@fr ; skos:altLabel "Verd Cables"@en , "维尔德电缆"@zh ;
    wdt:P31 wd:Q9101 ; wdt:P17 wd:Q31 ; wdt:P749 wd:Q9002 .
wd:Q9002 rdfs:label "Verd Group"@en ; wdt:P31 wd:Q4830453 ; wdt:P17 wd:Q31 .
wd:Q9003 rdfs:label "Verd Cable"@en ; wdt:P31 wd:Q11424 .
wd:Q9004 rdfs:label "Verd Cable"@en ; wdt:P31 wd:Q9101 ; wdt:P17 wd:Q227 .
wd:Q9005 rdfs:label "Verd Cable"@en ; wdt:P31 wd:Q4167410 .
wdt:P9006 rdfs:label "Verd Cable"@en .

wd:Q9010 rdfs:label "Ada Berg"@mul ; wdt:P31 wd:Q5 ; wdt:P27 wd:Q31 .
wd:Q9020 rdfs:label "University of Verd"@en ; skos:altLabel "Verd University"@en , "UV"@en ; wdt:P31 wd:Q3918 ;
    wdt:P17 wd:Q31 .
wd:Q9030 rdfs:label "Council"@en ; wdt:P31 wd:Q7188 ; wdt:P17 wd:Q31 .
wd:Q9031 rdfs:label "Council"@en ; wdt:P31 wd:Q7188 ; wdt:P17 wd:Q31 .
"""

PROFILES = (
    EntityProfile(
        "verd-cable", "Company", "Verd Cable", ("Verd Cable", "维尔德电缆"), ("verd cable",), "BE", "verd-group",
        mentions=5,
    ),
    EntityProfile("verd-group", "Company", "Verd Group", ("Verd Group",), ("verd group",), "BE", wikidata="Q9002"),
    EntityProfile("ada-berg", "Person", "Ada Berg", ("Ada Berg",), ("ada berg",), "BE", mentions=4),
    EntityProfile(
        "university-of-verd", "University", "Verd University", ("University of Verd", "Verd University"),
        ("university of verd", "verd university"), mentions=3,
    ),
    EntityProfile("council", "GovernmentBody", "Council", ("Council",), ("council",), "BE", mentions=2),
    EntityProfile(
        "council-b", "Association", "Council B", ("Council", "Council B"), ("council", "council b"), mentions=1
    ),
    EntityProfile("huawei", "Company", "Huawei", ("Huawei",), ("huawei",), "CN", wikidata="Q160120"),
    EntityProfile("nobody", "Company", "Nobody Trading", ("Nobody Trading",), ("nobody trading",), mentions=1),
)  # fmt: skip
TEXT = "Verd Cable pays Verd University, says Ada Berg of Verd Cable."


def mention(text: str, name: str, entity: str, kind: EntityType = "Company", nth: int = 0) -> Mention:
    """The nth mention of a name in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Mention(start, start + len(name), name, kind, entity, name, rule="new")


UNIT = Unit("media-01.supporting", "supporting", TEXT, "/0/evidence", indicator="media-01", country="BE")
FOUND = Extraction(
    UNIT.id,
    (
        mention(TEXT, "Verd Cable", "verd-cable"),
        mention(TEXT, "Verd University", "university-of-verd", "University"),
        mention(TEXT, "Ada Berg", "ada-berg", "Person"),
        mention(TEXT, "Verd Cable", "verd-cable", nth=1),
    ),
    (Relation("funds", 0, 1, (0, 31)),),
)


def entity_graph() -> EmbeddedGraph:
    """The entities that want items, in one document about Belgium."""
    source = document("belgium-2024-data", "BE", units=[UNIT])
    graph = graph_of(source)
    graph.store.bulk_extend(extraction_statements(source, [FOUND], str))
    graph.store.bulk_extend(entity_statements(PROFILES))
    return graph


def world_store() -> Store:
    """The small world in memory."""
    store = Store()
    store.load(WORLD.encode(), format=RdfFormat.TURTLE)
    return store


class Wikidata(ThreadingHTTPServer):
    """Answers SPARQL from a store, after so many refusals; keeps what was asked and by whom."""

    daemon_threads = True
    store: Store
    refusals: list[tuple[int, dict[str, str]]]
    queries: list[str]
    agents: list[str]
    logins: list[str]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_port}/sparql"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        server: Wikidata = self.server  # type: ignore[assignment]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        server.agents.append(self.headers.get("User-Agent", ""))
        server.logins.append(self.headers.get("Authorization", ""))
        if server.refusals:
            status, headers = server.refusals.pop(0)
            answer = b"too many requests"
            if not status:
                return  # the connection is cut before the answer
        else:
            status, headers = 200, {"Content-Type": "application/sparql-results+json"}
            query = parse_qs(body)["query"][0]
            server.queries.append(query)
            declared = re.findall(r"^PREFIX (\w*):", query, re.MULTILINE)
            assert len(declared) == len({*declared}), "Wikidata's server refuses a prefix declared twice"
            solutions = server.store.query(query)
            assert isinstance(solutions, QuerySolutions)
            answer = solutions.serialize(format=QueryResultsFormat.JSON) or b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@contextmanager
def wikidata(*refusals: tuple[int, dict[str, str]]) -> Iterator[Wikidata]:
    """A server that holds the small world."""
    with Wikidata(("127.0.0.1", 0), _Handler) as server:
        server.store, server.refusals = world_store(), list(refusals)
        server.queries, server.agents, server.logins = [], [], []
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
