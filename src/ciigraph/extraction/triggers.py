"""The knowledge in ``data/relations.yaml`` as typed records, checked when read and indexed by lemma.

A family is a group of triggers that state a predicate in the same constructions. Its frames say which role of
the trigger is the subject and which the object::

    subj > obj          who acts, what is acted on (voice is levelled beforehand)
    holder > with|to    of nouns: who has the agreement, with whom
    pair between        two parties named in one role
    subj > obj.in       a step on from the object: "a stake in X"

A trigger of several words ("take part", "joint venture") is its head with words that must hang on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Literal, TypeAlias, cast, get_args

import yaml

from ciigraph.assets import asset
from ciigraph.errors import DataError
from ciigraph.extraction.arrangements import Adjacency, Construction, adjacency, construction
from ciigraph.records import EntityType, Modality, Polarity, Predicate, Status

FILE = "data/relations.yaml"
WordClass: TypeAlias = Literal["verb", "noun", "adjective", "adverb"]
_CLASSES: tuple[tuple[str, WordClass], ...] = (
    ("verbs", "verb"),
    ("nouns", "noun"),
    ("adjectives", "adjective"),
    ("adverbs", "adverb"),
)


@dataclass(frozen=True, slots=True)
class Role:
    """One end of a frame: alternatives of steps, each step a set of role names."""

    steps: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Which roles of a trigger are subject and object; ``object`` is None where one role names both parties."""

    text: str
    subject: Role
    object: Role | None


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Triggers that state one predicate in the same constructions."""

    id: str
    predicate: Predicate
    frames: tuple[Frame, ...]
    subject: frozenset[str]
    object: frozenset[str]
    via: frozenset[str]  # verbs that link a noun to its holder, beside the light ones
    need: tuple[tuple[str, frozenset[str]], ...]  # role -> lemmas, one of which must stand there
    block: tuple[tuple[str, frozenset[str]], ...]  # role -> lemmas that must not stand there
    status: Status | None
    modality: Modality | None
    polarity: Polarity | None
    implied: str  # "subject", "object" or "recipient" where that may be left to the context: the profile's country
    abroad: bool  # whether the subject is another country's than the profile's
    headed: bool  # whether a list behind a colon names the subjects: "members of X: A, B and C"
    indicators: tuple[str, ...]  # only under these indicators or domains: the indicator decides the reading
    loose: bool  # whether the order of words may stand in for a failed parse
    strict: bool  # never, though words near are asked for or the predicate is symmetric
    probes: tuple[str, ...]
    words: tuple[str, ...]
    backward: bool  # whether a frame looks at the sentence before


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of a family: the head's lemma and the words that must hang on it."""

    family: Family
    head: str
    kind: WordClass
    companions: frozenset[str]


@dataclass(frozen=True, slots=True)
class PredicateRules:
    """What holds for all families of a predicate."""

    name: Predicate
    symmetric: bool
    status: Status
    people: frozenset[str]  # ends where "journalists from X" may stand for X
    yields_to: frozenset[str]
    families: tuple[Family, ...]
    more: tuple[Family, ...]  # further families, tried after those


class Words:
    """Closed classes that several rooms of the engine ask for, each an attribute."""

    def __init__(self, groups: dict[str, frozenset[str]]) -> None:
        """Take the classes by name."""
        self.groups = groups
        vars(self).update(groups)

    def __getattr__(self, name: str) -> frozenset[str]:
        """Raise DataError: there is no such class."""
        message = f"{FILE}: words has no group {name!r}"
        raise DataError(message)


@dataclass(frozen=True, slots=True)
class Rules:
    """All of ``data/relations.yaml``."""

    predicates: dict[str, PredicateRules]
    index: dict[tuple[str, WordClass], tuple[Trigger, ...]]
    heads: frozenset[str]
    open_heads: frozenset[str]  # of families that may leave their subject to the context
    vocabulary: frozenset[str]  # all lemmas that mean something here
    constructions: tuple[Construction, ...]
    adjacent: tuple[Adjacency, ...]
    words: Words
    qualifiers: Words
    actors: dict[str, EntityType]  # nouns for unnamed actors -> their type

    def families(self) -> list[Family]:
        """All families, in the order of the file."""
        return [f for p in self.predicates.values() for f in p.families]

    def more(self) -> list[Family]:
        """The further families, in the order of the file."""
        return [f for p in self.predicates.values() for f in p.more]


def _role(text: str) -> Role:
    steps = tuple(frozenset(step.strip() for step in part.split("|")) for part in text.strip().split("."))
    return Role(steps)


def _frame(text: str) -> Frame:
    if text.startswith("pair "):
        return Frame(text, _role(text[5:]), None)
    left, arrow, right = text.partition(">")
    if not arrow:
        message = f"{FILE}: frame {text!r} is neither 'role > role' nor 'pair role'"
        raise DataError(message)
    return Frame(text, _role(left), _role(right))


