"""From a candidate to a relation: its qualifiers, dates, amount and the clause that states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.amounts import find_amounts
from ciigraph.extraction.clauses import subtree, verb_of
from ciigraph.extraction.dates import DateSpan, find_dates
from ciigraph.extraction.qualifiers import read, status
from ciigraph.extraction.triggers import rules
from ciigraph.records import Amount, Relation

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.frames import Candidate
    from ciigraph.extraction.reading import Reading
    from ciigraph.records import Modality, Polarity, Status

#: Predicates that a share or a sum of money belongs to.
_WITH_AMOUNT = frozenset({"ownsStakeIn", "funds", "tradesWith"})


def statement(c: Candidate, tree: Sentence, doc: Doc) -> Relation | None:
    """The relation that a candidate states, or None where the sentence only asks or supposes it."""
    subject, object_ = c.pair()
    trigger = c.trigger
    reading = read(trigger, (c.subject.node, c.object.node), c.predicate)
    if reading.dropped or _question(tree):
        return None
    family, construction = c.family, c.construction
    if family is not None:
        base: Status = family.status or rules().predicates[c.predicate].status
    else:
        assert construction is not None
        base = construction.status
    if construction is not None and not reading.ended:
        reading.attributive = True  # "the institute in X" is no news of the sentence's date
    if base == "ended":
        reading.ended = True
    begins, ends, over = _dates(c, tree, doc, reading)
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
    if family is not None and family.modality is not None and modality == "asserted":
        modality = family.modality
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


def _question(tree: Sentence) -> bool:
    last = next((n for n in reversed(tree.nodes) if n.pos != "SPACE"), None)
    return last is not None and last.text == "?"


def _dates(c: Candidate, tree: Sentence, doc: Doc, reading: Reading) -> tuple[str | None, str | None, bool]:
    """Beginning, end, and whether the dates say that it is over."""
    if tree.dates is None:
        found = find_dates(doc[tree.start : tree.end].text, doc[tree.start].idx)
        tree.dates = [d for d in found if not _inside_mention(d, tree, doc)]
    spans = tree.dates
    chosen = _closest(spans, c, tree, doc, reading)
    begins = ends = None
    over = False
    for d in chosen:
        if d.kind == "span":
            begins, ends, over = d.first, d.last, True
        elif d.kind == "until":
            ends, over = d.first, True
        elif d.kind == "since":
            begins = d.first
        elif d.kind in {"point", "by"} and reading.ended:
            ends = ends or d.first
        elif d.kind == "point" or (d.kind == "by" and reading.modality != "planned"):
            begins = begins or d.first
    return begins, ends, over


def _inside_mention(d: DateSpan, tree: Sentence, doc: Doc) -> bool:
    return any(
        doc[m.start].idx <= d.end - 4 and d.end <= doc[m.end - 1].idx + len(doc[m.end - 1]) for m in tree.mentions
    )


def _closest(spans: list[DateSpan], c: Candidate, tree: Sentence, doc: Doc, reading: Reading) -> list[DateSpan]:
    """The date expressions that belong to the candidate's clause."""
    if not spans:
        return []
    verbs = reading.verbs or [v for v in [verb_of(c.trigger)] if v is not None]
    below = {n.index for n in subtree(c.trigger)}
    own, clause, lead, purpose = [], [], [], []
    for d in spans:
        node = _node_at(d, tree, doc)
        if node is None:
            continue
        verb = verb_of(node)
        if node.index in below and not c.trigger.verbal:
            own.append(d)
        elif reading.attributive:
            continue
        elif verb is not None and any(verb is v for v in verbs):
            clause.append(d)
        elif verb is None or (verb.dep == "ROOT" and _leads(node, verb) and _coordinate(verbs, verb)):
            lead.append(d)
        elif verb.tag == "VB" and any(a is v for v in verbs for a in verb.ancestors()):
            purpose.append(d)  # "signed a memorandum to build roads in 2019"
    if not (own or clause or lead or purpose) and c.trigger.dep == "ROOT":  # "ran X in a case that …, 2019 to 2022"
        return [d for d in spans if d.kind == "span"]
    return own or clause or lead or (purpose if reading.tense == "past" else [])


def _leads(node: Node, verb: Node) -> bool:
    return node.index < verb.index


def _coordinate(verbs: list[Node], root: Node) -> bool:
    """Whether one of the verbs is a conjunct of the root, which shares the adverbials before it."""
    for v in verbs:
        top = v
        while top.dep in {"conj", "xcomp"} and top.head is not None:
            top = top.head
        if top is root:
            return True
    return not verbs


def _node_at(d: DateSpan, tree: Sentence, doc: Doc) -> Node | None:
    place = d.end - 1
    for n in tree.nodes:
        if doc[n.start].idx <= place < doc[n.end - 1].idx + len(doc[n.end - 1]):
            return n
    return None


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
