"""Sentences run together, numbering, left-over words, link dumps, long texts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline import nlp

from ciigraph.extraction.extractor import extract_with
from ciigraph.extraction.text_repair import is_link_dump, pieces, sentence_starts, without_link_texts
from ciigraph.records import Document, Unit

STARTS = [
    ("It has an Institute.This one is small.", ["This one is small."]),
    ("They agreed: 1. The port is sold. 2. The dam is built.", ["1. The port is sold.", "2. The dam is built."]),
    ("First line\nSecond line", ["Second line"]),
    ("A line that\ngoes on", []),
    ("It costs 3.5 million.", []),
    ("He lives in the U.S. today.", []),
    ("The dam is built https://example.org/a It is big.", ["https://example.org/a It", "It is big."]),
    ("The dam is built https://example.org/a", ["https://example.org/a"]),
    ("The dam is built https://example.org/a (2023)", []),
    ("The site https://example.org/a has lists.", []),
    ("2023 - The dam is built.", ["The dam"]),
    ('It is big. March 2023: The dam is built. (2019) – "A port" is sold.', ["The dam", '"A port']),
    ("It was in use in 2019 - The dam.", []),
    ("• The dam is built.\n● A port is sold.", ["The dam", "● A", "A port"]),
]


@pytest.mark.parametrize(("text", "expected"), STARTS, ids=[text[:25] for text, _ in STARTS])
def test_sentence_starts(text: str, expected: list[str]) -> None:
    found = [text[start:] for start in sorted(sentence_starts(text))]
    assert len(found) == len(expected)
    assert all(f.startswith(e) for f, e in zip(found, expected, strict=True))


LINK_TEXTS = [
    ("He spoke. Link The dam is built.", "He spoke. | The dam is built."),
    ("Link", "|"),
    ("It is in Riverside Link Link Trade grows.", "It is in Riverside Link | Trade grows."),
    ("The dam is built Link. The port is sold.", "The dam is built |. The port is sold."),
    ("The dam is built. (Source: Link) 2. The port is sold.", "The dam is built. (Source: |) 2. The port is sold."),
    ("Link She won. Link On 9 May Link It closed. Riverside School Link Lakeside Academy agreed.",
     "| She won. | On 9 May | It closed. Riverside School | Lakeside Academy agreed."),
    ("They built the Riverside Link Road and the Link.", None),
    ("Airport Link Company runs it.", None),
    ("The Link is a bridge; linked towns Link up.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINK_TEXTS)
def test_link_texts(text: str, expected: str | None) -> None:
    found = without_link_texts(text)
    assert len(found) == len(text)
    assert re.sub(r" *\n", "|", found.replace(" |", "|")).replace(" ", "") == (expected or text).replace(" ", "")


def test_a_link_text_is_no_part_of_a_name() -> None:
    text = (
        "It was signed. Link Riverside University opened. Link Lakeside University Link Hill Academy has a school. Link"
    )
    unit = Unit(id="1", section="body", text=text, locator="1")
    document = Document(id="d", kind="prose", path="d.txt", sha256="0" * 64, media_type="text/plain", units=(unit,))
    ((_, (found,)),) = extract_with(nlp(), [document])
    assert [text[m.start : m.end] for m in found.mentions] == [
        "Riverside University",
        "Lakeside University",
        "Hill Academy",
    ]


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
