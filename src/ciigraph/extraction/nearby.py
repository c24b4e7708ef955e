"""Where the parse gives nothing: a trigger and the nearest fitting names on the sides where its frames expect them.

Long sentences, headlines, missing articles and run-together lists break the parse, seldom the order of words. So a
family's frames are read once more as places: who acts stands to the left, what is acted on to the right, what a
preposition governs right after that preposition; a passive changes sides. A clause break, another finite verb or
another preposition between bars the way.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from ciigraph.extraction.arguments import passive
from ciigraph.extraction.bars import (
    describes_a_class,
    of_people,
    only_describes,
    owns,
    owns_name,
    speaks_for,
    spoken_for,
)
from ciigraph.extraction.references import Filler
from ciigraph.extraction.triggers import rules, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.triggers import Family, Frame, Role, Rules

#: Nodes that may stand between a trigger and a name: who acts may be far, what is acted on is near.
LEFT, RIGHT, MARKED = 25, 7, 12
#: More names in a row are a list of somebody's examples rather than parties to one thing.
_PARTIES = 4
_ACTING = frozenset({"subj", "surface", "holder", "listed"})
_BEFORE = frozenset({"mod", "poss"})
_DIRECT = frozenset({"obj", "iobj"})
_OTHER = frozenset(
    {"self", "head", "topic", "between", "doing", "furthered", "amod", "around", "said", "being", "verb", "predicative"}
    | {"wished", "clause", "helped", "governor", "participle"}
)
_BREAKS = frozenset({";", ":", "•", "?", "!", "."})
_CONTRASTS = frozenset({"while", "whereas", "although", "though"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_JOINS = frozenset({",", "and", "or", "&", "the", "/", "as", "well"})


#: What the order of words alone must not say of a person.
_NOT_OF_PERSONS = frozenset(
    "holdsPositionIn cooperatesWith hasAgreementWith supports criticises recruited coerced attacked".split()  # noqa: SIM905
)


class Place(NamedTuple):
    """Where a role's name may stand."""

    acting: bool = False  # to the left, as a subject does
    before: bool = False  # right before the trigger
    direct: bool = False  # to the right, with no preposition but "of"
    markers: frozenset[str] = frozenset()  # to the right, after one of these prepositions


@cache
def _place(role: Role, swapped: bool) -> Place:
    """The places of a role; of several steps the last one tells."""
    names = role.steps[-1]
    chained = len(role.steps) > 1
    acting, direct = bool(names & _ACTING), bool(names & _DIRECT) or (chained and bool(names & _BEFORE))
    markers = names - _ACTING - _BEFORE - _DIRECT - _OTHER
    if swapped and not chained:
        acting, direct, markers = direct, False, (markers | {"by"} if acting else markers)
    return Place(acting, bool(names & _BEFORE) and not chained, direct, markers)


def nearby(trigger: Node, family: Family, sentence: Sentence) -> list[tuple[Filler, Filler, str]]:
    """What a family's frames read by the order of words around its trigger, with the frame's text."""
    if (
        trigger.mention is not None
        or only_describes(trigger, sentence)
        or trigger.lemma in words().light_only
        or not _needed(trigger, family, sentence)
    ):
        return []
    for frame in family.frames:
        found = _pairs(trigger, frame, family, sentence)
        if found:
            people = rules().predicates[family.predicate].people
            return [
                (Filler(s), Filler(o), frame.text)
                for s, o in found
                if s is not o
                and (people or not (of_people(s) or of_people(o)))
                and not (family.predicate in _NOT_OF_PERSONS and "Person" in {s.type, o.type})
                and not ("countries" in people and "Country" in {s.type, o.type})
                and (trigger.verbal or family.predicate != "visited" or s.head is None or s.head.dep != "agent")
            ]
    return []


