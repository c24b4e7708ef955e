"""Answers spelled out in evidence: "warrants a 0 score", "deserves a 'Few' rating", "remained silent"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ciigraph.inquiry.audit.reading import Text

_QUOTES = "\"“”'‘’«» "
_RATING = re.compile(
    rf"\b(?:deserves?|warrants?|merits?)\s+(?:an?\s+|the\s+)?[{_QUOTES}]*"
    r"(?P<word>no|yes|few|more than a few|significant|insignificant)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    rf"\b(?:deserves?|warrants?|merits?)\s+(?:an?\s+|the\s+)?[{_QUOTES}]*(?P<count>few|more than a few)[{_QUOTES},]*"
    rf"(?:and|but)?\s*(?:an?\s+)?[{_QUOTES}]*(?P<weight>insignificant|significant)\b",
    re.IGNORECASE,
)
#: A point of the scale in its own words, on its own.
_POINT = re.compile(
    r"\b(?P<count>few|more than a few),?\s+(?:and|but)\s+(?P<weight>insignificant|significant)\b", re.IGNORECASE
)
_SCORE = re.compile(
    r"\b(?:deserves?|warrants?|merits?)\s+(?:an?\s+|the\s+)?(?:score\s+of\s+)?(?P<score>[0-4])\b"
    r"|\b(?:the\s+)?(?:answer|score|grade|rating)\s+(?:should\s+be|is|must\s+be)\s+\(?(?P<should>[0-4])\b(?![.,%]\d|\s*%)",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"\b(?:therefore|thus|hence|so|accordingly|consequently),?\s+(?:the|my|our)\s+(?:answer|response)\s+(?:to\s+this\s+\w+\s+)?(?:should\s+be|is|must\s+be)\s+"
    rf"[{_QUOTES}]*(?P<word>no|yes)\b(?!\s+(?:different|longer))",
    re.IGNORECASE,
)
#: Evidence that speaks of another question's answer too: its verdicts can't be told apart.
_OTHER_QUESTION = re.compile(r"\b(?:previous|other|another|former|last|above)\s+(?:question|indicator)", re.IGNORECASE)
#: Points for a number of cases and their weight.
_GRADES = {("few", "insignificant"): 1, ("few", "significant"): 3}
_GRADES |= {("more than a few", "insignificant"): 2, ("more than a few", "significant"): 4}


def verdict(texts: list[Text], *, yes_no: bool) -> tuple[set[int], Text, tuple[int, int]] | None:
    """The scores that the evidence itself names, with where it does; None where it names none, or several that differ.

    Args:
        texts: the units of one answer.
        yes_no: whether the indicator is answered by yes or no; any number of cases is then a yes.
    """
    found: list[tuple[set[int], Text, tuple[int, int]]] = []
    for text in texts:
        if _OTHER_QUESTION.search(text.text):
            continue
        found += [({4} if yes_no and 0 not in scores else scores, text, place) for scores, place in _named(text.text)]
    if not found:
        return None
    common = set.intersection(*(scores for scores, _, _ in found))
    if not common:
        return None
    _, text, place = found[0]
    return common, text, place


def _named(text: str) -> list[tuple[set[int], tuple[int, int]]]:
    found = [({int(match["score"] or match["should"])}, match.span()) for match in _SCORE.finditer(text)]
    found += [
        ({_GRADES[match["count"].lower(), match["weight"].lower()]}, match.span())
        for pattern in (_BOTH, _POINT)
        for match in pattern.finditer(text)
    ]
    found += [
        (_allowed(match["word"].lower()), match.span())
        for pattern in (_RATING, _SAID)
        for match in pattern.finditer(text)
    ]
    return found


def _allowed(word: str) -> set[int]:
    """The scores that a word of the scale leaves open."""
    if word == "no":
        return {0}
    if word == "yes":
        return {1, 2, 3, 4}
    return {score for (count, weight), score in _GRADES.items() if word in (count, weight)}
