"""From a candidate to a relation: its qualifiers, dates, amount and the clause that states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.amounts import find_amounts
from ciigraph.extraction.clauses import subtree, verb_of
from ciigraph.extraction.qualifiers import read
from ciigraph.extraction.reading import status
from ciigraph.extraction.timing import when
from ciigraph.extraction.triggers import qualifier_words, rules
from ciigraph.records import Amount, Relation

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.frames import Candidate
    from ciigraph.records import Modality, Polarity, Status

#: Predicates that a share or a sum of money belongs to.
_WITH_AMOUNT = frozenset({"ownsStakeIn", "funds", "tradesWith"})


def statement(c: Candidate, tree: Sentence, doc: Doc) -> Relation | None:
    """The relation that a candidate states, or None where the sentence only asks or supposes it."""
    subject, object_ = c.pair()
    trigger = c.trigger
    granted = c.construction is not None and c.predicate in qualifier_words().roles
    reading = read(trigger, (c.subject.node, c.object.node), c.predicate, granted=granted)
    if reading.dropped or _question(tree):
        return None
    family, construction = c.family, c.construction
    if family is not None:
        base: Status = family.status or rules().predicates[c.predicate].status
    else:
        assert construction is not None
        base = construction.status
    if construction is not None and not reading.ended and not _stated(c, tree):
        reading.attributive = True  # "the institute in X" is no news of the sentence's date
    if base == "ended" or (c.predicate in qualifier_words().roles and _formerly(c, tree)):
        reading.ended = True
    begins, ends, over = when(c, tree, doc, reading)
    if over:
        reading.ended = True
    if c.predicate == "hasAgreementWith" and any(
        n.lower == "force" and n.head is not None and n.head.lower == "in" for n in tree.nodes
    ):
        reading.lasting = True  # "which remains in force"
    state = status(reading, base, c.predicate, stated=family is not None and trigger.verbal)
    if state == "ended" and ends is None and family is None and begins is not None:
        begins, ends = None, begins
    modality: Modality = reading.modality
    polarity: Polarity = reading.polarity
    plan = not trigger.verbal and trigger.lemma in qualifier_words().planning_nouns
    talked = plan and modality == "alleged"  # "reportedly in talks"
    if family is not None and family.modality is not None and (modality == "asserted" or talked):
        modality = family.modality
        if modality == "planned" and c.predicate in qualifier_words().momentary:
            begins = ends = None  # the date is that of the plan: "in May they invited X to visit Y"
        state = "unknown" if state == "current" else state
    first, last = _evidence(c, tree)
    return Relation(
        predicate=rules().predicates[c.predicate].name,
        subject=subject,
        object=object_,
        evidence=(doc[first].idx, doc[last].idx + len(doc[last])),
        polarity=polarity,
        modality=modality,
        status=state,
        start=begins,
        end=ends,
        amount=_amount(c, doc, first, last) if c.predicate in _WITH_AMOUNT else None,
        rule=c.rule,
        indicator_as_prior=family is not None and bool(family.indicators),
    )


def _formerly(c: Candidate, tree: Sentence) -> bool:
    """Whether "then" or "former" stands before a post, or between a name and its title: "when then minister X"."""
    first, last = sorted((c.subject.node.index, c.object.node.index))
    if first < 0:
        return False
    before = tree.nodes[max(0, first - 1) : first]
    if before and before[0].type == "Country":
        before = tree.nodes[max(0, first - 2) : first - 1]
    between = tree.nodes[first + 1 : last] if c.rule.startswith("adjacent:") else []
    here = [n for n in before if c.object.node.index == first] + between
    return any(n.lower in qualifier_words().ended_adjectives for n in here)


def _stated(c: Candidate, tree: Sentence) -> bool:
    """Whether a verb stands between two neighbouring names: "X has been home to Y"."""
    first, last = sorted((c.subject.node.index, c.object.node.index))
    return c.rule.startswith("adjacent:") and any(n.verbal for n in tree.nodes[first + 1 : last])


def _question(tree: Sentence) -> bool:
    last = next((n for n in reversed(tree.nodes) if n.pos != "SPACE"), None)
    return last is not None and last.text == "?"


def _evidence(c: Candidate, tree: Sentence) -> tuple[int, int]:
    """First and last token of the smallest clause that holds both ends and the trigger."""
    here = [n for n in (c.trigger, c.subject.node, c.object.node) if tree.nodes[n.index : n.index + 1] == [n]]
    needed = {n.index for n in here}  # an end that a pronoun stands for is in the sentence before
    top: Node | None = verb_of(c.trigger) or c.trigger
    while top is not None:
        below = subtree(top)
        if needed <= {n.index for n in below} and top.verbal:
            nodes = sorted(below, key=lambda n: n.index)
            first, last = nodes[0], nodes[-1]
            break
        top = top.head
    else:
        first, last = tree.nodes[0], tree.nodes[-1]
    while last.pos == "SPACE" and last.index > first.index:
        last = tree.nodes[last.index - 1]
    while first.pos == "SPACE" and first.index < last.index:
        first = tree.nodes[first.index + 1]
    return first.start, last.end - 1


def _amount(c: Candidate, doc: Doc, first: int, last: int) -> Amount | None:
    """The amount nearest to the trigger in the clause."""
    here = doc[c.trigger.start].idx
    found = sorted(find_amounts(doc[first : last + 1].text, doc[first].idx), key=lambda f: abs(f.start - here))
    shares = [f for f in found if (f.amount.unit == "%") == (c.predicate == "ownsStakeIn")]
    return shares[0].amount if shares else None
