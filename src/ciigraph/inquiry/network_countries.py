"""Countries and the entities that their documents name: the two-mode view, and how alike countries are by it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Mapping


class Alike(NamedTuple):
    """Two countries (alpha-2, in order), how alike they are (0..1), and the entities that most make them so."""

    country: str
    other: str
    value: float
    shared: tuple[str, ...]


def entities_of_countries(graph: Graph) -> dict[str, dict[str, int]]:
    """The two-mode network: for each entity the countries in whose documents it is mentioned, and how often."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in table(graph, saved("network/mentioned-in-countries").text).records():
        found[str(row["entity"])][local_name(str(row["country"]))] = int(str(row["mentions"]))
    return {entity: dict(sorted(found[entity].items())) for entity in sorted(found)}


def similarity(mentioned: Mapping[str, Mapping[str, int]], *, country: str | None = None) -> list[Alike]:
    """How alike countries are by the entities that their documents name, the most alike first.

    The cosine between countries, each an entry for every entity it names; an entity counts less the more countries
    name it (the logarithm of their share), because "both name Huawei" tells little. How often it is named does not
    count, so that long reports do not look alike.

    Args:
        mentioned: the two-mode network, as ``entities_of_countries`` has it.
        country: alpha-2 code; only pairs with this country.
    """
    places = {place for each in mentioned.values() for place in each}
    telling = {entity: log(len(places) / len(each)) for entity, each in mentioned.items()}
    lengths: dict[str, float] = defaultdict(float)
    common: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity, each in mentioned.items():
        for place in each:
            lengths[place] += telling[entity] ** 2
        for pair in combinations(sorted(each), 2):
            if country is None or country in pair:
                common[pair].append(entity)
    found = []
    for (one, other), shared in common.items():
        product = sum(telling[entity] ** 2 for entity in shared)
        size = sqrt(lengths[one] * lengths[other])
        ranked = sorted(shared, key=lambda entity: (-telling[entity], entity))
        found.append(Alike(one, other, product / size if size else 0.0, tuple(ranked)))
    return sorted(found, key=lambda pair: (-pair.value, pair.country, pair.other))
