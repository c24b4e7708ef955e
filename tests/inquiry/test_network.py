"""Measures of the influence network, each against what is known by heart or by networkx; repeatable everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from math import isclose
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python  # the public one needs scipy

from ciigraph.inquiry import network_measures as measures
from ciigraph.inquiry.network import MEASURES, rank
from ciigraph.inquiry.network_brokers import brokers
from ciigraph.inquiry.network_countries import entities_of_countries, similarity
from ciigraph.inquiry.network_reading import Network, read_network
from networks import Elsewhere, Kinds, address, graph_of_relations, said

if TYPE_CHECKING:
    from networks import Said

KINDS: Kinds = {
    "Broker": ("Person", None),
    "Telecom": ("Company", "BE"),
    "Bureau": ("GovernmentBody", "CN"),
    "Institute": ("ConfuciusInstitute", "CN"),
    "Agency": ("MediaOrganisation", "CN"),
    "Wall": ("Place", "CN"),
}
NETWORKS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30).map(
    lambda pairs: sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
)


def network_of(pairs: list[tuple[int, int]], count: int = 12) -> Network:
    return Network([f"n{number:02}" for number in range(count)], dict.fromkeys(pairs, 1), dict.fromkeys(pairs, 1))


def ranking(relations: list[Said], by: str, **more: object) -> list[tuple[str, float]]:
    return [(row.label, row.value) for row in rank(graph_of_relations(*relations, kinds=KINDS), by, **more).rows]  # type: ignore[arg-type]


# Measures beside networkx --------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(NETWORKS)
def test_betweenness_is_exact(pairs: list[tuple[int, int]]) -> None:
    network = network_of(pairs)
    found = measures.betweenness(network)
    expected = nx.betweenness_centrality(network.graph())
    assert all(isclose(found.values[entity], expected[entity], abs_tol=1e-12) for entity in range(12))
    assert found.starts == found.of


@settings(max_examples=100, deadline=None)
@given(NETWORKS)
def test_pagerank_is_networkx_s(pairs: list[tuple[int, int]]) -> None:
    network = network_of(pairs)
    graph = nx.DiGraph(list(network.arcs))
    graph.add_nodes_from(range(12))
    ranks = measures.pagerank(network)
    assert isclose(sum(ranks), 1)
    expected = _pagerank_python(graph, tol=1e-12, max_iter=1000)
    assert all(isclose(ranks[entity], expected[entity], abs_tol=1e-8) for entity in range(12))


@given(NETWORKS)
def test_degree_is_networkx_s(pairs: list[tuple[int, int]]) -> None:
    network = network_of(pairs)
    assert measures.degree(network) == [degree for _, degree in sorted(network.graph().degree())]


def test_a_sample_is_an_estimate_and_the_same_each_time() -> None:
    wheel = nx.circulant_graph(300, [1, 7])
    network = network_of(sorted((min(pair), max(pair)) for pair in wheel.edges()), 300)
    exact, sampled = measures.betweenness(network), measures.betweenness(network, most_followed=10)
    assert (sampled.starts, sampled.of) == (64, 300)
    assert sampled == measures.betweenness(network, most_followed=10)
    mean = sum(exact.values) / 300
    assert isclose(sum(sampled.values) / 300, mean, rel_tol=0.05)


def test_nothing_is_measured_of_nothing() -> None:
    empty = graph_of_relations()
    assert {by: rank(empty, by).rows for by in MEASURES} == {by: [] for by in MEASURES}


def test_communities() -> None:
    cliques = [(a, b) for start in (0, 4, 8) for a in range(start, start + 4) for b in range(a + 1, start + 4)]
    numbers = measures.communities(network_of(sorted([*cliques, (3, 4)])))
    assert numbers == [1] * 4 + [2] * 4 + [3] * 4


# What counts ---------------------------------------------------------------------------------------------

RELATIONS = [
    said("A", "funds", "B"),
    said("A", "visited", "B", document="two"),
    said("A", "funds", "C", polarity="negated"),
    said("A", "funds", "D", modality="alleged"),
    said("D", "funds", "E", country="AZ", document="az", status="ended"),
    said("B", "metWith", "E", country="AZ", document="az"),
    said("B", "funds", "B"),
]
READINGS = [
    ({}, {("a", "b"): 2, ("a", "d"): 1, ("b", "e"): 1, ("d", "e"): 1}),
    ({"certain": True}, {("a", "b"): 2, ("b", "e"): 1}),
    ({"country": "AZ"}, {("b", "e"): 1, ("d", "e"): 1}),
    ({"country": "AZ", "certain": True}, {("b", "e"): 1}),
    ({"country": "FR"}, {}),
]


@pytest.mark.parametrize(("part", "weights"), READINGS)
def test_what_is_linked(part: dict[str, object], weights: dict[tuple[str, str], int]) -> None:
    graph = graph_of_relations(*RELATIONS)
    for asked in (graph, Elsewhere(graph)):
        network = read_network(asked, **part)  # type: ignore[arg-type]
        names = [iri.rpartition("/")[2] for iri in network.entities]
        assert {(names[one], names[other]): weight for (one, other), weight in network.weights.items()} == weights


def test_symmetric_relations_go_both_ways() -> None:
    network = read_network(graph_of_relations(said("A", "funds", "B"), said("B", "metWith", "C")))
    assert network.arcs == {(0, 1): 1, (1, 2): 1, (2, 1): 1}


def test_degree_ranks_by_others() -> None:
    assert ranking(RELATIONS, "degree") == [("A", 2), ("B", 2), ("D", 2), ("E", 2)]


def test_types_are_chosen_after_measuring() -> None:
    relations = [said("Broker", "visited", "Bureau"), said("Broker", "visited", "Telecom")]
    assert ranking(relations, "degree", only="Person") == [("Broker", 2)]
    assert ranking(relations, "degree", only="Product") == []


# Brokers ---------------------------------------------------------------------------------------------

BROKERS: list[tuple[str, list[Said], list[tuple[str, int, str, tuple[str, ...]]]]] = [
    (
        "a gatekeeper of the country",
        [said("Bureau", "funds", "Telecom"), said("Telecom", "funds", "BE")],
        [("Telecom", 1, "gatekeeper", ("BE",))],
    ),
    (
        "a representative of the PRC",
        [said("Bureau", "funds", "Institute"), said("Institute", "locatedIn", "BE")],
        [("Institute", 1, "representative", ("BE",))],
    ),
    (
        "a liaison, of neither",
        [
            said("Broker", "visited", "Bureau"),
            said("Broker", "visited", "BE"),
            said("Broker", "visited", "FR", country="FR", document="fr"),
        ],
        [("Broker", 2, "liaison", ("BE", "FR"))],
    ),
    (
        "of no known country: where alone it stands",
        [said("Broker", "visited", "Bureau"), said("Broker", "visited", "BE")],
        [("Broker", 1, "gatekeeper", ("BE",))],
    ),
    (
        "another way makes no broker",
        [said("Bureau", "funds", "Telecom"), said("Telecom", "funds", "BE"), said("Bureau", "funds", "BE")],
        [],
    ),
    ("China itself is none of its bodies", [said("CN", "funds", "Telecom"), said("Telecom", "funds", "BE")], []),
    ("a place is no body", [said("Wall", "hosts", "Telecom"), said("Telecom", "funds", "BE")], []),
    (
        "a denial links nothing",
        [said("Bureau", "funds", "Telecom", polarity="negated"), said("Telecom", "funds", "BE")],
        [],
    ),
    (
        "each pair counts once",
        [
            *(said(body, "funds", "Telecom") for body in ("Bureau", "Institute", "Agency")),
            said("Bureau", "visited", "Telecom", document="two"),
            said("Telecom", "funds", "BE"),
        ],
        [("Telecom", 3, "gatekeeper", ("BE",))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("relations", "expected"), [case[1:] for case in BROKERS], ids=[case[0] for case in BROKERS])
def test_brokers(relations: list[Said], expected: list[tuple[str, int, str, tuple[str, ...]]]) -> None:
    rows = rank(graph_of_relations(*relations, kinds=KINDS), "broker").rows
    assert [(row.label, row.value, row.role, row.countries) for row in rows] == expected


def test_broker_cases_are_all_there() -> None:
    assert len(BROKERS) == 9


def test_brokers_of_numbers() -> None:
    network = network_of([(0, 1), (1, 2)], 3)
    found = brokers(network, ["CN", "BE", "BE"], ["Company", "Person", "Country"])
    assert [broker.pairs for broker in found] == [0, 1, 0]


# Countries ---------------------------------------------------------------------------------------------


def test_the_two_mode_view() -> None:
    relations = [
        said("Telecom", "funds", "Broker"),
        said("Telecom", "funds", "BE", country="AZ", document="az"),
        said("Agency", "funds", "Bureau", country="AZ", document="az"),
    ]
    graph = graph_of_relations(*relations, kinds=KINDS)
    assert entities_of_countries(graph)[address("Telecom")] == {"AZ": 1, "BE": 1}
    assert address("BE") not in entities_of_countries(graph)
    assert ranking(relations, "countries") == [("Telecom", 2), ("Agency", 1), ("Broker", 1), ("Bureau", 1)]
    assert ranking(relations, "countries", country="BE") == [("Telecom", 2), ("Broker", 1)]


def test_similarity_counts_rare_entities() -> None:
    mentioned = {"everywhere": "A B C D", "rare": "A B", "other": "C D", "one": "C", "two": "A"}
    found = similarity({entity: dict.fromkeys(places.split(), 1) for entity, places in mentioned.items()})
    assert [(pair.country, pair.other) for pair in found[:2]] == [("A", "B"), ("C", "D")]
    assert found[0].shared == ("rare", "everywhere")
    assert all(pair.value == 0 for pair in found[2:])
    assert 0 < found[0].value < 1


def test_similarity_of_one_country() -> None:
    mentioned = {"x": {"A": 1, "B": 1}, "y": {"B": 1, "C": 1}, "z": {"C": 1}}
    assert {(pair.country, pair.other) for pair in similarity(mentioned, country="C")} == {("B", "C")}


@given(st.dictionaries(st.text("xyz", min_size=1), st.dictionaries(st.sampled_from("ABCD"), st.just(1), min_size=1)))
def test_similarity_is_a_share(mentioned: dict[str, dict[str, int]]) -> None:
    assert all(0 <= pair.value <= 1 + 1e-9 and pair.country < pair.other for pair in similarity(mentioned))


# Repeatable ---------------------------------------------------------------------------------------------


def test_the_same_in_every_process() -> None:
    """Sets of text come in another order in each process; no measure may show it."""
    program = (
        "from ciigraph.inquiry.network_measures import *\n"
        "from ciigraph.inquiry.network_reading import Network\n"
        "import networkx as nx\n"
        "pairs = sorted(nx.gnm_random_graph(60, 120, seed=5).edges())\n"
        "n = Network([f'n{i}' for i in range(60)], dict.fromkeys(pairs, 1), dict.fromkeys(pairs, 1))\n"
        "print(communities(n), betweenness(n, most_followed=10), pagerank(n))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
