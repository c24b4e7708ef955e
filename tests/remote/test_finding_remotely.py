"""Lookup, search and comparison find the same behind an endpoint as in the embedded store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ciigraph.graph.remote import RemoteGraph
from ciigraph.inquiry.comparison import compare
from ciigraph.inquiry.lookup import complete, lookup, suggestions
from ciigraph.inquiry.search import is_indexed, search
from ciigraph.loading import load_into, open_target
from finding_world import small_world, write_small_world
from synthetic import Silent

if TYPE_CHECKING:
    from pathlib import Path

    from servers import Server

WORLD = small_world()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_world(tmp_path_factory.mktemp("small") / "store")


@pytest.fixture
def remote(server: Server, store: Path) -> RemoteGraph:
    with open_target(server.query, graph_store=server.graph_store) as target:
        list(load_into(store, server.query, target, Silent()))
    return RemoteGraph(server.query)


def test_the_same_is_found(remote: RemoteGraph) -> None:
    for name in ("Akme", "Hwaling", "恒远", "Ministry of Tides", "Li Jing", "Verd", "Tidenews", "nothing at all"):
        assert lookup(remote, name) == lookup(WORLD, name), name
    assert complete(remote, "bord") == complete(WORLD, "bord")
    assert suggestions(remote, "Bank of Ruritania") == suggestions(WORLD, "Bank of Ruritania")
    assert compare(remote, "BE", "AZ") == compare(WORLD, "BE", "AZ")
    assert not is_indexed(remote)
    for words in ("donations", "liege donation", '"old terminal"', "tide news", "华灵", "cameras zebra", "it's 2019"):
        found, expected = search(remote, words), search(WORLD, words)
        assert {(hit.unit, hit.highlights, hit.passage, hit.all_words) for hit in found} == {
            (hit.unit, hit.highlights, hit.passage, hit.all_words) for hit in expected
        }, words
