"""What speaks against a relation that was read: better none than a wrong one of a person or a firm.

The readings come from a parse or from the order of words; here they are held against what stands around the names: a
name that goes on, an abbreviation of the name before it, a post that another person holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.triggers import qualifier_words, rules, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.frames import Candidate

_POSTED = frozenset({"GovernmentBody", "Country", "Place"})
_PLACES = frozenset({"Country", "Place"})
_WITHIN_NAMES = frozenset({"PROPN", "CCONJ", "ADP", "DET"})
#: So many nodes may stand between a name and the title in apposition to it: ", former deputy".
_APPOSED = 5
_POST = "holdsPositionIn"
_ATTITUDES = frozenset({"supports", "criticises", "coerced"})
_PREFIXES = frozenset({"pro", "anti", "ex", "non"})
_CONTINENTS = frozenset({"africa", "asia", "europe", "america", "latin america", "south america", "north america"})
_PROOF = frozenset({"evidence", "proof", "record", "information", "indication", "sign", "report", "trace", "mention"})
#: A dateline ends within so many nodes: "LAKESIDE, May 23 (Agency) --".
_DATELINE = 12
_DATELINE_ENDS = frozenset({"-", "--", "---", "–", "—", ":"})


def without_doubtful(found: Iterable[Candidate], sentence: Sentence) -> list[Candidate]:
    """The candidates that nothing around them speaks against."""
    sound = [c for c in found if not _doubtful(c, sentence)]
    wrong = _others_posts([c for c in sound if c.predicate == _POST], sentence)
    return [c for c in sound if c not in wrong] if wrong else sound


def _doubtful(c: Candidate, sentence: Sentence) -> bool:
    subject, object_ = c.subject.node, c.object.node
    if c.predicate == _POST:
        return _anothers_title(c, sentence) or _part_of_noun(object_, c.trigger, sentence)
    if any(_goes_on(n, c.trigger, sentence) or _prefixed(n, c, sentence) for n in (subject, object_)):
        return True
    if c.predicate == "locatedIn":
        if _initials(subject, object_) or subject.lower in _CONTINENTS:
            return True
        return c.trigger is subject and _denied(subject)
    if _turned(c) or _in_dateline(subject, sentence) or _in_dateline(object_, sentence):
        return True
    return rules().predicates[c.predicate].symmetric and _abbreviates(subject, object_, sentence)


def _turned(c: Candidate) -> bool:
    """Whether who is said to act doesn't: a sea that "supports", a country that "supplies" the firm it buys from."""
    subject = c.subject.node
    if c.predicate in _ATTITUDES:
        if subject.type == "Place" and not subject.text.split()[-1].islower():  # "Arab states" do
            return True
        if c.predicate == "criticises" and c.rule.startswith("warn") and c.object.node.type in {"Place", "Facility"}:
            return True  # "warned about the use of the island"
        return c.rule.startswith(("supporter", "nearby:supporter")) and _of_support(c)
    if c.rule.startswith("jointly:link"):  # "a cable that links Ruritania to Borduria"
        return subject.type in _PLACES and c.object.node.type in _PLACES
    return (
        c.predicate == "suppliesTechnologyTo" and subject.type in _PLACES and c.object.node.type == "Company"
    )  # "Ruritania launches an Acme network"


def _goes_on(name: Node, trigger: Node, sentence: Sentence) -> bool:
    """Whether a place is only the beginning of a name that was not found: "Ruritania Technologies Kinetics"."""
    head = name.head
    if name.type not in _PLACES or head is None or name.dep not in {"compound", "nmod"}:
        return False
    between = sentence.nodes[name.index + 1 : head.index + 1]
    if head.mention is not None or len(between) < 2 or name.text.isupper() or trigger in between:
        return False
    return all(n.pos == "PROPN" and n.mention is None and n.text[0].isupper() for n in between) and not any(
        n.lemma in words().people or n.lower in words().state_posts for n in between
    )


def _of_support(c: Candidate) -> bool:
    """Whether it is the other way round: X supports what was "opened with the support of X"."""
    trigger = c.trigger
    prep = trigger.head
    with_support = trigger.dep == "pobj" and prep is not None and prep.lower in {"with", "through", "under", "thanks"}
    return with_support and any(
        g.lower == "of" and g.index == trigger.index + 1 and c.object.node in g.children for g in trigger.children
    )


def _in_dateline(name: Node, sentence: Sentence) -> bool:
    """Whether a name only says where or by whom it was reported: "LAKESIDE, May 23 (Agency) --"."""
    nodes = sentence.nodes
    if name.index >= _DATELINE or nodes[name.index : name.index + 1] != [name] or name.index + 1 >= len(nodes):
        return False
    first = next((n for n in nodes[:3] if n.mention is not None), None)
    if first is None or first.type not in _PLACES or nodes[first.index + 1].text not in {",", "("}:
        return False
    end = next((n for n in nodes[name.index + 1 : _DATELINE + 2] if n.text in _DATELINE_ENDS), None)
    if end is None or not (nodes[end.index - 1].text == ")" or nodes[end.index - 1].text.isdigit()):
        return False
    return not any(n.verbal for n in nodes[: end.index])


