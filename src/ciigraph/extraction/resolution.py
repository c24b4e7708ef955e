"""Entities of a whole corpus: joins the ids of names that no data file knows but that mean one thing.

Linking works document by document; names it could not explain got ids of their own. Here those ids are compared by
rapidfuzz's measures, within blocks of names that share their beginnings, and joined where the likeness leaves little
doubt. Known entities are never joined with each other; an unknown name may join one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.knowledge import knowledge
from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.likeness import differs_by_spelling, kind, without_additions
from ciigraph.extraction.names import entity_id, name_key, squeezed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ciigraph.records import EntityType

#: Likeness (0..100) from which two names of things are one.
_LIKE = 93.0
#: … and of persons, whose names are transliterated in many ways.
_LIKE_PERSON = 82.0
#: Names in larger blocks are compared with their neighbours in alphabetical order only.
_LARGEST_BLOCK = 120
_NEIGHBOURS = 12
_PREFIX = 4
_SHORTEST = 5
#: Single words of a person's name may be less alike than the whole.
_LIKE_WORD = 75.0
_LONG_WORD = 6
#: Words made of the syllables of pinyin, where one letter makes another name ("Kejian", "Dejian").
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ue|ua|uo|ui|un|ai|ei|ao|ou|an|en|er|in|ia|ie|iu|[aeiouv]))+"
)
#: Types whose names are too alike to be told apart by likeness (numbered, dated, or one to a place).
_NEVER = frozenset({"Country", "Place", "Agreement", "Event", "ConfuciusInstitute", "ThreatActor"})


@dataclass(frozen=True, slots=True)
class NameUse:
    """An entity as the corpus uses it: its id and type, what it is called, its country, in how many documents."""

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


#: The rule of ids that a person's decision joined.
DECIDED = "decided"


def resolve(
    names: Iterable[NameUse],
    merged: Mapping[str, str] | None = None,
    apart: Collection[tuple[str, str]] = (),
) -> dict[str, Resolution]:
    """The ids that mean another one of the corpus, each with the id that stays.

    Args:
        names: all entities of the corpus, one entry an id; their order doesn't matter.
        merged: ids that are decided to be another one, each with the id that stays; ids that nobody uses do nothing.
        apart: pairs of ids that are decided to be two, which no rule joins, not by way of a third id either.

    Returns:
        For each id that is given up, its resolution. Ids that stay aren't in it.
    """
    uses = {use.entity: use for use in sorted(names, key=lambda u: (u.entity, u.label, u.type))}
    known = knowledge().entities
    leader, fixed = _decided(uses, merged or {})
    proposals = sorted(
        (
            (-score, a, b, rule)
            for a, b in _pairs(uses)
            if (found := _same(uses[a], uses[b])) is not None
            for rule, score in [found]
        )
    )
    why = {goes: (DECIDED, 100.0) for goes, stays in leader.items() if goes != stays}

    def rank(entity: str) -> tuple[bool, bool, int, int, str]:
        documents = uses[entity].documents if entity in uses else 0
        return entity not in known, entity not in fixed, -documents, -len(entity), entity

    for negative, a, b, rule in proposals:
        first, second = _find(leader, a), _find(leader, b)
        if first == second or (first in known and second in known) or _kept_apart(leader, first, second, apart):
            continue
        stays, goes = sorted((first, second), key=rank)
        leader[goes] = stays
        why[goes] = (rule, -negative)
    labels = {entity: use.label for entity, use in uses.items()}
    return {
        goes: Resolution(stays, labels.get(stays) or known[stays].label, rule, round(score / 100, 3))
        for goes, (rule, score) in sorted(why.items())
        for stays in [_find(leader, goes)]
    }


def _decided(uses: dict[str, NameUse], merged: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """The leader of each id as decided, and the leaders that decisions chose.

    Where the id that should stay is neither used nor known, the first of those that should join it stays.
    """
    leader = {entity: entity for entity in uses}
    known = knowledge().entities
    groups: dict[str, list[str]] = defaultdict(list)
    for goes, stays in sorted(merged.items()):
        if goes in uses:
            groups[stays].append(goes)
    fixed = set()
    for wanted, members in groups.items():
        stays = wanted if wanted in uses or wanted in known else members[0]
        leader.update(dict.fromkeys((*members, stays), stays))
        fixed.add(stays)
    return leader, fixed


def _kept_apart(leader: dict[str, str], first: str, second: str, apart: Collection[tuple[str, str]]) -> bool:
    """Whether joining two groups would join a pair that is decided to be two."""
    return any(
        {_find(leader, one), _find(leader, other)} == {first, second}
        for one, other in apart
        if one in leader and other in leader
    )


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
        for key in _names(use):
            words = key.split()
            coarse = kind(use.type)
            ends = sorted((words[0][:_PREFIX], words[-1][:_PREFIX]))
            blocks[coarse, " ".join(ends)].append((key, use.entity))
            if use.type == "Person":
                for end in ends:
                    blocks[coarse, end].append((key, use.entity))
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
    for one in _names(a):
        for other in _names(b):
            if _countries_in(one) != _countries_in(other):
                continue
            found = _alike(one, other, a, b)
            if found is not None and (best is None or found[1] > best[1]):
                best = found
    return best


def _names(use: NameUse) -> list[str]:
    """The keys of all that a known thing is called; of another its label only, if its id comes from that.

    Ids that don't come from the label are those of things which are told apart by more than their names
    (an unnamed delegation of one unit).
    """
    entity = knowledge().entities.get(use.entity)
    if entity is not None:
        return list(dict.fromkeys(name_key(name) for name in entity.names))
    key = name_key(use.label)
    everyday = lexicon().everyday
    id_ = entity_id(use.label)
    own = use.entity in {id_, f"{id_}-{use.type.lower()}"}
    return [key] if own and not all(word in everyday for word in key.split()) else []


@lru_cache(maxsize=65536)
def _countries_in(key: str) -> frozenset[str]:
    """The countries that a name speaks of ("embassy of china in chile")."""
    places = gazetteer()
    words = key.split()
    phrases = (" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1))
    return frozenset(code for p in phrases if (code := places.countries.get(p) or places.demonyms.get(p)) is not None)


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
    if a.type != "GovernmentBody" and len(one.split()) > 2 and sorted(one.split()) == sorted(other.split()):
        return "word-order", 96.0
    firms = a.type == b.type == "Company" and a.country == b.country
    if firms and without_additions(one, lexicon()) == without_additions(other, lexicon()):
        return "addition", 95.0
    if _differ_in_words(one, other):
        return None
    score = fuzz.ratio(one, other)
    return ("spelling", score) if score >= _LIKE and differs_by_spelling(one, other, gazetteer()) else None


def _differ_in_words(one: str, other: str) -> bool:
    """Whether two like names differ in two words that both exist: "ministry" and "minister"."""
    ours, theirs, words = one.split(), other.split(), lexicon().everyday
    pairs = zip(ours, theirs, strict=False)
    return len(ours) == len(theirs) and any(a != b and a in words and b in words for a, b in pairs)


def _one_person(one: str, other: str) -> tuple[str, float] | None:
    """Names of one person: the same words in another order, or transliterated in another way."""
    ours, theirs = one.split(), other.split()
    if len(ours) < 2 or len(theirs) < 2:
        return None
    if sorted(ours) == sorted(theirs):
        return "word-order", 97.0
    if len(ours) != len(theirs):
        return None
    if not all(_one_word(x, y) for x, y in zip(ours, theirs, strict=True)):
        return None
    score = fuzz.ratio(one, other)
    return ("transliteration", score) if score >= _LIKE_PERSON else None


def _one_word(one: str, other: str) -> bool:
    """Whether two words are one in two transliterations; short ones, and Chinese ones in pinyin, must be equal."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG_WORD or (_PINYIN.fullmatch(one) and _PINYIN.fullmatch(other)):
        return False
    return fuzz.ratio(one, other) >= _LIKE_WORD


def _digits(key: str) -> list[str]:
    return [c for c in key if c.isdigit()]
