"""Measures of the influence network: who is related to many, who lies between others, who holds together.

Computed by igraph, which takes a second where networkx takes half a minute, and by networkx. All are repeatable:
entities come in a fixed order, and what is drawn by chance is drawn with a fixed seed.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import igraph
import networkx as nx

if TYPE_CHECKING:
    from ciigraph.inquiry.network_reading import Network

SEED = 1
#: Relations that a computation of betweenness may follow; beyond that, it starts from a sample of the entities.
MOST_FOLLOWED = 500_000_000
_FEWEST_STARTS = 64
#: PageRank (Brin and Page 1998): how likely the reader goes on.
_DAMPING = 0.85


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
    if not network.entities:
        return []
    graph = igraph.Graph(len(network.entities), edges=sorted(network.arcs), directed=True)
    weights = [network.arcs[arc] for arc in sorted(network.arcs)]
    ranks: list[float] = graph.pagerank(damping=_DAMPING, weights=weights)
    return ranks


def communities(network: Network) -> list[int]:
    """The number of each entity's community, 1 for the largest, by Louvain's method (Blondel et al. 2008)."""
    parts = nx.community.louvain_communities(network.graph(), weight="weight", seed=SEED)
    ranked = sorted(parts, key=lambda part: (-len(part), min(part)))
    return [number for _, number in sorted((entity, n) for n, part in enumerate(ranked, 1) for entity in part)]


def betweenness(network: Network, *, most_followed: int = MOST_FOLLOWED) -> Betweenness:
    """The share of shortest paths between two others on which each entity lies (Brandes 2001).

    Args:
        network: the network.
        most_followed: where following the relations from every entity takes more than this many, only some entities
            are started from, drawn with a fixed seed, and the result is an estimate (Brandes and Pich 2007).
    """
    count, relations = len(network.entities), len(network.weights)
    graph = igraph.Graph(count, edges=sorted(network.weights))
    pairs = (count - 1) * (count - 2) / 2
    if pairs <= 0:
        return Betweenness([0.0] * count, count, count)
    if 2 * relations * count <= most_followed:
        return Betweenness([value / pairs for value in graph.betweenness(directed=False)], count, count)
    some = min(count, max(_FEWEST_STARTS, most_followed // (2 * relations)))
    starts = sorted(random.Random(SEED).sample(range(count), some))  # noqa: S311 - no secret
    found = graph.betweenness(directed=False, sources=starts, targets=range(count))
    scale = count / some / pairs
    return Betweenness([scale * value for value in found], some, count)
