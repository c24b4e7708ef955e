"""Twin towns: ties that are twinnings because the text speaks of twin towns, and the pairs of a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.enumerations import listed_pairs
from ciigraph.extraction.frames import Candidate
from ciigraph.extraction.references import Filler
from ciigraph.extraction.triggers import rules, words

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Sentence


def twinned(c: Candidate, tree: Sentence) -> Candidate:
    """Ties between two places, where the text speaks of twin towns, are twinnings; so is an agreement on twinning."""
    if {c.subject.node.type, c.object.node.type} != {"Place"}:
        return c
    agreed = c.predicate == "hasAgreementWith" and any(n.lemma in words().twinning for n in tree.nodes)
    if c.predicate != "cooperatesWith" and not agreed:
        return c
    family = rules().predicates["twinnedWith"].families[1]
    return Candidate(family.predicate, c.subject, c.object, c.trigger, f"twin towns:{c.rule}", family)


def listed(tree: Sentence, read: list[Candidate]) -> list[Candidate]:
    """The pairs of a list of twin towns, of which only the heading says what they are.

    None where the sentence itself enumerates pairs, which the candidates read in it have.
    """
    if any(n.verbal for n in tree.nodes) or sum(c.rule.endswith("pair enumeration") for c in read) > 1:
        return []
    family = rules().predicates["twinnedWith"].families[0]
    pairs = listed_pairs(tree, family.subject)
    return [Candidate(family.predicate, Filler(a), Filler(b), a, "listed", family) for a, b in pairs]
