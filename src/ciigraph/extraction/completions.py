"""What a sentence leaves to its context, and the names of lists that the parser loses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.arguments import passive
from ciigraph.extraction.enumerations import run_of
from ciigraph.extraction.fillers import fill, role_nodes
from ciigraph.extraction.frames import Candidate, admitted
from ciigraph.extraction.references import Filler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.extraction.triggers import Family, Role

_BEFORE = frozenset({"compound", "nmod", "amod", "appos"})
_LIST = 3  # so many names make a list


def left_open(
    sentence: Sentence, open_: list[tuple[Node, Family]], home: Node, read: list[Candidate]
) -> Iterator[Candidate]:
    """What the text leaves to its context: "No agreement has been signed with X", by the profile's country.

    Args:
        sentence: the sentence.
        open_: the triggers in it that may leave their subject to the context, with their families.
        home: a mention of the profile's country.
        read: what is read in the sentence already; who else has a part in it isn't left open.
    """
    used = {c.trigger.index for c in read}
    stated = {(c.predicate, n.mention) for c in read for n in (c.subject.node, c.object.node)}
    for node, family in open_:
        if node.mention is not None or home.type not in family.subject:
            continue
        if used & {node.index, *(a.index for a in node.ancestors())}:
            continue
        for frame in family.frames:
            if frame.object is None or len(frame.subject.steps) > 1 or not _open(node, frame.subject, family):
                continue
            found = [
                f
                for f in fill(node, frame.object, family, sentence)
                if admitted(f, family.object, "object", frozenset())
                and f.node.country not in {None, home.country}
                and (family.predicate, f.node.mention) not in stated
            ]
            if found:
                rule = f"left open:{family.id}:{node.lemma}:{frame.text}"
                yield from (Candidate(family.predicate, Filler(home), f, node, rule, family) for f in found)
                break


def _open(node: Node, role: Role, family: Family) -> bool:
    """Whether nothing stands in a role, and nothing else says whose it is."""
    if any(c.dep in {"poss", "agent"} or c.lower in {"between", "by", "among", "of"} for c in node.children):
        return False
    if node.verbal and not passive(node):
        return False
    if node.mention is None and any(c.mention is not None and c.dep in _BEFORE for c in node.children):
        return False
    return not any(role_nodes(node, name, family) for step in role.steps for name in step)


def whole_lists(found: list[Candidate], sentence: Sentence) -> Iterator[Candidate]:
    """What is said of one name of a list, of those after it too: the parser loses them ("in A, B, C, D and E")."""
    for c in found:
        family = c.family
        if family is None or c.object.node not in sentence.mentions or "pair" in c.rule or family.headed:
            continue
        rest = run_of(sentence.nodes[c.object.node.index :], frozenset({c.object.node.type or ""}))
        if len(rest) < _LIST or c.subject.node in rest:
            continue
        for n in rest[1:]:
            yield Candidate(c.predicate, c.subject, Filler(n), c.trigger, f"{c.rule}:list", family)
