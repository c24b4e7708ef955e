"""What speaks for a person in a name: given names, Chinese names, endings of surnames; and what was left on it.

The pretrained model calls many things persons that are none (newspapers, towns, headlines); a wrong person is the
worst of its errors. Where it is alone with its opinion, a name must itself show that it is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ciigraph.extraction.gazetteer import LARGE_CITY
from ciigraph.extraction.names import name_key, plain
from ciigraph.extraction.person_words import Builds, person_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from ciigraph.extraction.candidates import Candidate
    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.lexicon import Lexicon

#: Words made of one or two syllables of pinyin.
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ue|ua|uo|ui|un|ai|ei|ao|ou|an|en|er|in|ia|ie|iu|[aeiouv])['’-]?){1,2}"
)
_TITLE_WORDS = ("president", "minister", "ambassador", "secretary", "professor")
_MISSPELT = 88.0
_SHORTEST_SURNAME = 6
_SHORTEST_LEFT = 4
_TWO_WORD_TITLES = frozenset({("tan", "sri"), ("puan", "sri"), ("toh", "puan"), ("datuk", "seri"), ("dato", "seri")})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905
_ENDINGS = ("ly", "ed", "ing")
_LONGEST = 5


class Persons:
    """Judges names by themselves."""

    def __init__(self, words: Lexicon, places: Gazetteer, english: frozenset[str]) -> None:
        """Use this knowledge; ``english`` are the everyday words of the language."""
        self.places, self.english, self.lexicon = places, english, words
        self.forenames, self.surnames = words.words["forenames"], words.words["chinese_surnames"]
        self.lone, self.verbs = words.words["lone_surnames"], words.words["headline_verbs"]
        self.endings = tuple(words.words["surname_endings"])
        self.builds = Builds(person_words(), words, self.is_other)

    def is_other(self, low: str) -> bool:
        """Whether a word is an everyday one, one of a class of things, or a place."""
        lexicon, places = self.lexicon, self.places
        if low in lexicon.everyday or low in lexicon.first_heads or low in lexicon.titles or self.is_english(low):
            return True
        if low in places.countries or low in places.regions or low in places.demonyms:
            return True
        city = places.cities.get(low)
        return city is not None and city.population >= LARGE_CITY

    def is_chinese(self, span: Span) -> bool:
        """Whether a name is built as Chinese persons' are: a surname and one or two syllables ("Qian Minjian")."""
        if len(span) != 2 or name_key(span.text) in self.places.cities:
            return False
        first, second = span[0].text, span[1].text
        if not second.istitle() or not (first.istitle() or first.isupper()) or plain(first) not in self.surnames:
            return False
        return _PINYIN.fullmatch(plain(second)) is not None and len(second) > 1 and not self._is_place(name_key(second))

    def is_chinese_reversed(self, span: Span) -> bool:
        """Whether a name is built as Chinese persons' are in the western order ("Fengsuo Zhou")."""
        if len(span) != 2 or name_key(span.text) in self.places.cities:
            return False
        first, second = span[0].text, plain(span[1].text)
        if not (first.istitle() and span[1].text.istitle()) or second not in self.lone:
            return False
        low = plain(first)
        return len(low) >= _SHORTEST_SURNAME - 1 and _PINYIN.fullmatch(low) is not None and not self._is_place(low)

    def is_lone_surname(self, span: Span) -> bool:
        """Whether one word is a Chinese surname that is little else ("Wang")."""
        return len(span) == 1 and span.text.istitle() and plain(span.text) in self.lone

    def speaks_for_itself(self, span: Span) -> bool:
        """Whether the words show a person: a given name before others, or a surname's ending."""
        words = [plain(token.text) for token in span if token.text[:1].isupper()]
        if not words or len(span) > _LONGEST + 2 or any(w in self.lexicon.heads for w in words[1:]):
            return False
        if len(words) > 1 and words[0] in self.forenames:
            return True
        if self.is_chinese(span) or self.is_chinese_reversed(span) or self.builds.is_person(span.text):
            return True
        return self.is_lone_surname(span) or self.is_surname(words[-1])

    def is_surname(self, low: str) -> bool:
        """Whether a word ends as surnames do, and is neither a place nor an everyday word."""
        if len(low) < _SHORTEST_SURNAME or not low.endswith(self.endings) or low in self.english:
            return False
        return not self._is_place(low) and low not in self.places.demonyms

    def bare(self, span: Span) -> Span:
        """A person's name without what a headline or a title left on it: "Wang Wei Meets", "Presdient Varela"."""
        start, end = span.start, span.end
        doc = span.doc
        while end - start > 1 and (plain(doc[end - 1].text) in self.verbs or doc[end - 1].lower_ in _DAYS):
            end -= 1
        while end - start > 2 and (plain(doc[start].text), plain(doc[start + 1].text)) in _TWO_WORD_TITLES:
            start += 2
        honoured = doc[start].text in {"U", "Daw"} and end - start > 2  # Burmese for Mr and Mrs
        if honoured and all(plain(token.text) in self.builds.words.burmese for token in doc[start + 1 : end]):
            start += 1
        while end - start > 1 and (doc[start].is_punct or plain(doc[start].text) == "designate"):
            start += 1
        while end - start > 1 and self._is_left_over(plain(doc[start].text), plain(doc[start + 1].text), end - start):
            start += 1
        return doc[start:end]

    def _is_left_over(self, low: str, following: str, length: int) -> bool:
        """Whether a word before a name belongs to what a title is of, or is a title itself, misspelt."""
        if low in self.forenames:
            return False
        if self.is_misspelt_title(low) or low in self.verbs:
            return True
        if length > 2 and low in self.places.countries and following in self.surnames:
            return True  # "Ambassador to Jordan Gao Yusheng"
        if "-" in low and low.partition("-")[0] in self.lexicon.titles:
            return True
        return length > 2 and len(low) > _SHORTEST_LEFT and following in self.forenames and self.is_english(low)

    def is_misspelt_title(self, low: str) -> bool:
        """Whether a word is "president", "minister" or the like but for a letter or two."""
        return len(low) > _LONGEST and any(fuzz.ratio(low, title) >= _MISSPELT for title in _TITLE_WORDS)

    def is_english(self, low: str) -> bool:
        """Whether a word is an everyday one, also as the plural or the past of one."""
        if low in self.english or low in self.lexicon.everyday:
            return True
        singular = f"{low[:-3]}y" if low.endswith("ies") else low.removesuffix("s")
        stem = next((low[: -len(end)] for end in _ENDINGS if low.endswith(end)), "")
        return singular in self.english or (len(stem) > 2 and (stem in self.english or f"{stem}e" in self.english))

    def ends_in_word(self, span: Span) -> bool:
        """Whether a name's last word is an everyday one and no surname, and its first no given name."""
        first, last = plain(span[0].text), plain(span[-1].text)
        words = self.builds.words
        named = last in words.family or last in words.given or last in words.southern_family or last in self.forenames
        if named or (first in self.surnames and _PINYIN.fullmatch(last)):
            return False
        return self.is_english(last) and not self.builds.is_given(first)

    def no_person(self, span: Span) -> bool:
        """Whether the words speak against a person: a people's adjective, class words, all everyday words."""
        words = [plain(token.text).rstrip(".") for token in span if token.text[0].isalpha()]
        if not words or " of " in span.text or any(c.isdigit() for c in span.text):
            return True
        if len(words) > 1 and plain(span.text).split()[0] in self.lexicon.words["no_person"]:
            return True
        if 1 < len(words) <= _LONGEST - 1 and words[0] in self.forenames:
            return False
        lexicon = self.lexicon
        if words[0] in self.places.demonyms or any(w in lexicon.heads or w in lexicon.first_heads for w in words[1:]):
            return True
        if self.builds.is_asian(span.text):
            return False
        return all(self.is_english(w) for w in words) and not self.is_chinese(span) and not self.is_lone_surname(span)

    def _is_place(self, key: str) -> bool:
        return key in self.places.countries or key in self.places.regions or key in self.places.cities


