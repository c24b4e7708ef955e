"""Items proposed for entities: found by name, ranked by what is known, accepted by a rule only beyond doubt."""

from __future__ import annotations

from email.message import Message
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest
from pyoxigraph import Store

from ciigraph.decisions.kinds import Link
from ciigraph.errors import RemoteError, StoreError
from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.remote import RemoteGraph
from ciigraph.linking import world as asking
from ciigraph.linking.items import Item
from ciigraph.linking.likelihood import AGREES, AKIN, CONTRADICTS, NEARBY, UNKNOWN, likelihood
from ciigraph.linking.proposals import Proposal, accepted, propose
from ciigraph.linking.subjects import Subject, languages_of, unlinked
from ciigraph.linking.world import PUBLIC, World, patiently, server
from small_world import entity_graph, wikidata, world_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def nothing() -> None:
    """No pause."""


@pytest.fixture(scope="module")
def graph() -> EmbeddedGraph:
    return entity_graph()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[World]:
    with World(EmbeddedGraph(world_store()), "http://small/", tmp_path / "answers.sqlite", pause=nothing) as world:
        yield world


@pytest.fixture
def proposals(graph: EmbeddedGraph, small: World) -> dict[str, Proposal]:
    return {each.identifier: each for each in propose(graph, small, unlinked(graph))}


def test_entities_without_an_item_are_asked_about(graph: EmbeddedGraph) -> None:
    found = {each.identifier: each for each in unlinked(graph)}
    assert list(found) == ["verd-cable", "ada-berg", "university-of-verd", "council", "council-b", "nobody"]
    cable = found["verd-cable"]
    assert (cable.names, cable.home, cable.places) == (("Verd Cable", "维尔德电缆"), "BE", frozenset({"BE"}))
    assert cable.neighbours == {"verd university", "verd group"}
    assert cable.neighbour_items == {"Q9002"}
    assert found["university-of-verd"].neighbours == {"verd cable"}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"types": ["Person"]}, ["ada-berg"]),
        ({"least": 4}, ["verd-cable", "ada-berg"]),
        ({"limit": 1}, ["verd-cable"]),
        ({"country": "BE"}, ["verd-cable", "ada-berg", "university-of-verd", "council"]),
        ({"country": "BE", "limit": 2}, ["verd-cable", "ada-berg"]),
        ({"country": "FR"}, []),
        ({"without": {"verd-cable"}, "limit": 1}, ["ada-berg"]),
        ({"only": {"https://w3id.org/ciigraph/id/entity/nobody"}}, ["nobody"]),
    ],
)
def test_entities_can_be_chosen(graph: EmbeddedGraph, chosen: dict[str, object], expected: list[str]) -> None:
    assert [each.identifier for each in unlinked(graph, **chosen)] == expected  # type: ignore[arg-type]


def test_candidates_are_ranked_by_all_that_is_known(proposals: dict[str, Proposal]) -> None:
    cable = proposals["verd-cable"]
    assert [(each.wikidata, each.score) for each in cable.candidates] == [("Q9001", 1.0), ("Q9004", 0.725)]
    assert cable.candidates[0].label == "Verd Cable"
    assert cable.candidates[0].why == "name 1.00, type agrees, country agrees, neighbour shared"
    assert "country contradicts" in cable.candidates[1].why
    assert {each.wikidata for each in cable.candidates} & {"Q9005", "P9006"} == set()  # a page, a property
    assert proposals["nobody"].candidates == ()
    assert proposals["university-of-verd"].candidates[0].wikidata == "Q9020"


def test_a_rule_accepts_only_what_is_beyond_doubt(proposals: dict[str, Proposal]) -> None:
    assert {name: each.sure for name, each in proposals.items()} == {
        "verd-cable": True,
        "ada-berg": False,  # a person
        "university-of-verd": True,
        "council": False,  # two of that name
        "council-b": False,
        "nobody": False,
    }
    assert proposals["ada-berg"].candidates[0].score > 0.9


@pytest.mark.parametrize("threshold", [0.0, 0.5, 0.9, 1.0])
def test_a_person_is_never_accepted_by_a_rule(proposals: dict[str, Proposal], threshold: float) -> None:
    assert accepted(proposals["ada-berg"], threshold, by="rule", date="2026-01-01") is None


def test_what_a_rule_accepts_is_close_and_says_why(proposals: dict[str, Proposal]) -> None:
    link = accepted(proposals["verd-cable"], 0.9, by="a rule", date="2026-01-01")
    assert link == Link(
        entity="verd-cable",
        wikidata="Q9001",
        label="Verd Cable",
        match="close",
        score="1.000",
        by="a rule",
        date="2026-01-01",
        reason="name 1.00, type agrees, country agrees, neighbour shared; the next best, Q9004, has 0.725",
    )
    assert accepted(proposals["university-of-verd"], 0.99, by="a rule", date="2026-01-01") is None


