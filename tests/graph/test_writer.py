"""From Python values to terms: typed by one rule, and any text comes back as it was."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - in a signature that hypothesis reads

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import plain
from ciigraph.graph.store import canonical_nquads
from ciigraph.graph.vocabulary import CII, RDF, XSD
from ciigraph.graph.writer import GraphWriter, Value, date_literal, decimal_literal, url_literal

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
GRAPH, THING = ids.graph("test"), ids.entity("thing")


def written(value: Value) -> Store:
    write = GraphWriter(GRAPH)
    write.add(THING, CII.value, value)
    store = Store()
    store.bulk_extend(write.quads)
    return store


def read_back(value: Value) -> object:
    (quad,) = parse(canonical_nquads(written(value)), format=RdfFormat.N_QUADS)
    assert (quad.subject, quad.predicate, quad.graph_name) == (THING, CII.value, GRAPH)
    return quad.object


@given(TEXT)
def test_any_text_comes_back(text: str) -> None:
    assert read_back(text) == Literal(text)
    assert canonical_nquads(written(text)).count(b"\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        '" . <urn:a> <urn:b> <urn:c> .',
        '"\n<urn:a> <urn:b> "c',
        '\\" <urn:a>',
        '"@en . #',
        '"^^<urn:x>',
        "\\u0022",
        "a\r\nb",
        "\x00\x1b[31m\x7f\x85\u2028",
        "} DROP ALL ;",
        "北京 Баку 𝒳 \u202e",
    ],
)
def test_no_text_becomes_a_statement(text: str) -> None:
    assert read_back(text) == Literal(text)
    assert read_back(url_literal(text)) == Literal(text, datatype=XSD.anyURI)


@given(st.one_of(st.integers(-(10**17), 10**17), st.booleans(), st.decimals(-(10**9), 10**9, places=4)))
def test_numbers_and_truth_values_come_back(value: int | bool | Decimal) -> None:
    term = read_back(value)
    assert isinstance(term, Literal)
    assert plain(term) == value
    assert type(plain(term)) is type(value)


def test_nothing_is_stated_of_none() -> None:
    assert len(written(None)) == 0


def test_describe_states_classes_and_properties_in_order() -> None:
    write = GraphWriter(GRAPH)
    returned = write.describe(THING, (CII.Company, CII.Entity), {CII.label: "x", CII.value: None, CII.score: 0})
    assert returned == THING
    assert [(quad.predicate, quad.object) for quad in write.quads] == [
        (RDF.type, CII.Company),
        (RDF.type, CII.Entity),
        (CII.label, Literal("x")),
        (CII.score, Literal(0)),
    ]


DATES = [
    ("2019", XSD.gYear),
    ("-0550", XSD.gYear),
    ("2017-03", XSD.gYearMonth),
    ("2017-03-05", XSD.date),
    ("2017-03-05T10:00:00Z", XSD.dateTime),
    ("2017-03-05T10:00:00.5+08:00", XSD.dateTime),
    ("2017-13", XSD.string),
    ("2017-03-32", XSD.string),
    ("2017-02-29", XSD.string),
    ("2017-03-05T25:00:00Z", XSD.string),
    ("٢٠١٩", XSD.string),
    ("2019\n", XSD.string),
    ("spring 2019", XSD.string),
    ("", XSD.string),
]


@pytest.mark.parametrize(("text", "datatype"), DATES, ids=[text for text, _ in DATES])
def test_dates_are_as_precise_as_the_text(text: str, datatype: NamedNode) -> None:
    assert date_literal(text) == Literal(text, datatype=datatype)


@pytest.mark.parametrize(
    ("printed", "written"),
    [("20.50", "20.5"), ("15.0", "15"), ("0", "0"), ("100", "100"), ("1E+2", "100"), ("-0.10", "-0.1")],
)
def test_decimals_are_written_as_stores_keep_them(printed: str, written: str) -> None:
    literal = decimal_literal(printed)
    assert literal == Literal(written, datatype=XSD.decimal)
    store = Store()
    store.add(Quad(XSD.decimal, XSD.decimal, literal))
    assert next(iter(store)).object == literal
