"""From a node to the mentions it stands for: lists, "including X", "officials of X", "both countries", "it".

A role's node is seldom the name itself. Common nouns are looked through where their meaning allows it; each
filler says how it was reached, so that a frame may refuse the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ciigraph.extraction.arguments import surface_subjects
from ciigraph.extraction.clauses import Node, Sentence, subtree, verb_of
from ciigraph.extraction.enumerations import behind_colon
from ciigraph.extraction.homeland import the_country
from ciigraph.extraction.phrases import bracketed, coordinated, pobjs, prepositions
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from collections.abc import Iterator

MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})
LISTING = frozenset({"including", "like", "as", "namely"})
_PERSONAL = {"he": "Person", "she": "Person", "his": "Person", "her": "Person", "him": "Person"}
#: What the parties that a class noun sums up must be; other nouns ("sides") take any.
_SUMMED: dict[str, set[str]] = {
    "country": {"Country"}, "nation": {"Country"}, "state": {"Country"}, "government": {"Country", "GovernmentBody"},
    "city": {"Place"},
    "company": {"Company"}, "firm": {"Company"}, "bank": {"Company", "GovernmentBody"},
    "university": {"University"}, "institution": {"University", "ResearchBody"}, "leader": {"Person"},
    "minister": {"Person"}, "president": {"Person"}, "official": {"Person"}, "people": {"Person"},
    "ministry": {"GovernmentBody"}, "agency": {"GovernmentBody", "MediaOrganisation"},
}  # fmt: skip
_WHERE = frozenset({"Country", "Place"})
_LEADING = frozenset({"lead", "head", "chair", "captain"})
_SINGLE = frozenset({"one", "another", "someone", "somebody"})
_POINTING = frozenset({"the", "this", "that", "said"})
#: Nouns that two states may be summed up in, also where only a body of theirs is named.
_STATES = frozenset({"country", "nation", "state", "side", "party", "government"})
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
        if c.dep in MODIFIERS and c.index < noun.index:
            yield c
            if c.mention is None:
                yield from (g for g in c.children if g.dep in MODIFIERS and g.mention is not None)
    head = noun.head
    if noun.dep in {"compound", "nmod"} and head is not None:
        yield from (c for c in head.children if c.dep in MODIFIERS and c.index < noun.index)


def resolve(node: Node, sentence: Sentence, depth: int = 4, far: int = 0) -> list[Filler]:
    """The mentions that a node in a role stands for, conjuncts included."""
    found: list[Filler] = []
    for n in coordinated(node):
        if n.mention is not None:
            found.append(Filler(n, far))
            if n.type == "Person" and n.inner in words().people:
                found += [Filler(m, far, through=n) for m in _among(n)]
                found += _behind(n, sentence, far)
        elif depth:
            found += _through(n, sentence, depth - 1, far)
    return found


def _among(people: Node) -> list[Node]:
    """The persons named among others: X of "a delegation led by X", "officials including X and Y"."""
    heads = [t for word, t, _ in prepositions(people, 0) if word == "including"]
    for verb in people.kids("acl", "relcl"):
        if verb.lemma in _LEADING:
            heads += [t for c in verb.children if c.dep == "agent" or c.lower == "by" for t in pobjs(c)]
    named = [m for h in heads for n in coordinated(h) for m in (n, *n.kids("appos")) if m.type == "Person"]
    return [m for m in named if m.inner not in words().people]


def _behind(people: Node, sentence: Sentence, far: int) -> list[Filler]:
    governed = [t for word, t, _ in prepositions(people, 1) if word in {"from", "of", "including", "at"}]
    return [
        Filler(f.node, f.far, behind=True, through=people)
        for t in governed
        for f in resolve(t, sentence, 2, far + 1)
        if not f.behind
    ]


def _through(noun: Node, sentence: Sentence, depth: int, far: int) -> list[Filler]:
    for way in _WAYS:
        found = way(noun, sentence, depth, far)
        if found is not None:
            return found
    return []


def _pronoun(noun: Node, sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    if noun.pos != "PRON" and noun.tag != "PRP$":
        return None
    return [Filler(n, far) for n in antecedents(noun, sentence)]


def _two_parties(noun: Node, sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    if noun.lemma not in words().parties or noun.tag != "NNS" or not _has(noun, "both", "two"):
        return None
    if any(c.dep == "appos" and c.mention is not None for c in noun.children):
        return None  # "two universities, X and Y"
    return [Filler(n, far) for n in _both(noun, sentence)]


def _named(noun: Node, sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    """Find the name beside the noun: "the company, X", "one of the papers, X", "a politician who … (X)"."""
    beside = [c for c in noun.children if c.dep == "appos" and c.mention is not None]
    if beside:
        return [Filler(m, far, through=noun) for n in beside for m in coordinated(n) if m.mention is not None]
    if noun.lemma in words().quantities:
        beside = [m for m in subtree(noun) if m.dep == "appos" and m.mention is not None and not bracketed(m)]
        beside = [m for m in beside if sentence.nodes[m.index - 1].pos in {"PUNCT", "DET"}][-1:]
    elif noun.lemma in words().people and noun.tag == "NN":
        beside = [
            m for m in subtree(noun) if m.type == "Person" and m.index and sentence.nodes[m.index - 1].text == "("
        ][:1]
    return [Filler(m, far, through=noun) for m in beside] or None


def _same_class(noun: Node, sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    """Take a class noun with an article to the name before that it ends: "the cable" after "the North Sea Cable"."""
    if noun.pos != "NOUN" or noun.tag != "NN" or not any(c.lower in _POINTING for c in noun.children):
        return None
    for names in ([m for m in sentence.mentions if m.index < noun.index], sentence.previous):
        fitting = [m for m in names if m.inner == noun.lemma and m.type not in _WHERE and m.type != "Person"]
        if fitting:
            return [Filler(fitting[-1], far)]
    return None


def _led(noun: Node, _sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    """Take people without a name to who leads them: "a delegation led by X"."""
    if noun.lemma not in words().collectives:
        return None
    return [Filler(m, far, through=noun) for m in _among(noun)] or None


def _this_place(noun: Node, sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    if noun.lemma not in words().places or not _has(noun, "this", "that", "said", "same"):
        return [Filler(m, far) for m in the_country(noun, sentence)] or None
    kind = "Country" if noun.lemma in {"country", "nation", "state"} else "Place"
    return [Filler(m, far) for m in [m for m in sentence.mentions if m.index < noun.index and m.type == kind][-1:]]


def _listed(noun: Node, sentence: Sentence, depth: int, far: int) -> list[Filler] | None:
    listed = [t for word, t, _ in prepositions(noun, 0) if word in LISTING]
    found = [f for t in listed for f in resolve(t, sentence, depth, far)]
    after = sentence.nodes[noun.index + 1 : noun.index + 3]
    if not found and noun.tag == "NNS" and len(after) == 2 and after[0].text == ":" and after[1].type is not None:
        found = [Filler(n, far) for n in behind_colon(noun, frozenset({after[1].type}), sentence)]
    return found or None


def _class_name(noun: Node, _sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    """Take the name right before its class: "the Oxfam charity"; "a Belgian company" has none."""
    if noun.lemma not in words().classes or noun.lemma in words().people:
        return None
    before = [
        m for m in modifiers(noun) if m.mention is not None and m.index == noun.index - 1 and m.type not in _WHERE
    ]
    return [Filler(n, far + 1, through=noun) for m in before for n in coordinated(m) if n.mention is not None] or None


def _stands_for(noun: Node, sentence: Sentence, depth: int, far: int) -> list[Filler] | None:
    """Look through "the government of X" to X, and through "officials of X" to X as its people."""
    lists = words()
    people = noun.lemma in lists.people
    if people and noun.tag not in {"NNS", "NNPS"} and noun.lemma not in lists.collectives:
        return None
    if not people and noun.lemma not in lists.transparent | lists.quantities and noun.tag not in {"CD", "DT"}:
        return None
    of = [t for word, t, _ in prepositions(noun, 0) if word in {"of", "from", "at", "within"}]
    if noun.lower in _SINGLE and any(t.lemma in lists.people for t in of):
        return None  # "one of the members of X" isn't X
    found = [f for t in of for f in resolve(t, sentence, depth, far + 1)]
    if not found:
        before = [m for m in modifiers(noun) if m.tag != "PRP$" or m.lower in _NEUTRAL]
        found = [f for m in before for f in resolve(m, sentence, 1, far + 1)]
    return [Filler(f.node, f.far, people=f.people or people, through=noun) for f in found]


def _predicated(noun: Node, sentence: Sentence, depth: int, far: int) -> list[Filler] | None:
    """Take "X is a company that …" and "X, a company that …" to X, where the noun itself names nobody."""
    head = noun.head
    if head is None or noun.lemma not in words().classes | words().people:
        return None
    if noun.dep == "appos" and head.mention is not None:
        return [Filler(head, far, through=noun)]
    if noun.dep == "pobj" and head.lower == "of" and head.head is not None and head.head.lower in _SINGLE:
        noun = head.head  # "X is one of the companies that …"
        head = noun.head
    if head is None:
        return None
    if noun.dep == "appos" and head.mention is not None:
        return [Filler(head, far, through=noun)]
    if noun.dep == "attr" and head.lemma == "be":
        return [f for n in surface_subjects(head) if n is not noun for f in resolve(n, sentence, min(depth, 1), far)]
    return None


_Way: TypeAlias = Callable[[Node, Sentence, int, int], "list[Filler] | None"]
#: How a noun that is no name may lead to one; the first that knows the noun decides.
_WAYS: tuple[_Way, ...] = (
    _pronoun,
    _two_parties,
    _named,
    _same_class,
    _led,
    _this_place,
    _listed,
    _predicated,
    _class_name,
    _stands_for,
)


def _has(noun: Node, *lowers: str) -> bool:
    return any(c.lower in lowers for c in noun.children)


def antecedents(pronoun: Node, sentence: Sentence) -> list[Node]:
    """What "it", "its", "they", "he" refer to: the subject of the clause before, where only one can be meant."""
    wanted = _PERSONAL.get(pronoun.lower)
    if wanted is None and pronoun.lower not in _NEUTRAL:
        return []
    verb = verb_of(pronoun)
    owned = pronoun.head
    others = owned is not None and owned.dep in {"attr", "oprd"}  # "let X be their partner": not X's
    if pronoun.tag == "PRP$" and verb is not None and not others:  # "X has its bureau in Y"
        own = [s for s in surface_subjects(verb) if s.mention is not None and s.index < pronoun.index]
        if own and _agrees(own, pronoun, wanted):
            return [m for s in own for m in coordinated(s) if m.mention is not None]
    before = [m for m in sentence.mentions if m.index < pronoun.index] or sentence.previous
    if wanted is not None:
        persons = [m for m in before if m.type == wanted]
        if len({m.text for m in persons}) == 1:
            return persons[-1:]
    fitting = [m for m in before if m.dep in {"nsubj", "nsubjpass"} and _agrees([m], pronoun, wanted)]
    if others:
        fitting = [m for m in fitting if m.head is not verb]
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
        if noun.lemma in _STATES:
            states: dict[str, Node] = {}
            for m in names:
                if m.country is not None and m.type in {"Country", "GovernmentBody"}:
                    states[m.country] = m if m.type == "Country" else states.get(m.country, m)
            if len(states) == 2:
                return list(states.values())
    return []


def _agrees(nodes: list[Node], pronoun: Node, wanted: str | None) -> bool:
    if wanted is not None:
        return all(n.type == wanted for n in nodes)
    return all(n.type != "Person" for n in nodes) or pronoun.lower in {"they", "their", "them"}
