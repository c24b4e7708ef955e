"""Entities of a whole corpus: joins the ids of names that no data file knows but that mean one thing.

Linking works document by document; names it could not explain got ids of their own. Here those ids are compared by
rapidfuzz's measures, within blocks of names that share their beginnings, and joined where the likeness leaves little
doubt. Known entities are never joined with each other; an unknown name may join one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.knowledge import knowledge
from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.likeness import differs_by_spelling, kind, without_additions
from ciigraph.extraction.names import name_key, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ciigraph.records import EntityType

#: Likeness (0..100) from which two names of things are one.
_LIKE = 93.0
#: … and of persons, whose names are transliterated in many ways.
_LIKE_PERSON = 86.0
#: Names in larger blocks are compared with their neighbours in alphabetical order only.
_LARGEST_BLOCK = 120
_NEIGHBOURS = 12
_PREFIX = 4
_SHORTEST = 5
#: Single words of a person's name may be less alike than the whole.
_LIKE_WORD = 75.0
#: Types whose names are too alike to be told apart by likeness (numbered, dated, or one to a place).
_NEVER = frozenset({"Country", "Place", "Agreement", "Event", "ConfuciusInstitute", "ThreatActor"})


@dataclass(frozen=True, slots=True)
class NameUse:
    """An entity as the corpus uses it: its id and type, what it is called, where, in how many documents."""

    entity: str
    type: EntityType
    label: str
    surfaces: tuple[str, ...] = ()
    country: str | None = None
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Resolution:
    """What an entity id was joined with: ``entity`` is the id that stays; ``rule`` and ``score`` say why."""

    entity: str
    label: str
    rule: str
    score: float


def resolve(names: Iterable[NameUse]) -> dict[str, Resolution]:
    """The ids that mean another one of the corpus, each with the id that stays.

    Args:
        names: all entities of the corpus, one entry an id; their order doesn't matter.

    Returns:
        For each id that is given up, its resolution. Ids that stay aren't in it.
    """
    uses = {use.entity: use for use in sorted(names, key=lambda u: (u.entity, u.label, u.type))}
    known = knowledge().entities
    proposals = sorted(
        (
            (-score, a, b, rule)
            for a, b in _pairs(uses)
            if (found := _same(uses[a], uses[b])) is not None
            for rule, score in [found]
        )
    )
    leader = {entity: entity for entity in uses}
    why: dict[str, tuple[str, float]] = {}
    for negative, a, b, rule in proposals:
        first, second = _find(leader, a), _find(leader, b)
        if first == second or (first in known and second in known):
            continue
        stays, goes = sorted((first, second), key=lambda e: (e not in known, -uses[e].documents, len(e), e))
        leader[goes] = stays
        why[goes] = (rule, -negative)
    return {
        goes: Resolution(_find(leader, goes), uses[_find(leader, goes)].label, rule, round(score / 100, 3))
        for goes, (rule, score) in sorted(why.items())
    }


def _find(leader: dict[str, str], entity: str) -> str:
    while leader[entity] != entity:
        leader[entity] = leader[leader[entity]]
        entity = leader[entity]
    return entity


def _pairs(uses: dict[str, NameUse]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing: of one kind, sharing how first and last word begin, or the name without blanks."""
    blocks: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for use in uses.values():
        if use.type in _NEVER:
            continue
        for key in {name_key(name) for name in (use.label, *use.surfaces)}:
            words = key.split()
            if not words:
                continue
            coarse = kind(use.type)
            ends = sorted((words[0][:_PREFIX], words[-1][:_PREFIX]))
            blocks[coarse, " ".join(ends)].append((key, use.entity))
            blocks[coarse, "=" + squeezed(key)[: 2 * _PREFIX]].append((key, use.entity))
    seen = set()
    for members in blocks.values():
        members.sort()
        near = (
            combinations(members, 2)
            if len(members) <= _LARGEST_BLOCK
            else ((members[i], other) for i in range(len(members)) for other in members[i + 1 : i + 1 + _NEIGHBOURS])
        )
        for (_, a), (_, b) in near:
            pair = (a, b) if a < b else (b, a)
            if a != b and pair not in seen:
                seen.add(pair)
                yield pair


def _same(a: NameUse, b: NameUse) -> tuple[str, float] | None:
    """The rule and score by which two entities are one, or None."""
    known = knowledge().entities
    if (a.entity in known and b.entity in known) or (a.country and b.country and a.country != b.country):
        return None
    best: tuple[str, float] | None = None
    for one in dict.fromkeys(name_key(n) for n in (a.label, *a.surfaces)):
        for other in dict.fromkeys(name_key(n) for n in (b.label, *b.surfaces)):
            found = _alike(one, other, a, b)
            if found is not None and (best is None or found[1] > best[1]):
                best = found
    return best


def _alike(one: str, other: str, a: NameUse, b: NameUse) -> tuple[str, float] | None:
    """The rule and score by which two names, as keys, are one."""
    if _digits(one) != _digits(other) or min(len(one), len(other)) < _SHORTEST:
        return None
    if one == other:
        return ("same-name", 100.0) if " " in one and kind(a.type) == kind(b.type) else None
    if squeezed(one) == squeezed(other):
        return "blanks", 98.0
    return _one_person(one, other) if a.type == "Person" else _one_thing(one, other, a, b)


def _one_thing(one: str, other: str, a: NameUse, b: NameUse) -> tuple[str, float] | None:
    """Names of one thing that is no person: other word order, a legal form or "Group" more, another spelling."""
    if len(one.split()) > 2 and sorted(one.split()) == sorted(other.split()):
        return "word-order", 96.0
    firms = a.type == b.type == "Company" and a.country == b.country
    if firms and without_additions(one, lexicon()) == without_additions(other, lexicon()):
        return "addition", 95.0
    score = fuzz.ratio(one, other)
    return ("spelling", score) if score >= _LIKE and differs_by_spelling(one, other, gazetteer()) else None


def _one_person(one: str, other: str) -> tuple[str, float] | None:
    """Names of one person: the same words in another order, or transliterated in another way."""
    ours, theirs = one.split(), other.split()
    if len(ours) < 2 or len(theirs) < 2:
        return None
    if sorted(ours) == sorted(theirs):
        return "word-order", 97.0
    if len(ours) != len(theirs) or min(fuzz.ratio(x, y) for x, y in zip(ours, theirs, strict=True)) < _LIKE_WORD:
        return None
    score = fuzz.ratio(one, other)
    return ("transliteration", score) if score >= _LIKE_PERSON and min(len(w) for w in (*ours, *theirs)) > 3 else None


def _digits(key: str) -> list[str]:
    return [c for c in key if c.isdigit()]
