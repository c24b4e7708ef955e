"""What the words of a name say by themselves: everyday words or none, a person's or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.candidates import Candidate
from ciigraph.extraction.gazetteer import LARGE_CITY
from ciigraph.extraction.mention_persons import Persons
from ciigraph.extraction.mention_types import follows_where, is_place_of, is_spoken_of, place_type
from ciigraph.extraction.name_parts import is_adjective
from ciigraph.extraction.names import plain

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.extraction.lexicon import Lexicon

#: Words before a name that persons don't have.
_NO_PERSON_BEFORE = frozenset({"the", "in", "at", "from"})
_NO_PERSON = frozenset({"el", "la", "los", "las", "le", "les", "o", "al", "san", "santa"})


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
        if low in self.lexicon.titles:
            return []
        if len(bare) == 1 and self.persons.is_english(low) and bare[0].ent_type_ != "PERSON":
            before = plain(bare.doc[bare.start - 1].text) if bare.start else ""
            if low in self.lexicon.everyday or before not in self.lexicon.words["sure_titles"]:
                return []
        return [Candidate(bare.start, bare.end, "Person")]

    def reads_as_person(self, doc: Doc, span: Span) -> bool:
        """Two or three words that look like a person's, where the words themselves or those beside them say so too."""
        if not self.looks_like_person(span) or (span.start and doc[span.start - 1].lower_ in _NO_PERSON_BEFORE):
            return False
        return self.persons.speaks_for_itself(span) or is_spoken_of(doc, span.end, self.lexicon)

    def looks_like_person(self, span: Span) -> bool:
        """Two or three words, and particles, written as names; no English words nor any of a class or a place."""
        particles = self.lexicon.words["surname_particles"]
        names = [token for token in span if token.text not in particles]
        if not 1 < len(names) < 4 or names[0].i != span.start or place_type(span.text, self.places):
            return False
        if self.is_word(span[0]) and plain(span[0].text) not in self.persons.forenames:
            return False
        lexicon = self.lexicon
        for token in names:
            low = plain(token.text)
            if not token.text.istitle() or low in _NO_PERSON or low in lexicon.heads or low in lexicon.first_heads:
                return False
        return True

    def after_place_word(self, doc: Doc, span: Span) -> bool:
        """Whether what stands before a name stands before places rather than persons."""
        before = doc[span.start - 1].lower_ if span.start else ""
        return before in _NO_PERSON_BEFORE or follows_where(doc, span.start, self.lexicon)
