"""SHACL constraints as SPARQL expressions: what must hold of one value, or of one node and its properties.

https://www.w3.org/TR/shacl/ is followed term by term.
"""

from __future__ import annotations

from itertools import count, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from ciigraph.errors import DataError
from ciigraph.graph.shapes_graph import ShapesGraph, Term
from ciigraph.graph.vocabulary import RDF, RDFS, SHACL, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})?"
_MONTH = "-?[0-9]{4,}-(0[1-9]|1[0-2])"
_DAY = f"{_MONTH}-(0[1-9]|[12][0-9]|3[01])"
#: How the values of a datatype are written, where a wrong spelling could reach the graph (XML Schema 1.1 part 2).
_LEXICAL = {
    XSD.boolean: "true|false|1|0",
    XSD.gYear: f"-?[0-9]{{4,}}{_ZONE}",
    XSD.gYearMonth: f"{_MONTH}{_ZONE}",
    XSD.date: f"{_DAY}{_ZONE}",
    XSD.dateTime: f"{_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\\.[0-9]+)?{_ZONE}",
}
_NUMERIC = frozenset({XSD.integer, XSD.nonNegativeInteger, XSD.decimal})
#: Properties of a shape that constrain nothing.
_DESCRIPTIVE = frozenset(
    {RDF.type, RDFS.label, RDFS.comment, SHACL.message, SHACL.name, SHACL.description, SHACL.path}
    | {SHACL.targetClass, SHACL.targetSubjectsOf, SHACL.flags, SHACL.ignoredProperties}
)
_COMPARISONS = {
    SHACL.minInclusive: ">=",
    SHACL.minExclusive: ">",
    SHACL.maxInclusive: "<=",
    SHACL.maxExclusive: "<",
}
_LENGTHS = {SHACL.minLength: ">=", SHACL.maxLength: "<="}
_KINDS = {SHACL.IRI: "ISIRI", SHACL.Literal: "ISLITERAL", SHACL.BlankNode: "ISBLANK"}
#: Constraints on all values of a property together, or on two properties.
_OF_PROPERTIES = frozenset(
    {SHACL.minCount, SHACL.maxCount, SHACL.equals, SHACL.disjoint, SHACL.lessThan, SHACL.lessThanOrEquals}
)
#: What a shape says beside what it asks of a value itself.
_ELSEWHERE = _DESCRIPTIVE | _OF_PROPERTIES | {SHACL.property, SHACL.closed, SHACL.sparql, SHACL.hasValue}
_ORDER = {SHACL.lessThan: "<", SHACL.lessThanOrEquals: "<="}


class Group(NamedTuple):
    """A SPARQL group of which each solution is a violation.

    ``test`` is what each value must pass, an expression on the value's variable, where the group is about single
    values; ``least`` and ``most`` are the numbers of values that are right, where it is about their number.
    """

    text: str
    test: str | None = None
    least: int | None = None
    most: int | None = None


