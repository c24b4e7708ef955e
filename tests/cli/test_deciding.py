"""``ciigraph merge``, ``split`` and ``link`` on the command line, against a real SPARQL server."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import httpx
import pytest
from typer.testing import CliRunner

from ciigraph.cli.app import app
from ciigraph.errors import CiigraphError, UsageError
from ciigraph.graph.store import Generation
from servers import oxigraph_server
from small_world import WORLD, entity_graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from servers import Server


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a small graph shaped like Wikidata."""
    with oxigraph_server(tmp_path_factory.mktemp("wikidata")) as server:
        httpx.post(
            server.graph_store, params={"default": ""}, content=WORLD.encode(), headers={"Content-Type": "text/turtle"}
        ).raise_for_status()
        yield server


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the entities that want items."""
    store = tmp_path_factory.mktemp("template") / "store"
    generation = Generation(store, copy_current=False)
    generation.store.bulk_extend(entity_graph().store)
    generation.publish(optimize=False)
    return store


@pytest.fixture
def store(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(template, tmp_path / "store")
    monkeypatch.setenv("CIIGRAPH_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("CIIGRAPH_USER", "Ada")
    return tmp_path / "store"


def run(*arguments: str) -> list[dict[str, object]]:
    """What a command prints as JSON."""
    done = CliRunner().invoke(app, [*arguments, "--format", "json"], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return list(json.loads(done.stdout)) if done.stdout else []


def refused(*arguments: str) -> str:
    """The message of a command that must fail."""
    with pytest.raises(CiigraphError) as caught:
        CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    return str(caught.value)


DAY = ("--date", "2026-01-31")


def test_link_prints_candidates_as_the_contract_has_it(store: Path, world: Server) -> None:
    found = run("link", "--endpoint", world.query, "--pause", "0", "--least", "1")
    assert [each["identifier"] for each in found][:2] == ["verd-cable", "ada-berg"]
    for each in found:
        assert each.keys() >= {"entity", "label", "candidates"}
        for candidate in each["candidates"]:  # type: ignore[attr-defined]
            assert candidate.keys() >= {"wikidata", "label", "score"}
    first = found[0]["candidates"][0]  # type: ignore[index]
    assert (first["wikidata"], first["label"], first["score"]) == ("Q9001", "Verd Cable", 1.0)
    assert found[0]["entity"] == "https://w3id.org/ciigraph/id/entity/verd-cable"
    assert not (store / "decisions.yaml").exists()


def test_what_is_accepted_by_hand_has_its_label_where_it_was_proposed(store: Path, world: Server) -> None:
    run("link", "--endpoint", world.query, "--pause", "0", "--entity", "ada-berg")
    (made,) = run("link", "--accept", "ada-berg=Q9010", "--endpoint", world.query, *DAY)
    assert (made["label"], made["match"]) == ("Ada Berg", "exact")
    (unknown,) = run("link", "--reject", "verd-cable=Q77", "--endpoint", world.query, *DAY)
    assert unknown["label"] == ""
    assert (store / "wikidata.sqlite").exists()


@pytest.mark.usefixtures("store")
def test_link_accepts_above_a_threshold_but_no_person(world: Server) -> None:
    done = CliRunner().invoke(
        app, ["link", "--endpoint", world.query, "--pause", "0", "--least", "1", "--accept-above", "0.85", *DAY]
    )
    assert done.exit_code == 0
    assert "2 accepted by the rule" in done.stderr
    links = run("link", "--list")
    assert [(each["entity"], each["wikidata"], each["match"], each["score"]) for each in links] == [
        ("verd-cable", "Q9001", "close", "1.000"),
        ("university-of-verd", "Q9020", "close", "0.858"),
    ]
    assert re.fullmatch(r"ciigraph \S+, link --accept-above 0.85", str(links[0]["by"]))
    assert links[0]["date"] == "2026-01-31"
    again = run("link", "--endpoint", world.query, "--pause", "0", "--least", "1")
    assert "verd-cable" not in [each["identifier"] for each in again]


@pytest.mark.usefixtures("store")
def test_link_by_hand() -> None:
    (made,) = run("link", "--accept", "Ada Berg=Q9010", "--reason", "same biography", *DAY)
    assert (made["entity"], made["wikidata"], made["match"], made["by"], made["date"], made["reason"]) == (
        *("ada-berg", "Q9010", "exact"),
        *("Ada", "2026-01-31", "same biography"),
    )
    (nearly,) = run("link", "--accept", "verd-cable=Q9001", "--close", *DAY)
    assert nearly["match"] == "close"
    run("link", "--reject", "council=Q9030", *DAY)
    assert [each["match"] for each in run("link", "--list")] == ["exact", "close", "none"]
    run("link", "--undo", "1", *DAY)
    assert [each["holds"] for each in run("link", "--list")] == [False, True, True]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--accept", "verd-cable"), "write ENTITY=Qid"),
        (("--accept", "verd-cable=P31"), "write ENTITY=Qid"),
        (
            ("--accept", "verd-cable=Q9002"),
            "Q9002 is verd-group already; if the two are one: ciigraph merge",
        ),
        (("--accept", "verd-group=Q9001"), "Verd Group is Q9002 in the list of known entities"),
        (("--accept", "nothing=Q1"), "no entity is called 'nothing'"),
        (("--accept", "Belgium=Q31"), "no entity is called 'Belgium'"),
        (("--type", "Firm"), "'Firm' is no type"),
        (("--country", "Atlantis"), "'Atlantis' is no country"),
        (("--endpoint", "ftp://x"), "is no address of an endpoint"),
        (("--undo", "1"), "no link of number 1 holds"),
        (("--accept", "verd-cable=Q9001", "--date", "31.1.2026"), "'31.1.2026' is no day"),
    ],
)
@pytest.mark.usefixtures("store")
def test_mistakes_with_link(arguments: tuple[str, ...], message: str) -> None:
    assert message in refused("link", *arguments)


def test_merge_split_and_back(store: Path) -> None:
    (made,) = run("merge", "council", "council-b", "--reason", "one house", *DAY)
    assert (made["number"], made["entity"], made["joins"], made["by"]) == (1, "council", "council-b", "Ada")
    assert "is already part of council" in refused("merge", "verd-cable", "council-b")
    (made,) = run("split", "Verd Cable", "verd cable", "--as", "cable-of-verd", "--country", "Belgium", *DAY)
    assert (made["entity"], made["name"], made["becomes"], made["country"]) == (
        *("verd-cable", "verd cable"),
        *("cable-of-verd", "BE"),
    )
    run("merge", "--undo", "1", *DAY)
    assert [each["holds"] for each in run("merge", "--list")] == [False]
    assert [each["holds"] for each in run("split", "--list")] == [True]
    history = (store / "history.jsonl").read_text().splitlines()
    assert [json.loads(line)["command"] for line in history] == ["merge", "split", "merge"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", "council"), "name two entities"),
        (("merge", "council", "Council B", "--by", " "), "nobody is named"),
        (("merge", "verd-cable", "Verd Cable"), "are one entity already"),
        (("merge", "verd-cable", "BE"), "no entity is called 'BE'"),
        (("split", "verd-cable"), "name an entity and one of its names"),
        (("split", "verd-cable", "Nothing"), "no mention of Verd Cable has the name 'Nothing'"),
    ],
)
@pytest.mark.usefixtures("store")
def test_mistakes_with_merge_and_split(arguments: tuple[str, ...], message: str) -> None:
    assert message in refused(*arguments)


@pytest.mark.usefixtures("store")
def test_a_known_entity_stays() -> None:
    done = CliRunner().invoke(app, ["merge", "verd-cable", "council", *DAY, "--format", "json"])
    assert json.loads(done.stdout)[0]["entity"] == "verd-cable"
    done = CliRunner().invoke(app, ["merge", "nobody", "huawei", *DAY, "--format", "json"])
    assert json.loads(done.stdout)[0]["entity"] == "huawei"
    assert "Huawei is a known entity and stays; Nobody Trading joins it" in done.stderr


def test_without_a_store(tmp_path: Path) -> None:
    for command in (("merge", "a", "b"), ("split", "a", "b"), ("link", "--accept", "a=Q1")):
        message = refused(*command, "--store", str(tmp_path / "none"), "--by", "Ada")
        assert "there is no store; make one with: ciigraph build" in message


def test_who_decides_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from ciigraph.cli.deciding import who_and_when  # noqa: PLC0415

    assert who_and_when("Ada  Berg\n", "2026-01-31") == ("Ada Berg", "2026-01-31")
    monkeypatch.setattr("getpass.getuser", lambda: (_ for _ in ()).throw(OSError("no name")))
    with pytest.raises(UsageError, match="give --by NAME or set CIIGRAPH_USER"):
        who_and_when(None, None)
