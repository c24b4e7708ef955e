"""The audit on four invented countries with planted contradictions and near-misses (tests/cases/audit)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pyoxigraph import Literal, Quad, Store

from ciigraph import codebook, countries
from ciigraph.documents.reading import read
from ciigraph.documents.sources import find
from ciigraph.errors import DataError
from ciigraph.graph.access import EmbeddedGraph, table
from ciigraph.graph.codebook_statements import codebook_statements
from ciigraph.graph.document_statements import document_statements
from ciigraph.graph.vocabulary import CII
from ciigraph.inquiry.audit import Flag, audit, kept, suggest
from ciigraph.inquiry.audit.findings import AUDIT_GRAPH, finding_statements
from ciigraph.inquiry.audit.kept import are_kept
from ciigraph.inquiry.audit.lexicon import read_yaml
from ciigraph.inquiry.derivation import derive

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parents[1] / "cases" / "audit"
COUNTRIES = ["BW", "CR", "FJ", "SI"]


@cache
def graph() -> EmbeddedGraph:
    """The planted documents as a graph, without what a language model finds in them."""
    store = Store()
    for source in find([CASES / "documents"], None).sources:
        store.extend(document_statements(read(source)))
    store.extend(codebook_statements(codebook.load(), {code: countries.name(code) for code in countries.codes()}))
    derive(store)
    return EmbeddedGraph(store)


@cache
def flags() -> dict[tuple[str, str], dict[str, Flag]]:
    found: dict[tuple[str, str], dict[str, Flag]] = {}
    for flag in audit(graph()):
        found.setdefault((flag.country, flag.indicator), {})[flag.kind] = flag
    return found


@cache
def planted(what: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((CASES / "expected.yaml").read_text("utf-8"))
    return [entry for entry in entries if entry["planted"] == what]


def test_most_contradictions_are_found() -> None:
    due = planted("contradiction")
    assert len(due) >= 60
    found = [
        flag
        for entry in due
        if (flag := flags().get((entry["country"], entry["indicator"]), {}).get(entry["kind"])) is not None
        and (flag.strength == "strong" or entry["strength"] == "arguable")
    ]
    assert len(found) / len(due) >= 0.8


def test_near_misses_are_left_alone() -> None:
    near = planted("near-miss")
    assert len(near) >= 75
    raised = [flag for entry in near for flag in flags().get((entry["country"], entry["indicator"]), {}).values()]
    assert [flag for flag in raised if flag.strength == "strong"] == []
    assert len(raised) <= 4


def test_nothing_else_is_flagged() -> None:
    listed = {
        (entry["country"], entry["indicator"]) for what in ("contradiction", "near-miss") for entry in planted(what)
    }
    assert {key: each for key, each in flags().items() if key not in listed} == {}


def every_flag() -> Iterator[Flag]:
    return (flag for kinds in flags().values() for flag in kinds.values())


def test_a_flag_shows_its_sentences_in_their_place() -> None:
    texts = {
        record["unit"]: str(record["text"])
        for record in table(graph(), "SELECT ?unit ?text { ?unit a cii:Unit ; nif:isString ?text }").records()
    }
    shown = [evidence for flag in every_flag() for evidence in flag.evidence]
    assert len(shown) > 50
    for evidence in shown:
        assert texts[evidence.unit][evidence.start : evidence.end] == evidence.text
        assert evidence.document in evidence.unit


def test_a_flag_says_why() -> None:
    for flag in every_flag():
        assert flag.fact
        assert flag.rule
        assert (flag.strength == "strong") == (not flag.reasons)
        assert flag.evidence or flag.kind == "uncited"


def test_kinds_and_strength_narrow() -> None:
    strong = audit(graph(), min_strength="strong")
    assert strong
    assert {flag.strength for flag in strong} == {"strong"}
    assert {flag.kind for flag in audit(graph(), ["FJ"], kinds=["uncited"])} <= {"uncited"}
    assert {flag.country for flag in audit(graph(), ["FJ", "SI"])} == {"FJ", "SI"}
    assert audit(graph(), ["BE"]) == []


def test_the_audit_is_the_same_each_time() -> None:
    assert audit(graph()) == audit(graph())


def test_findings_are_read_from_the_graph_as_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    assert are_kept(graph())
    computed = audit(graph())
    monkeypatch.setattr(kept, "audit", None)  # nothing is computed
    assert kept.flags(graph()) == computed
    assert len(computed) > 50
    assert kept.flags(graph(), ["FJ"]) == [flag for flag in computed if flag.country == "FJ"]
    assert kept.flags(graph(), ["BE"]) == []
    strong = kept.flags(graph(), kinds=["contradicted-by-own-evidence"], min_strength="strong")
    assert strong == audit(graph(), kinds=["contradicted-by-own-evidence"], min_strength="strong")
    assert strong


@pytest.mark.parametrize("key", [None, "of other rules"])
def test_findings_of_other_rules_are_made_again(key: str | None) -> None:
    store = Store()
    store.extend(quad for quad in graph().store if quad.graph_name != AUDIT_GRAPH)
    if key is not None:
        store.add(Quad(AUDIT_GRAPH, CII.auditKey, Literal(key), AUDIT_GRAPH))
    assert not are_kept(EmbeddedGraph(store))
    assert kept.flags(EmbeddedGraph(store), ["SI"]) == audit(graph(), ["SI"])


def test_findings_are_in_the_graph_with_what_they_rest_on() -> None:
    found = list(
        table(
            graph(),
            """SELECT ?finding ?answer (COUNT(?rests) AS ?on) WHERE {
                 ?finding a cii:Finding ; cii:questions ?answer ; prov:wasDerivedFrom ?rests .
                 ?answer a cii:Answer .
               } GROUP BY ?finding ?answer""",
        ).records()
    )
    assert len(found) == len(list(every_flag()))
    assert {quad.graph_name for quad in finding_statements(every_flag())} == {AUDIT_GRAPH}
    quoted = table(
        graph(),
        """SELECT ?said ?text ?begin ?end WHERE {
             ?assertion a cii:Assertion ; nif:anchorOf ?said ; nif:beginIndex ?begin ; nif:endIndex ?end ;
               nif:referenceContext ?unit . ?unit nif:isString ?text }""",
    )
    rows = list(quoted.records())
    assert len(rows) > 50
    assert all(str(row["text"])[int(str(row["begin"])) : int(str(row["end"]))] == row["said"] for row in rows)


def test_suggestions_stand_beside_every_answer_with_evidence() -> None:
    found = suggest(graph())
    assert {each.country for each in found.answers} == set(COUNTRIES)
    assert all(each.suggested in range(5) for each in found.answers)
    assert all((each.facts == 0) == (each.amount == "none") for each in found.answers)
    assert found.agreement.answers == sum(each.answers for each in found.by_scale.values())
    assert json.loads(json.dumps(found.agreement.equal)) >= 0.6


def test_a_country_without_answers_has_no_flags() -> None:
    assert audit(EmbeddedGraph(Store())) == []


def test_an_unknown_strength_is_refused() -> None:
    with pytest.raises(ValueError, match="not in"):
        audit(graph(), min_strength="certain")


def test_errors_name_the_file() -> None:
    with pytest.raises(DataError, match=r"expected\.yaml"):
        read_yaml(CASES / "expected.yaml", dict[str, str])
