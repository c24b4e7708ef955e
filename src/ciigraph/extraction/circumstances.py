"""What goes on around a trigger: where, with whose help, when, who takes what it gives, what it is said to include."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.arguments import objects, subjects
from ciigraph.extraction.clauses import verb_of
from ciigraph.extraction.phrases import prepositions

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

_WITH = frozenset({"with", "through", "under", "by", "via"})
_COVERING = frozenset({"include", "cover", "involve", "provide", "comprise"})
_TAKING = frozenset({"receive", "get", "obtain", "accept", "welcome", "take"})
_REACHING = frozenset({"arrive", "reach", "land", "come", "hand", "distribute", "deliver"})
#: Prepositions of what goes on when something is said or done: "during a meeting with X, Y said".
_DURING = frozenset({"during", "in", "at", "after", "following", "before", "amid", "upon", "on"})


def clause(noun: Node) -> list[Node]:
    """Who acts while something goes on: Y of "during a meeting with X, Y said"."""
    prep = noun.head
    if noun.dep != "pobj" or prep is None or prep.lower not in _DURING or prep.head is None:
        return []
    verb = prep.head
    if not verb.verbal and prep.lower not in {"in", "at", "on"}:  # "in a statement after a meeting with X, Y said"
        verb = next((a for a in verb.ancestors() if a.verbal), verb)
    return subjects(verb) if verb.verbal else []


def helped(noun: Node) -> list[Node]:
    """Who does something with somebody's help: X of "X, with the help of Y, gave books"."""
    prep = noun.head
    verb = prep.head if prep is not None and noun.dep == "pobj" and prep.lower == "with" else None
    if verb is not None and verb.mention is not None:
        return [verb]
    return subjects(verb) if verb is not None and verb.verbal else []


def where(trigger: Node) -> list[Node]:
    """The place that a relative clause tells of: X of "X, where Y invested heavily"."""
    verb = verb_of(trigger)
    if verb is None or verb.head is None or verb.dep not in {"relcl", "advcl", "acl"}:
        return []
    if not any(c.lower == "where" for c in verb.children):
        return []
    place = verb.head
    while place.dep == "conj" and place.head is not None and place.head.type == place.type:
        place = place.head  # "in X and Y, where"
    return [place]


def furthered(noun: Node) -> list[Node]:
    """What was done with it: Y of "X founded Y with the help of Z", "Y was founded with the help of Z"."""
    prep = noun.head
    verb = prep.head if prep is not None and noun.dep == "pobj" and prep.lower in _WITH else None
    return objects(verb) if verb is not None and verb.verbal else []


def taker(participle: Node) -> list[Node]:
    """Who takes what a participle says was given: X of "X got robots sent by Y", "robots sent by Y came to X"."""
    thing = participle.head
    while thing is not None and thing.dep == "pobj" and thing.head is not None and thing.head.lower == "of":
        thing = thing.head.head  # "two of the robots", "a batch of doses"
    verb = thing.head if thing is not None and participle.tag == "VBN" else None
    if thing is None or verb is None or not verb.verbal:
        return []
    if thing.dep == "dobj" and verb.lemma in _TAKING:
        return subjects(verb)
    if thing.dep in {"nsubj", "nsubjpass"} and verb.lemma in _REACHING:
        return verb.kids("dobj") + [t for word, t, _ in prepositions(verb, 1) if word in {"in", "at", "to"}]
    return []


def covers(noun: Node) -> list[Node]:
    """What a noun is said to include: "an agreement with Y that covers the sharing of content"."""
    hung = [noun, *(t for word, t, _ in prepositions(noun, 0) if word == "with")]
    verbs = [c for n in hung for c in n.kids("relcl", "acl") if c.lemma in _COVERING]
    return [o for c in verbs for o in (*objects(c), *(t for word, t, _ in prepositions(c, 1) if word == "for"))]
