"""Where the entities of a network are drawn: computed before the page is written, the same for the same seed.

A force layout after Jacomy, Venturini, Heymann and Bastian, "ForceAtlas2" (PLoS ONE 9(6), 2014): nodes repel each
other by their masses (1 + degree) over the distance, relations pull, and everything is drawn gently to the middle.
Countries are anchors: what belongs to a country is tied to it by a weak spring of its own, so that what stands in no
relation to the rest still lies beside its country. The repulsion of many nodes is a convolution, computed on a
grid by the fast Fourier transform (the particle-mesh method), so the cost hardly grows with their number.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

_Points: TypeAlias = NDArray[np.float64]
_Indices: TypeAlias = NDArray[np.int64]

_GRID = 128
#: Up to so many points all pairs cost less than the grid.
_FEW = 300
_STEPS = 260
_REPULSION, _GRAVITY, _CENTRING, _HOME = 1.0, 0.5, 0.02, 0.3
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
    random = np.random.default_rng(seed)
    spots = random.normal(size=(count, 2)) * np.sqrt(count)
    return np.asarray(spots[homes] + random.normal(size=(count, 2)) * (1 + np.sqrt(count) / 8))


def _relax(places: _Points, ends: _Indices, homes: _Indices) -> _Points:
    """Move the points until the forces are at rest or the steps are used up."""
    count = len(places)
    away = np.flatnonzero(homes != np.arange(count))
    members = np.bincount(homes[away], minlength=count)
    mass = np.asarray(1.0 + np.bincount(ends.ravel(), minlength=count) + members, dtype=np.float64)
    # A relation with a hub that everything is tied to says less of a place than one between two small ones.
    strength = (mass[ends[:, 0]] * mass[ends[:, 1]])[:, None] ** -0.25
    before = np.zeros_like(places)
    speed = 1.0
    for _ in range(_STEPS):
        force = _REPULSION * mass[:, None] * _repulsion(places, mass)
        pull = places[ends[:, 1]] - places[ends[:, 0]]
        pull *= strength
        home = _HOME * (places[homes[away]] - places[away])
        for axis in (0, 1):
            force[:, axis] += np.bincount(ends[:, 0], pull[:, axis], count) - np.bincount(
                ends[:, 1], pull[:, axis], count
            )
            force[:, axis] += np.bincount(away, home[:, axis], count) - np.bincount(homes[away], home[:, axis], count)
        distance = np.hypot(places[:, 0], places[:, 1]) + 1e-9
        force -= (_GRAVITY * mass / distance + _CENTRING * mass)[:, None] * places
        swing = np.hypot(*(force - before).T)
        traction = np.hypot(*(force + before).T) / 2
        goal = float((mass * traction).sum() / ((mass * swing).sum() + 1e-9))
        speed = min(goal, speed * 1.5)
        step = speed / (1 + speed * np.sqrt(swing))
        step = np.minimum(step, 10.0 / (np.hypot(*force.T) + 1e-9))
        places = places + force * step[:, None]
        before = force
    return places


def _repulsion(places: _Points, mass: _Points) -> _Points:
    """At each point the sum over all others of mass over distance, pointing away."""
    return _of_all_pairs(places, mass) if len(places) <= _FEW else _on_grid(places, mass)


def _of_all_pairs(places: _Points, mass: _Points) -> _Points:
    spots = places[:, 0] + 1j * places[:, 1]
    between = spots[:, None] - spots[None]
    squared = between.real**2 + between.imag**2 + 1e-4
    force = (between * (mass[None] / squared)).sum(axis=1)
    return np.stack([force.real, force.imag], axis=1)


def _on_grid(places: _Points, mass: _Points) -> _Points:
    """The same, but for what lies closer than a cell, by one convolution."""
    low = places.min(axis=0)
    cell = max(float((places.max(axis=0) - low).max()), 1e-6) / (_GRID - 2)
    spots = (places - low) / cell
    corner = np.floor(spots).astype(np.int64)
    part = spots - corner
    # cloud in cell: a point's mass goes to the four corners around it, and the force is read from them likewise
    shares = [
        (corner + np.array((right, up)), np.abs(1 - right - part[:, 0]) * np.abs(1 - up - part[:, 1]))
        for right in (0, 1)
        for up in (0, 1)
    ]
    grid = np.zeros(_GRID * _GRID)
    for spot, share in shares:
        grid += np.bincount(spot[:, 0] * _GRID + spot[:, 1], mass * share, _GRID * _GRID)
    field = np.fft.ifft2(np.fft.fft2(grid.reshape(_GRID, _GRID), (2 * _GRID, 2 * _GRID)) * _KERNEL)
    force = np.zeros(len(places), dtype=np.complex128)
    for spot, share in shares:
        force += share * field[spot[:, 0], spot[:, 1]]
    return np.stack([force.real, force.imag], axis=1) / cell


def _kernel() -> NDArray[np.complex128]:
    """The transformed force of a unit mass at distance 1, its two axes as real and imaginary part."""
    steps = np.fft.fftfreq(2 * _GRID, 1 / (2 * _GRID))
    right, up = np.meshgrid(steps, steps, indexing="ij")
    return np.asarray(np.fft.fft2((right + 1j * up) / (right**2 + up**2 + 0.3)))


_KERNEL = _kernel()


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
