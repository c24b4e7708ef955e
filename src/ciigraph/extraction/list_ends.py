"""The ends of lists and titles that the parser hangs elsewhere, and headline participles that it takes for verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.tree import below, move
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

_PLACES = frozenset({"Country", "Place"})
_ROLES = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj", "appos"})
#: Words inside a title: "chairman of the board of directors".
_INSIDE = frozenset({"of", "the", "for", "and", "&"})
_LONGEST_TITLE = 8
_LOOSE = frozenset({"npadvmod", "dep", "dobj", "attr", "oprd", "nmod", "compound"})


def list_ends(nodes: list[Node]) -> None:
    """Mend these ends in the tree of a sentence, in place."""
    lists = rules().words
    for node in nodes[1:]:
        if node.mention is not None:
            if node.dep == "conj":
                _last_of_places(node, nodes)
            if node.type == "Person" and node.index > 1:
                _after_title(node, nodes, lists.people)
                _beside_counterpart(node, nodes)
        elif node.tag == "NN" and node.lemma in lists.classes:
            _class_of_the_last(node, nodes)


def _last_of_places(last: Node, nodes: list[Node]) -> None:
    """Mend "X's position on A, and B" read as "X's position" and "B"."""
    noun = last.head
    if noun is None or noun.mention is not None or not noun.nominal:
        return
    k = last.index - 1
    while k > noun.index and (nodes[k].lower in {"and", "or", ",", "&"} or nodes[k].pos == "DET"):
        k -= 1
    before = nodes[k]
    alike = before.type == last.type or {before.type, last.type} <= _PLACES
    if k < last.index - 1 and before.mention is not None and alike and below(before, noun):
        move(last, before, "conj")


def _class_of_the_last(noun: Node, nodes: list[Node]) -> None:
    """Mend "between X and the Y company" read as a company of X and Y."""
    last = nodes[noun.index - 1]
    first = last.head
    if last.mention is None or last.dep != "conj" or first is None or first.head is not noun or noun.dep not in _ROLES:
        return
    if first.mention is None or first.dep not in {"nmod", "compound"} or first.index > last.index:
        return
    above, dep = noun.head, noun.dep
    move(first, above, dep)
    move(noun, last, "compound")


def _after_title(name: Node, nodes: list[Node], people: frozenset[str]) -> None:
    """Mend "the Acme chairman of the board X" read as a chairman of X."""
    k = name.index - 1
    while k > 0 and name.index - k < _LONGEST_TITLE:
        word = nodes[k]
        if word.mention is not None or not (word.pos in {"NOUN", "PROPN"} or word.lower in _INSIDE):
            return
        if word.lemma in people and word.tag in {"NN", "NNP"} and nodes[k + 1].lower in {"of", "for"}:
            break
        k -= 1
    title = nodes[k]
    if k == name.index - 1 or title.lemma not in people or title.dep not in _ROLES or title.head is name:
        return
    if name.index - k >= _LONGEST_TITLE:
        return
    above, dep = title.head, title.dep
    move(name, None, dep)
    move(name, above, dep)
    move(title, name, "compound")


def _beside_counterpart(name: Node, nodes: list[Node]) -> None:
    """Mend "with his counterpart, X, …" where X hangs on the verb."""
    if nodes[name.index - 1].text != "," or name.dep not in _LOOSE or name.index + 1 >= len(nodes):
        return
    noun = nodes[name.index - 2]
    if noun.lemma == "counterpart" and noun.mention is None and nodes[name.index + 1].pos == "PUNCT":
        move(name, noun, "appos")


def done_to(nodes: list[Node]) -> None:
    """Mend headlines such as "X detained in Y" read as if X detained somebody, in place."""
    verbs = rules().words.done_to
    for node in nodes[1:]:
        if node.verbal and node.tag in {"VBD", "VBZ"} and node.lemma in verbs and node.lower.endswith("ed"):
            _done_to(node, nodes)


def _done_to(verb: Node, nodes: list[Node]) -> None:
    subject = [c for c in verb.children if c.dep == "nsubj"]
    if len(subject) != 1 or any(c.dep in {"dobj", "ccomp", "xcomp", "aux", "oprd"} for c in verb.children):
        return
    after = nodes[verb.index + 1] if verb.index + 1 < len(nodes) else None
    if subject[0].mention is None or (after is not None and after.pos not in {"ADP", "ADV", "PUNCT", "SPACE", "SCONJ"}):
        return
    verb.tag = "VBN"
    subject[0].dep = "nsubjpass"
