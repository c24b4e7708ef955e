"""Headlines, which the model reads without the capitals that aren't those of names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline import cases, extract, nlp

from ciigraph.extraction import context
from ciigraph.extraction.headlines import Headlines

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ciigraph.records import Mention, Relation

ROWS = [tuple(row) for row in cases("headlines.yaml")]


def test_there_are_rows() -> None:
    assert len(ROWS) >= 20


def _held(relation: Relation, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return mentions[relation.subject].text, relation.predicate, mentions[relation.object].text


def _qualified(relation: Relation) -> set[str]:
    return {relation.polarity, relation.modality} - {"affirmed", "asserted"}


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_relations(text: str, expected: str) -> None:
    ((found),) = extract([text])
    relations = {_held(r, found.mentions): _qualified(r) for r in found.relations}
    for row in expected.split("; "):
        subject, predicate, object_, *qualifiers = row.split(" | ")
        assert (subject, predicate, object_) in relations
        assert relations[subject, predicate, object_] == set(qualifiers)


#: Whether a line is a headline, and how it is read.
READINGS = [
    ("Acme Signs Deal With Lakeside University", "Acme signs Deal with Lakeside University"),
    ("ACME SIGNS DEAL WITH LAKESIDE UNIVERSITY", "Acme signs Deal with Lakeside University"),
    ("Ruritania to Join the River Bank of Investment", "Ruritania to join the River Bank of Investment"),
    ("Acme signed a deal with Lakeside University.", None),
    ("Ministry of Foreign Affairs of the Republic of Uzbekistan", None),
    ("Lakeside University, Riverside University, Hill College", None),
    ("There is a Confucius Institute at the State Run University of The Gambia", None),
    ("It is a part of the Agreement to Combat Terrorism and Piracy.", None),
    ("They read “Agreement to Combat Terrorism and Piracy” and left.", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_readings(text: str, expected: str | None) -> None:
    doc = nlp()(text)
    assert context.reading_of(doc) == (expected or text)
    assert doc.text == text


def test_place() -> None:
    names = nlp().pipe_names
    assert names.index("known_entities") < names.index("headlines") < names.index("structure_mentions")


@cache
def _headlines() -> Headlines:
    component = nlp().get_pipe("headlines")
    assert isinstance(component, Headlines)
    return component


def _state(doc: Doc) -> tuple[object, ...]:
    tokens = [(t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_type_) for t in doc]
    return tokens, [(s.start, s.end, s.label_) for s in doc.spans[context.MENTIONS]], doc._.relations


WORDS = """
Acme Huawei Ruritania China CHINA University Ministry Embassy Signs Visits Meets Holds signed visits Is are
to To the The of Of with WITH a A und B 2019 “ ” " | - – : . , ( ) • ’s É Ünal ß ﬁ İstanbul 中国 https://example.org/A
"""
TEXTS = st.one_of(
    st.text(max_size=120), st.lists(st.sampled_from([*WORDS.split(), "\n", "\n\n"]), max_size=25).map(" ".join)
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    doc = nlp()(text)
    reading = context.reading_of(doc)
    assert doc.text == text
    assert len(reading) == len(text)
    assert all(a == b or a.lower() == b.lower() for a, b in zip(reading, text, strict=True))
    for span in doc.spans[context.MENTIONS]:
        assert text[span.start_char : span.end_char] == span.text
    for relation in doc._.relations:
        start, end = relation.evidence
        assert 0 <= start <= end <= len(text)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_other_text_is_left_alone(text: str) -> None:
    doc = nlp()(text)
    if context.reading_of(doc) == text and not list(_headlines().capitals.headlines(doc, text)):
        with nlp().select_pipes(disable=["headlines"]):
            assert _state(nlp()(text)) == _state(doc)


def test_in_batches_as_alone() -> None:
    texts = [row[0] for row in ROWS] + ["No headline is here.", ""]
    for alone, batched in zip([nlp()(text) for text in texts], nlp().pipe(texts), strict=True):
        assert context.reading_of(alone) == context.reading_of(batched)
        assert [t.tag_ for t in alone] == [t.tag_ for t in batched]
