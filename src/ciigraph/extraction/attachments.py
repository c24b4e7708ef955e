"""Names that the parser hung in the wrong place: after a preposition, after their class, before their verb."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ciigraph.extraction.tree import below, move
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

_PREPOSITIONS = frozenset({"of", "in", "at", "with", "to", "from", "by", "for", "between", "on", "against", "into"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PARTICIPLES = frozenset({"VBG", "VBN", "VBD"})
#: Types of names after which "using" tells what somebody else uses.
_NO_USERS = frozenset({None, "Country", "Place", "Product", "Event", "Initiative"})
_ASIDES = frozenset({"after", "behind", "besides", "before", "alongside", "with"})
_DEALINGS = frozenset(
    {"partner", "market", "supplier", "investor", "lender", "creditor", "donor", "destination", "exporter", "importer"}
)
_AUXILIARY = frozenset({"aux", "auxpass", "neg", "advmod"})


def attach(nodes: list[Node]) -> None:
    """Mend the attachments of a sentence's names, in place."""
    for left, node in pairwise(nodes):
        if node.mention is not None:
            _after_preposition(node, nodes)
            _behind_place(node)
            _torn_list(node, nodes)
            _after_class(left, node)
            _after_office(left, node)
        elif node.lower == "from":
            _from_where(left, node)
        elif node.lemma in _DEALINGS and node.dep == "appos":
            _after_aside(node)
        elif node.lower == "using" and node.dep == "acl" and node.head is not None:
            _using(node.head, node)
        elif node.dep == "acl" and node.tag in _PARTICIPLES:
            named = nodes[left.index - 1] if left.pos == "ADV" and left.index else left
            if named.mention is not None and (node.tag == "VBG" or named is not left):
                _participle(named, node)
    for node in nodes:
        if node.verbal and node.tag in _FINITE and node.dep in {"ROOT", "conj", "ccomp"}:
            _before_verb(node, nodes)
        if node.verbal and node.dep == "conj":
            _torn_subject(node)
    _plural_verb(nodes)


def _after_aside(noun: Node) -> None:
    """What somebody is, behind an aside: "X is, after Y, the second partner of Z" isn't said of Y."""
    name = noun.head
    prep = name.head if name is not None and name.dep == "pobj" else None
    verb = prep.head if prep is not None and prep.lower in _ASIDES else None
    if verb is not None and verb.lemma in {"be", "remain", "become"} and not verb.kids("attr"):
        move(noun, verb, "attr")


def _using(noun: Node, using: Node) -> None:
    """Who uses a thing is who acts: "ran a project in X using Y", not "firms using Y"."""
    lists = rules().words
    if noun.type not in _NO_USERS or noun.lemma in lists.people | lists.classes | lists.places | lists.parties:
        return
    verb = next((a for a in noun.ancestors() if a.verbal), None)
    if verb is not None:
        move(using, verb, "advcl")


def _from_where(people: Node, prep: Node) -> None:
    """Where people come from stands right after them, whatever the parser says: "trains officers from X"."""
    plural = people.tag in {"NNS", "NNPS"} and people.mention is None
    if not plural or people.lemma not in rules().words.people or prep.head is people or below(people, prep):
        return
    if prep.head is people.head and people.dep in {"dobj", "nsubjpass", "pobj", "conj", "nsubj"}:
        move(prep, people, "prep")


def _torn_subject(verb: Node) -> None:
    """Mend "X and Y have" read as "X", and "Y have": X and Y are the subject."""
    first = verb.head
    own = [c for c in verb.children if c.dep == "nsubj" and c.mention is not None]
    if first is None or first.mention is None or len(own) != 1 or own[0].index < first.index:
        return
    joint = [c for c in first.children if c.dep == "cc" and first.index < c.index < own[0].index]
    if not joint or verb.tag not in {"VB", "VBP", "VBD"} or any(c.text == "," for c in first.children):
        return
    above, dep = first.head, first.dep
    move(verb, above, dep)
    for c in [c for c in first.children if c.index > verb.index]:
        move(c, verb, c.dep)
    move(first, verb, "nsubj")
    move(own[0], first, "conj")


