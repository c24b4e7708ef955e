"""Which phrases for unnamed actors say who is meant, so that they may be mentions.

One that says how many ("22 journalists"), which ("the same firm", "a far-right politician", "Ruritanian hackers") or
whose ("14 members of the River Party", "two universities in Ruritania"). Mere classes are none: "journalists", "many
Ruritanian firms", "Ruritanian firms invest abroad". Bodies are stricter than people: a number, or one body ("a
Ruritanian firm", "a think tank in Riverside"), or a few whose country is said ("several Ruritanian firms").
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ciigraph.extraction.actor_phrases import COUNTING, KIN
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.names import name_key
from ciigraph.extraction.triggers import rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

#: Types of unnamed bodies that are mentions only where they could be counted …
_COUNTED = frozenset(
    {"Company", "University", "MediaOrganisation", "Association", "ResearchBody", "GovernmentBody", "PoliticalParty"}
)
#: … but for people who stand for their service.
_SERVANTS = frozenset({"spy", "agent", "force"})
_POINTING = frozenset({"same", "this", "these", "those", "that"})
_ANYBODY = frozenset(
    "people person individual member citizen national official expert worker leader".split()  # noqa: SIM905
)
#: Words for a few that somebody has seen, where it is said whose they are.
_SEVERAL = frozenset({"several", "some", "multiple", "numerous", "few", "various", "selected", "different"})
_ONE = frozenset({"a", "an", "one", "another"})
_OF = frozenset({"of", "from", "in", "at"})
_PLACED = frozenset({"based", "located", "headquartered", "registered", "operating"})
#: What ties people to a name: "hackers linked to Borduria".
TIED = frozenset({"link", "connect", "tie", "affiliate", "associate", "back", "sponsor", "support", "fund"})
_RELATIVE = frozenset({"who", "which", "that"})
_CLOSE = frozenset({"close", "loyal", "sympathetic", "friendly", "subordinate"})
_ANY_TIME = frozenset({"can", "may", "should", "must", "often", "usually", "always"})
_TWO_STEPS = 3
_LONGEST_BRACKET = 16  # tokens
_LISTING = frozenset({":", "including", "namely", "like", "such", "e.g."})
_BEFORE_NAMES = frozenset({",", "(", "-", "–", "—"})
_CALLED = frozenset({"known", "as", "called", "named", "dubbed", "nicknamed", "entitled"})
_QUOTES = frozenset({'"', "“", "”", "«", "'", "‘", "„"})


def definite(doc: Doc, head: Token, kind: str, place: tuple[int, int], taken: dict[int, Span]) -> bool:
    """Whether a phrase for an unnamed actor says which, how many or whose.

    Args:
        doc: the text.
        head: its noun.
        kind: the actor's type.
        place: the phrase's tokens.
        taken: the mentions by their tokens.
    """
    if kind == "Person" and head.tag_ == "NNP" and any(c.lower_ == "of" for c in head.rights):
        return True  # a post: "Minister of Trade"
    if kind not in _COUNTED or head.lemma_.lower() in _SERVANTS:
        unnamed = kind != "ThreatActor" or not (quoted_next(doc, place[1]) or place[1] in taken)
        return unnamed and _who(doc, head, kind, place, taken)
    whole = head.lemma_ == "consortium" and place[0] < head.i
    if not whole and not _certain(doc, head, place, taken):
        return False
    return not (_all_of_them(doc, place) or _named_next(doc, place[1], taken) or in_apposition(doc, place[0], taken))


def _who(doc: Doc, head: Token, kind: str, place: tuple[int, int], taken: dict[int, Span]) -> bool:
    """Whether people are definite."""
    before = [doc[i] for i in range(place[0], head.i)]
    lowers = {t.lower_ for t in before}
    several = head.tag_ in {"NNS", "NNPS"}
    if head.lemma_ in KIN:
        found = bool(before) and before[-1].tag_ == "NNP"  # "the Novak family"
    elif any(_counts(t) for t in before):
        found = True
    elif "whose" in lowers or lowers & words().indefinite - _SEVERAL:
        found = False
    elif lowers & _SEVERAL:
        found = (_has_demonym(before) or _whose(doc, place[1], taken)) and not (
            _class_statement(head) or _listed_next(doc, place[1], taken)
        )
    elif not before:
        found = several and _tied(head, taken)
    elif (head.lemma_ in _ANYBODY and lowers <= {"the", "these", "those"}) or (
        several and before[0].lower_ != "the" and _class_statement(head)
    ):
        found = False
    elif any(t.lemma_.lower().removesuffix("s") in COUNTING for t in before):
        found = (_has_demonym(before) or _whose(doc, place[1], taken)) and head.lemma_ not in _ANYBODY
    else:
        grounds = kind == "Facility" or head.lemma_.lower() in _SERVANTS  # "industrial parks in Ruritania"
        found = _described(head, before, taken) or (grounds and several and _whose(doc, place[1], taken))
    return found


def _described(head: Token, before: list[Token], taken: dict[int, Span]) -> bool:
    """Whether adjectives, an article with a clause, or what stands behind say which people are meant."""
    lowers = {t.lower_ for t in before}
    if lowers & _POINTING or _has_demonym(before) or any(t.text == "-" and t.i for t in before):
        return True
    if before[0].lower_ in {"a", "an", "the", "one"}:
        own = before[0].lower_ == "the" and head.lemma_.lower() not in rules().actors  # "hacker" of "the hacker group"
        return len(before) > 1 + own or any(
            c.dep_ in {"acl", "relcl"} or (c.dep_ == "prep" and c.lower_ in {"of", "from", "in"}) for c in head.rights
        )
    if head.tag_ in {"NNS", "NNPS"}:
        return _tied(head, taken)
    return head.dep_ in {"nsubj", "nsubjpass"}


def _counts(token: Token) -> bool:
    """Whether a number says how many; that of "5G suppliers" doesn't."""
    return token.tag_ == "CD" and token.like_num and token.nbor().text != "G"


