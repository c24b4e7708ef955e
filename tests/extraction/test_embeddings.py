"""The vectors from memory are the model's own, to the last bit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pipeline import cases, nlp

from ciigraph.extraction import embeddings, language

if TYPE_CHECKING:
    from spacy.language import Language

TEXTS = [*(row["text"] for row in cases("mentions.yaml")), "", "a", " \n ", "Ünïcödé 中文 x" * 9]
MODEL = language.bare()
NETWORKS = ("tok2vec", "ner")


@cache
def remembering(capacity: int) -> Language:
    """The bare model that remembers so many words."""
    found = language.bare()
    embeddings.take(found, capacity)
    return found


def names(model: Language) -> list[str]:
    return [node.name for node in model.get_pipe("tok2vec").model.walk()]  # type: ignore[attr-defined]


def test_places() -> None:
    assert "remembered_embedding" not in names(MODEL)
    assert "remembered_embedding" in names(remembering(embeddings.CAPACITY))
    assert "remembered_embedding" in names(nlp())


@pytest.mark.parametrize("capacity", [embeddings.CAPACITY, 100, 3])
def test_same_vectors(capacity: int) -> None:
    """Learning, then from memory; one by one and together; also where the memory is too small for all, or for one."""
    model = remembering(capacity)
    for _ in range(2):
        for batch in (TEXTS, TEXTS[:7], *([text] for text in TEXTS)):
            docs = [MODEL.make_doc(text) for text in batch]
            for name in NETWORKS:
                tok2vec = [m.get_pipe(name).model for m in (MODEL, model)]  # type: ignore[attr-defined]
                own, remembered = ((m.get_ref("tok2vec") if m.has_ref("tok2vec") else m).predict(docs) for m in tok2vec)
                assert len(own) == len(remembered)
                assert all(np.array_equal(a, b) for a, b in zip(own, remembered, strict=True))
    assert len(TEXTS) > 80
