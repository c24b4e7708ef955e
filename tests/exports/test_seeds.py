"""Paths, networks and exports of real documents."""

from __future__ import annotations

import io
import json
from itertools import chain
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from ciigraph.exports.follow_the_money import write_follow_the_money
from ciigraph.exports.network_files import write_gexf, write_graphml
from ciigraph.graph.access import EmbeddedGraph, open_graph, table
from ciigraph.inquiry.network import rank
from ciigraph.inquiry.network_names import meant
from ciigraph.inquiry.paths import paths
from ciigraph.inquiry.projection import projection
from ciigraph.outcomes import Options
from ciigraph.pipeline import build
from exports_validation import validate
from synthetic import Silent

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.inquiry.paths import Path as Steps

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> EmbeddedGraph:
    """The graph of the seed documents, read with the language model."""
    store = tmp_path_factory.mktemp("seeds") / "store"
    assert build([shared / "seeds"], store, Options(), Silent()).failed == []
    return open_graph(store)


@pytest.fixture(scope="module")
def network(seeds: EmbeddedGraph) -> nx.MultiDiGraph[str]:
    """The whole network."""
    return projection(seeds, isolated=True)


def between(graph: EmbeddedGraph, first: str, last: str) -> list[Steps]:
    return paths(graph, meant(graph, first).entity, meant(graph, last).entity)


def documents(steps: Steps) -> set[str]:
    return {sentence["document"] for step in steps for sentence in step.evidence}


@pytest.mark.parametrize("last", ["China", "Baku State University", "Belgium"])
def test_a_confucius_institute_is_connected(last: str, seeds: EmbeddedGraph) -> None:
    found = between(seeds, "Confucius Institute", last)
    assert found
    assert all(step.evidence and all(each["text"] for each in step.evidence) for step in chain.from_iterable(found))


@pytest.mark.parametrize(("first", "last"), [("Azertac", "Xinhua"), ("Huawei", "Samuel Cogolati")])
def test_a_path_leads_across_two_documents(first: str, last: str, seeds: EmbeddedGraph) -> None:
    found = between(seeds, first, last)
    assert any(len(documents(steps)) > 1 for steps in found)
    assert found == between(seeds, first, last)


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_files_have_as_many_as_the_store(write: object, seeds: EmbeddedGraph, network: nx.MultiDiGraph[str]) -> None:
    stream = io.BytesIO()
    write(network, stream)  # type: ignore[operator]
    stream.seek(0)
    read = nx.read_graphml(stream, force_multigraph=True) if write is write_graphml else nx.read_gexf(stream)
    relations = len(table(seeds, "SELECT ?r { ?r cii:subject ?s }").rows)
    entities = len(table(seeds, "SELECT DISTINCT ?e { ?m itsrdf:taIdentRef ?e }").rows)
    assert read.number_of_edges() == relations > 250
    assert read.number_of_nodes() >= entities > 350
    related = {end for link in network.edges() for end in link}
    asked = table(seeds, "SELECT DISTINCT ?e { { ?r cii:subject ?e } UNION { ?r cii:object ?e } }")
    assert len(related) == len(asked.rows)


def test_follow_the_money_is_valid(seeds: EmbeddedGraph, network: nx.MultiDiGraph[str]) -> None:
    stream = io.BytesIO()
    counts = write_follow_the_money(seeds, network, stream)
    written = {entity["id"]: entity for entity in map(json.loads, stream.getvalue().splitlines())}
    assert len(written) == counts.entities + counts.links + counts.documents
    schemata = {entity["schema"] for entity in written.values()}
    assert schemata >= {"Person", "Company", "Organization", "PublicBody", "Ownership", "Directorship", "Membership"}
    validate(written)


def test_china_connects_the_parts(seeds: EmbeddedGraph) -> None:
    assert rank(seeds, "betweenness").rows[0].label == "China"
