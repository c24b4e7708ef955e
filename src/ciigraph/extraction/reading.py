"""What stands directly on a node: negation, hedges, plans, "former", "still" - and where it is collected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ciigraph.extraction.relative_clauses import SUBJECTS
from ciigraph.extraction.triggers import qualifier_words as q

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node
    from ciigraph.records import Modality, Polarity, Status


@dataclass(slots=True)
class Reading:
    """What the spine says, collected on the way up."""

    negations: set[int] = field(default_factory=set)  # indices of the negating nodes; parity decides
    alleged: bool = False
    planned: bool = False
    persistent: bool = False  # "will continue to"
    ended: bool = False
    formerly: bool = False  # ends a state, not an event: "previously a member", but "previously visited"
    lasting: bool = False  # "still"
    attributive: bool = False  # said beside a name, outside the sentence's own verb
    dropped: bool = False  # a question or a condition: nothing is stated
    closing: Node | None = None  # the verb that says that it ended, outside the clause
    tense: str = ""  # "past", "present", "perfect", "" of the first verb
    passed: set[int] = field(default_factory=set)  # conjuncts whose own auxiliaries say nothing here
    verbs: list[Node] = field(default_factory=list)  # whose adverbials are the relation's

    @property
    def polarity(self) -> Polarity:
        """Negated where an odd number of negations reaches the trigger."""
        return "negated" if len(self.negations) % 2 else "affirmed"

    @property
    def modality(self) -> Modality:
        """Alleged goes before planned: an alleged plan is an allegation."""
        return "alleged" if self.alleged else "planned" if self.planned else "asserted"


def object_says(noun: Node, reading: Reading) -> None:
    """What the object of a verb says: "signed no agreement", "concluded a preliminary agreement"."""
    words = q()
    for c in noun.children:
        if c.dep == "det" and c.lower in words.negative_determiners:
            reading.negations.add(c.index)
        elif c.dep == "amod" and c.lower in words.planning_adjectives | words.hedging_adjectives:
            _modifier(c, reading)


def node_says(node: Node, reading: Reading) -> None:
    """What stands directly on a verb or noun: negation, adverbs, adjectives, auxiliaries."""
    words = q()
    no_longer = any(c.lower == "longer" for c in node.children) or any(
        g.lower == "longer" for c in node.children if c.dep == "advmod" for g in (c, *c.children)
    )
    for c in node.children:
        if c.dep == "neg" or (c.lower in words.negators and c.dep in {"advmod", "det", "preconj"}):
            if c.lower in {"no", "not", "n't"} and no_longer:
                continue
            if c.lower == "not" and any(k.lower in {"only", "just", "merely"} for k in (*c.children, *node.children)):
                continue
            if c.dep == "det" and c.lower not in words.negative_determiners:
                continue
            reading.negations.add(c.index)
        elif c.dep in {"advmod", "amod", "compound", "nmod", "npadvmod", "det", "dep"}:
            _modifier(c, reading)
    if no_longer:
        reading.ended = True


def _modifier(c: Node, reading: Reading) -> None:
    words = q()
    if c.lower in words.hedging_adverbs or (c.dep != "advmod" and c.lower in words.hedging_adjectives):
        reading.alleged = True
    elif c.dep != "advmod" and c.lower in words.planning_adjectives:
        reading.planned = True
    elif c.lower in words.lasting_adverbs:
        reading.lasting = True
    elif c.lower in words.ended_adverbs:
        reading.formerly = True
    elif c.dep != "advmod" and c.lower in words.ended_adjectives:
        reading.ended = True


def argument_says(node: Node, trigger: Node, reading: Reading) -> None:
    """Negation and hedges inside the ends: "no university", "suspected hackers", "by - allegedly - hackers"."""
    words = q()
    first = node.text.split(" ", 1)[0].lower()
    if first in words.hedging_adjectives:
        reading.alleged = True
    top: Node | None = node
    for _ in range(6):
        if top is None or top is trigger or top.verbal or top.lower in words.exceptions:
            break
        for c in top.children:
            if (
                c.lower in words.negative_determiners
                and c.dep in {"det", "neg", "preconj", "cc"}
                and c.index < top.index
            ) or (
                c.lower in {"not", "nor"}
                and c.dep in {"neg", "preconj"}
                and not any(k.lower == "only" for k in c.children)
            ):
                reading.negations.add(c.index)
            elif c.dep in {"advmod", "amod"} and (
                c.lower in words.hedging_adverbs or c.lower in words.hedging_adjectives
            ):
                reading.alleged = reading.alleged or c.lower not in {"potential", "possible"} or top is node
        if (
            top.dep == "conj"
            and top.head is not None
            and any(c.lower == "not" and c.index == _left(top) - 1 for c in (*top.head.children, *top.children))
        ):
            reading.negations.add(top.index)
        if top.lower == "none":
            reading.negations.add(top.index)
        if top.pos == "ADP" and top.lower in words.negative_prepositions:
            reading.negations.add(top.index)
        top = top.head


def _left(node: Node) -> int:
    return min([c.index for c in node.children if c.dep in {"det", "amod", "compound", "poss"}] + [node.index])


def evidence_of(verb: Node) -> Node | None:
    """The evidence that a verb says was found, or wasn't: "evidence (was) found of"."""
    nouns = [c for c in verb.children if c.dep in SUBJECTS]
    if not nouns and verb.dep in {"acl", "relcl"} and verb.head is not None:
        nouns = [verb.head]
    return next((n for n in nouns if n.lemma in q().evidence_nouns), None)


