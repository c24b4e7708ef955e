"""Saved queries: headers, parameters that are typed and escaped, and the rows that each is known to return."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from ciigraph.errors import DataError, UsageError
from ciigraph.graph.access import EmbeddedGraph, table
from ciigraph.graph.entity_statements import EntityProfile, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.graph.vocabulary import PREFIXES, RESOURCES, XSD
from ciigraph.inquiry import queries
from ciigraph.inquiry.queries import Parameter, bind, catalogue, parse, saved
from ciigraph.records import Citation, Extraction, Mention, Notice, Relation, Unit
from synthetic import CODES, document, graph_of, table_of

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.records import Document

EMPTY = EmbeddedGraph(Store())
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


# Headers ---------------------------------------------------------------------------------------------


def test_a_header_is_read() -> None:
    query = parse(
        "x/y",
        "# title: The title \n# answers: what it answers\n# param land: a code\n# param least: a number\n"
        '# a remark\nSELECT * { VALUES ?land { "BE" } VALUES ?least\n { 3 } VALUES ?free { 1 } }',
    )
    assert (query.name, query.title, query.answers) == ("x/y", "The title", "what it answers")
    assert query.parameters == (Parameter("land", '"BE"', "a code"), Parameter("least", "3", "a number"))


def test_a_query_without_a_header_goes_by_its_name() -> None:
    assert parse("x/y", "ASK {}").title == "x/y"


def test_a_header_must_tell_the_truth() -> None:
    with pytest.raises(DataError, match=r"x/y: the header names parameter land, but there is no VALUES \?land"):
        parse("x/y", '# param land: a code\nSELECT * { VALUES ?country { "BE" } }')


def test_every_saved_query_says_what_it_is() -> None:
    assert len(catalogue()) >= 25
    for query in catalogue():
        assert query.title != query.name, query.name
        assert query.answers, query.name
        assert len({parameter.name for parameter in query.parameters}) == len(query.parameters)
        for parameter in query.parameters:
            assert query.bind({parameter.name: parameter.default.strip('"')}), query.name


@pytest.mark.parametrize("name", [query.name for query in catalogue()])
def test_every_saved_query_runs(name: str, corpus: EmbeddedGraph) -> None:
    corpus.query(saved(name).text)


@pytest.mark.parametrize("name", [query.name for query in catalogue()])
def test_saved_queries_declare_their_prefixes(name: str) -> None:
    """They can be taken to any other SPARQL engine as they stand."""
    Store().query(saved(name).text)


def test_names_may_be_shortened() -> None:
    assert saved("highest-answers") is saved("analysis/highest-answers")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing", "there is no saved query nothing; ciigraph query --list shows them all"),
        ("answers/", "there is no saved query answers/;"),
        ("../queries/analysis/layers", "there is no saved query"),
        ("", "there is no saved query ;"),
    ],
)
def test_names_that_lead_nowhere(name: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        saved(name)
    assert message in str(raised.value)


def test_names_of_several_queries_must_be_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = {}
    for name in ("one/layers-of-x", "two/layers-of-x"):
        files[name] = tmp_path / f"{name.replace('/', '-')}.rq"
        files[name].write_text("ASK {}")
    monkeypatch.setattr(queries, "_files", lambda: files)
    with pytest.raises(UsageError, match="may be one/layers-of-x or two/layers-of-x; give the whole name"):
        saved("layers-of-x")
    assert saved("two/layers-of-x").name == "two/layers-of-x"
    saved.cache_clear()


# Parameters ------------------------------------------------------------------------------------------

TEXTS = 'SELECT ?x WHERE { VALUES ?x { "BE" } }'
IRIS = "SELECT ?x WHERE { VALUES ?x { <urn:default> } }"
NUMBERS = "SELECT ?x WHERE { VALUES ?x { 3 } }"
TRUTHS = "SELECT ?x WHERE { VALUES ?x { true } }"


def value_of(template: str, value: str) -> Any:  # noqa: ANN401
    """The one term that a query returns when its parameter is set; the query's shape must stay."""
    found = table(EMPTY, bind(template, {"x": value}))
    assert found.variables == ("x",)
    ((term,),) = found.rows
    return term