def _types(names: list[str], groups: dict[str, list[str]], where: str) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        members = groups.get(name, [name])
        unknown = set(members) - set(get_args(EntityType))
        if unknown:
            message = f"{FILE}: {where}: {min(unknown)!r} is no entity type and no group of types"
            raise DataError(message)
        found |= set(members)
    return frozenset(found)


def _conditions(row: dict[str, list[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((role, frozenset(lemmas)) for role, lemmas in row.items())


def _family(row: dict[str, Any], predicate: dict[str, Any], name: str, groups: dict[str, list[str]]) -> Family:
    where = f"{name}/{row['id']}"
    return Family(
        id=row["id"],
        predicate=cast("Predicate", name),
        frames=tuple(_frame(f) for f in row["frames"]),
        subject=_types(row.get("subject", predicate["subject"]), groups, where),
        object=_types(row.get("object", predicate["object"]), groups, where),
        via=frozenset(row.get("via", ())),
        need=_conditions(row.get("need", {})),
        block=_conditions(row.get("block", {})),
        status=row.get("status"),
        modality=row.get("modality"),
        polarity=row.get("polarity"),
        implied={True: "subject", False: "", "recipient": "recipient"}.get(row.get("implied", False), "object"),
        abroad=bool(row.get("abroad", False)),
        headed=bool(row.get("headed", False)),
        indicators=tuple(row.get("indicators", ())),
        loose=row.get("loose", "verbs" in row) is True,
        strict=row.get("loose") == "never",
        probes=(row["probe"],) if isinstance(row["probe"], str) else tuple(row["probe"]),
        backward=any("topic" in frame or "earlier" in frame for frame in row["frames"]),
        words=tuple(w for key, _ in _CLASSES for w in row.get(key, ())),
    )


def _triggers(family: Family, row: dict[str, Any]) -> list[Trigger]:
    found = []
    for key, kind in _CLASSES:
        for phrase in row.get(key, ()):
            first, *rest = phrase.split() if kind != "noun" or " of " in phrase else reversed(phrase.split())
            found.append(Trigger(family, first, kind, frozenset(rest)))
    return found


@cache
def rules() -> Rules:
    """The relation rules, read once a process.

    Raises:
        DataError: when the file is malformed; the message names the predicate and family.
    """
    path = asset(FILE)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        return parse(data)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}: not a file of relation rules: {error!r}"
        raise DataError(message) from error


def _vocabulary(
    index: dict[tuple[str, WordClass], list[Trigger]], words: Words, qualifiers: Words, families: list[Family]
) -> frozenset[str]:
    known = {head for head, _ in index}.union(*words.groups.values(), *qualifiers.groups.values())
    return frozenset(known.union(*(f.via for f in families)))


def _words(groups: dict[str, list[str]], where: str) -> Words:
    for name, members in groups.items():
        strays = [m for m in members if not isinstance(m, str)]
        if strays:  # YAML reads an unquoted no, on or 5 as something else than a word
            message = f"{FILE}: {where}/{name}: {strays[0]!r} is no word; put it in quotes"
            raise DataError(message)
    return Words({name: frozenset(members) for name, members in groups.items()})


def parse(data: dict[str, Any]) -> Rules:
    """The rules in the parsed data file.

    Raises:
        DataError: when a type, predicate, frame or word is none.
        KeyError: when a part is missing.
    """
    groups = data["types"]
    predicates: dict[str, PredicateRules] = {}
    index: dict[tuple[str, WordClass], list[Trigger]] = {}
    for name, row in data["predicates"].items():
        if name not in get_args(Predicate):
            message = f"{FILE}: {name!r} is no predicate of the contract"
            raise DataError(message)
        entries = [*row["families"], *data["more"].get(name, ())]
        families = [_family(entry, row, name, groups) for entry in entries]
        for family, entry in zip(families, entries, strict=True):
            for trigger in _triggers(family, entry):
                index.setdefault((trigger.head, trigger.kind), []).append(trigger)
        first = len(row["families"])
        predicates[name] = PredicateRules(
            name,
            bool(row.get("symmetric", False)),
            row["status"],
            frozenset(row.get("people", ())),
            frozenset(row.get("yields_to", ())),
            tuple(families[:first]),
            tuple(families[first:]),
        )
    constructions = tuple(construction(c, partial(_types, groups=groups)) for c in data["constructions"])
    adjacent = tuple(adjacency(a, partial(_types, groups=groups)) for a in data["adjacent"])
    words, qualifiers = (_words(data[group], group) for group in ("words", "qualifiers"))
    return Rules(
        predicates,
        {k: tuple(v) for k, v in index.items()},
        frozenset(head for head, _ in index),
        frozenset(head for (head, _), found in index.items() if any(t.family.implied for t in found)),
        _vocabulary(index, words, qualifiers, [f for p in predicates.values() for f in (*p.families, *p.more)]),
        constructions,
        adjacent,
        words,
        qualifiers,
        {noun: kind for kind, nouns in data["actors"].items() for noun in nouns},
    )


def words() -> Words:
    """The closed word classes of the relation rules."""
    return rules().words


def qualifier_words() -> Words:
    """The closed word classes that negate, hedge, plan and end."""
    return rules().qualifiers
