"""Items of Wikidata: those that go by a name, and what is known of each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from ciigraph.extraction.names import name_key
from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import WIKIDATA
from ciigraph.linking.classes import NO_THING, types_of
from ciigraph.linking.subjects import languages_of
from ciigraph.linking.world import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ciigraph.linking.subjects import Subject
    from ciigraph.linking.world import World

#: Items looked at for one entity: those with the smallest numbers, which are the oldest and best known.
_MOST_ITEMS = 25
#: Languages in which an item is shown, the first that it has.
_SHOWN = ("en", "mul", "", "fr", "de", "es", "pt")


class Item(msgspec.Struct, frozen=True):
    """An item of Wikidata.

    Attributes:
        id: ``Q42``.
        label: in English where it has an English one.
        labels: its labels in all languages that were asked for.
        aliases: its other names.
        types: types and families of entities that its classes fall under.
        classified: whether it has a class at all.
        countries: alpha-2 codes of the countries that it belongs to.
        neighbours: the names, as keys, of items that it is linked with.
        neighbour_items: these items.
    """

    id: str
    label: str
    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    classified: bool = False
    countries: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    neighbour_items: frozenset[str] = frozenset()


def items_named(world: World, subjects: Sequence[Subject]) -> dict[str, list[str]]:
    """The items that go by one of the names of each subject, by the subject's identifier.

    Raises:
        QueryError: as ``World.about``.
    """
    asked = {
        subject.identifier: list(terms((name, languages_of(name, subject.languages)) for name in subject.names))
        for subject in subjects
    }
    found = world.about("link/items-named", "name", (term for each in asked.values() for term in each))
    return {
        identifier: _oldest({ids.local_name(row["item"]) for term in each for row in found[str(term)]})
        for identifier, each in asked.items()
    }


def items(world: World, identifiers: Iterable[str]) -> dict[str, Item]:
    """What is known of items; those that are no things are left out.

    Raises:
        QueryError: as ``World.about``.
    """
    nodes = {identifier: WIKIDATA[identifier] for identifier in dict.fromkeys(identifiers)}
    names = world.about("link/items-names", "item", nodes.values())
    facts = world.about("link/items-facts", "item", nodes.values())
    classes = {
        ids.local_name(row["value"])
        for rows in facts.values()
        for row in rows
        if row["role"] == "class" and row["value"].startswith(WIKIDATA.iri)
    }
    types = types_of(world, sorted(classes))
    described = {
        identifier: _item(identifier, names[str(node)], facts[str(node)], types) for identifier, node in nodes.items()
    }
    return {identifier: item for identifier, item in described.items() if NO_THING not in item.types}


def remembered_label(world: World, identifier: str) -> str:
    """What an item that was proposed before is called; empty where it wasn't."""
    names = world.remembered("link/items-names", WIKIDATA[identifier])
    return _shown(identifier, names) if names else ""


def _shown(identifier: str, names: list[dict[str, str]]) -> str:
    """The label of an item in the first language of ``_SHOWN`` that it has one in."""
    labels = [row for row in names if row["role"] == "label"]
    return min(labels, key=lambda row: (_place(row["language"]), row["name"]))["name"] if labels else identifier


def _item(
    identifier: str,
    names: list[dict[str, str]],
    facts: list[dict[str, str | None]],
    types: dict[str, frozenset[str]],
) -> Item:
    by_role: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        by_role[str(fact["role"])].add(str(fact["value"]))
    labels = [row for row in names if row["role"] == "label"]
    near = [fact for fact in facts if fact["role"] == "neighbour"]
    return Item(
        identifier,
        _shown(identifier, names),
        tuple(sorted({row["name"] for row in labels})),
        tuple(sorted({row["name"] for row in names if row["role"] == "alias"})),
        frozenset().union(*(types.get(ids.local_name(each), frozenset()) for each in by_role["class"])),
        bool(by_role["class"]),
        frozenset(str(fact["code"]) for fact in facts if fact["role"] == "country" and fact["code"]),
        frozenset(name_key(str(fact["name"])) for fact in near if fact["name"]),
        frozenset(ids.local_name(each) for each in by_role["neighbour"]),
    )


def _place(language: str) -> int:
    return _SHOWN.index(language) if language in _SHOWN else len(_SHOWN)


def _oldest(found: Collection[str]) -> list[str]:
    numbered = [each for each in found if each[:1] == "Q" and each[1:].isdigit()]  # properties have names too
    return sorted(numbered, key=lambda each: int(each[1:]))[:_MOST_ITEMS]
