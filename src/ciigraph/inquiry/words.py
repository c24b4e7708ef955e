"""The words of a text as search compares them, and what somebody searches for, taken apart."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from ciigraph.errors import UsageError
from ciigraph.extraction.names import plain

#: Words of letters and digits; of a script that writes no blanks, each sign is a word.
_SIGN = r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
_WORD = re.compile(rf"https?://\S+|({_SIGN}|(?:(?!{_SIGN})[^\W_])+)")
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|(\S+)')
_NO_LETTER = re.compile(r"[^a-z0-9]+")
#: A word's end may change with number and tense ("donations", "donated"); so many letters stay at least.
_STEM = 3


class Word(NamedTuple):
    """A word: as it is compared (small Latin letters and digits, never empty) and where it stands in the text."""

    folded: str
    start: int
    end: int


class Sought(NamedTuple):
    """Words that must stand together, in this order; with ``begins`` the last may go on."""

    words: tuple[str, ...]
    text: str
    begins: bool = False

    @property
    def expression(self) -> str:
        """The same in FTS5's language, in which it can be nothing but a phrase."""
        return f'"{" ".join(self.words)}"' + ("*" if self.begins else "")


def words_of(text: str) -> list[Word]:
    """The words of a text, in their order; an address is no word."""
    return [Word(folded(match[1]), match.start(), match.end()) for match in _WORD.finditer(text) if match[1]]


def folded(word: str) -> str:
    """A word without case, diacritics and script; one that has no Latin form goes by the numbers of its signs."""
    latin = plain(word)
    return _NO_LETTER.sub("", latin) or "".join(f"u{ord(sign):x}" for sign in word)


def sought(query: str) -> list[Sought]:
    """What a user wrote: words, phrases in quotes, and beginnings of words with a star; all else is a blank.

    Raises:
        UsageError: there is no letter and no digit in it.
    """
    found = []
    for match in _QUOTED.finditer(query):
        text = match[1] if match[2] is None else match[2]
        if folded_words := tuple(word.folded for word in words_of(text)):
            found.append(Sought(folded_words, text, begins=match[2] is not None and text.endswith("*")))
    if not found:
        raise UsageError(f"{query!r} holds no word to search for; give at least one letter or digit")
    return list(dict.fromkeys(found))


def pattern(wanted: Sought) -> str:
    """A regular expression for SPARQL that fits wherever the words may stand, and perhaps elsewhere too."""
    signs: list[str] = re.findall(_SIGN, wanted.text)
    if signs:
        return signs[0]
    longest = max(wanted.words, key=len)
    kept = longest if wanted.begins else longest[: max(_STEM, (len(longest) + 1) // 2)]
    return "".join(_variants().get(letter, letter) for letter in kept)


@cache
def _variants() -> dict[str, str]:
    """Each Latin letter with all letters that are the same but for a diacritic, as a class."""
    letters: dict[str, set[str]] = {}
    for code in range(0xC0, 0x250):
        base = plain(unicodedata.normalize("NFC", chr(code)))
        if len(base) == 1 and base.isalpha():
            letters.setdefault(base, {base}).add(chr(code))
    letters["e"].add("ə")
    letters["a"].add("ə")
    return {base: f"[{''.join(sorted(found))}]" for base, found in letters.items()}
