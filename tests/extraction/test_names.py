"""Keys, ids, acronyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.extraction.names import acronym_of, entity_id, is_in_other_language, name_key, plain, squeezed

ONE_NAME = [
    ("AZERTAC", "Azərtac", "AZƏRTAC", "azertac"),
    ("the People’s Bank of China", "People's Bank of China", "PEOPLE'S BANK OF CHINA"),
    ("COSCO Shipping Co., Ltd.", "Cosco Shipping", "COSCO SHIPPING CO LTD"),
    ("Centre for Defence", "Center for Defense"),
    ("U.S. Navy", "US Navy"),
    ("Trade & Industry", "Trade and Industry"),
    ("Belt-and-Road", "Belt and Road"),
    ("Ürümqi", "Urumqi"),
    ("Liège", "Liege"),
]


@pytest.mark.parametrize("names", ONE_NAME, ids=[names[0] for names in ONE_NAME])
def test_spellings_have_one_key_and_id(names: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in names}) == 1
    assert len({entity_id(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bank of China", "People's Bank of China"),
        ("CCTV", "CCTV+"),
        ("El Salvador", "Salvador"),
        ("Unit 61398", "Unit 61486"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(max_size=40))
def test_keys_are_plain_and_stable(text: str) -> None:
    key = name_key(text)
    assert key == key.strip().lower()
    assert name_key(key) in {key, name_key(name_key(key))}
    assert entity_id(text)


def test_squeezed() -> None:
    assert squeezed(name_key("Global Times")) == squeezed(name_key("GlobalTimes"))


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("Chinese Cultural Centre", "CCC"), ("Ministry of Public Security", "MPS"), ("Belt and Road", "BAR")],
)
def test_acronyms(name: str, acronym: str) -> None:
    assert acronym in acronym_of(name)


def test_other_languages() -> None:
    assert is_in_other_language("Vereniging van Chinezen")
    assert is_in_other_language("Česká společnost")
    assert not is_in_other_language("Czech Society")


def test_plain_transliterates() -> None:
    assert plain("Бишкек") == "bishkek"
