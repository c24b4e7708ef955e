"""What kind of thing a name without a head word is: by the words beside it, the model's label, the indicator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ciigraph.extraction.names import name_key, plain

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.records import EntityType

#: The model's labels in the project's types; an organisation's type is looked for further.
MODEL_TYPES: dict[str, EntityType] = {
    "PERSON": "Person",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
    "EVENT": "Event",
    "PRODUCT": "Product",
    "LAW": "Agreement",
}
#: Labels that are no names of things.
NO_NAMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "NORP", "LANGUAGE"})
_MODEL_NUMBER = re.compile(r"[A-Z]{1,4}-?\d{1,4}[A-Z]{0,2}")
_QUOTES = frozenset("\"“”«»'‘’")
_BEFORE = 3
_LONG_WORD = 7
#: Shorter words in capitals are abbreviations rather than the city of an agency's message ("MINSK, 28 February").
_DATELINE = 5
_LONGEST_END = 8
_LARGE = 500_000
_WINDOW = 6
_AFTER = 5
#: What a name before such a noun need not be itself: "the Pew survey".
_OF_OTHERS = frozenset({"Initiative", "Event", "Agreement", "Facility"})
_COPULA = frozenset({"is", "was", "are", "were"})
_POST_ARTICLES = frozenset({"the", "a", "an", "its", "then", "former", "current"})
_ARTICLES = frozenset({"a", "an", "the", "one"})


def beside(doc: Doc, start: int, end: int, lexicon: Lexicon, label: str = "") -> EntityType | None:
    """The type that a class noun beside the tokens ``start:end`` gives ("the website X", "X, a think tank").

    What stands before a name says more than what follows: "the X project" may be a project of X.
    """
    found = _before(doc, start, lexicon)
    if found is not None:
        return found
    found = _after(doc, end, lexicon)
    if label in {"GPE", "LOC"} and found not in {None, "Place", "Facility"}:
        return None
    return None if label and found in _OF_OTHERS else found


def _before(doc: Doc, start: int, lexicon: Lexicon) -> EntityType | None:
    """A class noun directly before the name, with "called", quotes or a possessive between at most."""
    i = start - 1
    while (
        i >= 0
        and start - i <= _BEFORE
        and doc[i].lower_ in {'"', "“", "'", "‘", "called", "named", "known", "as", ":", "-", ","}
    ):
        i -= 1
    if i < 0 or start - i > _BEFORE + 1:
        return None
    one = doc[i].lower_
    two = f"{doc[i - 1].lower_} {one}" if i else one
    nouns = lexicon.class_nouns
    return nouns.get(two) or nouns.get(one)


def _after(doc: Doc, end: int, lexicon: Lexicon) -> EntityType | None:
    """A class noun right after the name ("X newspaper"), or in an apposition or a predicate ("X is a …")."""
    n = len(doc)
    nouns = lexicon.class_nouns
    i = end
    while i < n and doc[i].lower_ in {'"', "”", "’", "'"}:
        i += 1
    if i >= n:
        return None
    first = doc[i].lower_
    second = f"{first} {doc[i + 1].lower_}" if i + 1 < n else first
    if first in lexicon.words["party_people"] and i == end:
        return "PoliticalParty"
    found = nouns.get(second) or nouns.get(first)
    if found is not None and found != "Person":
        return found
    if first in _COPULA or first in {",", "("}:
        i += 1
        if i < n and doc[i].lower_ in _ARTICLES:
            for k in range(i + 1, min(i + 1 + _AFTER, n)):
                word = doc[k].lower_
                two = f"{word} {doc[k + 1].lower_}" if k + 1 < n else word
                found = nouns.get(two) or nouns.get(word)
                following = doc[k + 1].pos_ if k + 1 < n else ""
                if found is not None and following not in {"NOUN", "PROPN"}:
                    return found
                if doc[k].is_punct:
                    break
    return None


def in_headline(doc: Doc, span: Span) -> bool:
    """Whether a name stands among words that are (nearly) all capitalised, as those of headlines are."""
    sentence = span.sent
    first, last = max(sentence.start, span.start - _WINDOW), min(sentence.end, span.end + _WINDOW)
    words = [t for t in doc[first:last] if t.is_alpha and len(t) > 3]
    lower = sum(t.text[0].islower() for t in words)
    return len(words) >= 4 and lower * 5 <= len(words)


def english_words(nlp: Language) -> frozenset[str]:
    """The English nouns, verbs, adjectives and adverbs that the model's lemmatizer knows (WordNet's, by lemma)."""
    if not nlp.has_pipe("lemmatizer"):
        return frozenset()
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset()
    return frozenset(word for words in lookups.get_table("lemma_index").values() for word in words)


def verbs(nlp: Language) -> tuple[frozenset[str], dict[str, list[str]]]:
    """The English verbs that the model's lemmatizer knows, and what verbs their irregular forms are of."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is None or not (lookups.has_table("lemma_index") and lookups.has_table("lemma_exc")):
        return frozenset(), {}
    return frozenset(lookups.get_table("lemma_index").get("verb", ())), lookups.get_table("lemma_exc").get("verb", {})


def is_model_number(text: str) -> bool:
    """Whether a name is the number of a model: "Y-20", "VT4", "JF-17"."""
    return _MODEL_NUMBER.fullmatch(text) is not None


