"""How alike a name is to what somebody typed: a score from 0 to 1 that explains itself."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from ciigraph.extraction.names import squeezed
from ciigraph.graph.name_clues import SMALL_WORDS

#: Words that are less alike than this are two words; short ones must be more alike.
_ONE_WORD, _ONE_SHORT_WORD, _LONG = 0.74, 0.8, 6
#: Shorter words are told apart by single letters.
_SHORT = 3
#: What a score must reach for a match; what is below may be offered as a suggestion.
MATCH = 0.5
#: Names that score less are not even worth a guess.
LEAST = 0.25
#: Names with blanks in other places must be so alike.
_NEAR = 0.9
_LETTERS_MORE = 2
#: The same words in another order often name another thing.
_OTHER_ORDER = 0.9
#: The most that a name can score which lacks a word that was typed.
_GUESS = 0.45
#: A misspelt name of which so much was typed was meant as a whole.
_WHOLE_NAME = 0.85

SAME, PART, SPELLING = "the same name", "part of the name", "another spelling"
SIMILAR_PART = "similar to a part of the name"

#: Spellings that sound alike, levelled before words are compared; vowels stay.
_LEVELLED = (
    ("tsch", "ch"), ("tch", "ch"), ("dzh", "j"), ("zh", "j"), ("ph", "f"), ("ck", "k"), ("ts", "s"), ("tz", "s"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ch", "C"), ("sh", "s"), ("c", "k"), ("q", "k"), ("x", "ks"),
    ("w", "v"), ("y", "i"), ("z", "s"), ("ee", "i"), ("oo", "u"), ("ii", "i"),
)  # fmt: skip


class Likeness(NamedTuple):
    """How alike two names are: ``score`` 0..1, why, and whether every word that was typed is in the name as it is."""

    score: float
    why: str
    whole_words: bool = False


NONE = Likeness(0.0, "")


@lru_cache(maxsize=65536)
def _levelled(word: str) -> str:
    for spelling, same in _LEVELLED:
        word = word.replace(spelling, same)
    return "".join(b for a, b in zip("_" + word, word, strict=False) if a != b)


def likeness(typed: str, name: str) -> Likeness:
    """How alike two names are, both as keys (``extraction.names.name_key``).

    1 means the same name; from 0.96 on the whole name in other words' order or with other blanks; below that it
    counts how alike the words are and how much of the name they cover. A name that lacks a typed word is no match.
    """
    if typed == name:
        return Likeness(1.0, SAME, whole_words=True)
    if squeezed(typed) == squeezed(name):
        return Likeness(0.98, "written with other blanks", whole_words=True)
    ours, theirs = _telling(typed), _telling(name)
    if ours == theirs:
        return Likeness(0.97, "the same but for small words", whole_words=True)
    if sorted(ours) == sorted(theirs):
        return Likeness(0.96, "the same words in another order", whole_words=True)
    apart = _word_by_word(ours, theirs)
    return apart if len(ours) == len(theirs) else max(apart, _as_one_word(squeezed(typed), squeezed(name)))


def likeness_of_signs(typed: str, name: str) -> Likeness:
    """The same for what was typed in a script without blanks, whose romanised form only another name's part may equal.

    Single letters make other words of pinyin, so nothing is taken for a misspelling.
    """
    one, other = squeezed(typed), squeezed(name)
    if one == other:
        return Likeness(1.0, SAME, whole_words=True)
    if one not in other:
        return NONE
    cover = len(one) / len(other)
    score = (0.6 if other.startswith(one) else 0.5) + 0.35 * cover
    return Likeness(round(score, 3), PART, whole_words=True)


def _telling(key: str) -> list[str]:
    return [word for word in key.split() if word not in SMALL_WORDS] or key.split()


def _as_one_word(typed: str, name: str) -> Likeness:
    """The likeness of names with blanks in other places, which must be near since blanks tell names apart."""
    if min(len(typed), len(name)) <= _SHORT or abs(len(typed) - len(name)) > _LETTERS_MORE:
        return NONE
    alike = fuzz.ratio(typed, name) / 100
    return Likeness(round(0.95 * alike**1.5, 3), SPELLING) if alike >= _NEAR else NONE


def _word_by_word(typed: list[str], name: list[str]) -> Likeness:
    left = list(name)
    found = covered = 0.0
    exact, order = True, []
    missing = 0
    for word in typed:
        best, alike = (word, 1.0) if word in left else _nearest(word, left)
        if alike < (_ONE_WORD if len(word) > _LONG else _ONE_SHORT_WORD):
            missing += len(word)
            continue
        left.remove(best)
        order.append(name.index(best))
        found += len(word) * alike
        covered += min(len(best), len(word))
        exact = exact and alike == 1
    share, cover = found / sum(map(len, typed)), covered / sum(map(len, name))
    score = share**1.5 * (0.5 + 0.45 * cover)
    if order != sorted(order):
        score *= _OTHER_ORDER
    if missing:
        whole = fuzz.ratio(" ".join(typed), " ".join(name)) / 100
        return Likeness(round(_GUESS * whole, 3), "only some of the words")
    if exact:
        return Likeness(round(max(score, MATCH), 3), PART, whole_words=True)
    return Likeness(round(score, 3), SPELLING if cover > _WHOLE_NAME else SIMILAR_PART)


def _nearest(word: str, others: list[str]) -> tuple[str, float]:
    """The word that is most alike, and how much."""
    alike = [_word(word, other) for other in others]
    best = max(range(len(alike)), key=alike.__getitem__, default=None)
    return ("", 0.0) if best is None else (others[best], alike[best])


@lru_cache(maxsize=65536)
def _word(one: str, other: str) -> float:
    """How alike two words are, 0 to 1; a word that only begins like the other, as in typing, is nearly alike."""
    if one == other:
        return 1.0
    if any(sign.isdigit() for sign in one + other) or min(len(one), len(other)) < _SHORT:
        return 0.0
    first, second = _levelled(one), _levelled(other)
    if first == second and len(first) >= _SHORT:
        return 0.96
    if other.startswith(one) and len(one) > _SHORT:
        return 0.9
    if min(len(one), len(other)) <= _SHORT:
        return 0.0
    return max(fuzz.ratio(one, other), fuzz.ratio(first, second)) / 100 * 0.97
