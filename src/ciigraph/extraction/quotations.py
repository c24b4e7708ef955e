"""Names in quotation marks that are written as titles: “Training Course for Media Leaders of the Silk Road”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ciigraph.extraction.runs import Word, run_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r"[“\"«„]\s?(?P<title>[^“”\"«»„\n]{6,180}?)[,.]?\s?[”\"»“]")
_SMALL = frozenset("of for and the in on at to de del la el with from by a an or y e et van von der along through against under between towards into as & - – :".split())


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
