"""Builds after changes: whatever changed, the store equals one that was built from nothing."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciigraph import pipeline
from ciigraph.extraction import extractor
from ciigraph.graph import entity_changes
from ciigraph.graph import identifiers as ids
from ciigraph.graph import store as store_module
from ciigraph.graph.access import open_graph
from ciigraph.graph.seals import PROFILES
from ciigraph.graph.store import canonical_nquads, current_generation, open_for_reading
from ciigraph.inquiry import derivation, text_index
from ciigraph.inquiry.audit import reading
from ciigraph.inquiry.search import search
from ciigraph.inquiry.text_index import FILE
from ciigraph.outcomes import Options
from ciigraph.records import Extraction
from small_world import mention
from synthetic import Silent, write_country_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ciigraph.records import Document

#: Names that the pretended extraction finds; some are joined with each other, some are known.
NAMES = ("Delta Works", "Delta-Works", "Port of Verd", "Verd Port Authority", "Ada Berg", "Huawei", "Zeebrugge")
COUNTRIES = ("Belgium", "Azerbaijan")


class PretendedExtractor:
    """Finds the names by looking for them."""

    def __init__(self, model: str, jobs: int) -> None:
        """Nothing is loaded."""

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Extraction, ...]]]:
        for document in documents:
            found = (
                (
                    unit,
                    [mention(unit.text, name, name.lower().replace(" ", "-")) for name in NAMES if name in unit.text],
                )
                for unit in document.units
            )
            yield document, tuple(Extraction(unit.id, tuple(mentions)) for unit, mentions in found)


@pytest.fixture(autouse=True)
def _unchanged_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text is read without a language model; the code counts as unchanged, whoever edits it meanwhile."""
    monkeypatch.setattr(extractor, "Extractor", PretendedExtractor)
    monkeypatch.setattr(pipeline, "model_version", lambda model: model)
    monkeypatch.setattr(pipeline, "fingerprint", lambda *_: "0" * 64)


def build(documents: Path, store: Path) -> None:
    pipeline.build([documents], store, Options(model="pretended"), Silent())


def content(store: Path) -> tuple[bytes, list[tuple[str, ...]], list[tuple[str, float]]]:
    """All a store holds: the graph without the manifest, the rows of its text index, and what a search finds."""
    graph = canonical_nquads(open_for_reading(store), without=[ids.MANIFEST_GRAPH])
    generation = current_generation(store)
    assert generation is not None
    with closing(sqlite3.connect(generation / FILE)) as connection:
        rows = sorted(connection.execute("SELECT words, unit, coalesce(country, '') FROM evidence").fetchall())
    found = [(hit.text, hit.score) for hit in search(open_graph(store), "harbour opened", limit=50)]
    return graph, rows, found


#: What may happen to the documents: one is written with a text that names these, or goes.
_NAMED = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
_TEXT = st.tuples(st.just("text"), st.sampled_from(("one", "two", "three")), _NAMED)
_COUNTRY = st.tuples(st.just("country"), st.sampled_from(COUNTRIES), _NAMED)
_GONE = st.tuples(st.just("gone"), st.integers(0, 9), st.just([]))
CHANGES = st.lists(st.lists(st.one_of(_TEXT, _COUNTRY, _GONE), min_size=1, max_size=2), min_size=1, max_size=2)