def _prefixed(name: Node, c: Candidate, sentence: Sentence) -> bool:
    """Whether a name only describes, with a word before it: "the ex-Lakeside boss", "pro-Ruritanian members"."""
    nodes = sentence.nodes
    k = name.index
    if c.predicate in {"supports", "criticises"} or k < 2 or nodes[k : k + 1] != [name] or nodes[k - 1].text != "-":
        return False
    return nodes[k - 2].lower in _PREFIXES


def _initials(name: Node, place: Node) -> bool:
    """Whether a "place" in brackets only abbreviates the name before it: "the Lakeside Trade Zone (LTZ)"."""
    letters = "".join(w[0] for w in name.text.replace("-", " ").split() if w[0].isupper())
    return place.text.isupper() and place.text.isalpha() and len(letters) > 1 and place.text in letters


def _denied(name: Node) -> bool:
    """Whether a name stands below a noun of which there is none: "no evidence of ties with X in Y"."""
    above, hops = name.head, 0
    while above is not None and not above.verbal and hops < _APPOSED:
        if above.lemma in _PROOF and any(
            c.lower in qualifier_words().negative_determiners and c.dep == "det" for c in above.children
        ):
            return True
        above, hops = above.head, hops + 1
    return False


def _abbreviates(one: Node, other: Node, sentence: Sentence) -> bool:
    """Whether one of two names is the abbreviation of the other, in brackets behind it."""
    first, second = sorted((one, other), key=lambda n: n.index)
    between = sentence.nodes[first.index + 1 : second.index]
    if not between or between[-1].text != "(" or not second.text.isupper() or " " in second.text:
        return False
    return all(n.pos in _WITHIN_NAMES and n.mention is None for n in between[:-1])


def _anothers_title(c: Candidate, sentence: Sentence) -> bool:
    """Whether the title behind a name is of the person who follows it: "X, ambassador of Ruritania in Borduria Y"."""
    person, body = c.subject.node, c.object.node
    if person.index > body.index or not c.rule.startswith("adjacent:name-and-title"):
        return False
    k = body.index + 1
    nodes = sentence.nodes
    while k + 1 < len(nodes) and nodes[k].lower in {"in", "to"} and nodes[k + 1].type in _PLACES:
        k += 2
    return k < len(nodes) and nodes[k].type == "Person" and nodes[k].mention is not None


def _part_of_noun(body: Node, title: Node, sentence: Sentence) -> bool:
    """Whether a body only describes something without a name: "is on the Prime Minister's election committee"."""
    head = body.head
    if (
        head is None
        or body.type not in _POSTED
        or head is title
        or head.mention is not None
        or head.pos not in {"NOUN", "PROPN"}
    ):
        return False
    if body.dep not in {"compound", "nmod", "amod"} or head.index < body.index or title.index == body.index:
        return False
    if head.lemma in words().classes | words().transparent:
        return False  # "an editor of the Lakeside Post newspaper"
    if any(n.mention is not None for n in sentence.nodes[body.index + 1 : head.index]):
        return False
    known = rules().predicates[_POST]
    return not any(
        head.lemma in family.words or head.inner in family.words for family in (*known.families, *known.more)
    )


def _others_posts(posts: list[Candidate], sentence: Sentence) -> list[Candidate]:
    """Of several persons for one post, those whose it isn't: of "A, head of X, B, head of Y" A heads X."""
    wrong: list[Candidate] = []
    for c in posts:
        body, person = c.object.node, c.subject.node
        for other in posts:
            holder = other.subject.node
            if other.object.node is not body or holder is person or other in wrong:
                continue
            if holder.index < body.index < person.index and _apposed(holder, other, sentence):
                served = any(
                    p.subject.node is holder and p.object.node is not body and p.object.node.index < holder.index
                    for p in posts
                )
                wrong.append(other if served else c)
                break
    return wrong


def _apposed(holder: Node, c: Candidate, sentence: Sentence) -> bool:
    """Whether a title stands right behind a name, parted by a comma or a bracket."""
    title = c.trigger if holder.index < c.trigger.index < c.object.node.index else c.object.node
    between = sentence.nodes[holder.index + 1 : title.index]
    if not between or between[0].text not in {",", "(", "-", "–"}:
        return False
    near = len(between) <= _APPOSED or c.rule.startswith("adjacent:name-and-title")
    return near and not any(n.verbal or n.mention is not None for n in between)
