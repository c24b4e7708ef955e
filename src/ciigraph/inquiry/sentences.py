"""The sentence around a place in a text, for showing; a cut that is too long beats one in the middle of a name."""

from __future__ import annotations

import re

#: What may be the end of a sentence, or the end of a line.
_END = re.compile(r"[.!?]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9\u0400-\u9fff])|\n")
_SHORT_FORMS = (
    "mr mrs ms dr prof gen col lt sen rep gov st no nos vol pp co corp ltd inc jr sr vs etc eg ie cf approx dept est"
    " jan feb mar apr jun jul aug sep sept oct nov dec art fig h.e e.g i.e"
)
_ABBREVIATIONS = frozenset(_SHORT_FORMS.split())
_BRACKETS = "(\"'“‘["
#: Sentences are looked for so far around a place; a longer one is cut there.
_REACH = 1500
_LONGEST_ABBREVIATION = 12


def sentence_around(text: str, begin: int, end: int) -> tuple[int, int]:
    """The code points of the sentence, or sentences, that hold a span of a text, without blanks around them."""
    first, last = max(0, begin - _REACH), min(len(text), end + _REACH)
    for match in _END.finditer(text, first, last):
        if match.end() <= begin:
            if _ends_sentence(text, match):
                first = match.end()
        elif match.start() >= end - 1 and _ends_sentence(text, match):
            last = match.end()
            break
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a full stop is one: not that of an initial or of an abbreviation."""
    if match[0][0] == "\n":
        return True
    before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()].split()
    word = before[-1].lstrip(_BRACKETS) if before and not text[match.start() - 1].isspace() else ""
    return len(word) != 1 and word.lower() not in _ABBREVIATIONS