HOSTILE = [
    '"',
    '" } DROP ALL #',
    '"} . ?s ?p ?o . VALUES ?y { "',
    "' } #",
    '""" }',
    "a\nb\r\nc\td",
    "\\",
    '\\"',
    "\\u0022 } VALUES ?y { \\u0022",
    "\\U00000022 }",
    "{ } ? $ @ # ; ,",
    "<urn:x>",
    "?x",
    "\x00\x01\x1b[31m\x7f\x85\u2028\ufffe",
    "ü 北京 𝒳 \u202e",
    "$1 \\1 \\g<value>",
    "",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_text_stays_text(value: str) -> None:
    assert value_of(TEXTS, value) == Literal(value)


@given(TEXT)
def test_any_text_stays_text(value: str) -> None:
    assert value_of(TEXTS, value) == Literal(value)


@given(TEXT)
def test_any_text_is_an_iri_or_refused(value: str) -> None:
    try:
        term = value_of(IRIS, value)
    except UsageError:
        return
    assert isinstance(term, NamedNode)


RIGHT = [
    (NUMBERS, "4", Literal(4)),
    (NUMBERS, "-4", Literal(-4)),
    (NUMBERS, "+4", Literal(4)),
    (NUMBERS, "2.5", Literal("2.5", datatype=XSD.decimal)),
    (TRUTHS, "false", Literal(False)),
    (IRIS, "urn:x", NamedNode("urn:x")),
    (IRIS, "<https://example.org/é>", NamedNode("https://example.org/é")),
    (IRIS, "id:country/BE", NamedNode(f"{RESOURCES}country/BE")),
    (IRIS, "cii:Answer", NamedNode(f"{PREFIXES['cii']}Answer")),
    ("SELECT ?x WHERE { VALUES ?x { cii:Answer } }", "id:country/AZ", NamedNode(f"{RESOURCES}country/AZ")),
    ("SELECT ?x WHERE { VALUES ?x { 2.0 } }", "3", Literal(3)),
    ("SELECT ?x WHERE { values\n?x\n{\n'BE' } VALUES ?x { \"BE\" } }", "BE", Literal("BE")),
]


@pytest.mark.parametrize(("template", "value", "expected"), RIGHT)
def test_values_of_the_right_sort(template: str, value: str, expected: object) -> None:
    assert value_of(template, value) == expected


WRONG = [
    *(
        (NUMBERS, value, "is a number")
        for value in ("", "x", "3 }", "3\n", "1e9", "٣", "0x3", "NaN", "true", "3.", "--3")
    ),
    *((TRUTHS, value, "is true or false") for value in ("", "yes", "TRUE", "1", "true }")),
    *(
        (IRIS, value, "is an IRI")
        for value in (
            "",
            "Belgium",
            "urn:a b",
            "urn:x> } DROP ALL #",
            "cii:x> }",
            "cii: x",
            "urn:\\u003E",
            'urn:"',
            "urn:{}",
        )
    ),
    *((template, "a\udcffb", "is not valid Unicode") for template in (TEXTS, NUMBERS, TRUTHS, IRIS)),
]


@pytest.mark.parametrize(("template", "value", "message"), WRONG)
def test_values_of_the_wrong_sort_are_refused(template: str, value: str, message: str) -> None:
    with pytest.raises(UsageError, match=f"parameter x {message}"):
        bind(template, {"x": value})


def test_unknown_parameters_are_refused() -> None:
    with pytest.raises(UsageError, match=r"analysis/layers has no parameter land; it has: edition"):
        saved("layers").bind({"land": "BE"})
    with pytest.raises(UsageError, match=r"the query has no parameter x; it has: none"):
        bind("ASK {}", {"x": "1"})


def test_parameters_that_are_not_set_keep_their_value() -> None:
    assert bind(TEXTS, {}) == TEXTS
    both = 'SELECT * { VALUES ?x { "a" } VALUES ?y { 1 } }'
    assert table(EMPTY, bind(both, {"y": "2"})).rows == [(Literal("a"), Literal(2))]


def test_a_block_of_several_values_is_no_parameter() -> None:
    with pytest.raises(UsageError, match="no parameter x"):
        bind('SELECT * { VALUES ?x { "a" "b" } }', {"x": "c"})


# Known rows ------------------------------------------------------------------------------------------

SAME = "foreign-policy-01"  # one of the few questions known to be the same in 2022 and 2024


def _waves() -> tuple[Document, ...]:
    """Two countries in two waves; Belgium's table and file disagree twice, Azerbaijan skipped two indicators."""
    unit = Unit(
        "media-01.supporting",
        "supporting",
        "What is known.",
        "/0/evidence",
        indicator="media-01",
        country="BE",
        citations=(Citation(1, "https://www.example.org/x", "https://www.example.org/x"), Citation(2, "NO LINK")),
    )
    belgium = document("belgium-2024-data", "BE", {SAME: 4, "media-01": 3, "media-02": None}, units=[unit])
    notices = (Notice("missing", "nothing under media-03"), Notice("doubled", "media-04 twice", line=7))
    return (
        msgspec.structs.replace(belgium, notices=notices),
        document("belgium-2022-data", "BE", {SAME: 1, "media-01": 0}, edition=2022),
        document("azerbaijan-2024-data", "AZ", {SAME: 4, "media-01": None, "media-02": None}),
        document("azerbaijan-2022-data", "AZ", {SAME: 4}, edition=2022),
        table_of("table-2024", {"BE": {SAME: 4, "media-01": 2, "media-02": 1}, "AZ": {SAME: 4}}),
    )


#: What a reader could find in the unit "What is known.", which says nothing of the kind.
FOUND = Extraction(
    "media-01.supporting",
    (
        Mention(0, 4, "What", "Company", "what", "What", "Q1", "exact", 1.0, "CN"),
        Mention(8, 13, "known", "Facility", "known", "Known Terminal"),
    ),
    (Relation("ownsStakeIn", 0, 1, (0, 14), modality="alleged", status="ended", start="2017-03", end="2019"),),
)
PROFILES = (
    EntityProfile("what", "Company", "What", ("What", "Wat"), ("what", "wat"), "CN"),
    EntityProfile("known", "Facility", "Known Terminal", ("known",), ("known terminal", "known")),
)


@pytest.fixture(scope="module")
def waves() -> EmbeddedGraph:
    documents = _waves()
    graph = graph_of(*documents)
    graph.store.bulk_extend(extraction_statements(documents[0], [FOUND], str))
    graph.store.bulk_extend(entity_statements(PROFILES))
    return graph


HIGHEST_OF_AZERBAIJAN = """
    foreign-policy-01 foreign-policy-06 foreign-policy-07 academia-01 academia-02 economy-04 economy-05 economy-06
    economy-10 technology-02 technology-03 technology-04 technology-07 technology-10 society-03 military-07
    law-enforcement-01
"""

#: Name, graph, parameters, columns, and the rows the answer begins with; ``None`` at the end: these are all.
CASES: list[tuple[str, str, dict[str, str], str, list[tuple[Any, ...] | None]]] = [
    ("analysis/changes", "waves", {}, "indicator then now", [(SAME, 1, 4), None]),
    ("analysis/changes", "waves", {"country": "AZ"}, "indicator then now", [None]),
    ("analysis/changes", "corpus", {}, "indicator", [None]),
    (
        "analysis/changes-by-country",
        "waves",
        {},
        "country name questions points_then points_now difference higher lower",
        [("BE", "Belgium", 1, 1, 4, 3, 1, 0), ("AZ", "Azerbaijan", 1, 4, 4, 0, 0, 0), None],
    ),
    ("analysis/changes-by-country", "corpus", {}, "country", [None]),
    (
        "analysis/changes-by-indicator",
        "waves",
        {},
        "indicator countries points_then points_now difference higher lower",
        [(SAME, 2, 5, 8, 3, 1, 0), None],
    ),
    (
        "analysis/commonest-indicators",
        "corpus",
        {},
        "indicator index_average countries_above_zero countries_answering",
        [
            ("technology-04", Decimal("78.1"), 1, 2),
            ("foreign-policy-01", 75, 2, 2),
            ("foreign-policy-06", Decimal("74.5"), 1, 2),
        ],
    ),
    (
        "analysis/commonest-indicators",
        "waves",
        {"edition": "2022"},
        "indicator index_average countries_above_zero countries_answering",
        [(SAME, Decimal("62.5"), 2, 2), ("media-01", 0, 0, 1), None],
    ),
    (
        "analysis/country-facts",
        "corpus",
        {},
        "figure value edition document",
        [
            ("diplomatic-relations-since", "1971", 2024, "belgium-2024"),
            ("freedom-score", "96", 2024, "belgium-2024"),
            ("freedom-status", "Free", 2024, "belgium-2024"),
            ("gdp-per-capita", "53475", 2024, "belgium-2024"),
        ],
    ),
    (
        "analysis/country-facts",
        "corpus",
        {"country": "AZ"},
        "figure value",
        [("diplomatic-relations-since", "1992"), ("freedom-score", "7"), ("freedom-status", "Not Free")],
    ),
    (
        "analysis/domains-above-average",
        "corpus",
        {},
        "domain percent index_average difference",
        [
            ("Technology", Decimal("63.6"), Decimal("42.6"), 21),
            ("Economy", Decimal("36.4"), Decimal("35.5"), Decimal("0.9")),
            ("Foreign Policy", 50, Decimal("49.4"), Decimal("0.6")),
            None,
        ],
    ),
    (
        "analysis/domains-above-average",
        "corpus",
        {"country": "BE"},
        "domain difference",
        [("Society", Decimal("5.2")), ("Domestic Politics", Decimal("4.8")), None],
    ),
    (
        "analysis/entities-in-most-countries",
        "waves",
        {},
        "entity type countries mentions",
        [("Known Terminal", "Facility", 1, 1), ("What", "Company", 1, 1), None],
    ),
    ("analysis/entities-in-most-countries", "waves", {"edition": "2022"}, "entity", [None]),
    *(
        (
            "analysis/relations",
            "waves",
            {"entity": name},
            "subject relation object polarity modality status start end indicator sentence document",
            [
                (
                    "What",
                    "ownsStakeIn",
                    "Known Terminal",
                    "affirmed",
                    "alleged",
                    "ended",
                    "2017-03",
                    "2019",
                    "media-01",
                    "What is known.",
                    "belgium-2024-data",
                ),
                None,
            ],
        )
        for name in ("WAT", "known terminal")
    ),
    ("analysis/relations", "waves", {}, "subject", [None]),
    (
        "analysis/evidence",
        "waves",
        {"country": "BE", "indicator": "media-01"},
        "document section text position url",
        [
            ("belgium-2024-data", "supporting", "What is known.", 1, "https://www.example.org/x"),
            ("belgium-2024-data", "supporting", "What is known.", 2, "NO LINK"),
            None,
        ],
    ),
    (
        "analysis/evidence",
        "corpus",
        {"country": "BE", "indicator": "foreign-policy-01"},
        "document position url",
        [("belgium-2024", 1, "http://uip.fed-parl.be/index_ipu_fr.html")],
    ),
    (
        "analysis/highest-answers",
        "corpus",
        {},
        "indicator layer score index_average",
        [("foreign-policy-01", "Exposure", 4, 75), ("academia-05", "Exposure", 4, Decimal("46.2"))],
    ),
    (
        "analysis/highest-answers",
        "corpus",
        {"country": "AZ", "least": "4"},
        "indicator score",
        [*((code, 4) for code in HIGHEST_OF_AZERBAIJAN.split()), None],
    ),
    (
        "analysis/indicators-by-layer",
        "corpus",
        {},
        "layer indicator index_average",
        [("Alignment", "media-10", Decimal("39.7")), ("Alignment", "media-11", Decimal("20.4"))],
    ),
    ("analysis/indicators-by-layer", "waves", {"edition": "2021"}, "layer", [("Alignment",)]),
    (
        "analysis/largest-differences",
        "corpus",
        {},
        "indicator score other_score gap",
        [("foreign-policy-06", 0, 4, 4), ("foreign-policy-07", 0, 4, 4), ("domestic-politics-04", 4, 0, 4)],
    ),
    (
        "analysis/largest-differences",
        "waves",
        {"edition": "2022", "least": "1"},
        "indicator score other_score gap",
        [(SAME, 1, 4, 3), None],
    ),
    (
        "analysis/layers",
        "corpus",
        {},
        "country exposure exposure_rank pressure pressure_rank alignment alignment_rank",
        [("AZ", 32, 1, 0, 2, 29, 1), ("BE", 24, 2, 10, 1, 15, 2), None],
    ),
    (
        "analysis/most-cited-publishers",
        "corpus",
        {},
        "host citations countries",
        [("azertag.az", 19, 1), ("report.az", 9, 1), ("bakuresearchinstitute.org", 8, 1)],
    ),
    ("analysis/skipped", "corpus", {}, "indicator", [None]),
    (
        "analysis/skipped",
        "waves",
        {},
        "indicator countries skipped_by",
        [("media-02", 2, "AZ BE"), ("media-01", 1, "AZ"), None],
    ),
    (
        "analysis/uncited-answers",
        "corpus",
        {},
        "indicator score",
        [("media-03", 1), ("media-04", 1), ("media-07", 1), ("foreign-policy-08", 2)],
    ),
    (
        "analysis/uncited-answers",
        "corpus",
        {"country": "AZ"},
        "indicator score",
        [("foreign-policy-08", 2), ("foreign-policy-11", 2), None],
    ),
    (
        "provenance/disagreements",
        "waves",
        {},
        "country edition indicator document score locator",
        [
            ("BE", 2024, "media-01", "belgium-2024-data", "3", "/answer/1"),
            ("BE", 2024, "media-01", "table-2024", "2", "/BE/media-01"),
            ("BE", 2024, "media-02", "belgium-2024-data", "skipped", "/answer/2"),
            ("BE", 2024, "media-02", "table-2024", "1", "/BE/media-02"),
            None,
        ],
    ),
    ("provenance/disagreements", "corpus", {}, "country", [None]),
    (
        "provenance/documents",
        "corpus",
        {},
        "document title publisher date path version",
        [
            (
                "azerbaijan-2024",
                "Azerbaijan: country profile, China Index 2024",
                "Doublethink Lab (retold)",
                "2024-05",
                "azerbaijan-2024.txt",
                ...,
            )
        ],
    ),
    (
        "provenance/notices",
        "waves",
        {},
        "document kind line message",
        [
            ("belgium-2024-data", "missing", None, "nothing under media-03"),
            ("belgium-2024-data", "doubled", 7, "media-04 twice"),
            None,
        ],
    ),
    ("stats/classes", "corpus", {}, "class count", [("AnswerCount", 445), ("Indicator", 297)]),
    (
        "stats/countries",
        "corpus",
        {},
        "country name edition answers skipped",
        [("AZ", "Azerbaijan", 2024, 99, 0), ("BE", "Belgium", 2024, 99, 0), None],
    ),
    (
        "stats/countries",
        "waves",
        {},
        "country edition answers skipped",
        [("AZ", 2022, 1, 0), ("AZ", 2024, 1, 2), ("BE", 2022, 2, 0), ("BE", 2024, 2, 1), None],
    ),
    (
        "stats/documents",
        "corpus",
        {},
        "document kind units answers",
        [("azerbaijan-2024", "profile", 108, 99), ("belgium-2024", "profile", 103, 99)],
    ),
]


@pytest.mark.parametrize(
    ("name", "graph", "parameters", "columns", "expected"),
    CASES,
    ids=[" ".join((name, graph, *parameters.values())) for name, graph, parameters, *_ in CASES],
)
def test_known_rows(
    name: str,
    graph: str,
    parameters: dict[str, str],
    columns: str,
    expected: list[tuple[Any, ...] | None],
    request: pytest.FixtureRequest,
) -> None:
    records = list(table(request.getfixturevalue(graph), saved(name).bind(parameters)).records())
    rows = [tuple(record[column] for column in columns.split()) for record in records]
    if expected[-1] is None:
        expected = expected[:-1]
        assert len(rows) == len(expected)
    for row, wanted in zip(rows, expected, strict=False):
        assert wanted is not None
        assert all(one in (value, ...) for value, one in zip(row, wanted, strict=True)), row
    assert len(rows) >= len(expected)


def test_every_question_has_its_known_rows() -> None:
    asked = {query.name for query in catalogue() if query.name.split("/")[0] in ("analysis", "provenance", "stats")}
    assert asked <= {name for name, *_ in CASES}
    assert {name for name, *_ in CASES} <= asked
    assert len(CASES) == 39


@pytest.mark.parametrize("country", ["BE", "AZ"])
def test_evidence_of_every_indicator_can_be_asked_for(country: str, corpus: EmbeddedGraph) -> None:
    """No indicator's page is lost between document and query: what the graph holds comes back unit by unit."""
    units = table(
        corpus, f'SELECT ?unit {{ ?unit a cii:Unit ; cii:indicator ?i ; cii:country/cii:alpha2 "{country}" }}'
    )
    found = set()
    for code in CODES:
        bound = saved("evidence").bind({"country": country, "indicator": code})
        found |= {(code, row["section"]) for row in table(corpus, bound).records()}
    assert len(found) == len(units.rows) > 80
