"""Shortest routes between two entities: a search from both ends that reads only the part of the graph it reaches."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

from ciigraph.inquiry.network_rows import Ends, Marks, ends, ends_of, marks, rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ciigraph.graph.access import Graph

#: A route's cost. Its length comes first; among routes of one length, those of sure and lasting relations, then those
#: through entities that stand in few relations, because "both have to do with China" says little.
_STEP, _HEDGED, _ENDED, _HUB = 1_000_000, 2_000, 1_000, 10
#: Partial routes looked at before the search leaves it at what it has found; never reached in the graphs we know.
_PATIENCE = 200_000

#: Relations between two neighbours, by the one and the other.
Neighbours = dict[str, dict[str, list[str]]]


class Routes:
    """The routes between two entities, over relations that are not denied, in either direction."""

    def __init__(
        self, graph: Graph, first: str, last: str, *, avoiding: Collection[str] = (), country: str | None = None
    ) -> None:
        """Prepare the search.

        Args:
            graph: where to ask.
            first: address of the entity to start from.
            last: address of the entity to arrive at.
            avoiding: addresses of entities that no route may pass.
            country: alpha-2 code; only relations in the documents about this country.
        """
        self._graph, self._first, self._last = graph, first, last
        self._avoiding = frozenset(avoiding) - {first, last}
        self._marks: Marks = marks(graph)
        self.neighbours: Neighbours = defaultdict(dict)
        self._edges: dict[str, Ends] = {}
        self._whole = country is not None
        if country is not None:
            self._take(ends(graph, country=country))
        #: What was read around each of the two, how far, and the entities where that ends.
        self._read: dict[str, set[str]] = {first: {first}, last: {last}}
        self._edge: dict[str, set[str]] = {first: {first}, last: {last}}
        self._radius = 0

    def shortest(self, limit: int, longest: int) -> list[tuple[str, ...]]:
        """Routes as the entities that they pass, shortest first.

        Args:
            limit: how many at most.
            longest: how many steps at most; once there is a route, those of one step more are looked for and no longer.
        """
        found: list[tuple[str, ...]] = []
        length = 0
        while length < longest and (self._edge[self._first] and self._edge[self._last]):
            length += 1
            self._read_up_to(length)
            found = self._simple_routes(limit, length)
            if found:
                longest = min(longest, len(found[0]))  # entities: one more than steps
            if len(found) >= limit:
                break
        return found

    def relations(self, one: str, other: str) -> list[Ends]:
        """The relations between two neighbours that are not denied, sorted by address."""
        return [self._edges[relation] for relation in sorted(self.neighbours[one][other])]

    def _read_up_to(self, length: int) -> None:
        """Read until every route of so many steps lies in what was read."""
        while self._radius < length:
            near = min(self._edge, key=lambda end: (len(self._edge[end]), end != self._first))
            frontier = self._edge[near]
            if not self._whole:
                self._take(ends_of(self._graph, sorted(frontier)))
            reached = {other for entity in frontier for other in self.neighbours.get(entity, ())}
            self._edge[near] = reached - self._read[near]
            self._read[near] |= reached
            self._radius += 1

    def _take(self, edges: Iterable[Ends]) -> None:
        for edge in edges:
            relation, subject, object_ = edge
            if relation in self._edges or relation in self._marks.denied or subject == object_:
                continue
            if self._avoiding.isdisjoint((subject, object_)):
                self._edges[relation] = edge
                self.neighbours[subject].setdefault(object_, []).append(relation)
                self.neighbours[object_].setdefault(subject, []).append(relation)

    def _simple_routes(self, limit: int, length: int) -> list[tuple[str, ...]]:
        """The best routes of at most so many steps that pass no entity twice."""
        from_first, to_last = self._distances(self._first, length), self._distances(self._last, length)
        between = {entity for entity, steps in from_first.items() if steps + to_last.get(entity, length) <= length}
        if self._first not in to_last:
            return []
        hubs = self._hubs(between)
        remaining = self._costs_to_last(between, hubs)
        found: list[tuple[str, ...]] = []
        waiting: list[tuple[int, tuple[str, ...], int]] = [(remaining[self._first], (self._first,), 0)]
        for _ in range(_PATIENCE):
            if not waiting or len(found) == limit:
                break
            _, route, cost = heapq.heappop(waiting)
            if route[-1] == self._last:
                found.append(route)
                continue
            for other in self.neighbours[route[-1]]:
                if other in remaining and other not in route and len(route) + to_last[other] <= length:
                    spent = cost + self._cost(route[-1], other, hubs)
                    heapq.heappush(waiting, (spent + remaining[other], (*route, other), spent))
        return found

    def _distances(self, start: str, most: int) -> dict[str, int]:
        """Steps from an entity to all that were read, up to so many."""
        distances, frontier = {start: 0}, [start]
        for steps in range(1, most + 1):
            frontier = [
                other
                for entity in frontier
                for other in self.neighbours.get(entity, ())
                if distances.setdefault(other, steps) == steps
            ]
            frontier = list(dict.fromkeys(frontier))
        return distances

    def _hubs(self, entities: set[str]) -> dict[str, int]:
        """What it costs to pass each entity: in steps of doubled numbers of relations."""
        degrees = rows(self._graph, "network/entity-degrees", "entity", sorted(entities - {self._first, self._last}))
        return {row["entity"]: _HUB * int(row["relations"]).bit_length() for row in degrees}

    def _cost(self, one: str, other: str, hubs: Mapping[str, int]) -> int:
        relations = self.neighbours[one][other]
        hedged = all(relation in self._marks.hedged for relation in relations)
        ended = all(relation in self._marks.ended for relation in relations)
        return _STEP + _HEDGED * hedged + _ENDED * ended + hubs.get(other, 0)

    def _costs_to_last(self, entities: Collection[str], hubs: Mapping[str, int]) -> dict[str, int]:
        """The least cost from each entity to the last one, by Dijkstra's algorithm."""
        settled: dict[str, int] = {}
        waiting = [(0, self._last)]
        while waiting:
            cost, entity = heapq.heappop(waiting)
            if entity in settled:
                continue
            settled[entity] = cost
            for other in self.neighbours[entity]:
                if other in entities and other not in settled:
                    heapq.heappush(waiting, (cost + self._cost(other, entity, hubs), other))
        return settled
