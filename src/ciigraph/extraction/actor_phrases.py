"""Where the phrase for an unnamed actor begins and ends.

The rule, as the contract's examples have it: from the article or number to the noun, with the adjectives and demonyms
between ("a far-right Ruritanian politician"), a second noun of the same kind ("students and teachers", "the founder
and owner"), and what a group is made of ("a delegation of journalists", "a group of Ruritanian editors"). Outside stay
the name that owns it ("Ruritania's [ambassador]"), the place or body that it comes from ("[a branch] of Acme",
"[two universities] in Ruritania"), and "at least", "some" before a number. A name inside is part of it only where it is
hyphened ("Borduria-sponsored hackers").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.triggers import rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from ciigraph.records import EntityType

_PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "punct", "npadvmod", "quantmod", "dep"})
#: Families and clans are named by a person's or firm's name: "the Novak family".
KIN = frozenset({"family", "clan"})
#: What a number of actors may be called together, before "of" and who they are.
_GROUPS = frozenset(
    {"group", "team", "batch", "delegation", "contingent", "cohort", "pair", "trio", "crew", "bunch", "gang"}
)
#: … and those of these words that only count.
COUNTING = frozenset({"number", "dozen", "hundred", "thousand", "couple", "handful", "score", "host", "series"})
_SIDES = frozenset({"pro", "anti", "ex", "non"})
_JOINTS = frozenset({"and", "&"})
_DESCRIBING = frozenset({"ADJ", "NOUN"})
#: How many words may describe the second noun of "press officers and local radio journalists".
_FEW = 3


def kind_of(token: Token, taken: dict[int, Span]) -> EntityType | None:
    """The type that a noun for unnamed actors gives, alone or with the word before it ("think tank")."""
    known = rules().actors
    noun = token.lemma_.lower()
    if token.i:
        before = token.i - 1
        if token.doc[before].text == "-" and before:
            before -= 1
        two = f"{token.doc[before].lower_} {noun}"
        if two in words().no_actors:
            return None
        if before not in taken and (pair := known.get(two)):
            return pair
    return known.get(noun) or (known.get(noun.removesuffix("s")) if token.tag_ == "NNPS" else None)


def phrase_of(doc: Doc, head: Token, taken: dict[int, Span]) -> tuple[int, int] | None:
    """The tokens of the noun phrase around ``head``; None where the noun belongs to a name."""
    if head.lemma_ in KIN and (name := taken.get(head.i - 1)) is not None:
        return (name.start, head.i + 1) if len(name) == 1 and name.label_ in {"Person", "Company"} else None
    start = _start(doc, head, taken)
    if head.tag_ == "NNP" and kind_of(head, taken) == "Person" and any(c.lower_ == "of" for c in head.rights):
        end = _post_end(head, taken)  # a post, written as a name: "Minister of Trade"
        return None if _before_holder(doc, end, taken) else (start, end)
    if any(t.tag_ == "POS" and t.i > start and doc[t.i - 1].pos_ == "NOUN" for t in doc[start : head.i + 1]):
        return None  # "the institute's teachers" are whoever the institute is
    return _with_group(doc, start, taken), _with_partners(doc, head, taken)


def _start(doc: Doc, head: Token, taken: dict[int, Span]) -> int:
    start = head.i
    while start > 1 and doc[start - 1].text == "-" and doc[start - 2].is_alpha and start - 2 not in taken:
        start -= 2  # "Vice-Governor", in whatever parts the parser sees it
    sided = taken.get(start - 1)
    hyphened = sided is not None and sided.start > 1 and doc[sided.start - 1].text == "-"
    if sided is not None and hyphened and doc[sided.start - 2].lower_ in _SIDES:  # "pro-Borduria activists"
        start = sided.start - 2
    if start < head.i and doc[start - 1].pos_ == "DET":
        start -= 1
    for child in sorted(head.lefts, key=lambda t: -t.i):
        left = child.left_edge.i
        if child.dep_ not in _PREMODIFIERS or child.right_edge.i != start - 1:
            break
        names = {t for t in range(left, start) if t in taken}
        if names and not _hyphened(doc, names, taken):
            break
        start = left
    while start < head.i and (
        doc[start].is_punct
        or doc[start].is_space
        or doc[start].pos_ in {"ADP", "CCONJ", "ADV", "PART"}
        or (doc[start].is_digit and doc[start + 1].is_punct)  # the year of an entry: "2010 - Minister of Trade"
    ):
        start += 1
    return start


def _hyphened(doc: Doc, names: set[int], taken: dict[int, Span]) -> bool:
    last = max(names)
    return len({taken[t].start for t in names}) == 1 and last + 1 < len(doc) and doc[last + 1].text == "-"


def _with_group(doc: Doc, start: int, taken: dict[int, Span]) -> int:
    """Where "a group of" before a phrase begins, if it stands there."""
    if start < 2 or doc[start - 1].lower_ != "of" or doc[start].pos_ == "DET":
        return start
    k = start - 2
    if doc[k].lemma_.lower().removesuffix("s") not in _GROUPS | COUNTING or k in taken:
        return start
    while k and k - 1 not in taken and doc[k - 1].pos_ in {"ADJ", "NUM", "DET"} and not doc[k - 1].is_punct:
        k -= 1
        if doc[k].pos_ == "DET":
            break
    return k


def _with_partners(doc: Doc, head: Token, taken: dict[int, Span]) -> int:
    """Where further nouns of the same kind end: "students and teachers", "editors, bloggers and activists"."""
    kind, end, at = kind_of(head, taken), head.i + 1, head.i + 1
    while at < len(doc) and (doc[at].lower_ in _JOINTS or doc[at].text == ","):
        joint = doc[at].lower_ in _JOINTS
        at += 1
        first = at
        while at < len(doc) and at - first < _FEW and at not in taken and doc[at].pos_ in _DESCRIBING:
            at += 1
        if at == first or doc[at - 1].tag_ != head.tag_ or kind_of(doc[at - 1], taken) != kind:
            break
        if doc[at - 1].dep_ in {"compound", "amod"} or any(doc[i].text[0].isupper() for i in range(first, at)):
            break
        if at < len(doc) and doc[at].text == "-":
            break
        if joint:
            return at
    return end


def _before_holder(doc: Doc, end: int, taken: dict[int, Span]) -> bool:
    """Whether the holder of a post follows it, at most its body or country between: "Chairman of the Board of X, Y"."""
    while end < len(doc) and (end in taken or doc[end].lower_ in {"of", "the", ","}):
        if end in taken and taken[end].label_ == "Person":
            return True
        end = taken[end].end if end in taken else end + 1
    return False


def _post_end(head: Token, taken: dict[int, Span]) -> int:
    """The end of a post's name: with its field ("Minister of Trade"), without the body or country it belongs to."""
    doc, end, i = head.doc, head.i + 1, head.i + 1
    while (
        i < len(doc)
        and i not in taken
        and i - end < 3
        and (doc[i].text[0].isupper() or doc[i].lower_ in {"of", "and", "the", "for"})
    ):
        i += 1
        if doc[i - 1].text[0].isupper():
            end = i
    return end
