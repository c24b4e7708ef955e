"""How persons are named over the world: which words, in which order, are a person's name and nothing else.

The words come from ``data/person-names.txt``; a name is judged by its words alone, not by what stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ciigraph.assets import asset
from ciigraph.errors import DataError
from ciigraph.extraction.names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ciigraph.extraction.lexicon import Lexicon

_SECTION = re.compile(r"\[(\w+)\]\n([^\[#]*)")
#: Small words inside persons' names that only persons' names have …
_DESCENT = frozenset({"bin", "binti", "binte", "bint", "ibn", "ben"})
#: … and what stands behind them.
_PREFIX = re.compile(r"(?:al|el|as|an|ad|ar)-|[dlODL]['’](?=[A-Z])")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_INITIAL = re.compile(r"[A-Z]\.?|[A-Z]\.-?[A-Z]\.|Kh\.|Sh\.|Ch\.|Ts\.|Yu\.|Zh\.")
#: One syllable as in Chinese, Korean, Thai or Malaysian Chinese names.
_SYLLABLE = re.compile(r"(?:[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouy]{1,3}(?:ng|ck|[nmktphrsw])?|ng)h?")
_SYLLABLES = re.compile(rf"{_SYLLABLE.pattern}-{_SYLLABLE.pattern}")
_LONGEST_SYLLABLE = 6
_LONGEST = 6
_SHORTEST_SURNAME = 4
_ARTICLES = frozenset({"al", "el"})
#: Given names with which places' names begin too ("Abu Dhabi").
_BEGINNINGS = frozenset({"abu", "ben", "san", "santa", "santo", "saint", "sao", "dar", "ain", "bou"})


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Words of persons' names by what they do in a name, in plain letters."""

    given: frozenset[str]
    family: frozenset[str]
    burmese: frozenset[str]
    vietnamese_family: frozenset[str]
    vietnamese: frozenset[str]
    southern_family: frozenset[str]  # Chinese ones, as they are written in Hong Kong, Taiwan and South-East Asia
    korean_family: frozenset[str]

    def is_given(self, low: str) -> bool:
        """Whether a word, or the first part of a double one, is a given name."""
        return low in self.given or low.partition("-")[0] in self.given

    def is_asian(self, low: Sequence[str]) -> bool:
        """Whether the words are built as Burmese, Vietnamese, southern Chinese or Korean persons' names are."""
        first, rest = low[0], low[1:]
        if len(low) > 2 and all(w in self.burmese for w in low):
            return True
        if len(low) in (3, 4) and first in self.vietnamese_family and all(w in self.vietnamese for w in rest):
            return True
        if first in self.southern_family or first in self.korean_family:
            joined = len(rest) == 1 and _SYLLABLES.fullmatch(rest[0]) is not None
            parted = len(rest) == 2 and all(_is_syllable(w) for w in rest)  # "Ng Kor Ming"
            return joined or parted
        given, family = low[:-1], low[-1]
        if family not in self.southern_family and family not in self.korean_family:
            return False
        return len(given) == 1 and _SYLLABLES.fullmatch(given[0]) is not None  # "Tzar-kuoi Li"


def _is_syllable(low: str) -> bool:
    return len(low) <= _LONGEST_SYLLABLE and _SYLLABLE.fullmatch(low) is not None


@cache
def person_words() -> PersonWords:
    """The words, read once a process.

    Raises:
        DataError: when ``data/person-names.txt`` lacks a section.
    """
    path = asset("data/person-names.txt")
    sections = {name: frozenset(words.split()) for name, words in _SECTION.findall(path.read_text(encoding="utf-8"))}
    try:
        return PersonWords(**sections)
    except TypeError as error:
        message = f"{path}: not a file of persons' names: {error}"
        raise DataError(message) from error


