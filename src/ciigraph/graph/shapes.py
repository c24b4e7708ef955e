"""The SHACL shapes as SPARQL: each constraint becomes a query whose rows are the violations.

So any store that answers SPARQL is validated where it lies, without copying a graph of millions of triples into a
validator's memory. What is understood is the part of SHACL Core (https://www.w3.org/TR/shacl/) that
``ontology/shapes.ttl`` uses, and SHACL-SPARQL's SELECT constraints; a constraint that isn't understood is an error,
never left out. Subclasses are those of ``ontology/cii.ttl``, whether or not the graph holds the ontology.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ciigraph.assets import asset
from ciigraph.errors import DataError
from ciigraph.graph.constraints import Constraints, Group
from ciigraph.graph.vocabulary import PREFIXES, SHACL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.graph.shapes_graph import Term

_IRI = re.compile(r"<([^<>]*)>")
_THIS = re.compile(r"\$this\b")
_WHERE = re.compile(r"\bWHERE\s*\{")
_CLOSED = "has only the properties that its shape knows"


@dataclass(frozen=True, slots=True)
class Target:
    """The focus nodes of a shape: their name, ``cii:Answer``, and a SPARQL group that binds ``?this``."""

    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Check:
    """A constraint on the nodes of one target.

    Attributes:
        target: whom it concerns.
        path: the property path, ``cii:indicator/cii:inEdition``; None where the node itself is at fault.
        message: what holds of a valid node.
        where: a SPARQL group of which each solution is a violation: ``?this``, perhaps ``?value`` and ``?path``.
        property: the IRI of the property where the path is one forward step.
        group: what is asked of the property's values or of their number.
        allowed: the only properties that a node may have, where the check asks for that.
    """

    target: str
    path: str | None
    message: str
    where: str
    property: str | None = None
    group: Group | None = None
    allowed: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Shapes:
    """Compiled shapes: whom they concern, and what they ask."""

    targets: tuple[Target, ...]
    checks: tuple[Check, ...]


@cache
def project_shapes() -> Shapes:
    """The project's own shapes."""
    return compile_shapes(Constraints(asset("ontology/shapes.ttl"), asset("ontology/cii.ttl")))


def compile_shapes(constraints: Constraints) -> Shapes:
    """All shapes that have a target.

    Raises:
        DataError: the shapes use something that isn't understood.
    """
    targets: list[Target] = []
    checks: list[Check] = []
    for other in (SHACL.targetNode, SHACL.targetObjectsOf, SHACL.target):
        if constraints.subjects(other):
            raise DataError(f"{constraints.name}: {other} is not understood")
    with_target = {*constraints.subjects(SHACL.targetClass), *constraints.subjects(SHACL.targetSubjectsOf)}
    for shape in sorted(with_target, key=str):
        target = _target(constraints, shape)
        targets.append(target)
        checks += _checks(constraints, shape, target)
    return Shapes(tuple(targets), tuple(checks))


def compact(iri: str) -> str:
    """An IRI with its usual prefix, as it is where none fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _target(constraints: Constraints, shape: Term) -> Target:
    classes = [name for wanted in constraints.all(shape, SHACL.targetClass) for name in constraints.classes(wanted)]
    subjects = constraints.all(shape, SHACL.targetSubjectsOf)
    groups = [f"?this {predicate} ?any" for predicate in subjects]
    if len(classes) == 1:
        groups.append(f"?this a {classes[0]}")
    elif classes:
        groups.append(f"VALUES ?type {{ {' '.join(map(str, classes))} }} ?this a ?type")
    where = groups[0] if len(groups) == 1 else " UNION ".join(f"{{ {group} }}" for group in groups)
    named = constraints.all(shape, SHACL.targetClass) or subjects
    name = ", ".join(compact(each.value) for each in named if isinstance(each, NamedNode))
    return Target(name if classes else f"subjects of {name}", where)


def _checks(constraints: Constraints, shape: Term, target: Target) -> Iterator[Check]:
    def check(path: str | None, message: str, text: str) -> Check:
        return Check(target.name, path, message, f"{target.where} . {text}")

    if constraints.one(shape, SHACL.closed) is not None:
        allowed = _allowed(constraints, shape)
        text = f"?this ?path ?value . FILTER(?path NOT IN ({', '.join(sorted(map(str, allowed)))}))"
        yield replace(check(None, _CLOSED, text), allowed=frozenset(term.value for term in allowed))
    # What a shape includes is checked piece by piece, so that each piece can say what is wrong.
    for part in (shape, *constraints.all(shape, SHACL.node)):
        message = _message(constraints, part)
        for test in constraints.tests(part, "?this", included=part != shape):
            yield check(None, message, f"FILTER(!COALESCE({test}, false))")
        for inner in constraints.all(part, SHACL.property):
            path, step = _readable(constraints, inner), constraints.one(inner, SHACL.path)
            single = step.value if isinstance(step, NamedNode) else None
            for group in constraints.violations(inner, "?this", "?value"):
                one = check(path, _message(constraints, inner), group.text)
                yield replace(one, property=single, group=group)
        for rule in constraints.all(part, SHACL.sparql):
            select = constraints.one(rule, SHACL.select)
            if isinstance(select, Literal):
                yield check(None, _message(constraints, rule), _bound(select.value, target))


def _bound(select: str, target: Target) -> str:
    """A SELECT constraint as a group, its first one narrowed to the target: SHACL binds ``$this`` beforehand."""
    return f"{{ {_THIS.sub('?this', _WHERE.sub(lambda match: f'{match[0]} {target.where} . ', select, count=1))} }}"


def _allowed(constraints: Constraints, shape: Term) -> set[NamedNode]:
    ignored = constraints.one(shape, SHACL.ignoredProperties)
    paths = [constraints.one(inner, SHACL.path) for inner in constraints.all(shape, SHACL.property)]
    paths += constraints.items(ignored) if ignored is not None else ()
    return {path for path in paths if isinstance(path, NamedNode)}


def _readable(constraints: Constraints, shape: Term) -> str:
    path = constraints.one(shape, SHACL.path)
    steps = constraints.steps(path) if path is not None else []
    return "/".join(_IRI.sub(lambda match: compact(match[1]), step) for step in steps)


def _message(constraints: Constraints, shape: Term) -> str:
    message = constraints.one(shape, SHACL.message)
    return message.value if isinstance(message, Literal) else "does not conform to its shape"
