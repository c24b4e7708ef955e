"""The knowledge about how names are built (``data/mentions.yaml``), made quick to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import yaml

from ciigraph.assets import asset
from ciigraph.errors import DataError
from ciigraph.extraction.names import plain

if TYPE_CHECKING:
    from ciigraph.records import EntityType


@dataclass(frozen=True, slots=True)
class PublicBody:
    """A body that every state has. ``profile``: without a stated country it is the profile's."""

    name: str
    forms: tuple[str, ...]
    profile: bool


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
    longest_head: int  # in words

    def head_at_end(self, words: list[str]) -> tuple[str, int] | None:
        """The longest head phrase that ends ``words`` (lower case), with its number of words."""
        return self._head(words, self.heads, at_end=True)

    def head_at_start(self, words: list[str]) -> tuple[str, int] | None:
        """The longest first-standing head phrase that begins ``words`` (lower case)."""
        return self._head(words, self.first_heads, at_end=False)

    def _head(self, words: list[str], heads: dict[str, EntityType], *, at_end: bool) -> tuple[str, int] | None:
        for n in range(min(self.longest_head, len(words)), 0, -1):
            phrase = " ".join(words[-n:] if at_end else words[:n])
            if phrase in heads:
                return phrase, n
        return None


def _by_phrase(groups: dict[str, list[str]]) -> dict[str, EntityType]:
    found: dict[str, EntityType] = {}
    for type_, phrases in groups.items():
        for phrase in phrases:
            found.setdefault(plain(phrase), cast("EntityType", type_))
    return found


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once a process.

    Raises:
        DataError: when ``data/mentions.yaml`` is no such file.
    """
    path = asset("data/mentions.yaml")
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        bodies = [PublicBody(b["name"], tuple(b["forms"]), bool(b["profile"])) for b in data["public_bodies"]]
        heads, first = _by_phrase(data["heads"]), _by_phrase(data["first_heads"])
        return Lexicon(
            heads=heads,
            first_heads=first,
            class_nouns=_by_phrase(data["class_nouns"]),
            titles=frozenset(plain(t) for t in data["titles"]),
            topics=frozenset(plain(t) for t in data["topics"]),
            generic=frozenset(plain(t) for t in data["generic"]),
            everyday=frozenset(plain(w) for w in (*data["generic"], *data["topics"]))
            | {h for h in heads if " " not in h}
            | {"of", "and", "the", "for", "in", "on", "&"},
            areas=tuple(data["areas"]),
            no_names={k: frozenset(v) for k, v in data["no_names"].items()},
            bodies={plain(form): body for body in bodies for form in body.forms},
            state_heads=frozenset(plain(h) for h in data["state_heads"]),
            priors=dict(data["priors"]),
            longest_head=max(len(re.split(r"\s", h)) for h in (*heads, *first)),
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}: not a file of structure words: {error}"
        raise DataError(message) from error
