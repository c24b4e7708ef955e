"""Triggers found in a sentence, their frames filled: which relations the wording may state."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from ciigraph.extraction.enumerations import behind_colon, hyphenated_before, pairs_after
from ciigraph.extraction.fillers import fill, may_be_filled, role_nodes
from ciigraph.extraction.phrases import prepositions
from ciigraph.extraction.references import Filler
from ciigraph.extraction.triggers import rules, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.arrangements import Construction
    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.triggers import Family, Frame, Rules, Trigger, WordClass

_KINDS: dict[str, tuple[WordClass, ...]] = {
    "VERB": ("verb",),
    "AUX": ("verb",),
    "NOUN": ("noun",),
    "PROPN": ("noun", "verb"),
    "ADJ": ("adjective", "noun"),
    "ADV": ("adverb",),
}
#: Frames that are read by the order of words.
_BESIDE = {"pair enumeration": pairs_after, "pair mod": hyphenated_before}
#: Types of mentions that may contain the trigger themselves: "Vice-Governor of X", "the Extradition Treaty with X".
_SELF = frozenset({"Person", "Agreement"})
#: Predicates that a title states.
_HELD = frozenset({"holdsPositionIn", "memberOf"})
#: So many names may be each other's partners where a common noun sums them up.
_FEW = 3


@dataclass(slots=True, eq=False)
class Candidate:
    """A relation that a trigger and a frame, or a construction, read out of a sentence."""

    predicate: str
    subject: Filler
    object: Filler
    trigger: Node
    rule: str
    family: Family | None = None
    construction: Construction | None = None

    def pair(self) -> tuple[int, int]:
        """The positions of both mentions."""
        assert self.subject.node.mention is not None
        assert self.object.node.mention is not None
        return self.subject.node.mention, self.object.node.mention


def triggers_in(sentence: Sentence, known: Rules) -> Iterator[tuple[Node, Trigger]]:
    """The trigger entries whose head and companions stand in the sentence."""
    for node in sentence.nodes:
        if node.mention is not None:
            if node.type in _SELF:
                yield from _of_mention(node, known)
            continue
        if node.lemma not in known.heads:
            continue
        for kind in _KINDS.get(node.pos, ()):
            for trigger in known.index.get((node.lemma, kind), ()):
                if not trigger.companions or _has_all(node, trigger.companions):
                    yield node, trigger


def _of_mention(node: Node, known: Rules) -> Iterator[tuple[Node, Trigger]]:
    """The trigger entries of a mention's own noun, or of both of "the founder and owner"."""
    nouns = {node.inner}
    if node.type == "Person" and " and " in node.lower:
        nouns |= {part.rsplit(" ", 1)[-1] for part in node.lower.split(" and ")}
    for noun in sorted(nouns & known.heads):
        yield from ((node, t) for t in known.index.get((noun, "noun"), ()) if not t.companions)


def _has_all(node: Node, companions: frozenset[str]) -> bool:
    near = {w for c in node.children for w in (c.lower, c.lemma)}
    near |= {w for c in node.children if c.mention is None for g in c.children for w in (g.lower, g.lemma)}
    return companions <= near


def _holds(node: Node, condition: tuple[tuple[str, frozenset[str]], ...], family: Family) -> bool:
    for roles, lemmas in condition:
        for name in roles.split("|"):
            for target in _told(node, name, family):
                if (
                    "*" in lemmas
                    or target.lemma in lemmas
                    or target.inner in lemmas
                    or lemmas & {c.lower for c in target.children}
                ):
                    return True
    return False


def _told(node: Node, role: str, family: Family) -> Iterator[Node]:
    """The nodes in a role, and what they are an amount of: "most of the routers"."""
    for target, _ in role_nodes(node, role, family):
        yield target
        if target.mention is None and target.lemma in words().quantities:
            yield from (t for word, t, _ in prepositions(target, 0) if word == "of")


def meets(node: Node, family: Family) -> bool:
    """Whether the words that a family asks for stand in its trigger's roles, and none that it refuses."""
    if family.need and not _holds(node, family.need, family):
        return False
    return not (family.block and _holds(node, family.block, family))


def candidates(node: Node, family: Family, sentence: Sentence) -> list[Candidate]:
    """What a family's frames read around its trigger; the first frame that gives anything counts."""
    if not meets(node, family):
        return []
    people = rules().predicates[family.predicate].people
    anchor = _anchor(node) if rules().predicates[family.predicate].symmetric else node
    for frame in family.frames:
        found = [
            Candidate(
                family.predicate,
                s,
                o,
                node,
                f"{family.id}:{node.lemma if node.mention is None else node.inner}:{frame.text}",
                family,
            )
            for s, o in _pairs(anchor, frame, family, sentence)
            if admitted(s, family.subject, "subject", people)
            and admitted(o, family.object, "object", people)
            and not ("countries" in people and s.node.type == o.node.type == "Country")
        ]
        if not found and family.headed and (node.mention is None or node.inner == "member"):
            found = _headed(node, frame, family, sentence)
        if found:
            return _one_holder(node, found) if family.predicate in _HELD else found
    return []


