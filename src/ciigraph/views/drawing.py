"""A network made ready to be drawn: the most central entities, their places and looks.

The interactive page and the picture for print are made of the same drawing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ciigraph.views.appearance import radius
from ciigraph.views.gathering import gathered
from ciigraph.views.layout import positions

if TYPE_CHECKING:
    import networkx as nx

#: Above so many entities a page is no help any more.
MAX_NODES = 2000
#: How far a relation leaves the straight line for each that lies nearer to it, and the farthest that one of many does,
#: as parts of its length.
_BEND, _WIDEST_BEND = 0.2, 0.42


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, and how much was there.

    ``network`` holds the entities kept; ``places`` and ``radii`` are in pixels, by entity; ``bends`` says of each
    relation, by its key, how far its line leaves the straight one (0 is straight), so that relations of one pair lie
    side by side.
    """

    network: nx.MultiDiGraph[str]
    places: dict[str, tuple[float, float]]
    radii: dict[str, float]
    bends: dict[str, float]
    all_entities: int
    all_relations: int

    @property
    def note(self) -> str:
        """What the reader must know of what is missing, empty where nothing is."""
        if len(self.network) == self.all_entities:
            return ""
        return (
            f"Shown are the {len(self.network):,} most central of {self.all_entities:,} entities (those with the most "
            f"relations) and {self.network.number_of_edges():,} of {self.all_relations:,} relations."
        )


def drawing(
    network: nx.MultiDiGraph[str], *, max_nodes: int = MAX_NODES, seed: int = 1, centre: str | None = None
) -> Drawing:
    """Choose, place and size what is drawn.

    Args:
        network: the projection of a graph.
        max_nodes: how many entities to keep at most.
        seed: of the layout.
        centre: an entity that is kept in any case.
    """
    whole = gathered(network)
    kept = most_central(whole, max_nodes, centre=centre)
    radii = {name: radius(degree, kept.nodes[name]["type"]) for name, degree in kept.degree()}
    places = positions(kept, radii, seed=seed)
    return Drawing(kept, places, radii, _bends(kept), len(whole), whole.number_of_edges())


def most_central(network: nx.MultiDiGraph[str], most: int, *, centre: str | None = None) -> nx.MultiDiGraph[str]:
    """The entities with the most relations, and among equals those whose neighbours have the most.

    An entity whose neighbours are all left out would say nothing; it is left out too.
    """
    if len(network) <= most:
        return network
    degree = dict(network.degree())
    around: Counter[str] = Counter()
    for start, end in network.edges():
        around[start] += degree[end]
        around[end] += degree[start]
    ranked = sorted(network, key=lambda name: (name != centre, -degree[name], -around[name], name))
    kept = network.subgraph(ranked[:most])
    return kept.subgraph([name for name, left in kept.degree() if left or name == centre])


def _bends(network: nx.MultiDiGraph[str]) -> dict[str, float]:
    """Side by side: 0, 1, -1, 2, -2 … for the relations between one pair, as seen from the pair's first entity."""
    together = Counter((min(pair), max(pair)) for pair in network.edges())
    seen: Counter[tuple[str, str]] = Counter()
    bends = {}
    for start, end, key in network.edges(keys=True):
        pair = (start, end) if start <= end else (end, start)
        number = seen[pair]
        seen[pair] += 1
        bend = (number + 1) // 2 * (1 if number % 2 else -1) * min(_BEND, _WIDEST_BEND * 2 / together[pair])
        bends[key] = bend if start <= end else -bend
    return bends
