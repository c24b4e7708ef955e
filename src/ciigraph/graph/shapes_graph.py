"""Reading a shapes graph: values of its nodes, RDF lists, property paths, and the classes below a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, parse

from ciigraph.errors import DataError
from ciigraph.graph.vocabulary import RDF, RDFS, SHACL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Term: TypeAlias = NamedNode | BlankNode | Triple | Literal


class ShapesGraph:
    """Shapes and the ontology that they are about."""

    def __init__(self, shapes: Path, ontology: Path) -> None:
        """Read both files.

        Raises:
            DataError: one isn't Turtle.
        """
        self.name = shapes.name
        self._shapes = _load(shapes)
        self._ontology = _load(ontology)

    def all(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """All values of a property in the shapes graph, in the order of their text."""
        return [value for _, value in self.statements(subject, predicate)]

    def statements(self, subject: Term, predicate: NamedNode | None = None) -> list[tuple[NamedNode, Term]]:
        """What is said of a node, in the order of its text."""
        if isinstance(subject, Literal):
            return []
        quads = self._shapes.quads_for_pattern(subject, predicate, None)
        return sorted(((quad.predicate, quad.object) for quad in quads), key=str)

    def one(self, subject: Term, predicate: NamedNode) -> Term | None:
        """The only value of a property, None where there is none."""
        return next(iter(self.all(subject, predicate)), None)

    def subjects(self, predicate: NamedNode) -> list[Term]:
        """All nodes that have a property."""
        nodes: set[Term] = {quad.subject for quad in self._shapes.quads_for_pattern(None, predicate, None)}
        return sorted(nodes, key=str)

    def items(self, head: Term) -> Iterator[Term]:
        """The members of an RDF list."""
        while head != RDF.nil:
            first, rest = self.one(head, RDF.first), self.one(head, RDF.rest)
            if first is None or rest is None:
                raise DataError(f"{self.name}: a list without an end")
            yield first
            head = rest

    def classes(self, name: Term) -> list[Term]:
        """A class and its subclasses."""
        found, waiting = [name], [name]
        while waiting:
            below = self._ontology.quads_for_pattern(None, RDFS.subClassOf, waiting.pop())
            new = sorted({quad.subject for quad in below} - set(found), key=str)
            found += new
            waiting += new
        return found

    def steps(self, path: Term) -> list[str]:
        """A property path as the SPARQL of its steps: properties, and inverses of properties as ``^<…>``."""
        if isinstance(path, NamedNode):
            return [str(path)]
        inverse = self.one(path, SHACL.inversePath)
        if isinstance(inverse, NamedNode):
            return [f"^{inverse}"]
        if self.one(path, RDF.first) is None:
            raise DataError(f"{self.name}: only properties, inverse properties and sequences are understood as paths")
        return [step for part in self.items(path) for step in self.steps(part)]


def _load(path: Path) -> Store:
    store = Store()
    try:
        store.extend(parse(path=str(path), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise DataError(f"{path}: no valid Turtle: {error}") from error
    return store
