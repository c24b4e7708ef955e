"""From the node in a role to the mentions it stands for: lists, "including X", "officials of X", "it".

A role's node is seldom the name itself. Common nouns are looked through where their meaning allows it; each
filler says how it was reached, so that a frame may refuse the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ciigraph.extraction.arguments import (
    coordinated,
    holders,
    objects,
    pobjs,
    prepositions,
    recipients,
    subjects,
    surface_subjects,
)
from ciigraph.extraction.clauses import subtree, verb_of
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.triggers import Family, Role

_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})
_PERSONAL = {"he": "Person", "she": "Person", "his": "Person", "her": "Person", "him": "Person"}
#: What the parties that a class noun sums up must be; other nouns ("sides") take any.
_SUMMED: dict[str, set[str]] = {
    "country": {"Country"}, "nation": {"Country"}, "state": {"Country"}, "government": {"Country", "GovernmentBody"},
    "city": {"Place"}, "company": {"Company"}, "firm": {"Company"}, "bank": {"Company", "GovernmentBody"},
    "university": {"University"}, "institution": {"University", "ResearchBody"}, "leader": {"Person"}, "minister": {"Person"},
    "president": {"Person"}, "official": {"Person"}, "people": {"Person"}, "ministry": {"GovernmentBody"},
    "agency": {"GovernmentBody", "MediaOrganisation"},
}  # fmt: skip
_WHERE = frozenset({"Country", "Place"})
_PARTIES = frozenset({"Company", "University", "ResearchBody", "MediaOrganisation", "GovernmentBody", "Association"})
_NEUTRAL = frozenset({"it", "its", "they", "their", "them"})


@dataclass(frozen=True, slots=True, eq=False)
class Filler:
    """A mention that fills a role; ``people`` where it stands for its people ("officials of X")."""

    node: Node
    far: int = 0  # nouns between the trigger and it
    people: bool = False
    behind: bool = False  # it stands behind another filler: "22 journalists from X"
    through: Node | None = None  # the common noun that was looked through


def modifiers(noun: Node) -> Iterator[Node]:
    """Names before a noun: "Huawei routers", "Belgium's agency", also those that the parser hung on the same head."""
    for c in noun.children:
        if c.dep in _MODIFIERS and c.index < noun.index:
            yield c
            if c.mention is None:
                yield from (g for g in c.children if g.dep in _MODIFIERS and g.mention is not None)
    head = noun.head
    if noun.dep in {"compound", "nmod"} and head is not None:
        yield from (c for c in head.children if c.dep in _MODIFIERS and c.index < noun.index)


def resolve(node: Node, sentence: Sentence, depth: int = 4, far: int = 0) -> list[Filler]:
    """The mentions that a node in a role stands for, conjuncts included."""
    found: list[Filler] = []
    for n in coordinated(node):
        if n.mention is not None:
            found.append(Filler(n, far))
            if n.type == "Person" and n.inner in words().people:
                found += _behind(n, sentence, far)
        elif depth:
            found += _through(n, sentence, depth - 1, far)
    return found


def _behind(people: Node, sentence: Sentence, far: int) -> list[Filler]:
    governed = [t for word, t, _ in prepositions(people, 1) if word in {"from", "of", "including", "at"}]
    return [
        Filler(f.node, f.far, behind=True, through=people)
        for t in governed
        for f in resolve(t, sentence, 2, far + 1)
        if not f.behind
    ]


def _through(noun: Node, sentence: Sentence, depth: int, far: int) -> list[Filler]:
    if noun.pos == "PRON" or noun.tag == "PRP$":
        return [Filler(n, far) for n in antecedents(noun, sentence)]
    lists = words()
    people = noun.lemma in lists.people
    if noun.lemma in lists.parties and noun.tag == "NNS" and any(c.lower in {"both", "two"} for c in noun.children):
        return [Filler(n, far) for n in _both(noun, sentence)]
    named = [c for c in noun.children if c.dep == "appos" and c.mention is not None]
    if named:
        return [Filler(m, far, through=noun) for n in named for m in coordinated(n) if m.mention is not None]
    if noun.lemma in lists.places and any(c.lower in {"this", "that", "said", "same"} for c in noun.children):
        kind = "Country" if noun.lemma in {"country", "nation", "state"} else "Place"
        return [Filler(m, far) for m in [m for m in sentence.mentions if m.index < noun.index and m.type == kind][-1:]]
    if people and noun.tag == "NN":
        named = [m for m in subtree(noun) if m.type == "Person" and m.mention is not None and _opens(m, sentence)]
        if named:
            return [Filler(named[0], far, through=noun)]
    listed = [t for word, t, _ in prepositions(noun, 0) if word in {"including", "like", "as", "namely"}]
    found = [f for t in listed for f in resolve(t, sentence, depth, far)]
    if found:
        return found
    if noun.lemma in lists.classes and not people:
        before = [
            m for m in modifiers(noun) if m.mention is not None and m.index == noun.index - 1 and m.type not in _WHERE
        ]
        return [Filler(n, far + 1, through=noun) for m in before for n in coordinated(m) if n.mention is not None]
    if people:
        people = noun.tag in {"NNS", "NNPS"} or noun.lemma in lists.collectives
        if not people:
            return []
    elif not (noun.lemma in lists.transparent or noun.lemma in lists.quantities or noun.tag in {"CD", "DT"}):
        return []
    found = [
        f
        for word, t, _ in prepositions(noun, 0)
        if word in {"of", "from", "at", "within"}
        for f in resolve(t, sentence, depth, far + 1)
    ]
    if not found:
        found = [
            f
            for m in modifiers(noun)
            if m.tag != "PRP$" or m.lower in _NEUTRAL
            for f in resolve(m, sentence, 1, far + 1)
        ]
    return [Filler(f.node, f.far, people=f.people or people, through=noun) for f in found]


def _opens(node: Node, sentence: Sentence) -> bool:
    return node.index > 0 and sentence.nodes[node.index - 1].text == "("


def antecedents(pronoun: Node, sentence: Sentence) -> list[Node]:
    """What "it", "its", "they", "he" refer to: the subject of the clause before, where only one can be meant."""
    wanted = _PERSONAL.get(pronoun.lower)
    if wanted is None and pronoun.lower not in _NEUTRAL:
        return []
    verb = verb_of(pronoun)
    if pronoun.tag == "PRP$" and verb is not None:  # "X has its bureau in Y"
        own = [s for s in surface_subjects(verb) if s.mention is not None and s.index < pronoun.index]
        if own and _agrees(own, pronoun, wanted):
            return [m for s in own for m in coordinated(s) if m.mention is not None]
    before = [m for m in sentence.mentions if m.index < pronoun.index] or sentence.previous
    if wanted is not None:
        persons = [m for m in before if m.type == wanted]
        if len({m.text for m in persons}) == 1:
            return persons[-1:]
    fitting = [m for m in before if m.dep in {"nsubj", "nsubjpass"} and _agrees([m], pronoun, wanted)]
    return fitting[-1:]


def _both(noun: Node, sentence: Sentence) -> list[Node]:
    """The two parties that "both countries" sums up: the last two named together before."""
    before = [m for m in sentence.mentions if m.index < noun.index]
    for names in (before, sentence.previous):
        for m in reversed(names):
            pair = [n for n in coordinated(m) if n.mention is not None and n in names]
            if (
                len(pair) == 2
                and pair[0].type == pair[1].type
                and pair[0].type in _SUMMED.get(noun.lemma, {pair[0].type})
            ):
                return pair
        countries = {m.text: m for m in names if m.type == "Country"}
        if len(countries) == 2 and "Country" in _SUMMED.get(noun.lemma, {"Country"}):
            return list(countries.values())
    return []


def _agrees(nodes: list[Node], pronoun: Node, wanted: str | None) -> bool:
    if wanted is not None:
        return all(n.type == wanted for n in nodes)
    return all(n.type != "Person" for n in nodes) or pronoun.lower in {"they", "their", "them"}


def role_nodes(trigger: Node, name: str, family: Family) -> list[tuple[Node, int]]:
    """The nodes in one role of a trigger, each with its distance."""
    if name == "subj" and trigger.pos == "ADJ":
        return [(n, 0) for n in holders(trigger)]
    if name == "subj":
        return [(n, 0) for n in (*subjects(trigger), *_through_whom(trigger))]
    if name == "surface":
        return [(n, 0) for n in surface_subjects(trigger)]
    if name == "obj":
        return [(n, 0) for n in objects(trigger)]
    if name == "iobj":
        return [(n, 0) for n in recipients(trigger)]
    if (
        name == "holder"
        and any(c.tag == "PRP$" for c in trigger.children)
        and "poss" in {r for f in family.frames for st in f.subject.steps for r in st}
    ):
        return []  # "his visit": the possessor, or nobody
    if name == "holder":
        return [(n, 0) for n in holders(trigger, family.via)]
    if name == "mod":
        return [(n, 0) for n in modifiers(trigger)]
    if name == "poss":
        return [(n, 0) for n in trigger.children if n.dep == "poss"]
    if name == "listed":
        return [(n, 0) for n in _listed(trigger)]
    if name == "self":
        return [(trigger, 0)] if trigger.mention is not None else []
    if name == "head":
        head = trigger.head
        return [(head, 0)] if head is not None and head.mention is not None and trigger.dep in _MODIFIERS else []
    return [(t, far) for word, t, far in prepositions(trigger) if word == name] + _outer(trigger, name)


def _listed(noun: Node) -> list[Node]:
    """The names that follow a class: "member states (A and B)", "members such as A"."""
    found = [t for word, t, _ in prepositions(noun, 1) if word in {"including", "like", "as", "namely"}]
    return found + [
        c for c in noun.children if c.mention is not None and c.dep in {"appos", "dep", "nmod"} and c.index > noun.index
    ]


def _through_whom(verb: Node) -> list[Node]:
    """ "X bought, through its subsidiary Y, a stake": Y."""
    return [
        t
        for c in verb.children
        if c.dep == "prep" and c.lower in {"through", "via"}
        for t in pobjs(c)
        if t.mention is not None and any(k.lower in {"its", "their", "subsidiary"} for k in t.children)
    ]


def _outer(trigger: Node, word: str) -> list[tuple[Node, int]]:
    """Prepositions that the parser hung on the verb that governs a noun: "sign an agreement today with X"."""
    head = trigger.head
    if head is None or not head.verbal or trigger.dep not in {"dobj", "attr", "nsubjpass", "nsubj", "acomp"}:
        return []
    return [(t, 1) for c in head.children if c.dep in {"prep", "dative"} and c.lower == word for t in pobjs(c)]


def _topic(trigger: Node, sentence: Sentence) -> list[Node]:
    """What the sentence before was about: "One of the main sponsors is X"."""
    top = trigger
    while top.dep == "pobj" and top.head is not None and top.head.head is not None:
        top = top.head.head  # "one of the sponsors"
    if not trigger.verbal and top.dep not in {"nsubj", "nsubjpass"}:
        return []
    first = [m for m in sentence.previous if m.dep in {"nsubj", "nsubjpass"}]
    return first[:1]


def fill(trigger: Node, role: Role, family: Family, sentence: Sentence) -> list[Filler]:
    """The mentions in a role, which may take several steps ("obj.in")."""
    if "topic" in role.steps[0]:
        return [Filler(n) for n in _topic(trigger, sentence)]
    nodes: list[tuple[Node, int]] = [(trigger, 0)]
    for step in role.steps:
        reached = [
            (n, far + near)
            for node, far in nodes
            for name in sorted(step)
            for n, near in role_nodes(node, name, family)
        ]
        nearest = min((far for _, far in reached), default=0)
        nodes = [(n, far) for n, far in reached if far == nearest]
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
    """ "between A, which …, and B": the parser loses B over the clause between."""
    for m in sentence.mentions:
        if m.index > first.index + 1:
            k = m.index - 1
            while k > first.index and sentence.nodes[k].pos in {"DET", "ADJ"}:
                k -= 1
            if sentence.nodes[k].lower in {"and", "&"} and (m.type == first.type or {m.type, first.type} <= _PARTIES):
                return [Filler(m)]
    return []