def apply(change: tuple[str, object, list[str]], folder: Path) -> None:
    what, which, named = change
    said = " and ".join(named) or "nobody"
    if what == "text":
        text = f"The harbour was opened by {said} in May, and the council of the town met there for the first time.\n"
        (folder / f"{which}.txt").write_text(text)
    elif what == "country":
        write_country_file(folder, str(which), {1: len(named), 2: 4}, evidence=f"The harbour opened, says {said}")
    else:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        if len(files) > 1:
            files[int(str(which)) % len(files)].unlink()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_any_changes_leave_what_a_build_from_nothing_makes(
    changes: list[list[tuple[str, object, list[str]]]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, store, anew = Path(name, "documents"), Path(name, "store"), Path(name, "anew")
        folder.mkdir()
        for start in (("text", "one", [NAMES[0]]), ("text", "two", [NAMES[1], NAMES[4]]), ("country", "Belgium", [])):
            apply(start, folder)
        for number, text in enumerate(("three", "four", "five")):
            apply(("text", text, list(NAMES[number : number + 2])), folder)
        build(folder, store)
        for step in changes:
            for change in step:
                apply(change, folder)
            build(folder, store)
        build(folder, anew)
        assert content(store) == content(anew)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The folder of a store of some documents."""
    for number, name in enumerate(("one", "two", "three", "four", "five")):
        (tmp_path / "documents").mkdir(exist_ok=True)
        apply(("text", name, list(NAMES[number : number + 2])), tmp_path / "documents")
    build(tmp_path / "documents", tmp_path / "store")
    return tmp_path / "store"


def test_a_change_writes_its_own_entities_and_texts_alone(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    statements, texts = entity_changes.entity_statements, text_index.texts_of
    monkeypatch.setattr(
        entity_changes, "entity_statements", lambda some: made.append(len(list(some))) or statements(some)
    )
    rows: list[int] = []

    def counted(*arguments: object) -> list[tuple[str, str, str | None]]:
        found = list(texts(*arguments))  # type: ignore[arg-type]
        rows.append(len(found))
        return found

    monkeypatch.setattr(text_index, "texts_of", counted)
    apply(("text", "one", ["Delta Works", "Ada Berg"]), built.parent / "documents")
    build(built.parent / "documents", built)
    assert sum(rows) == 1, "the text of the changed document"
    assert sum(made) <= 6, "before and after: what the document named, and what it names"


@pytest.mark.parametrize("name", [PROFILES, FILE])
@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_damage_beside_a_generation_does_not_go_on(built: Path, tmp_path: Path, name: str, damage: str) -> None:
    generation = current_generation(built)
    assert generation is not None
    if damage == "gone":
        (generation / name).unlink()
    else:
        with (generation / name).open("r+b") as stream:
            stream.seek(100)
            stream.write(b"damage")
    apply(("text", "one", ["Ada Berg"]), tmp_path / "documents")
    build(tmp_path / "documents", built)
    build(tmp_path / "documents", tmp_path / "anew")
    assert content(built) == content(tmp_path / "anew")


def test_another_code_makes_another_text_index(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_index, "_code", lambda: 7)
    monkeypatch.setattr(text_index.shutil, "copyfile", lambda *_: pytest.fail("the old index was taken over"))
    apply(("text", "one", ["Ada Berg"]), built.parent / "documents")
    build(built.parent / "documents", built)


def test_the_queries_that_derivation_depends_on_are_those_it_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    saved = derivation.saved
    for module in (derivation, reading):
        monkeypatch.setattr(module, "saved", lambda name: asked.add(name) or saved(name))
    apply(("country", "Belgium", ["Huawei"]), tmp_path)
    build(tmp_path, tmp_path / "store")
    shutil.rmtree(tmp_path / "store")
    assert asked == set(derivation.QUERIES)


def test_what_is_done_some_at_a_time_is_what_is_done_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "documents").mkdir()
    for text in ("one", "two", "three"):
        apply(("text", text, list(NAMES[:2])), tmp_path / "documents")
    for country in COUNTRIES:
        apply(("country", country, ["Huawei"]), tmp_path / "documents")
    build(tmp_path / "documents", tmp_path / "at-once")
    monkeypatch.setattr(derivation, "TOGETHER", 1)
    monkeypatch.setattr(text_index, "_TOGETHER", 2)
    monkeypatch.setattr(store_module, "_TOGETHER", 100)
    build(tmp_path / "documents", tmp_path / "one-by-one")
    assert content(tmp_path / "one-by-one") == content(tmp_path / "at-once")
