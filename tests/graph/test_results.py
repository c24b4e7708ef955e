"""Results in the formats of the W3C."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results

from ciigraph.graph.access import EmbeddedGraph, Table
from ciigraph.graph.results import results_json, turtle
from ciigraph.graph.vocabulary import XSD

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
A, B = NamedNode("urn:a"), NamedNode("urn:b")

TERMS = [
    (A, {"type": "uri", "value": "urn:a"}),
    (BlankNode("b1"), {"type": "bnode", "value": "b1"}),
    (Literal("x"), {"type": "literal", "value": "x"}),
    (Literal("x", language="en"), {"type": "literal", "value": "x", "xml:lang": "en"}),
    (Literal(3), {"type": "literal", "value": "3", "datatype": XSD.integer.value}),
    (Literal('"\n}'), {"type": "literal", "value": '"\n}'}),
    (
        Triple(A, B, Literal("x")),
        {
            "type": "triple",
            "value": {
                "subject": {"type": "uri", "value": "urn:a"},
                "predicate": {"type": "uri", "value": "urn:b"},
                "object": {"type": "literal", "value": "x"},
            },
        },
    ),
]


@pytest.mark.parametrize(("term", "expected"), TERMS, ids=[type(term).__name__ for term, _ in TERMS])
def test_terms(term: NamedNode, expected: dict[str, object]) -> None:
    answer = json.loads(results_json(Table(("x", "y"), [(term, None)])))
    assert answer == {"head": {"vars": ["x", "y"]}, "results": {"bindings": [{"x": expected}]}}


def test_truth_values_and_empty_results() -> None:
    assert json.loads(results_json(True)) == {"head": {}, "boolean": True}
    assert json.loads(results_json(Table(("x",), []))) == {"head": {"vars": ["x"]}, "results": {"bindings": []}}


@given(st.lists(st.tuples(TEXT, st.none() | TEXT), max_size=4))
def test_a_reader_of_the_format_reads_the_same(texts: list[tuple[str, str | None]]) -> None:
    rows = [(Literal(one), None if other is None else Literal(other, language="fr")) for one, other in texts]
    solutions = parse_query_results(results_json(Table(("a", "b"), rows)), format=QueryResultsFormat.JSON)
    assert [tuple(row) for row in solutions] == rows


def test_turtle_is_sorted_and_reads_back() -> None:
    triples = [Triple(B, A, Literal("ü\n")), Triple(A, A, B)]
    text = turtle(triples)
    assert text == turtle(triples[::-1])
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == set(triples)
    assert list(parse(turtle([]), format=RdfFormat.TURTLE)) == []


def test_the_union_of_all_graphs_answers_with_the_prefixes_at_hand(corpus: EmbeddedGraph) -> None:
    answer = corpus.query("ASK { id:country\\/BE cii:alpha2 ?code . ?any cii:country id:country\\/BE }")
    assert answer is True
