"""Twin towns: ties that are twinnings because the text speaks of twin towns, and the pairs of a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.enumerations import listed_pairs
from ciigraph.extraction.frames import Candidate
from ciigraph.extraction.references import Filler
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Sentence


def twinned(c: Candidate) -> Candidate:
    """Ties between two places, where the text speaks of twin towns, are twinnings."""
    if c.predicate != "cooperatesWith" or {c.subject.node.type, c.object.node.type} != {"Place"}:
        return c
    family = rules().predicates["twinnedWith"].families[1]
    return Candidate(family.predicate, c.subject, c.object, c.trigger, f"twin towns:{c.rule}", family)


def listed(tree: Sentence) -> list[Candidate]:
    """The pairs of a list of twin towns, of which only the heading says what they are."""
    if any(n.verbal for n in tree.nodes):
        return []
    family = rules().predicates["twinnedWith"].families[0]
    pairs = listed_pairs(tree, family.subject)
    return [Candidate(family.predicate, Filler(a), Filler(b), a, "listed", family) for a, b in pairs]
