"""Exports to files: whole or not at all, and the commands that make them."""

from __future__ import annotations

import gzip
import io
import json
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from pyoxigraph import RdfFormat, parse

from ciigraph.__main__ import main
from ciigraph.errors import UsageError
from ciigraph.exports.formats import FORMATS, TABLES, ExportError, export, export_to
from networks import graph_of_relations, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GRAPH = graph_of_relations(
    said("Acme", "ownsStakeIn", "Port Verd"),
    said("Ada", "visited", "CN", document="az", country="AZ"),
    said("Ada", "visited", "BE", polarity="negated"),
)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(name: str, tmp_path: Path) -> None:
    done = export_to(GRAPH, name, tmp_path / "out")
    assert [each.path.name for each in done if each.path] == (
        ["out"] if name != "csv" else [f"{table}.csv" for table in TABLES]
    )
    assert all(each.path and each.path.stat().st_size for each in done)
    assert list(tmp_path.rglob(".*")) == []


def test_what_was_written_is_told(tmp_path: Path) -> None:
    (done,) = export_to(GRAPH, "ftm", tmp_path / "x")
    assert done.holds == "6 entities, 2 links, 2 documents; 1 relations that a text denies are left out".replace(
        "6", "5"
    )
    (done,) = export_to(GRAPH, "graphml", tmp_path / "x", country="AZ")
    assert done.holds == "2 entities, 1 relations"


def test_a_name_in_gz_is_compressed(tmp_path: Path) -> None:
    export_to(GRAPH, "nquads", tmp_path / "x.nq.gz")
    export_to(GRAPH, "nquads", tmp_path / "y.nq.gz")
    data = gzip.decompress((tmp_path / "x.nq.gz").read_bytes())
    assert len(list(parse(data, format=RdfFormat.N_QUADS))) == len(GRAPH.store)
    assert (tmp_path / "x.nq.gz").read_bytes() == (tmp_path / "y.nq.gz").read_bytes()


@pytest.mark.parametrize(
    ("name", "more"),
    [("rdfxml", {}), ("csv", {}), ("csv", {"table": "x"}), ("nquads", {"country": "BE"}), ("trig", {"country": "BE"})],
)
def test_wrong_use(name: str, more: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        export(GRAPH, name, io.BytesIO(), **more)


def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("before")
    with pytest.raises(UsageError):
        export_to(GRAPH, "rdfxml", tmp_path / "x")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_text() == "before"


@pytest.mark.parametrize("name", ["graphml", "csv"])
def test_a_place_that_can_t_be_written(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match=r"can't be written|no folder"):
        export_to(GRAPH, name, tmp_path / "file" / "out")


# Commands ------------------------------------------------------------------------------------------------


class Done(NamedTuple):
    """What a command did."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def ciigraph(
    store: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Done]:
    """Runs a command on the store, in this process."""

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["ciigraph", *arguments, "--store", str(store)])
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capfdbinary.readouterr()
        return Done(int(str(leaving.value.code)), out.decode(), err.decode())

    return run


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the relations above."""
    from ciigraph.graph.store import Generation  # noqa: PLC0415 - for this fixture only

    folder = tmp_path_factory.mktemp("network") / "store"
    generation = Generation(folder, copy_current=False)
    generation.store.extend(GRAPH.store)
    generation.publish(optimize=False)
    return folder


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "csv"])
def test_the_command_prints_a_format(name: str, ciigraph: Callable[..., Done]) -> None:
    done = ciigraph("export", "--format", name)
    assert (done.returncode, bool(done.stdout)) == (0, True)
    assert "Traceback" not in done.stderr


def test_the_command_writes_tables(ciigraph: Callable[..., Done], tmp_path: Path) -> None:
    done = ciigraph("export", "--format", "csv", "-o", str(tmp_path / "tables"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.stem for path in (tmp_path / "tables").iterdir()) == sorted(TABLES)
    one = ciigraph("export", "--format", "csv", "--table", "relations")
    assert one.stdout.encode() == (tmp_path / "tables" / "relations.csv").read_bytes()


WRONG = [
    (("export", "--format", "csv"), "name a folder with -o"),
    (("export", "--format", "xls"), "--help"),
    (("export", "--format", "ftm", "--table", "answers"), "--table goes with --format csv"),
    (("export", "--format", "trig", "--country", "BE"), "--country goes with"),
    (("export", "--format", "ftm", "--country", "Atlantis"), "is no country"),
    (("path", "Acme", "Qxzzyv"), "no entity is called"),
    (("path", "Acme", "ACME"), "same entity"),
    (("network", "--by", "fame"), "--help"),
    (("network", "--type", "Firm"), "there are Person"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_wrong_use_is_told_in_a_line(arguments: tuple[str, ...], message: str, ciigraph: Callable[..., Done]) -> None:
    done = ciigraph(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_path_command(ciigraph: Callable[..., Done]) -> None:
    done = ciigraph("path", "acme", "Port Verd", "--format", "json")
    ((step,),) = json.loads(done.stdout)
    assert (step["predicate"], step["subject"]["label"], step["object"]["label"]) == (
        "ownsStakeIn",
        "Acme",
        "Port Verd",
    )
    assert step["evidence"][0]["document"] == "belgium-2024"
    shown = ciigraph("path", "acme", "Port Verd")
    assert "Acme → Port Verd" in shown.stdout
    assert "“Acme ownsStakeIn Port Verd.”" in shown.stdout
    none = ciigraph("path", "acme", "China", "--format", "json")
    assert (none.returncode, json.loads(none.stdout)) == (0, [])
    assert "no path" in none.stderr
    assert ciigraph("path", "acme", "Port Verd", "--format", "csv").stdout.count("\n") == 2


@pytest.mark.parametrize("by", ["betweenness", "degree", "pagerank", "broker", "community", "countries", "similarity"])
def test_the_network_command(by: str, ciigraph: Callable[..., Done]) -> None:
    done = ciigraph("network", "--by", by, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert all({"entity", "label", "type", "value"} <= row.keys() for row in json.loads(done.stdout))
    assert ciigraph("network", "--by", by).returncode == 0
