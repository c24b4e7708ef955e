"""Builds that follow people's decisions: exactly the affected graphs are written again, and undoing restores them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ciigraph import pipeline
from ciigraph.checking import check
from ciigraph.decisions.kinds import Decision, Link, Merge, Split
from ciigraph.decisions.record import FILE_NAME, add, take_back
from ciigraph.errors import DataError
from ciigraph.extraction import extractor
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import open_graph, table
from ciigraph.graph.store import canonical_nquads, current_generation, open_for_reading
from ciigraph.graph.validation import validate
from ciigraph.outcomes import Options
from ciigraph.records import Extraction
from small_world import mention
from synthetic import Silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ciigraph.records import Document

WHO: dict[str, Any] = {"by": "Ada", "date": "2026-01-31"}
#: Names that the pretended extraction knows, with the identifiers that linking gives them.
NAMES = {"Delta Works": "delta-works", "Delta Water": "delta-water", "DW": "delta-works", "Port Verd": "port-verd"}
TEXTS = {
    "works.txt": "Delta Works, which is DW, rebuilt the harbour of the town in May, as its council had hoped for.",
    "water.txt": "Delta Water pays for the quay, says the council of the town, and hopes for many ships in summer.",
    "port.txt": "Port Verd was opened again in June, and its council met delegates of a sister city on that day.",
}


class PretendedExtractor:
    """Finds the names by looking for them."""

    def __init__(self, model: str, jobs: int) -> None:
        """Nothing is loaded."""

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Extraction, ...]]]:
        for document in documents:
            yield (
                document,
                tuple(
                    Extraction(
                        unit.id,
                        tuple(mention(unit.text, name, id_) for name, id_ in NAMES.items() if name in unit.text),
                    )
                    for unit in document.units
                ),
            )


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of three documents; the code counts as unchanged, whoever edits it meanwhile."""
    monkeypatch.setattr(extractor, "Extractor", PretendedExtractor)
    monkeypatch.setattr(pipeline, "model_version", lambda model: model)
    monkeypatch.setattr(pipeline, "fingerprint", lambda *_: "0" * 64)
    monkeypatch.setattr("ciigraph.checking.fingerprint", lambda *_: "0" * 64)
    for name, text in TEXTS.items():
        (tmp_path / "documents").mkdir(exist_ok=True)
        (tmp_path / "documents" / name).write_text(text + "\n")
    assert set(built(tmp_path / "store").values()) == {"built"}
    return tmp_path / "store"


def built(store: Path, **options: Any) -> dict[str, str]:  # noqa: ANN401
    """Build; what became of each file."""
    report = pipeline.build([store.parent / "documents"], store, Options(model="pretended", **options), Silent())
    return {outcome.path: outcome.status for outcome in report.documents}


def rebuilt(store: Path, *decisions: Decision) -> set[str]:
    """Decide, build, and tell which documents were written again."""
    if decisions:
        add(store / FILE_NAME, list(decisions))
    return {name for name, status in built(store).items() if status == "built"}


def content(store: Path) -> bytes:
    return canonical_nquads(open_for_reading(store), without=[ids.MANIFEST_GRAPH])


def labels(store: Path) -> dict[str, str]:
    """The entities of the graph with their labels."""
    rows = table(open_graph(store), "SELECT ?e ?l { ?e cii:mentionCount ?n ; rdfs:label ?l FILTER(?n > 0) }").records()
    return {ids.local_name(str(row["e"])): str(row["l"]) for row in rows}


MERGE = Merge(entity="delta-works", joins="delta-water", reason="renamed", **WHO)
SPLIT = Split(entity="delta-works", name="DW", becomes="dw", **WHO)
LINK = Link(entity="port-verd", wikidata="Q7", **WHO)


@pytest.mark.parametrize(
    ("decision", "written", "entities"),
    [
        (MERGE, {"water.txt"}, {"delta-works", "port-verd"}),
        (SPLIT, {"works.txt"}, {"delta-works", "delta-water", "port-verd", "dw"}),
        (LINK, set(), {"delta-works", "delta-water", "port-verd"}),
        (Merge(entity="delta-works", joins="nobody", **WHO), set(), {"delta-works", "delta-water", "port-verd"}),
    ],
    ids=["merge", "split", "link", "of nobody"],
)
def test_exactly_the_affected_graphs_are_written(
    store: Path, decision: Decision, written: set[str], entities: set[str]
) -> None:
    before, generation = content(store), current_generation(store)
    assert rebuilt(store, decision) == written
    assert labels(store).keys() == entities
    assert current_generation(store) != generation
    assert validate(open_for_reading(store)).violations == ()
    followed = current_generation(store)
    assert rebuilt(store) == set()
    assert current_generation(store) == followed  # nothing more to do
    assert check(store, Silent()).faults == ()
    take_back(store / FILE_NAME, 1, decision.kind, **WHO)
    assert rebuilt(store) == written
    assert content(store) == before


def test_scores_are_not_computed_again_for_a_link(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "derive", lambda _: pytest.fail("scores were computed again"))
    assert rebuilt(store, LINK) == set()
    rows = table(open_graph(store), "SELECT ?e { ?e skos:exactMatch wd:Q7 }").rows
    assert [ids.local_name(row[0].value) for row in rows] == ["port-verd"]  # type: ignore[union-attr]


def test_the_graph_says_who_decided(store: Path) -> None:
    rebuilt(store, MERGE)
    query = """SELECT ?name ?rule ?who ?day ?reason {
        ?r a cii:Resolution ; cii:resolvedName ?name ; cii:linkRule ?rule ; dcterms:date ?day ; rdfs:comment ?reason ;
            prov:wasAttributedTo ?person .
        ?person rdfs:label ?who }"""
    assert list(table(open_graph(store), query).records()) == [
        {"name": "delta-water", "rule": "decided", "who": "Ada", "day": "2026-01-31", "reason": "renamed"}
    ]


def test_decisions_survive_a_rebuild_from_nothing(store: Path) -> None:
    rebuilt(store, MERGE, SPLIT, LINK)
    followed = content(store)
    assert set(built(store, start_afresh=True).values()) == {"built"}
    assert content(store) == followed
    assert labels(store).keys() == {"delta-works", "port-verd", "dw"}


def test_decisions_of_another_file(store: Path, tmp_path: Path) -> None:
    add(tmp_path / "ours.yaml", [MERGE])
    statuses = built(store, decisions=tmp_path / "ours.yaml")
    assert {name for name, status in statuses.items() if status == "built"} == {"water.txt"}
    assert check(store, Silent()).faults == ()  # it can't know of them, and calls nothing wrong


def test_a_malformed_file_stops_the_build_before_anything_is_done(store: Path) -> None:
    (store / FILE_NAME).write_text("- decision: marry\n")
    before = content(store)
    with pytest.raises(DataError, match=r"decisions.yaml:1: "):
        built(store)
    assert content(store) == before
