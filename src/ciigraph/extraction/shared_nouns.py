"""Nouns that belong to a whole list of names before them: "X and Y institutes", "X, Y and Z cameras"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.tree import move
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

#: Types whose names stand before what is theirs: "Acme and Borealis cameras".
_MAKERS = frozenset({"Company", "Product", "MediaOrganisation"})
#: Types whose names take a list of others before them: "X and Y Confucius Institutes".
_HOSTED = frozenset({"ConfuciusInstitute", "Event", "Person", "Agreement", "Initiative", "Product"})


def shared_head(nodes: list[Node]) -> None:
    """Mend "X and Y institutes" read as "X" and "Y institutes": X and Y both belong to the institutes."""
    for node in nodes:
        first = node.head
        if (
            node.dep != "conj"
            or node.mention is None
            or first is None
            or first.mention is None
            or first.type == node.type
        ):
            continue
        inner = [c for c in node.children if c.dep in {"compound", "poss", "nmod"} and c.type == first.type]
        if not inner or any(c.text == "," for c in first.children):
            continue
        above, dep = first.head, first.dep
        move(node, above, dep)
        move(first, node, "compound")
        move(inner[0], first, "conj")


def shared_noun(nodes: list[Node]) -> None:
    """Mend "X, Y and Z cameras" read as "X", "Y" and "Z cameras": all of them are before the cameras."""
    for node in nodes:
        last = node.head
        if node.dep != "conj" or node.pos != "NOUN" or node.mention is not None or last is None:
            continue
        inner = nodes[node.index - 1]
        if inner.head is not node or inner.type not in _MAKERS or last.type != inner.type:
            continue
        if node.lemma in rules().words.classes:
            continue  # "X and the Y company"
        if nodes[inner.index - 1].lower not in {"and", "&", "or"}:
            continue
        first = last
        while first.dep == "conj" and first.head is not None and first.head.type == inner.type:
            first = first.head
        move(node, first.head, first.dep)
        move(first, node, "compound")
        move(inner, last, "conj")


def list_taken_for_modifier(nodes: list[Node]) -> None:
    """Mend "with X and Y" read as "with Y", of which X is a modifier."""
    for node in nodes:
        head = node.head
        if node.mention is None or node.dep not in {"nmod", "compound"} or head is None or head.mention is None:
            continue
        if head.type != node.type and head.type in _HOSTED:
            continue
        if head.index > node.index and any(
            c.dep == "cc" and node.index < c.index < head.index for c in (*node.children, *head.children)
        ):
            above, dep = head.head, head.dep
            move(node, above, dep)
            move(head, node, "conj")
