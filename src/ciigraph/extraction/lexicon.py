"""The knowledge about how names are built (``data/mentions.yaml``), made quick to ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import yaml

from ciigraph.assets import asset
from ciigraph.errors import DataError
from ciigraph.extraction.names import plain

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.records import EntityType


@dataclass(frozen=True, slots=True)
class PublicBody:
    """A body that every state has. ``profile``: without a stated country it is the profile's."""

    name: str
    forms: tuple[str, ...]
    profile: bool


@dataclass(frozen=True, slots=True)
class SoleBody:
    """A body of which a country has one, though none of the state's: its broadcaster, its ruling party."""

    name: str
    type: EntityType


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Structure words by use; phrases are in lower case, without diacritics."""

    heads: dict[str, EntityType]
    first_heads: dict[str, EntityType]
    class_nouns: dict[str, EntityType]
    titles: frozenset[str]
    topics: frozenset[str]
    generic: frozenset[str]
    everyday: frozenset[str]  # words that make no name, alone or together
    areas: tuple[str, ...]
    no_names: dict[str, frozenset[str]]  # abbreviation -> words after it with which it is something else
    bodies: dict[str, PublicBody]
    state_heads: frozenset[str]
    priors: dict[str, EntityType]  # domain slug -> what its organisations are
    plural_heads: dict[str, str]
    anaphors: dict[str, frozenset[str]]
    implied: dict[str, EntityType]
    sole: dict[str, SoleBody]  # ways to name a body of which a country has one
    words: dict[str, frozenset[str]]  # the sets of words by what they do, and how persons are named
    tails: dict[str, EntityType]  # class nouns in lower case that end a name
    long_tails: dict[str, EntityType]  # … that end one of two words or more
    name_ends: dict[str, EntityType]  # what one-word names of firms and outlets end in
    local_words: frozenset[str]  # what may stand between a place and the head of a body of it …
    local_heads: frozenset[str]  # … and these heads
    country_groups: dict[str, str]  # adjective before "countries" -> id of the area
    longest_head: int  # in words

    def head_at_end(self, words: list[str]) -> tuple[str, int] | None:
        """The longest head phrase that ends ``words`` (lower case), with its number of words."""
        for n in range(min(self.longest_head, len(words)), 0, -1):
            phrase = " ".join(words[-n:])
            if phrase in self.heads:
                return phrase, n
        return None

    def head_at_start(self, words: list[str]) -> tuple[str, int] | None:
        """The longest first-standing head phrase that begins ``words`` (lower case)."""
        for n in range(min(self.longest_head, len(words)), 0, -1):
            phrase = " ".join(words[:n])
            if phrase in self.first_heads:
                return phrase, n
        return None


def read_yaml(path: Path) -> Any:  # noqa: ANN401  (what a file holds, its reader checks)
    """A YAML file's content, read by the C parser where there is one.

    Raises:
        DataError: when the file is no YAML.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        message = f"{path}: no YAML: {error}"
        raise DataError(message) from error


def _by_phrase(groups: dict[str, list[str]]) -> dict[str, EntityType]:
    found: dict[str, EntityType] = {}
    for type_, phrases in groups.items():
        for phrase in phrases:
            found.setdefault(plain(phrase).replace("'s", ""), cast("EntityType", type_))
    return found


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once a process.

    Raises:
        DataError: when ``data/mentions.yaml`` is no such file.
    """
    path = asset("data/mentions.yaml")
    data = read_yaml(path)
    try:
        return _lexicon(data)
    except (KeyError, TypeError, AttributeError) as error:
        message = f"{path}: not a file of structure words: {error!r}"
        raise DataError(message) from error


def _lexicon(data: dict[str, Any]) -> Lexicon:
    bodies = [PublicBody(b["name"], tuple(b["forms"]), bool(b["profile"])) for b in data["public_bodies"]]
    heads, first = _by_phrase(data["heads"]), _by_phrase(data["first_heads"])
    generic, topics = frozenset(map(plain, data["generic"])), frozenset(map(plain, data["topics"]))
    small = {"of", "and", "the", "for", "in", "on", "&"}
    return Lexicon(
        heads=heads,
        first_heads=first,
        class_nouns=_by_phrase(data["class_nouns"]),
        titles=frozenset(map(plain, data["titles"])),
        topics=topics,
        generic=generic,
        everyday=generic | topics | {h for h in heads if " " not in h} | small,
        areas=tuple(data["areas"]),
        no_names={k: frozenset(v) for k, v in data["no_names"].items()},
        bodies={plain(form): body for body in bodies for form in body.forms},
        state_heads=frozenset(map(plain, data["state_heads"])),
        priors=dict(data["priors"]),
        plural_heads=dict(data["plural_heads"]),
        anaphors={noun: frozenset(types) for noun, types in data["anaphors"].items()},
        implied=dict(data["implied"]),
        sole={form: SoleBody(b["name"], b["type"]) for b in data["sole_bodies"] for form in b["forms"]},
        words={name: frozenset(map(plain, words)) for name, words in (data["words"] | data["persons"]).items()},
        tails=_by_phrase(data["tails"]),
        long_tails=_by_phrase(data["long_tails"]),
        name_ends=_by_phrase(data["name_ends"]),
        local_words=frozenset(map(plain, data["local_bodies"]["words"])),
        local_heads=frozenset(map(plain, data["local_bodies"]["heads"])),
        country_groups={plain(word): id_ for id_, words in data["country_groups"].items() for word in words},
        longest_head=max(len(h.split()) for h in (*heads, *first)),
    )