def in_other_language(span: Span, lexicon: Lexicon) -> bool:
    """Whether the sentence around a name isn't English, by its small words."""
    memory: dict[int, bool] = span.doc.user_data.setdefault("ciigraph.languages", {})
    sentence = span.sent
    found = memory.get(sentence.start)
    if found is None:
        foreign = english = 0
        for token in sentence:
            low = token.lower_
            if low in lexicon.words["english_small"]:
                english += 1
            elif low in lexicon.words["foreign"] or (not token.is_ascii and plain(low) in lexicon.words["foreign"]):
                foreign += 1
        found = memory[sentence.start] = foreign >= 2 and foreign > 2 * english
    return found


def fuller_names(doc: Doc, taken: list[Candidate], words: Lexicon, english: frozenset[str]) -> list[Candidate]:
    """The candidates, known persons with their further names: "Claudia Sheinbaum Pardo", "Syed Asim Munir"."""
    starts, ends = {c.start: c for c in taken}, {c.end: c for c in taken}
    gone: set[int] = set()
    for c in taken:
        if not c.known or c.type != "Person" or c.end - c.start == 1:
            continue
        for place, beside in ((c.start - 1, ends.get(c.start)), (c.end, starts.get(c.end))):
            if not 0 <= place < len(doc) or doc[place].pos_ != "PROPN" or not doc[place].text.istitle():
                continue
            low = plain(doc[place].text)
            alone = beside is None or (not beside.known and beside.end - beside.start == 1)
            named = (
                place > c.start or (beside is not None and beside.type == "Person") or low in words.words["forenames"]
            )
            verb = low in words.words["headline_verbs"] or low.removesuffix("s") in english
            if alone and named and low not in english and low not in words.titles and not verb:
                c.start, c.end = min(c.start, place), max(c.end, place + 1)
                gone.add(id(beside))
    return [c for c in taken if id(c) not in gone]
