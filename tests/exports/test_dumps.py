"""RDF dumps: every format holds exactly the graph, from a store and from an endpoint."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Dataset

from ciigraph.errors import RemoteError
from ciigraph.exports.dumps import dump_json_ld, dump_nquads, dump_trig
from ciigraph.exports.json_ld import context
from ciigraph.exports.quads import quads
from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.vocabulary import CII, RDF, RESOURCES, SKOS, XSD
from networks import Elsewhere, graph_of_relations, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from ciigraph.graph.access import Graph, Result

DUMPS: dict[str, tuple[Callable[[Graph, BinaryIO], int], RdfFormat]] = {
    "nquads": (dump_nquads, RdfFormat.N_QUADS),
    "trig": (dump_trig, RdfFormat.TRIG),
    "jsonld": (dump_json_ld, RdfFormat.JSON_LD),
}
GRAPH = graph_of_relations(said("Acme", "ownsStakeIn", "Port Verd", start="2017"), said("Ada", "visited", "CN"))


def dumped(graph: Graph, name: str) -> bytes:
    stream = io.BytesIO()
    count = DUMPS[name][0](graph, stream)
    data = stream.getvalue()
    assert count == len(set(parse(data, format=DUMPS[name][1])))
    return data


@pytest.mark.parametrize("name", DUMPS)
@pytest.mark.parametrize("wrap", [lambda graph: graph, Elsewhere], ids=["store", "endpoint"])
def test_a_dump_holds_the_graph(name: str, wrap: Callable[[Graph], Graph]) -> None:
    assert set(parse(dumped(wrap(GRAPH), name), format=DUMPS[name][1])) == set(GRAPH.store)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib's own way through itself
def test_json_ld_has_a_context_that_others_understand() -> None:
    small = EmbeddedGraph(Store())
    small.store.extend(quad for quad in GRAPH.store if "belgium-2024" in str(quad.graph_name))
    data = json.loads(dumped(small, "jsonld"))
    assert data["@context"] == context()
    read = Dataset()
    read.parse(data=json.dumps(data), format="json-ld")
    assert len(list(read.quads())) == len(small.store)
    nodes = {node["@id"]: node for graph in data["@graph"] for node in graph["@graph"]}
    relation = next(node for node in nodes.values() if node.get("@type") == "cii:OwnsStakeIn")
    assert relation["subject"] == "id:entity/acme"
    assert relation["start"] == {"@value": "2017", "@type": "xsd:gYear"}
    assert relation["polarity"] == "affirmed"


NODES = st.sampled_from(
    [
        NamedNode(RESOURCES + "entity/a"),
        NamedNode(RESOURCES + "entity/a:b"),
        NamedNode(RESOURCES),
        NamedNode(RESOURCES + "//x"),
        NamedNode("urn:isbn:1"),
        NamedNode("http://example.org/%20?q#f"),
    ]
)
PREDICATES = st.sampled_from([CII.subject, CII.polarity, CII.start, RDF.type, SKOS.exactMatch, NamedNode("urn:p")])
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LITERALS = st.one_of(
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, language="en")),
    st.sampled_from(["1", "-0", "007", "1" * 30, "-5", "x"]).map(lambda text: Literal(text, datatype=XSD.integer)),
    st.sampled_from(["true", "1", "no"]).map(lambda text: Literal(text, datatype=XSD.boolean)),
    TEXT.map(lambda text: Literal(text, datatype=NamedNode("urn:type"))),
)
GRAPHS = st.sampled_from([NamedNode(RESOURCES + "document/x"), NamedNode(RESOURCES + "graph/%22y")])


@settings(deadline=None)
@pytest.mark.parametrize("name", DUMPS)
@given(st.lists(st.builds(Quad, NODES, PREDICATES, NODES | LITERALS, GRAPHS), max_size=8))
def test_whatever_a_graph_holds_comes_back(name: str, statements: list[Quad]) -> None:
    graph = EmbeddedGraph(Store())
    graph.store.extend(statements)
    for asked in (graph, Elsewhere(graph)):
        assert set(parse(dumped(asked, name), format=DUMPS[name][1])) == set(graph.store)


def test_json_ld_keeps_blank_nodes() -> None:
    graph = EmbeddedGraph(Store())
    graph.store.add(Quad(BlankNode("a"), CII.subject, BlankNode("b"), NamedNode(RESOURCES + "g")))
    (node,) = json.loads(dumped(graph, "jsonld"))["@graph"][0]["@graph"]
    assert node == {"@id": "_:a", "subject": "_:b"}


# Pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [1, 7, 1000])
def test_pages_hold_the_whole(page: int) -> None:
    small = EmbeddedGraph(Store())
    small.store.extend(quad for quad in GRAPH.store if "belgium-2024" in str(quad.graph_name))
    there = Elsewhere(small)
    read = list(quads(there, page=page))
    assert (len(read), set(read)) == (len(small.store), set(small.store))
    assert there.asked == 1 + -(-len(read) // page)


def test_quads_come_as_they_are_asked_for() -> None:
    """A large graph is never held: the first statement is there before the second graph is asked for."""
    there = Elsewhere(GRAPH)
    next(quads(there))
    assert there.asked == 2


class _Short(Elsewhere):
    """An endpoint that cuts off results."""

    def query(self, text: str, *, timeout: float | None = None) -> Result:
        result = super().query(text, timeout=timeout)
        if self.asked > 1:
            result.rows.pop()  # type: ignore[union-attr]
        return result


def test_an_endpoint_that_gives_less_than_it_has_is_told() -> None:
    with pytest.raises(RemoteError, match="cuts off results"):
        list(quads(_Short(GRAPH)))


def test_a_server_s_own_graphs_are_left_where_they_are() -> None:
    graph = EmbeddedGraph(Store())
    ours = Quad(CII.subject, CII.subject, CII.subject, NamedNode(RESOURCES + "document/x"))
    graph.store.extend([ours, Quad(CII.subject, CII.subject, CII.subject, NamedNode("http://localhost:8890/sparql"))])
    assert list(quads(Elsewhere(graph))) == [ours]
