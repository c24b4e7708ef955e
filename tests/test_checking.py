"""``ciigraph check``: a sound store is called sound, and every kind of damage is found and named."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ciigraph.assets import asset
from ciigraph.checking import check
from ciigraph.errors import StoreError
from ciigraph.graph import identifiers as ids
from ciigraph.graph.seals import seal
from ciigraph.graph.store import current_generation
from ciigraph.outcomes import Options
from ciigraph.pipeline import build
from synthetic import Silent

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def store(corpus_store: Path, tmp_path: Path) -> Path:
    """A copy of the corpus' store that a test may damage."""
    return shutil.copytree(corpus_store, tmp_path / "store")


def _generation(store: Path) -> Path:
    generation = current_generation(store)
    assert generation is not None
    return generation


def _where(store: Path) -> list[str]:
    return [fault.where for fault in check(store, Silent()).faults]


def test_a_sound_store(corpus_store: Path) -> None:
    soundness = check(corpus_store, Silent())
    assert soundness.faults == ()
    assert soundness.documents >= 3
    assert soundness.triples > 10_000


def test_a_store_with_text_is_compared_with_its_extraction(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Huawei built a data centre in Gaborone in 2021. The embassy of China praised it.\n", "utf-8")
    assert build([article], tmp_path / "store", Options(), Silent()).failed == []
    assert check(tmp_path / "store", Silent()).faults == ()


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        check(tmp_path, Silent())


@pytest.mark.parametrize("content", ["", "nonsense", "ciigraph-store-1 999999\n", "ciigraph-store-0 000001\n"])
def test_the_pointer_to_the_generation(content: str, store: Path) -> None:
    (store / "CURRENT").write_text(content, "utf-8")
    assert _where(store) == [str(store / "CURRENT")]


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_in_the_database(seed: int, store: Path) -> None:
    chance = random.Random(seed)
    tables = sorted(_generation(store).glob("*.sst"), key=lambda path: -path.stat().st_size)[:4]
    table = chance.choice(tables)
    content = bytearray(table.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    table.write_bytes(content)
    assert _where(store) == [str(table)]


@pytest.mark.parametrize("missing", ["*.sst", "MANIFEST-*", "CURRENT"])
def test_a_file_of_the_database_is_gone(missing: str, store: Path) -> None:
    path = max(_generation(store).glob(missing), key=lambda path: path.stat().st_size)
    path.unlink()
    assert _where(store) == [str(path)]


def _document(store: Path) -> NamedNode:
    opened = Store.read_only(str(_generation(store)))
    prefix = ids.document("x").value[:-1]
    return min(
        (n for n in opened.named_graphs() if isinstance(n, NamedNode) and n.value.startswith(prefix)),
        key=lambda name: name.value,
    )


def test_a_statement_too_many_and_one_too_few(store: Path) -> None:
    name = _document(store)
    opened = Store(str(_generation(store)))
    opened.remove(next(opened.quads_for_pattern(None, None, None, name)))
    opened.add(Quad(name, NamedNode("http://example.org/p"), Literal("slipped in"), name))
    del opened
    seal(_generation(store))
    (fault,) = check(store, Silent()).faults
    assert (fault.where, fault.problem) == (name.value, "1 statements are missing and 1 are too many")


def test_a_document_whose_graph_is_gone(store: Path) -> None:
    name = _document(store)
    opened = Store(str(_generation(store)))
    opened.remove_graph(name)
    del opened
    seal(_generation(store))
    assert name.value in _where(store)


def test_a_document_that_nobody_knows(store: Path) -> None:
    name = ids.document("stranger")
    opened = Store(str(_generation(store)))
    opened.add(Quad(name, NamedNode("http://example.org/p"), Literal("hello"), name))
    del opened
    seal(_generation(store))
    assert _where(store) == [name.value]


def test_kept_work_that_is_damaged_or_gone(store: Path) -> None:
    work = min((store / "work").iterdir())
    work.write_bytes(work.read_bytes()[:-10])
    (fault,) = check(store, Silent()).faults
    assert "is damaged" in fault.problem
    work.unlink()
    assert _where(store) == [str(work)]


def test_a_damaged_store_is_made_anew_from_its_sources(store: Path) -> None:
    max(_generation(store).glob("*.sst"), key=lambda path: path.stat().st_size).write_bytes(b"broken")
    assert _where(store)
    assert build([asset("data/corpus")], store, Options(model=None, start_afresh=True), Silent()).failed == []
    assert check(store, Silent()).faults == ()
