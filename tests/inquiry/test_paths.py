"""How two entities are connected: shortest first, sure before hedged, nothing denied, the same each time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciigraph.errors import UsageError
from ciigraph.graph import identifiers as ids
from ciigraph.inquiry.network_names import meant
from ciigraph.inquiry.network_routes import Routes
from ciigraph.inquiry.paths import paths
from networks import Elsewhere, address, graph_of_relations, said

if TYPE_CHECKING:
    from ciigraph.graph.access import Graph
    from networks import Said


def found(graph: Graph, first: str, last: str, **more: object) -> list[str]:
    """The paths as the labels that they pass."""
    result = []
    for steps in paths(graph, address(first), address(last), **more):  # type: ignore[arg-type]
        here = [step.subject.label if step.forward else step.object.label for step in steps]
        there = [step.object.label if step.forward else step.subject.label for step in steps]
        assert here[1:] == there[:-1]
        result.append(" ".join([*here, there[-1]]))
    return result


SQUARE = [
    said("A", "funds", "B"),
    said("B", "funds", "D"),
    said("A", "funds", "C"),
    said("D", "funds", "C"),
    said("D", "memberOf", "E"),
]
LONG = [said(f"N{n}", "funds", f"N{n + 1}") for n in range(8)]

CASES: list[tuple[str, list[Said], tuple[str, str], dict[str, object], list[str]]] = [
    ("one step", [said("A", "funds", "B")], ("A", "B"), {}, ["A B"]),
    ("against the direction", [said("A", "funds", "B")], ("B", "A"), {}, ["B A"]),
    ("all of one length", SQUARE, ("A", "D"), {}, ["A B D", "A C D"]),
    ("a limit", SQUARE, ("A", "D"), {"limit": 1}, ["A B D"]),
    ("avoiding", SQUARE, ("A", "D"), {"avoiding": [address("B")]}, ["A C D"]),
    ("avoiding an end avoids nothing", SQUARE, ("A", "D"), {"avoiding": [address("A")]}, ["A B D", "A C D"]),
    ("one step more", [*SQUARE, said("B", "funds", "C")], ("A", "B"), {}, ["A B", "A C B"]),
    ("two steps more are too long", SQUARE, ("A", "B"), {}, ["A B"]),
    ("nothing denied", [said("A", "funds", "B", polarity="negated")], ("A", "B"), {}, []),
    (
        "denied here, stated there",
        [said("A", "funds", "B", polarity="negated"), said("A", "funds", "B", document="two")],
        ("A", "B"),
        {},
        ["A B"],
    ),
    (
        "sure before hedged",
        [
            said("A", "funds", "B", modality="alleged"),
            said("B", "funds", "D"),
            said("A", "funds", "X", status="ended"),
            said("X", "funds", "D"),
            said("A", "funds", "Y"),
            said("Y", "funds", "D"),
        ],
        ("A", "D"),
        {},
        ["A Y D", "A X D", "A B D"],
    ),
    (
        "hubs last",
        [*SQUARE, *(said("B", "funds", f"Z{n}") for n in range(9))],
        ("A", "D"),
        {},
        ["A C D", "A B D"],
    ),
    (
        "one country",
        [*SQUARE, said("A", "funds", "D", country="AZ", document="az")],
        ("A", "D"),
        {"country": "AZ"},
        ["A D"],
    ),
    ("not in another", SQUARE, ("A", "D"), {"country": "AZ"}, []),
    ("long", LONG, ("N0", "N6"), {}, ["N0 N1 N2 N3 N4 N5 N6"]),
    ("too long", LONG, ("N0", "N7"), {}, []),
    ("as long as one likes", LONG, ("N0", "N8"), {"longest": 8}, [" ".join(f"N{n}" for n in range(9))]),
    ("shorter than it takes", LONG, ("N0", "N3"), {"longest": 2}, []),
    ("unknown", SQUARE, ("A", "Q"), {}, []),
    (
        "no loops",
        [*SQUARE, said("A", "funds", "A"), *(said(name, "funds", name) for name in "BC")],
        ("A", "D"),
        {},
        ["A B D", "A C D"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("relations", "ends", "more", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_paths(relations: list[Said], ends: tuple[str, str], more: dict[str, object], expected: list[str]) -> None:
    graph = graph_of_relations(*relations)
    assert found(graph, *ends, **more) == expected
    assert found(Elsewhere(graph), *ends, **more) == expected
    shuffled = graph_of_relations(*reversed(relations))
    assert found(shuffled, *ends, **more) == expected


def test_cases_are_all_there() -> None:
    assert len(CASES) == 20


def test_a_path_needs_two_ends() -> None:
    with pytest.raises(UsageError, match="same entity"):
        paths(graph_of_relations(*SQUARE), address("A"), address("A"))


def test_a_step_has_its_evidence_and_its_words() -> None:
    graph = graph_of_relations(
        said("A", "funds", "B", start="2017"),
        said("A", "funds", "B", start="2017", document="two", urls=()),
        said("B", "criticises", "A"),
        said("A", "criticises", "B", polarity="negated"),
    )
    ((step,),) = paths(graph, address("A"), address("B"))
    assert (step.predicate, step.words, step.mark, step.others) == ("funds", "A funded B, 2017", "", 1)
    assert [sentence["document"] for sentence in step.evidence] == ["belgium-2024", "two"]
    assert [sentence["url"] for sentence in step.evidence] == ["https://example.org/a", None]


MARKS = [
    ({}, ""),
    ({"modality": "alleged"}, "alleged"),
    ({"modality": "planned"}, "planned"),
    ({"status": "ended"}, "ended"),
    ({"modality": "alleged", "status": "ended"}, "alleged, ended"),
]


@pytest.mark.parametrize(("more", "mark"), MARKS)
def test_marks(more: dict[str, str], mark: str) -> None:
    ((step,),) = paths(graph_of_relations(said("A", "funds", "B", **more)), address("A"), address("B"))
    assert step.mark == mark


def test_the_search_reads_only_what_it_reaches() -> None:
    """A path between two small neighbourhoods doesn't read the rest, however much there is."""
    rest = [said(f"R{n}", "funds", f"S{n}") for n in range(50)]
    graph = graph_of_relations(said("A", "funds", "B"), said("B", "funds", "C"), *rest)
    routes = Routes(graph, address("A"), address("C"))
    assert routes.shortest(5, 6) == [tuple(map(address, "ABC"))]
    assert set(routes.neighbours) == set(map(address, "ABC"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14), st.integers(1, 6))
