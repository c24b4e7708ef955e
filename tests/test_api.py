"""The interface for analysts: quick to import, and tables of everything."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import ciigraph
from ciigraph.api import Records
from ciigraph.errors import QueryError, StoreError, UsageError
from read_corpus import corpus_read

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.graph.access import Graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return ciigraph.open_graph(corpus_read())


def test_importing_costs_nothing() -> None:
    program = (
        "import sys, ciigraph; assert 'score' in dir(ciigraph)\n"
        "heavy = {'spacy', 'pyoxigraph', 'rdflib', 'networkx', 'pyvis', 'pandas', 'altair', 'yaml', 'msgspec'}\n"
        "sys.exit(', '.join(sorted(heavy & sys.modules.keys())) or None)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_offered_is_there() -> None:
    for name in ciigraph.__all__:
        assert getattr(ciigraph, name) is not None
        assert getattr(getattr(ciigraph, name), "__doc__", "")
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        ciigraph.nothing  # type: ignore[attr-defined] # noqa: B018


def test_a_build_tells_of_each_document(tmp_path: Path) -> None:
    built = ciigraph.build(store=tmp_path / "store", model=None)
    assert {row["status"] for row in built} == {"built"}
    assert {row["status"] for row in ciigraph.build(store=tmp_path / "store", model=None)} == {"unchanged"}


def test_the_store_is_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CIIGRAPH_STORE", str(tmp_path / "nowhere"))
    with pytest.raises(StoreError, match="there is no store"):
        ciigraph.open_graph()


def test_scores_are_rows_with_the_published_ones_beside(graph: Graph) -> None:
    (row,) = ciigraph.score(graph, "Belgium", by="overall", edition=2024)
    assert (row["country"], row["score"], row["max"]) == ("BE", 81, 396)
    assert (row["published_score"], row["published_rank"]) == (81, 83)
    with pytest.raises(UsageError, match="'Atlantis' is no country"):
        ciigraph.score(graph, "Atlantis")


def test_queries_saved_and_written(graph: Graph) -> None:
    saved = ciigraph.query(graph, "highest-answers", country="AZ", least=4)
    assert {"indicator", "label"} <= saved[0].keys() or "indicator" in saved[0]
    rows = ciigraph.query(graph, "SELECT (COUNT(*) AS ?n) WHERE { ?r a cii:Relation }")
    assert isinstance(rows[0]["n"], int)
    assert ciigraph.query(graph, "ASK { ?s ?p ?o }") == [{"answer": True}]
    (triple,) = ciigraph.query(graph, "CONSTRUCT { <urn:a> rdfs:label ?o } WHERE { BIND('x' AS ?o) }")
    assert triple["object"] == "x"
    with pytest.raises(QueryError, match="no valid SPARQL"):
        ciigraph.query(graph, "SELECT nonsense {")
    with pytest.raises(UsageError, match="there is no saved query nonsense"):
        ciigraph.query(graph, "nonsense")


def test_an_entity_across_countries(graph: Graph) -> None:
    found = ciigraph.lookup(graph, "Huawei", limit=1)
    assert found[0]["label"] == "Huawei"
    assert {each["country"] for each in found[0]["countries"]} >= {"BE", "AZ"}
    (alone,) = ciigraph.lookup(graph, "Huawei", country="Belgium", limit=1)
    assert {each["country"] for each in alone["countries"]} == {"BE"}


def test_flags_of_an_audit(graph: Graph) -> None:
    flags = ciigraph.audit(graph, "Belgium")
    assert all(flag["country"] == "BE" for flag in flags)
    assert len(ciigraph.audit(graph, min_strength="strong")) <= len(ciigraph.audit(graph))


def test_views_and_charts(graph: Graph) -> None:
    view = ciigraph.view(graph, country="Belgium", max_nodes=30)
    assert (view.heading, view.max_nodes) == ("Belgium", 30)
    pytest.importorskip("altair", reason="charts need Altair (extra charts)")
    for kind in ("domains", "layers", "answers", "timeline"):
        assert ciigraph.chart(graph, kind, "BE").to_dict()["datasets"]  # type: ignore[arg-type]
    drawn = ciigraph.chart(graph, "distribution", "BE", indicator="media-03").to_dict()
    rows = [row for rows in drawn["datasets"].values() for row in rows]
    assert sum(row["countries"] for row in rows) == 2
    assert [row["own"] for row in rows].count("this country") == 1
    assert ciigraph.chart(graph, "timeline", entity="Huawei").to_dict()


@pytest.mark.parametrize(
    ("kind", "message"), [("domains", "is one of a country"), ("distribution", "give one, such as")]
)
def test_a_chart_of_nothing_is_refused(graph: Graph, kind: str, message: str) -> None:
    pytest.importorskip("altair", reason="charts need Altair (extra charts)")
    with pytest.raises(UsageError, match=message):
        ciigraph.chart(graph, kind)  # type: ignore[arg-type]


def test_tables_show_text_as_text_and_become_frames(graph: Graph) -> None:
    name = "<img src=x onerror=alert(1)>"
    shown = Records([{"name": name, "count": None}] * 60)._repr_html_()
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "<img" not in shown
    assert "60 rows, 50 shown" in shown
    pandas = pytest.importorskip("pandas", reason="data frames need pandas (extra notebooks)")
    frame = ciigraph.score(graph, "BE").frame()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["percent"].dtype == "float64"
