"""A build from files to a store: what is redone, what is kept, and what a build that dies leaves."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from ciigraph import pipeline
from ciigraph.assets import asset
from ciigraph.errors import DataError, StoreError, UsageError
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import open_graph, table
from ciigraph.graph.store import canonical_nquads, current_generation, open_for_reading, writing_lock
from ciigraph.inquiry.derivation import derive
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.score import scores
from ciigraph.outcomes import BuildReport, Options
from synthetic import Silent, sha256, write_country_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PROSE = "The harbour of Verd was opened again in May.\n\nIts council met delegates of a sister city, version {}.\n"


def build(paths: Path | Sequence[Path], store: Path, **options: Any) -> BuildReport:  # noqa: ANN401
    """Build, without reading the text for entities, which takes a language model."""
    chosen = [paths] if hasattr(paths, "exists") else list(paths)
    return pipeline.build(chosen, store, Options(model=None, **options), Silent())


def content(store: Path, *without: str) -> bytes:
    """Everything a store holds, except of the manifest, which tells of time."""
    return canonical_nquads(open_for_reading(store), without=[ids.MANIFEST_GRAPH, *map(ids.document, without)])


def graphs(store: Path) -> dict[str, bytes]:
    """Each graph of a store by name."""
    opened = open_for_reading(store)
    names = [name for name in opened.named_graphs() if name != ids.MANIFEST_GRAPH]
    return {
        ids.local_name(name.value): canonical_nquads(
            opened, without=[other for other in opened.named_graphs() if other != name]
        )
        for name in names
    }


def statuses(report: BuildReport) -> dict[str, str]:
    return {outcome.path: outcome.status for outcome in report.documents}


def write_documents(folder: Path) -> None:
    """Three countries' answers and a page of prose."""
    for number, name in enumerate(("Belgium", "Azerbaijan", "France")):
        write_country_file(folder, name, {1: number, 2: 4, 50: "skip"}, evidence=f"Known of {name}")
    (folder / "page.txt").write_text(PROSE.format(1))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents and the store that a build makes of them; each test that changes them has its copy."""
    path = tmp_path_factory.mktemp("template")
    write_documents(path / "documents")
    build(path / "documents", path / "store")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of which nothing is built yet."""
    write_documents(tmp_path / "documents")
    return tmp_path / "documents"


