"""Names in quotation marks that are written as titles: “Training Course for Media Leaders of the Silk Road”."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from ciigraph.extraction.runs import Word, run_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.lexicon import Lexicon

_QUOTED = re.compile(r"[“\"«„]\s?(?P<title>[^“”\"«»„\n]{6,180}?)[,.]?\s?[”\"»“]")
_SMALL = frozenset(
    "of for and the in on at to de del la el with from by a an or y e et van von der along through against under "  # noqa: SIM905
    "between towards into as & - – :".split()
)


def titles(text: str) -> Iterator[list[Word]]:
    """The words of each quoted title: every word but the small ones is capitalised, and there are several."""
    if '"' not in text and "“" not in text and "«" not in text and "„" not in text:
        return
    for match in _QUOTED.finditer(text):
        title = match["title"]
        tokens = title.split()
        capitals = [t for t in tokens if t[0].isupper() or t[0].isdigit()]
        if len(capitals) < 2 or not tokens[0][0].isupper() or tokens[-1].lower() in _SMALL:
            continue
        if all(t[0].isupper() or t[0].isdigit() or t in _SMALL for t in tokens):
            words = run_words(text, match.start("title"), match.end("title"))
            if words:
                yield words


def further_fields(words: list[Word], all_runs: list[list[Word]], n: int, lexicon: Lexicon, text: str) -> list[Word]:
    """The words after a comma that go on saying what a body is for: "Ministry of Transport, Trade and Tourism".

    The runs that were taken over are emptied.
    """
    if words[-1].low not in lexicon.topics or not any(w.joiner in {"of", "for"} for w in words[1:4]):
        return []
    taken: list[Word] = []
    end = words[-1].end
    for k in range(n + 1, len(all_runs)):
        following = all_runs[k]
        between = text[end : following[0].start] if following else ""
        if between != ", " and not (taken and between == ", and "):
            break
        fields = list(takewhile(lambda w: w.low in lexicon.topics, following))
        if not fields:
            break
        complete = between == ", and " or any(w.joiner in {"and", "&"} for w in fields[1:])
        if len(fields) < len(following) and not complete:
            break
        taken += [replace(fields[0], joiner="and"), *fields[1:]]
        end = fields[-1].end
        if complete:
            for j in range(n + 1, k):
                all_runs[j] = []
            all_runs[k] = following[len(fields) :]
            return taken
    return []
