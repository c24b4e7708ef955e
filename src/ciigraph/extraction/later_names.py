"""Persons by a part of their name: the surname after the full name, a head of state's in its own country; and lists.

Reads the candidates that ``mention_repair`` has and changes their types in place, or finds more among the stretches.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from spacy.tokens import Span

from ciigraph.extraction.candidates import Candidate, neighbour
from ciigraph.extraction.names import name_key, plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ciigraph.extraction.candidates import Tokens
    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.knowledge import Knowledge
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.extraction.mention_persons import Persons

_SHORTEST = 2
#: Words of a later name at most ("Vaca Narvaja").
_LONGEST = 3
#: Where a Chinese leader is meant by the surname alone.
_LEADER, _LEADERS_SURNAME = "xi-jinping", "xi"
_SYLLABLE_TOKENS = 2


class LaterNames:
    """Finds persons whose full names stand elsewhere, in the text or among the known."""

    def __init__(self, lexicon: Lexicon, places: Gazetteer, known: Knowledge, persons: Persons) -> None:
        """Use this knowledge."""
        self.lexicon, self.places, self.known, self.persons = lexicon, places, known, persons
        self.leaders = _leaders(known, persons)

    def find(self, doc: Doc, open_: list[Span], taken: list[Candidate], tokens: Tokens) -> list[Candidate]:
        """The persons among the free stretches; changes the types of unsure candidates in place."""
        self._listed(doc, taken)
        named = _parts(doc, taken)
        country = doc._.unit.country or ""
        for c in taken:
            if c.known or c.end - c.start > 2 * _LONGEST or (c.sure and (c.end - c.start > 1 or c.type == "Place")):
                continue
            low = plain(doc[c.start : c.end].text)
            if c.type != "Person" and low in named and self._may_be_name(doc[c.start : c.end]):
                c.type = "Person"
            elif low not in named and " " not in low and not c.sure:
                self._as_leader(doc, c, low, country)
        found = []
        for span in open_:
            if len(span) > 2 * _LONGEST or not tokens.free(span) or not span.text[:1].isupper():
                continue
            low = plain(span.text)
            if low in named:
                if self._may_be_name(span):
                    found.append(Candidate(span.start, span.end, "Person"))
            elif " " not in low and span.text.istitle():
                candidate = Candidate(span.start, span.end, "Person", sure=False)
                self._as_leader(doc, candidate, low, country)
                if candidate.known:
                    found.append(candidate)
        return found

    def _as_leader(self, doc: Doc, c: Candidate, low: str, country: str) -> None:
        """Make a candidate the known person of the country whose surname it is."""
        token = doc[c.start]
        if low == _LEADERS_SURNAME and _LEADER in self.known.entities:
            id_: str | None = _LEADER
        else:
            id_ = self.leaders.get((country, low))
        if id_ is None or token.pos_ != "PROPN" or not doc[c.start : c.end].text.istitle() or low in self.places.cities:
            return
        if (c.start and doc[c.start - 1].lower_ == "the") or self._goes_on(doc, c):
            return
        c.type, c.known, c.sure = "Person", id_, True

    def _goes_on(self, doc: Doc, c: Candidate) -> bool:
        """Whether a capitalised word or a hyphen beside one shows that it is part of another name."""
        before = doc[c.start - 1] if c.start else None
        after = doc[c.end] if c.end < len(doc) else None
        if after is not None and (after.text == "-" or (after.text.istitle() and after.pos_ in {"PROPN", "NOUN"})):
            return plain(after.text) not in self.persons.verbs
        return before is not None and (before.text == "-" or plain(before.text) in self.persons.forenames)

    def _may_be_name(self, span: Span) -> bool:
        """Whether a part of a person's name, standing alone, is one here and no everyday word."""
        low = plain(span.text)
        if len(low) < _SHORTEST or low in self.lexicon.everyday or low in self.lexicon.titles:
            return False
        if name_key(span.text) in self.places.countries or low in self.places.demonyms:
            return False
        if span.start and span.doc[span.start - 1].lower_ == "the":
            return False
        if low not in self.persons.english:
            return True
        return span[-1].pos_ == "PROPN" and low not in self.lexicon.words["openers"]

    def _listed(self, doc: Doc, taken: list[Candidate]) -> None:
        """Make unsure names persons, in place, that a comma or "and" joins to a person and that are built like one."""
        starts = {c.start: c for c in taken if c.type == "Person"}
        if not starts:
            return
        ends = {c.end: c for c in starts.values()}
        for c in taken:
            if c.sure or c.known or c.type in {"Person", "Place", "Country"} or c.end - c.start == 1:
                continue
            beside = neighbour(doc, c.start, c.end, starts, ends)
            if beside is not None and beside.end - beside.start > 1:
                text = doc[c.start : c.end].text
                if self.persons.builds.may_be_person(text):
                    c.type = "Person"


def _parts(doc: Doc, taken: list[Candidate]) -> set[str]:
    """What the persons of a text may be called later: the first word of their names, or the last ones."""
    found: set[str] = set()
    for c in taken:
        if c.type == "Person":
            words = plain(doc[c.start : c.end].text).split()
            if len(words) > 1:
                found.add(words[0])
                found.update(" ".join(words[n:]) for n in range(1, len(words)))
    return found


def _leaders(known: Knowledge, persons: Persons) -> dict[tuple[str, str], str]:
    """Known persons by country and surname, where only one has it and it is no given name."""
    rows = [
        (e.country, plain(e.label).split()[-1], e.id)
        for e in known.entities.values()
        if e.type == "Person" and e.country not in {None, "CN"} and " " in e.label
    ]
    counted = Counter((country, surname) for country, surname, _ in rows)
    words = persons.builds.words
    return {
        (country, surname): id_
        for country, surname, id_ in rows
        if country is not None
        and counted[country, surname] == 1
        and len(surname) > _SHORTEST + 1
        and not persons.is_other(surname)
        and not words.is_given(surname)
        and surname not in persons.forenames
        and surname not in words.southern_family
    }


def with_syllables(span: Span, persons: Persons) -> Span:
    """A stretch with the second half of a double given name in lower case: "Kang Jun" and "-young"."""
    doc, end = span.doc, span.end
    if end + 1 >= len(doc) or doc[end].text not in {"-", "‐", "–"} or not doc[end + 1].text.islower():
        return span
    if doc[end - 1].whitespace_ or doc[end].whitespace_ or not doc[end + 1].is_alpha:
        return span
    longer = doc[span.start : end + _SYLLABLE_TOKENS]
    if not persons.builds.is_asian(longer.text) and persons.is_english(doc[end + 1].lower_):
        return span
    return Span(doc, longer.start, longer.end, label=span.label, span_id=span.id)
