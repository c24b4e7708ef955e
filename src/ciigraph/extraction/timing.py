"""Which dates belong to a relation: those of its clause, of what ends it, or of the clause it goes with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.clauses import subtree, verb_of
from ciigraph.extraction.context import text_of
from ciigraph.extraction.dates import find_dates, find_relative, has_relative
from ciigraph.extraction.triggers import qualifier_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.dates import DateSpan
    from ciigraph.extraction.frames import Candidate
    from ciigraph.extraction.reading import Reading

#: Prepositions that set what they govern at the time of the clause: "during a visit to X in May, Y signed".
_MEANWHILE = frozenset({"during", "on", "at", "amid"})
_WHEN = frozenset({"when", "as", "while"})
#: Participles that only say who went, or how it came about: "a delegation led by X", "an initiative taken in 2015".
_ONLY_SAYS = frozenset({"lead", "head", "chair", "accompany", "take"})
_DASHES = frozenset({"-", "–", "—", ":", "|"})
#: Words that a bracket holds at most, and that may stand before a date which is all that it tells ("in force since").
_BRACKET, _TOLD = 25, 4
#: How far back the year lies that "the same year" means.
_REACH = 600


def when(c: Candidate, tree: Sentence, doc: Doc, reading: Reading) -> tuple[str | None, str | None, bool]:
    """Beginning, end, and whether the dates say that it is over."""
    if tree.dates is None:
        tree.dates = _all(tree, doc)
    if not tree.dates:
        return None, None, False
    placed = [
        (d, node)
        for d in tree.dates
        if (node := _node_at(d, tree, doc)) is not None
        and not _in_another_bracket(d, node, c.trigger, tree, doc)
        and not (c.construction is not None and c.predicate in qualifier_words().roles and _heads_entry(node, tree))
    ]
    begins = ends = None
    over = False
    closing = _closing(c, reading)
    if closing is not None:
        over = True
        ends = next((d.first for d, node in placed if verb_of(node) is closing), None)
    for d in _of_the_event(_closest(placed, c, reading), c):
        if d.kind == "span":
            begins, ends, over = d.first, d.last, not _to_come(d, doc)
        elif d.kind == "days":
            begins, ends = d.first, d.last
        elif d.kind == "until":
            ends, over = d.first, True
        elif d.kind == "since":
            begins = d.first
        elif d.kind in {"point", "by"} and reading.ended and closing is None:
            ends = ends or d.first
        elif d.kind == "point" or (d.kind == "by" and reading.modality != "planned"):
            begins = begins or (d.first if d.first != ends else None)
    return begins, ends, over


def _in_another_bracket(d: DateSpan, dated: Node, trigger: Node, tree: Sentence, doc: Doc) -> bool:
    """Whether a date stands in a bracket that tells of something else: "X (a firm that began in 1988) owns Y"."""
    before = tree.nodes[max(0, dated.index - _BRACKET) : dated.index]
    opening = next((n for n in reversed(before) if n.text in {"(", ")"}), None)
    if opening is None or opening.text == ")":
        return False
    closing = next((n for n in tree.nodes[dated.index : dated.index + _BRACKET] if n.text == ")"), None)
    told = sum(1 for n in before if n.index > opening.index and doc[n.start].idx < d.start)
    return closing is not None and told > _TOLD and not opening.index < trigger.index < closing.index


def _heads_entry(dated: Node, tree: Sentence) -> bool:
    """Whether a date only heads an entry of a list: "2010 - Minister X met Y" says nothing of X's term."""
    after = tree.nodes[dated.index + 1 : dated.index + 2]
    before = tree.nodes[max(0, dated.index - 3) : dated.index]
    return bool(after) and after[0].text in _DASHES and all(n.pos in {"PUNCT", "SPACE", "NUM"} for n in before)


def _of_the_event(dates: list[DateSpan], c: Candidate) -> list[DateSpan]:
    """Without the years that something runs for, where the text says when it was done: "in May (2022-24)"."""
    event = c.predicate in qualifier_words().momentary or c.predicate == "hasAgreementWith"
    points = [d for d in dates if d.kind in {"point", "days"}]
    return points if event and points else dates


def _to_come(d: DateSpan, doc: Doc) -> bool:
    """Whether a span ends after the text was written."""
    written = doc._.unit.document_date
    return written is not None and d.last is not None and d.last[:4] > written[:4]


def _all(tree: Sentence, doc: Doc) -> list[DateSpan]:
    """The dates in a sentence, those that another date decides among them."""
    text, offset = doc[tree.start : tree.end].text, doc[tree.start].idx
    found = [d for d in find_dates(text, offset) if not _inside_mention(d, tree, doc)]
    if not has_relative(text):
        return found
    before = text_of(doc)[max(0, offset - _REACH) : offset]
    unit = doc._.unit
    written = unit.document_date if unit.indicator is None else None  # evidence quotes texts of other years
    return found + find_relative(text, offset, before, written)


def _inside_mention(d: DateSpan, tree: Sentence, doc: Doc) -> bool:
    return any(
        doc[m.start].idx <= d.end - 4 and d.end <= doc[m.end - 1].idx + len(doc[m.end - 1]) for m in tree.mentions
    )


def _closing(c: Candidate, reading: Reading) -> Node | None:
    """The verb that tells of the end: "joined X and left it", "until it withdrew", "the deal that X signed expired"."""
    if reading.closing is not None:
        return reading.closing
    if not c.trigger.verbal:
        return None
    for v in c.trigger.children:
        if not v.verbal:
            continue
        if v.dep == "advcl" and any(m.lower in {"until", "till"} for m in v.children):
            return v
        again = [n for n in subtree(v) if n.lower in {"it", "them"} and n.dep in {"dobj", "pobj"}]
        if v.dep == "conj" and again and v.lemma in qualifier_words().ending_verbs:
            return v
    return None


