"""What the words around a mention say of it: whose it is, where it is, whether a capital stands for its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.names import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Span

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Entity
    from ciigraph.extraction.lexicon import Lexicon

_STATE_PREPOSITIONS = frozenset({"by", "with", "against", "toward", "towards"})
_STATE_ROLES = frozenset({"nsubj", "poss"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
#: So many adjectives may stand between a country and its body, and so many bodies be of one another.
_ADJECTIVES, _CHAIN = 2, 3
_ARTICLES = frozenset({"the", "a", "an"})


def owner_of(doc: Doc, span: Span, places: Gazetteer) -> str | None:
    """The country that the words give a body: "Chinese X", "China's X", "X of (the People's Republic of) China"."""
    i = span.start - 1
    while i >= 0 and (doc[i].lower_ in _ARTICLES or doc[i].text in {"“", '"'}):
        i -= 1
    if i >= 0:
        if doc[i].lower_ in _POSSESSIVES and i:
            i -= 1
        found = _country_at(doc, _before_adjectives(doc, i), places)
        if found is not None and (doc[i].text[0].isupper() or doc[i].text.islower()):
            return found
    return _country_after(doc, span.end, places)


def _before_adjectives(doc: Doc, i: int) -> int:
    """The token before "'s" and an adjective or two: of "Ruritania's powerful" Ruritania; else the token itself."""
    k = i
    while k > 1 and i - k < _ADJECTIVES and doc[k].text.islower() and doc[k].pos_ == "ADJ":
        k -= 1
    return k - 1 if k < i and doc[k].lower_ in _POSSESSIVES else i


def owner_behind(doc: Doc, span: Span, mentions: Sequence[Span], entities: Mapping[str, Entity]) -> str | None:
    """The country of the known body that a body belongs to: "the Liaison Office of the Central Committee of X"."""
    end = span.end
    for _ in range(_CHAIN):
        if end + 2 >= len(doc) or doc[end].lower_ != "of":
            return None
        start = end + 1 + (doc[end + 1].lower_ == "the")
        body = next((m for m in mentions if m.start == start), None)
        if body is None:
            return None
        entity = entities.get(body.kb_id_)
        if entity is not None and entity.country is not None and body.label_ in {"GovernmentBody", "PoliticalParty"}:
            return entity.country
        end = body.end
    return None


def _country_at(doc: Doc, i: int, places: Gazetteer) -> str | None:
    """The country or adjective that ends at token ``i``, one to three words long."""
    for n in (3, 2, 1):
        if i - n + 1 < 0:
            continue
        key = name_key(doc[i - n + 1 : i + 1].text)
        found = places.demonyms.get(key) or places.countries.get(key)
        if found is not None:
            return found
    return None


def _country_after(doc: Doc, end: int, places: Gazetteer) -> str | None:
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    start = end + 1
    if doc[start].lower_ == "the":
        start += 1
    for n in (5, 4, 3, 2, 1):
        if start + n <= len(doc):
            found = places.countries.get(name_key(doc[start : start + n].text))
            if found is not None:
                return found
    return None


def host_after(doc: Doc, span: Span) -> str | None:
    """The capitalised word after "in", "to" or "at" right behind a mention."""
    end = span.end
    if end + 1 < len(doc) and doc[end].lower_ in {"in", "to", "at"}:
        start = end + 1
        if doc[start].lower_ == "the" and start + 1 < len(doc):
            start += 1
        stop = start
        while stop < len(doc) and stop - start < 4 and doc[stop].text[0].isupper():
            stop += 1
        return doc[start:stop].text or None
    return None


#: What takes the side of a state, or leans on it.
_SIDES = frozenset({"pro", "anti"})
_LEANING = frozenset({"depend", "rely", "count", "dependent", "reliant", "dependence", "reliance"})


def acts_as_state(span: Span, lexicon: Lexicon) -> bool:
    """Whether a capital stands for its state: it acts ("Beijing has conducted"), or something is done by or with it."""
    root = span.root
    while root.dep_ == "conj" and root.head.pos_ == "PROPN":
        root = root.head
    if any(token.lower_ in lexicon.words["city_words"] for token in span.sent):
        return False
    if root.dep_ in _STATE_ROLES:
        return root.head.lemma_ not in lexicon.words["city_verbs"]
    if span.start > 1 and span.doc[span.start - 1].text == "-" and span.doc[span.start - 2].lower_ in _SIDES:
        return True  # "pro-Beijing"
    if root.dep_ != "pobj":
        return False
    return root.head.lower_ in _STATE_PREPOSITIONS or (
        root.head.lower_ in {"on", "upon"} and root.head.head.lemma_ in _LEANING
    )
