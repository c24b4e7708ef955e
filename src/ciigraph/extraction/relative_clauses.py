"""What a relative clause or a participle describes, which the parser often takes for the nearest noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.phrases import pobjs
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})


def antecedent(verb: Node) -> Node:
    """The noun that a relative clause or participle describes; the parser takes the nearest: "trips to X that have"."""
    head = verb.head
    assert head is not None
    if any(c.lower == "who" and c.dep in SUBJECTS for c in verb.children):
        person: Node | None = head
        while person is not None and person.nominal and not (person.type == "Person" or person.lemma in words().people):
            prep = person.head
            person = prep.head if prep is not None and person.dep == "pobj" else None
        return person or head
    which = next((c for c in verb.children if c.lower == "which" and c.dep == "dobj"), None)
    if which is not None and head.mention is None:  # "a promoter of X, which he visits"
        beside = [n for n in _flat_below(head) if n.mention is not None and 0 < which.index - n.index <= 2]
        if beside:
            return beside[0]
    subject = next((c for c in verb.children if c.lower == "which" and c.dep in SUBJECTS), None)
    if subject is not None and head.mention is None and (head.lemma in words().people or head.pos in {"NUM", "DET"}):
        beside = [n for n in _flat_below(head) if n.mention is not None and 0 < subject.index - n.index <= 2]
        if beside:  # "one of the teachers at X, which hosts Y"
            return beside[0]
    plural = verb.tag == "VBP" or any(
        c.dep in {"aux", "auxpass"} and c.lower in {"have", "are", "were"} for c in verb.children
    )
    prep = head.head
    if plural and head.mention is not None and head.dep == "conj" and prep is not None and prep.mention is not None:
        return prep  # "X and Y, who work with Z"
    if plural and head.mention is not None and head.dep == "pobj" and prep is not None and prep.head is not None:
        above = prep.head
        listed = any(c.dep == "conj" for c in head.children)
        if above.nominal and above.tag in {"NNS", "NNPS"} and not listed and head.tag not in {"NNS", "NNPS"}:
            return above
    return head


def _flat_below(noun: Node) -> list[Node]:
    """What the prepositions of a noun govern, two steps down."""
    first = [t for c in noun.children if c.dep == "prep" for t in pobjs(c)]
    return first + [t for n in first for c in n.children if c.dep == "prep" for t in pobjs(c)]
