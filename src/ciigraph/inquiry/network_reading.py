"""The influence network as numbers: entities 0, 1, 2, …, and who is related to whom, for what is computed from it.

Numbers, because algorithms that go through sets of text give another result in each process.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.network_rows import ends, marks
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.wording import predicate_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Predicates that hold both ways.
SYMMETRIC = frozenset({"hasAgreementWith", "twinnedWith", "cooperatesWith", "metWith", "tradesWith"})


class Network(NamedTuple):
    """Who is related to whom; entities are numbered in the order of their addresses.

    ``weights`` holds for each related pair (the smaller number first) the number of documents that relate the two,
    ``arcs`` the same for each direction, from subject to object; a symmetric predicate goes both ways.
    """

    entities: Sequence[str]
    weights: dict[tuple[int, int], int]
    arcs: dict[tuple[int, int], int]

    def neighbours(self) -> list[list[int]]:
        """The related entities of each entity, in order."""
        found: list[list[int]] = [[] for _ in self.entities]
        for one, other in self.weights:
            found[one].append(other)
            found[other].append(one)
        return [sorted(each) for each in found]

    def graph(self) -> nx.Graph[int]:
        """The undirected network with its weights."""
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(len(self.entities)))
        graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in self.weights.items())
        return graph


def read_network(graph: Graph, *, country: str | None = None, certain: bool = False) -> Network:
    """The network of all relations that are not denied.

    Args:
        graph: where to ask.
        country: alpha-2 code; only relations in the documents about this country.
        certain: without relations that are only alleged or planned, or over.
    """
    reservations = marks(graph)
    left_out = reservations.denied | (reservations.hedged | reservations.ended if certain else frozenset())
    edges = [
        edge for edge in ends(graph, country=country) if edge.relation not in left_out and edge.subject != edge.object
    ]
    sources = {row["relation"]: row for row in table(graph, saved("network/relation-sources").text).records()}
    entities = sorted({end for edge in edges for end in (edge.subject, edge.object)})
    numbers = {iri: number for number, iri in enumerate(entities)}
    pairs: dict[tuple[int, int], set[str]] = defaultdict(set)
    arcs: dict[tuple[int, int], set[str]] = defaultdict(set)
    for relation, subject, object_ in edges:
        one, other = numbers[subject], numbers[object_]
        source = sources.get(relation, {})
        document = str(source.get("document"))
        pairs[min(one, other), max(one, other)].add(document)
        arcs[one, other].add(document)
        if predicate_of(local_name(str(source.get("class")))) in SYMMETRIC:
            arcs[other, one].add(document)
    return Network(
        entities,
        {pair: len(documents) for pair, documents in sorted(pairs.items())},
        {arc: len(documents) for arc, documents in sorted(arcs.items())},
    )
