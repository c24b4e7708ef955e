"""Which checks a graph can't pass unseen: one look at all triples of a class spares most queries about it.

A shape of ten properties makes some forty checks, nearly all of which find nothing. How many triples and how many
nodes each property has tells at once whether each node has it once; testing each different value once (60 countries,
not 60,000 answers) tells which properties have a bad value. What remains in doubt is checked node by node.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ciigraph.graph.access import Graph, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ciigraph.graph.shapes import Check, Target


@dataclass(frozen=True, slots=True)
class Usage:
    """How a class uses a property: how many triples have it and how many nodes."""

    triples: int
    nodes: int


def doubtful(graph: Graph, target: Target, checks: Sequence[Check], nodes: int) -> list[Check]:
    """The checks of a target that may find something.

    Args:
        graph: where to ask.
        target: whose checks they are.
        checks: all checks of the target.
        nodes: how many focus nodes it has.
    """
    if not nodes:
        return []
    usage = _usage(graph, target)
    suspects = _suspects(graph, target, checks, usage)
    return [check for check in checks if _in_doubt(check, usage, suspects, nodes)]


def _in_doubt(check: Check, usage: dict[str, Usage], suspects: set[str], nodes: int) -> bool:
    if check.allowed is not None:
        return not usage.keys() <= check.allowed
    if check.property is None or check.group is None:
        return True
    used = usage.get(check.property, Usage(0, 0))
    if check.group.test is not None:
        return check.property in suspects
    if check.group.least is not None:
        return check.group.least > 1 or used.nodes < nodes
    if check.group.most is not None:
        # A triple that stands in two graphs may count twice; that raises a doubt, and the check settles it.
        return used.triples > used.nodes * min(check.group.most, 1)
    return True


def _usage(graph: Graph, target: Target) -> dict[str, Usage]:
    query = (
        "SELECT ?path (COUNT(*) AS ?triples) (COUNT(DISTINCT ?this) AS ?nodes) "
        f"WHERE {{ {target.where} . ?this ?path ?any_value }} GROUP BY ?path"
    )
    return {
        str(record["path"]): Usage(int(str(record["triples"])), int(str(record["nodes"])))
        for record in table(graph, query).records()
    }


def _suspects(graph: Graph, target: Target, checks: Sequence[Check], usage: dict[str, Usage]) -> set[str]:
    """The properties that have a value which fails a test."""
    tests = [
        f"SAMETERM(?path, <{check.property}>) && !{check.group.test}"
        for check in checks
        if check.group is not None and check.group.test is not None and check.property in usage
    ]
    if not tests:
        return set()
    # grouped and not only distinct, because a store may filter before it drops doubles, and so test each of them
    values = (
        f"SELECT ?path ?value (COUNT(*) AS ?uses) WHERE {{ {target.where} . ?this ?path ?value }} GROUP BY ?path ?value"
    )
    failing = " || ".join(f"({test})" for test in tests)
    query = f"SELECT DISTINCT ?path WHERE {{ {{ {values} }} FILTER({failing}) }}"
    return {str(record["path"]) for record in table(graph, query).records()}
