"""What is said of a query that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from ciigraph.graph.syntax import syntax_problem

BEGIN = "the query is no valid SPARQL: error at "


@pytest.mark.parametrize(("query", "problem"), [
    ("SELECT * { ?a ?b", '1:17: expected "$", '),
    ("SELECT * { ?a foo:bar ?b }", "1:22: Prefix not found"),
    ("SELECT (COUNT(?a) AS ?b) ?c {?a ?b ?c}", "1:39: SELECT contains a variable that is unbound"),
    ("SELECT * { ?a ?b ?c } GROUP BY ?a", "1:34: SELECT * is not authorized with GROUP BY"),
    ("SELECT * { ?a <b c> ?c }", "1:20: IRI parsing failed"),
    ("DELETE WHERE { ?s ?p ?o }", "1:10"),
    ("", "1:1"),
])  # fmt: skip
def test_a_problem_in_one_line(query: str, problem: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    told = syntax_problem(caught.value)
    assert told.startswith(BEGIN + problem)
    assert "\n" not in told
    assert len(told) < 150


@given(st.text(max_size=60))
def test_whatever_the_parser_says_is_one_line(said: str) -> None:
    told = syntax_problem(SyntaxError(f"error at 1:1: expected one of {said}"))
    assert told.startswith(f"{BEGIN}1:1")
    assert "\n" not in told
