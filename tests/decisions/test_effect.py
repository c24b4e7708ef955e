"""What decisions do to mentions, and to the entities of a corpus."""

from __future__ import annotations

from typing import Any

import pytest

from ciigraph.corpus import Census
from ciigraph.decisions.effect import Decisions
from ciigraph.decisions.kinds import Decision, Link, Merge, Split
from ciigraph.extraction.resolution import NameUse, resolve
from ciigraph.graph.entity_statements import EntityProfile, Joined
from ciigraph.records import Extraction, Mention

WHO: dict[str, Any] = {"by": "Ada", "date": "2026-01-31"}


def extraction(*names: tuple[str, str]) -> list[Extraction]:
    """One unit with mentions of companies: what is written, and the identifier that linking gave it."""
    mentions = tuple(
        Mention(place, place + len(name), name, "Company", entity, name, "Q1", "new", 0.9, "BE")
        for place, (name, entity) in enumerate(names)
    )
    return [Extraction("body.1", mentions)]


def identifiers(found: list[Extraction]) -> list[str]:
    return [mention.entity for each in found for mention in each.mentions]


def parted(decision: Split, document: str = "d", country: str | None = "BE") -> list[str]:
    found = extraction(("Acme", "acme"), ("ACME", "acme"), ("Acme Works", "acme"), ("Acme", "acme-ltd"))
    return identifiers(list(Decisions([decision]).applied(found, document, country)))


@pytest.mark.parametrize(
    ("more", "document", "country", "expected"),
    [
        ({"name": "Acme Works"}, "d", "BE", "acme acme other acme-ltd"),
        ({"name": "Acme"}, "d", "BE", "other other acme acme-ltd"),
        ({"name": "Acme", "also": ("acme-ltd",)}, "d", None, "other other acme other"),
        ({"name": "Acme", "country": "BE"}, "d", "BE", "other other acme acme-ltd"),
        ({"name": "Acme", "country": "BE"}, "d", "AZ", "acme acme acme acme-ltd"),
        ({"name": "Acme", "country": "BE"}, "d", None, "acme acme acme acme-ltd"),
        ({"name": "Acme", "document": "d"}, "d", "BE", "other other acme acme-ltd"),
        ({"name": "Acme", "document": "d"}, "e", "BE", "acme acme acme acme-ltd"),
        ({"name": "Bcme"}, "d", "BE", "acme acme acme acme-ltd"),
    ],
)
def test_names_are_moved(more: dict[str, Any], document: str, country: str | None, expected: str) -> None:
    decision = Split(entity="acme", becomes="other", **WHO, **more)
    assert parted(decision, document, country) == expected.split()


def test_a_narrower_decision_wins() -> None:
    everywhere = Split(entity="acme", name="Acme", becomes="one", **WHO)
    there = Split(entity="acme", name="Acme", becomes="two", country="BE", **WHO)
    here = Split(entity="acme", name="Acme", becomes="three", document="d", **WHO)
    decisions = Decisions([there, everywhere, here])
    found = extraction(("Acme", "acme"))
    places = [("d", "BE"), ("e", "BE"), ("e", None)]
    assert [identifiers(list(decisions.applied(found, *place)))[0] for place in places] == ["three", "two", "one"]


def test_a_moved_mention_keeps_its_place_and_loses_what_was_the_other_s() -> None:
    (moved,) = Decisions([Split(entity="acme", name="Acme", becomes="other", **WHO)]).applied(
        extraction(("Acme", "acme")), "d", None
    )
    assert moved.mentions == (Mention(0, 4, "Acme", "Company", "other", "Acme", None, "decided", 1.0),)


def test_where_nothing_moves_nothing_is_copied() -> None:
    found = extraction(("Acme", "acme"))
    assert Decisions().applied(found, "d", None) is found
    assert Decisions([Split(entity="acme", name="B", becomes="b", **WHO)]).applied(found, "d", None) is found


def test_the_digest_tells_decisions_that_do_something_apart() -> None:
    merge = Merge(entity="a", joins="b", **WHO)
    refused = Link(entity="a", wikidata="Q1", match="none", **WHO)
    assert Decisions().digest == Decisions([refused]).digest == ""
    assert Decisions([merge]).digest == Decisions([merge, refused]).digest != ""
    assert Decisions([merge]).digest != Decisions([Merge(entity="b", joins="a", **WHO)]).digest


# Over the corpus -------------------------------------------------------------------------------------

ALLIANCE = [
    NameUse("nordic-seabed-alliance", "Network", "Nordic Seabed Alliance", documents=3),
    NameUse("nordic-seabed-aliance", "Network", "Nordic Seabed Aliance"),
    NameUse("nordic-seabad-alliance", "Network", "Nordic Seabad Alliance"),
    NameUse("lighthouse-club", "Network", "Lighthouse Club"),
]
A, B, C, D = (use.entity for use in ALLIANCE)


def leaders(merged: dict[str, str], apart: set[tuple[str, str]]) -> dict[str, str]:
    return {goes: each.entity for goes, each in resolve(ALLIANCE, merged, apart).items()}


