"""Countries as analysts write them."""

from __future__ import annotations

from ciigraph import countries
from ciigraph.errors import UsageError


def country_code(name: str) -> str:
    """The alpha-2 code of a country given by code, in any case, or by name.

    Raises:
        UsageError: the name is no country's.
    """
    code = countries.alpha2(name) or countries.alpha2(name.upper())
    if code is None:
        raise UsageError(f"{name!r} is no country; give an ISO 3166-1 alpha-2 code such as BE, or an English name")
    return code
