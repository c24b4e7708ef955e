"""The rules of ``data/audit``: for each indicator what would make it true, in concepts of the vocabulary."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec
import yaml

from ciigraph import codebook
from ciigraph.assets import asset
from ciigraph.errors import DataError
from ciigraph.inquiry.audit.lexicon import LOADER, lexicon
from ciigraph.inquiry.audit.sentences import HOME

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

Time = Literal["event", "standing"]
Across = Literal["sure", "strong", "weak", "no"]
Condition = Literal["planned", "hedged", "ended", "refused"]

_STEP = re.compile(r"(?P<joint>[>~]?)(?P<concepts>[^>~]+)")


class Step(msgspec.Struct, frozen=True):
    """A concept, or one of several, and how it stands to the one before: ``>`` after it, ``~`` near it."""

    joint: str
    concepts: tuple[str, ...]


Chain = tuple[Step, ...]
#: What must stand in one sentence, in any order: chains of concepts.
Pattern = tuple[Chain, ...]


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A percentage that a sentence must tell."""

    above: float
    near: list[str]
    required: bool = True
    below_denies: bool = msgspec.field(default=False, name="below-denies")


class Rank(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name that must be among the first of those that a sentence lists."""

    of: str
    among: str
    within: int


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    means: str
    true: list[str]
    false: list[str]
    time: Time = "event"
    topic: str | None = None
    counts: list[Condition] = []
    strong: list[str] = []
    weak: list[str] = []
    unless: list[str] = []
    denied_by: list[str] = msgspec.field(default=[], name="denied-by")
    percent: Share | None = None
    rank: Rank | None = None
    rival: str | None = None
    alone: bool = False
    across: Across = "weak"


class Rule(msgspec.Struct, frozen=True):
    """What an indicator asks for, told in concepts.

    ``strong`` patterns state it outright, ``weak`` ones speak of it. ``topic`` is set where the indicator asks for a
    position. ``counts`` are the ways of saying that count as much as a plain affirmation: a plan where the question
    asks for plans too, a report where it asks for reports. ``alone``: a sentence that names another country too doesn't
    say which of them has it. ``across`` tells how much a sentence that stands under
    another indicator, or in an article, can say: ``sure`` where its words can mean nothing else, ``strong`` where it
    must name the country too, ``weak`` where it makes a flag only arguable.
    """

    code: str
    means: str
    time: Time
    topic: str | None
    counts: frozenset[str]
    strong: tuple[Pattern, ...]
    weak: tuple[Pattern, ...]
    unless: tuple[str, ...]
    denied_by: tuple[Pattern, ...]
    percent: Share | None
    rank: Rank | None
    rival: str | None
    alone: bool
    across: Across
    true: tuple[str, ...]
    false: tuple[str, ...]
    #: For each pattern the sets of concepts of which one each must stand in a sentence: the quick test.
    needs: tuple[tuple[frozenset[str], ...], ...] = ()

    def may_match(self, names: AbstractSet[str]) -> bool:
        """Whether a sentence in which these concepts stand can match at all."""
        if self.topic is not None:
            return self.topic in names
        return any(all(not names.isdisjoint(one) for one in need) for need in self.needs)


@cache
def rules() -> dict[str, Rule]:
    """The rule of each indicator by its code, in the order of the codebook.

    Raises:
        DataError: a rule is malformed, names an unknown concept, or an indicator has none.
    """
    entries: dict[str, _Entry] = {}
    for domain in codebook.load().domains:
        path = asset(f"data/audit/{domain.slug}.yaml")
        try:
            loaded = yaml.load(path.read_text("utf-8"), LOADER)  # noqa: S506 - strings only: "true" is a key
            entries |= msgspec.convert(loaded, dict[str, _Entry], strict=False)
        except (yaml.YAMLError, msgspec.ValidationError) as error:
            raise DataError(f"audit/{path.name}: {error}; restore the file") from error
    codes = [indicator.code for indicator in codebook.load().indicators]
    if differing := sorted(set(codes) ^ entries.keys()):
        raise DataError(f"data/audit: {differing[0]} has no rule, or is no indicator; each indicator needs one rule")
    return {code: _rule(code, entries[code]) for code in codes}


def _rule(code: str, entry: _Entry) -> Rule:
    for concept in entry.unless:
        _check(code, concept)
    patterns = [_pattern(code, text) for text in (*entry.strong, *entry.weak, *entry.denied_by)]
    needs = tuple(tuple(frozenset(step.concepts) for chain in pattern for step in chain) for pattern in patterns)
    return Rule(
        code=code,
        means=entry.means,
        time=entry.time,
        topic=entry.topic,
        counts=frozenset(entry.counts),
        strong=tuple(_pattern(code, text) for text in entry.strong),
        weak=tuple(_pattern(code, text) for text in entry.weak),
        unless=tuple(entry.unless),
        denied_by=tuple(_pattern(code, text) for text in entry.denied_by),
        percent=entry.percent,
        rank=entry.rank,
        rival=entry.rival,
        alone=entry.alone,
        across=entry.across,
        true=tuple(entry.true),
        false=tuple(entry.false),
        needs=needs,
    )


def _pattern(code: str, text: str) -> Pattern:
    chains = []
    for chain in text.split():
        found = [Step(match["joint"], tuple(match["concepts"].split("/"))) for match in _STEP.finditer(chain)]
        for step in found:
            for concept in step.concepts:
                _check(code, concept)
        chains.append(tuple(found))
    return tuple(chains)


def _check(code: str, concept: str) -> None:
    if concept != HOME and concept not in lexicon().names:
        raise DataError(f"data/audit: the rule of {code} names {concept!r}, which vocabulary.yaml doesn't have")
