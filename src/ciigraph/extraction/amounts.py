"""Amounts with their unit: shares and sums of money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pycountry

from ciigraph.records import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALE = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6,
    "b": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9, "billions": 1e9, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
#: Signs and everyday names of currencies; three-letter codes come from ISO 4217.
_UNITS = {
    "us$": "USD", "$": "USD", "us dollars": "USD", "us dollar": "USD", "u.s. dollars": "USD", "dollars": "USD",
    "dollar": "USD", "american dollars": "USD", "€": "EUR", "euros": "EUR", "euro": "EUR", "£": "GBP", "pounds": "GBP",
    "¥": "CNY", "yuan": "CNY", "rmb": "CNY", "renminbi": "CNY", "yen": "JPY", "rupees": "INR", "tenge": "KZT",
    "won": "KRW", "a$": "AUD", "nz$": "NZD", "r$": "BRL", "s$": "SGD", "hk$": "HKD", "baht": "THB",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:[,\s]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_SCALES = "|".join(sorted(_SCALE, key=len, reverse=True))
_NAMES = "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True))
_FIND = re.compile(
    rf"(?:(?P<before>{_NAMES}|[A-Z]{{3}})\s?)?(?<![\w.,])(?P<value>{_NUMBER})(?:\s?(?P<scale>{_SCALES})\b)?"
    rf"(?:\s?(?:-|–|to|and)\s?(?:{_NAMES})?\s?(?P<max>{_NUMBER})(?:\s?(?P<maxscale>{_SCALES})\b)?)?"
    rf"(?:\s?(?P<percent>%|per\s?cent\b|percent\b|percentage)|\s?(?P<after>(?:{_NAMES})(?!\w)|[A-Z]{{3}}\b))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """An amount and its place in the text."""

    start: int
    end: int
    amount: Amount


@cache
def _codes() -> frozenset[str]:
    return frozenset(c.alpha_3 for c in pycountry.currencies)


def _value(digits: str, scale: str | None) -> float:
    if digits.count(".") > 1:  # 6.424.008
        digits = digits.replace(".", "")
    digits = re.sub(r"(?<=\d)[,\s](?=\d{3}(?!\d))", "", digits).replace(",", ".")
    return float(digits) * _SCALE.get((scale or "").lower(), 1)


def _unit(match: re.Match[str]) -> str | None:
    if match["percent"]:
        return "%"
    for name in (match["before"], match["after"]):
        if name is None:
            continue
        if name.lower() in _UNITS:
            return _UNITS[name.lower()]
        if name in _codes():
            return name
    return None


def find_amounts(text: str, offset: int = 0) -> Iterator[Found]:
    """Shares ("20 per cent") and sums ("3 million yuan", "US$ 40-250k") in ``text``, in order.

    A bare number without scale or unit is no amount.
    """
    for m in _FIND.finditer(text):
        unit = _unit(m)
        if unit is None and not (m["scale"] or m["maxscale"]):
            continue
        scale = m["scale"] or (m["maxscale"] if m["max"] else None)
        top = _value(m["max"], m["maxscale"] or m["scale"]) if m["max"] else None
        value = _value(m["value"], scale)
        if top is not None and top <= value:
            top = None
        yield Found(m.start() + offset, m.end() + offset, Amount(value, unit, top))
