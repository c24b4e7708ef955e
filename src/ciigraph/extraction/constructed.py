"""Relations that the arrangement of two mentions states by itself: "X in Y", "Y's X", "X (Y)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.bars import of_people_behind
from ciigraph.extraction.frames import Candidate
from ciigraph.extraction.hosting import hosts_of
from ciigraph.extraction.phrases import bracketed
from ciigraph.extraction.pronouns import antecedents
from ciigraph.extraction.references import Filler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.triggers import Rules

_KIN = frozenset(
    {"family", "clan", "dynasty", "brother", "sister", "son", "daughter", "wife", "husband", "widow", "heir"}
)


def constructed(sentence: Sentence, known: Rules) -> Iterator[Candidate]:
    """What two mentions state by the way one hangs on the other, as the rows under ``constructions`` say."""
    for node in sentence.mentions:
        if node.type == "ConfuciusInstitute":
            for n in hosts_of(node, sentence):
                yield Candidate(
                    "hosts", Filler(n), Filler(node), node, "host behind", construction=known.constructions[0]
                )
        for link, other in (*_links(node), *_owned(node, sentence)):
            for c in known.constructions:
                if link not in c.links:
                    continue
                governed, governor = (node, other) if link != "its" else (other, node)
                subject, object_ = (governed, governor) if c.reverse else (governor, governed)
                if link == "in" and governor.type == "MediaOrganisation" and of_people_behind(governor):
                    continue  # "met a delegation from X in Y"
                if link == "in" and _is_elsewhere(governor, governed, sentence):
                    continue
                if subject.type in c.subject and object_.type in c.object:
                    yield Candidate(
                        c.predicate, Filler(subject), Filler(object_), governor, f"{c.id}:{link}", construction=c
                    )


def _is_elsewhere(name: Node, place: Node, sentence: Sentence) -> bool:
    """Whether another place stands right behind a name: of "X in A, Y and Z in B" X isn't in B."""
    behind = [n for n in sentence.nodes[name.index + 1 : name.index + 4] if n.pos != "DET"]
    if len(behind) < 2 or behind[0].lower != "in" or behind[1].type not in {"Country", "Place"}:
        return False
    return behind[1].index < place.index and any(
        n.pos == "PROPN" and n.type in {None, name.type} for n in sentence.nodes[behind[1].index : place.index]
    )


def _links(node: Node) -> Iterator[tuple[str, Node]]:
    """The mentions that ``node`` hangs on, with the way it does."""
    head = node.head
    if head is None:
        return
    if node.dep in {"pobj", "conj"} or head.pos == "ADP":
        top = node
        while top.dep == "conj" and top.head is not None:
            top = top.head
        prep = top.head
        if (
            top is not node
            and top.dep in {"poss", "compound", "nmod"}
            and prep is not None
            and prep.mention is not None
        ):
            yield ("compound" if top.dep == "nmod" else top.dep), prep
        if top is not node and prep is not None and prep.lower == "under":
            return  # "X, under A, and Y, under B"
        if top.dep == "pobj" and prep is not None and prep.head is not None:
            named = _name_of(prep.head)
            if named is not None and named is not node:
                yield prep.lower, named
    elif head.mention is not None:
        if node.dep == "appos" and bracketed(node):
            yield "bracket", head
        elif node.dep in {"poss", "compound", "nmod", "appos"}:
            yield ("compound" if node.dep == "nmod" else node.dep), head


def _owned(node: Node, sentence: Sentence) -> Iterator[tuple[str, Node]]:
    """The possessor of a name, where a pronoun says it: X of "X has its Y"."""
    for c in node.children:
        if c.tag == "PRP$":
            for owner in antecedents(c, sentence):
                if owner is not node:
                    yield "its", owner


def _name_of(node: Node) -> Node | None:
    """The mention that a node is or, for "the X charity", contains right before it."""
    if node.mention is not None:
        return node
    if node.pos != "NOUN" or node.lemma in _KIN:
        return None  # "the Novak family of X"
    before = [
        c
        for c in node.children
        if c.mention is not None and c.dep in {"compound", "nmod"} and c.index == node.index - 1
    ]
    return before[0] if before else None
