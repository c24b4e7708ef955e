"""Brokers: who connects a country with bodies of the PRC that have no other way to it.

After Gould and Fernandez (1989): an entity brokers between two others of different groups when it is related to both
and they are not related themselves. The groups here are countries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ciigraph.inquiry.network_reading import Network

#: The country of the bodies that brokers lead to.
PRC = "CN"
#: Regions of the PRC with a code of their own; they are no countries to broker for.
_REGIONS = frozenset({"HK", "MO"})
#: What can act; places, events, programmes and products are related to much and broker nothing.
_ACTORS = frozenset(
    {
        "Association",
        "Company",
        "ConfuciusInstitute",
        "GovernmentBody",
        "InternationalOrganisation",
        "MediaOrganisation",
        "Network",
        "Person",
        "PoliticalParty",
        "ResearchBody",
        "ThreatActor",
        "University",
    }
)


class Brokerage(NamedTuple):
    """What an entity brokers: how many pairs of a country and a PRC body, in which role, and which.

    ``role``: "gatekeeper" belongs to the country itself, "representative" to the PRC, "liaison" to neither.
    """

    pairs: int
    role: str
    countries: tuple[str, ...]


def groups(graph: Graph, network: Network, nodes: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The country that each entity counts to, empty for none.

    That is the country it is or belongs to; where that isn't known, the one country in whose documents all its
    relations stand, since most of what a report on a country names without saying so is of that country.
    """
    standing: dict[str, set[str]] = defaultdict(set)
    for row in table(graph, saved("network/related-in-countries").text).records():
        standing[str(row["entity"])].add(local_name(str(row["country"])))
    found = []
    for iri in network.entities:
        places = standing[iri]
        found.append(nodes[iri]["country"] or (next(iter(places)) if len(places) == 1 else ""))
    return found


def brokers(network: Network, group: Sequence[str], types: Sequence[str]) -> list[Brokerage]:
    """The brokerage of each entity; persons and bodies broker, and only they are PRC bodies.

    Args:
        network: the network.
        group: the country that each entity counts to.
        types: the type of each entity.
    """
    neighbours = network.neighbours()
    #: how many entities of each country each PRC body is related to
    direct: dict[int, Counter[str]] = {
        entity: Counter(group[other] for other in others)
        for entity, others in enumerate(neighbours)
        if group[entity] == PRC and types[entity] in _ACTORS
    }
    found = []
    for entity, others in enumerate(neighbours):
        own = group[entity]
        pairs: set[tuple[str, int]] = set()
        if types[entity] in _ACTORS:
            bodies = [other for other in others if other in direct]
            reached = {group[other] for other in others} - {PRC, "", *_REGIONS}
            # The broker itself is no other way from a body to the broker's own country.
            pairs = {(place, body) for place in reached for body in bodies if direct[body][place] == (own == place)}
        served = {place for place, _ in pairs}
        role = "gatekeeper" if own in served else "representative" if own == PRC else "liaison"
        found.append(Brokerage(len(pairs), role, tuple(sorted(served))))
    return found
