"""JSON-LD 1.1 with a context, written node by node, so that a large graph needs little memory.

Each named graph is an object with ``@id`` and ``@graph``; in it stands one object a subject. The context has the
prefixes and, for each of the project's own properties, a plain name; what links to things is said to (``@type: @id``),
so that a link is a plain string.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ciigraph.assets import asset
from ciigraph.graph.identifiers import BOOLEAN, INTEGER
from ciigraph.graph.vocabulary import CII, DCTERMS, ITSRDF, NIF, OWL, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from pyoxigraph import Quad

#: Terms of others that get a plain name too.
_NAMES = {
    "label": RDFS.label,
    "altLabel": SKOS.altLabel,
    "title": DCTERMS.title,
    "identifier": DCTERMS.identifier,
    "date": DCTERMS.date,
    "text": NIF.isString,
    "beginIndex": NIF.beginIndex,
    "endIndex": NIF.endIndex,
    "url": SCHEMA.url,
}
_LINKS = {
    "exactMatch": SKOS.exactMatch,
    "isPartOf": DCTERMS.isPartOf,
    "mentionedIn": NIF.referenceContext,
    "refersTo": ITSRDF.taIdentRef,
    "wasDerivedFrom": PROV.wasDerivedFrom,
}
#: What follows a prefix must be read as the prefix's part of an IRI: no second colon, no leading slashes.
_LOCAL = re.compile(r"(?!//)[^:\s]+")
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,14})", re.ASCII)


def context() -> dict[str, Any]:
    """The JSON-LD context; terms of the project's ontology by their local names."""
    terms: dict[str, Any] = {prefix: {"@id": iri, "@prefix": True} for prefix, iri in PREFIXES.items()}
    names = {name: term.value for name, term in _NAMES.items()}
    links = {name: term.value for name, term in _LINKS.items()}
    for quad in parse(path=str(asset("ontology/cii.ttl")), format=RdfFormat.TURTLE):
        if (
            quad.predicate == RDF.type
            and isinstance(quad.subject, NamedNode)
            and quad.subject.value.startswith(CII.iri)
        ):
            name = quad.subject.value.removeprefix(CII.iri)
            if quad.object == OWL.ObjectProperty:
                links[name] = quad.subject.value
            elif quad.object == OWL.DatatypeProperty:
                names[name] = quad.subject.value
    terms |= {name: {"@id": _compact(iri)} for name, iri in sorted(names.items())}
    terms |= {name: {"@id": _compact(iri), "@type": "@id"} for name, iri in sorted(links.items())}
    return terms


def write_json_ld(quads: Iterable[Quad], stream: BinaryIO) -> int:
    """Write statements that come graph by graph and subject by subject; returns how many there were."""
    terms = context()
    writer = _Writer(terms)
    stream.write(b'{"@context": ' + _json(terms) + b',\n"@graph": [')
    separator = b"\n"
    for name, statements in groupby(quads, key=lambda quad: quad.graph_name):
        address = _json(writer.address(name))
        stream.write(separator + b'{"@id": ' + address + b', "@graph": [')
        separator = b",\n"
        inner = b"\n"
        for node in writer.nodes(statements):
            stream.write(inner + _json(node))
            inner = b",\n"
        stream.write(b"\n]}")
    stream.write(b"\n]}\n")
    return writer.written


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _compact(iri: str) -> str:
    """An IRI with its prefix where that can be read back, else as it is."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
            return f"{prefix}:{iri[len(start) :]}"
    return iri


class _Writer:
    """Turns statements into JSON-LD objects; ``written`` counts the statements."""

    def __init__(self, terms: dict[str, Any]) -> None:
        self.written = 0
        expanded = {_expanded(term["@id"]): name for name, term in terms.items() if "@prefix" not in term}
        self._names = expanded
        self._links = frozenset(name for name, term in terms.items() if "@type" in term)
        self._addresses: dict[str, str] = {}

    def address(self, term: Any) -> str:  # noqa: ANN401 - any term that names something
        """A node's address, short where that is safe."""
        if not isinstance(term, NamedNode):
            return str(term)
        if len(self._addresses) > 100_000:
            self._addresses.clear()
        found = self._addresses.get(term.value)
        if found is None:
            found = self._addresses[term.value] = _compact(term.value)
        return found

    def nodes(self, quads: Iterable[Quad]) -> Iterator[dict[str, Any]]:
        """One object a subject."""
        for subject, statements in groupby(quads, key=lambda quad: quad.subject):
            node: dict[str, Any] = {"@id": self.address(subject)}
            for quad in statements:
                self.written += 1
                if quad.predicate == RDF.type and isinstance(quad.object, NamedNode):
                    name, value = "@type", self.address(quad.object)
                else:
                    name = self._names.get(quad.predicate.value) or self.address(quad.predicate)
                    value = self._value(quad.object, name)
                if name not in node:
                    node[name] = value
                elif isinstance(node[name], list):
                    node[name].append(value)
                else:
                    node[name] = [node[name], value]
            yield node

    def _value(self, term: Any, name: str) -> Any:  # noqa: ANN401 - JSON
        if not isinstance(term, Literal):
            address = self.address(term)
            return address if name in self._links else {"@id": address}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if term.datatype == XSD.string:
            return {"@value": term.value} if name in self._links else term.value
        if name not in self._links:
            if term.datatype == INTEGER and _INTEGER.fullmatch(term.value) and term.value != "-0":
                return int(term.value)
            if term.datatype == BOOLEAN and term.value in ("true", "false"):
                return term.value == "true"
        return {"@value": term.value, "@type": self.address(term.datatype)}


def _expanded(compact: str) -> str:
    prefix, _, local = compact.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else compact
