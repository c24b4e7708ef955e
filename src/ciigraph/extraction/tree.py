"""Moves in a sentence's tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ciigraph.extraction.clauses import Node


def below(node: Node, other: Node) -> bool:
    """Whether ``node`` hangs, however far, on ``other``."""
    return any(a is other for a in node.ancestors())


def move(node: Node, head: Node | None, dep: str) -> None:
    """Hang a node elsewhere; nothing happens where that would make a circle."""
    if head is not None and (head is node or below(head, node)):
        return
    if node.head is not None:
        node.head.children.remove(node)
    node.head, node.dep = head, dep
    if head is not None:
        place = next((k for k, c in enumerate(head.children) if c.index > node.index), len(head.children))
        head.children.insert(place, node)
