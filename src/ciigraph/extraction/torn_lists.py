"""Lists of who acts that the parser tears at their commas: "X, and Y sign", "X, Y and, since 2020, Z are members".

In headlines and notes the model takes such a verb for a noun, or only the last name for its subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.tree import below, move
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

_JOINTS = frozenset({",", "and", "&", "the", "also", "both"})
_BETWEEN = _JOINTS | {"since", "from", "in", "until", "(", ")"}
_PLURAL = frozenset({"are", "have", "were", "do"})
_PLACES = frozenset({"Country", "Place"})
#: What may open a line before its first name.
_OPENING = frozenset({"-", "–", "—", "•", "●", "*", ":", '"', "“", "'", "‘", "(", "that"})


def torn_lists(nodes: list[Node]) -> None:
    """Make the names of a list right before their verb its subject, in place."""
    for last in nodes[2:-1]:
        if last.mention is None or nodes[last.index - 1].lower not in _JOINTS:
            continue
        verb = _verb(last, nodes)
        if verb is None:
            continue
        names = _list_up_to(last, nodes)
        if len(names) < 2 or not _opens(names[0], nodes) or not _parts(names, nodes):
            continue
        if not verb.verbal:
            make_verb(verb, names[0], verb.lower, nodes, "VBP")
        _hang(names, verb)


def _verb(last: Node, nodes: list[Node]) -> Node | None:
    """The plural verb right after a list, also where it is taken for a noun: "sign", "ink"."""
    verb = nodes[last.index + 1]
    if verb.mention is not None:
        return None
    if verb.lower in _PLURAL:
        return verb.head if verb.dep in {"aux", "auxpass"} and verb.head is not None and verb.head.verbal else verb
    if verb.tag == "VBP" and verb.verbal:
        return verb
    if verb.lower != verb.lemma or verb.tag not in {"NN", "NNP", "VB", "JJ"} or verb.index + 1 >= len(nodes):
        return None
    if any(n.verbal and n.tag in {"VBD", "VBZ", "VBP", "MD"} for n in nodes[verb.index :]):
        return None
    after = nodes[verb.index + 1]
    goes_on = after.mention is not None or after.nominal or after.pos in {"ADJ", "ADP", "PART"}
    return verb if goes_on and (verb.lemma, "verb") in rules().index else None


def _list_up_to(last: Node, nodes: list[Node]) -> list[Node]:
    """The names of a list, in the order of the text, over brackets and "since 2020" between commas."""
    names = [last]
    k = last.index - 1
    gap = 0
    while k >= 0 and gap < 8:
        node = nodes[k]
        if node.mention is not None:
            if gap == 0 and nodes[k + 1].text != "(":
                break
            if nodes[k + 1].text != "(" and nodes[k - 1].text == "(":
                k -= 2
                continue
            names.append(node)
            gap = 0
        elif node.lower in _BETWEEN or node.pos == "NUM" or (nodes[k - 1].text == "(" and nodes[k + 1].text == ")"):
            gap += 1
        else:
            break
        k -= 1
    return names[::-1]


def _opens(first: Node, nodes: list[Node]) -> bool:
    """Whether nothing governs the first name of a list: it opens the line."""
    k = first.index - 1
    while k >= 0 and nodes[k].pos == "DET":
        k -= 1
    return k < 0 or nodes[k].text in _OPENING or "\n" in nodes[k].text


def _parts(names: list[Node], nodes: list[Node]) -> bool:
    """Whether names are parties of one kind, not "Lakeside, Ruritania" nor "Jana Novak, Acme"."""
    types = {n.type for n in names}
    if "Place" in types and "Country" in types:
        return False
    between = nodes[names[0].index + 1 : names[-1].index]
    if any(n.lower in {"and", "&"} for n in between):
        return len(types) == 1 or "Person" not in types
    return len(names) == 2 and (types == {"Country"} or (len(types) > 1 and types.isdisjoint({"Person", "Place"})))


def _hang(names: list[Node], verb: Node) -> None:
    first = names[0]
    if below(verb, first):
        move(verb, first.head, first.dep)
    for c in [c for c in first.children if c.index > verb.index]:
        move(c, verb, c.dep)
    passive = any(c.dep == "auxpass" for c in verb.children)
    move(first, verb, "nsubjpass" if passive else "nsubj")
    for name in names[1:]:
        if name.head is not first or name.dep != "conj":
            move(name, first, "conj")


def make_verb(node: Node, subject: Node, lemma: str, nodes: list[Node], tag: str = "VBZ") -> None:
    """Turn a noun into the verb of its sentence, with its subject and whatever follows."""
    target: Node | None = node.head
    while target is not None and target.head is not None and target.head.index > node.index:
        target = target.head
    node.pos, node.tag, node.lemma = "VERB", tag, lemma
    above = list(node.ancestors())
    move(node, None, "ROOT")
    for old in above:
        if old.head is None and old.index < node.index and old is not subject:
            move(old, subject, "compound")
    move(subject, node, "nsubj")
    if target is not None and target.index > node.index:
        move(target, node, "dobj")
    for other in nodes:
        if other.head is None and other is not node and other.pos != "SPACE" and other.index > node.index:
            move(other, node, "dobj" if other.nominal else "dep")
