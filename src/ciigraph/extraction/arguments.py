"""Who does what to whom: the grammatical roles around a verb or a noun, whatever the construction.

Voice, control, raising, coordination, relative clauses, participles and light verbs are levelled here, so that
the trigger data can speak of ``subj``, ``obj``, ``with`` or ``holder`` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.phrases import pobjs
from ciigraph.extraction.relative_clauses import SUBJECTS, antecedent
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_NOUN_LINKS = frozenset({"compound", "nmod", "amod", "poss", "det", "nummod"})
#: Prepositions that belong to a light verb ("enter into", "engage in", "go on"), not to an adjunct.
_INTO = frozenset({"into", "in", "to", "on", "for", "with", "through", "under"})
#: Verbs that put somebody "among the members" of something.
_PARTS = frozenset({"percent", "cent", "%", "percentage"})
#: What is granted to somebody: "X was granted a concession".
_GRANTED = frozenset(
    {"concession", "stake", "share", "contract", "licence", "license", "tender", "lease", "right", "order"}
)
_AMONG = frozenset({"be", "count", "rank", "list", "number", "feature", "appear", "figure", "name", "include"})
_GRANTING = frozenset({"grant", "give", "award", "offer", "allocate", "assign"})
HOPS = 4


def passive(verb: Node) -> bool:
    """Whether the verb's subject is what is acted on."""
    if any(c.dep in {"nsubjpass", "auxpass", "agent"} for c in verb.children):
        return True
    if verb.tag != "VBN":
        return False
    bare = not any(c.dep in SUBJECTS or c.dep == "aux" for c in verb.children)
    if verb.dep in {"acl", "amod"}:
        return bare
    if verb.dep == "advcl" and bare:
        return not any(c.dep == "dobj" for c in verb.children)
    return verb.dep == "conj" and bare and verb.head is not None and verb.head.verbal and passive(verb.head)


def surface_subjects(verb: Node, hops: int = HOPS) -> list[Node]:
    """The nodes that are the verb's subject, found through conjuncts, control, relative clauses and participles."""
    own = [c for c in verb.children if c.dep in SUBJECTS]
    if own:
        found: list[Node] = []
        for c in own:
            if c.lower in _RELATIVE and c.mention is None and verb.head is not None and verb.dep in {"relcl", "ccomp"}:
                found.append(antecedent(verb))
            elif c.lower != "there" and not (c.lower == "it" and len(own) > 1):
                found.append(c)
        return found
    head = verb.head
    if head is None or not hops:
        return []
    return _inherited(verb, head, hops)


def _inherited(verb: Node, head: Node, hops: int) -> list[Node]:
    """The subject of a verb that has none of its own: its partner's, its controller's, or what it describes."""
    found: list[Node] = []
    above = head.head
    if verb.dep == "amod" and head.nominal:
        found = [head]
    elif verb.dep == "acl" and head.dep == "attr" and head.lemma in _PARTS and above is not None and above.verbal:
        found = surface_subjects(above, hops - 1)  # "X is 60 per cent owned by Y"
    elif verb.dep == "acl" and head.nominal and verb.tag in {"VB", "VBP"}:
        found = _asked(head) if head.lemma in words().offers else []
        found = (
            found or head.kids("poss") or holders(head, hops=hops - 1)
        )  # "Ruritania's plan to sell", "signed a deal to sell"
    elif verb.dep in {"acl", "relcl"} and head.nominal:
        found = [antecedent(verb)]
    elif verb.dep == "conj" and head.verbal:
        found = surface_subjects(head, hops - 1)
    elif verb.dep in {"xcomp", "ccomp", "advcl", "dep", "auxpass", "oprd", "acomp"} and head.verbal:
        found = _controller(verb, head, hops)
    elif verb.dep in {"xcomp", "ccomp", "advcl"} and head.pos == "ADJ" and above is not None and above.verbal:
        found = surface_subjects(above, hops - 1)
    elif verb.dep == "pcomp" and above is not None:
        found = _of_doing(head, above, hops)
    return found


