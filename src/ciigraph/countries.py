"""Countries by name and by ISO 3166-1 alpha-2 code: dictionary look-ups, no guessing.

The names come from pycountry, which is imported at the first look-up, and from ``data/countries.yaml`` for what it
misses.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import msgspec
import yaml

from ciigraph.assets import asset
from ciigraph.errors import DataError, UsageError

_SEPARATORS = re.compile(r"[\s\-_,.()]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ"))
_ARTICLE = "the "
_LONGEST_ABBREVIATION = 6


class _Additions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: dict[str, str]
    aliases: dict[str, list[str]]


def alpha2(name: str) -> str | None:
    """ISO 3166-1 alpha-2 code of a country, or None where the name is of no country.

    Args:
        name: any usual English name or spelling, an official name, an alpha-2 or alpha-3 code; in any case, with or
            without diacritics, with blanks, hyphens or underlines ("Democratic-Republic-of-the-Congo"); codes and
            abbreviations only in capitals, since "in", "no" and "and" are words.
    """
    short = name.strip()
    if short in _abbreviations():
        return _abbreviations()[short]
    key, table = _key(name), _spellings()
    return table.get(key) or (table.get(key.removeprefix(_ARTICLE)) if key.startswith(_ARTICLE) else None)


def name(code: str) -> str:
    """The short English name usual for a country: "South Korea", "Czech Republic", "Taiwan".

    Raises:
        UsageError: when the code is no country's.
    """
    try:
        return _names()[code.upper()]
    except KeyError:
        raise UsageError(f"no country has the code {code!r}; codes are ISO 3166-1 alpha-2, such as BE") from None


def codes() -> tuple[str, ...]:
    """All codes, in alphabetical order."""
    return tuple(sorted(_names()))


def _key(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    letters = "".join(c for c in bare if not unicodedata.combining(c)).casefold().replace("&", " and ")
    return _SEPARATORS.sub(" ", letters).strip()


@cache
def _additions() -> _Additions:
    # "NO" and "no" are Norway here, not a truth value: keys and values are taken as the strings they are.
    text = asset("data/countries.yaml").read_text("utf-8")
    try:
        return msgspec.convert(yaml.load(text, yaml.BaseLoader), _Additions)  # noqa: S506 - makes nothing but strings
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(f"countries.yaml: {error}; restore the file") from error


@cache
def _names() -> dict[str, str]:
    import pycountry  # noqa: PLC0415 - takes a while, and most commands need no country

    listed = {c.alpha_2: getattr(c, "common_name", None) or c.name for c in pycountry.countries}
    return listed | _additions().names


@cache
def _abbreviations() -> dict[str, str]:
    import pycountry  # noqa: PLC0415 - see _names

    table = {short: c.alpha_2 for c in pycountry.countries for short in (c.alpha_2, c.alpha_3)}
    table |= {code: code for code in _additions().names}
    return table | {a: code for code, aliases in _additions().aliases.items() for a in aliases if _is_short(a)}


@cache
def _spellings() -> dict[str, str]:
    import pycountry  # noqa: PLC0415 - see _names

    table: dict[str, str] = {}
    for country in pycountry.countries:
        forms = (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", ""))
        table |= {_key(form): country.alpha_2 for form in forms if form}
    additions = _additions()
    table |= {_key(usual): code for code, usual in additions.names.items()}
    for code, aliases in additions.aliases.items():
        table |= {_key(alias): code for alias in aliases if not _is_short(alias)}
    return table


def _is_short(alias: str) -> bool:
    """Whether an alias is an abbreviation, which counts in capitals only."""
    return alias.isupper() and len(alias) <= _LONGEST_ABBREVIATION
