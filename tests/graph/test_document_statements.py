"""Every field of every record reaches the graph, and is found there by a query."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, RdfFormat, Store, parse

from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import EmbeddedGraph, table
from ciigraph.graph.document_statements import document_statements, measured
from ciigraph.graph.store import canonical_nquads
from ciigraph.graph.vocabulary import CII, XSD
from ciigraph.records import (
    Answer,
    Citation,
    CountryFact,
    Document,
    Notice,
    PublishedScore,
    Question,
    Record,
    Unit,
)

CITATIONS = (Citation(1, "https://example.org/a b", "https://example.org/a%20b"), Citation(2, "NO LINK"))
ANSWER = Answer(
    country="BE",
    edition=2024,
    indicator="media-01",
    score=3,
    locator="char=10,20",
    label="Few, but significant",
    scale="graded",
    layer="Exposure",
    distribution={"0": 40, "3": 2, "skip": 5},
    answered_countries=93,
    skipped_countries=5,
    experts=2,
    reviewer="Ann Example",
    citations=CITATIONS,
)
UNIT = Unit(
    id="media-01.supporting",
    section="supporting",
    text='Evidence with "quotes"\nand 北京.',
    locator="char=30,60",
    indicator="media-01",
    country="BE",
    heading="A heading",
    language="zh-Hans",
    citations=CITATIONS,
)
PUBLISHED = PublishedScore("BE", 2024, "domain", "media", "char=1,2", score=13, max=44, percent="29.5", rank=7, of=98)
FACT = CountryFact("BE", 2024, "population", "11700000", "char=3,4")
QUESTION = Question(2024, "media-01", "/questions/0", layer="Exposure", scale="graded")
NOTICE = Notice("unrecognised", "an odd line", line=17, locator="char=5,6")
DOCUMENT = Document(
    id="belgium-2024",
    kind="profile",
    path="saved/Belgium 2024.html",
    sha256="ab" * 32,
    media_type="text/html",
    title="A title",
    publisher="A publisher",
    date="2024-10",
    url="https://example.org/belgium",
    language="en",
    country="BE",
    edition=2024,
    units=(UNIT,),
    answers=(ANSWER,),
    published=(PUBLISHED,),
    facts=(FACT,),
    questions=(QUESTION,),
    notices=(NOTICE,),
)


def graph_of(document: Document) -> EmbeddedGraph:
    store = Store()
    store.bulk_extend(document_statements(document))
    return EmbeddedGraph(store)


#: Where each field stands: class of the node, path to the value, and the value (default: the field's own).
FIELDS: dict[type[Record], dict[str, tuple[str, str, object]]] = {
    Document: {
        "id": ("cii:SourceDocument", "dcterms:identifier", ...),
        "kind": ("cii:SourceDocument", "cii:kind", ids.resource("kind", "profile").value),
        "path": ("cii:SourceDocument", "cii:path", ...),
        "sha256": ("cii:SourceDocument", "prov:wasDerivedFrom/cii:sha256", ...),
        "media_type": ("cii:SourceDocument", "dcterms:format", ...),
        "title": ("cii:SourceDocument", "dcterms:title", ...),
        "publisher": ("cii:SourceDocument", "dcterms:publisher", ...),
        "date": ("cii:SourceDocument", "dcterms:date", ...),
        "url": ("cii:SourceDocument", "schema:url", ...),
        "language": ("cii:SourceDocument", "dcterms:language", ...),
        "country": ("cii:SourceDocument", "cii:country", ids.country("BE").value),
        "edition": ("cii:SourceDocument", "cii:edition", ids.edition(2024).value),
        "units": ("cii:SourceDocument", "^dcterms:isPartOf/cii:locator", UNIT.locator),
        "answers": ("cii:SourceDocument", "^cii:recordedIn/cii:answerLabel", ANSWER.label),
        "published": ("cii:SourceDocument", "^cii:recordedIn/cii:points", PUBLISHED.score),
        "facts": ("cii:SourceDocument", "^cii:recordedIn/cii:value", FACT.value),
        "questions": ("cii:SourceDocument", "^cii:recordedIn/cii:layer", ids.layer("exposure").value),
        "notices": ("cii:SourceDocument", "^cii:recordedIn/cii:message", NOTICE.message),
    },
    Unit: {
        "id": ("cii:Unit", "^cii:nothing|cii:locator", UNIT.locator),
        "section": ("cii:Unit", "cii:section", ...),
        "text": ("cii:Unit", "nif:isString", ...),
        "locator": ("cii:Unit", "cii:locator", ...),
        "indicator": ("cii:Unit", "cii:indicator", ids.indicator(2024, "media-01").value),
        "country": ("cii:Unit", "cii:country", ids.country("BE").value),
        "heading": ("cii:Unit", "cii:heading", ...),
        "language": ("cii:Unit", "dcterms:language", ...),
        "citations": ("cii:Unit", "cii:citation/cii:position", {1, 2}),
    },
    Answer: {
        "country": ("cii:RecordedAnswer", "cii:country", ids.country("BE").value),
        "edition": ("cii:RecordedAnswer", "cii:edition", ids.edition(2024).value),
        "indicator": ("cii:RecordedAnswer", "cii:indicator", ids.indicator(2024, "media-01").value),
        "score": ("cii:RecordedAnswer", "cii:score", ...),
        "locator": ("cii:RecordedAnswer", "cii:locator", ...),
        "label": ("cii:RecordedAnswer", "cii:answerLabel", ...),
        "scale": ("cii:RecordedAnswer", "cii:scale", ids.resource("scale", "graded").value),
        "layer": ("cii:RecordedAnswer", "cii:layer", ids.layer("exposure").value),
        "distribution": ("cii:RecordedAnswer", "cii:answerCount/cii:countries", {40, 2, 5}),
        "answered_countries": ("cii:RecordedAnswer", "cii:answeredCountries", ...),
        "skipped_countries": ("cii:RecordedAnswer", "cii:skippedCountries", ...),
        "experts": ("cii:RecordedAnswer", "cii:experts", ...),
        "reviewer": ("cii:RecordedAnswer", "cii:reviewer", ...),
        "citations": ("cii:RecordedAnswer", "cii:citation/cii:position", {1, 2}),
    },
    Citation: {
        "position": ("cii:Citation", "cii:position", {1, 2}),
        "text": ("cii:Citation", "cii:citedText", {"https://example.org/a b", "NO LINK"}),
        "url": ("cii:Citation", "schema:url", "https://example.org/a%20b"),
    },
    PublishedScore: {
        "country": ("cii:PublishedScore", "cii:country", ids.country("BE").value),
        "edition": ("cii:PublishedScore", "cii:edition", ids.edition(2024).value),
        "by": ("cii:PublishedScore", "cii:measure", ...),
        "name": ("cii:PublishedScore", "cii:about", ids.domain("media").value),
        "locator": ("cii:PublishedScore", "cii:locator", ...),
        "score": ("cii:PublishedScore", "cii:points", ...),
        "max": ("cii:PublishedScore", "cii:maximum", ...),
        "percent": ("cii:PublishedScore", "cii:percent", Decimal("29.5")),
        "rank": ("cii:PublishedScore", "cii:rank", ...),
        "of": ("cii:PublishedScore", "cii:rankedCountries", ...),
    },
    CountryFact: {
        "country": ("cii:CountryFact", "cii:country", ids.country("BE").value),
        "edition": ("cii:CountryFact", "cii:edition", ids.edition(2024).value),
        "property": ("cii:CountryFact", "cii:factKind", ...),
        "value": ("cii:CountryFact", "cii:value", ...),
        "locator": ("cii:CountryFact", "cii:locator", ...),
    },
    Question: {
        "edition": ("cii:RecordedQuestion", "cii:edition", ids.edition(2024).value),
        "indicator": ("cii:RecordedQuestion", "cii:indicator", ids.indicator(2024, "media-01").value),
        "locator": ("cii:RecordedQuestion", "cii:locator", ...),
        "layer": ("cii:RecordedQuestion", "cii:layer", ids.layer("exposure").value),
        "scale": ("cii:RecordedQuestion", "cii:scale", ids.resource("scale", "graded").value),
    },
    Notice: {
        "kind": ("cii:Notice", "cii:noticeKind", ...),
        "message": ("cii:Notice", "cii:message", ...),
        "line": ("cii:Notice", "cii:line", ...),
        "locator": ("cii:Notice", "cii:locator", ...),
    },
}
EXAMPLES: dict[type[Record], Record] = {
    type(each): each for each in (DOCUMENT, UNIT, ANSWER, CITATIONS[0], PUBLISHED, FACT, QUESTION, NOTICE)
}
CASES = [
    pytest.param(
        record,
        field,
        *where,
        id=f"{record.__name__}.{field}",
    )
    for record, fields in FIELDS.items()
    for field, where in fields.items()
]


def test_no_field_is_forgotten() -> None:
    for record, fields in FIELDS.items():
        assert set(fields) == set(record.__struct_fields__), record.__name__
    assert len(CASES) == 68


@pytest.mark.parametrize(("record", "field", "kind", "path", "expected"), CASES)
def test_every_field_reaches_the_graph(
    record: type[Record], field: str, kind: str, path: str, expected: object
) -> None:
    query = f"SELECT DISTINCT ?value {{ ?node a {kind} ; {path} ?value }}"
    found = {row["value"] for row in table(graph_of(DOCUMENT), query).records()}
    if expected is ...:
        expected = getattr(EXAMPLES[record], field)
    assert found == (expected if isinstance(expected, set) else {expected})


def test_nodes_have_the_addresses_of_what_they_are() -> None:
    subjects = {quad.subject for quad in document_statements(DOCUMENT)}
    assert ids.unit("belgium-2024", "media-01.supporting") in subjects
    assert ids.recorded_answer("belgium-2024", "BE", 2024, "media-01") in subjects
    assert {quad.graph_name for quad in document_statements(DOCUMENT)} == {ids.document("belgium-2024")}


def test_a_skipped_answer_has_no_score() -> None:
    skipped = msgspec.structs.replace(ANSWER, score=None)
    graph = graph_of(msgspec.structs.replace(DOCUMENT, answers=(skipped,)))
    assert (
        graph.query("ASK { ?a a cii:RecordedAnswer ; cii:skipped true FILTER NOT EXISTS { ?a cii:score ?s } }") is True
    )
    assert graph_of(DOCUMENT).query("ASK { ?a a cii:RecordedAnswer ; cii:skipped ?any }") is False


def test_a_distribution_tells_scores_from_skips() -> None:
    query = """SELECT ?score ?skipped ?countries { ?c a cii:AnswerCount ; cii:countries ?countries
        OPTIONAL { ?c cii:score ?score } OPTIONAL { ?c cii:skipped ?skipped } } ORDER BY ?countries"""
    rows = [tuple(row.values()) for row in table(graph_of(DOCUMENT), query).records()]
    assert rows == [(3, None, 2), (None, True, 5), (0, None, 40)]


def test_evidence_hangs_on_the_answer_it_stands_under() -> None:
    query = """SELECT ?answer ?shared {
        ?unit a cii:Unit ; cii:evidenceFor ?answer ; cii:citation ?shared . ?answer cii:citation ?shared }"""
    assert len(table(graph_of(DOCUMENT), query).rows) == 2
    # without an answer the unit's citations are its own
    alone = graph_of(msgspec.structs.replace(DOCUMENT, answers=()))
    assert alone.query("ASK { ?unit cii:evidenceFor ?answer }") is False
    assert len(table(alone, "SELECT ?url { ?unit a cii:Unit ; cii:citation/cii:citedText ?url }").rows) == 2


def test_citations_of_a_unit_that_its_answer_lacks_are_kept() -> None:
    answer = msgspec.structs.replace(ANSWER, citations=())
    graph = graph_of(msgspec.structs.replace(DOCUMENT, answers=(answer,)))
    assert len(table(graph, "SELECT ?url { ?unit a cii:Unit ; cii:citation/cii:citedText ?url }").rows) == 2


@pytest.mark.parametrize(
    ("by", "name", "expected"),
    [
        ("overall", "overall", ids.edition(2022)),
        ("domain", "media", ids.domain("media")),
        ("layer", "exposure", ids.layer("Exposure")),
        ("indicator", "media-01", ids.indicator(2022, "media-01")),
    ],
)
def test_what_a_score_is_about(by: str, name: str, expected: object) -> None:
    assert measured(by, name, 2022) == expected


def test_a_bare_document_is_described() -> None:
    bare = Document("x", "prose", "x.txt", "cd" * 32, "text/plain")
    assert {quad.predicate for quad in document_statements(bare) if quad.subject == ids.document("x")} >= {
        CII.path,
        CII.kind,
    }


def test_dates_and_addresses_are_typed() -> None:
    graph = graph_of(DOCUMENT)
    rows = table(graph, "SELECT ?date ?url { ?d a cii:SourceDocument ; dcterms:date ?date ; schema:url ?url }").rows
    assert rows == [(Literal("2024-10", datatype=XSD.gYearMonth), Literal(DOCUMENT.url or "", datatype=XSD.anyURI))]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=60)
@given(TEXT, TEXT, TEXT, TEXT)
def test_any_text_stays_text(text: str, heading: str, label: str, address: str) -> None:
    """No text of a document adds a statement, a blank node or another graph."""
    plain = len(document_statements(DOCUMENT))
    citations = (Citation(1, address, address), CITATIONS[1])
    document = msgspec.structs.replace(
        DOCUMENT,
        title=text,
        url=address or None,
        units=(msgspec.structs.replace(UNIT, text=text, heading=heading, locator=label, citations=citations),),
        answers=(msgspec.structs.replace(ANSWER, label=label, reviewer=heading, citations=citations),),
        notices=(msgspec.structs.replace(NOTICE, message=text, locator=address),),
    )
    quads = document_statements(document)
    assert len(quads) == plain - (0 if address else 1)
    store = Store()
    store.bulk_extend(quads)
    assert set(parse(canonical_nquads(store), format=RdfFormat.N_QUADS)) == set(quads)
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))
