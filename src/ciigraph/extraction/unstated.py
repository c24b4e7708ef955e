"""The profile's country and its bodies where the text leaves them to the context: "our country", "the police".

Like unnamed actors they are mentions only where a relation needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slugify import slugify
from spacy.tokens import Span

from ciigraph.extraction.bodies import IMPLIED
from ciigraph.extraction.context import text_of
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: The state whose influence the profiles are about.
_GIVER = "CN"
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
        if phrase[0].lower_ == "the" and phrase[1].lower_ == "country":
            continue
        noun = phrase[-1].lower_
        if phrase[0].lower_ == "the" and noun != "country" and _of_another(phrase, taken, code):
            continue
        span = Span(doc, phrase.start, phrase.end, label=phrase.label_)
        span._.anonymous, span._.link_rule, span._.link_score = True, "profile's country", 0.8
        span._.entity, span._.entity_label = places.ids[code], places.labels[code]
        if phrase.label_ == "GovernmentBody":
            body = lexicon().bodies.get(" ".join(t.lower_ for t in phrase[1:])) if len(phrase) > 2 else None
            name = body.name if body is not None else noun.capitalize()
            span._.entity = f"{slugify(name)}-of-{places.ids[code]}"
            span._.entity_label = f"{name} of {places.labels[code]}"
        span._.entity_country = code
        found.append(span)
    return found + _embassies(doc, taken)


def _embassies(doc: Doc, taken: dict[int, Span]) -> list[Span]:
    """China's embassy in the profile's country, where no other is spoken of: "the embassy"."""
    places, code = gazetteer(), doc._.unit.country
    if code not in places.labels or code == "CN" or "the embassy" not in text_of(doc).lower():
        return []
    found: list[Span] = []
    for i, token in enumerate(doc):
        if (
            token.lower_ != "embassy"
            or not i
            or doc[i - 1].lower_ != "the"
            or i in taken
            or _goes_on(doc, i + 1, taken)
        ):
            continue
        missions = [m for m in taken.values() if m.label_ == "GovernmentBody" and "embass" in m.text.lower()]
        if any(m._.entity_country != "CN" for m in missions):
            continue
        span = Span(doc, i, i + 1, label="GovernmentBody")
        span._.anonymous, span._.link_rule, span._.link_score = True, "embassy in the profile's country", 0.6
        span._.entity = f"embassy-of-{places.ids['CN']}-in-{places.ids[code]}"
        span._.entity_label = f"Embassy of {places.labels['CN']} in {places.labels[code]}"
        span._.entity_country = "CN"
        found.append(span)
    return found


def _of_another(phrase: Span, taken: dict[int, Span], code: str) -> bool:
    """Whether the last country or body before is one of another state.

    The police may be at home though another state was named ("Borduria gave the police cars"), but not where that
    state's police was, or where the last country named is a third one.
    """
    doc, noun = phrase.doc, phrase[-1].lower_
    before = [taken[i] for i in range(max(0, phrase.start - _NEAR), phrase.start) if i in taken]
    states = [m for m in before if m.label_ in {"Country", "GovernmentBody"} and m._.entity_country is not None]
    if noun == "government":
        return bool(states) and states[-1]._.entity_country != code
    if any(t.lower_ == noun for m in states if m._.entity_country != code for t in m):
        return True
    countries = [m._.entity_country for m in states if m.label_ == "Country"]
    abroad = any(doc[m.start - 1].lower_ in {"in", "of"} for m in states if m.start and m._.entity_country != code)
    return abroad or (bool(countries) and countries[-1] not in {code, _GIVER})


def _goes_on(doc: Doc, end: int, taken: dict[int, Span]) -> bool:
    """Whether the phrase is only part of a longer one: "the government of X", "the government spokesman"."""
    if end >= len(doc):
        return False
    return doc[end].lower_ == "of" or end in taken or doc[end].pos_ in {"NOUN", "PROPN"} or doc[end].text == "-"
