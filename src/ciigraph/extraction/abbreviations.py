"""Abbreviations that a document defines itself: "Long Name (ABBR)" or "ABBR (Long Name)", known in all of it."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from ciigraph.extraction.heads import governing_head
from ciigraph.extraction.names import acronym_of, plain
from ciigraph.extraction.runs import runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.records import EntityType

#: How far before the bracket a long name may begin.
_REACH = 160
_SHORT = r"[^\W\d_](?:[\w&.’'/-]|(?<=\w) (?=[A-Z])){1,14}"
_PHRASE = r"(?:the |or |also |hereinafter |henceforth |in short |aka |called |known as |“|\")*"
_BRACKET = re.compile(
    rf"(?P<before>[\w’'.”\"]) ?[(（]\s*{_PHRASE}(?P<short>{_SHORT})(?:”|\"|,? (?:in|by) \w+)?\s*[)）]"
)
_REVERSED = re.compile(r"(?<!\w)(?P<short>[A-Z][A-Za-z&-]{1,9}) ?\((?:the )?(?P<long>[A-Z][^()\n]{7,120})\)")


def definitions(texts: Iterable[str], lexicon: Lexicon) -> dict[str, str]:
    """Abbreviation to long name, as the texts define them; the first definition counts."""
    found: dict[str, str] = {}
    for text in texts:
        if "(" not in text and "（" not in text:
            continue
        for short, long in _defined(text, lexicon):
            found.setdefault(short, long)
    return found


def _defined(text: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for match in _BRACKET.finditer(text):
        short = match["short"].strip()
        if not _looks_short(short):
            continue
        stop = match.start("before") + 1
        long = _long_name(text[max(0, stop - _REACH) : stop], short, lexicon)
        if long is not None:
            yield short, long
    for match in _REVERSED.finditer(text):
        short, long = match["short"], match["long"].strip()
        if short.isupper() and matches(short, long):
            yield short, long


def _looks_short(short: str) -> bool:
    capitals = sum(c.isupper() for c in short)
    return capitals >= 2 and not short.endswith(".")


def _long_name(before: str, short: str, lexicon: Lexicon) -> str | None:
    """The name that ends ``before`` and that ``short`` abbreviates."""
    last = next(iter(deque(runs(before), maxlen=1)), None)
    if not last or before[last[-1].end :].strip(" \"”’'s"):
        return None
    for n in range(len(last) - 1, -1, -1):
        long = before[last[n].start : last[-1].end]
        if len(last) - n >= 2 and matches(short, long):
            return long
    # no acronym, but a second name of one word ("Midland Technical College (MidTech)")
    name = before[last[0].start : last[-1].end]
    heads = any(plain(w.text) in lexicon.heads for w in last)
    shares = plain(short[:3]) in plain(name)
    return name if heads and shares and " " not in short and last[0].joiner == "" else None


def matches(short: str, long: str) -> bool:
    """Whether ``short`` is an acronym of ``long``: of its capitals, of all its words, or of letters in their order.

    The last is the rule of Schwartz and Hearst (2003): every letter of the abbreviation stands in the long name,
    in order, and the first one begins its first word.
    """
    letters = re.sub(r"[^\w]", "", plain(short)).upper()
    if not letters or " " not in long:
        return False
    if letters in acronym_of(plain_initials(long)):
        return True
    text = plain(long).upper()
    if text[0] != letters[0]:
        return False
    words = re.findall(r"\w+", text)
    if len(letters) < len([w for w in words if len(w) > 3]) / 2:
        return False
    return _in_order(letters, words)


def type_of_name(name: str, lexicon: Lexicon) -> EntityType | None:
    """The type that the head word of a long name gives."""
    words = next(runs(name), None)
    head = governing_head(words, lexicon) if words else None
    return None if head is None else head[1]


def plain_initials(long: str) -> str:
    """The long name with its capitals kept and its diacritics gone."""
    return " ".join(
        plain(w).upper() if w.isupper() else plain(w).capitalize() if w[0].isupper() else plain(w)
        for w in re.findall(r"[\w']+", long)
    )


def _in_order(letters: str, words: list[str]) -> bool:
    """Whether the letters are found in the words' order, every word's first letter or one inside a started word."""
    w, c = 0, 0
    for letter in letters:
        at = next((k for k in range(w if c == 0 else w + 1, len(words)) if words[k][0] == letter), None)
        if at is not None and at - w <= 2:
            w, c = at, 1
            continue
        inside = words[w].find(letter, c)
        if inside < 0:
            return False
        c = inside + 1
    return w >= len(words) - 2
