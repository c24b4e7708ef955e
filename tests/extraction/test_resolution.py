"""Entities of a corpus that are joined, and those that stay two."""

from __future__ import annotations

import random
import time

import pytest

from ciigraph.extraction.resolution import NameUse, resolve

JOINED = [
    (
        NameUse("aleksandr-lukashenka", "Person", "Aleksandr Lukashenka"),
        NameUse("alexander-lukashenko", "Person", "Alexander Lukashenko"),
        "transliteration",
    ),
    (
        NameUse("mivtach-energy-group", "Company", "Mivtach Energy Group", country="IL"),
        NameUse("mivtach-energy", "Company", "Mivtach Energy", country="IL"),
        "addition",
    ),
    (
        NameUse("nordic-seabed-aliance", "Network", "Nordic Seabed Aliance"),
        NameUse("nordic-seabed-alliance", "Network", "Nordic Seabed Alliance"),
        "spelling",
    ),
    (
        NameUse("vestnar-times", "MediaOrganisation", "Vestnar Times"),
        NameUse("vestnartimes", "MediaOrganisation", "VestnarTimes"),
        "blanks",
    ),
    (
        NameUse("solberg-ingrid", "Person", "Solberg Ingrid"),
        NameUse("ingrid-solberg", "Person", "Ingrid Solberg"),
        "word-order",
    ),
]
APART = [
    (
        NameUse("ministry-of-digital-trade-of-fiji", "GovernmentBody", "Ministry of Digital Trade of Fiji"),
        NameUse("minister-of-digital-trade-of-fiji", "GovernmentBody", "Minister of Digital Trade of Fiji"),
    ),
    (
        NameUse("suva-state-academy-of-communications", "University", "Suva State Academy of Communications"),
        NameUse("suva-state-academy-of-telecommunications", "University", "Suva State Academy of Telecommunications"),
    ),
    (NameUse("unit-61398", "GovernmentBody", "Unit 61398"), NameUse("unit-61399", "GovernmentBody", "Unit 61399")),
    (NameUse("wang-lin", "Person", "Wang Lin"), NameUse("wang-li", "Person", "Wang Li")),
    (NameUse("maria-silva", "Person", "Maria Silva"), NameUse("mario-silva", "Person", "Mario Silva")),
    (NameUse("hanyang", "University", "Hanyang University"), NameUse("nanyang", "University", "Nanyang University")),
    (
        NameUse("mivtach-energy", "Company", "Mivtach Energy", country="IL"),
        NameUse("mivtach-energy-group", "Company", "Mivtach Energy Group", country="EG"),
    ),
    (NameUse("north-bank", "Company", "North Delta Bank"), NameUse("south-bank", "Company", "South Delta Bank")),
    (NameUse("huawei", "Company", "Huawei"), NameUse("hisense", "Company", "Hisense")),
    (NameUse("forum-2017", "Event", "Delta Forum One"), NameUse("forum-2018", "Event", "Delta Forum Ones")),
]


@pytest.mark.parametrize(("one", "other", "rule"), JOINED, ids=[rule for *_, rule in JOINED])
def test_joined(one: NameUse, other: NameUse, rule: str) -> None:
    found = resolve([one, other])
    assert len(found) == 1
    ((goes, resolution),) = found.items()
    assert {goes, resolution.entity} == {one.entity, other.entity}
    assert resolution.rule == rule
    assert 0.8 < resolution.score <= 1


@pytest.mark.parametrize(("one", "other"), APART, ids=[one.label for one, _ in APART])
def test_apart(one: NameUse, other: NameUse) -> None:
    assert resolve([one, other]) == {}


def test_a_known_entity_stays() -> None:
    unknown = NameUse("xinhua-news-agancy", "MediaOrganisation", "Xinhua News Agancy", documents=99)
    found = resolve([unknown, NameUse("xinhua-news-agency", "MediaOrganisation", "Xinhua News Agency")])
    assert {goes: r.entity for goes, r in found.items()} == {"xinhua-news-agancy": "xinhua-news-agency"}


def test_the_more_usual_name_stays_whatever_the_order() -> None:
    names = [
        NameUse(label.lower().replace(" ", "-"), "Network", label, documents=n)
        for n, label in enumerate(
            ["Nordic Seabed Alliance", "Nordic Seabed Aliance", "Nordic Seabad Alliance", "Nordic Seabed Allianc"],
            start=1,
        )
    ]
    expected = resolve(names)
    assert {r.entity for r in expected.values()} == {"nordic-seabed-allianc"}
    for seed in range(5):
        random.Random(seed).shuffle(names)
        assert resolve(names) == expected


def test_no_quadratic_scan() -> None:
    """Names that all share their first word are still done in little time."""
    names = [NameUse(f"n{n}", "Company", f"Delta {n:05d} {chr(97 + n % 26)}trade Holding") for n in range(4000)]
    start = time.process_time()
    resolve(names)
    assert time.process_time() - start < 20
