"""Turning what users write into what functions take."""

from __future__ import annotations

from collections.abc import Iterable

from ciigraph import countries
from ciigraph.errors import UsageError


def country_codes(names: Iterable[str] | None) -> list[str]:
    """Alpha-2 codes of countries given by code (any case) or name.

    Raises:
        UsageError: a name that is no country's.
    """
    codes = []
    for name in names or ():
        code = countries.alpha2(name) or countries.alpha2(name.upper())
        if code is None:
            raise UsageError(f"{name!r} is no country; give an ISO 3166-1 alpha-2 code such as BE, or an English name")
        codes.append(code)
    return codes


def parameters(assignments: Iterable[str] | None) -> dict[str, str]:
    """``name=value`` pairs as a dictionary.

    Raises:
        UsageError: there is no ``=`` in one of them.
    """
    values = {}
    for assignment in assignments or ():
        name, equals, value = assignment.partition("=")
        if not equals or not name:
            raise UsageError(f"a parameter is written name=value, not {assignment!r}")
        values[name] = value
    return values
