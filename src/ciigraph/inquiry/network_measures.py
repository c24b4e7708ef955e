"""Measures of the influence network: who is related to many, who lies between others, who holds together.

All are repeatable: entities come in a fixed order, and what is drawn by chance is drawn with a fixed seed.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

if TYPE_CHECKING:
    from ciigraph.inquiry.network_reading import Network

SEED = 1
#: Relations that a computation of betweenness may follow; beyond that, it starts from a sample of the entities.
MOST_FOLLOWED = 20_000_000
_FEWEST_STARTS = 64
#: PageRank (Brin and Page 1998): how likely the reader goes on, how exact the result is, how long it may take.
_DAMPING, _TOLERANCE, _ROUNDS = 0.85, 1e-10, 200


class Betweenness(NamedTuple):
    """The betweenness of each entity (0..1), from how many starts out of how many it was computed."""

    values: list[float]
    starts: int
    of: int


def degree(network: Network) -> list[int]:
    """To how many others each entity is related."""
    return [len(each) for each in network.neighbours()]


def pagerank(network: Network) -> list[float]:
    """PageRank along the relations, from subject to object, weighted by documents; the ranks sum to 1."""
    count = len(network.entities)
    if not count:
        return []
    given = [0] * count
    for (one, _), weight in network.arcs.items():
        given[one] += weight
    steps = [(one, other, weight / given[one]) for (one, other), weight in network.arcs.items()]
    silent = [entity for entity in range(count) if not given[entity]]
    ranks = [1 / count] * count
    for _ in range(_ROUNDS):
        lost = sum(ranks[entity] for entity in silent)
        following = [(1 - _DAMPING + _DAMPING * lost) / count] * count
        for one, other, share in steps:
            following[other] += _DAMPING * ranks[one] * share
        change = sum(abs(new - old) for new, old in zip(following, ranks, strict=True))
        ranks = following
        if change < _TOLERANCE:
            break
    return ranks


def communities(network: Network) -> list[int]:
    """The number of each entity's community, 1 for the largest, by Louvain's method (Blondel et al. 2008)."""
    parts = nx.community.louvain_communities(network.graph(), weight="weight", seed=SEED)
    ranked = sorted(parts, key=lambda part: (-len(part), min(part)))
    return [number for _, number in sorted((entity, n) for n, part in enumerate(ranked, 1) for entity in part)]


def betweenness(network: Network, *, most_followed: int = MOST_FOLLOWED) -> Betweenness:
    """The share of shortest paths between two others on which each entity lies.

    Brandes' algorithm (2001) on what remains when all trees that hang on the network are cut off, each counted where
    it hung, which in this network is most of the entities. The result is the same as without cutting.

    Args:
        network: the network.
        most_followed: where following the relations from every entity takes more than this many, only some entities
            are started from, drawn with a fixed seed, and the result is an estimate (Brandes and Pich 2007).
    """
    neighbours = [set(each) for each in network.neighbours()]
    sizes = {entity: len(part) for part in nx.connected_components(network.graph()) for entity in part}
    values, hanging = _cut_trees(neighbours, sizes)
    core = [entity for entity, others in enumerate(neighbours) if others]
    relations = sum(len(neighbours[entity]) for entity in core)
    starts = core
    if core and relations * len(core) > most_followed:
        some = min(len(core), max(_FEWEST_STARTS, most_followed // relations))
        starts = sorted(random.Random(SEED).sample(core, some))  # noqa: S311 - no secret
    scale = len(core) / (2 * len(starts)) if starts else 0  # each path is found from both of its ends
    lists = [sorted(others) for others in neighbours]
    for start in starts:
        for entity, share in _paths_through(lists, hanging, start):
            values[entity] += scale * hanging[start] * share
    count = len(network.entities)
    pairs = (count - 1) * (count - 2) / 2
    return Betweenness([value / pairs if pairs > 0 else 0.0 for value in values], len(starts), len(core))


def _cut_trees(neighbours: list[set[int]], sizes: dict[int, int]) -> tuple[list[float], list[int]]:
    """Cut off all trees; the paths through each entity to and from what hung on it, and how much that is (with it)."""
    values, hanging = [0.0] * len(neighbours), [1] * len(neighbours)
    leaves = [entity for entity, others in enumerate(neighbours) if len(others) == 1]
    while leaves:
        leaf = leaves.pop()
        if not neighbours[leaf]:  # the last of a component that was a tree
            continue
        (stem,) = neighbours[leaf]
        values[stem] += hanging[leaf] * (hanging[stem] - 1)
        hanging[stem] += hanging[leaf]
        neighbours[leaf].clear()
        neighbours[stem].discard(leaf)
        if len(neighbours[stem]) == 1:
            leaves.append(stem)
    for entity, size in sizes.items():
        values[entity] += (hanging[entity] - 1) * (size - hanging[entity])
    return values, hanging


def _paths_through(neighbours: list[list[int]], hanging: list[int], start: int) -> list[tuple[int, float]]:
    """For every entity reached: the share of the shortest paths from the start on which it lies, over all ends."""
    distance, count, order = {start: 0}, Counter({start: 1}), [start]
    for entity in order:
        further = distance[entity] + 1
        for other in neighbours[entity]:
            if other not in distance:
                distance[other] = further
                order.append(other)
            if distance[other] == further:
                count[other] += count[entity]
    share = dict.fromkeys(order, 0.0)
    for entity in reversed(order):
        nearer, part = distance[entity] - 1, (hanging[entity] + share[entity]) / count[entity]
        for other in neighbours[entity]:
            if distance[other] == nearer:
                share[other] += count[other] * part
    return [(entity, share[entity]) for entity in order[1:]]
