"""Names that are persons' by their build alone, and those that aren't."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from pipeline import nlp

from ciigraph.extraction.person_words import Builds, person_words

if TYPE_CHECKING:
    from ciigraph.extraction.mention_repair import MentionRepair

PERSONS = (
    "Gedion Timothewos",
    "Khalid bin Abdulaziz Al-Falih",
    "Leung Chun-ying",
    "Nguyen Van Thanh",
    "Zaw Min Tun",
    "Wee Kheng Hock",
    "Kang Jun-young",
    "Moses Wetang'ula",
    "J. D. Harper",
    "Batbold Sukhbaatar",
    "Frans-Paul van der Putten",
    "Tshering Wangmo",
    "Luvsannamsrai Oyun-Erdene",
    "Ulukbek Toktogul",
    "Kwame Owusu-Danso",
    "Robert W. Kirkland Jr.",
    "Syed Babar Ali Shah",
)
OTHERS = (
    "Bank Asia",
    "San Pedro",
    "Abu Ghraib",
    "Dar Al Handasah",
    "Maria Hospital",
    "Anna News",
    "Ho Chi Minh City",
    "Ali Express",
    "Nusa Port",
    "Grupo Amaggi",
    "Radio Jambo",
    "Belt Road",
    "Hua Hin Airport",
    "Al Bawaba",
    "Sinovac Biotech",
    "Jordan Times",
    "Chiang Mai",
)


def builds() -> Builds:
    return cast("MentionRepair", nlp().get_pipe("mention_repair")).types.persons.builds


@pytest.mark.parametrize("name", PERSONS)
def test_persons(name: str) -> None:
    assert builds().is_person(name)


@pytest.mark.parametrize("name", OTHERS)
def test_others(name: str) -> None:
    assert not builds().is_person(name)


def test_words_are_plain() -> None:
    words = person_words()
    assert len(words.given) > 20_000
    assert len(words.family) > 20_000
    assert all(w == w.lower() and w.isascii() for w in words.given | words.family)
