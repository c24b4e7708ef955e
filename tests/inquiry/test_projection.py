"""The influence network as a networkx graph: its nodes, its edges, its parts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ciigraph.graph.access import EmbeddedGraph, table
from ciigraph.inquiry.projection import projection
from ciigraph.records import Amount
from networks import Elsewhere, address, graph_of_relations, said

KINDS = {"Ada": ("Person", "BE"), "Port Verd": ("Facility", None), "Acme": ("Company", "CN")}
GRAPH = graph_of_relations(
    said("Acme", "ownsStakeIn", "Port Verd", start="2017", end="2020-05", amount=Amount(20, "%"), rule="own:buy:x"),
    said("Acme", "ownsStakeIn", "Port Verd", document="two", urls=()),
    said("Acme", "ownsStakeIn", "Port Verd", document="two", polarity="negated"),
    said("Ada", "holdsPositionIn", "Port Verd", indicator="economy-04", urls=("https://b.org/1", "https://b.org/0")),
    said("Ada", "visited", "CN", document="azerbaijan-2024", country="AZ", modality="planned"),
    said("Bo", "metWith", "Cy", document="an-article", country=None, indicator=None, status="ended"),
    kinds=KINDS,
    extra=("Nobody",),
)


def names(network: object) -> set[str]:
    return {node["label"] for _, node in network.nodes(data=True)}  # type: ignore[attr-defined]


def test_every_relation_is_an_edge_and_every_end_a_node() -> None:
    network = projection(GRAPH)
    assert names(network) == {"Acme", "Port Verd", "Ada", "China", "Bo", "Cy"}
    assert network.number_of_edges() == 6
    assert list(network) == sorted(network)
    assert names(projection(GRAPH, isolated=True)) == names(network) | {"Nobody"}


def test_a_node_says_what_it_is() -> None:
    assert projection(GRAPH).nodes[address("Ada")] == {
        "label": "Ada",
        "type": "Person",
        "country": "BE",
        "countries": ["AZ", "BE"],
        "aliases": ["Ada", "Ada too"],
        "mentions": 2,
        "wikidata": "",
        "parent": "",
    }


def test_an_edge_says_what_it_rests_on() -> None:
    (edge,) = [edge for _, _, edge in projection(GRAPH).edges(data=True) if edge["start"]]
    (sentence,) = edge.pop("evidence")
    assert edge == {
        "predicate": "ownsStakeIn",
        "polarity": "affirmed",
        "modality": "asserted",
        "status": "unknown",
        "start": "2017",
        "end": "2020-05",
        "amount": "20 %",
        "amount_value": Decimal(20),
        "amount_maximum": None,
        "amount_unit": "%",
        "country": "BE",
        "indicators": ["media-01"],
        "rule": "own:buy:x",
        "documents": ["https://w3id.org/ciigraph/id/document/belgium-2024"],
        "weight": 1,
        "support": 2,
    }
    assert sentence == {
        "text": "Acme ownsStakeIn Port Verd.",
        "document": "belgium-2024",
        "indicator": "media-01",
        "url": "https://example.org/a",
        "urls": ["https://example.org/a"],
        "place": "char=0,1",
        "section": "supporting",
        "unit": "https://w3id.org/ciigraph/id/document/belgium-2024/unit/u.0",
    }


def test_a_denial_supports_no_statement() -> None:
    edges = projection(GRAPH).edges(data=True)
    assert [edge["support"] for _, _, edge in edges if edge["polarity"] == "negated"] == [1]


def test_addresses_come_in_the_order_of_the_source() -> None:
    (edge,) = [edge for *_, edge in projection(GRAPH).edges(data=True) if edge["predicate"] == "holdsPositionIn"]
    assert edge["evidence"][0]["urls"] == ["https://b.org/1", "https://b.org/0"]


PARTS = [
    ({"country": "BE"}, {"Acme", "Port Verd", "Ada"}, 4),
    ({"country": "AZ"}, {"Ada", "China"}, 1),
    ({"country": "FR"}, set(), 0),
    ({"domain": "economy"}, {"Ada", "Port Verd"}, 1),
    ({"domain": "media", "country": "AZ"}, {"Ada", "China"}, 1),
    ({"domain": "military"}, set(), 0),
    ({"entity": address("Acme")}, {"Acme", "Port Verd"}, 3),
    ({"entity": address("Acme"), "hops": 2}, {"Acme", "Port Verd", "Ada"}, 4),
    ({"entity": address("Acme"), "hops": 3}, {"Acme", "Port Verd", "Ada", "China"}, 5),
    ({"entity": address("Acme"), "hops": 0}, {"Acme"}, 0),
    ({"entity": address("Ada"), "country": "AZ"}, {"Ada", "China"}, 1),
    ({"entity": address("Ada"), "country": "BE", "hops": 2}, {"Acme", "Port Verd", "Ada"}, 4),
    ({"entity": address("Nobody")}, {"Nobody"}, 0),
    ({"entity": address("Cy")}, {"Bo", "Cy"}, 1),
]


@pytest.mark.parametrize(("part", "nodes", "edges"), PARTS)
def test_parts(part: dict[str, object], nodes: set[str], edges: int) -> None:
    network = projection(GRAPH, **part)  # type: ignore[arg-type]
    assert (names(network), network.number_of_edges()) == (nodes, edges)


def test_a_part_holds_the_relations_among_its_outermost() -> None:
    graph = graph_of_relations(
        said("A", "funds", "B"), said("A", "funds", "C"), said("B", "funds", "C"), said("C", "funds", "D")
    )
    assert names(around := projection(graph, entity=address("A"))) == {"A", "B", "C"}
    assert around.number_of_edges() == 3


def test_an_endpoint_gives_the_same() -> None:
    for part in ({}, {"country": "BE"}, {"entity": address("Acme"), "hops": 2}):
        here, there = projection(GRAPH, **part), projection(Elsewhere(GRAPH), **part)  # type: ignore[arg-type]
        assert list(here.nodes(data=True)) == list(there.nodes(data=True))
        assert list(here.edges(keys=True, data=True)) == list(there.edges(keys=True, data=True))


def test_an_empty_graph_is_an_empty_network() -> None:
    empty = projection(graph_of_relations())
    assert (empty.number_of_nodes(), empty.number_of_edges()) == (0, 0)


def test_the_corpus_has_as_many_as_its_store(corpus: EmbeddedGraph) -> None:
    assert projection(corpus).number_of_edges() == len(table(corpus, "SELECT ?r { ?r cii:subject ?s }").rows)
