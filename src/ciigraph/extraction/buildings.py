"""Buildings and grounds without a name ("a port", "the stadium"): mentions only where a verb says whose they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: What an unnamed facility may be the subject or object of: all else is said of many that are not worth a mention.
OF_FACILITIES = frozenset({"ownsStakeIn", "operates", "funds", "attacked", "hosts", "suppliesTechnologyTo"})


def acted_on(building: Token, taken: dict[int, Span]) -> bool:
    """Whether a verb governs a building without a name that may say who runs, owns, pays for or equips it."""
    if building.pos_ != "NOUN":
        return False
    if any(t.i in taken for child in building.rights if child.dep_ in {"appos", "punct"} for t in child.subtree):
        return False  # "the plant “Red Star”"
    if building.i + 1 in taken:
        return False
    head = building.head
    if building.dep_ == "pobj" and head.lower_ == "to":
        head = head.head
    elif building.dep_ not in {"dobj", "nsubjpass"}:
        head = next((c for c in building.rights if c.dep_ == "acl" and c.tag_ == "VBN"), building)
    return head.lemma_.lower() in _verbs_of_facilities()


@cache
def _verbs_of_facilities() -> frozenset[str]:
    """The verbs of which a building may be the object."""
    return frozenset(
        head
        for (head, kind), found in rules().index.items()
        if kind == "verb"
        and any(
            t.family.predicate in OF_FACILITIES and "Facility" in t.family.object and not t.family.need for t in found
        )
    )
