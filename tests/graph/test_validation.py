"""Validation against the shapes: a valid graph passes, every way of breaking one is found, pySHACL agrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyshacl
import pytest
from broken_graphs import Breaker, Broken, statements
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from rdflib import RDF, SH, BNode, Graph
from sample_graph import COUNTRY_FILE, EXTRACTION, sample_quads, sample_store

from ciigraph import codebook, countries
from ciigraph.assets import asset
from ciigraph.documents.reading import read
from ciigraph.documents.sources import find
from ciigraph.errors import DataError
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.codebook_statements import codebook_statements
from ciigraph.graph.constraints import Constraints
from ciigraph.graph.document_statements import document_statements
from ciigraph.graph.shapes import Shapes, compile_shapes, project_shapes
from ciigraph.graph.validation import validate
from ciigraph.graph.vocabulary import CII, NIF, PREFIXES, RDFS
from ciigraph.graph.vocabulary import RDF as RDF_TERMS
from ciigraph.inquiry.derivation import derive

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = ids.document(COUNTRY_FILE.id)
ANSWER = ids.recorded_answer(COUNTRY_FILE.id, "BE", 2024, "media-01")
UNIT = ids.unit(COUNTRY_FILE.id, "media-01.supporting")
_UNIT = ("document", COUNTRY_FILE.id, "unit", "media-01.supporting")
MENTION = ids.resource(*_UNIT, "mention", "0-10")
RELATION = ids.resource(
    *_UNIT, "relation", f"ownsStakeIn-0-{EXTRACTION.mentions[1].start}-{EXTRACTION.relations[0].evidence[0]}"
)
COMPANY = ids.entity("acme-cable")
PORT = ids.entity("port-verd")
PUBLISHED = ids.resource("document", COUNTRY_FILE.id, "published", 2024, "BE", "overall", "overall")
FIGURE = ids.resource("document", COUNTRY_FILE.id, "published", 2024, "BE", "indicator", "media-01")


def put(store: Store, node: NamedNode, predicate: NamedNode, *values: NamedNode | Literal) -> None:
    """Replace the values of a property, in the graph where it stands."""
    graph = DOCUMENT
    for quad in list(store.quads_for_pattern(node, predicate, None)):
        graph = quad.graph_name
        store.remove(quad)
    for value in values:
        store.add(Quad(node, predicate, value, graph))


def test_the_sample_is_valid_and_has_an_example_for_every_shape() -> None:
    report = validate(sample_store())
    assert report.violations == ()
    assert report.conforms
    assert [target for target, nodes in report.focus_nodes.items() if not nodes] == []
    assert report.focus_nodes["cii:RecordedAnswer"] == 4


def test_every_node_of_the_sample_is_checked_by_a_shape() -> None:
    graph = EmbeddedGraph(sample_store())
    checked = {
        row[0]
        for target in project_shapes().targets
        for row in graph.query(f"SELECT DISTINCT ?this WHERE {{ {target.where} }}").rows  # type: ignore[union-attr]
    }
    assert {quad.subject for quad in sample_quads()} - checked == set()


def test_every_check_says_in_words_what_should_be() -> None:
    messages = [check.message for check in project_shapes().checks]
    assert len(messages) > 500
    assert "does not conform to its shape" not in messages


def test_a_score_of_seven_fails_naming_node_path_and_document() -> None:
    store = sample_store()
    put(store, ANSWER, CII.score, Literal(7))
    report = validate(store)
    assert not report.conforms
    assert report.violation_count == 1
    violation = report.violations[0]
    assert (violation.node, violation.target, violation.path) == (ANSWER.value, "cii:RecordedAnswer", "cii:score")
    assert (violation.value, violation.documents) == ("7", (COUNTRY_FILE.id,))
    assert "0 to 4" in violation.message


def test_any_graph_that_answers_sparql_is_validated() -> None:
    store = sample_store()
    put(store, ANSWER, CII.score, Literal(7))
    assert validate(EmbeddedGraph(store)) == validate(store)


def test_all_violations_are_counted_and_some_are_listed() -> None:
    store = sample_store()
    for number in range(30):
        store.add(Quad(ids.resource("file", number), RDF_TERMS.type, CII.SourceFile, DOCUMENT))
    report = validate(store, limit=4)
    assert (report.violation_count, [group.count for group in report.groups], len(report.violations)) == (30, [30], 4)


def test_an_entity_of_many_documents_is_traced_to_the_one_that_is_wrong() -> None:
    store = sample_store()
    store.add(Quad(COMPANY, RDFS.label, Literal(""), ids.document("answers-2024")))
    assert [violation.documents for violation in validate(store).violations] == [("answers-2024",)]


def test_what_no_single_document_says_is_traced_to_its_graph() -> None:
    store = sample_store()
    put(store, ids.edition(2024), CII.year, Literal(1999))
    assert [violation.documents for violation in validate(store).violations] == [("codebook",)]


TEXT = Literal
NODE_CASES: list[tuple[str, NamedNode, list[tuple[NamedNode, NamedNode, list[Any]]], str]] = [
    ("score and skip", ANSWER, [(ANSWER, CII.skipped, [TEXT(True)])], "has a score or is skipped"),
    ("neither", ANSWER, [(ANSWER, CII.score, [])], "has a score or is skipped"),
    ("no figure", FIGURE, [(FIGURE, CII.points, [])], "has points, a percentage or a rank"),
    ("about a layer", PUBLISHED, [(PUBLISHED, CII.about, [ids.layer("exposure")])], "is about what its measure says"),
    ("two sorts", COMPANY, [(COMPANY, RDF_TERMS.type, [CII.Company, CII.Person])], "one of the four"),
    ("no sort", COMPANY, [(COMPANY, RDF_TERMS.type, [CII.Entity])], "one of the four"),
    ("unit alone", RELATION, [(RELATION, CII.amount, [])], "only beside an amount"),
    ("offsets", MENTION, [(MENTION, NIF.endIndex, [TEXT(9)])], "the text between the offsets of a mention"),
    ("denied fact", COMPANY, [(RELATION, CII.polarity, [TEXT("negated")])], "affirms and asserts it"),
    ("alleged fact", COMPANY, [(RELATION, CII.modality, [TEXT("alleged")])], "affirms and asserts it"),
    ("past fact", COMPANY, [(RELATION, CII.status, [TEXT("ended")])], "affirms and asserts it"),
    ("evidence", RELATION, [(RELATION, NIF.endIndex, [TEXT(9)])], "the text between the offsets of the evidence"),
    ("other fact", COMPANY, [(COMPANY, CII.funds, [PORT])], "affirms and asserts it"),
    ("other indicator", UNIT, [(UNIT, CII.indicator, [ids.indicator(2024, "media-02")])], "has the indicator and the"),
    ("no country", UNIT, [(UNIT, CII.country, [])], "has the indicator and the country"),
]


@pytest.mark.parametrize(("node", "changes", "message"), [c[1:] for c in NODE_CASES], ids=[c[0] for c in NODE_CASES])
def test_constraints_on_a_whole_node(node: NamedNode, changes: list[Any], message: str) -> None:
    store = sample_store()
    for subject, predicate, values in changes:
        put(store, subject, predicate, *values)
    found = [v for v in validate(store).violations if v.node == node.value and message in v.message]
    assert found
    assert all(violation.documents for violation in found)


def test_constraints_on_a_whole_node_are_all_tried() -> None:
    tried = [c[3] for c in NODE_CASES]
    whole = {check.message for check in project_shapes().checks if check.path is None and check.allowed is None}
    assert {m for m in whole if not any(t in m for t in tried)} == {"has an address; blank nodes are not written"}
    assert len(NODE_CASES) == 15


# Every property, every constraint ----------------------------------------------------------------------


@dataclass
class Breakage:
    """The sample with all broken copies of its nodes in one document's graph, and what should be found."""

    store: Store
    data: Graph
    expected: list[Broken]
    without_example: list[str]


