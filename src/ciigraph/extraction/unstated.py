"""The profile's country and government where the text leaves them to the context: "our country", "the government".

Like unnamed actors they are mentions only where a relation needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from ciigraph.extraction.bodies import IMPLIED
from ciigraph.extraction.gazetteer import gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEAR = 60  # tokens in which another state may be who "the government" is of


def unstated(doc: Doc, taken: dict[int, Span]) -> list[Span]:
    """The profile's country and government where only the context names them: "our country", "the government".

    "The government" may be another's: not where the last country or body before it is one of another state.
    """
    places, code = gazetteer(), doc._.unit.country
    found: list[Span] = []
    for phrase in doc.spans.get(IMPLIED) or ():
        if any(i in taken for i in range(phrase.start, phrase.end)) or _goes_on(doc, phrase.end, taken):
            continue
        if phrase[0].lower_ == "the" and phrase[-1].lower_ == "country":
            continue
        if phrase[0].lower_ == "the":
            before = [taken[i] for i in range(max(0, phrase.start - _NEAR), phrase.start) if i in taken]
            states = [m._.entity_country for m in before if m.label_ in {"Country", "GovernmentBody"}]
            if states and states[-1] != code:
                continue
        span = Span(doc, phrase.start, phrase.end, label=phrase.label_)
        government = phrase.label_ == "GovernmentBody"
        span._.anonymous, span._.link_rule, span._.link_score = True, "profile's country", 0.8
        span._.entity = f"government-of-{places.ids[code]}" if government else places.ids[code]
        span._.entity_label = f"Government of {places.labels[code]}" if government else places.labels[code]
        span._.entity_country = code
        found.append(span)
    return found


def _goes_on(doc: Doc, end: int, taken: dict[int, Span]) -> bool:
    """Whether the phrase is only part of a longer one: "the government of X", "the government spokesman"."""
    if end >= len(doc):
        return False
    return doc[end].lower_ == "of" or end in taken or doc[end].pos_ in {"NOUN", "PROPN"} or doc[end].text == "-"