def _asked(offer: Node) -> list[Node]:
    """Who is to do it: X of "extended an invitation to X to visit", "gave X the chance to visit", "X got a request"."""
    found = [o for c in offer.children if c.dep in {"prep", "dative"} and c.lower in {"to", "for"} for o in pobjs(c)]
    found = found or offer.kids("poss")
    verb = offer.head
    if not found and verb is not None and verb.verbal and offer.dep in {"dobj", "nsubjpass"}:
        found = recipients(verb)
        found += (
            [o for c in verb.children if c.dep == "prep" and c.lower == "to" for o in pobjs(c)] if not found else []
        )
    return found or holders(offer, words().taking)


def _of_doing(prep: Node, above: Node, hops: int) -> list[Node]:
    """Who does what a preposition governs: "accused X of doing", "X aims at doing", "X's plan of doing"."""
    if not above.verbal:
        return holders(above, hops=hops - 1) if above.nominal else []
    if above.lemma in words().object_control | words().accuse or (prep.lower == "for" and above.lemma in words().thank):
        return objects(above, hops - 1)
    return surface_subjects(above, hops - 1)


def _controller(verb: Node, head: Node, hops: int) -> list[Node]:
    finite = verb.tag in {"VBD", "VBZ", "VBP"}
    if finite and verb.dep != "advcl":
        return []
    if head.lemma in words().object_control and verb.dep != "advcl":
        return objects(head, hops - 1) or surface_subjects(head, hops - 1)
    return surface_subjects(head, hops - 1)


def subjects(verb: Node, hops: int = HOPS) -> list[Node]:
    """The logical subject: who acts, also when it stands in a by-phrase."""
    if not passive(verb):
        return surface_subjects(verb, hops)
    found = [o for c in verb.children if c.dep == "agent" or (c.dep == "prep" and c.lower == "by") for o in pobjs(c)]
    if not found and verb.dep == "conj" and verb.head is not None and verb.head.verbal:
        found = subjects(verb.head, hops - 1) if hops and passive(verb.head) else []
    if not found and verb.dep == "amod":  # "China-sponsored hackers"
        found = [c for c in verb.children if c.dep in {"npadvmod", "compound", "nmod"} and c.mention is not None]
    if not found:  # "was built and is run by X": the by-phrase of the last conjunct
        found = [
            o
            for c in verb.children
            if c.dep == "conj" and c.tag == "VBN"
            for a in c.children
            if a.dep == "agent"
            for o in pobjs(a)
        ]
    return found


def objects(verb: Node, hops: int = HOPS) -> list[Node]:
    """The logical object: what is acted on, also when it is the subject of a passive or what a clause describes."""
    if passive(verb):
        direct = verb.kids("dobj", "oprd")
        return surface_subjects(verb, hops) if not direct or verb.lemma not in words().ditransitive else direct
    found = [
        c
        for c in verb.children
        if c.dep in {"dobj", "attr"}
        or (c.dep in {"dep", "npadvmod"} and c.mention is not None and c.index > verb.index)
    ]
    relative = [c for c in found if c.lower in _RELATIVE and c.mention is None]
    if relative and verb.head is not None:
        return [antecedent(verb)]
    if not found and verb.dep == "relcl" and verb.head is not None:
        own = [c for c in verb.children if c.dep in SUBJECTS]
        if own and own[0].lower not in _RELATIVE:
            return [antecedent(verb)]
    if not found and not any(c.dep == "prep" for c in verb.children):  # "acquired and now runs the terminal"
        found = [
            o for c in verb.children if c.dep == "conj" and c.verbal and not c.kids(*SUBJECTS) for o in c.kids("dobj")
        ]
    return found


def recipients(verb: Node) -> list[Node]:
    """The indirect object: "gave X a loan", "a loan was given to X", "X was given a loan"."""
    found: list[Node] = []
    for c in verb.children:
        if c.dep == "dative":
            found += pobjs(c) if c.pos == "ADP" else [c]
    if not found and passive(verb) and verb.kids("dobj", "oprd"):
        found = surface_subjects(verb)
    return found


