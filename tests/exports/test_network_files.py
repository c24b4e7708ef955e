"""GraphML and GEXF: as many nodes and edges as the store, with types, weights and dates, whatever names hold."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciigraph.exports.characters import for_xml
from ciigraph.exports.network_files import write_gexf, write_graphml
from ciigraph.graph.access import table
from ciigraph.inquiry.projection import projection
from ciigraph.records import Amount
from networks import address, graph_of_relations, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "]]><!-- & \"'",
    "nul\0 bell\x07 no\ufffechar",
    "\u202eevil\u202c \u200fשלום\u200e",
    "👩‍🔬 emoji",
    "中远 Bakı شركة",
    "line\r\nbreak\ttab",
    "N" * 5_000,
)
GRAPH = graph_of_relations(
    said("Acme", "ownsStakeIn", "Port Verd", start="2017", end="2020-05", amount=Amount(20.5, "%")),
    said("Acme", "ownsStakeIn", "Port Verd", document="two", modality="alleged"),
    said("Port Verd", "cooperatesWith", "Acme", polarity="negated"),
    said("Ada", "visited", "CN", start="2021-02", urls=("https://a.org/?x=1&y=2",), indicator=None),
    said("Ada", "metWith", "Bo", start="2021-02-03", end="2020"),
    said("Bo", "funds", "Bo"),
    kinds={"Ada": ("Person", "BE")},
    extra=("Nobody",),
)
NETWORK = projection(GRAPH, isolated=True)
WRITERS: dict[str, Callable[[nx.MultiDiGraph[str], BinaryIO], None]] = {"graphml": write_graphml, "gexf": write_gexf}


def read(network: nx.MultiDiGraph[str], name: str) -> nx.MultiDiGraph[str]:
    stream = io.BytesIO()
    WRITERS[name](network, stream)
    stream.seek(0)
    if name == "graphml":
        return nx.read_graphml(stream, force_multigraph=True)
    return nx.MultiDiGraph(nx.read_gexf(stream))


@pytest.mark.parametrize("name", WRITERS)
def test_as_many_as_in_the_store(name: str) -> None:
    found = read(NETWORK, name)
    relations = len(table(GRAPH, "SELECT ?r { ?r cii:polarity ?p }").rows)
    entities = table(
        GRAPH,
        "SELECT DISTINCT ?e { { ?m itsrdf:taIdentRef ?e } UNION { ?e a ?k . ?k rdfs:subClassOf+ cii:Entity . "
        "FILTER(?k != cii:Country) } }",
    )
    assert found.number_of_edges() == relations == 6
    assert found.number_of_nodes() == len(entities.rows) == 6


@pytest.mark.parametrize("name", WRITERS)
def test_nodes_have_types(name: str) -> None:
    node = read(NETWORK, name).nodes[address("Ada")]
    assert (node["label"], node["type"], node["country"], node["mentions"]) == ("Ada", "Person", "BE", 2)
    assert node["aliases"] == "Ada | Ada too"


@pytest.mark.parametrize("name", WRITERS)
def test_edges_have_weights_dates_and_evidence(name: str) -> None:
    edges = read(NETWORK, name).get_edge_data(address("Acme"), address("Port Verd"))
    (edge,) = [edge for edge in edges.values() if edge["since"]]
    assert edge["label"] == "owned a stake in, 2017 to May 2020 (20.5 %)"
    assert (edge["predicate"], edge["weight"], edge["support"]) == ("ownsStakeIn", 1, 2)
    assert (edge["since"], edge["until"], edge["amount_value"]) == ("2017", "2020-05", 20.5)
    assert (edge["document"], edge["sentence"]) == ("belgium-2024", "Acme ownsStakeIn Port Verd.")
    (hedged,) = [edge for edge in edges.values() if edge["modality"] == "alleged"]
    assert hedged["label"] == "is said to own a stake in"


def test_ids_are_addresses() -> None:
    keys = {key for *_, key in NETWORK.edges(keys=True)}
    assert {key for *_, key in read(NETWORK, "graphml").edges(keys=True)} == keys
    assert {edge["id"] for *_, edge in read(NETWORK, "gexf").edges(data=True)} == keys


def test_gephi_s_timeline_has_whole_days() -> None:
    stream = io.BytesIO()
    write_gexf(NETWORK, stream)
    root = ET.fromstring(stream.getvalue())
    graph = root.find("{*}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    spans = {(edge.get("start"), edge.get("end")) for edge in root.findall(".//{*}edge")}
    # a span that ends before it begins is none
    assert spans == {("2017-01-01", "2020-05-31"), ("2021-02-01", None), (None, None)}


@pytest.mark.parametrize("name", WRITERS)
def test_hostile_names_are_text(name: str) -> None:
    network = projection(graph_of_relations(*(said("Acme", "funds", each, text=f"Acme {each}") for each in HOSTILE)))
    labels = {node["label"] for _, node in read(network, name).nodes(data=True)}
    assert labels == {for_xml(each) for each in HOSTILE} | {"Acme"}


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("name", WRITERS)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(name: str, text: str) -> None:
    network = NETWORK.copy()
    network.nodes[address("Ada")]["label"] = text
    for *_, edge in network.edges(data=True):
        edge["evidence"] = [sentence | {"text": text} for sentence in edge["evidence"]]
    found = read(network, name)
    assert found.nodes[address("Ada")]["label"] == for_xml(text)
    assert {edge["sentence"] for *_, edge in found.edges(data=True)} == {for_xml(text)}


@pytest.mark.parametrize("name", WRITERS)
def test_an_empty_network(name: str) -> None:
    assert read(projection(graph_of_relations()), name).number_of_nodes() == 0
