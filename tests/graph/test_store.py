"""The store: generations, the switch, the lock, and what is said where something is wrong with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from ciigraph.errors import QueryError, StoreError
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import EmbeddedGraph, open_graph
from ciigraph.graph.store import (
    LAYOUT,
    Generation,
    canonical_nquads,
    current_generation,
    open_for_reading,
    writing_lock,
)
from ciigraph.graph.vocabulary import CII

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

ONE, TWO = ids.document("one"), ids.document("two")


def quads(graph: NamedNode, *texts: str) -> list[Quad]:
    return [Quad(graph, CII.value, Literal(text), graph) for text in texts]


def publish(folder: Path, stated: Iterable[Quad], *, copy: bool = False, drop: Iterable[NamedNode] = ()) -> Path:
    generation = Generation(folder, copy_current=copy)
    generation.replace_graphs(drop, stated)
    path = generation.path
    generation.publish(optimize=not copy)
    return path


def texts(store: Store) -> list[str]:
    return sorted(quad.object.value for quad in store)


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "generations").iterdir())


def test_a_generation_is_seen_once_it_is_published(tmp_path: Path) -> None:
    assert current_generation(tmp_path) is None
    first = Generation(tmp_path, copy_current=True)
    first.replace_graphs([], quads(ONE, "a"))
    assert current_generation(tmp_path) is None
    first.publish(optimize=True)
    assert current_generation(tmp_path) == tmp_path / "generations" / "000001"
    assert (tmp_path / "CURRENT").read_text() == f"{LAYOUT} 000001\n"
    assert texts(open_for_reading(tmp_path)) == ["a"]


def test_a_copy_keeps_what_is_not_replaced(tmp_path: Path) -> None:
    publish(tmp_path, quads(ONE, "a") + quads(TWO, "b"))
    publish(tmp_path, quads(TWO, "c"), copy=True, drop=[TWO])
    assert texts(open_for_reading(tmp_path)) == ["a", "c"]
    publish(tmp_path, quads(TWO, "d"))
    assert texts(open_for_reading(tmp_path)) == ["d"]


def test_a_reader_keeps_the_generation_it_opened(tmp_path: Path) -> None:
    publish(tmp_path, quads(ONE, *(f"old {n}" for n in range(500))))
    reader = open_for_reading(tmp_path)
    publish(tmp_path, quads(ONE, "new"), copy=True, drop=[ONE])
    assert len(texts(reader)) == 500
    assert texts(open_for_reading(tmp_path)) == ["new"]
    assert generations(tmp_path) == ["000001", "000002"]


def test_only_the_last_two_generations_stay(tmp_path: Path) -> None:
    for number in range(4):
        publish(tmp_path, quads(ONE, str(number)))
    assert generations(tmp_path) == ["000003", "000004"]


def test_an_abandoned_generation_leaves_nothing(tmp_path: Path) -> None:
    publish(tmp_path, quads(ONE, "a"))
    generation = Generation(tmp_path, copy_current=True)
    generation.replace_graphs([ONE], quads(ONE, "b"))
    generation.abandon()
    assert generations(tmp_path) == ["000001"]
    assert texts(open_for_reading(tmp_path)) == ["a"]


def test_what_a_dead_build_left_is_never_taken_for_a_generation(tmp_path: Path) -> None:
    publish(tmp_path, quads(ONE, "a"))
    left = tmp_path / "generations" / "000002"
    left.mkdir()
    (left / "CURRENT").write_text("half a database")
    assert texts(open_for_reading(tmp_path)) == ["a"]
    assert publish(tmp_path, quads(ONE, "b"), copy=True).name == "000003"
    assert generations(tmp_path) == ["000001", "000003"]
    assert texts(open_for_reading(tmp_path)) == ["a", "b"]


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    publish(tmp_path, quads(ONE, "a"))
    with pytest.raises(RuntimeError, match="read-write"):
        open_for_reading(tmp_path).add(quads(ONE, "b")[0])


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from ciigraph.errors import StoreError\n"
        "from ciigraph.graph.store import writing_lock\n"
        "try:\n    with writing_lock(pathlib.Path(sys.argv[1])): print('mine')\n"
        "except StoreError as error: print(error)\n"
    )

    def try_to_write() -> str:
        command = [sys.executable, "-c", program, str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    with writing_lock(tmp_path):
        assert try_to_write() == f"{tmp_path}: another build is writing; wait until it ends"
        with pytest.raises(StoreError, match="another build is writing"), writing_lock(tmp_path):
            pytest.fail("two writers at once")
    assert try_to_write() == "mine"


def test_a_lock_left_by_a_dead_build_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("")
    with writing_lock(tmp_path):
        pass


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="can't be written"), writing_lock(tmp_path / "file" / "store"):
        pytest.fail("written below a file")
    with pytest.raises(StoreError, match="No space left on device; the store is unchanged"), writing_lock(tmp_path):
        raise OSError(28, "No space left on device")


def _cut(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(path.stat().st_size // 2)


def _scramble(path: Path) -> None:
    path.write_bytes(b"\xff" * path.stat().st_size)


DAMAGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "table cut": ("*.sst", _cut),
    "table scrambled": ("*.sst", _scramble),
    "table gone": ("*.sst", lambda path: path.unlink()),
    "manifest scrambled": ("MANIFEST-*", _scramble),
    "pointer gone": ("CURRENT", lambda path: path.unlink()),
    "pointer scrambled": ("CURRENT", _scramble),
}


@pytest.mark.parametrize(("pattern", "damage"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_store_says_so(tmp_path: Path, pattern: str, damage: Callable[[Path], None]) -> None:
    path = publish(tmp_path, quads(ONE, *(f"text {n}" * 50 for n in range(500))))
    damaged = list(path.glob(pattern))
    assert damaged
    for each in damaged:
        damage(each)
    with pytest.raises(StoreError, match=r"damaged .*; build again with --reset"):
        open_for_reading(tmp_path)
    publish(tmp_path, quads(ONE, "anew"))
    assert texts(open_for_reading(tmp_path)) == ["anew"]


POINTERS = {
    "another layout": ("ciigraph-store-0 000001", "made by another version of ciigraph (ciigraph-store-0)"),
    "no pointer": ("", "made by another version of ciigraph (unknown)"),
    "way out": (f"{LAYOUT} ../../000001", "made by another version"),
    "no name": (LAYOUT, "made by another version"),
    "gone": (f"{LAYOUT} 000007", "generation 000007 is gone"),
}


@pytest.mark.parametrize(("pointer", "message"), POINTERS.values(), ids=POINTERS)
def test_a_pointer_that_leads_nowhere_is_refused(tmp_path: Path, pointer: str, message: str) -> None:
    publish(tmp_path, quads(ONE, "a"))
    (tmp_path / "CURRENT").write_text(pointer)
    with pytest.raises(StoreError) as raised:
        open_for_reading(tmp_path)
    assert message in str(raised.value)
    assert str(raised.value).endswith("; build again with --reset")
    publish(tmp_path, quads(ONE, "anew"), copy=True)
    assert texts(open_for_reading(tmp_path)) == ["anew"]


def test_a_pointer_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError, match="can't be read"):
        current_generation(tmp_path)


def test_where_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store; make one with: ciigraph build PATH --store"):
        open_graph(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_canonical_nquads_depend_on_the_statements_only(tmp_path: Path) -> None:
    stated = quads(ONE, "b", 'line\n"break"', "ü") + quads(TWO, "a")
    publish(tmp_path / "x", stated)
    publish(tmp_path / "y", quads(ONE, "b"))
    publish(tmp_path / "y", reversed(stated), copy=True)
    one, other = (canonical_nquads(open_for_reading(tmp_path / name)) for name in "xy")
    assert one == other
    assert one.endswith(b"\n")
    assert one.splitlines() == sorted(one.splitlines())
    assert sorted(map(str, parse(one, format=RdfFormat.N_QUADS))) == sorted(map(str, stated))


def test_canonical_nquads_may_leave_graphs_out() -> None:
    store = Store()
    store.extend(quads(ONE, "a") + quads(TWO, "b"))
    assert b"two" not in canonical_nquads(store, without=[TWO])
    assert canonical_nquads(store, without=[ONE, TWO]) == b""


def test_a_moved_store_is_the_same_store(tmp_path: Path) -> None:
    publish(tmp_path / "here", quads(ONE, "a"))
    shutil.move(tmp_path / "here", tmp_path / "there")
    assert texts(open_for_reading(tmp_path / "there")) == ["a"]


def test_questions_that_cannot_be_answered(corpus: EmbeddedGraph) -> None:
    with pytest.raises(QueryError, match=r"no valid SPARQL: error at 1:\d"):
        corpus.query("nonsense")
    with pytest.raises(QueryError, match="no valid SPARQL"):
        corpus.query("DELETE WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError, match="the query failed"):
        corpus.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_query_that_runs_away_is_given_up(corpus: EmbeddedGraph) -> None:
    # long enough to be given up, and short enough not to run on beside the tests that follow
    long = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 2000 } { SELECT * { ?d ?e ?f } LIMIT 1000 } }"
    with pytest.raises(QueryError, match=r"took longer than 0.001 s; narrow it or allow more with --timeout"):
        corpus.query(long, timeout=0.001)
    assert corpus.query("ASK {}", timeout=5) is True
    with pytest.raises(QueryError, match="no valid SPARQL"):
        corpus.query("nonsense", timeout=5)