def test_an_item_of_another_entity_is_told(graph: EmbeddedGraph, small: World) -> None:
    subject = Subject("urn:x", "verd-group-two", "Verd Group", "Company", ("Verd Group",), "BE")
    (proposal,) = propose(graph, small, [subject])
    assert (proposal.candidates[0].wikidata, proposal.candidates[0].taken) == ("Q9002", "Verd Group")
    assert not proposal.sure


def test_what_was_refused_is_not_proposed_again(graph: EmbeddedGraph, small: World) -> None:
    (found,) = propose(graph, small, unlinked(graph, limit=1), refused={("verd-cable", "Q9001")})
    assert found.candidates[0].wikidata == "Q9004"


# Likelihood ------------------------------------------------------------------------------------------

COMPANY = Subject("urn:x", "acme", "Acme", "Company", ("Acme", "AXZ"), "BE", frozenset({"BE"}), frozenset({"port"}))
PARTS = [
    (Item("Q1", "Acme", ("Acme",)), (1.0, UNKNOWN, UNKNOWN, UNKNOWN)),
    (Item("Q1", "Acme", ("Other",), ("Acme",)), (0.97, UNKNOWN, UNKNOWN, UNKNOWN)),
    (Item("Q1", "Acme", ("Other",), ("AXZ",)), (0.782, UNKNOWN, UNKNOWN, UNKNOWN)),
    (Item("Q1", "Acme", ("Acme",), types=frozenset({"Company"}), classified=True), (1.0, AGREES, UNKNOWN, UNKNOWN)),
    (Item("Q1", "Acme", ("Acme",), types=frozenset({"Organisation"}), classified=True), (1.0, AKIN, UNKNOWN, UNKNOWN)),
    (Item("Q1", "Acme", ("Acme",), types=frozenset({"University"}), classified=True), (1.0, AKIN, UNKNOWN, UNKNOWN)),
    (Item("Q1", "Acme", ("Acme",), types=frozenset({"Person"}), classified=True), (1.0, CONTRADICTS, UNKNOWN, UNKNOWN)),
    (Item("Q1", "Acme", ("Acme",), classified=True), (1.0, CONTRADICTS, UNKNOWN, UNKNOWN)),  # a film, a species
    (Item("Q1", "Acme", ("Acme",), countries=frozenset({"BE"})), (1.0, UNKNOWN, AGREES, UNKNOWN)),
    (Item("Q1", "Acme", ("Acme",), countries=frozenset({"FR"})), (1.0, UNKNOWN, CONTRADICTS, UNKNOWN)),
    (Item("Q1", "Acme", ("Acme",), neighbours=frozenset({"port"})), (1.0, UNKNOWN, UNKNOWN, AGREES)),
]


@pytest.mark.parametrize(("item", "parts"), PARTS)
def test_the_parts_of_a_score(item: Item, parts: tuple[float, float, float, float]) -> None:
    found = likelihood(COMPANY, item)
    assert (found.name, found.type, found.country, found.neighbours) == parts
    assert 0 <= found.score <= 1


def test_where_an_entity_is_named_tells_of_its_country() -> None:
    homeless = Subject("urn:x", "acme", "Acme", "Company", ("Acme",), None, frozenset({"BE"}))
    assert likelihood(homeless, Item("Q1", "Acme", ("Acme",), countries=frozenset({"BE"}))).country == NEARBY
    assert likelihood(homeless, Item("Q1", "Acme", ("Acme",), countries=frozenset({"FR"}))).country == UNKNOWN


