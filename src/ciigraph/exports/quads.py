"""All statements of a graph one by one, from the embedded store or in pages from an endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad

from ciigraph.errors import RemoteError
from ciigraph.graph.access import EmbeddedGraph, Graph, table
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Triples that are fetched from an endpoint at once; most named graphs, one a document, fit in one page.
PAGE = 50_000


def quads(graph: Graph, *, page: int = PAGE) -> Iterator[Quad]:
    """Every statement of the named graphs: graph by graph in the order of their addresses, subject by subject.

    Args:
        graph: where to read.
        page: how many triples to fetch from an endpoint at once.

    Raises:
        RemoteError: an endpoint gave other triples of a graph than it counted, because it changed meanwhile or cuts
            off long results.
    """
    if isinstance(graph, EmbeddedGraph):
        for name in sorted(graph.store.named_graphs(), key=str):
            yield from graph.store.quads_for_pattern(None, None, None, name)
        return
    for row in table(graph, saved("export/graphs").text).rows:
        address, count = row[0], int(getattr(row[1], "value", 0))
        if isinstance(address, NamedNode):
            yield from _pages(graph, address, count, page)


def _pages(graph: Graph, name: NamedNode, count: int, page: int) -> Iterator[Quad]:
    query = saved("export/triples").bind({"graph": name.value})
    found = 0
    for offset in range(0, count, page):
        rows = table(graph, f"{query}\nLIMIT {page}\nOFFSET {offset}").rows
        for row in rows:
            subject, predicate, value = row
            if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and value is not None:
                found += 1
                yield Quad(subject, predicate, value, name)
    if found != count:
        raise RemoteError(
            f"the endpoint counts {count:,} triples in {name.value} and gave {found:,}: it was written to meanwhile, "
            f"or it cuts off results shorter than {page:,} rows; export again, or from the store itself"
        )
