"""The country that an article is about, as far as its names of countries tell."""

from __future__ import annotations

import re
from collections import Counter

from ciigraph import countries

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LINKING = frozenset(("of", "the", "and"))
_LONGEST_NAME = 5  # words
#: The country whose influence the index is about, and what it claims: an article is about the other one.
_INFLUENCING = frozenset(("CN", "HK", "MO", "TW"))
#: A country is the subject when it is named at least so often, and so many times more often than the next.
_LEAST, _LEAD = 2, 2
#: Characters after which a text has said what it is about.
_ENOUGH = 200_000


def subject_country(title: str | None, texts: list[str]) -> str | None:
    """ISO 3166-1 alpha-2 code of the country an article is about, None where that isn't clear.

    Args:
        title: the article's title; a single country in it, China apart, decides.
        texts: its paragraphs.
    """
    known: dict[str, str | None] = {}
    titled = _named(title or "", known)
    if len(titled) == 1:
        return next(iter(titled))
    counted: Counter[str] = Counter()
    left = _ENOUGH
    for text in texts:
        counted += _named(text[:left], known)
        left -= len(text)
        if left <= 0:
            break
    if titled:
        counted = Counter({code: count for code, count in counted.items() if code in titled})
    (first, most), (_, next_most) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= _LEAST and most >= _LEAD * next_most else None


def _named(text: str, known: dict[str, str | None]) -> Counter[str]:
    """How often each country is named, the influencing one left out."""
    found: Counter[str] = Counter()
    words = [_bare(word) for word in _WORD.findall(text)]
    here = 0
    while here < len(words):
        step = 1
        if words[here][0].isupper():
            for end in range(min(here + _LONGEST_NAME, len(words)), here, -1):
                if not all(word[0].isupper() or word in _LINKING for word in words[here:end]):
                    continue
                code = _code(" ".join(words[here:end]), known)
                if code is not None:
                    if code not in _INFLUENCING:
                        found[code] += 1
                    step = end - here
                    break
        here += step
    return found


def _bare(word: str) -> str:
    """The word without the ending of a possessive."""
    return word[:-2] if word.endswith(("'s", "’s")) and len(word) > 2 else word


def _code(name: str, known: dict[str, str | None]) -> str | None:
    if name not in known:
        # Codes in capitals are words or abbreviations of other things as often as countries.
        known[name] = None if name.isupper() else countries.alpha2(name)
    return known[name]