def _pairs(trigger: Node, frame: Frame, family: Family, sentence: Sentence) -> list[tuple[Node, Node]]:
    swapped = trigger.verbal and passive(trigger)
    if frame.object is None:
        if frame.text == "pair between":
            parties = _marked(trigger, frozenset({"between"}), family.subject, sentence)
        elif frame.text == "pair subj" and trigger.verbal:
            parties = _acting(trigger, family.subject, sentence)
        else:
            return []
        return list(combinations(parties, 2)) if len(parties) <= _PARTIES else []
    if spoken_for(trigger, adjunct=family.predicate == "visited") and not frame.subject.steps[0] & _BEFORE:
        return []
    left = _find(trigger, _place(frame.subject, swapped), family.subject, sentence)
    if not left:
        return []
    right = _find(trigger, _place(frame.object, swapped), family.object, sentence)
    return [(s, o) for s in left for o in right if s not in right and o not in left]


def _find(trigger: Node, place: Place, types: frozenset[str], sentence: Sentence) -> list[Node]:
    return (
        (_before(trigger, types, sentence) if place.before else [])
        or (_acting(trigger, types, sentence) if place.acting else [])
        or (_direct(trigger, types, sentence) if place.direct else [])
        or (_marked(trigger, place.markers, types, sentence) if place.markers else [])
    )


def _needed(trigger: Node, family: Family, sentence: Sentence) -> bool:
    """Whether the words that the family asks for, and none that it refuses, stand near."""
    if not family.need and not family.block:
        return True
    near = sentence.nodes[max(0, trigger.index - 4) : trigger.index + 8]
    lemmas = {n.lemma for n in near} | {n.lower for n in near}
    return all(lemmas & need for _, need in family.need) and not any(lemmas & block for _, block in family.block)


def _before(trigger: Node, types: frozenset[str], sentence: Sentence) -> list[Node]:
    """A name right before the trigger: "Acme routers", "Ruritania's support"."""
    for k in range(trigger.index - 1, max(-1, trigger.index - 4), -1):
        node = sentence.nodes[k]
        if node.mention is not None:
            return [node] if node.type in types else []
        if node.pos not in {"ADJ", "NOUN", "PART", "PROPN"}:
            break
    return []


def _acting(trigger: Node, types: frozenset[str], sentence: Sentence) -> list[Node]:
    """The nearest name to the left that may act: none that a preposition governs, unless as "officials of X"."""
    if describes_a_class(trigger):
        return _after_colon(trigger, types, sentence)
    objects: list[Node] = []
    for k in range(trigger.index - 1, max(-1, trigger.index - LEFT), -1):
        node = sentence.nodes[k]
        if node.text in _BREAKS or "\n" in node.text:
            break
        if node.mention is None or node.type not in types or owns(node, sentence):
            continue
        governed = _preposition(node, sentence)
        if governed is not None and not speaks_for(governed, sentence):
            continue
        if node.dep in {"dobj", "attr"} and not objects:
            objects = [node]
            continue
        run = _run(node, types, sentence, backwards=True)
        set_in = _preposition(run[-1], sentence) if sentence.nodes[run[-1].index + 1].text == "," else None
        return run if set_in is None or set_in.lower not in {"in", "at"} else run[:1]  # "in X, Y signs"
    return objects or _leading(trigger, types, sentence)


def _after_colon(trigger: Node, types: frozenset[str], sentence: Sentence) -> list[Node]:
    """The list behind a colon that names the class: "media that publish in X: A, B and C"."""
    for node in sentence.nodes[trigger.index + 1 : trigger.index + LEFT]:
        if node.text == ":":
            listed = [n for n in sentence.nodes[node.index + 1 : node.index + 4] if n.mention is not None]
            return _run(listed[0], types, sentence, backwards=False) if listed and listed[0].type in types else []
    return []


def _leading(trigger: Node, types: frozenset[str], sentence: Sentence) -> list[Node]:
    """Who acts after an adverbial that opens the sentence: "During a visit to Y, X …"."""
    if trigger.verbal or "Person" not in types or any(n.mention is not None for n in sentence.nodes[: trigger.index]):
        return []
    comma = False
    for node in sentence.nodes[trigger.index + 1 : trigger.index + LEFT]:
        if node.text in _BREAKS:
            break
        comma = comma or node.text == ","
        if comma and node.mention is not None and node.type == "Person":
            return [node]
    return []


