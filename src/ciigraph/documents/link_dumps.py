"""Link texts run together, told from prose by their structure.

A page saved as text may carry its navigation as one line without separators ("HistoryTradeSee alsoEmbassies"): words
join where a small letter meets a capital. In prose that happens in single names ("TikTok"), never word after word.
"""

from __future__ import annotations

import re

#: Joins in a run, and joins for each word, from which on it is a dump. Prose full of product names stays under 0.1.
_LEAST_JOINS = 4
_LEAST_DENSITY = 0.2
_MOST_SMALL = 0.33  # of a dump's words
#: A piece with fewer words is what the piece before it is.
_FEWEST_WORDS = 5
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?:\[\d{1,3}\])*\s*(?=[^\W\d_a-z]|[\"“‘(\[])")


def prose_spans(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where prose and where link dumps stand in a line, as two lists of start and end; together they cover the line."""
    if count_joins(text) < _LEAST_JOINS:
        return [(0, len(text))], []
    prose: list[tuple[int, int]] = []
    dumps: list[tuple[int, int]] = []
    before: list[tuple[int, int]] | None = None
    start = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        if start == end:
            continue
        piece = text[start:end]
        kind = dumps if _is_dump(piece) else prose
        if before is not None and kind is prose and len(piece.split()) < _FEWEST_WORDS:
            kind = before
        if kind is before:
            kind[-1] = (kind[-1][0], end)
        else:
            kind.append((start, end))
        before, start = kind, end
    return prose, dumps


def count_joins(text: str) -> int:
    """How often a small letter or a closing bracket is followed by a capital with a small letter after it."""
    joins = 0
    for word in text.split():
        rest = word[1:]
        if rest.islower() or not rest or "://" in word:
            continue
        joins += sum(
            (one.islower() or one in ")]") and two.isupper() and three.islower()
            for one, two, three in zip(word, rest, word[2:], strict=False)
        )
    return joins


def _is_dump(text: str) -> bool:
    joins, words = count_joins(text), text.split()
    if joins < _LEAST_JOINS or joins < _LEAST_DENSITY * len(words):
        return False
    # A sentence may be full of product names, yet its other words are small.
    return joins >= len(words) or sum(map(str.islower, words)) <= _MOST_SMALL * len(words)
