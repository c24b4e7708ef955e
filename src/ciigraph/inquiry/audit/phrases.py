"""The notation of the phrase lists in ``data/audit``: ``word*``, ``(a|b)``, ``(optional )?``, ``(adjective )*``."""

from __future__ import annotations

import re
from itertools import product

#: How often words in ``(…)*`` may follow each other.
_REPEATS = 2

TOKEN = re.compile(r"\w+")
_SIGN = re.compile(r"[()|]|[^()|]+")


def expand(phrase: str) -> list[str]:
    """Every plain phrase that a phrase with choices stands for; choices may hold choices.

    ``(a|b) c`` is "a c" and "b c"; ``(a )?b`` is "b" and "a b"; ``(a |b )*c`` has up to two of the words before "c";
    ``(a|b)*`` without blanks is "a*" and "b*".

    Raises:
        ValueError: brackets that don't close.
    """
    signs = _SIGN.findall(phrase)
    found, end = _choices(signs, 0)
    if end != len(signs):
        raise ValueError(f"a bracket too many in {phrase!r}")
    return sorted({" ".join(each.split()) for each in found})


def _choices(signs: list[str], at: int) -> tuple[list[str], int]:
    """The readings of what stands up to the closing bracket, and the place of the bracket."""
    every: list[str] = []
    current = [""]
    while at < len(signs) and signs[at] != ")":
        sign = signs[at]
        if sign == "|":
            every += current
            current = [""]
        elif sign == "(":
            inner, at = _choices(signs, at + 1)
            if at == len(signs):
                raise ValueError(f"a bracket that doesn't close in {''.join(signs)!r}")
            following = signs[at + 1] if at + 1 < len(signs) else ""
            mark = following[0] if following[:1] in ("?", "*") else ""
            if mark:
                signs[at + 1] = following[1:]
            current = [left + right for left, right in product(current, _marked(inner, mark))]
        else:
            current = [left + sign for left in current]
        at += 1
    return every + current, at


def _marked(choices: list[str], mark: str) -> list[str]:
    if mark == "?":
        return ["", *choices]
    if mark == "*" and all(choice.endswith(" ") for choice in choices):
        return ["".join(words) for n in range(_REPEATS + 1) for words in product(choices, repeat=n)]
    if mark == "*":
        return [choice if choice.endswith("*") else f"{choice}*" for choice in choices]
    return choices


def steps(phrase: str) -> list[tuple[str, bool, bool]]:
    """The words of a plain phrase: (word, whether it is a stem, whether its case counts)."""
    found = []
    for match in re.finditer(r"(\w+)(\*?)", phrase):
        word, stem = match[1], match[2] == "*"
        exact = word.isupper() and len(word) > 1 and word.isascii()
        found.append((word if exact else word.lower(), stem, exact))
    return found
