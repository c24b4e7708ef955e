"""Which types of entities the classes of Wikidata stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import pytest
from pyoxigraph import RdfFormat, Store

from ciigraph.graph.access import EmbeddedGraph
from ciigraph.linking.classes import NO_THING, ORGANISATION, standing_for, types_of
from ciigraph.linking.world import World
from ciigraph.records import EntityType

if TYPE_CHECKING:
    from pathlib import Path

#: Classes and what they are directly sorts of: a chain, a class of two sorts, a circle, one that leads nowhere.
_CLASSES = """
wd:Q901 wdt:P279 wd:Q902 . wd:Q902 wdt:P279 wd:Q4830453 . wd:Q4830453 wdt:P279 wd:Q43229 .
wd:Q903 wdt:P279 wd:Q3918 , wd:Q41176 .
wd:Q904 wdt:P279 wd:Q905 . wd:Q905 wdt:P279 wd:Q904 , wd:Q7278 .
wd:Q906 wdt:P279 wd:Q907 .
"""


def world(tmp_path: Path) -> World:
    store = Store()
    prefixes = "@prefix wd: <http://www.wikidata.org/entity/> . @prefix wdt: <http://www.wikidata.org/prop/direct/> .\n"
    store.load((prefixes + _CLASSES).encode(), format=RdfFormat.TURTLE)
    return World(EmbeddedGraph(store), "x", tmp_path / "answers", pause=lambda: None)


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ("Q901", {"Company"}),  # and no further: that a company is an organisation is known
        ("Q4830453", {"Company"}),
        ("Q903", {"University", "Facility"}),
        ("Q904", {"PoliticalParty"}),
        ("Q905", {"PoliticalParty"}),
        ("Q906", set()),
        ("Q999", set()),
        ("Q4167410", {NO_THING}),
    ],
)
def test_types_of_a_class(tmp_path: Path, asked: str, types: set[str]) -> None:
    with world(tmp_path) as small:
        assert types_of(small, [asked]) == {asked: types}


def test_a_class_is_asked_about_once(tmp_path: Path) -> None:
    with world(tmp_path) as small:
        types_of(small, ["Q901", "Q902"])
        asked = small.requests
        types_of(small, ["Q902", "Q901"])
        assert small.requests == asked == 1


def test_the_file_has_classes_of_known_types() -> None:
    assert set(standing_for().values()) <= {*get_args(EntityType), NO_THING, ORGANISATION}
    assert all(re.fullmatch(r"Q[1-9]\d*", each) for each in standing_for())
    assert len(standing_for()) == 83