def _preposition(node: Node, sentence: Sentence) -> Node | None:
    """The preposition that governs a name by the order of words."""
    for k in range(node.index - 1, max(-1, node.index - 5), -1):
        before = sentence.nodes[k]
        if before.pos == "ADP":
            return before
        if before.mention is None and before.pos not in {"DET", "ADJ", "NUM", "PROPN"}:
            return None
        if before.mention is not None:
            return None
    return None


def _direct(trigger: Node, types: frozenset[str], sentence: Sentence) -> list[Node]:
    """The name to the right that no preposition but "of" parts from the trigger."""
    for node in _after(trigger, sentence, RIGHT):
        if node.mention is not None:
            if node.type in types:
                return _run(node, types, sentence, backwards=False)
            if node.type not in {"Country", "Place", "Person"}:
                return []
        elif node.pos == "ADP" and node.lower != "of":
            return []
    return []


def _marked(trigger: Node, markers: frozenset[str], types: frozenset[str], sentence: Sentence) -> list[Node]:
    """The name that one of these prepositions governs, to the right of the trigger."""
    open_ = False
    for node in _after(trigger, sentence, MARKED):
        if node.mention is not None:
            if open_ and node.type in types and not owns_name(node, sentence):
                return _run(node, types, sentence, backwards=False)
        elif node.pos == "PART" and node.lower == "to":
            open_ = False  # "partnered with a local firm to launch X's network"
        elif node.lower in markers:
            open_ = True
        elif node.pos == "ADP" and (node.lower != "of" or not open_):
            open_ = False
    return []


def _after(trigger: Node, sentence: Sentence, reach: int) -> Iterator[Node]:
    """The nodes to the right, up to a break of the clause or another finite verb."""
    for node in sentence.nodes[trigger.index + 1 : trigger.index + 1 + reach]:
        if node.text in _BREAKS or "\n" in node.text or (node.tag in _FINITE and node.mention is None):
            return
        if node.lower in _CONTRASTS or _goes_apart(node, sentence):
            return
        yield node


def _goes_apart(node: Node, sentence: Sentence) -> bool:
    """Whether a participle says what follows from it: "…, indicating Ruritania's interest"."""
    return node.tag == "VBG" and node.lower != "including" and sentence.nodes[node.index - 1].text == ","


def _run(node: Node, types: frozenset[str], sentence: Sentence, *, backwards: bool) -> list[Node]:
    """A name and those of its type that are listed with it: "X, Y and Z"."""
    found = [node]
    step = -1 if backwards else 1
    k, gap, joined, ended = node.index + step, 0, False, False
    while 0 <= k < len(sentence.nodes) and gap < 4:
        other = sentence.nodes[k]
        if other.mention is not None:
            if not gap or other.type not in types or (other.type != node.type and not joined):
                break
            if joined and backwards and len(found) > 1 and not ended:
                return [node]  # "of A, B and C, X signed": X isn't of the list
            found.append(other)
            ended = ended or joined
            gap, joined = 0, False
        elif other.lower in _JOINS:
            gap += 1
            joined = joined or other.lower in {"and", "&"}
        else:
            break
        k += step
    return found


@cache
def eligible(family: Family) -> bool:
    """Whether the order of words alone may fill a family's frames: not where its words are everyday ones."""
    if family.strict or family.indicators:
        return False
    return family.loose or bool(family.need) or rules().predicates[family.predicate].symmetric


def mistagged(sentence: Sentence, known: Rules) -> list[tuple[Node, Family]]:
    """Verbs that the model takes for nouns, as it does in headlines and broken English: "X now backs Y"."""
    found = []
    for node in sentence.nodes:
        if node.mention is None and node.tag in {"NNS", "NNP", "NNPS", "NN"} and node.lemma in known.heads:
            before = sentence.nodes[node.index - 1] if node.index else None
            if before is not None and (before.pos == "ADV" or before.mention is not None):
                found += [
                    (node, t.family)
                    for t in known.index.get((node.lemma, "verb"), ())
                    if not t.companions and t.family.loose and node.lower.endswith(("s", "ed"))
                ]
    return found
