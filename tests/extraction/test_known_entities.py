"""The matcher that takes names in as texts need them finds what one finds that has them all."""

from __future__ import annotations

import pytest
from pipeline import nlp
from spacy.matcher import PhraseMatcher

from ciigraph.extraction.known_entities import GrowingMatcher, first_words, level

NAMES = [
    ("Bank of China", "bank-of-china"), ("Bank", "bank"), ("bank of china", "another-bank"), ("Huawei", "huawei"),
    ("Ərdoğan Port", "port"), ("华为", "huawei"), ("St. Petersburg", "petersburg"), ("", "nothing"), ("U.S.", "us"),
]  # fmt: skip
TEXTS = (
    "The Bank of China, a bank, and Huawei (华为) met in St. Petersburg.",
    "U.S. ports and the Erdogan port",
    "Nobody is named here.",
    "Huawei again, and the bank of China in the U.S.",
)


@pytest.mark.parametrize("attribute", ["NORM", "ORTH"])
@pytest.mark.parametrize("order", [TEXTS, TEXTS[::-1]])
def test_a_growing_matcher_finds_what_a_whole_one_finds(attribute: str, order: tuple[str, ...]) -> None:
    pipeline = nlp()
    whole = PhraseMatcher(pipeline.vocab, attr=attribute)
    for name, key in NAMES:
        if name:
            whole.add(key, [level(pipeline.make_doc(name))])
    growing = GrowingMatcher(pipeline, attribute, NAMES, first_words(pipeline, [name for name, _ in NAMES]))
    found = 0
    for text in order:
        doc = level(pipeline.make_doc(text))
        assert sorted(growing(doc)) == sorted(whole(doc))
        found += len(whole(doc))
    assert found >= 7