@pytest.mark.parametrize(
    ("merged", "apart", "expected"),
    [
        ({}, set(), {B: A, C: A}),
        ({D: A}, set(), {B: A, C: A, D: A}),
        ({A: D}, set(), {A: D, B: D, C: D}),  # the leader that was decided stays
        ({B: D}, set(), {B: D, A: D, C: D}),
        ({}, {(B, A)}, {C: A}),
        ({}, {(B, A), (B, C)}, {C: A}),
        ({}, {(B, A), (C, A)}, {B: C}),
        ({D: B}, {(B, A)}, {C: A, D: B}),
        ({D: "gone", B: "gone"}, {(B, A)}, {C: A, B: D}),  # what should stay isn't there
        ({"gone": A}, {("gone", A)}, {B: A, C: A}),
    ],
)
def test_decisions_come_before_rules(
    merged: dict[str, str], apart: set[tuple[str, str]], expected: dict[str, str]
) -> None:
    assert leaders(merged, apart) == expected


def test_what_is_parted_is_not_joined_by_way_of_a_third() -> None:
    for apart in ({(A, B)}, {(B, A)}):
        found = leaders({}, apart)
        assert found.get(A, A) != found.get(B, B)


def test_a_known_entity_that_nobody_mentions_can_be_joined_to() -> None:
    found = resolve([NameUse("huawai-co", "Company", "Huawai Co")], {"huawai-co": "huawei"})
    assert [(each.entity, each.label, each.rule, each.score) for each in found.values()] == [
        ("huawei", "Huawei", "decided", 1.0)
    ]


def census(*decisions: Decision) -> tuple[Census, dict[str, EntityProfile]]:
    made = Census(Decisions(decisions))
    for number, names in enumerate(
        [
            [("Delta Works", "delta-works"), ("DW", "delta-works")],
            [("Delta Water", "delta-water"), ("Huawei", "huawei")],
        ]
    ):
        made.count(made.decisions.applied(extraction(*names), f"d{number}", "BE"))
    made.resolve()
    return made, {each.id: each for each in made.profiles()}


def test_a_merge_joins_names_and_says_who_decided() -> None:
    merge = Merge(entity="delta-works", joins="delta-water", reason="renamed", **WHO)
    _, profiles = census(merge)
    assert "delta-water" not in profiles
    works = profiles["delta-works"]
    assert (works.aliases, works.mentions) == (("DW", "Delta Water", "Delta Works"), 3)
    assert works.joined == (Joined("delta-water", "decided", 1.0, "Ada", "2026-01-31", "renamed"),)


def test_a_known_entity_that_joins_another_keeps_its_names_in_it() -> None:
    _, profiles = census(Merge(entity="delta-works", joins="huawei", **WHO))
    assert {"Huawei", "华为", "Delta Works"} <= set(profiles["delta-works"].aliases)
    assert "huawei" not in profiles


def test_a_split_takes_the_name_along() -> None:
    _, profiles = census(Split(entity="delta-works", name="DW", becomes="dw", **WHO))
    assert (profiles["delta-works"].aliases, profiles["dw"].aliases) == (("Delta Works",), ("DW",))
    assert (profiles["dw"].type, profiles["dw"].wikidata, profiles["dw"].mentions) == ("Company", None, 1)


def test_a_name_of_the_list_of_known_entities_can_be_taken_from_it() -> None:
    _, profiles = census(Split(entity="huawei", name="华为", becomes="other", **WHO))
    assert "华为" not in profiles["huawei"].aliases
    _, profiles = census(Split(entity="huawei", name="华为", becomes="other", country="AZ", **WHO))
    assert "华为" in profiles["huawei"].aliases


def test_links_give_items() -> None:
    exact = Link(entity="delta-works", wikidata="Q7", **WHO)
    close = Link(entity="delta-water", wikidata="Q8", match="close", **WHO)
    refused = Link(entity="huawei", wikidata="Q9", match="none", **WHO)
    _, profiles = census(exact, close, refused)
    assert (profiles["delta-works"].wikidata, profiles["delta-works"].close) == ("Q7", ())
    assert profiles["delta-water"].close == ("Q8",)
    assert profiles["huawei"].close == ()
    _, profiles = census(exact, close, Merge(entity="delta-works", joins="delta-water", **WHO))
    assert (profiles["delta-works"].wikidata, profiles["delta-works"].close) == ("Q7", ("Q8",))


def test_the_digest_of_a_document_changes_where_its_entities_do() -> None:
    plain, _ = census()
    merge, _ = census(Merge(entity="delta-works", joins="delta-water", **WHO))
    assert plain.digest(["delta-works"]) == merge.digest(["delta-works"]) == ""
    assert plain.digest(["delta-water"]) != merge.digest(["delta-water"])
    split = Census(Decisions([Split(entity="delta-works", name="DW", becomes="dw", **WHO)]))
    moved = split.count(split.decisions.applied(extraction(("DW", "delta-works")), "d", None))
    natural = split.count(split.decisions.applied(extraction(("Dw", "dw")), "e", None))
    split.resolve()
    assert split.digest(moved) != split.digest(natural) == ""
