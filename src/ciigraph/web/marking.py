"""Text with the names in it marked: cut into runs, so that a template can link the names and nothing is markup."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.many import ask_about
from ciigraph.inquiry.wording import row_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ciigraph.graph.access import Graph


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text (code points) that names an entity."""

    start: int
    end: int
    entity: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text that is marked in one way throughout; ``chosen`` is what a link points out."""

    text: str
    mark: Mark | None = None
    chosen: bool = False


def marks_of(graph: Graph, units: Iterable[str]) -> dict[str, list[Mark]]:
    """The names in pieces of text, by the address of the piece."""
    found: dict[str, list[Mark]] = {}
    for row in ask_about(graph, "web/unit-mentions", "unit", units):
        mark = Mark(row["begin"], row["end"], row["entity"], row["label"], local_name(row["class"]))
        found.setdefault(row["unit"], []).append(mark)
    return found


def runs(text: str, marks: Sequence[Mark], chosen: Sequence[tuple[int, int]] = ()) -> list[Run]:
    """A text cut where a mark or a chosen stretch begins or ends.

    Of marks that overlap the one that begins first counts, of those the longest; marks beyond the text are left out.
    """
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if (not kept or mark.start >= kept[-1].end) and 0 <= mark.start < mark.end <= len(text):
            kept.append(mark)
    stretches = [(max(0, start), min(len(text), end)) for start, end in chosen]
    edges = {0, len(text)} | {edge for mark in kept for edge in (mark.start, mark.end)}
    edges |= {edge for stretch in stretches for edge in stretch if 0 <= edge <= len(text)}
    cuts, found, at = sorted(edges), [], 0
    for start, end in pairwise(cuts):
        while at < len(kept) and kept[at].end <= start:
            at += 1
        named = kept[at] if at < len(kept) and kept[at].start <= start else None
        found.append(Run(text[start:end], named, any(first <= start < last for first, last in stretches)))
    return found


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that a piece of text states, in words, with the place of its sentence."""

    relation: str
    unit: str
    subject: str
    subject_label: str
    words: str
    start: int
    end: int
    hedged: bool
    ended: bool


def facts_of(graph: Graph, units: Iterable[str]) -> dict[str, list[Fact]]:
    """The relations that pieces of text state, by the address of the piece, in the order of the text."""
    found: dict[str, list[Fact]] = {}
    for row in ask_about(graph, "web/unit-relations", "unit", units):
        found.setdefault(row["unit"], []).append(_fact(row))
    for facts in found.values():
        facts.sort(key=lambda fact: (fact.start, fact.subject_label, fact.words))
    return found


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(
        relation=row["relation"],
        unit=row["unit"],
        subject=row["subject"],
        subject_label=row["subject_label"],
        words=row_in_words(row, object=row["object_label"]),
        start=row["begin"],
        end=row["until"],
        hedged=row["modality"] != "asserted",
        ended=row["status"] == "ended",
    )
