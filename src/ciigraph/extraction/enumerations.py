"""Enumerations that pair names: "A to B, C to D, E and F"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node, Sentence

_JOINS = frozenset({"to", "and", "with", "&", "-", "–", "—", "/", ":"})
_PARTS = frozenset({",", ";", "and", "•", "\n", ", and"})


def pairs_after(trigger: Node, sentence: Sentence) -> list[tuple[Node, Node]]:
    """The pairs of an enumeration after a trigger; empty unless there are at least two of them.

    One pair alone is left to the frames, which know more about it.
    """
    names = [m for m in sentence.mentions if m.index > trigger.index]
    pairs: list[tuple[Node, Node]] = []
    k = 0
    while k + 1 < len(names):
        first, second = names[k], names[k + 1]
        if _between(first, second, sentence) in _JOINS and first.type == second.type:
            if pairs and not _parted(pairs[-1][1], first, sentence):
                break
            pairs.append((first, second))
            k += 2
        elif pairs:
            break
        else:
            k += 1
    return pairs if len(pairs) > 1 else []


def _between(left: Node, right: Node, sentence: Sentence) -> str:
    words = [n.lower for n in sentence.nodes[left.index + 1 : right.index] if n.pos not in {"DET", "SPACE"}]
    return words[0] if len(words) == 1 else ""


def _parted(left: Node, right: Node, sentence: Sentence) -> bool:
    words = [n.lower for n in sentence.nodes[left.index + 1 : right.index] if n.pos not in {"DET", "SPACE"}]
    return bool(words) and len(words) <= 2 and all(w in _PARTS for w in words)