def holders(noun: Node, via: frozenset[str] = frozenset(), hops: int = HOPS) -> list[Node]:
    """Whom a noun is said of or who has it: "A is a member", "A, a member", "A signed an agreement", "A as chairman".

    Args:
        noun: the noun.
        via: lemmas of verbs that may stand between, beside the light ones.
        hops: how many clauses up the search goes.
    """
    head = noun.head
    found: list[Node] = []
    if head is None or not hops:
        return _named(noun)
    if noun.dep in {"attr", "acomp", "oprd", "xcomp"} and head.verbal:
        appointed = head.lemma in words().appointing and noun.dep != "attr" and not passive(head)
        found += objects(head, hops - 1) if appointed else surface_subjects(head, hops - 1)
    elif noun.dep in SUBJECTS and head.lemma == "be":
        found += [c for c in head.children if c.dep == "attr"]
    elif noun.dep == "appos" and head.nominal:
        found.append(_beside(noun, head))
    elif noun.dep in _NOUN_LINKS and head.mention is not None and noun.index < head.index:
        found.append(head)
    elif noun.dep == "conj" and head.nominal and head.mention is None:
        found += holders(head, via, hops - 1)
    elif noun.dep == "pobj":
        found += _governed(head, via, hops)
    elif noun.dep == "dobj" and head.verbal and head.lemma in _GRANTING and noun.lemma in _GRANTED and passive(head):
        found += surface_subjects(head, hops - 1)
    elif noun.dep in {"dobj", "nsubjpass"} and head.verbal and head.lemma in (words().light | via):
        found += subjects(head, hops - 1)
    return found or _named(noun)


def _beside(noun: Node, head: Node) -> Node:
    """Tell that of "with A, chairman of X, and B, chairman of Y" B is the second chairman, whatever the parser says."""
    names = [n for n in _flat(head) if n.mention is not None and n.index < noun.index and n.type == "Person"]
    return max(names, key=lambda n: n.index) if names and head.type == "Person" else head


def _flat(node: Node) -> list[Node]:
    found: list[Node] = []
    stack = [node]
    while stack and len(found) < 40:
        top = stack.pop()
        found.append(top)
        stack += [c for c in top.children if c.dep in {"conj", "appos"}]
    return found


def _named(noun: Node) -> list[Node]:
    return [c for c in noun.children if c.dep == "appos" and c.mention is not None]


def _governed(prep: Node, via: frozenset[str], hops: int) -> list[Node]:
    above = prep.head
    if above is None:
        return []
    if prep.lower == "as":
        return surface_subjects(above, hops - 1) if prep.index < above.index else _as_role(above, hops)
    if above.mention is not None and prep.lower in {
        "on",
        "with",
    }:  # "a journalist on a visit to X", "X, with ties to Y"
        people = prep.lower == "with" and any(c.lemma in words().people for c in prep.children)
        return [] if people else [above]
    if prep.lower == "of" and not above.verbal and above.mention is None:
        return _of_noun(above, via, hops)
    among = prep.lower in {"among", "amongst"} and above.lemma in _AMONG
    into = prep.lower in _INTO and (above.lemma in (words().light | via) or above.lemma == "be" or "*" in via)
    return surface_subjects(above, hops - 1) if above.verbal and (among or into) and prep.dep != "agent" else []


def _of_noun(noun: Node, via: frozenset[str], hops: int) -> list[Node]:
    """Who has what a noun introduces: "is one of the members", "held the post of director", "is full of praise"."""
    if noun.lemma in words().offices:
        return holders(noun, via | words().taking, hops - 1)
    if noun.lower == "full" and noun.head is not None:
        return surface_subjects(noun.head, hops - 1) if noun.head.verbal else []
    return holders(noun, via, hops - 1) if noun.lemma in words().quantities else []


def _as_role(verb: Node, hops: int) -> list[Node]:
    """Whose role "as" gives: "X serves as chairman", "X was appointed as chairman", "they appointed X as chairman"."""
    if verb.nominal:
        return [verb] if verb.mention is not None else []
    if passive(verb):
        return surface_subjects(verb, hops - 1)
    return verb.kids("dobj") or surface_subjects(verb, hops - 1)
