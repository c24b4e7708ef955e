"""Clues by which a name is found that isn't written as the graph writes it: how its words sound and how they begin.

The clues are triples of the entities, so that a misspelt name is found by looking clues up, on any SPARQL server and
without reading through the names. How alike two names really are is judged afterwards, on the few that were found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ciigraph.extraction.names import name_key, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Letters of a word that ``starts`` holds.
START = 3
#: Names of so many words are sometimes written as one ("Globaltimes").
_WRITTEN_TOGETHER = 3
#: Words that tell nothing of a name, in the languages of names in the corpus.
_SMALL = (
    "a al and at by da das de del der des di do dos du e el en et for from i in la le les of on or s sur the to und"
    " van von y"
)
SMALL_WORDS = frozenset(_SMALL.split())
#: Scripts that write no blanks between words: a word of theirs is a pair of signs.
_SIGNS = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")

#: Spellings of one consonant, in the order in which they are replaced; capitals are sounds that are done.
_SPELLINGS = (
    ("tsch", "C"), ("dzh", "J"), ("sch", "S"), ("tch", "C"), ("dsch", "J"),
    ("ch", "C"), ("sh", "S"), ("zh", "J"), ("dj", "J"), ("ph", "F"), ("th", "T"), ("kh", "H"), ("gh", "G"),
    ("ck", "K"), ("qu", "K"), ("ts", "S"), ("tz", "S"), ("sc", "SK"), ("cs", "KS"),
    ("ce", "Se"), ("ci", "Si"), ("cy", "Sy"), ("c", "K"), ("q", "K"), ("w", "V"), ("z", "S"),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")
#: All consonants that a sound is made of; "A" stands for a vowel at the beginning.
SOUNDS = "ABCDFGHJKLMNPRSTV"


def words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, by their keys: ``("zeebrugge", "terminal")``.

    Chinese, Japanese and Korean names give a word for each two neighbouring signs, romanised, so that a part of such a
    name is found too: 中远海运 gives ``zhongyuan``, ``yuanhai`` and ``haiyun``.
    """
    found: list[str] = []
    for run in _SIGNS.findall(name):
        signs = [name_key(sign) for sign in run]
        found += ["".join(pair) for pair in pairwise(signs)] or signs
    found += name_key(_SIGNS.sub(" ", name)).split()
    telling = [word for word in dict.fromkeys(found) if word not in SMALL_WORDS]
    return tuple(telling or dict.fromkeys(found))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The consonants of a word as they sound: ``huawei`` and ``huawey`` are ``HV``, ``cosco`` and ``kosko`` ``KSK``.

    Args:
        word: lower case, Latin letters without diacritics, as ``words`` gives it. One with a digit stays as it is.
    """
    if any(sign.isdigit() for sign in word):
        return word
    spelt = ("s" + word[1:] if word[0] == "x" else word).replace("x", "ks")
    for spelling, consonant in _SPELLINGS:
        spelt = spelt.replace(spelling, consonant)
    first = "A" if spelt[0] in _VOWELS else ""
    heard = [letter.upper() for letter in spelt if letter not in _VOWELS]
    return first + "".join(b for a, b in pairwise(["", *heard]) if a != b)


def neighbours(heard: str) -> frozenset[str]:
    """All sounds that differ from one by a single consonant: another one, one more, one fewer, two changed round."""
    ends = [(heard[:i], heard[i:]) for i in range(len(heard) + 1)]
    fewer = {a + b[1:] for a, b in ends if b}
    round_ = {a + b[1] + b[0] + b[2:] for a, b in ends if len(b) > 1}
    other = {a + letter + b[1:] for a, b in ends if b for letter in SOUNDS}
    more = {a + letter + b for a, b in ends for letter in SOUNDS}
    return frozenset((fewer | round_ | other | more) - {heard, ""})


def start(word: str) -> str:
    """How a word begins."""
    return word[:START]


def sounds_and_starts(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The clues of an entity's names, each sorted and once: how the words sound, and how they begin.

    A name of a few words may be written as one, so that has a sound too.
    """
    sounds: set[str] = set()
    starts: set[str] = set()
    for name in names:
        telling = words(name)
        sounds.update(map(sound, telling))
        starts.update(map(start, telling))
        if 1 < len(telling) <= _WRITTEN_TOGETHER:
            sounds.add(sound(squeezed(name_key(name))))
    return sorted(sounds), sorted(starts)


def has_signs(name: str) -> bool:
    """Whether a name has words of a script that writes no blanks between them."""
    return _SIGNS.search(name) is not None
