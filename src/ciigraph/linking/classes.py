"""What sort of thing a class of Wikidata is: the types of entities that it or a wider class stands for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

import yaml

from ciigraph.assets import asset
from ciigraph.errors import DataError
from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import WIKIDATA
from ciigraph.records import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.linking.world import World

#: Pages of Wikipedia and lists of names, which are no things; and what is some organisation or other.
NO_THING, ORGANISATION = "NoThing", "Organisation"
#: Steps that are climbed from a class; Wikidata's classes reach "entity" in fewer.
_HIGHEST = 15


@cache
def standing_for() -> dict[str, str]:
    """The classes of ``data/wikidata.yaml`` (``Q5``) with the type of entity that each stands for.

    Raises:
        DataError: the file names a type that isn't one, or a class twice.
    """
    known = {*get_args(EntityType), NO_THING, ORGANISATION}
    found: dict[str, str] = {}
    rows = yaml.safe_load(asset("data/wikidata.yaml").read_text("utf-8"))
    for kind, classes in rows.items():
        if kind not in known:
            raise DataError(f"data/wikidata.yaml: {kind!r} is no type of entity")
        for each in classes:
            if each in found:
                raise DataError(f"data/wikidata.yaml: {each} stands for {found[each]} and {kind}")
            found[each] = kind
    return found


def types_of(world: World, classes: Iterable[str]) -> dict[str, frozenset[str]]:
    """The types that each class (``Q4830453``) falls under.

    Wider classes are asked for level by level and kept, so that each is asked about once ever; not every server climbs
    them by a property path. No way goes on beyond a class that stands for a type.

    Raises:
        QueryError: as ``World.about``.
    """
    asked = list(dict.fromkeys(classes))
    wider: dict[str, frozenset[str]] = {}
    level = set(asked)
    for _ in range(_HIGHEST):
        level -= wider.keys() | standing_for().keys()
        if not level:
            break
        rows = world.about("link/wider-classes", "class", (WIKIDATA[each] for each in sorted(level)))
        for each in level:
            wider[each] = frozenset(ids.local_name(row["wider"]) for row in rows[str(WIKIDATA[each])])
        level = {above for each in level for above in wider[each]}
    return {each: _reached(each, wider) for each in asked}


def _reached(start: str, wider: dict[str, frozenset[str]]) -> frozenset[str]:
    seen, waiting, types = {start}, [start], set()
    while waiting:
        each = waiting.pop()
        kind = standing_for().get(each)
        if kind is not None:
            types.add(kind)
            continue
        above = wider.get(each, frozenset()) - seen
        seen |= above
        waiting.extend(above)
    return frozenset(types)
