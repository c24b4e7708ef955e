"""What a query may take and reach: time, memory, size, the network; and how many may ask at once."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import serving

from ciigraph.web.query_text import names_dataset, reaches_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HOARDING = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


def test_a_runaway_query_ends(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": RUNAWAY})
    assert answer.status_code == 504
    assert "longer than 2 s" in answer.text


def test_a_hoarding_query_ends(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": HOARDING})
    assert answer.status_code in (500, 504)
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_a_large_result_is_broken_off_and_the_client_sees_it(client: httpx.Client) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/sparql", params={"query": LARGE}, headers={"Accept": "text/csv"})
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_results_stream(client: httpx.Client) -> None:
    """The first rows are there long before the last one is found, which here is never."""
    query = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
    with client.stream("GET", "/sparql", params=query, headers={"Accept": "text/csv"}) as answer:
        assert answer.status_code == 200
        assert "Content-Length" not in answer.headers
        assert next(answer.iter_bytes()).startswith(b"a,b,c")


def test_runaway_queries_do_not_hurt_others(endpoint: str) -> None:
    async def ask_all() -> tuple[list[int], list[int]]:
        async with httpx.AsyncClient(timeout=60, trust_env=False, limits=httpx.Limits(max_connections=60)) as client:
            runaways = [client.get(endpoint, params={"query": RUNAWAY}) for _ in range(3)]
            others = [client.get(endpoint, params={"query": "SELECT * { ?s a cii:Unit }"}) for _ in range(47)]
            answers = await asyncio.gather(*runaways, *others)
            return [a.status_code for a in answers[:3]], [a.status_code for a in answers[3:]]

    ran_away, answered = asyncio.run(ask_all())
    assert ran_away == [504] * 3
    assert answered == [200] * 47


def test_fifty_clients_at_once(endpoint: str) -> None:
    async def ask(number: int) -> str:
        async with httpx.AsyncClient(timeout=60, trust_env=False, verify=False) as client:
            answer = await client.post(
                endpoint, data={"query": f"SELECT ({number} AS ?n) {{ ?s a cii:Edition }} LIMIT 1"}
            )
            return str(answer.json()["results"]["bindings"][0]["n"]["value"])

    async def ask_all() -> list[str]:
        return await asyncio.gather(*map(ask, range(50)))

    assert asyncio.run(ask_all()) == [str(number) for number in range(50)]


def test_a_client_that_leaves_takes_its_query_along(small_store: Path) -> None:
    """Of one turn there is for queries, a client that leaves gives its back at once."""
    with serving(small_store, "--workers", "1", "--timeout", "60") as address:
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{address}/sparql", params={"query": RUNAWAY}, timeout=1, trust_env=False)
        again = httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=15, trust_env=False)
        assert again.status_code == 200


# The network ------------------------------------------------------------------------------------------


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """A listener on loopback: its port, and what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    heard.append(connection.recv(100) or b"a connection")

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)


#: Ways to say it; ``URL`` is the listener's. Some are no SPARQL at all, to some parsers.
REACHING = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <URL> } SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 5SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<URL>{ ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * { SERVICE: { ?a ?b ?c } }",
    "PREFIX : <URL> SELECT * {SERVICE:x { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o.SERVICE<URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 'a#' . SERVICE <URL> { ?a ?b ?c } }",
    'SELECT * { ?s ?p """a"b""" . SERVICE <URL> { ?a ?b ?c } }',
    "PREFIX e: <urn:> SELECT * { ?s ?p e:o\\'x . SERVICE <URL> { ?a ?b ?c } . ?s ?p e:o\\'y }",
    "SELECT * { ?s ?p ?o FILTER(?s<?o) SERVICE <URL> { ?a ?b ?c } FILTER(?s>?o) }",
    "SELECT * { ?s ?p ?o } # <\nSERVICE <URL>",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ervice <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "DESCRIBE <URL>",
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <urn:g>",
]


def test_nothing_is_reached(client: httpx.Client) -> None:
    assert len(REACHING) >= 24
    with listening() as (port, heard):
        for text in REACHING:
            query = text.replace("URL", f"http://127.0.0.1:{port}/x")
            for answer in (
                client.get("/sparql", params={"query": query}),
                client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"}),
                client.post("/sparql", data={"update": query}),
                client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": f"http://127.0.0.1:{port}/x"}),
            ):
                assert answer.status_code in (200, 400, 403), (query, answer.text)
        assert heard == []
        with socket.create_connection(("127.0.0.1", port)) as connection:  # it does hear
            connection.sendall(b"hello")
            connection.shutdown(socket.SHUT_WR)
            connection.recv(1)
        assert heard == [b"hello"]


@pytest.mark.parametrize("text", [text for text in REACHING if "SERVICE" in text.upper() or "\\u0053" in text])
def test_what_reaches_out_is_seen(text: str) -> None:
    assert reaches_out(text)


@pytest.mark.parametrize("text", [
    "SELECT ?service WHERE { ?service a cii:Service }",
    "SELECT * { ?s rdfs:label 'Federal Security Service' }",
    'SELECT * { ?s rdfs:label """Secret\n"Service""" }',
    "SELECT * { ?s <http://example.org/service#x> ?o } # a service",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "SELECT * { ?s schema:serviceType ?o ; $service ?x }",
])  # fmt: skip
def test_the_word_alone_is_harmless(text: str) -> None:
    assert not reaches_out(text)


@pytest.mark.parametrize(("text", "named"), [
    ("SELECT * FROM <urn:g> { ?s ?p ?o }", True),
    ("select * from named <urn:g> { ?s ?p ?o }", True),
    ("SELECT ?from { ?s cii:from ?from . ?x rdfs:label 'from' } # from", False),
])  # fmt: skip
def test_datasets_are_seen(text: str, named: bool) -> None:
    assert names_dataset(text) is named


PIECES = st.sampled_from(
    ["'", '"', '"""', "'''", "\\", "\n", "<", ">", "#", "?", "$", ":", "e:", " ", "{", "}", ".", "a", "5", "@en"]
)


@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=12))
def test_no_text_around_it_hides_a_clause_that_engines_see(before: list[str], after: list[str]) -> None:
    """What the engine takes for a SERVICE clause is refused, whatever stands around it; nothing is sent for this."""
    text = f"PREFIX e: <urn:e> SELECT * {{ {''.join(before)} SERVICE <urn:x> {{ ?a ?b ?c }} {''.join(after)} }}"
    if not reaches_out(text):
        assert not _has_service(text)


def _has_service(text: str) -> bool:
    """Whether the engine's parser sees a SERVICE clause; evaluating one on an address that is none sends nothing."""
    from pyoxigraph import Store  # noqa: PLC0415

    store = Store()
    try:
        answer = store.query(text)
    except SyntaxError:
        return False
    try:
        list(answer)  # type: ignore[call-overload]
    except (OSError, ValueError, RuntimeError):
        return True
    return False
