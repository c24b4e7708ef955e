"""Bringing the graph to a SPARQL 1.1 server: a named graph at a time, in chunks, each verified.

Two ways in: SPARQL 1.1 Update (``INSERT DATA``) or the Graph Store HTTP Protocol (``POST ?graph=``). A named graph that
the server holds already, to the last triple, is not sent again; so a transfer that broke off is resumed by running it
again. Graphs of ours that the store doesn't hold any more are removed from the server; those of others stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from ciigraph.errors import RemoteError
from ciigraph.graph.endpoint import Connection, check_address, complaint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx
    from pyoxigraph import Store

#: Triples that one request carries. Virtuoso compiles an INSERT DATA like a program and fails on very long ones.
UPDATE_CHUNK, GRAPH_STORE_CHUNK = 1_000, 10_000

#: Triples by bucket of their hash (queries/transfer/fingerprint.rq).
Fingerprint = dict[str, int]


class UpdateTarget:
    """SPARQL 1.1 Update, ``POST`` with the body as it is."""

    chunk = UPDATE_CHUNK

    def __init__(self, address: str, connection: Connection) -> None:
        self.address, self._connection = check_address(address), connection

    def clear(self, graph: NamedNode) -> None:
        """Empty a named graph; no error where there is none."""
        self._update(f"CLEAR SILENT GRAPH {graph}")

    def add(self, graph: NamedNode, triples: list[Triple]) -> None:
        """Add triples to a named graph."""
        self._update(f"INSERT DATA {{ GRAPH {graph} {{\n{_ntriples(triples).decode()}}} }}")

    def _update(self, text: str) -> None:
        _check(
            self._connection.send(
                "POST",
                self.address,
                content=text.encode(),
                headers={"Content-Type": "application/sparql-update", "Accept": "*/*"},
            ),
            self.address,
        )


class GraphStoreTarget:
    """SPARQL 1.1 Graph Store HTTP Protocol with indirect graph identification."""

    chunk = GRAPH_STORE_CHUNK

    def __init__(self, address: str, connection: Connection) -> None:
        self.address, self._connection = check_address(address), connection

    def clear(self, graph: NamedNode) -> None:
        """Empty a named graph; no error where there is none."""
        response = self._connection.send("DELETE", self.address, params={"graph": graph.value})
        if response.status_code != 404:
            _check(response, self.address)

    def add(self, graph: NamedNode, triples: list[Triple]) -> None:
        """Add triples to a named graph."""
        _check(
            self._connection.send(
                "POST",
                self.address,
                params={"graph": graph.value},
                content=_ntriples(triples),
                headers={"Content-Type": RdfFormat.N_TRIPLES.media_type},
            ),
            self.address,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one named graph: ``sent``, ``equal`` (the server had it already) or ``removed``."""

    graph: str
    triples: int
    became: str


def transfer(
    store: Store,
    target: UpdateTarget | GraphStoreTarget,
    fingerprint: Callable[[NamedNode], Fingerprint],
    remote_fingerprint: Callable[[NamedNode], Fingerprint],
    remote_graphs: dict[str, int],
) -> Iterator[Step]:
    """Make a server hold the named graphs of a store; yields each graph as it is done.

    Args:
        store: what is sent.
        target: the server's way of changing its graphs.
        fingerprint: of a named graph of the store.
        remote_fingerprint: of a named graph of the server.
        remote_graphs: the server's graphs under our own addresses, with their number of triples.

    Raises:
        RemoteError: the server refuses, or a graph that was sent differs from what it should be.
    """
    names = sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode))
    for stale in sorted(remote_graphs.keys() - set(names)):
        target.clear(NamedNode(stale))
        yield Step(stale, remote_graphs[stale], "removed")
    for name in names:
        graph = NamedNode(name)
        wanted = fingerprint(graph)
        triples = sum(wanted.values())
        # the server's count is known and cheap; its fingerprint is asked for only where the count is right
        if remote_graphs.get(name) == triples and remote_fingerprint(graph) == wanted:
            yield Step(name, triples, "equal")
            continue
        if name in remote_graphs:
            target.clear(graph)
        _send(store, graph, target)
        got = remote_fingerprint(graph)
        if got != wanted:
            raise RemoteError(
                f"{name}: the server holds {sum(got.values()):,} triples and not the {triples:,} that were sent, "
                "or other ones; run the same command again, and if this stays, choose the other way in "
                "(--update or --graph-store)"
            )
        yield Step(name, triples, "sent")


def _send(store: Store, graph: NamedNode, target: UpdateTarget | GraphStoreTarget) -> None:
    quads: Iterator[Quad] = iter(store.quads_for_pattern(None, None, None, graph))
    while chunk := [Triple(q.subject, q.predicate, q.object) for q in islice(quads, target.chunk)]:
        target.add(graph, chunk)


def _ntriples(triples: list[Triple]) -> bytes:
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert text is not None
    return text


def _check(response: httpx.Response, address: str) -> None:
    if not response.is_success:
        raise RemoteError(f"{address} refuses the change: {complaint(response)}")
