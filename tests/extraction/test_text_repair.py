"""Sentences run together, numbering, left-over words, link dumps, long texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline import nlp

from ciigraph.extraction.text_repair import is_link_dump, pieces, sentence_starts

STARTS = [
    ("It has an Institute.This one is small.", ["This one is small."]),
    ("They agreed: 1. The port is sold. 2. The dam is built.", ["1. The port is sold.", "2. The dam is built."]),
    ("First line\nSecond line", ["Second line"]),
    ("A line that\ngoes on", []),
    ("He spoke. Link The dam is built.", ["Link The dam is built."]),
    ("It costs 3.5 million.", []),
    ("He lives in the U.S. today.", []),
]


@pytest.mark.parametrize(("text", "expected"), STARTS, ids=[text[:25] for text, _ in STARTS])
def test_sentence_starts(text: str, expected: list[str]) -> None:
    found = [text[start:] for start in sentence_starts(text)]
    assert [f for f in found if any(f.startswith(e) for e in expected)] == found
    assert len(found) == len(expected)


def test_the_parser_keeps_the_starts() -> None:
    doc = nlp()("The school has a Confucius Institute.This is the only one.")
    assert [sentence.text for sentence in doc.sents] == [
        "The school has a Confucius Institute.",
        "This is the only one.",
    ]


def test_link_dump() -> None:
    dump = "".join(f"Relations{n}OfBelgiumTradeHistory" for n in range(40))
    assert is_link_dump(dump)
    assert not is_link_dump("A short line of eBay and iPhone.")
    assert not is_link_dump("Belgium and China signed an agreement. " * 30)


@given(st.text(max_size=400), st.integers(min_value=5, max_value=60))
def test_pieces_are_the_text(text: str, length: int) -> None:
    parts = list(pieces(text, length))
    assert "".join(part for _, part in parts) == text
    assert all(text[start : start + len(part)] == part for start, part in parts)
    assert all(len(part) <= length for _, part in parts)


def test_pieces_end_with_sentences() -> None:
    text = "The dam is built. The port is sold. " * 5
    assert all(part.rstrip().endswith(".") for _, part in pieces(text, 60))
