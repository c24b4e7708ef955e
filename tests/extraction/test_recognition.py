"""The recognizer that decides on all words at once finds what the model's own finds."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline import cases, nlp
from spacy.tokens import Span

from ciigraph.extraction import language, recognition

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

TEXTS = [*(row["text"] for row in cases("mentions.yaml")), "", "China", " \n ", "The Bank of China\nMinistry of Trade"]
MODEL = language.bare()
WORDS = (  # noqa: SIM905
    "The Bank of China and Ministry Foreign Affairs , . : \n 2019 May 3 million % per cent Wang Yi visited in for "
    "Ruritania University Prague 's ( ) State Grid Corporation first US$ January"
).split(" ")


@cache
def quick() -> Language:
    """The bare model with the recognizer."""
    found = language.bare()
    recognition.take(found)
    return found


def annotations(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.ent_iob_, t.ent_type_, t.ent_kb_id, t.ent_id) for t in doc]


def test_places() -> None:
    assert quick().pipe_names == MODEL.pipe_names
    for model in (quick(), nlp()):
        assert isinstance(model.get_pipe("ner"), recognition.Recognizer)


def test_same_entities() -> None:
    together = list(quick().pipe(TEXTS, batch_size=40))
    found = 0
    for text, doc in zip(TEXTS, together, strict=True):
        own = annotations(MODEL(text))
        assert annotations(doc) == own == annotations(quick()(text))
        found += len(doc.ents)
    assert found > 150


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=16), min_size=1, max_size=3))
def test_same_entities_in_any_words(rows: list[list[str]]) -> None:
    texts = [" ".join(words) for words in rows]
    for text, doc in zip(texts, quick().pipe(texts), strict=True):
        assert annotations(doc) == annotations(MODEL(text))


@pytest.mark.parametrize(("start", "end"), [(0, 1), (1, 4), (2, 3), (4, 6)])
def test_entities_of_before_are_respected(start: int, end: int) -> None:
    text = "The Bank of China opened in Prague with Wang Yi."
    docs = [model.make_doc(text) for model in (MODEL, quick())]
    for doc, model in zip(docs, (MODEL, quick()), strict=True):
        doc.set_ents([Span(doc, start, end, label="PERSON")], default="missing")
        for name, component in model.pipeline:
            assert name
            component(doc)
    assert annotations(docs[0]) == annotations(docs[1])
    assert (start, end) in {(e.start, e.end) for e in docs[1].ents}


def test_same_entities_in_real_texts(shared: Path) -> None:
    texts = [json.loads(line)["text"] for line in (shared / "gold" / "belgium.jsonl").read_text("utf-8").splitlines()]
    for own, doc in zip(MODEL.pipe(texts), quick().pipe(texts, batch_size=32), strict=True):
        assert annotations(doc) == annotations(own)
    assert len(texts) > 20


def test_another_kind_stays() -> None:
    """A recognizer that searches wider, or shares a network with others, isn't stood for."""
    wide = language.bare()
    cast("dict[str, int]", wide.get_pipe("ner").cfg)["beam_width"] = 2  # type: ignore[attr-defined]
    own = wide.get_pipe("ner")
    recognition.take(wide)
    assert wide.get_pipe("ner") is own
