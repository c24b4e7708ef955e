"""``ciigraph load`` against real servers: what arrives, what is sent again, what is removed, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ciigraph.errors import RemoteError
from ciigraph.graph.access import EmbeddedGraph, open_graph
from ciigraph.graph.endpoint import Connection
from ciigraph.graph.remote import RemoteGraph
from ciigraph.graph.transfer import GraphStoreTarget, UpdateTarget
from ciigraph.graph.vocabulary import RESOURCES
from ciigraph.loading import fingerprint, load_into, open_target
from synthetic import Silent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servers import Server

GRAPH = NamedNode(RESOURCES + "graph/sample")
S, P = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")


@pytest.fixture(params=["update", "graph-store"])
def target(server: Server, request: pytest.FixtureRequest) -> Iterator[UpdateTarget | GraphStoreTarget]:
    """Both ways into each server."""
    chosen = {"update": server.update} if request.param == "update" else {"graph_store": server.graph_store}
    with open_target(server.query, **chosen) as each:
        yield each


def test_the_whole_corpus_arrives_and_is_sent_once(
    server: Server, target: UpdateTarget | GraphStoreTarget, corpus_store: Path
) -> None:
    remote = RemoteGraph(server.query)
    for name in open_graph(corpus_store).store.named_graphs():
        assert isinstance(name, NamedNode)
        target.clear(name)
    steps = list(load_into(corpus_store, server.query, target, Silent()))
    first = [step for step in steps if step.became != "removed"]  # other tests leave graphs on the server
    assert len(first) >= 8
    assert {step.became for step in first} == {"sent"}
    again = list(load_into(corpus_store, server.query, target, Silent()))
    assert [step.graph for step in again] == [step.graph for step in first]
    assert {step.became for step in again} == {"equal"}
    assert sum(step.triples for step in again) == len(open_graph(corpus_store).store)

    # a transfer that broke off: one graph is half there, one isn't, one is of a document that went away
    half, gone, stale = NamedNode(first[0].graph), NamedNode(first[1].graph), NamedNode(RESOURCES + "document/old")
    target.clear(half)
    target.clear(gone)
    some = list(open_graph(corpus_store).store.quads_for_pattern(None, None, None, half))
    target.add(half, [quad.triple for quad in some[:-1][: target.chunk]])
    target.add(stale, [Quad(S, P, S).triple])
    resumed = {step.graph: step.became for step in load_into(corpus_store, server.query, target, Silent())}
    assert {graph for graph, became in resumed.items() if became == "sent"} == {half.value, gone.value}
    assert {graph for graph, became in resumed.items() if became == "removed"} == {stale.value}
    assert fingerprint(remote, stale) == {}


LITERALS = [
    Literal("plain"),
    Literal("中远海运 Azərtac Ελλάς 😀 \u200f\u202e"),
    Literal("quotes \" ' \\ new\nline\ttab"),
    Literal("<script>alert(1)</script> } } DROP ALL #"),
    Literal("with language", language="en"),
    Literal(True),
    Literal(-3),
    Literal("20.5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    Literal("2019", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYear")),
    Literal("2017-03", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")),
    Literal("2017-03-05", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date")),
    Literal("http://a b/ü", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")),
    Literal("x" * 20_000),
]


def test_every_kind_of_literal_survives(server: Server, target: UpdateTarget | GraphStoreTarget) -> None:
    target.clear(GRAPH)
    ours = Store()
    ours.extend(Quad(S, P, literal, GRAPH) for literal in LITERALS)
    target.add(GRAPH, [quad.triple for quad in ours])
    assert fingerprint(RemoteGraph(server.query), GRAPH) == fingerprint(EmbeddedGraph(ours), GRAPH)
    back = RemoteGraph(server.query).query(f"SELECT ?o WHERE {{ GRAPH {GRAPH} {{ ?s ?p ?o }} }}")
    texts = {str(row["o"]) for row in back.records()}  # type: ignore[union-attr]
    assert {literal.value for literal in LITERALS if literal.datatype.value.endswith("string")} <= texts
    target.clear(GRAPH)


def test_a_fingerprint_tells_graphs_of_equal_size_apart() -> None:
    one, other = Store(), Store()
    one.add(Quad(S, P, Literal("one"), GRAPH))
    other.add(Quad(S, P, Literal("two"), GRAPH))
    assert fingerprint(EmbeddedGraph(one), GRAPH) != fingerprint(EmbeddedGraph(other), GRAPH)


def test_a_server_that_keeps_something_else_is_found_out(oxigraph: Server, corpus_store: Path) -> None:
    class Forgetful(UpdateTarget):
        def add(self, graph: NamedNode, triples: list[object]) -> None:
            super().add(graph, triples[1:])  # type: ignore[arg-type]

    connection = Connection()
    target = Forgetful(oxigraph.update, connection)
    for name in open_graph(corpus_store).store.named_graphs():
        assert isinstance(name, NamedNode)
        target.clear(name)
    with pytest.raises(RemoteError, match=r"the server holds [\d,]+ triples and not the [\d,]+ that were sent"):
        list(load_into(corpus_store, oxigraph.query, target, Silent()))
    connection.close()


def test_writing_without_a_login_says_how_to_log_in(virtuoso: Server) -> None:
    with (
        open_target(virtuoso.query, update=virtuoso.update) as target,
        pytest.raises(RemoteError, match=r"status 401.*CIIGRAPH_ENDPOINT_USER"),
    ):
        target.clear(GRAPH)


def test_oxigraph_s_place_for_updates_needs_no_option() -> None:
    with open_target("http://127.0.0.1:1/query") as target:
        assert target.address == "http://127.0.0.1:1/update"