@pytest.mark.parametrize(
    ("name", "spoken", "languages"),
    [
        ("Verd Cable", ("nl", "fr"), ("en", "mul", "nl", "fr")),
        ("华为", ("nl",), ("zh", "zh-hans", "zh-hant", "zh-cn", "zh-tw", "ja")),
        ("Верд", (), ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg")),
        ("ვერდი", (), ("ka",)),
    ],
)
def test_the_languages_of_a_name(name: str, spoken: tuple[str, ...], languages: tuple[str, ...]) -> None:
    assert languages_of(name, spoken) == languages


def test_the_languages_of_a_country_are_asked_in() -> None:
    assert Subject("urn:x", "x", "X", "Company", ("X",), "BE").languages == ("nl", "fr", "de")
    assert Subject("urn:x", "x", "X", "Company", ("X",), None, frozenset({"BE", "FR"})).languages == ()


# Asking ----------------------------------------------------------------------------------------------


def test_nothing_is_asked_twice(graph: EmbeddedGraph, tmp_path: Path) -> None:
    subjects = unlinked(graph)
    with wikidata() as fake:
        with World(RemoteGraph(fake.url), fake.url, tmp_path / "answers", pause=nothing) as world:
            first = list(propose(graph, world, subjects))
        asked = len(fake.queries)
        assert 4 <= asked == world.requests
        with World(RemoteGraph(fake.url), fake.url, tmp_path / "answers", pause=nothing) as world:
            assert list(propose(graph, world, subjects)) == first
        assert (len(fake.queries), world.requests) == (asked, 0)
        with World(RemoteGraph(fake.url), fake.url, tmp_path / "answers", pause=nothing, refresh=True) as world:
            assert list(propose(graph, world, subjects)) == first
        assert len(fake.queries) == 2 * asked


def test_an_interrupted_run_goes_on(graph: EmbeddedGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server breaks off after the first questions; the next run asks only the others."""
    monkeypatch.setattr(asking, "_PORTION", 3)
    subjects = unlinked(graph)
    with World(EmbeddedGraph(world_store()), "whole", tmp_path / "whole", pause=nothing) as world:
        expected = list(propose(graph, world, subjects))
        every = world.requests
    with wikidata() as fake:
        with World(server(fake.url), fake.url, tmp_path / "answers", pause=nothing) as world:
            broken = RemoteGraph(fake.url)
            monkeypatch.setattr(world, "_graph", _Breaking(broken, after=3))
            with pytest.raises(RemoteError, match="gone"):
                list(propose(graph, world, subjects))
        with World(RemoteGraph(fake.url), fake.url, tmp_path / "answers", pause=nothing) as world:
            assert list(propose(graph, world, subjects)) == expected
        assert world.requests == every - 3


class _Breaking:
    """A graph that breaks after so many questions."""

    def __init__(self, graph: RemoteGraph, after: int) -> None:
        self.graph, self.left = graph, after

    def query(self, text: str, *, timeout: float | None = None) -> object:
        if not self.left:
            raise RemoteError("gone")
        self.left -= 1
        return self.graph.query(text, timeout=timeout)


def test_a_busy_server_is_asked_again_and_told_who_asks(
    graph: EmbeddedGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIIGRAPH_CONTACT", "desk@example.org")
    slow = {"Content-Type": "text/plain", "Retry-After": "0"}
    page = {"Content-Type": "text/html", "Retry-After": "0"}
    monkeypatch.setattr(asking, "wait_exponential_jitter", lambda **_: lambda _: 0)
    with wikidata((429, slow), (503, slow), (502, page), (0, {})) as fake:
        with World(server(fake.url), fake.url, tmp_path / "answers", pause=nothing) as world:
            found = list(propose(graph, world, unlinked(graph, limit=1)))
        assert found[0].candidates[0].wikidata == "Q9001"
        assert len(fake.agents) == len(fake.queries) + 4
        assert all(agent.startswith("ciigraph/") and agent.endswith("(desk@example.org)") for agent in fake.agents)


def test_there_is_a_pause_between_requests(graph: EmbeddedGraph, tmp_path: Path) -> None:
    pauses: list[int] = []
    small = EmbeddedGraph(world_store())
    with World(small, "x", tmp_path / "answers", pause=lambda: pauses.append(1)) as world:
        list(propose(graph, world, unlinked(graph)))
    assert len(pauses) == world.requests - 1


def test_the_public_server_gets_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIIGRAPH_ENDPOINT_TOKEN", "secret")
    assert server(PUBLIC)._credentials.token == ""
    assert server("http://localhost/sparql")._credentials.token == "secret"


def test_names_cannot_break_out_of_a_query(graph: EmbeddedGraph, small: World) -> None:
    hostile = 'x"@en } } DROP ALL # \\" \n ?s ?p ?o } {'
    subject = Subject("urn:x", "x", hostile, "Company", (hostile, "Verd Cable", "{}", "$name"), "BE")
    (proposal,) = propose(graph, small, [subject])
    assert proposal.candidates[0].wikidata == "Q9001"


def test_a_damaged_cache_is_said(tmp_path: Path) -> None:
    (tmp_path / "answers").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="remove it, it holds only answers"):
        World(EmbeddedGraph(Store()), "x", tmp_path / "answers")


class _Outcome:
    failed = True

    def __init__(self, error: Exception) -> None:
        self._error = error

    def exception(self) -> Exception:
        return self._error


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "99999"}, 120.0),
        ({"Retry-After": "Sat, 21 Nov 2026 10:00:30 GMT", "Date": "Sat, 21 Nov 2026 10:00:00 GMT"}, 30.0),
    ],
)
def test_a_server_says_how_long_to_wait(headers: dict[str, str], seconds: float) -> None:
    message = Message()
    for name, value in headers.items():
        message[name] = value
    with HTTPError("http://x", 429, "busy", message, None) as error:
        state = SimpleNamespace(outcome=_Outcome(error))
        assert patiently(state) == seconds  # type: ignore[arg-type]
