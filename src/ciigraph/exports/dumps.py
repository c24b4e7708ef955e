"""Dumps of the whole graph in RDF: N-Quads, TriG, JSON-LD; all of it, with its named graphs, streaming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from ciigraph.exports.json_ld import write_json_ld
from ciigraph.exports.quads import quads
from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from pyoxigraph import Quad

    from ciigraph.graph.access import Graph


def dump_nquads(graph: Graph, stream: BinaryIO) -> int:
    """Write all statements as N-Quads; returns how many there are."""
    if isinstance(graph, EmbeddedGraph):
        graph.store.dump(stream, RdfFormat.N_QUADS)  # without a detour through Python objects
        return len(graph.store)
    counted = _Counted(quads(graph))
    serialize(counted, stream, format=RdfFormat.N_QUADS)
    return counted.count


def dump_trig(graph: Graph, stream: BinaryIO) -> int:
    """Write all statements as TriG with the project's prefixes; returns how many there are."""
    counted = _Counted(quads(graph))
    serialize(counted, stream, format=RdfFormat.TRIG, prefixes=PREFIXES)
    return counted.count


def dump_json_ld(graph: Graph, stream: BinaryIO) -> int:
    """Write all statements as JSON-LD with a context; returns how many there are."""
    return write_json_ld(quads(graph), stream)


class _Counted:
    """Counts what goes through."""

    def __init__(self, items: Iterable[Quad]) -> None:
        self._items, self.count = items, 0

    def __iter__(self) -> Iterator[Quad]:
        for item in self._items:
            self.count += 1
            yield item
