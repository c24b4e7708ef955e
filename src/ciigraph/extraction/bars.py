"""What keeps a name near a trigger from standing in its roles, where only the order of words is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.arguments import passive
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node, Sentence

#: Prepositions that may tie a noun to its verb: "entered into an agreement with X".
_SUPPORTS = frozenset({"of", "into", "in", "on", "through", "under", "with", "to", "for", "as"})
#: So many words may stand between an owner and the name that it owns: "Ruritania's biggest lender Lake Bank".
_OWNED = 5
_PEOPLE_OF = frozenset({"of", "from", "at", "in"})


def of_people(name: Node) -> bool:
    """Whether a name only says whose people follow: "Acme scholars"."""
    head = name.head
    return name.dep in {"compound", "nmod", "amod"} and head is not None and head.lemma in words().people


def of_people_behind(name: Node) -> bool:
    """Whether a name only says where people come from: "a delegation from Acme"."""
    prep = name.head
    if name.dep != "pobj" or prep is None or prep.head is None:
        return False
    return prep.lower in {"from", "of"} and prep.head.lemma in words().people


def spoken_for(trigger: Node, *, adjunct: bool) -> bool:
    """Whether the clause names who acts by a common noun ("where separatists denounce X"), or is an adjunct.

    Args:
        trigger: the word that states the relation.
        adjunct: whether an adjunct may state it: "during a visit to X, Y …".
    """
    if trigger.verbal:
        verb: Node | None = trigger
    else:
        prep = trigger.head if trigger.dep == "pobj" else None
        if prep is not None and prep.lower not in _SUPPORTS:
            return not adjunct  # "works badly due to sanctions on X"
        above = prep.head if prep is not None else trigger.head
        verb = above if above is not None and above.verbal and trigger.dep != "nsubj" else None
    hops = 0
    while (
        verb is not None
        and verb.dep in {"conj", "xcomp"}
        and not any(c.dep in {"nsubj", "nsubjpass"} for c in verb.children)
        and verb.head is not None
        and verb.head.verbal
        and hops < 3
    ):
        verb, hops = verb.head, hops + 1
    if verb is None or passive(verb):
        return False
    own = [c for c in verb.children if c.dep == "nsubj"]
    return bool(own) and all(_common(c) for c in own)


def _common(noun: Node) -> bool:
    """Whether a subject is a thing of its own: not a name, a pronoun, or a noun that means the name beside it."""
    lists = words()
    return (
        noun.mention is None
        and noun.pos in {"NOUN", "PROPN"}
        and noun.lemma not in lists.transparent | lists.parties | lists.quantities
        and not any(c.mention is not None for c in noun.children)
        and noun.index > 0
    )


def describes_a_class(trigger: Node) -> bool:
    """Whether a relative clause or participle says it of a common noun: "groups that praise X"."""
    node, hops = trigger, 0
    while (
        node.dep in {"conj", "xcomp", "aux", "auxpass", "ccomp", "dobj", "pobj", "prep"}
        and node.head is not None
        and hops < 4
    ):
        node, hops = node.head, hops + 1
    head = node.head
    if node.dep not in {"relcl", "acl"} or head is None or not node.verbal or node.tag == "VB":
        return False
    named = any(c.mention is not None and c.index < trigger.index for c in head.children)  # behind it stands its list
    return head.mention is None and head.pos == "NOUN" and not named


def owns(node: Node, sentence: Sentence) -> bool:
    """Whether a name only owns what follows: "China's", which is not who acts."""
    after = sentence.nodes[node.index + 1 : node.index + 2]
    return bool(after) and after[0].tag == "POS"


def owns_name(node: Node, sentence: Sentence) -> bool:
    """Whether a name only owns another name, which is the one that is meant: "signed it with Ruritania's Lake Bank"."""
    if not owns(node, sentence):
        return False
    for after in sentence.nodes[node.index + 2 : node.index + 2 + _OWNED]:
        if after.mention is not None:
            return True
        if after.pos not in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"}:
            break
    return False


def speaks_for(preposition: Node, sentence: Sentence) -> bool:
    """Whether "of X" stands for X: "the government of X", "officials from X"."""
    if preposition.lower not in _PEOPLE_OF or not preposition.index:
        return False
    noun = sentence.nodes[preposition.index - 1]
    lists = words()
    return noun.lemma in lists.transparent or (noun.lemma in lists.people and noun.tag == "NNS")


def only_describes(trigger: Node, sentence: Sentence) -> bool:
    """Whether the word is only part of another, or of a name: "Spanish-speaking", "share-holding", "met visiting X"."""
    around = sentence.nodes[max(0, trigger.index - 1) : trigger.index + 2]
    describes = trigger.tag == "VBG" and (trigger.dep == "amod" or _after_preposition(trigger, sentence))
    return any(n.text == "-" for n in around) or describes


def _after_preposition(trigger: Node, sentence: Sentence) -> bool:
    """Whether a participle between a preposition and a name describes it: "met with visiting X"."""
    around = sentence.nodes[max(0, trigger.index - 1) : trigger.index + 2]
    return len(around) == 3 and around[0].lower in {"with", "between"} and around[2].mention is not None
