"""Nominal phrases: what prepositions govern, and what is coordinated with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.clauses import Node


#: Words that make a preposition of their own with the next: "according to X" isn't "to X".
_COMPOUND = frozenset({"according", "due", "thanks", "owing", "prior", "contrary", "because", "instead", "subject"})
#: Participles that say no more than "in": "firms based in X".
_PLACED = frozenset({"base", "locate", "situate", "headquarter", "establish"})
#: Participles after which "from" says who gave a thing: "cameras bought from X".
_ACQUIRED = frozenset(
    {"acquire", "buy", "purchase", "procure", "import", "source", "obtain", "receive", "order", "borrow"}
)
#: Participles that only join what their noun does with whom: "purchases made by X", "pressure aimed at Y".
_JOINING = frozenset({"make", "direct", "aim", "target", "level", "exert", "impose", "apply", "address"})
#: Nouns with which "on" says no more than "in": "on the campus of X".
_GROUNDS = frozenset({"territory", "soil", "campus", "premise", "ground", "market"})
#: Between a bracket and an older name of what stands before it.
_FORMER = frozenset({"formerly", "previously", "once", "originally", "ex"})


def pobjs(prep: Node) -> list[Node]:
    """What a preposition governs, over coordinated prepositions as well ("with A and with B")."""
    found: list[Node] = []
    for c in prep.children:
        if c.dep in {"pobj", "pcomp"} and not c.verbal:
            found.append(c)
        elif c.dep == "pcomp" and c.lemma in words().going:  # "banned from entering X"
            found += c.kids("dobj")
        elif c.dep == "conj" and c.pos == "ADP":
            found += pobjs(c)
    return found


def prepositions(node: Node, depth: int = 5) -> Iterator[tuple[str, Node, int]]:
    """All (preposition, governed node, distance) of a verb or noun, through common nouns between.

    The walk stops at mentions and verbs: what hangs on those is theirs.
    """
    queue: list[tuple[Node, int]] = [(node, 0)]
    if node.nominal and node.mention is None and not node.kids("prep"):  # "the lender and donor to X"
        queue += [(c, 0) for c in node.kids("conj") if c.mention is None and c.nominal]
    while queue:
        top, far = queue.pop(0)
        for c in top.children:
            if (
                c.pos in {"ADP", "SCONJ"}
                and c.dep
                in {
                    "prep",
                    "agent",
                    "dative",
                    "conj",
                    "dep",
                    "advmod",
                    "mark",
                    "cc",
                }
            ) or c.dep in {"prep", "agent", "dative"}:
                yield from _one_prep(c, far, queue, depth)
            elif (
                top.nominal and c.dep == "acl" and (c.tag == "VBN" or c.lemma in _JOINING)
            ):  # "an insert provided by X"
                placed = c.lemma in _PLACED
                given = c.lemma in _ACQUIRED
                joins = _joins(c)
                yield from (
                    (a.lower, t, far + placed)
                    for a in c.children
                    if a.dep == ("prep" if placed else "agent")
                    or (given and a.lower == "from")
                    or (joins and a.dep == "prep")
                    for t in pobjs(a)
                )
            elif c.dep == "conj" and top is not node and top.dep == "dobj" and c.mention is None and c.nominal:
                queue.append((c, far))  # "donated food and blankets to X"
            elif far < depth and c.dep in {"dobj", "attr", "oprd"} and c.nominal:
                if c.mention is None:
                    queue.append((c, far + 1))
                elif top.verbal:  # "met X with Y", "ran X as Y"
                    queue.append((c, depth))


def _one_prep(prep: Node, far: int, queue: list[tuple[Node, int]], depth: int) -> Iterator[tuple[str, Node, int]]:
    for target in pobjs(prep):
        if target.lemma == "part" and prep.lower == "on":
            yield from _on_the_part(target, far, queue, depth)
            continue
        word = "in" if prep.lower == "on" and target.lemma in _GROUNDS else prep.lower
        yield ("across" if word == "around" else word), target, far  # "all around X"
        if target.mention is not None and prep.lower in {"by", "from"}:
            yield from _joined(target, far)
        if (target.mention is None or _people(target)) and far < depth:
            queue.append((target, far + 1))
        elif prep.dep == "agent":  # "replaced by X in Y"
            queue.append((target, depth))
    for inner in prep.children:
        if inner.dep == "prep" and prep.lower not in _COMPOUND:  # "together with", "along with", "out of", "from … to"
            yield from _one_prep(inner, far, queue, depth)


def _on_the_part(part: Node, far: int, queue: list[tuple[Node, int]], depth: int) -> Iterator[tuple[str, Node, int]]:
    """Of "pressure on the part of X, aimed at Y" that it is by X, and what the parser hangs below."""
    for c in part.kids("prep"):
        if c.lower != "of":
            yield from _one_prep(c, far, queue, depth)
            continue
        for who in pobjs(c):
            yield "by", who, far
            yield from _joined(who, far)
        yield from _joined(part, far)


def _joins(participle: Node) -> bool:
    """Whether it only joins: "aimed at", which the model also takes for a past tense; not "aiming at"."""
    return participle.lemma in _JOINING and participle.tag in {"VBN", "VBD"}


def _joined(noun: Node, far: int) -> Iterator[tuple[str, Node, int]]:
    """What a participle that only joins governs: Y of "X, aimed at Y", though it is something of X that is aimed."""
    joining = [k for p in noun.kids("acl") if _joins(p) for k in p.kids("prep")]
    return ((k.lower, t, far) for k in joining for t in pobjs(k))


def _people(name: Node) -> bool:
    """Whether a mention is of people without a name: "a course for Ruritanian officers in X"."""
    return name.type == "Person" and name.inner in words().people


def coordinated(node: Node) -> list[Node]:
    """A node and its conjuncts: "A, B and C", "A as well as B"."""
    found: list[Node] = []
    stack = [node]
    while stack and len(found) < 60:
        top = stack.pop(0)
        found.append(top)
        stack += [c for c in top.children if c.dep == "conj" and c.nominal]
        if top.mention is not None:
            stack += _means(top)
        if top.mention is not None:  # lists are often parsed as appositions
            stack += [c for c in top.children if c.dep == "appos" and c.type == top.type and not bracketed(c)]
    return found


def bracketed(node: Node) -> bool:
    """Whether a name stands in brackets: an abbreviation or another name of the one before, not a further one."""
    head = node.head
    beside = (*head.children, *node.children) if head is not None else node.children
    former = any(c.lower in _FORMER and c.index == node.index - 1 for c in beside)  # "X (formerly Y)"
    return any(c.text in {"(", "["} and c.index == node.index - 1 - former for c in beside)


def _means(node: Node) -> list[Node]:
    """Who acts with a name: Y of "X (through its subsidiary Y)"."""
    return [
        t
        for c in node.children
        if c.dep == "prep" and c.lower in {"through", "via"}
        for t in pobjs(c)
        if t.mention is not None
    ]