def evidence_about(name: Node) -> Node | None:
    """The evidence that is, or isn't, of a name: "evidence (found) of X"."""
    prep = name.head
    if name.dep != "pobj" or prep is None or prep.lower != "of" or prep.head is None:
        return None
    if prep.head.verbal:
        return evidence_of(prep.head)
    return prep.head if prep.head.lemma in q().evidence_nouns else None


def is_content(clause: Node, noun: Node) -> bool:
    """Whether a clause read as relative says what the noun is about: "the fear that X owns Y"."""
    words = q()
    if noun.lemma not in words.hedging_nouns | words.evidence_nouns | words.planning_nouns:
        return False
    relatives = {"who", "which", "that", "whom"}
    return not any(c.dep in SUBJECTS | {"dobj"} and c.lower in relatives for c in clause.children)


def aims(verb: Node) -> bool:
    """Whether it is only aimed at: "paid X to win a contract"."""
    return verb.lemma in q().winning and any(c.dep == "aux" and c.lower == "to" for c in verb.children)


def heads_a_line(verb: Node) -> bool:
    """Whether a verb is all that a headline says: the root, or hung on the name that is."""
    head = verb.head
    return head is None or (
        verb.dep in {"acl", "relcl"} and head.mention is not None and head.head is None and head.dep == "ROOT"
    )


def status(reading: Reading, default: Status, predicate: str, *, stated: bool) -> Status:
    """Whether the relation still holds, from endings, tense and what the predicate lets expect.

    Args:
        reading: what the spine says.
        default: what the trigger lets expect when nothing else is said.
        predicate: the predicate's name.
        stated: whether the trigger is a verb in the sentence's own tense.
    """
    if reading.ended or (reading.formerly and default == "current"):
        return "ended"
    if reading.lasting and reading.modality == "asserted" and predicate not in q().momentary:
        return "current"
    past = stated and default == "current" and reading.tense == "past" and predicate not in q().lasting
    if reading.modality != "asserted" or past:
        return "unknown"
    if reading.polarity == "negated" and reading.tense != "past":
        return "current"
    if default == "unknown" and predicate not in q().momentary and reading.tense == "present":
        return "current" if stated or (reading.verbs and reading.verbs[0].lemma in q().state_verbs) else default
    return default
