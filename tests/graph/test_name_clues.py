"""Clues by which misspelt names are found: what sounds alike, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.graph.name_clues import SOUNDS, neighbours, sound, sounds_and_starts, words

ALIKE = [
    ("huawei", "huawey"),
    ("cosco", "kosko"),
    ("confucius", "konfutsi"),
    ("zeebrugge", "zeebruge"),
    ("xinhua", "sinhua"),
    ("xinhua", "shinhua"),
    ("philips", "filips"),
    ("tschechien", "chechien"),
    ("institute", "institutu"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_that_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


NEAR = [("tsinghua", "qinghua"), ("azertac", "azertadzh"), ("hikvision", "hikvison"), ("lukashenko", "lukaschenk")]


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_spellings_a_consonant_apart(one: str, other: str) -> None:
    assert sound(one) == sound(other) or sound(one) in neighbours(sound(other))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Port of Zeebrugge", ("port", "zeebrugge")),
        ("中远海运", ("zhongyuan", "yuanhai", "haiyun")),
        ("华", ("hua",)),
        ("华为 Cloud", ("huawei", "cloud")),
        ("Институт Конфуция", ("institut", "konfutsiya")),
        ("The", ("the",)),
        ("...", ()),
    ],
)
def test_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


def test_numbers_are_no_sounds() -> None:
    assert sound("5g") == "5g"
    assert sound("x") == "S"


def test_names_of_few_words_have_a_sound_as_one() -> None:
    sounds, starts = sounds_and_starts(["Global Times"])
    assert sounds == ["GLBL", "GLBLTMS", "TMS"]
    assert starts == ["glo", "tim"]
    assert sound("globaltimes") in sounds
    assert len(sounds_and_starts(["A ministry of tides, ebbs and waves"])[0]) == 4


@given(st.text(min_size=1))
def test_any_name_has_clues_of_letters(name: str) -> None:
    sounds, starts = sounds_and_starts([name])
    assert all(sounds)
    assert all(1 <= len(start) <= 3 for start in starts)


@given(st.text(SOUNDS, min_size=1, max_size=8))
def test_neighbours_are_mutual(heard: str) -> None:
    for other in neighbours(heard):
        assert heard in neighbours(other)
        assert abs(len(other) - len(heard)) <= 1
