"""Words of a headline as prose would write them: names keep their capitals, all other words lose theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ciigraph.extraction.known_entities import known_names
from ciigraph.extraction.mention_persons import Persons
from ciigraph.extraction.names import is_han, plain
from ciigraph.extraction.triggers import rules
from ciigraph.extraction.triggers import words as relation_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.lexicon import Lexicon

#: A headline has so many words of some length at least …
_WORDS, _LONG = 4, 4
#: … and of them one in so many in lower case at most.
_LOWER = 6
#: Long words that headlines too write in lower case.
_SMALL = frozenset(
    "with from over into onto upon after before during between among under against through towards toward amid about "  # noqa: SIM905
    "their that than when while where which without within across behind despite regarding following".split()
)
#: Forms of verbs that are next to always parts of names, or small words.
_NO_VERBS = frozenset({"united", "armed", "even", "last", "further"})
#: Verbs that a headline writes with a capital, if at all.
_PROSE = frozenset({"is", "are", "was", "were", "has", "have", "had", "been", "does", "did", "be"})
_CAPITAL = r"(?<![\w'’.&-])[^\W\d_a-zß-öø-ÿ][\w'’.&-]*"
#: Four capitalised words with none but small ones between: there may be a headline.
_PERHAPS = re.compile(rf"(?:{_CAPITAL}[,:]?[ \u00a0]+(?:[\w'’$-]{{1,7}}[ \u00a0]+){{0,2}}){{3,}}{_CAPITAL}")
_WORD = re.compile(r"[^\W\d_]+")
#: What stands between a headline and its neighbours: line ends, full stops, quotation marks, bars, dashes, addresses.
_BETWEEN = re.compile(
    r"\n+|(?<=[.!?;])\s+(?=[^\W\d_a-zß-öø-ÿ\"“‘(])|[“”\"«»]"
    r"|\s[|–—-]+\s|\s?\|\s?|https?://\S+|(?<=\w):\s|\s[•●▪]\s?|^[•●▪]\s?"
)
_JOINING = frozenset({"of", "and", "&", "for", "the"})
#: Types whose head words prose writes with capitals, names or not.
_BODIES = frozenset({"GovernmentBody", "University", "ResearchBody", "PoliticalParty", "Association"})
#: What stands before a post that prose writes in lower case.
_APPOINTED = frozenset({"appointed", "named", "elected", "becomes", "become", "became", "as"})
_INFINITIVE = frozenset({"to", "To", "TO"})
#: After these, a verb isn't finite, or is a noun.
_BEFORE_VERB = frozenset(
    "will not to can may must should would could the a an of in on for with at by and 's ’s his her its".split()  # noqa: SIM905
)
#: Abbreviations are no longer, where a whole line is in capitals.
_ABBREVIATION = 4
_VOWELS = frozenset("aeiouy")


class Capitals:
    """Judges which capitals of a headline are those of names."""

    def __init__(
        self,
        words: Lexicon,
        places: Gazetteer,
        english: frozenset[str],
        verbs: Collection[str],
        irregular: Mapping[str, Sequence[str]],
    ) -> None:
        """Use this knowledge.

        Args:
            words: structure words.
            places: the gazetteer.
            english: the everyday words of the language.
            verbs: those of them that may be verbs.
            irregular: what verbs the irregular forms are of.
        """
        self.lexicon, self.places = words, places
        self.persons = Persons(words, places, english)
        self._verbs, self._irregular = frozenset(verbs), irregular
        self._bodies = {head for head, type_ in words.heads.items() if type_ in _BODIES and head not in words.topics}
        self._memory: dict[str, bool] = {}
        self._pasts: dict[str, str] = {}
        for form, (base, *_) in irregular.items():
            if not form.endswith("ing") and (base not in self._pasts or self._pasts[base].endswith("n")):
                self._pasts[base] = form

    def headlines(self, doc: Doc, text: str) -> Iterator[tuple[int, int]]:
        """The token ranges that are written as headlines are and have a word that may be a verb."""
        if not any(self._has_verb(match[0]) for match in _PERHAPS.finditer(text)):
            return
        start = 0
        for cut in (*_BETWEEN.finditer(text), None):
            end = len(text) if cut is None else cut.start()
            if _PERHAPS.search(text, start, end) is not None:
                span = doc.char_span(start, end, alignment_mode="contract")
                span = span and _without_blanks(span)
                if span and self._is_headline(span):
                    yield span.start, span.end
            start = end if cut is None else cut.end()

    def _has_verb(self, words: str) -> bool:
        """Whether a capitalised word behind the first may be a verb: the quick question before the others."""
        may_be, verbs, before = self.may_be_verb, self._verbs, ""
        for word in _WORD.findall(words):
            low = word.lower()
            if before and word != low and (may_be(low) or (before in _INFINITIVE and low in verbs)):
                return True
            before = word
        return False

    def _is_headline(self, span: Span) -> bool:
        words = [token.text for token in span if token.text[0].isalpha()]
        long = [w for w in words if len(w) >= _LONG and w not in _SMALL]
        lower = sum(w[0].islower() for w in long)
        if not _PROSE.isdisjoint(words) or len(words) < _WORDS or len(long) < _WORDS - 1 or lower * _LOWER > len(long):
            return False
        return self._has_verb(" ".join(words))

    def may_be_verb(self, low: str) -> bool:
        """Whether a word is a form of a verb, and none that names are made with."""
        found = self._memory.get(low)
        if found is None:
            bases = (low, low[:-1], low[:-2], f"{low[:-3]}y" if low.endswith(("ies", "ied")) else "")
            bent = low.endswith(("s", "d"))
            found = self._memory[low] = (
                low not in self.lexicon.everyday
                and len(low) > 2
                and self.places.country_of(low) is None
                and low not in self.places.cities
                and low not in _NO_VERBS
                and (low in self._irregular or any(base in self._verbs for base in (bases if bent else bases[:1])))
            ) or low in self.persons.verbs
        return found

    def written(self, doc: Doc, start: int, end: int) -> list[str]:
        """The words of a headline as prose would write them."""
        shouted = _is_shouted(doc[start:end])
        known = _known(doc)
        found: list[str] = []
        names: list[bool] = []
        kept = True  # whether the word before is part of a name
        for i in range(start, end):
            token = doc[i]
            text, low = token.text, token.lower_
            named = i in known or self._is_name(doc, i, start, end, kept=kept, shouted=shouted)
            name = text[0].isupper() and named
            names.append(name)
            if not text[0].isalpha() or len(low) != len(text) or is_han(text):
                found.append(text)
            elif name:
                found.append(_titled(text) if shouted and not self._is_abbreviation(doc, text) else text)
            else:
                found.append((_titled(text) if shouted else text) if i == start else low)
            if low not in _JOINING:
                kept = name and low not in self.places.demonyms
        return self._unmistakable([t.text for t in doc[start:end]], found, names)

    def _unmistakable(self, words: list[str], found: list[str], names: list[bool]) -> list[str]:
        """The words with the first verb in a form that no noun has: "to Join" as "will join", "Signs" as "signed"."""
        for n in range(1, len(words)):
            low, before = words[n].lower(), words[n - 1]
            if before in _INFINITIVE:
                of = any(word.lower() == "of" for word in words[n + 1 : n + 2])  # "gift to Police of X"
                if n > 1 and low in self._verbs and names[n - 2] and not of:
                    found[n - 1 : n + 1] = ["will", low]
                return found
            if found[n] == low and low != words[n] and self.may_be_verb(low):
                trigger = low.endswith("s") and (_base(low, self._verbs), "verb") in rules().index
                if (trigger or low in self.persons.verbs) and before.lower() not in _BEFORE_VERB:
                    found[n] = self._past(low)
                return found
        return found

    def _past(self, low: str) -> str:
        """The past of a verb in the present."""
        base = _base(low, self._verbs)
        if base is None or low in self._irregular:
            return low
        if base in self._pasts:
            return self._pasts[base]
        if base.endswith("y") and base[-2:-1] not in _VOWELS:
            return f"{base[:-1]}ied"
        return f"{base}d" if base.endswith("e") else f"{base}ed"

    def _is_name(self, doc: Doc, i: int, start: int, end: int, *, kept: bool, shouted: bool) -> bool:
        """Whether a capitalised word, in no known name, belongs to a name; ``kept``: the one before it does."""
        text = doc[i].text
        low = plain(text)
        before = doc[i - 1].lower_ if i > start else ""
        marked = not shouted and any(c.isupper() or c.isdigit() for c in text[1:])
        if marked or self._is_person(doc, i, start, end) or self.places.country_of(text) is not None:
            return True
        if low in self.persons.verbs:
            return False
        if low in relation_words().languages:
            return True
        if not self.persons.is_english(low) and not self.may_be_verb(low):
            return low not in self.lexicon.words["english_small"] and low not in _SMALL
        if low in self._bodies or low in self.lexicon.titles:
            return before not in _APPOINTED
        return kept and i > start and (low in self.lexicon.heads or low in self.lexicon.topics)

    def _is_person(self, doc: Doc, i: int, start: int, end: int) -> bool:
        """Whether a word is half of a Chinese name, or a name behind a given name."""
        if i + 1 < end and self._is_chinese(doc[i : i + 2]):
            return True
        if i > start and self._is_chinese(doc[i - 1 : i + 1]):
            return True
        if i > start and plain(doc[i - 1].text) in self.persons.forenames and doc[i - 1].text[0].isupper():
            return plain(doc[i].text) not in self.persons.verbs and not doc[i].lower_.endswith("s")
        return False

    def _is_chinese(self, pair: Span) -> bool:
        first, second = (plain(token.text) for token in pair)
        if second in self.persons.verbs or (first in self.lexicon.words["english_small"]):
            return False
        return self.persons.is_chinese(pair)

    def _is_abbreviation(self, doc: Doc, text: str) -> bool:
        """Whether a word in a line of capitals has them by itself."""
        if text in doc._.unit.abbreviations:
            return True
        low = text.lower()
        short = len(text) <= _ABBREVIATION and low not in self.places.countries and low not in self.places.demonyms
        return short and (not _VOWELS & set(low) or not self.persons.is_english(low))


def _base(low: str, verbs: Collection[str]) -> str | None:
    """The verb that a form in the present is of."""
    stems = (f"{low[:-3]}y",) if low.endswith("ies") else (low[:-1], low[:-2]) if low.endswith("s") else (low,)
    return next((stem for stem in stems if stem in verbs), None)


def _is_shouted(span: Span) -> bool:
    words = [token.text for token in span if token.text.isalpha() and len(token.text) > 2]
    return sum(w.isupper() for w in words) * 4 >= len(words) * 3


def _titled(text: str) -> str:
    return text[0] + text[1:].lower()


def _known(doc: Doc) -> set[int]:
    """The tokens of known names."""
    found: set[int] = set()
    for start, (end, _) in known_names(doc).items():
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found.update(range(span.start, span.end))
    return found


def _without_blanks(span: Span) -> Span:
    doc, start, end = span.doc, span.start, span.end
    while start < end and (doc[start].is_space or doc[start].is_punct):
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return doc[start:end]