def _has_demonym(before: list[Token]) -> bool:
    known = gazetteer().demonyms
    if any(name_key(t.text) in known for t in before):
        return True
    pairs = ((a, b) for a, b in pairwise(before) if a.text[0].isupper())  # "Sri Lankan"
    return any(name_key(f"{a.text} {b.text}") in known for a, b in pairs)


def _whose(doc: Doc, end: int, taken: dict[int, Span]) -> bool:
    """Whether a name right behind the phrase says whose it is: "of X", "from the X", "in northern X", "based in X"."""
    if end < len(doc) and doc[end].lower_ in _PLACED:
        end += 1
    if end >= len(doc) or doc[end].lower_ not in _OF:
        return False
    return any(i in taken for i in range(end + 1, end + 1 + _TWO_STEPS) if not _stops(doc, end + 1, i))


def _stops(doc: Doc, first: int, i: int) -> bool:
    return any(doc[k].pos_ not in {"DET", "ADJ"} for k in range(first, min(i, len(doc))))


def _tied(head: Token, taken: dict[int, Span]) -> bool:
    """Whether people without number are those of a name: "hackers linked to Borduria", "donors close to the Party"."""
    doc, after = head.doc, head.i + 1
    if after < len(doc) and doc[after].lower_ in _RELATIVE:
        after += 2  # "who are linked"
    if after < len(doc) and doc[after].tag_ == "RB":
        after += 1
    if after + 1 >= len(doc) or not (doc[after].lemma_.lower() in TIED or doc[after].lower_ in _CLOSE):
        return False
    return doc[after + 1].pos_ == "ADP" and any(i in taken for i in range(after + 2, after + 2 + _TWO_STEPS))


def _class_statement(head: Token) -> bool:
    """Whether something is said that may happen at any time: "Ruritanian students may visit Borduria"."""
    verb = head.head.head if head.dep_ == "pobj" else head.head
    if verb.dep_ == "dobj":  # "can sign an agreement with a firm"
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    lowers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "advmod"}}
    return not lowers.isdisjoint(_ANY_TIME) and "have" not in lowers


