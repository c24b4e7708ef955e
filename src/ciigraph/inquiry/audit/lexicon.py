"""Finds in a sentence every phrase of every concept at once: one walk over the words through a tree of phrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
import yaml

from ciigraph.assets import asset
from ciigraph.compiled import compiled
from ciigraph.errors import DataError
from ciigraph.inquiry.audit.phrases import TOKEN, expand, steps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_T = TypeVar("_T")

#: Everything is text: "no" is a word here, and "true" a key. The loader in C is ten times faster where there is one.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

#: Hits of a concept: the first word and the one after the last.
Hits = dict[str, list[tuple[int, int]]]

#: What is told of the concept of a country: ``land:BE``.
LAND = "land:"
#: Known entities shorter than this are left out unless they are abbreviations: short names are words too.
_SHORTEST_NAME = 5
#: What the lexicon is made from.
_MADE_FROM = ("inquiry/audit/lexicon.py", "inquiry/audit/phrases.py", "data/audit", "data/entities")


class _Mask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hides: list[str]
    words: list[str] = []


class _Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    concepts: dict[str, list[str]]
    masks: dict[str, _Mask]


class _Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cues: dict[str, list[str]]


@dataclass(slots=True)
class _Node:
    """What may follow at a place of a phrase; ``lengths`` are those of the stems."""

    words: dict[str, _Node] = field(default_factory=dict)
    stems: dict[str, _Node] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    concepts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the text."""

    text: str
    low: str
    start: int
    end: int


@dataclass(slots=True)
class Lexicon:
    """All concepts with their phrases; ``masks`` says which hits hide which."""

    names: frozenset[str]
    masks: dict[str, list[str]]
    root: _Node = field(default_factory=_Node)

    @classmethod
    def of(cls, concepts: dict[str, list[str]], masks: dict[str, list[str]]) -> Lexicon:
        """The lexicon of each concept's phrases (references resolved)."""
        made = cls(frozenset(concepts), masks)
        for concept, phrases in concepts.items():
            for phrase in phrases:
                for plain in expand(phrase):
                    made._add(concept, plain)
        return made

    def _add(self, concept: str, phrase: str) -> None:
        node = self.root
        for word, stem, exact in steps(phrase):
            table = node.stems if stem else node.words
            # a capitalised key can't be mistaken for a word in lower case
            key = word if not exact else f"={word}"
            if key not in table:
                table[key] = _Node()
                if stem:
                    node.lengths = tuple(sorted({*node.lengths, len(key)}))
            node = table[key]
        if concept not in node.concepts:
            node.concepts.append(concept)

    def hits(self, tokens: list[Token]) -> Hits:
        """Where each concept stands among the words of a sentence."""
        found: Hits = {}
        count = len(tokens)
        for start in range(count):
            open_nodes = [(self.root, start)]
            while open_nodes:
                node, position = open_nodes.pop()
                for concept in node.concepts:
                    found.setdefault(concept, []).append((start, position))
                if position == count:
                    continue
                token = tokens[position]
                for low in (token.low, f"={token.text}") if token.text.isupper() else (token.low,):
                    following = node.words.get(low)
                    if following is not None:
                        open_nodes.append((following, position + 1))
                    for length in node.lengths:
                        if length > len(low):
                            break
                        following = node.stems.get(low[:length])
                        if following is not None:
                            open_nodes.append((following, position + 1))
        self._hide(found)
        return found

    def _hide(self, found: Hits) -> None:
        """Drop hits that lie inside a longer hit of a concept that hides them."""
        for name, hidden in self.masks.items():
            for span in found.get(name, ()):
                for concept in hidden:
                    if concept in found:
                        inside = [hit for hit in found[concept] if not _inside(hit, span)]
                        if inside:
                            found[concept] = inside
                        else:
                            del found[concept]


def _inside(hit: tuple[int, int], span: tuple[int, int]) -> bool:
    return span[0] <= hit[0] and hit[1] <= span[1] and hit != span


def tokens(text: str, start: int = 0) -> list[Token]:
    """The words of a text with their places, shifted by ``start``."""
    return [Token(m[0], m[0].lower(), m.start() + start, m.end() + start) for m in TOKEN.finditer(text)]


@cache
def lexicon() -> Lexicon:
    """The vocabulary of ``data/audit`` with countries and known entities.

    Raises:
        DataError: a file of the installation is malformed.
    """
    return compiled("audit-lexicon", Lexicon, _read, _MADE_FROM, "")


def _read() -> Lexicon:
    vocabulary = read_yaml(asset("data/audit/vocabulary.yaml"), _Vocabulary)
    concepts = dict(vocabulary.concepts) | _entities() | _lands()
    concepts |= {name: mask.words for name, mask in vocabulary.masks.items() if mask.words}
    concepts |= {f"cue:{name}": words for name, words in read_yaml(asset("data/audit/cues.yaml"), _Cues).cues.items()}
    resolved = {name: list(_resolve(name, concepts, ())) for name in concepts}
    return Lexicon.of(resolved, {name: mask.hides for name, mask in vocabulary.masks.items()})


def _resolve(name: str, concepts: dict[str, list[str]], above: tuple[str, ...]) -> Iterable[str]:
    if name not in concepts or name in above:
        raise DataError(f"audit/vocabulary.yaml: @{name} under {' > '.join(above) or name} names no other concept")
    for phrase in concepts[name]:
        if phrase.startswith("@"):
            yield from _resolve(phrase[1:], concepts, (*above, name))
        else:
            yield phrase


def read_yaml(path: Path, kind: type[_T]) -> _T:
    """A YAML file as a type.

    Raises:
        DataError: it is no YAML, or not of the type.
    """
    try:
        return msgspec.convert(yaml.load(path.read_text("utf-8"), LOADER), kind)  # noqa: S506 - strings only
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DataError(f"{path.name}: {error}; restore the file") from error


def _entities() -> dict[str, list[str]]:
    """The names of the PRC's known entities, a concept a file: ``prc-companies`` and so on."""
    concepts = {}
    for path in sorted(asset("data/entities").glob("prc-*.yaml")):
        names = []
        for entry in read_yaml(path, list[dict[str, Any]]):
            if entry.get("country") in ("CN", None) and entry.get("id") not in ("hong-kong", "macau"):
                listed = [entry["label"], *entry.get("aliases", ()), *entry.get("abbreviations", ())]
                names += [_plain(name) for name in listed if _telling(name)]
        concepts[path.stem] = [name for name in names if name]
    return concepts


def _telling(name: str) -> bool:
    return len(name) >= _SHORTEST_NAME or (name.isupper() and len(name) > 2)


def _lands() -> dict[str, list[str]]:
    """Names of each country, of its people, and its adjectives: ``land:BE``."""
    names: dict[str, list[str]] = {}
    for code, listed in read_yaml(asset("data/entities/country-aliases.yaml"), dict[str, list[str]]).items():
        names[LAND + code] = [_plain(name) for name in listed]
    for code, forms in read_yaml(asset("data/entities/demonyms.yaml"), dict[str, dict[str, list[str]]]).items():
        names.setdefault(LAND + code, []).extend(_plain(name) for listed in forms.values() for name in listed)
    return {key: [name for name in listed if name] for key, listed in names.items()}


def _plain(name: str) -> str:
    """A name as words, without signs of the notation."""
    return " ".join(TOKEN.findall(name))
