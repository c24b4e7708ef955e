"""Where the entities of a network are drawn: computed before the page is written, the same for the same seed.

The forces are igraph's (Fruchterman and Reingold 1991). Countries are anchors: what belongs to a country is tied to it
by a weak tie of its own, so that what stands in no relation to the rest still lies beside its country. What is
ours is to give the drawing its size and to part discs that overlap.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, TypeAlias

import igraph
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

_Points: TypeAlias = NDArray[np.float64]
_Indices: TypeAlias = NDArray[np.int64]

_STEPS = 500
#: How strong the tie to one's country and that of what has none to the middle are beside a relation's.
_HOME, _MIDDLE = 0.3, 0.1
_ROUNDS_APART = 80
#: Names are wide, and so are screens and sheets: the drawing is this much wider than high.
_WIDER = 1.5


def positions(
    network: nx.MultiDiGraph[str], radii: Mapping[str, float], *, seed: int = 1
) -> dict[str, tuple[float, float]]:
    """A place for each node, in pixels around the origin, so that no two discs overlap.

    Args:
        network: nodes with attributes ``type``, ``country`` and ``countries`` (alpha-2 codes).
        radii: the size of each node's disc.
        seed: of the random start; the same network and seed give the same drawing.
    """
    names = list(network)
    if not names:
        return {}
    number = {name: place for place, name in enumerate(names)}
    homes, count = _homes(network, number)
    ends = np.array(
        [
            (number[start], number[end])
            for start, end in {(min(pair), max(pair)) for pair in network.edges()}
            if start != end
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    # A set of text has another order in each process; the order of additions would show in the last bits.
    ends = ends[np.lexsort((ends[:, 1], ends[:, 0]))]
    places = _relax(_start(homes, count, seed), ends, homes)[: len(names)]
    sizes = np.array([radii[name] for name in names])
    places = _apart(_scaled(places), sizes + 6.0) * (_WIDER, 1.0)
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(names, places, strict=True)}


def _homes(network: nx.MultiDiGraph[str], number: Mapping[str, int]) -> tuple[_Indices, int]:
    """For each node the number of its anchor (itself where it is one), and how many points the layout has.

    A country that is no node of the network is an anchor all the same, as a point that isn't drawn.
    """
    anchors = {
        data["country"]: number[name]
        for name, data in network.nodes(data=True)
        if data["type"] == "Country" and data["country"]
    }
    count, homes = len(number), []
    for place, name in enumerate(network):
        data = network.nodes[name]
        known = [code for code in (data["country"], *data["countries"]) if code]
        if data["type"] == "Country" or not known:
            homes.append(place)
            continue
        home = next((code for code in known if code in anchors), known[-1])
        if home not in anchors:
            anchors[home] = count
            count += 1
        homes.append(anchors[home])
    return np.array([*homes, *range(len(number), count)], dtype=np.int64), count


def _start(homes: _Indices, count: int, seed: int) -> _Points:
    """Anchors at random, everything else close to its anchor."""
    chance = np.random.default_rng(seed)
    spots = chance.normal(size=(count, 2)) * np.sqrt(count)
    return np.asarray(spots[homes] + chance.normal(size=(count, 2)) * (1 + np.sqrt(count) / 8))


def _relax(places: _Points, ends: _Indices, homes: _Indices) -> _Points:
    """The points after igraph's layout, with ties to the anchors and of the anchors to the middle."""
    count = len(places)
    away = np.flatnonzero(homes != np.arange(count))
    free = np.flatnonzero(homes == np.arange(count))
    # A relation with a hub that everything is tied to says less of a place than one between two small ones.
    mass = 1.0 + np.bincount(ends.ravel(), minlength=count)
    strength = (mass[ends[:, 0]] * mass[ends[:, 1]]) ** -0.25
    ties = np.concatenate(
        [ends, np.stack([away, homes[away]], axis=1), np.stack([free, np.full_like(free, count)], axis=1)]
    )
    weights = np.concatenate([strength, np.full(len(away), _HOME), np.full(len(free), _MIDDLE)])
    middle = places.mean(axis=0, keepdims=True)
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - so that nothing is left to chance
    found = igraph.Graph(count + 1, edges=ties.tolist()).layout_fruchterman_reingold(
        weights=weights.tolist(), seed=np.concatenate([places, middle]).tolist(), niter=_STEPS, grid="auto"
    )
    return np.asarray(found.coords, dtype=np.float64)[:count]


def _scaled(places: _Points) -> _Points:
    """The drawing at the size at which points have room on average; the fewer there are, the more each can have.

    What lies far outside, since nothing ties it to the rest, is drawn nearer.
    """
    places = places - np.median(places, axis=0)
    distance = np.maximum(np.hypot(places[:, 0], places[:, 1]), 1e-9)
    border = float(np.percentile(distance, 92))
    outside = distance > border
    places[outside] *= ((1 + 0.5 * np.log(distance[outside] / border)) * border / distance[outside])[:, None]
    extent = np.maximum(np.percentile(places, 97, axis=0) - np.percentile(places, 3, axis=0), 1e-6)
    spacing = max(104.0 - 8.5 * math.log(len(places)), 36.0)
    wanted = spacing**2 * len(places) * 1.4
    return np.asarray(places * np.sqrt(wanted / float(extent[0] * extent[1])))


def _apart(places: _Points, sizes: _Points) -> _Points:
    """Push overlapping discs apart, pair by pair, the smaller more than the larger.

    The points are kept in the order of x, so that only those within the widest disc's reach are compared.
    """
    widest = 2 * float(sizes.max())
    weight = sizes**2
    for _ in range(_ROUNDS_APART):
        order = np.argsort(places[:, 0], kind="stable")
        sorted_places, shift, touching = places[order], np.zeros_like(places), 0
        for step in range(1, len(places)):
            between = sorted_places[step:] - sorted_places[:-step]
            near = np.flatnonzero(between[:, 0] < widest)
            if not len(near):
                break
            gap = between[near]
            distance = np.hypot(gap[:, 0], gap[:, 1])
            first, second = order[near], order[near + step]
            depth = sizes[first] + sizes[second] - distance
            hit = depth > 0
            touching += int(hit.sum())
            direction = gap[hit] / np.maximum(distance[hit], 1e-3)[:, None]
            direction[distance[hit] < 1e-3] = (1.0, 0.0)
            push = direction * (depth[hit] * 0.55)[:, None]
            share = weight[first[hit]] / (weight[first[hit]] + weight[second[hit]])
            np.add.at(shift, second[hit], push * share[:, None])
            np.add.at(shift, first[hit], -push * (1 - share)[:, None])
        if not touching:
            break
        places = places + shift
    return places
