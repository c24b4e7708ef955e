"""Every saved query gives the same rows on the embedded store, on Oxigraph's server and on Virtuoso."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ciigraph.assets import asset
from ciigraph.graph.access import EmbeddedGraph, Result, Table, open_graph
from ciigraph.graph.remote import RemoteGraph
from ciigraph.inquiry.audit import audit
from ciigraph.inquiry.queries import catalogue, saved
from ciigraph.inquiry.score import scores
from ciigraph.loading import load_into, open_target
from ciigraph.outcomes import Options
from ciigraph.pipeline import build
from synthetic import Silent

if TYPE_CHECKING:
    from pathlib import Path

    from servers import Server


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled corpus with its text read."""
    folder = tmp_path_factory.mktemp("read") / "store"
    assert build([asset("data/corpus")], folder, Options(), Silent()).failed == []
    return folder


@pytest.fixture(scope="module")
def embedded(store: Path) -> EmbeddedGraph:
    return open_graph(store)


@pytest.fixture
def remote(server: Server, store: Path) -> RemoteGraph:
    with open_target(server.query, graph_store=server.graph_store) as target:
        assert list(load_into(store, server.query, target, Silent()))
    return RemoteGraph(server.query)


def _comparable(result: Result) -> object:
    """Rows without their order, which SPARQL leaves open among equals, and numbers by their value."""
    if isinstance(result, Table):
        return sorted(
            (tuple(sorted((name, _text(value)) for name, value in row.items())) for row in result.records()), key=repr
        )
    if isinstance(result, list):
        return sorted((t.subject.value, t.predicate.value, str(getattr(t.object, "value", t.object))) for t in result)
    return result


def _text(value: object) -> str:
    return str(value).removesuffix(".0")


def test_all_saved_queries(embedded: EmbeddedGraph, remote: RemoteGraph) -> None:
    differing = [
        query.name
        for query in catalogue()
        if query.name != "web/service-description"  # it tells of the server, which may hold other graphs, too
        and _comparable(embedded.query(query.text)) != _comparable(remote.query(query.text, timeout=60))
    ]
    assert differing == []
    assert len(catalogue()) >= 37


@pytest.mark.parametrize("by", ["overall", "domain", "layer", "indicator"])
def test_scores(by: str, embedded: EmbeddedGraph, remote: RemoteGraph) -> None:
    assert scores(remote, by=[by]) == scores(embedded, by=[by])


def test_a_query_with_parameters(embedded: EmbeddedGraph, remote: RemoteGraph) -> None:
    text = saved("evidence").bind({"country": "AZ", "indicator": "media-03"})
    answer = _comparable(embedded.query(text))
    assert answer
    assert _comparable(remote.query(text)) == answer


def test_the_audit(embedded: EmbeddedGraph, remote: RemoteGraph) -> None:
    flags = audit(embedded)
    assert len(flags) > 10
    assert audit(remote) == flags
