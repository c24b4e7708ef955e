"""Query results in the formats of the W3C: SPARQL 1.1 JSON results, Turtle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ciigraph.graph.vocabulary import PREFIXES, XSD

if TYPE_CHECKING:
    from ciigraph.graph.access import Table, Term


def results_json(result: Table | bool) -> str:
    """SPARQL 1.1 Query Results JSON Format (https://www.w3.org/TR/sparql11-results-json/)."""
    if isinstance(result, bool):
        return json.dumps({"head": {}, "boolean": result})
    bindings = [
        {name: _json_term(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return json.dumps({"head": {"vars": result.variables}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    value: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language:
        value["xml:lang"] = term.language
    elif term.datatype != XSD.string:
        value["datatype"] = term.datatype.value
    return value


def turtle(triples: list[Triple]) -> str:
    """Triples as Turtle, with the project's prefixes."""
    serialized = serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return "" if serialized is None else serialized.decode()
