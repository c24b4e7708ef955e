"""Loading the store's graph into a server, with the fingerprints that the saved queries compute on either side."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ciigraph.graph.access import EmbeddedGraph, Graph, table
from ciigraph.graph.endpoint import Connection
from ciigraph.graph.remote import RemoteGraph
from ciigraph.graph.store import open_for_reading
from ciigraph.graph.transfer import Fingerprint, GraphStoreTarget, Step, UpdateTarget, transfer
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import NamedNode

    from ciigraph.outcomes import Progress


@contextmanager
def open_target(
    endpoint: str, *, update: str | None = None, graph_store: str | None = None
) -> Iterator[UpdateTarget | GraphStoreTarget]:
    """A server's way of changing its graphs; without an address, SPARQL Update at the place that Oxigraph has it.

    Raises:
        UsageError: an address is no URL.
    """
    connection = Connection()
    try:
        if graph_store is not None:
            yield GraphStoreTarget(graph_store, connection)
        else:
            default = f"{endpoint.removesuffix('/query')}/update" if endpoint.endswith("/query") else endpoint
            yield UpdateTarget(update or default, connection)
    finally:
        connection.close()


def load_into(
    store: Path, endpoint: str, target: UpdateTarget | GraphStoreTarget, progress: Progress
) -> Iterator[Step]:
    """Make the server hold the graph of a store; see ``graph.transfer``.

    Raises:
        StoreError: there is no store.
        RemoteError: the server can't be reached, refuses, or holds something else than what was sent.
    """
    local = open_for_reading(store)
    remote = RemoteGraph(endpoint)
    there = {
        str(row["graph"]): int(str(row["triples"])) for row in table(remote, saved("transfer/graphs").text).records()
    }
    ours = EmbeddedGraph(local)
    progress.stage("loading", sum(1 for _ in local.named_graphs()))
    for step in transfer(
        local, target, lambda graph: fingerprint(ours, graph), lambda graph: fingerprint(remote, graph), there
    ):
        if step.became != "removed":
            progress.advance()
        yield step


def fingerprint(graph: Graph, name: NamedNode) -> Fingerprint:
    """How many triples of a named graph fall into each bucket of their hash; equal for equal graphs.

    Raises:
        QueryError: as ``Graph.query``.
    """
    rows = table(graph, saved("transfer/fingerprint").bind({"graph": name.value})).records()
    return {str(row["bucket"]): int(str(row["triples"])) for row in rows}