def follows_where(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    """Whether "in", "at", "from" or the like stands before a name, as before places."""
    i = start - 1
    if i >= 0 and doc[i].lower_ == "the":
        i -= 1
    return i >= 0 and doc[i].lower_ in lexicon.words["where"]


def place_type(text: str, places: Gazetteer) -> EntityType | None:
    """``Place`` for a name of the gazetteer."""
    key = name_key(text)
    if key in places.cities or key in places.regions:
        return "Place"
    return None


def is_place_of(text: str, country: str | None, places: Gazetteer) -> bool:
    """Whether a name is one of a place in the country."""
    key = name_key(text)
    city = places.cities.get(key)
    return country is not None and (
        places.regions.get(key) == country
        or (city is not None and city.country == country)
        or places.has_town(key, country)
    )


def is_spoken_of(doc: Doc, end: int, lexicon: Lexicon) -> bool:
    """Whether a name is followed as persons' are: by a verb of saying, "was detained", or a post ("X, editor of")."""
    if end >= len(doc):
        return False
    after = doc[end]
    if after.lemma_ in lexicon.words["saying"]:
        return True
    if after.pos_ == "AUX" and end + 1 < len(doc):
        return doc[end + 1].lemma_ in lexicon.words["suffered"]
    i = end + (after.text == ",")
    if i < len(doc) and doc[i].lower_ in {"who", "whose"}:
        return True
    while i < len(doc) and doc[i].lower_ in _POST_ARTICLES:
        i += 1
    if i >= len(doc) or doc[i].pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return False
    noun = doc[i].lower_
    return plain(noun) in lexicon.titles and (i > end or doc[i].text.islower())


def is_in_company(doc: Doc, start: int, lexicon: Lexicon) -> bool:
    """Whether a name stands where persons do: "met with X", "received by X", "led by X"."""
    i = start - 1
    if i < 0:
        return False
    if doc[i].lower_ in {"with", "by"}:
        i -= 1
        while i > 0 and doc[i].pos_ in {"ADV", "PART"}:
            i -= 1
        words = lexicon.words["meeting"] if doc[i + 1].lower_ == "with" else lexicon.words["done_by"]
        return i >= 0 and doc[i].lemma_.lower() in words
    return doc[i].pos_ == "VERB" and doc[i].lemma_ in lexicon.words["met"]


def is_something(doc: Doc, end: int, lexicon: Lexicon) -> bool:
    """Whether a name is followed by "is" and what persons are: "X was ambassador in", "X is the head of"."""
    if doc[end].lemma_ not in {"be", "become", "remain"}:
        return False
    i = end + 1
    while (
        i < len(doc)
        and i < end + _AFTER
        and (doc[i].pos_ in {"DET", "ADV", "ADJ", "PRON"} or doc[i].lower_ in _POST_ARTICLES)
    ):
        i += 1
    if i >= len(doc) or not doc[i].text.islower():
        return False
    return plain(doc[i].text) in lexicon.titles and doc[i].pos_ in {"NOUN", "PROPN", "ADJ"}


def is_titled(doc: Doc, span: Span, lexicon: Lexicon) -> bool:
    """Whether a title or a post stands right before a name."""
    before = span.start - 1
    while before > 0 and doc[before].is_punct:
        before -= 1
    return before >= 0 and plain(doc[before].text) in lexicon.titles


def has_post(doc: Doc, end: int, lexicon: Lexicon) -> bool:
    """Whether a name has the post of a person behind a comma: "X, founder of", "X, vice chair of"."""
    if end + 2 >= len(doc) or doc[end].text != ",":
        return False
    i = end + 1
    while i < len(doc) and doc[i].lower_ in _POST_ARTICLES:
        i += 1
    first = i
    while i < len(doc) and i - first < _BEFORE and plain(doc[i].text) in lexicon.titles and doc[i].text.islower():
        i += 1
    return i > first and i < len(doc) and doc[i].lower_ in {"of", "at", "for", "in", "who", ","}


def is_large_place(text: str, places: Gazetteer) -> bool:
    """Whether a name is a capital's, or one of a city that is larger than most."""
    key = name_key(text)
    city = places.cities.get(key)
    return (not text.isupper() or len(text) >= _DATELINE) and (
        key in places.capitals or (city is not None and city.population >= _LARGE)
    )


def organisation_type(indicator: str | None, lexicon: Lexicon) -> EntityType:
    """What an organisation most likely is, by the domain of the indicator under which it stands."""
    if indicator is not None:
        prior = lexicon.priors.get(indicator.rsplit("-", 1)[0])
        if prior is not None:
            return prior
    return "Company"


def type_by_end(text: str, lexicon: Lexicon) -> EntityType | None:
    """What one-word names of firms and outlets end in: "Kyrgyztelecom", "Basisbank"."""
    low = plain(text)
    if " " in text or len(low) < _LONG_WORD:
        return None
    ends = lexicon.name_ends
    return next((ends[low[-n:]] for n in range(_LONGEST_END, 3, -1) if low[-n:] in ends), None)


def kind_of_quoted(doc: Doc, span: Span, lexicon: Lexicon) -> EntityType | None:
    """What the noun behind a quotation says that it is: "the 'Digital Harbour City' project"."""
    if span.end + 1 >= len(doc) or not is_quoted(doc, span):
        return None
    i = span.end + 1
    two = f"{doc[i].lower_} {doc[i + 1].lower_}" if i + 1 < len(doc) else ""
    found = lexicon.class_nouns.get(two) or lexicon.class_nouns.get(doc[i].lower_)
    return found if found in _OF_OTHERS else None


def is_quoted(doc: Doc, span: Span) -> bool:
    """Whether a name stands in quotation marks."""
    if not span.start or span.end >= len(doc):
        return False
    return doc[span.start - 1].text in _QUOTES and doc[span.end].text in _QUOTES
