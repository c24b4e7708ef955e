"""Links are proposed alike by every server that holds the same facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.remote import RemoteGraph
from ciigraph.linking.proposals import propose
from ciigraph.linking.subjects import unlinked
from ciigraph.linking.world import World
from small_world import WORLD, entity_graph, world_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servers import Server

_GRAPH = {"graph": "http://small.example/"}


@pytest.fixture
def world(server: Server) -> Iterator[Server]:
    """The small world on a server, gone afterwards."""
    login = server.environment
    auth = httpx.DigestAuth(login["CIIGRAPH_ENDPOINT_USER"], login["CIIGRAPH_ENDPOINT_PASSWORD"]) if login else None
    with httpx.Client(auth=auth, params=_GRAPH) as client:
        content = client.put(server.graph_store, content=WORLD.encode(), headers={"Content-Type": "text/turtle"})
        content.raise_for_status()
        yield server
        client.delete(server.graph_store).raise_for_status()


def test_proposals_are_the_same_everywhere(world: Server, tmp_path: Path) -> None:
    graph = entity_graph()
    subjects = unlinked(graph)
    with World(EmbeddedGraph(world_store()), "embedded", tmp_path / "embedded", pause=lambda: None) as embedded:
        expected = list(propose(graph, embedded, subjects))
    with World(RemoteGraph(world.query), world.query, tmp_path / "remote", pause=lambda: None) as remote:
        assert list(propose(graph, remote, subjects)) == expected
    assert [each.sure for each in expected].count(True) == 2
