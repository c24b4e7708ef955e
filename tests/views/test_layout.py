"""Places of entities: the same for the same seed, apart from each other, beside their country."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import combinations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_networks import entity, large, relation, small

from ciigraph.views import layout


def places(network: nx.MultiDiGraph[str], radius: float = 8.0, seed: int = 1) -> dict[str, tuple[float, float]]:
    return layout.positions(network, dict.fromkeys(network, radius), seed=seed)


def test_the_same_seed_gives_the_same_drawing_and_another_seed_another() -> None:
    assert places(small()) == places(small())
    assert places(small()) != places(small(), seed=2)


def test_the_drawing_is_the_same_in_another_process() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from sample_networks import large; from ciigraph.views.layout import positions\n"
        "network = large(60); print(positions(network, dict.fromkeys(network, 8.0)))"
    )
    folder = str(__file__).rpartition("test_layout")[0]
    printed = [
        subprocess.run(
            [sys.executable, "-c", program, folder], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30), st.integers(1, 13), st.integers(0, 9))
def test_no_two_discs_lie_on_each_other(pairs: list[tuple[int, int]], size: int, seed: int) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    keys = [entity(network, str(number)) for number in range(size)]
    for start, end in pairs:
        relation(network, keys[start % size], keys[end % size])
    found = places(network, 10.0, seed)
    assert found.keys() == set(network)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in found.values())
    for one, two in combinations(found.values(), 2):
        assert math.dist(one, two) > 19


def test_a_large_network_is_laid_out_with_hardly_an_overlap() -> None:
    found = np.array(list(places(large(600), 7.0).values()))
    distances = np.hypot(*(found[:, None] - found[None]).transpose(2, 0, 1))
    np.fill_diagonal(distances, 1e9)
    assert (distances.min(axis=1) < 12).mean() < 0.01
    assert np.abs(found).max() < 6_000  # nothing flies away


def test_nothing_and_one_entity() -> None:
    assert places(nx.MultiDiGraph()) == {}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    alone = entity(network, "alone")
    assert places(network) == {alone: (0.0, 0.0)}


def test_what_belongs_to_a_country_lies_beside_it() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    anchors = {code: entity(network, code, "Country", country=code) for code in ("BE", "BR", "KZ")}
    relation(network, anchors["BE"], anchors["BR"])
    relation(network, anchors["BR"], anchors["KZ"])
    own: dict[str, list[str]] = {}
    for code in anchors:
        pairs = [(entity(network, f"{code}{n}", country=code), entity(network, f"{code}{n}b")) for n in range(8)]
        for one, two in pairs:
            network.nodes[two]["countries"] = [code]
            relation(network, one, two)  # in no relation with the country itself
        own[code] = [key for pair in pairs for key in pair]
    found = places(network)
    near = sum(
        min(anchors, key=lambda other: math.dist(found[key], found[anchors[other]])) == code
        for code, keys in own.items()
        for key in keys
    )
    assert near >= 0.9 * 48