@pytest.fixture
def built(template: Path, tmp_path: Path) -> Path:
    """Documents of which a store was built."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return tmp_path / "documents"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


BELGIUM, FRANCE = "2024/country_json/Belgium.json", "2024/country_json/France.json"


# What is redone --------------------------------------------------------------------------------------


def test_a_build_says_what_it_did(folder: Path, store: Path) -> None:
    report = build(folder, store)
    assert set(statuses(report).values()) == {"built"}
    belgium = next(outcome for outcome in report.documents if outcome.path == BELGIUM)
    assert (belgium.document, belgium.kind, belgium.country) == ("belgium-2024-data", "country-file", "BE")
    assert (belgium.answers, belgium.units, belgium.error) == (99, 99, None)
    assert (report.removed, report.passed_over, report.disagreements) == ([], [], 0)
    assert report.triples == len(open_for_reading(store))
    assert [outcome.path for outcome in report.documents] == sorted(outcome.path for outcome in report.documents)


def test_building_again_redoes_nothing(built: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generation, before = current_generation(store), content(store)
    monkeypatch.setattr(pipeline, "read", lambda source: pytest.fail(f"{source.name} was read again"))
    monkeypatch.setattr(pipeline, "derive", lambda _: pytest.fail("scores were computed again"))
    again = build(built, store)
    assert set(statuses(again).values()) == {"unchanged"}
    assert (current_generation(store), content(store)) == (generation, before)
    assert again.triples == len(open_for_reading(store))
    assert [(each.answers, each.units) for each in again.documents] == [(99, 99)] * 3 + [(0, 2)]


def test_a_changed_document_is_read_alone_and_touches_its_graph_alone(
    built: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, manifest = graphs(store), pipeline._made(store)
    read, sources = pipeline.read, []
    monkeypatch.setattr(pipeline, "read", lambda source: sources.append(source.name) or read(source))
    write_country_file(built, "Belgium", {1: 4})
    report = build(built, store)
    assert sources == [BELGIUM]
    assert {path for path, status in statuses(report).items() if status == "built"} == {BELGIUM}
    after = graphs(store)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {"belgium-2024-data", "answers", "scores"}
    # the manifest still says that the others were made by the first run
    made = pipeline._made(store)
    assert {name for name in made if made[name] != manifest[name]} == {"belgium-2024-data"}
    assert len({each.run.name for each in made.values()}) == 2


def test_what_a_change_leaves_equals_a_build_from_nothing(built: Path, store: Path, tmp_path: Path) -> None:
    write_country_file(built, "Belgium", {1: 4, 3: 2})
    (built / FRANCE).unlink()
    write_country_file(built, "Germany", {7: 3})
    build(built, store)
    build(built, tmp_path / "anew")
    assert content(store) == content(tmp_path / "anew")


def _score_changes(folder: Path) -> None:
    write_country_file(folder, "Belgium", {1: 4, 3: 2, 50: 1})


def _country_goes(folder: Path) -> None:
    (folder / FRANCE).unlink()


def _country_comes(folder: Path) -> None:
    write_country_file(folder, "Austria", {2: 3, 99: 4})


@pytest.mark.parametrize("change", [_score_changes, _country_goes, _country_comes])
def test_what_one_change_leaves_equals_a_build_from_nothing(
    change: Callable[[Path], None], built: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    countries: list[int] = []
    monkeypatch.setattr(
        pipeline, "derive", lambda store, touched=None: (countries.append(len(touched or ())), derive(store, touched))
    )
    change(built)
    build(built, store)
    build(built, tmp_path / "anew")
    assert content(store) == content(tmp_path / "anew")
    assert countries == [1, 0], "the first build is of one country, the second of all"


def test_a_removed_document_takes_its_graph_with_it(built: Path, store: Path) -> None:
    before = graphs(store)
    (built / FRANCE).unlink()
    report = build(built, store)
    assert report.removed == ["france-2024-data"]
    assert set(statuses(report).values()) == {"unchanged"}
    after = graphs(store)
    assert before.keys() - after.keys() == {"france-2024-data"}
    assert {name for name in after if after[name] != before[name]} == {"answers", "scores"}
    assert {score.country for score in scores(open_graph(store))} == {"AZ", "BE"}
    assert b"france-2024-data" not in content(store)


def test_an_added_document_joins_the_others(built: Path, store: Path) -> None:
    write_country_file(built, "Germany", {1: 1})
    assert {path for path, status in statuses(build(built, store)).items() if status == "built"} == {
        "2024/country_json/Germany.json"
    }
    assert {score.of for score in scores(open_graph(store), by=["overall"])} == {4}


def test_a_touched_file_is_no_changed_file(built: Path, store: Path) -> None:
    os.utime(built / BELGIUM, (1, 1))
    assert set(statuses(build(built, store)).values()) == {"unchanged"}


def test_what_a_manifest_says_counts_as_content(built: Path, store: Path) -> None:
    (built / "manifest.yaml").write_text("- {path: page.txt, title: Another title}\n")
    report = build(built, store)
    assert {path for path, status in statuses(report).items() if status == "built"} == {"page.txt"}
    assert b'"Another title"' in content(store)


def test_another_version_of_the_code_redoes_all(built: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "fingerprint", lambda *names: sha256("".join(names)))
    assert set(statuses(build(built, store)).values()) == {"built"}


def test_reset_starts_afresh(built: Path, store: Path) -> None:
    before = content(store)
    report = build(built, store, start_afresh=True)
    assert set(statuses(report).values()) == {"built"}
    assert content(store) == before


@pytest.mark.parametrize("damage", ["another layout", "pointer", "database"])
def test_reset_mends_a_store_that_cannot_be_read(built: Path, store: Path, damage: str) -> None:
    before = content(store)
    if damage == "database":
        for path in (store / "generations" / "000001").iterdir():
            path.write_bytes(b"damaged")
    else:
        (store / "CURRENT").write_text("ciigraph-store-0 000001\n" if damage == "another layout" else "\xff")
    with pytest.raises(StoreError, match="build again with --reset"):
        build(built, store)
    build(built, store, start_afresh=True)
    assert content(store) == before


# The same input --------------------------------------------------------------------------------------


def test_the_same_input_is_the_same_graph(folder: Path, tmp_path: Path) -> None:
    """In another folder, and with the files named one by one in another order."""
    elsewhere = tmp_path / "else" / "where"
    shutil.copytree(folder, elsewhere)
    build(folder, tmp_path / "one")
    build(elsewhere, tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    build(files, tmp_path / "three")
    build(files[::-1], tmp_path / "four")
    assert content(tmp_path / "three") == content(tmp_path / "four")


def test_the_corpus_is_the_same_graph_each_time(corpus_store: Path, tmp_path: Path) -> None:
    files = sorted(asset("data/corpus").glob("*.txt"))[::-1]
    build(files, tmp_path / "files", manifest=asset("data/corpus") / "manifest.yaml")
    assert content(tmp_path / "files") == content(corpus_store)


def test_equal_identifiers_are_parted(tmp_path: Path, store: Path) -> None:
    for number, part in enumerate("abc"):
        write_country_file(tmp_path / "in" / part, "Belgium", {1: number})
    write_country_file(tmp_path / "in" / "d", "Belgium", {1: 2})  # the same bytes as in c
    report = build(tmp_path / "in", store)
    names = [outcome.document for outcome in report.documents]
    assert names[0] == "belgium-2024-data"
    assert len(set(names)) == 4
    assert all(str(name).startswith("belgium-2024-data-") for name in names[1:])
    assert report.disagreements == 1
    assert len(table(open_graph(store), "SELECT ?a { ?a a cii:RecordedAnswer }").rows) == 4 * 99
    assert len(table(open_graph(store), "SELECT ?a { ?a a cii:Answer }").rows) == 99
    again = build(tmp_path / "in", store)
    assert set(statuses(again).values()) == {"unchanged"}
    assert [outcome.document for outcome in again.documents] == names


# What goes wrong -------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_reported_and_the_others_are_built(folder: Path, store: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    (folder / "2024" / "country_json" / "Germany.json").write_text("{")
    report = build(folder, store)
    assert {outcome.path for outcome in report.failed} == {"empty.txt", "binary.txt", "2024/country_json/Germany.json"}
    for outcome in report.failed:
        assert outcome.error is not None
        assert outcome.error.startswith(outcome.path)
        assert "\n" not in outcome.error
        assert (outcome.document, outcome.kind, outcome.answers) == (None, None, 0)
    assert sum(status == "built" for status in statuses(report).values()) == 4
    again = build(folder, store)
    assert statuses(again).pop("empty.txt") == "failed"


def test_a_document_that_fails_now_takes_its_graph_with_it(built: Path, store: Path) -> None:
    (built / BELGIUM).write_text("{")
    report = build(built, store)
    assert report.removed == ["belgium-2024-data"]
    assert {score.country for score in scores(open_graph(store))} == {"AZ", "FR"}


def test_nothing_at_all_is_a_graph_too(tmp_path: Path, store: Path) -> None:
    (tmp_path / "nothing").mkdir()
    report = build(tmp_path / "nothing", store)
    assert (report.documents, report.triples > 1000) == ([], True)
    assert scores(open_graph(store)) == []


def test_wrong_paths_and_manifests_leave_everything_alone(folder: Path, store: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        build(tmp_path / "missing", store)
    (tmp_path / "bad.yaml").write_text("- {path: nothing.txt}\n")
    with pytest.raises(DataError, match=r"there is no file nothing.txt"):
        build(folder, store, manifest=tmp_path / "bad.yaml")
    assert not store.exists()


def test_one_build_at_a_time(folder: Path, store: Path) -> None:
    with writing_lock(store), pytest.raises(StoreError, match="another build is writing"):
        build(folder, store)


def test_where_the_store_cannot_be_written(folder: Path, store: Path) -> None:
    store.mkdir()
    (store / "work").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="work: File exists"):
        build(folder, store)


def test_an_interrupted_build_takes_up_where_it_stopped(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, sources = pipeline.read, []

    def interrupted(source: Any) -> Any:  # noqa: ANN401
        if len(sources) == 2:
            raise KeyboardInterrupt
        sources.append(source.name)
        return read(source)

    monkeypatch.setattr(pipeline, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build(folder, store)
    assert current_generation(store) is None
    rest: list[str] = []
    monkeypatch.setattr(pipeline, "read", lambda source: rest.append(source.name) or read(source))
    assert set(statuses(build(folder, store)).values()) == {"built"}
    assert len(rest) == 2
    assert not set(rest) & set(sources)


@pytest.mark.parametrize("step", ["document_statements", "derive", "manifest_statements"])
def test_a_build_that_fails_while_writing_leaves_the_old_graph(
    built: Path, store: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = content(store)
    write_country_file(built, "Belgium", {1: 4})

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, step, fail)
        with pytest.raises(StoreError, match="No space left on device; the store is unchanged"):
            build(built, store)
    assert content(store) == before
    assert statuses(build(built, store))[BELGIUM] == "built"
    assert content(store) != before
    assert len(list((store / "generations").iterdir())) == 2


def test_finished_work_that_was_damaged_is_done_again(built: Path, store: Path) -> None:
    """A power cut may leave a file empty that was written before it."""
    before = content(store)
    for path in (store / "work").iterdir():
        path.write_bytes(b"")
    write_country_file(built, "Belgium", {1: 4})
    build(built, store)
    write_country_file(built, "Belgium", {1: 0, 2: 4, 50: "skip"}, evidence="Known of Belgium")
    build(built, store)
    assert content(store) == before


def test_the_workshop_keeps_only_what_is_needed(built: Path, store: Path) -> None:
    kept = {path.name for path in (store / "work").iterdir()}
    assert len(kept) == 4
    (built / FRANCE).unlink()
    (store / "work" / "half.part").write_text("")
    build(built, store)
    assert {path.name for path in (store / "work").iterdir()} < kept
    assert len(list((store / "work").iterdir())) == 3


# Killed ----------------------------------------------------------------------------------------------

KILLS = 20


def _build_in_a_process(built: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ciigraph", "build", str(built), "--store", str(store), "--answers-only"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _end(process: subprocess.Popen[bytes]) -> tuple[int, bool]:
    """The exit code, and whether nothing went wrong that anybody told of."""
    _, errors = process.communicate()
    return process.returncode, b"Traceback" not in errors and b"ciigraph: " not in errors


def _as_version(text: bytes, built: Path, number: int) -> list[bytes]:
    """The statements with what tells one version of Belgium's file from another left out."""
    digest = sha256((built / BELGIUM).read_text("utf-8")).encode()
    return sorted(text.replace(b"version %d " % number, b"version N ").replace(digest, b"0" * 64).splitlines())


