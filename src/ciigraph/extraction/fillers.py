"""The roles of a trigger, by the names that the data use, and the mentions that fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.arguments import holders, objects, recipients, subjects, surface_subjects
from ciigraph.extraction.circumstances import clause, covers, furthered, helped, taker, where
from ciigraph.extraction.clauses import verb_of
from ciigraph.extraction.phrases import pobjs, prepositions
from ciigraph.extraction.references import LISTING, MODIFIERS, Filler, modifiers, resolve
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.triggers import Family, Role

_PURPOSES = frozenset({"acl", "xcomp", "advcl", "relcl", "ccomp"})
_BODIES = frozenset({"Network", "InternationalOrganisation"})
#: Prepositions that seldom go on from a name, but often from the noun before it: "support by X for Y".
_ONWARD = frozenset({"for", "with", "to", "against", "towards", "toward", "about", "on"})
#: Prepositions that say who acts, before those.
_OF_WHOM = frozenset({"of", "by", "from", "between"})
_PARTIES = frozenset({"Company", "University", "ResearchBody", "MediaOrganisation", "GovernmentBody", "Association"})


def _who_acts(trigger: Node) -> list[Node]:
    """The subject: of an adverb that of its verb, of an adjective what it is said of."""
    if trigger.pos == "ADJ":
        noun = trigger.head if trigger.dep in {"amod", "acl", "relcl"} else None
        behind = noun is not None and noun.nominal and noun.index < trigger.index  # "the only outlet active in X"
        return [noun] if behind and noun is not None else holders(trigger)
    verb = trigger.head if trigger.pos == "ADV" else trigger
    return [*subjects(verb), *_through_whom(verb)] if verb is not None and (verb.verbal or verb is trigger) else []


def _listed(noun: Node) -> list[Node]:
    """The names that follow a class: "member states (A and B)", "members such as A"."""
    found = [t for word, t, _ in prepositions(noun, 1) if word in LISTING]
    return found + [
        c for c in noun.children if c.mention is not None and c.dep in {"appos", "dep", "nmod"} and c.index > noun.index
    ]


def _through_whom(verb: Node) -> list[Node]:
    """Who acts for a subject: Y of "X bought, through its subsidiary Y, a stake"."""
    return [
        t
        for c in verb.children
        if c.dep == "prep" and c.lower in {"through", "via"}
        for t in pobjs(c)
        if t.mention is not None
        and (t.type == "GovernmentBody" or any(k.lower in {"its", "their", "subsidiary"} for k in t.children))
    ]


def _outer(trigger: Node, word: str) -> list[tuple[Node, int]]:
    """Prepositions that the parser hung on the verb that governs a noun: "sign an agreement today with X"."""
    head = trigger.head
    if head is None or not head.verbal or trigger.dep not in {"dobj", "attr", "nsubjpass", "nsubj", "acomp"}:
        return []
    heads = [head]
    if trigger.dep == "nsubjpass":  # "was drafted and signed between X and Y"
        heads += [c for c in head.children if c.dep == "conj" and c.verbal and not c.kids("nsubj", "nsubjpass")]
    hung = [c for h in heads for c in h.children if c.dep in {"prep", "dative"} and c.lower == word]
    return [(t, 1) for c in hung for t in pobjs(c)]


def _beyond(trigger: Node, word: str) -> list[tuple[Node, int]]:
    """Prepositions that the parser hung on a name before: Y of "support by X for Y", "a visit of X to Y"."""
    return [
        (t, 1)
        for prep in trigger.children
        if prep.dep in {"prep", "agent"} and prep.lower in _OF_WHOM
        for name in pobjs(prep)
        if name.mention is not None
        for c in name.children
        if c.dep == "prep" and c.lower == word
        for t in pobjs(c)
    ]


def _topic(trigger: Node, sentence: Sentence) -> list[Node]:
    """What the sentence before was about: "One of the main sponsors is X"."""
    top = trigger
    while top.dep == "pobj" and top.head is not None and top.head.head is not None:
        top = top.head.head  # "one of the sponsors"
    if not trigger.verbal and top.dep not in {"nsubj", "nsubjpass"}:
        return []
    first = [m for m in sentence.previous if m.dep in {"nsubj", "nsubjpass"}]
    return first[:1]


def _earlier(trigger: Node, sentence: Sentence) -> list[Node]:
    """The body that was spoken of before a bare "member": "The Pact is old. X became a member in 2004"."""
    if any(c.dep in {"compound", "nmod", "poss"} for c in trigger.children):
        return []  # "a board member", "their members"
    names = [m for m in sentence.mentions if m.index < trigger.index] or sentence.previous
    bodies = [m for m in names if m.type in _BODIES] or [m for m in sentence.previous if m.type in _BODIES]
    return bodies[-1:]


def _around(trigger: Node) -> list[Node]:
    """Where the clause of a noun is set: X of "the use of Y cameras is common in X"."""
    verb = verb_of(trigger)
    if verb is None or verb.lemma not in {"be", "exist", "remain", "become"}:
        return []
    return [t for word, t, _ in prepositions(verb, 2) if word in {"in", "across", "at"}]


def _doing(trigger: Node) -> list[Node]:
    """What is to be done by it, and to what: "an agreement to share content", "helped X launch a network"."""
    hung = [trigger, *trigger.kids("dobj")] if trigger.verbal else [trigger]
    head = trigger.head
    if not trigger.verbal and head is not None and head.verbal and trigger.dep in {"dobj", "nsubjpass"}:
        hung.append(head)  # "sign an agreement today to share content"
    verbs = [c for n in hung for c in n.children if c.verbal and c.dep in _PURPOSES and c.tag in {"VB", "VBG"}]
    verbs += [p for n in hung for c in n.children if c.pos == "ADP" for p in c.children if p.verbal]
    return [*verbs, *(o for v in verbs for o in objects(v))]


def _said_of(noun: Node) -> bool:
    """Whether a noun says what somebody is: "X is a firm", "X, a firm", "X is one of the firms"."""
    head = noun.head
    if noun.dep == "pobj" and head is not None and head.lower == "of" and head.head is not None:
        return head.head.pos in {"NUM", "DET"} and head.head.dep in {"attr", "appos"}
    return noun.dep in {"attr", "appos"}


def _wished(trigger: Node) -> list[Node]:
    """What only calls for it: "support for putting pressure on X", "urged X to put pressure on Y"."""
    head = trigger.head
    verb = head if not trigger.verbal and head is not None and head.verbal else trigger
    if verb.dep in {"xcomp", "ccomp", "acl", "advcl", "pcomp"} and verb.head is not None:
        above = verb.head.head if verb.dep == "pcomp" else verb.head
        return [above] if above is not None else []
    if trigger.dep == "pobj" and head is not None and head.head is not None:  # "support for pressure on X"
        return [head.head]
    return []


#: Roles of a trigger that depend on nothing else; all other names are prepositions.
_ROLES: dict[str, Callable[[Node], list[Node]]] = {
    "subj": _who_acts,
    "surface": surface_subjects,
    "obj": objects,
    "iobj": recipients,
    "mod": lambda t: list(modifiers(t)),
    "poss": lambda t: t.kids("poss"),
    "listed": _listed,
    "doing": _doing,
    "covers": covers,
    "taker": taker,
    "where": where,
    "furthered": furthered,
    "clause": clause,
    "helped": helped,
    "participle": lambda t: t.kids("acl") + [a for a in t.kids("amod") if a.kids("npadvmod", "compound", "nmod")],
    "governor": lambda t: [t.head] if t.head is not None and t.dep == "pobj" else [],
    "being": lambda t: holders(t) if _said_of(t) else [],
    "verb": lambda t: [t.head] if t.head is not None and t.head.verbal else [],
    "said": lambda t: t.kids("oprd", "ccomp", "attr"),
    "wished": _wished,
    "predicative": lambda t: t.kids("attr", "acomp", "oprd"),
    "amod": lambda t: t.kids("amod", "advmod", "acomp"),
    "around": _around,
    "self": lambda t: [t] if t.mention is not None else [],
    "head": lambda t: [t.head] if t.head is not None and t.head.mention is not None and t.dep in MODIFIERS else [],
}


#: Roles that are looked for beside the tree.
_ASIDE = frozenset({"earlier", "topic"})


def role_nodes(trigger: Node, name: str, family: Family) -> list[tuple[Node, int]]:
    """The nodes in one role of a trigger, each with its distance."""
    if name == "holder":
        owned = any(c.tag == "PRP$" for c in trigger.children)
        if owned and any("poss" in step for frame in family.frames for step in frame.subject.steps):
            return []  # "his visit": the possessor, or nobody
        head = trigger.head
        told = trigger.dep in {"dobj", "conj", "nsubjpass"} and head is not None and head.lemma in words().relaying
        if told and any(c.dep == "poss" for c in trigger.children):
            return []  # "conveyed X's support"
        title = trigger.dep == "dobj" and (family.predicate == "holdsPositionIn" or family.id == "member")
        if title and head is not None and head.lemma not in words().appointing:
            return []  # who "saw an ambassador" isn't one
        return [(n, 0) for n in holders(trigger, family.via)]
    known = trigger.roles
    if known is None:
        known = trigger.roles = {}
    found = known.get(name)
    if found is None:
        found = known[name] = _in_role(trigger, name)
    if name == "by" and family.predicate == "visited":  # who organises a trip needn't be on it
        return [(t, far) for t, far in found if t.head is None or t.head.head is trigger or t.head.dep != "agent"]
    return found


def _in_role(trigger: Node, name: str) -> list[tuple[Node, int]]:
    role = _ROLES.get(name)
    if role is not None:
        return [(n, 0) for n in role(trigger)]
    if trigger.governed is None:
        trigger.governed = list(prepositions(trigger))
    found = [(t, far) for word, t, far in trigger.governed if word == name] + _outer(trigger, name)
    if not found and name in _ONWARD and not trigger.verbal:
        found = _beyond(trigger, name)
    return found + ([(n, 0) for n in where(trigger)] if name == "in" else [])


def may_be_filled(trigger: Node, role: Role, family: Family) -> bool:
    """Whether anything at all stands in a role's first step; cheaper than filling it."""
    first = role.steps[0]
    return not _ASIDE.isdisjoint(first) or any(role_nodes(trigger, name, family) for name in first)


