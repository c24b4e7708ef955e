"""The known entities (``data/entities/*.yaml``) with countries, indexed by everything they are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, get_args

from ciigraph.assets import asset
from ciigraph.compiled import compiled
from ciigraph.errors import DataError
from ciigraph.extraction.gazetteer import OWN_CODE, gazetteer
from ciigraph.extraction.lexicon import lexicon, read_yaml
from ciigraph.extraction.names import name_key, plain, squeezed
from ciigraph.records import EntityType

if TYPE_CHECKING:
    from pathlib import Path

#: Files of the folder that hold no entities.
_OTHER_FILES = {"country-aliases.yaml", "demonyms.yaml"}
_TYPES = frozenset(get_args(EntityType))
#: A name without blanks is told apart by this many letters at least ("GlobalTimes").
_SQUEEZED_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Entity:
    """One known thing. ``weak_abbreviations`` count only where the document names the thing in full."""

    id: str
    type: EntityType
    label: str
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    weak_abbreviations: tuple[str, ...] = ()
    country: str | None = None
    parent: str | None = None
    wikidata: str | None = None
    case_sensitive: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Label and aliases, as written."""
        return (self.label, *self.aliases)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Known entities by id and by key; a key that several entities share leads to all of them."""

    entities: dict[str, Entity]
    by_key: dict[str, tuple[str, ...]]
    by_squeezed: dict[str, tuple[str, ...]]
    by_abbreviation: dict[str, tuple[str, ...]]
    by_weak: dict[str, tuple[str, ...]]
    _empty: tuple[str, ...] = field(default=())

    def named(self, name: str) -> tuple[str, ...]:
        """Ids of the entities that are called ``name``, spelling levelled; abbreviations in their own case."""
        return self.by_abbreviation.get(name) or self.by_key.get(name_key(name), self._empty)


def _entity(row: dict[str, Any], path: Path) -> Entity:
    try:
        if row["type"] not in _TYPES:
            message = f"{path}: {row['id']}: {row['type']!r} is no entity type"
            raise DataError(message)
        return Entity(
            id=row["id"],
            type=row["type"],
            label=str(row["label"]),
            aliases=_texts(row.get("aliases")),
            abbreviations=_texts(row.get("abbreviations")),
            weak_abbreviations=_texts(row.get("weak_abbreviations")),
            country=row.get("country"),
            parent=row.get("parent"),
            wikidata=row.get("wikidata"),
            case_sensitive=bool(row.get("case_sensitive", False)),
        )
    except (KeyError, TypeError, AttributeError) as error:
        message = f"{path}: {row!r:.80} is no entity ({error}); it needs id, type and label"
        raise DataError(message) from error


def _texts(values: list[Any] | None) -> tuple[str, ...]:
    return tuple(map(str, values or ()))


def _countries() -> list[Entity]:
    places = gazetteer()
    territories = lexicon().words["territories"]
    names: dict[str, list[str]] = {}
    short: dict[str, list[str]] = {}
    for form, code in places.surface_forms:
        target = short if form.replace(".", "").isupper() and len(form) <= 6 else names
        target.setdefault(code, []).append(form)
    return [
        Entity(
            places.ids[code],
            "Place" if plain(code) in territories else "Country",
            label,
            tuple(names.get(code, ())),
            tuple(short.get(code, ())),
            country=code,
        )
        for code, label in places.labels.items()
    ]


def _read() -> list[Entity]:
    found = []
    for path in sorted(asset("data/entities").glob("*.yaml")):
        if path.name in _OTHER_FILES:
            continue
        rows = read_yaml(path)
        found += [_entity(row, path) for row in rows or ()]
    return found


def _index(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, dict[str, None]] = {}
    for key, id_ in pairs:
        if key:
            index.setdefault(key, {})[id_] = None
    return {key: tuple(ids) for key, ids in index.items()}


@cache
def knowledge() -> Knowledge:
    """All known entities and countries, read once a process.

    Raises:
        DataError: when a data file is malformed, or an id is given twice.
    """
    versions = ", ".join(f"{name} {version(name)}" for name in ("pycountry", "anyascii", "pyyaml"))
    return compiled("knowledge", Knowledge, _indexed, (*OWN_CODE, "countries.py", "data/countries.yaml"), versions)


def _indexed() -> Knowledge:
    entities: dict[str, Entity] = {}
    known = _read()
    given = {e.id for e in known}
    for entity in (*known, *(c for c in _countries() if c.id not in given)):
        if entity.id in entities:
            message = f"data/entities: {entity.id} is given twice"
            raise DataError(message)
        entities[entity.id] = entity
    every = list(entities.values())
    keys = [(name_key(name), e.id) for e in every for name in e.names]
    return Knowledge(
        entities=entities,
        by_key=_index(keys),
        by_squeezed=_index([(squeezed(k), i) for k, i in keys if len(squeezed(k)) >= _SQUEEZED_LENGTH]),
        by_abbreviation=_index([(a, e.id) for e in every for a in e.abbreviations]),
        by_weak=_index([(a, e.id) for e in every for a in e.weak_abbreviations]),
    )