def _closest(placed: list[tuple[DateSpan, Node]], c: Candidate, reading: Reading) -> list[DateSpan]:
    """The date expressions that belong to the candidate's clause."""
    verbs = reading.verbs or [v for v in [verb_of(c.trigger)] if v is not None]
    below = {n.index for n in subtree(c.trigger)}
    granted = reading.attributive and not _meanwhile(c)
    own, clause, lead, purpose, shared = [], [], [], [], []
    for d, node in placed:
        verb = _verb_of_date(node)
        if (node.index in below and not c.trigger.verbal) or (verb is not None and _founded(c, verb)):
            own.append(d)
        elif granted:
            continue
        elif verb is not None and any(verb is v for v in verbs):
            if not _only_planned(verb, verbs, reading):
                clause.append(d)
        elif verb is None or (verb.dep == "ROOT" and _leads(node, verb) and _coordinate(verbs, verb)):
            lead.append(d)
        elif _says_what_for(verb) and any(a is v for v in verbs for a in verb.ancestors()):
            purpose.append(d)  # "signed a memorandum to build roads in 2019"
        elif any(_goes_with(v, verb) or _ends_with(v, verb, c.predicate) for v in verbs):
            shared.append(d)
    if not (own or clause or lead or purpose or shared) and c.trigger.dep == "ROOT":
        return [d for d, _ in placed if d.kind == "span"]  # "ran X in a case that …, 2019 to 2022"
    return own or clause or lead or (purpose if reading.tense == "past" else []) or shared[:1]


def _verb_of_date(node: Node) -> Node | None:
    """The verb whose adverbial a date is, past participles that the parser hangs it on."""
    verb = verb_of(node)
    while verb is not None and verb.dep == "acl" and verb.tag == "VBN" and verb.lemma in _ONLY_SAYS:
        verb = verb_of(verb.head) if verb.head is not None else None
    return verb


def _says_what_for(verb: Node) -> bool:
    """Whether a verb says what something was done for: "to build roads", "an agreement establishing ties"."""
    return verb.tag == "VB" or (verb.tag == "VBG" and verb.dep == "acl")


def _founded(c: Candidate, verb: Node) -> bool:
    """Whether a verb tells of the founding of what somebody hosts: "the institute at X opened in 2008"."""
    if c.construction is None or c.predicate != "hosts" or verb.lemma not in qualifier_words().founding_verbs:
        return False
    hosted = c.object.node
    if hosted.type == "Event" or hosted.head is not verb:
        return False
    return hosted.dep == "nsubjpass" or (hosted.dep == "nsubj" and not verb.kids("dobj", "attr"))


def _ends_with(verb: Node, dated: Node, predicate: str) -> bool:
    """Whether the date at the end of two things done holds for the first, too: "went to X and met Y in May"."""
    if predicate not in qualifier_words().momentary or dated.dep != "conj" or dated.head is not verb:
        return False
    return dated.tag in {"VBD", "VBN"} and not any(c.dep in {"nsubj", "nsubjpass"} for c in dated.children)


def _meanwhile(c: Candidate) -> bool:
    """Whether what is taken for granted is set at the clause's time: a visit during which, an attended event."""
    if c.predicate == "hosts" and c.object.node.type == "Event":
        return True
    prep = c.trigger.head
    happening = c.predicate in qualifier_words().momentary
    return happening and prep is not None and c.trigger.dep == "pobj" and prep.lower in _MEANWHILE


def _only_planned(verb: Node, verbs: list[Node], reading: Reading) -> bool:
    """Whether the date is that of the planning: "in March X was planning to go"."""
    return reading.modality == "planned" and verb is not verbs[0] and verb.lemma in qualifier_words().planning_verbs


def _goes_with(verb: Node, dated: Node) -> bool:
    """Whether another clause's date holds for a verb.

    "went to X in May and met Y", "when X came in May, Y met X", "X signed Y in May when it met Z", "X signed Y, but
    that was in May", "in May X signed a letter, supporting Y", "in May X signed a statement in which it praised Y",
    "is at X and was founded in May".
    """
    if dated.head is verb:
        return _says_when(dated, verb)
    if verb.head is dated and verb.dep == "advcl":
        joined = any(c.lower in _WHEN and c.dep in {"advmod", "mark"} for c in verb.children)
        return joined or (
            verb.tag == "VBG" and verb.lemma != "follow" and not any(c.dep in {"aux", "mark"} for c in verb.children)
        )
    if verb.head is dated and verb.dep == "conj":
        own = any(c.dep in {"nsubj", "nsubjpass"} for c in verb.children)
        return not own and verb.tag == dated.tag and verb.tag in {"VBD", "VBN"}
    if verb.dep == "relcl" and any(a is dated for a in verb.ancestors()):
        inside = [t for c in verb.children if c.pos == "ADP" for t in c.children]
        return any(t.lower == "which" for t in inside) or any(c.lower == "where" for c in verb.children)
    return False


def _says_when(dated: Node, verb: Node) -> bool:
    """Whether a dated clause says when something was: "but that was in May", "when X came in May"."""
    if dated.dep == "conj" and dated.lemma in qualifier_words().founding_verbs:
        return verb.lemma == "be" and not any(c.dep == "nsubj" for c in dated.children)
    if dated.dep == "advcl":
        return any(c.lower in _WHEN and c.dep in {"advmod", "mark"} for c in dated.children)
    return dated.lemma == "be" and any(
        c.lower in {"that", "this", "it", "which"} and c.dep == "nsubj" for c in dated.children
    )


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