def fill(trigger: Node, role: Role, family: Family, sentence: Sentence) -> list[Filler]:
    """The mentions in a role, which may take several steps ("obj.in")."""
    if "earlier" in role.steps[0]:
        return [Filler(n) for n in _earlier(trigger, sentence)]
    if "topic" in role.steps[0]:
        return [Filler(n) for n in _topic(trigger, sentence)]
    nodes: list[tuple[Node, int]] = [(trigger, 0)]
    for k, step in enumerate(role.steps):
        reached = [
            (n, far + near)
            for node, far in nodes
            for name in sorted(step)
            for n, near in role_nodes(node, name, family)
        ]
        nearest = min((far for _, far in reached), default=0)
        last = k == len(role.steps) - 1  # then the frame takes the nearest that leads to a name
        nodes = [(n, far) for n, far in reached if last or far == nearest]
    found: list[Filler] = []
    for node, far in nodes:
        if node is trigger and node.mention is not None:
            found.append(Filler(node, far))
        else:
            found += [f for f in resolve(node, sentence, far=far) if f.node is not trigger]
    if role.steps[-1] == {"between"} and len(found) == 1:
        found += _second_party(found[0].node, sentence)
    return found


def _second_party(first: Node, sentence: Sentence) -> list[Filler]:
    """The party that the parser loses over a clause: B of "between A, which …, and B"."""
    for m in sentence.mentions:
        if m.index > first.index + 1:
            k = m.index - 1
            while k > first.index and sentence.nodes[k].pos in {"DET", "ADJ"}:
                k -= 1
            if sentence.nodes[k].lower in {"and", "&"} and (m.type == first.type or {m.type, first.type} <= _PARTIES):
                return [Filler(m)]
    return []
