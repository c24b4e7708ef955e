"""What an audit returns: a flag with the facts, the sentences and the rule it rests on. Fields as in the contract."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal[
    "contradicted-by-own-evidence",
    "contradicted-by-other-indicator",
    "contradicted-by-article",
    "stale-evidence",
    "uncited",
]
Strength = Literal["strong", "arguable"]

#: In the order in which flags of one answer stand.
KINDS: tuple[Kind, ...] = (
    "contradicted-by-own-evidence",
    "contradicted-by-other-indicator",
    "contradicted-by-article",
    "stale-evidence",
    "uncited",
)
STRENGTHS: tuple[Strength, ...] = ("strong", "arguable")


class Recorded(msgspec.Struct, frozen=True):
    """The answer that counts; ``score`` is None where the indicator was skipped."""

    label: str | None
    score: int | None


class Evidence(msgspec.Struct, frozen=True):
    """A sentence that a flag rests on, with its place: characters ``start`` to ``end`` of the unit's text."""

    text: str
    document: str
    indicator: str | None
    section: str
    heading: str | None
    start: int
    end: int
    unit: str
    stance: str


class Fact(msgspec.Struct, frozen=True):
    """A relation of the graph that stands in one of the sentences."""

    relation: str
    predicate: str
    subject: str
    object: str
    polarity: str
    modality: str
    status: str
    start: str | None


class Flag(msgspec.Struct, frozen=True):
    """A recorded answer that the facts speak against.

    ``fact`` says in words what the facts say and what is recorded; ``rule`` what the indicator asks for; ``reasons``
    why a flag is only arguable (none where it is strong).
    """

    country: str
    edition: int
    indicator: str
    recorded: Recorded
    kind: Kind
    strength: Strength
    fact: str
    rule: str
    evidence: tuple[Evidence, ...]
    facts: tuple[Fact, ...] = ()
    reasons: tuple[str, ...] = ()
    answer: str = ""

    @property
    def order(self) -> tuple[str, int, str, int]:
        """Strong ones of a country first, then by indicator."""
        return self.country, STRENGTHS.index(self.strength), self.indicator, KINDS.index(self.kind)