@pytest.mark.slow
def test_a_killed_build_leaves_the_store_as_it_was(folder: Path, store: Path) -> None:
    def write(number: int) -> None:
        write_country_file(folder, "Belgium", {1: 4}, evidence=f"In version {number} of this file")

    write(0)
    build(folder, store)
    expected = _as_version(content(store), folder, 0)
    ranks = [(score.country, score.name, score.rank) for score in scores(open_graph(store))]
    write(1)
    started = time.perf_counter()
    assert _end(_build_in_a_process(folder, store)) == (0, True)
    whole = time.perf_counter() - started
    assert _as_version(content(store), folder, 1) == expected
    current, killed, draw = 1, 0, random.Random(20)
    for number in range(2, 2 + KILLS):
        old = (folder / BELGIUM).read_bytes()
        write(number)
        started = time.perf_counter()
        process = _build_in_a_process(folder, store)
        try:
            process.wait(timeout=whole * draw.uniform(0.3, 1.0))
            whole = min(whole, time.perf_counter() - started)  # the first one ran on a busier machine
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        assert _end(process) in ((0, True), (-signal.SIGKILL, True))
        killed += process.returncode != 0
        found = content(store)
        if b"version %d " % number in found:  # it was through before it was killed
            current = number
            assert _as_version(found, folder, number) == expected
        else:
            assert process.returncode == -signal.SIGKILL
            digest = sha256(old.decode()).encode()
            lines = found.replace(b"version %d " % current, b"version N ").replace(digest, b"0" * 64).splitlines()
            assert sorted(lines) == expected
            (folder / BELGIUM).write_bytes(old)
        assert [(score.country, score.name, score.rank) for score in scores(open_graph(store))] == ranks
    assert killed >= KILLS // 2
    write(99)
    assert _end(_build_in_a_process(folder, store)) == (0, True)
    assert _as_version(content(store), folder, 99) == expected
    assert len(list((store / "generations").iterdir())) <= 2


def test_the_manifest_tells_who_made_what(built: Path, store: Path) -> None:
    rows = list(table(open_graph(store), saved("provenance/documents").text).records())
    assert len(rows) == 4
    for row in rows:
        path = built / str(row["path"])
        assert row["sha256"] == sha256(path.read_text("utf-8"))
        assert row["version"] == pipeline.__version__
        assert str(row["read"]).endswith("Z")
    assert json.loads((built / BELGIUM).read_text())["name"] == "Belgium"
