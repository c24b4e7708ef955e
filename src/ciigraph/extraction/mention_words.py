"""What the words of a name say by themselves: everyday words or none, a person's or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.candidates import Candidate
from ciigraph.extraction.gazetteer import LARGE_CITY
from ciigraph.extraction.mention_persons import Persons
from ciigraph.extraction.mention_types import (
    follows_where,
    is_in_company,
    is_large_place,
    is_place_of,
    is_quoted,
    is_something,
    is_spoken_of,
    place_type,
)
from ciigraph.extraction.name_parts import is_adjective
from ciigraph.extraction.names import name_key, plain

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.extraction.lexicon import Lexicon

_GENITIVE = frozenset({"'s", "’s", "`s", "´s"})
#: Words before a name that persons don't have.
_NO_PERSON_BEFORE = frozenset({"the", "in", "at", "from"})
_NO_PERSON_AROUND = frozenset({"the", "in", "at", "near", "around", "outside"})


class Wording:
    """Judges the words of names, with little regard to what stands beside them."""

    def __init__(self, words: Lexicon, places: Gazetteer, known: Knowledge, english: frozenset[str]) -> None:
        """Use this knowledge; ``english`` are the everyday words of the language."""
        self.lexicon, self.places, self.known, self.english = words, places, known, english
        self.persons = Persons(words, places, english)

    def is_generic(self, text: str) -> bool:
        """Whether a name is made of words that make no name."""
        low = plain(text)
        if low in self.lexicon.generic or is_adjective(low, self.places):
            return True
        return all(w in self.lexicon.everyday for w in low.split())

    def is_english(self, span: Span) -> bool:
        """Whether a name has none but everyday English words."""
        return all(self.is_word(token) for token in span)

    def is_word(self, token: Token) -> bool:
        """Whether a word is an everyday one, and no place."""
        low = token.lower_
        if not token.is_alpha or plain(low) in self.lexicon.everyday:
            return True
        singular = f"{low[:-3]}y" if low.endswith("ies") else low.removesuffix("s")
        if low not in self.english and token.lemma_.lower() not in self.english and singular not in self.english:
            return False
        return low not in self.places.cities and low not in self.places.regions

    def is_plain_word(self, span: Span) -> bool:
        """Whether one word is an everyday one, although there may be a small town of its name somewhere."""
        text, low = span.text, plain(span.text)
        if not text.istitle() or not self.persons.is_english(low):
            return False
        city = self.places.cities.get(low)
        large = low in self.places.regions or (city is not None and city.population >= LARGE_CITY)
        return not large and not is_place_of(text, span.doc._.unit.country, self.places)

    def is_bent(self, token: Token) -> bool:
        """Whether a word is the participle or the adverb of an everyday one ("Insulated")."""
        low = plain(token.text)
        return low not in self.english and self.persons.is_english(low) and low not in self.places.cities

    def titled(self, span: Span) -> list[Candidate]:
        """A person behind a title; an everyday word is what the title goes on with ("Ambassador Extraordinary")."""
        bare = self.persons.bare(span)
        low = plain(bare.text)
        if low in self.lexicon.titles or (len(bare) == 1 and low in self.lexicon.words["openers"]):
            return []
        english = len(bare) > 1 and all(self.persons.is_english(plain(token.text)) for token in bare)
        if english and bare[-1].ent_type_ != "PERSON" and plain(bare[0].text) not in self.persons.forenames:
            return []  # "Director of State Unitary Enterprise"
        if len(bare) == 1 and self.persons.is_english(low) and bare[0].ent_type_ != "PERSON":
            before = plain(bare.doc[bare.start - 1].text) if bare.start else ""
            if low in self.lexicon.everyday or before not in self.lexicon.words["sure_titles"]:
                return []
        return [Candidate(bare.start, bare.end, "Person")]

    def reads_as_person(self, doc: Doc, span: Span) -> bool:
        """Two or three words that look like a person's, where the words themselves or those beside them say so too."""
        if not self.looks_like_person(span) or (span.start and doc[span.start - 1].lower_ in _NO_PERSON_BEFORE):
            return False
        return self.persons.speaks_for_itself(span) or self.acts_as_person(doc, span)

    def acts_as_person(self, doc: Doc, span: Span) -> bool:
        """Whether what stands beside a name is said of persons rather than of anything else."""
        if is_spoken_of(doc, span.end, self.lexicon) or is_in_company(doc, span.start, self.lexicon):
            return True
        after = doc[span.end] if span.end < len(doc) else None
        if after is None or after.pos_ not in {"VERB", "AUX"} or is_quoted(doc, span):
            return False
        return after.lemma_ in self.lexicon.words["personal"] or is_something(doc, span.end, self.lexicon)

    def looks_like_person(self, span: Span) -> bool:
        """Two or three words, and particles, written as names; no English words nor any of a class or a place."""
        text = span.text
        return self.persons.builds.may_be_person(text) and not place_type(text, self.places)

    def is_of_a_place(self, doc: Doc, span: Span) -> bool:
        """Whether an article or "in" before a name, or a class word behind it, makes it no person's."""
        before = doc[span.start - 1].lower_ if span.start else ""
        if before in _NO_PERSON_AROUND or is_quoted(doc, span):
            return True
        if before == "of" and span.start > 1 and doc[span.start - 2].lower_ in self.lexicon.class_nouns:
            return True  # "the town of X"
        if place_type(span.text, self.places) is not None:
            return True
        after = doc[span.end] if span.end < len(doc) else None
        return (
            after is not None
            and after.lower_ in self.lexicon.class_nouns
            and plain(after.text) not in self.lexicon.titles
        )

    def is_surely_person(self, doc: Doc, span: Span, ents: list[Span], *, titled: bool) -> bool:
        """Whether a stretch is a person's name by its title or its own words."""
        if titled and self.looks_like_person(span) and (len(ents) == 1 or self.persons.speaks_for_itself(span)):
            return True
        if self.persons.is_chinese(span):
            return not self.after_place_word(doc, span)
        return self.persons.builds.is_person(span.text) and not self.is_of_a_place(doc, span)

    def may_have_post(self, span: Span) -> bool:
        """Whether one word may be a person's name: none of a place, of a class, nor an everyday one."""
        text = span.text
        other = self.persons.is_other(plain(text)) or place_type(text, self.places) is not None
        return text.istitle() and not other and span.start == span.end - 1

    def stands_as_person(self, doc: Doc, span: Span, *, single: bool) -> bool:
        """Whether one word that is a person's name stands where persons are spoken of."""
        low = plain(span.text)
        if not single or self.persons.is_other(low) or place_type(span.text, self.places):
            return False
        named = self.persons.builds.is_given(low) or low in self.persons.builds.words.family
        return named and self.acts_as_person(doc, span)

    def is_place_after_all(self, doc: Doc, span: Span) -> bool:
        """Whether what the model calls a date or a people is the name of a place behind "in" or "of"."""
        text = span.text
        if not text.istitle() or name_key(text) in self.places.demonyms or self.is_plain_word(span):
            return False
        where = follows_where(doc, span.start, self.lexicon) or (span.start > 0 and doc[span.start - 1].lower_ == "of")
        return where and (is_large_place(text, self.places) or is_place_of(text, doc._.unit.country, self.places))

    def after_place_word(self, doc: Doc, span: Span) -> bool:
        """Whether what stands before a name stands before places rather than persons."""
        before = doc[span.start - 1].lower_ if span.start else ""
        return before in _NO_PERSON_BEFORE or follows_where(doc, span.start, self.lexicon)


def behind_genitive(span: Span) -> Span | None:
    """The words behind "'s" in a stretch: "Hualing's Mi Enhua"."""
    for token in span[1:-2]:
        if token.lower_ in _GENITIVE:
            return span.doc[token.i + 1 : span.end]
    return None
