"""Abbreviations that a document defines."""

from __future__ import annotations

import pytest

from ciigraph.extraction.abbreviations import definitions, matches, type_of_name
from ciigraph.extraction.lexicon import lexicon

DEFINED = [
    ("The Nordic Seabed Alliance (NSA) grew.", {"NSA": "Nordic Seabed Alliance"}),
    ("The NSA (Nordic Seabed Alliance) grew.", {"NSA": "Nordic Seabed Alliance"}),
    ("The Ministry of Trade and Industry (hereinafter MTI) wrote.", {"MTI": "Ministry of Trade and Industry"}),
    ("She left the University College of Viken (ViKen).", {"ViKen": "University College of Viken"}),
    ("The Agency for Coastal Radar (“ACR”) wrote.", {"ACR": "Agency for Coastal Radar"}),
    ("Ana Silva (NGO) and the town (2019) and Oslo (Norway) came.", {}),
    ("The Nordic Seabed Alliance (see below) grew.", {}),
    ("It is cheap (VAT).", {}),
]


@pytest.mark.parametrize(("text", "expected"), DEFINED, ids=[text[:30] for text, _ in DEFINED])
def test_definitions(text: str, expected: dict[str, str]) -> None:
    assert definitions([text], lexicon()) == expected


def test_the_first_definition_counts() -> None:
    texts = ["The Nordic Seabed Alliance (NSA).", "The National Sports Agency (NSA)."]
    assert definitions(texts, lexicon()) == {"NSA": "Nordic Seabed Alliance"}


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("MOHRSS", "Ministry of Human Resources and Social Security", True),
        ("CALSS", "Chinese Academy of Labour and Social Security", True),
        ("MOFCOM", "Ministry of Commerce", True),
        ("BRI", "Belt and Road Initiative", True),
        ("KNAB", "Corruption Prevention Bureau", False),
        ("ABC", "Alphabet", False),
    ],
)
def test_matches(short: str, long: str, *, expected: bool) -> None:
    assert matches(short, long) is expected


def test_type_of_a_long_name() -> None:
    assert type_of_name("Nordic Seabed Alliance", lexicon()) == "Network"
    assert type_of_name("Hans Christian", lexicon()) is None
