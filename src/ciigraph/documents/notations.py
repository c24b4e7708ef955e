"""How the index's data write scores, fractions, percentages, ranks, amounts and dates, and what they mean."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias

from ciigraph.documents.dates import iso_date

Score: TypeAlias = int | Literal["skip"]

_SKIPPED = {"skip", "skipped", "na", "n/a"}
_FRACTION = re.compile(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*")
_PERCENT = re.compile(r"\s*([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%?\s*")
_RANK = re.compile(r"\s*(?:[#T]-?)?([0-9]{1,4})(?:st|nd|rd|th)?\s*(?:/\s*([0-9]{1,4})\s*)?", re.IGNORECASE)
_AMOUNT = re.compile(r"\s*(?:US)?\$?\s*([0-9][0-9,]{0,20}(?:\.[0-9]{1,9})?)\s*([KMB]?)(?:illions?)?\s*", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\s*([0-9]{1,2}[-\s][A-Za-z]{3,9}[-\s])([0-9]{2})\s*")
_TIMES = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9}
#: A population without a unit and smaller than this is in millions: no country has so few people, or so many.
_MOST_MILLIONS = 5000


def number_of(value: object) -> int | None:
    """An indicator's number or a similar small one, written ``"01"``, ``"1"`` or ``1``; None for anything else."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,4}\s*", value):
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**4:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def score_of(value: object) -> Score | None:
    """An answer: 0 to 4, or ``"skip"`` for ``skip`` and ``na`` in any case; None for what is neither."""
    if isinstance(value, str) and value.strip().lower() in _SKIPPED:
        return "skip"
    number = number_of(value)
    return number if number is not None and 0 <= number <= 4 else None


def fraction_of(value: object) -> tuple[int, int] | None:
    """``"112/396"`` as score and maximum."""
    found = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    return (int(found[1]), int(found[2])) if found else None


def percent_of(value: object) -> str | None:
    """``"28.3%"`` as ``"28.3"``: the decimal as printed, without the sign."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    found = _PERCENT.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else None


def rank_of(value: object) -> tuple[int, int | None] | None:
    """A rank and, where it's printed, of how many: ``"69"``, ``69``, ``"3th"``, ``"66 / 98"``."""
    number = number_of(value)
    if number is not None:
        return (number, None) if number > 0 else None
    found = _RANK.fullmatch(value) if isinstance(value, str) else None
    return (int(found[1]), int(found[2]) if found[2] else None) if found and int(found[1]) else None


def amount_of(value: object) -> str | None:
    """``"$5,384.0"`` as ``"5384"``: a plain decimal, in the unit in which it's written."""
    parts = _amount(value)
    return _plain(parts[0]) if parts else None


def persons_of(value: object) -> str | None:
    """A population in persons: ``10.33`` and ``"10.1M"`` are millions, ``16946450`` and ``"850K"`` are not."""
    parts = _amount(value)
    if parts is None:
        return None
    number, unit = parts
    if not unit and number < _MOST_MILLIONS:
        unit = "M"
    return _plain(round(number * _TIMES[unit]))


def _amount(value: object) -> tuple[Decimal, str] | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = format(value, "f") if isinstance(value, int) or abs(value) < 10**15 else ""
    found = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    try:
        return Decimal(found[1].replace(",", "")), found[2].upper()
    except InvalidOperation:
        return None


def _plain(number: Decimal | int) -> str:
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def date_of(value: object, latest: int) -> str | None:
    """A date as ISO 8601, as precise as written: ``"25-Oct-71"``, ``"May 2024"``, ``"2022"``.

    Args:
        value: what stands in the data.
        latest: the year after which no date of the document can be; a two-digit year is the last one up to it.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    short = _SHORT_YEAR.fullmatch(value)
    if not short:
        return iso_date(value)
    year = latest - latest % 100 + int(short[2])
    return iso_date(f"{short[1]}{year if year <= latest else year - 100}")