def test_the_same_paths_as_a_plain_search(pairs: list[tuple[int, int]], limit: int) -> None:
    graph = graph_of_relations(*(said(f"N{one}", "funds", f"N{other}") for one, other in pairs))
    plain = nx.Graph([(address(f"N{one}"), address(f"N{other}")) for one, other in pairs if one != other])
    plain.add_nodes_from((address("N0"), address("N1")))
    expected = sorted(map(len, nx.all_simple_paths(plain, address("N0"), address("N1"))))
    expected = [length for length in expected if length <= min(expected[0] + 1, 7)][:limit]
    routes = Routes(graph, address("N0"), address("N1")).shortest(limit, 6)
    assert list(map(len, routes)) == expected
    assert len(set(routes)) == len(routes)
    assert all(plain.has_edge(*link) for route in routes for link in pairwise(route))


# Names ------------------------------------------------------------------------------------------------

NAMED = graph_of_relations(
    said("Huawei", "funds", "Bureau"), said("Huawei", "cooperatesWith", "BE"), said("Bureau", "funds", "Huawei Belgium")
)


@pytest.mark.parametrize("name", ["Huawei", "HUAWEI", "huawei", "Huawei Ltd", ids.entity("huawei").value])
def test_names_that_are_an_entity_s(name: str) -> None:
    entity = meant(NAMED, name)
    assert (entity.entity, entity.label, entity.exact) == (address("Huawei"), "Huawei", True)


@pytest.mark.parametrize("name", ["BE", "Belgium", "belgium"])
def test_countries_by_code_and_name(name: str) -> None:
    assert meant(NAMED, name).entity == address("BE")


@pytest.mark.parametrize("name", ["", "???", "Qxzzyv"])
def test_a_name_of_nothing(name: str) -> None:
    with pytest.raises(UsageError, match="no entity is called"):
        meant(NAMED, name)