@cache
def breakage() -> Breakage:
    plain = {Quad(quad.subject, quad.predicate, quad.object) for quad in sample_quads()}
    data = Graph().parse(serialize(plain, format=RdfFormat.N_QUADS), format="nt")
    breaker = Breaker(data, _shapes(), _ontology(), PREFIXES)
    expected = breaker.run()
    whole = Graph()
    for statement in statements(expected):
        whole.add(statement)
    store = sample_store()
    broken = parse(whole.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    store.extend(Quad(quad.subject, quad.predicate, quad.object, DOCUMENT) for quad in broken)
    return Breakage(store, data + whole, expected, breaker.without_example)


def _shapes() -> Graph:
    return Graph().parse(asset("ontology/shapes.ttl"))


def _ontology() -> Graph:
    return Graph().parse(asset("ontology/cii.ttl"))


def _name(node: object) -> str:
    return "a blank node" if isinstance(node, BNode | BlankNode) or str(node).startswith("_:") else str(node)


def test_every_broken_property_is_found_naming_node_path_and_document() -> None:
    made = breakage()
    assert made.without_example == []
    report = validate(made.store, limit=10_000)
    found = {(_name(v.node), v.path): v for v in report.violations}
    missed = [(b.constraint, b.path, b.node) for b in made.expected if (_name(b.node), b.path) not in found]
    assert missed == []
    assert len(made.expected) > 400
    assert report.violation_count == len(report.violations)
    ours = [found[_name(b.node), b.path] for b in made.expected]
    assert {v.documents for v in ours} == {(COUNTRY_FILE.id,)}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pyshacl_finds_the_same() -> None:
    made = breakage()
    _, report, _ = pyshacl.validate(made.data, shacl_graph=_shapes(), ont_graph=_ontology(), inplace=True)
    breaker = Breaker(report, report, report, PREFIXES)
    theirs = set()
    for result in report.objects(report.value(None, RDF.type, SH.ValidationReport), SH.result):
        path = report.value(result, SH.resultPath)
        part = report.value(result, SH.sourceConstraintComponent)
        # what is included by sh:node is one result of pySHACL without a path, whatever the included shape says
        included = part == SH.NodeConstraintComponent and path is None
        theirs.add(
            (_name(report.value(result, SH.focusNode)), None if included or path is None else breaker.text(path))
        )
    rules = {check.message for check in project_shapes().checks if "$this" in check.where or "{ SELECT" in check.where}
    ours = {
        (_name(v.node), None if v.message in rules else v.path) for v in validate(made.store, limit=10_000).violations
    }
    assert ours == theirs


# Shapes that can't be used ---------------------------------------------------------------------------

PREAMBLE = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix cii: <https://w3id.org/ciigraph/ontology#> . "


def _compiled(folder: Path, shapes: str) -> Shapes:
    path = folder / "shapes.ttl"
    path.write_text(PREAMBLE + shapes, encoding="utf-8")
    return compile_shapes(Constraints(path, asset("ontology/cii.ttl")))


@pytest.mark.parametrize(
    ("shapes", "problem"),
    [
        ("cii:S a", "no valid Turtle"),
        ("cii:S sh:targetClass cii:Unit ; sh:qualifiedMinCount 1 .", "not understood"),
        ("cii:S sh:targetObjectsOf cii:citation ; sh:nodeKind sh:IRI .", "targetObjectsOf> is not understood"),
        ("cii:S sh:targetClass cii:Unit ; sh:property [ sh:minCount 1 ] .", "without a path"),
        ("cii:S sh:targetClass cii:Unit ; sh:property [ sh:path [ sh:zeroOrMorePath cii:parent ] ] .", "as paths"),
        ("cii:S sh:targetClass cii:Unit ; sh:not [ sh:closed true ] .", "only in shapes with a target"),
        ("cii:S sh:targetClass cii:Unit ; sh:xone cii:nothing .", "without an end"),
    ],
)
def test_shapes_that_are_not_understood_are_refused(tmp_path: Path, shapes: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        _compiled(tmp_path, shapes)


@pytest.mark.parametrize(
    ("constraint", "valid"),
    [
        ("sh:not [ sh:property [ sh:path cii:parent ; sh:minCount 1 ] ]", False),
        ("sh:and ( [ sh:class cii:Company ] [ sh:class cii:Organisation ] )", True),
        ("sh:property [ sh:path cii:nameKey ; sh:maxLength 5 ]", False),
        ("sh:property [ sh:path cii:nameKey ; sh:pattern 'ACME' ; sh:flags 'i' ]", True),
        ("sh:property [ sh:path cii:parent ; sh:nodeKind sh:IRI ; sh:or ( cii:T [ sh:class cii:Person ] ) ]", True),
    ],
)
def test_constraints_that_the_project_could_use(tmp_path: Path, constraint: str, valid: bool) -> None:
    wanted = f"cii:S sh:targetClass cii:Company ; {constraint} . cii:T sh:hasValue <{ids.entity('acme-group').value}> ."
    report = validate(sample_store(), shapes=_compiled(tmp_path, wanted))
    assert (COMPANY.value in {violation.node for violation in report.violations}) is not valid


# Real documents ----------------------------------------------------------------------------------------


def test_the_graph_of_real_profiles_is_valid(shared: Path) -> None:
    store = Store()
    documents = [read(source) for source in find([shared / "seeds"]).sources]
    names = {code: countries.name(code) for code in countries.codes()}
    store.extend(codebook_statements(codebook.load(), names))
    for document in documents:
        store.extend(document_statements(document))
    derive(store)
    report = validate(store)
    assert report.violations == ()
    assert report.focus_nodes["cii:Answer"] == 198
    assert report.focus_nodes["cii:SourceDocument"] == len(documents)
