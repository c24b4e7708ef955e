"""Breaks a valid graph in every way that the shapes forbid: one broken copy of a node for each constraint.

It reads ``shapes.ttl`` by itself, with rdflib, so that it shares no mistake with the program's own compiler.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

NOWHERE = URIRef("https://w3id.org/ciigraph/id/nowhere")
_COPIES = "https://w3id.org/ciigraph/id/broken/"

Statement = tuple[Node, Node, Node]


@dataclass
class Broken:
    """A broken copy: the node, the path at fault (None: the node itself), the constraint, the copy's triples."""

    node: Node
    path: str | None
    constraint: str
    triples: list[Statement] = field(default_factory=list)


class Breaker:
    """Makes broken copies of the nodes of a graph."""

    def __init__(self, data: Graph, shapes: Graph, ontology: Graph, prefixes: dict[str, str]) -> None:
        self.data, self.shapes, self.ontology, self.prefixes = data, shapes, ontology, prefixes
        self.made: list[Broken] = []
        self.without_example: list[str] = []

    def run(self) -> list[Broken]:
        """One broken copy for each constraint of each property of each shape that has a target."""
        for shape in sorted({*self.shapes.subjects(SH.targetClass), *self.shapes.subjects(SH.targetSubjectsOf)}):
            nodes = self._examples(shape)
            for property_shape in self.shapes.objects(shape, SH.property):
                self._break_property(shape, property_shape, nodes)
            if (shape, SH.closed, Literal(True)) in self.shapes:
                predicate = URIRef("http://purl.org/dc/terms/relation")
                copy = self._copy(nodes[0], self.text(predicate), "closed")
                copy.triples.append((copy.node, predicate, NOWHERE))
            if any(self.shapes.objects(shape, SH.node)):
                self._copy(nodes[0], None, "nodeKind", BNode())
        return self.made

    def text(self, path: Node) -> str:
        """A path as reports print it."""
        inverse = self.shapes.value(path, SH.inversePath)
        if inverse is not None:
            return f"^{self.text(inverse)}"
        if isinstance(path, BNode):
            return "/".join(map(self.text, Collection(self.shapes, path)))
        for prefix, iri in self.prefixes.items():
            if str(path).startswith(iri):
                return f"{prefix}:{str(path)[len(iri) :]}"
        return str(path)

    def _examples(self, shape: Node) -> list[Node]:
        classes = [
            below
            for wanted in self.shapes.objects(shape, SH.targetClass)
            for below in self.ontology.transitive_subjects(RDFS.subClassOf, wanted)
        ]
        nodes = {node for each in classes for node in self.data.subjects(RDF.type, each)}
        for predicate in self.shapes.objects(shape, SH.targetSubjectsOf):
            nodes |= set(self.data.subjects(predicate))
        return sorted(nodes)

    def _copy(self, node: Node, path: str | None, constraint: str, name: Node | None = None) -> Broken:
        copy = Broken(name or URIRef(f"{_COPIES}{len(self.made)}"), path, constraint)
        copy.triples = [(copy.node, p, o) for _, p, o in self.data.triples((node, None, None))]
        self.made.append(copy)
        return copy

    def _break_property(self, shape: Node, property_shape: Node, nodes: list[Node]) -> None:
        path = self.shapes.value(property_shape, SH.path)
        text = self.text(path)
        inverse = self.shapes.value(path, SH.inversePath)
        sequence = isinstance(path, BNode) and inverse is None
        first = Collection(self.shapes, path)[0] if sequence else path
        with_value = [n for n in nodes if (n, first, None) in self.data] if inverse is None else nodes
        for _, constraint, wanted in self.shapes.triples((property_shape, None, None)):
            if constraint in (SH.path, SH.message, RDF.type, SH.flags):
                continue
            name = str(constraint).rsplit("#", 1)[-1]
            if constraint == SH.maxCount and int(wanted) == 0:
                copy = self._copy(nodes[0], text, name)
                copy.triples.append((copy.node, path, nodes[0]))
            elif not with_value:
                self.without_example.append(f"{shape} {text} {name}")
            elif inverse is not None:
                self._break_inverse(with_value[0], inverse, text, name, int(wanted) if "Count" in name else 0)
            elif constraint == SH.equals:
                copy = self._copy(with_value[0], text, name)
                copy.triples = [t for t in copy.triples if t[1] != wanted] + [(copy.node, wanted, NOWHERE)]
            elif constraint == SH.disjoint:
                copy = self._copy(with_value[0], text, name)
                copy.triples += [(copy.node, wanted, o) for _, p, o in list(copy.triples) if p == path]
            else:
                copy = self._copy(with_value[0], text, name)
                own = [t for t in copy.triples if t[1] == path]
                rest = [t for t in copy.triples if t[1] != path]
                values = self._values(constraint, wanted, own[0][2], copy.triples)
                if constraint == SH.minCount:
                    values = [o for _, _, o in own[: int(wanted) - 1]]
                elif constraint == SH.maxCount:
                    values = [o for _, _, o in own] + [URIRef(f"{NOWHERE}/{n}") for n in range(int(wanted))]
                copy.triples = rest + [(copy.node, path, value) for value in values]
                if path == RDF.type and constraint != SH.minCount:
                    copy.triples += own

    def _values(self, constraint: Node, wanted: Node, value: Node, triples: list[Statement]) -> list[Node]:
        """Values that break a constraint on values."""
        datatype = getattr(value, "datatype", None)
        if constraint in (SH.minCount, SH.maxCount):
            return []
        if constraint in (SH.datatype, SH["or"], SH.node):
            return _of_another_type(value, triples)
        if constraint in (SH.lessThan, SH.lessThanOrEquals):
            other = next(o for _, p, o in triples if p == wanted)
            later = str(other).replace("2026", "2027") if datatype == XSD.dateTime else int(other) + 1
            return [Literal(later, datatype=datatype)]
        if constraint in (SH.minInclusive, SH.maxInclusive):
            return [Literal(int(wanted) + (1 if constraint == SH.maxInclusive else -1), datatype=datatype)]
        unlisted = Literal({XSD.integer: 7, XSD.boolean: False}.get(datatype, "nothing of the list"), datatype=datatype)
        an_iri = isinstance(value, URIRef)
        return [
            {
                SH["class"]: NOWHERE,
                SH.hasValue: NOWHERE,
                SH["in"]: NOWHERE if an_iri else unlisted,
                SH.pattern: URIRef("urn:nothing") if an_iri else Literal("§ \n"),
                SH.minLength: Literal(""),
                SH.languageIn: Literal(str(value), lang="fr"),
                SH.nodeKind: Literal("a text") if wanted == SH.IRI else NOWHERE,
            }[constraint]
        ]

    def _break_inverse(self, node: Node, predicate: Node, path: str, name: str, wanted: int) -> None:
        """Copies of the nodes that point here, as many as break the constraint, each pointing at the copy only."""
        copy = self._copy(node, path, name)
        owners = sorted(self.data.subjects(predicate, node))
        number = {"minCount": wanted - 1, "maxCount": wanted + 1}.get(name, 0)
        for place in range(number):
            owner = URIRef(f"{copy.node}/owner/{place}")
            copy.triples += [
                (owner, p, o)
                for _, p, o in self.data.triples((owners[place % len(owners)], None, None))
                if p != predicate
            ]
            copy.triples.append((owner, predicate, copy.node))
        if name == "class":
            copy.triples.append((NOWHERE, predicate, copy.node))


def _of_another_type(value: Node, triples: list[Statement]) -> list[Node]:
    # pySHACL can't compare numbers and times with anything else, nor rdflib cut a text at fractions;
    # and Oxigraph keeps no other whole numbers than xsd:integer.
    datatype = getattr(value, "datatype", None)
    if datatype == XSD.dateTime or any("nif-core" in str(p) and o == value for _, p, o in triples):
        return [NOWHERE]
    if datatype in (XSD.integer, XSD.decimal):
        return [Literal("1.5", datatype=XSD.double)]
    return [Literal("someday", datatype=XSD.NCName), NOWHERE]


def statements(broken: list[Broken]) -> Iterator[Statement]:
    """The triples of all broken copies."""
    for each in broken:
        yield from each.triples
