"""From a node to the mentions it stands for: lists, "including X", "officials of X", "both countries", "it".

A role's node is seldom the name itself. Common nouns are looked through where their meaning allows it; each
filler says how it was reached, so that a frame may refuse the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from ciigraph.extraction.arguments import surface_subjects
from ciigraph.extraction.clauses import Node, Sentence, subtree
from ciigraph.extraction.enumerations import behind_colon
from ciigraph.extraction.exemplification import fits
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.homeland import the_country
from ciigraph.extraction.phrases import bracketed, coordinated, pobjs, prepositions
from ciigraph.extraction.pronouns import NEUTRAL, antecedents, both, together
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from collections.abc import Iterator

MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})
LISTING = frozenset({"including", "like", "as", "namely"})
_WHERE = frozenset({"Country", "Place"})
_LEADING = frozenset({"lead", "head", "chair", "captain"})
_MAIN = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "agent"})
_SINGLE = frozenset({"one", "another", "someone", "somebody"})
_POINTING = frozenset({"the", "this", "that", "said"})


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
            beside = (
                bool(found) and n is not node and n.lemma in words().places
            )  # "in X and regions of Y": as near as X
            found += [replace(f, far=far) if beside else f for f in _through(n, sentence, depth - 1, far)]
    if any(f.node.type in _WHERE for f in found):
        found += [f for f in _within(found, far) if all(f.node is not g.node for g in found)]
    return found


def _within(found: list[Filler], far: int) -> list[Filler]:
    """The places that an area is said to include: Y of "in X, including Y and Z"."""
    areas = [f.node for f in found if f.node.type in _WHERE]
    listed = [c for n in areas for c in n.children if c.lower in {"including", "especially", "particularly"}]
    return [
        Filler(n, far)
        for c in listed
        for t in pobjs(c)
        for n in coordinated(t)
        if n.type in _WHERE and n.mention is not None
    ]


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
    if noun.pos != "PRON" and noun.tag not in {"PRP$", "WP$"}:
        return None
    return [Filler(n, far) for n in antecedents(noun, sentence)]


def _two_parties(noun: Node, sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    if noun.tag != "NNS" or noun.lemma not in words().parties:
        return None
    if any(c.dep == "appos" and c.mention is not None for c in noun.children):
        return None  # "two universities, X and Y"
    if _has(noun, "both", "two"):
        return [Filler(n, far) for n in both(noun, sentence)]
    return [Filler(n, far) for n in together(noun, sentence)] or None


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
    if any(c.lower == "of" for c in noun.children):
        return None  # "the staff of X" isn't the staff named before
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
    if not found and noun.tag == "NNS":
        found = _announced(noun, sentence, far) or _of_places(noun, sentence, depth, far)
    return found or None


def _announced(noun: Node, sentence: Sentence, far: int) -> list[Filler]:
    """What a list below the sentence names, where the noun is what it lists: "the following networks. - A - B"."""
    if sentence.entries is None or noun.start >= sentence.announced:
        return []
    if sentence.continues:  # "… These include X": those of whom the sentence was about
        main = noun.dep == "ROOT" or (noun.dep in _MAIN and noun.head is not None and noun.head.dep == "ROOT")
        return [Filler(n, far, through=noun) for n in sentence.entries() if main and fits(noun, n)]
    if any(noun.end <= m.start < sentence.announced and m.type not in _WHERE for m in sentence.mentions):
        return []
    return [Filler(n, far, through=noun) for n in sentence.entries() if fits(noun, n)]


def _of_places(noun: Node, sentence: Sentence, depth: int, far: int) -> list[Filler]:
    """The places that stand for unnamed bodies in them, where they are listed: "unions of 70 states, such as A"."""
    if not depth:
        return []
    where = [t for word, t, _ in prepositions(noun, 0) if word in {"of", "in", "from", "across"}]
    plural = [t for t in where if t.tag == "NNS" and t.mention is None and t.lemma in words().places]
    listed = [f for t in plural for way in (_named, _listed) for f in way(t, sentence, depth - 1, far + 1) or ()]
    return [Filler(f.node, f.far, people=True, through=noun) for f in listed if f.node.type in _WHERE]


def _class_name(noun: Node, _sentence: Sentence, _depth: int, far: int) -> list[Filler] | None:
    """Take the name right before its class: "the Oxfam charity"; "a Belgian company" has none."""
    if noun.lemma in words().occasions:
        events = [m for m in modifiers(noun) if m.type == "Event"]
        return [Filler(n, far + 1, through=noun) for n in events] or None
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
    ways = {"of", "from", "at", "within"}
    if people and any(c.index < noun.index and (c.type == "Country" or _of_people(c)) for c in noun.children):
        ways = {"of", "from"}  # "Ruritanian representatives at X" are Ruritania's
    of = [t for word, t, _ in prepositions(noun, 0) if word in ways]
    if noun.lower in _SINGLE and any(t.lemma in lists.people for t in of):
        return None  # "one of the members of X" isn't X
    found = [f for t in of for f in resolve(t, sentence, depth, far + 1)]
    if not found:
        before = [m for m in modifiers(noun) if m.tag != "PRP$" or m.lower in NEUTRAL]
        found = [f for m in before for f in resolve(m, sentence, 1, far + 1)]
    return [Filler(f.node, f.far, people=f.people or people, through=noun) for f in found]


def _predicated(noun: Node, sentence: Sentence, depth: int, far: int) -> list[Filler] | None:
    """Take "X is a company that …" and "X, a company that …" to X, where the noun itself names nobody."""
    head = noun.head
    if head is None or noun.lemma not in words().classes | words().people:
        return None
    one = head.head if noun.dep == "pobj" and head.lower == "of" else None
    if one is not None and one.lower in _SINGLE:  # "X is one of the companies that …"
        noun, head = one, one.head
    if head is None:
        return None
    if noun.dep == "appos" and head.mention is not None:
        return [Filler(head, far, through=noun)]
    if noun.dep in {"nsubj", "nsubjpass"} and head.lemma == "be":  # "the only outlet that … is X"
        named = [n for a in head.kids("attr") for n in coordinated(a) if n.mention is not None]
        return [Filler(n, far, through=noun) for n in named] or None
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


def _of_people(word: Node) -> bool:
    """Whether a word says of which country people are."""
    return word.mention is None and word.lower in gazetteer().demonyms


def _has(noun: Node, *lowers: str) -> bool:
    return any(c.lower in lowers for c in noun.children)