class Constraints(ShapesGraph):
    """A shapes graph, and the SPARQL of what its shapes ask."""

    def __init__(self, shapes: Path, ontology: Path) -> None:
        """Read both files.

        Raises:
            DataError: one isn't Turtle.
        """
        super().__init__(shapes, ontology)
        self._fresh = (f"?v{number}" for number in count(1))

    def instance(self, variable: str, classes: list[Term]) -> str:
        """A group that holds where the variable is an instance of one of the classes."""
        if len(classes) == 1:
            return f"{variable} a {classes[0]} ."
        kind = next(self._fresh)
        # SAMETERM and not IN, which would fetch the text of both sides for every comparison
        return f"{variable} a {kind} . FILTER({_any(_same(kind, each) for each in classes)})"

    def tests(self, shape: Term, value: str, *, included: bool = True) -> list[str]:
        """What a shape asks of a value itself, each as an expression; one that can't be evaluated counts as false.

        Args:
            shape: the shape.
            value: the variable of the value.
            included: whether what the shape includes by ``sh:node`` is asked too.

        Raises:
            DataError: a constraint isn't understood.
        """
        found = []
        for predicate, wanted in self.statements(shape):
            if predicate in _ELSEWHERE or (predicate == SHACL.node and not included):
                continue
            found.append(self._test(shape, predicate, wanted, value))
        return sorted(found, key=len)  # the cheap ones first

    def _test(self, shape: Term, predicate: NamedNode, wanted: Term, value: str) -> str:
        if predicate in _COMPARISONS:
            return f"{value} {_COMPARISONS[predicate]} {wanted}"
        if predicate == SHACL.languageIn:
            return _any(f"LANGMATCHES(LANG({value}), {language})" for language in self.items(wanted))
        if predicate == SHACL["in"]:
            return _any(_same(value, each) for each in self.items(wanted))
        if predicate == SHACL["class"]:
            return f"EXISTS {{ {self.instance(value, self.classes(wanted))} }}"
        if predicate == SHACL.pattern:
            flags = self.one(shape, SHACL.flags)
            return f"REGEX(STR({value}), {wanted}{f', {flags}' if flags else ''})"
        return _simple(predicate, wanted, value) or self._logical(predicate, wanted, value)

    def _logical(self, predicate: NamedNode, wanted: Term, value: str) -> str:
        if predicate == SHACL.node:
            return self.conforms(wanted, value)
        if predicate == SHACL["not"]:
            return f"!({self.conforms(wanted, value)})"
        if predicate in (SHACL["or"], SHACL["and"], SHACL.xone):
            branches = [self.conforms(each, value) for each in self.items(wanted)]
            if predicate == SHACL.xone:
                return "(" + " + ".join(f"IF({branch}, 1, 0)" for branch in branches) + " = 1)"
            return _any(branches) if predicate == SHACL["or"] else f"({' && '.join(branches)})"
        raise DataError(f"{self.name}: {predicate} is not understood")

    def conforms(self, shape: Term, node: str) -> str:
        """Whether a node conforms to a shape, as an expression that is true or false and never an error."""
        if self.one(shape, SHACL.sparql) is not None or self.one(shape, SHACL.closed) is not None:
            raise DataError(f"{self.name}: sh:sparql and sh:closed are understood only in shapes with a target")
        found = self.tests(shape, node)
        found += [_same(node, value) for value in self.all(shape, SHACL.hasValue)]
        for inner in self.all(shape, SHACL.property):
            found += [f"NOT EXISTS {{ {group.text} }}" for group in self.violations(inner, node, next(self._fresh))]
        return f"COALESCE({' && '.join(found) or 'true'}, false)"

    def violations(self, shape: Term, node: str, value: str) -> Iterator[Group]:
        """What a property shape forbids.

        Args:
            shape: a shape with a path.
            node: the variable of the node.
            value: the variable that the groups may bind to the offending value.
        """
        steps = self.steps(self._path_of(shape))
        path = "/".join(steps)
        tests = self.tests(shape, value)
        if tests:
            test = f"COALESCE({' && '.join(tests)}, false)"
            yield Group(f"{node} {path} {value} . FILTER(!{test})", test)
        for predicate, wanted in self.statements(shape):
            if predicate in _OF_PROPERTIES or predicate == SHACL.hasValue:
                yield from self._of_property(node, steps, value, predicate, wanted)

    def _path_of(self, shape: Term) -> Term:
        path = self.one(shape, SHACL.path)
        if path is None:
            raise DataError(f"{self.name}: a property shape without a path")
        return path

    def _of_property(
        self, node: str, steps: list[str], value: str, predicate: NamedNode, wanted: Term
    ) -> Iterator[Group]:
        path = "/".join(steps)
        number = int(wanted.value) if isinstance(wanted, Literal) and wanted.value.isdigit() else 0
        if predicate == SHACL.hasValue:
            yield Group(f"FILTER NOT EXISTS {{ {node} {path} {wanted} }}")
        elif predicate == SHACL.minCount:
            yield Group(f"FILTER NOT EXISTS {{ {self._distinct(node, path, number)} }}", least=number)
        elif predicate == SHACL.maxCount:
            yield Group(self._distinct(node, path, number + 1), most=number)
        elif predicate == SHACL.equals:
            yield Group(f"{node} {path} {value} . FILTER NOT EXISTS {{ {node} {wanted} {value} }}")
            yield Group(f"{node} {wanted} {value} . FILTER NOT EXISTS {{ {self._reaches(node, steps, value)} }}")
        elif predicate == SHACL.disjoint:
            yield Group(f"{node} {path} {value} ; {wanted} {value} .")
        else:
            other = next(self._fresh)
            comparison = f"{value} {_ORDER[predicate]} {other}"
            yield Group(f"{node} {path} {value} ; {wanted} {other} . FILTER(!COALESCE({comparison}, false))")

    def _reaches(self, node: str, steps: list[str], value: str) -> str:
        """A group that holds where the steps lead from a node to a value.

        Step by step inside one another, because a store plans what EXISTS holds without the bindings from outside:
        as one path Oxigraph joins all pairs that the steps connect, once for each node (minutes instead of seconds).
        """
        if len(steps) == 1:
            return f"{node} {steps[0]} {value} ."
        between = next(self._fresh)
        return f"{node} {steps[0]} {between} . FILTER EXISTS {{ {self._reaches(between, steps[1:], value)} }}"

    def _distinct(self, node: str, path: str, number: int) -> str:
        """A group that holds where a node has as many values; the node itself where none are needed."""
        variables = [next(self._fresh) for _ in range(number)]
        values = " ".join(f"{node} {path} {variable} ." for variable in variables)
        if number <= 2:
            filters = [f"FILTER(!SAMETERM({variables[0]}, {variables[1]}))"] if number == 2 else []
        else:  # in one order only, or n values would make n! solutions
            filters = [f"FILTER(STR({a}) < STR({b}))" for a, b in pairwise(variables)]
        return " ".join([values, *filters])


def _any(tests: Iterable[str]) -> str:
    return f"({' || '.join(tests)})"


def _simple(predicate: NamedNode, wanted: Term, value: str) -> str | None:
    """What a constraint asks that looks at the form of the value only; None for other constraints."""
    if predicate == SHACL.datatype:
        return _datatype(wanted, value)
    if predicate == SHACL.nodeKind and isinstance(wanted, NamedNode) and wanted in _KINDS:
        return f"{_KINDS[wanted]}({value})"
    if predicate in _LENGTHS:
        # STRLEN counts characters; that a text isn't empty is asked more cheaply
        if predicate == SHACL.minLength and isinstance(wanted, Literal) and wanted.value == "1":
            return f'STR({value}) != ""'
        return f"STRLEN(STR({value})) {_LENGTHS[predicate]} {wanted}"
    return None


def _same(value: str, wanted: Term) -> str:
    return f"SAMETERM({value}, {wanted})"


def _datatype(wanted: Term, value: str) -> str:
    test = f"DATATYPE({value}) = {wanted}"
    if wanted in _NUMERIC:
        return f"({test} && ISNUMERIC({value}))"
    if isinstance(wanted, NamedNode) and wanted in _LEXICAL:
        return f"({test} && REGEX(STR({value}), {Literal(f'^({_LEXICAL[wanted]})$')}))"
    return test