def _headed(node: Node, frame: Frame, family: Family, sentence: Sentence) -> list[Candidate]:
    """What a list behind a colon says with the noun that heads it: "members of X: A, B and C"."""
    names = behind_colon(node, family.subject, sentence)
    if not names or frame.object is None:
        return []
    bodies = [f for f in fill(node, frame.object, family, sentence) if f.node.type in family.object]
    rule = f"{family.id}:{node.lemma}:headed list"
    return [
        Candidate(family.predicate, Filler(n), b, node, rule, family) for n in names for b in bodies if n is not b.node
    ]


def _one_holder(title: Node, found: list[Candidate]) -> list[Candidate]:
    """Of several persons in a list the one whom a single title describes: "X (editor of A), Y, Z"."""
    if title.tag not in {"NN", "NNP"} or title.mention is not None or title.dep in {"attr", "oprd", "xcomp"}:
        return found
    holders = {c.subject.node.index: c.subject.node for c in found}
    if len(holders) < 2 or any(n.type != "Person" for n in holders.values()):
        return found
    before = [k for k in holders if k < title.index]
    nearest = max(before) if before else min(holders)
    return [c for c in found if c.subject.node.index == nearest]


def _anchor(node: Node) -> Node:
    """The noun whose roles count: of "extradition treaty between" the treaty, though extradition is the trigger."""
    while node.dep in {"compound", "nmod"} and node.mention is None and node.head is not None and node.head.nominal:
        if node.head.mention is not None or not node.nominal:
            break
        node = node.head
    return node


def _pairs(node: Node, frame: Frame, family: Family, sentence: Sentence) -> list[tuple[Filler, Filler]]:
    beside = _BESIDE.get(frame.text)
    if beside is not None:
        return [(Filler(a), Filler(b)) for a, b in beside(node, sentence)]
    if frame.text in {"pair holder", "pair subj"} and _has_another_party(node, frame, family):
        return []
    if frame.object is not None and not may_be_filled(node, frame.object, family):
        return []
    left = fill(node, frame.subject, family, sentence)
    if frame.text == "pair holder" and family.predicate == "cooperatesWith":
        left = [f for f in left if f.node.type != "Person"]  # "X and Y deepen ties": with somebody else
        left = left if len(left) == 2 else []  # "the partners are X, Y and Z": of somebody else
    if frame.object is None:
        owned = {c.index for f in left for c in f.node.children if c.dep == "poss"}  # "China's ministry" isn't China
        owned |= {f.node.index for f in left if any(c.tag == "POS" for c in f.node.children)}
        return _joint([f for f in left if f.node.index not in owned])
    if not left:
        return []
    right = fill(node, frame.object, family, sentence)
    nearest = min((f.far for f in right if not f.behind), default=0)
    right = [f for f in right if f.behind or f.far == nearest]
    if "behind" in rules().predicates[family.predicate].people:  # whose people they are counts, where it is said
        told = {f.through for f in right if f.behind and f.node.type in family.object}
        right = [f for f in right if f.node not in told]
    right = [f for f in right if not _says_where(f.node, right, sentence)]
    return [(s, o) for s in left for o in right if s.node is not o.node]


def _joint(parties: list[Filler]) -> list[tuple[Filler, Filler]]:
    """The pairs among the parties in one role, none within a long list that one noun sums up."""
    summed = [f.through for f in parties if f.people and f.through is not None]
    return [
        (a, b)
        for a, b in combinations(parties, 2)
        if a.through is None or a.through is not b.through or summed.count(a.through) <= _FEW
    ]


def _says_where(place: Node, others: list[Filler], sentence: Sentence) -> bool:
    """Whether a country only says where another in the same role is: "sold cameras to Lakeside in Ruritania"."""
    if place.type != "Country" or place.index < 2:
        return False
    nodes = sentence.nodes
    before = nodes[place.index - 3] if nodes[place.index - 1].pos == "DET" else nodes[place.index - 2]
    joint = nodes[before.index + 1] if before.index + 1 < place.index else None
    return joint is not None and joint.lower == "in" and any(f.node is before for f in others)


def _has_another_party(node: Node, frame: Frame, family: Family) -> bool:
    """Whether the text names, or leaves unnamed, a party beside those in the role: "A and B met officials"."""
    if frame.text == "pair holder":  # "their partners are A and B"
        return any(c.dep == "poss" for c in node.children) or bool(role_nodes(node, "with", family))
    return bool(role_nodes(node, "with", family)) or (not family.need and bool(role_nodes(node, "obj", family)))


def admitted(filler: Filler, types: frozenset[str], end: str, allowed: frozenset[str]) -> bool:
    """Whether a mention may stand at an end, given its type and the way it was reached."""
    if filler.node.type not in types or (filler.people and end not in allowed):
        return False
    if "countries" in allowed and filler.node.type == "Country" and not filler.people:
        return False  # only by its people
    return not filler.behind or ("behind" in allowed and end == "object")