class Builds:
    """Judges how a name is built."""

    def __init__(
        self,
        words: PersonWords,
        lexicon: Lexicon,
        is_other: Callable[[str], bool],
    ) -> None:
        """Use this knowledge; ``is_other`` tells of a plain word whether it is an everyday, a class or a place word."""
        self.words, self.lexicon, self._is_other = words, lexicon, is_other
        self.forenames, particles = lexicon.words["forenames"], lexicon.words["surname_particles"]
        self.particles = frozenset(w for p in particles for w in p.split()) | _DESCENT | _ARTICLES

    def is_person(self, text: str) -> bool:
        """Whether a name of two words or more can hardly be anything but a person's."""
        names = self._names(text)
        if names is None:
            return False
        low = [plain(name).rstrip(".") for name in names]
        if self.words.is_asian(low):
            return not all(self._is_other(w) for w in low)
        last = low[-1]
        if all(_INITIAL.fullmatch(name) for name in names[:-1]):
            surname = last in self.words.family and len(last) >= _SHORTEST_SURNAME
            return (surname or len(names) > 2) and not names[-1].isupper()
        if self.is_other(last) and not (self._is_name(last) and self.is_given(low[0])):
            return False
        if self.is_given(low[0]) and (len(low) > 2 or low[0] not in _BEGINNINGS):
            return not any(self.is_other(w) and not self._is_name(w) for w in low[1:-1] if len(w) > 1)
        descended = any(w in _DESCENT for w in text.lower().split()[1:-1])
        return descended and not any(self.is_other(w) for w in low)

    def may_be_person(self, text: str) -> bool:
        """Whether a name of two to four words is written as persons' are, and no word speaks against it."""
        names = self._names(text)
        if names is None or len(names) > 4:
            return False
        if any(name.isupper() and len(name) > 2 for name in names):
            return False
        low = [plain(name).rstrip(".") for name in names]
        if low[0] in self.lexicon.words["no_person"]:
            return False
        if low[0] in self.forenames:
            return not any(self._is_class(w) for w in low[1:])
        return not any(self.is_other(w) for w in low)

    def is_asian(self, text: str) -> bool:
        """Whether a name is built of syllables and a family name as in East and South-East Asia."""
        names = self._names(text)
        return names is not None and self.words.is_asian([plain(name) for name in names])

    def is_other(self, low: str) -> bool:
        """Whether a word is something else than part of a name."""
        return low not in self.forenames and self._is_other(low)

    def _is_class(self, low: str) -> bool:
        """Whether a word is one of a class of things, a title or a people's."""
        lexicon = self.lexicon
        if low in lexicon.everyday or low in lexicon.first_heads or low in lexicon.titles:
            return True
        return lexicon.class_nouns.get(low, "Person") != "Person"

    def _is_name(self, low: str) -> bool:
        return low in self.words.family or low in self.words.given

    def is_given(self, low: str) -> bool:
        """Whether a word is a given name."""
        return low in self.forenames or low.partition("-")[0] in self.forenames or self.words.is_given(low)

    def _names(self, text: str) -> list[str] | None:
        """The words of a name without particles and suffixes; None where they aren't written as a person's."""
        words = text.split()
        while len(words) > 2 and words[-1].lower().rstrip(".") in _SUFFIXES:
            words = words[:-1]
        names = [w for w in words if w not in self.particles]
        if not 1 < len(names) < _LONGEST or names[0] is not words[0] or names[-1] is not words[-1]:
            return None
        if not all(_is_written_as_name(name) for name in names):
            return None
        return names


def _is_written_as_name(word: str) -> bool:
    """Whether a word is spelled as names are, double ones too ("McKay", "al-Sayegh", "Owusu-Danso")."""
    bare = _PREFIX.sub("", word)
    if not bare[:1].isupper() or bare[-1] in "-–":
        return False
    return all(c.isalpha() or c in "-'’.‘" for c in bare) and (
        len(bare) > 2 or _INITIAL.fullmatch(bare) is not None or bare.istitle()
    )
