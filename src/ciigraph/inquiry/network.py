"""The influence network measured: centrality, brokers, communities, and countries by the entities they share.

The network is the relations of the graph that are not denied; two entities are linked where a document relates them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ciigraph.graph import identifiers as ids
from ciigraph.inquiry import network_measures as measures
from ciigraph.inquiry.network_brokers import brokers, groups
from ciigraph.inquiry.network_countries import entities_of_countries, similarity
from ciigraph.inquiry.network_reading import Network, read_network
from ciigraph.inquiry.projection import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ciigraph.graph.access import Graph

#: What entities can be ranked by; the command's help says what each means.
MEASURES = ("betweenness", "degree", "pagerank", "broker", "community", "countries", "similarity")
#: Members that name a community, entities that explain a similarity.
_NAMED = 3
_SHARED = 8
_DIGITS = 6


class Ranked(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entity with its value by a measure; what only some measures have is left out where it is empty.

    ``role`` and ``countries`` are of brokers, ``countries`` of the two-mode view too; ``community`` names a
    community by its best connected members and ``size`` counts them; ``other`` (an address) with ``other_label`` is
    the second country of a similarity, ``shared`` holds labels of what most makes the two alike, ``size`` counts it.
    """

    entity: str
    label: str
    type: str
    value: float
    country: str = ""
    role: str = ""
    countries: tuple[str, ...] = ()
    community: str = ""
    size: int = 0
    other: str = ""
    other_label: str = ""
    shared: tuple[str, ...] = ()


class Ranking(msgspec.Struct, frozen=True):
    """What a measure gives, the highest first; ``remark`` tells what the user must know of how it came about."""

    rows: list[Ranked]
    remark: str = ""


def rank(
    graph: Graph, by: str = "betweenness", *, country: str | None = None, certain: bool = False, only: str | None = None
) -> Ranking:
    """The entities of the influence network by a measure.

    Args:
        graph: where to ask.
        by: one of ``MEASURES``.
        country: alpha-2 code; only relations in the documents about this country, for a similarity only pairs with it.
        certain: without relations that are only alleged or planned, or over.
        only: only entities of this type, such as ``Company``; the measure is taken of the whole network all the same.
    """
    if by == "similarity":
        return Ranking(_similar(graph, country))
    if by == "countries":
        return Ranking(_in_countries(graph, country, only))
    network = read_network(graph, country=country, certain=certain)
    nodes = kinds(graph, network.entities, listed=country is not None)
    rows, remark = _measured(graph, by, network, nodes)
    return Ranking([row for row in rows if only in (None, row.type)], remark)


def _measured(
    graph: Graph, by: str, network: Network, nodes: Mapping[str, Mapping[str, Any]]
) -> tuple[list[Ranked], str]:
    if by == "community":
        return _in_communities(network, nodes), ""
    if by == "broker":
        return _brokers(graph, network, nodes), ""
    remark = ""
    values: Sequence[float]
    if by == "betweenness":
        found = measures.betweenness(network)
        values = found.values
        if found.starts < found.of:
            remark = (
                f"betweenness is estimated from the shortest paths of {found.starts:,} of {found.of:,} entities, "
                f"drawn with seed {measures.SEED}"
            )
    else:
        values = measures.pagerank(network) if by == "pagerank" else measures.degree(network)
    rows = [
        _ranked(iri, nodes, value if by == "degree" else round(value, _DIGITS))
        for iri, value in zip(network.entities, values, strict=True)
    ]
    return sorted(rows, key=_order), remark


def _order(row: Ranked) -> tuple[float, str, str]:
    return -row.value, row.label, row.entity


def _ranked(iri: str, nodes: Mapping[str, Mapping[str, Any]], value: float, **more: Any) -> Ranked:  # noqa: ANN401
    node = nodes[iri]
    return Ranked(iri, node["label"], node["type"], value, country=node["country"], **more)


def _brokers(graph: Graph, network: Network, nodes: Mapping[str, Mapping[str, Any]]) -> list[Ranked]:
    types = [nodes[iri]["type"] for iri in network.entities]
    found = brokers(network, groups(graph, network, nodes), types)
    rows = [
        _ranked(iri, nodes, broker.pairs, role=broker.role, countries=broker.countries)
        for iri, broker in zip(network.entities, found, strict=True)
        if broker.pairs
    ]
    return sorted(rows, key=_order)


def _in_communities(network: Network, nodes: Mapping[str, Mapping[str, Any]]) -> list[Ranked]:
    degrees, numbers = measures.degree(network), measures.communities(network)
    members: dict[int, list[int]] = {}
    for entity in sorted(range(len(numbers)), key=lambda entity: (-degrees[entity], network.entities[entity])):
        members.setdefault(numbers[entity], []).append(entity)
    rows = []
    for number, part in sorted(members.items()):
        name = ", ".join(nodes[network.entities[entity]]["label"] for entity in part[:_NAMED])
        rows += [_ranked(network.entities[entity], nodes, number, community=name, size=len(part)) for entity in part]
    return rows


def _in_countries(graph: Graph, country: str | None, only: str | None) -> list[Ranked]:
    mentioned = {
        entity: tuple(places)
        for entity, places in entities_of_countries(graph).items()
        if country is None or country in places
    }
    nodes = kinds(graph, list(mentioned), listed=country is not None)
    rows = [_ranked(iri, nodes, len(places), countries=places) for iri, places in mentioned.items()]
    return sorted((row for row in rows if only in (None, row.type)), key=_order)


def _similar(graph: Graph, country: str | None) -> list[Ranked]:
    pairs = similarity(entities_of_countries(graph), country=country)
    states = {code: ids.country(code).value for pair in pairs for code in (pair.country, pair.other)}
    told = {iri for pair in pairs for iri in pair.shared[:_SHARED]}
    nodes = kinds(graph, sorted({*states.values(), *told}), listed=False)
    rows = []
    for pair in pairs:
        one, other = (pair.country, pair.other) if pair.other != country else (pair.other, pair.country)
        rows.append(
            _ranked(
                states[one],
                nodes,
                round(pair.value, _DIGITS),
                other=states[other],
                other_label=nodes[states[other]]["label"],
                shared=tuple(nodes[iri]["label"] for iri in pair.shared[:_SHARED]),
                size=len(pair.shared),
            )
        )
    return rows