def _plural_verb(nodes: list[Node]) -> None:
    """Mend "X and Y supply the network", where the model takes the verb for a noun and finds none."""
    if any(n.verbal and n.tag in _FINITE | {"MD"} for n in nodes):
        return
    index = rules().index
    for node in nodes[3:]:
        left, after = nodes[node.index - 1], nodes[node.index + 1] if node.index + 1 < len(nodes) else None
        if node.tag != "NN" or node.mention is not None or (node.lemma, "verb") not in index or left.mention is None:
            continue
        first = left.head if left.dep == "conj" else None
        if (
            first is None
            or first.mention is None
            or after is None
            or not (after.pos == "DET" or after.mention is not None)
        ):
            continue
        above, dep = node.head, node.dep
        node.pos, node.tag = "VERB", "VBP"
        move(node, above, dep)
        move(first, node, "nsubj")
        return


def _after_preposition(name: Node, nodes: list[Node]) -> None:
    """What follows a preposition without an object is its object: "the institute of X" with X in apposition."""
    k = name.index - 1
    while k >= 0 and nodes[k].pos == "DET":
        k -= 1
    prep = nodes[k] if k >= 0 else None
    if prep is None or prep.pos != "ADP" or prep.lower not in _PREPOSITIONS or prep is name.head:
        return
    if not any(c.dep in {"pobj", "pcomp", "prep"} for c in prep.children) and not below(prep, name):
        move(name, prep, "pobj")


def _behind_place(name: Node) -> None:
    """A body named behind a place is of the kind that the noun before it says: "the largest bank in X, Y"."""
    place = name.head
    prep = place.head if place is not None and name.dep == "appos" and place.type in {"Country", "Place"} else None
    noun = prep.head if prep is not None and prep.pos == "ADP" else None
    if noun is None or name.type in {"Country", "Place", None} or noun.mention is not None or noun.tag != "NN":
        return
    kinds = rules().words.people if name.type == "Person" else rules().words.classes
    if noun.lemma in kinds and noun.index < name.index:
        move(name, noun, "appos")


def _torn_list(name: Node, nodes: list[Node]) -> None:
    """What a comma parts from a name of its kind goes on with it: "to A (B), C and D" with C hung on the verb."""
    if name.dep != "dep" or name.head is None or not name.head.verbal or name.index < 2:
        return
    k = name.index - 1
    while k > 0 and nodes[k].pos == "DET":
        k -= 1
    if nodes[k].text != ",":
        return
    before = nodes[k - 1]
    if before.text == ")" and k > 3 and nodes[k - 3].text == "(":
        before = nodes[k - 4]
    if before.mention is None or before.type in _NO_USERS or name.type in _NO_USERS or below(name, before):
        return
    if before.head is not None and before.dep in {"pobj", "dobj", "conj"}:
        move(name, before, "conj")


def _after_class(noun: Node, name: Node) -> None:
    """A name right after its class stands in its place: "in the news agency X"."""
    if noun.mention is not None or noun.pos != "NOUN" or noun.tag != "NN" or noun.lemma not in rules().words.classes:
        return
    if name.head is noun or noun.head is name or noun.dep not in {"pobj", "dobj", "nsubj", "nsubjpass"}:
        return
    if below(noun, name) or any(c.index > name.index for c in noun.children):
        return
    above, dep = noun.head, noun.dep
    move(name, above, dep)
    move(noun, name, "compound")


def _after_office(office: Node, name: Node) -> None:
    """A person's name after the office is the head: "the Egyptian president X"."""
    if office.type != "GovernmentBody" or name.type != "Person" or name.head is not office:
        return
    above, dep = office.head, office.dep
    move(name, None, dep)
    move(office, name, "compound")
    if above is not None:
        move(name, above, dep)


def _participle(name: Node, verb: Node) -> None:
    """A participle right after a name describes it: "concern around X using Y"."""
    head = verb.head
    if head is not None and head is not name and below(name, head):
        move(verb, name, "acl")


def _before_verb(verb: Node, nodes: list[Node]) -> None:
    """A name right before a verb without a subject is its subject."""
    if any(c.dep in _SUBJECTS for c in verb.children) or (
        verb.dep == "conj" and verb.head is not None and verb.head.verbal
    ):
        return
    k = verb.index - 1
    while k >= 0 and nodes[k].dep in _AUXILIARY and nodes[k].head is verb:
        k -= 1
    name = nodes[k] if k >= 0 else None
    if name is None or name.mention is None or name.dep in {"nsubj", "nsubjpass"} or below(verb, name):
        return
    before = nodes[name.index - 1].pos if name.index else ""
    if before != "ADP":  # "in X remains …"
        passive = any(c.dep == "auxpass" for c in verb.children)
        move(name, verb, "nsubjpass" if passive else "nsubj")
