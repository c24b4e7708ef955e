"""Validation: the graph of a store against ``ontology/shapes.ttl``, naming node, path and document of each violation.

The engine is the project's own translation of the shapes to SPARQL (``graph.shapes``), chosen by measuring: 34 s of
one processor (two are used) and 0.2 GB for 1.8 million triples. pySHACL took 11 s for 5,700 triples on rdflib and 17 s
on oxrdflib; pyrudof 0.6 s for those, but more than 12 GB for 0.9 million. The tests hold it against pySHACL.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from ciigraph.graph.access import EmbeddedGraph, Graph, Term, table
from ciigraph.graph.identifiers import local_name
from ciigraph.graph.screening import doubtful
from ciigraph.graph.shapes import Check, Shapes, Target, compact, project_shapes
from ciigraph.graph.vocabulary import DCTERMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Value: TypeAlias = Term | None
_Row: TypeAlias = tuple[_Value, ...]

#: What a violation consists of, in the queries.
_ROW = "?this ?path ?value"
#: How many documents are named for a node that stands in many, as an entity does.
_MOST_DOCUMENTS = 5


class Violation(msgspec.Struct, frozen=True):
    """A node that isn't as its shape wants it.

    Attributes:
        node: its address.
        target: the class (or other target) whose shape it breaks, ``cii:RecordedAnswer``.
        path: the property path at fault, None where it is the node itself.
        value: the offending value, None where something is missing or there is too much of it.
        message: what holds of a valid node.
        documents: identifiers of the documents that say so; the graph's name for what no single document says.
    """

    node: str
    target: str
    path: str | None
    value: str | None
    message: str
    documents: tuple[str, ...]


class Group(msgspec.Struct, frozen=True):
    """All violations of one constraint: how many there are, whether or not they are listed."""

    target: str
    path: str | None
    message: str
    count: int


class ValidationReport(msgspec.Struct, frozen=True):
    """What validation found.

    Attributes:
        conforms: whether there is no violation.
        focus_nodes: how many nodes were checked, by target.
        violation_count: how many violations there are, exactly.
        groups: the violated constraints with their exact counts.
        violations: the violations, at most as many of each constraint as asked for.
    """

    conforms: bool
    focus_nodes: dict[str, int]
    violation_count: int
    groups: tuple[Group, ...]
    violations: tuple[Violation, ...]


def validate(store: Store | Graph, *, limit: int = 20, shapes: Shapes | None = None) -> ValidationReport:
    """Check every node of a graph against the shape of its class.

    Args:
        store: an Oxigraph store, or anything that answers SPARQL with the union of its graphs as default graph.
        limit: how many violations of one constraint are listed; all are counted.
        shapes: other shapes than the project's own.

    Raises:
        QueryError: the store doesn't answer.
        DataError: the shapes aren't understood.
    """
    graph = EmbeddedGraph(store) if isinstance(store, Store) else store
    shapes = shapes or project_shapes()
    # The store answers outside Python's lock, so targets are checked side by side.
    with ThreadPoolExecutor(min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, 4)) as pool:
        found = list(pool.map(lambda target: _check(graph, shapes, target, limit), shapes.targets))
    groups = tuple(group for each in found for group in each.groups)
    return ValidationReport(
        conforms=not groups,
        focus_nodes={target.name: each.nodes for target, each in zip(shapes.targets, found, strict=True)},
        violation_count=sum(group.count for group in groups),
        groups=groups,
        violations=tuple(violation for each in found for violation in each.violations),
    )


class _Found(NamedTuple):
    """What the checks of one target found."""

    nodes: int
    groups: list[Group]
    violations: list[Violation]


def _check(graph: Graph, shapes: Shapes, target: Target, limit: int) -> _Found:
    nodes = _count(graph, "?this", target.where)
    counts: Counter[tuple[str, str | None, str]] = Counter()
    violations: list[Violation] = []
    for check in doubtful(graph, target, [each for each in shapes.checks if each.target == target.name], nodes):
        rows = table(graph, f"SELECT DISTINCT {_ROW} WHERE {{ {check.where} }} LIMIT {limit + 1}").rows
        if rows:
            many = len(rows) > limit
            counts[check.target, check.path, check.message] += _count(graph, _ROW, check.where) if many else len(rows)
            violations += _described(graph, check, rows[:limit])
    return _Found(nodes, [Group(*key, count) for key, count in counts.items()], violations)


def _count(graph: Graph, variables: str, where: str) -> int:
    query = f"SELECT (COUNT(*) AS ?number) WHERE {{ SELECT DISTINCT {variables} WHERE {{ {where} }} }}"
    return int(str(next(table(graph, query).records())["number"]))


def _described(graph: Graph, check: Check, rows: list[_Row]) -> Iterator[Violation]:
    documents = _documents(graph, rows)
    for row in rows:
        node, path, value = row
        yield Violation(
            node=_text(node),
            target=check.target,
            path=compact(_text(path)) if path is not None else check.path,
            value=_text(value) if value is not None else None,
            message=check.message,
            documents=documents[row],
        )


def _documents(graph: Graph, rows: list[_Row]) -> dict[_Row, tuple[str, ...]]:
    """The documents whose graphs hold the offending triples, else the nodes; else the names of other graphs."""
    triples = [(node, value) for node, _, value in rows if value is not None and not _blank(node, value)]
    by_triple: dict[tuple[_Value, _Value], set[str]] = defaultdict(set)
    for node, value, name in _graphs(graph, "?this ?value", triples, "?this ?property ?value"):
        by_triple[node, value].add(_text(name))
    nodes = {(node,) for node, _, value in rows if (node, value) not in by_triple and not _blank(node)}
    by_node: dict[_Value, set[str]] = defaultdict(set)
    for node, name in _graphs(graph, "?this", sorted(nodes, key=str), "?this ?property ?any"):
        by_node[node].add(_text(name))
    if any(_blank(node) for node, _, _ in rows):  # no query can name a blank node
        everywhere = (
            "SELECT DISTINCT ?this ?graph WHERE { GRAPH ?graph { ?this ?property ?any } FILTER(ISBLANK(?this)) }"
        )
        for node, name in table(graph, everywhere).rows:
            by_node[node].add(_text(name))
    identifiers = _identifiers(graph, {name for names in (*by_triple.values(), *by_node.values()) for name in names})
    found = {}
    for row in rows:
        names = by_triple.get((row[0], row[2])) or by_node[row[0]]
        read = sorted(identifiers[name] for name in names if name in identifiers)
        found[row] = tuple((read or sorted(map(local_name, names)))[:_MOST_DOCUMENTS])
    return found


def _graphs(
    graph: Graph, variables: str, values: Sequence[tuple[_Value, ...]], pattern: str
) -> list[tuple[_Value, ...]]:
    if not values:
        return []
    block = " ".join(f"({' '.join(map(str, each))})" for each in values)
    where = f"VALUES ({variables}) {{ {block} }} GRAPH ?graph {{ {pattern} }}"
    return table(graph, f"SELECT DISTINCT {variables} ?graph WHERE {{ {where} }}").rows


def _identifiers(graph: Graph, names: set[str]) -> dict[str, str]:
    if not names:
        return {}
    block = " ".join(str(NamedNode(name)) for name in sorted(names))
    rows = table(
        graph, f"SELECT ?graph ?id WHERE {{ VALUES ?graph {{ {block} }} ?graph {DCTERMS.identifier} ?id }}"
    ).rows
    return {_text(name): _text(identifier) for name, identifier in rows}


def _blank(*terms: _Value) -> bool:
    return any(isinstance(term, BlankNode) for term in terms)


def _text(term: _Value) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