def said_below(head: Token, taken: dict[int, Span]) -> bool:
    """Whether "is" and a name follow, which says who it is: "the only firm of this kind is X"."""
    if head.dep_ != "nsubj" or head.head.lemma_ != "be":
        return False
    return any(c.dep_ == "attr" and c.i in taken for c in head.head.rights)


def _certain(doc: Doc, head: Token, place: tuple[int, int], taken: dict[int, Span]) -> bool:
    """Whether a phrase means bodies that could be counted: "a Ruritanian firm", "ten banks", not "Ruritanian firms"."""
    tokens = [doc[i] for i in range(place[0], head.i)]
    if not tokens or said_below(head, taken):
        return False
    if head.text[0].isupper() and not all(t.text[0].islower() or t.is_digit or _has_demonym([t]) for t in tokens[1:]):
        return False  # a name that nobody found: "the Lakeside Shipping Company"
    counted = any(_counts(t) and t.lower_ != "one" for t in tokens)
    if counted or _class_statement(head):
        return counted
    whose = _has_demonym(tokens) or _whose(doc, place[1], taken)
    lowers = {t.lower_ for t in tokens}
    if tokens[0].lower_ in _ONE and head.tag_ in {"NN", "NNP"}:
        return whose or any(t.text == "-" for t in tokens) or any(c.dep_ in {"acl", "relcl"} for c in head.rights)
    if tokens[0].lower_ == "the":
        return "same" in lowers or ("only" in lowers and whose)
    several = lowers & _SEVERAL or any(t.lemma_.lower().removesuffix("s") in COUNTING for t in tokens)
    return bool(several) and whose


def _all_of_them(doc: Doc, place: tuple[int, int]) -> bool:
    """Whether a phrase sums up those that were named before: "the two universities"."""
    first = doc[place[0]].lower_
    return first in {"both", "these", "those"} or (first == "the" and doc[place[0] + 1].tag_ == "CD")


def _named_next(doc: Doc, end: int, taken: dict[int, Span]) -> bool:
    """Whether a name or names follow that say which ones are meant: "two universities: X and Y", "a firm, X"."""
    if end in taken:
        return True
    if end + 1 < len(doc) and doc[end].lower_ in _OF:  # "several parties in Ruritania such as X"
        first = next((i for i in range(end + 1, min(end + 1 + _TWO_STEPS, len(doc))) if i in taken), None)
        end = taken[first].end if first is not None else end
    after = doc[end].lower_ if end < len(doc) else ""
    if after == "," and end + 1 < len(doc) and doc[end + 1].lower_ in _LISTING | {"among"}:
        return True
    named = end + 1 in taken or end + 2 in taken
    return after in _LISTING or (named and after in _BEFORE_NAMES) or quoted_next(doc, end)


def _listed_next(doc: Doc, end: int, taken: dict[int, Span]) -> bool:
    """Whether examples follow: "several citizens such as X"."""
    return (
        end + 2 < len(doc) and doc[end].lower_ in {"such", "like", "namely"} and bool({end + 1, end + 2} & taken.keys())
    )


def quoted_next(doc: Doc, end: int) -> bool:
    """Whether a name that nobody knows follows: 'the hacker group known as "X"'."""
    while end < len(doc) and doc[end].lower_ in _CALLED:
        end += 1
    return end < len(doc) and (
        doc[end].text in _QUOTES or (doc[end - 1].lower_ in _CALLED and doc[end].text[0].isupper())
    )


def in_apposition(doc: Doc, start: int, taken: dict[int, Span]) -> bool:
    """Whether a phrase with its article says what a name before it is: "X, a foundation", "X (1998), a firm"."""
    if start < 2 or doc[start].lower_ not in {*_ONE, "the"} or doc[start - 1].text not in {",", "(", "–", "—", "-"}:
        return False
    if doc[start - 2].text != ")":
        return start - 2 in taken
    opened = next((i for i in range(start - 3, max(0, start - _LONGEST_BRACKET), -1) if doc[i].text == "("), 0)
    return opened - 1 in taken or (opened > 0 and doc[opened - 1].pos_ == "PROPN")
