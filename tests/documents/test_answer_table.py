"""The tables of all countries, wide and long."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import index_files as files
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciigraph.documents import answer_table
from ciigraph.documents.answer_table import read_answer_table
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.records import Answer, Document

WIDE = "2024/china_index_2024.csv"
LONG = "2024/china_index_2024_indicator_by_country.csv"
LONG_HEADER = '"indicator no.",Grading,Domain,Country,Score,Region,Layer\n'


def wide(*countries: str, score: str = "0") -> str:
    rows = [f'"indicator no.",grading,domain,{",".join(countries)}']
    for indicator in files.BOOK.indicators:
        grading = files.BOOK.scales[indicator.scale].grading
        domain = files.BOOK.domain(indicator.domain).name
        rows.append(f'{indicator.number},{grading},"{domain}",{",".join([score] * len(countries))}')
    return "\n".join(rows) + "\n"


def notices(document: Document) -> list[tuple[str, str]]:
    return [(notice.kind, notice.message) for notice in document.notices]


def by_key(document: Document) -> dict[tuple[str, str], Answer]:
    return {(answer.country, answer.indicator): answer for answer in document.answers}


def test_wide() -> None:
    text = "\ufeff" + wide("Belgium", "Bolívia", '"Czech Republic"').replace('2,1,"Media",0,0,0', "02,1,Media,3,na,4")
    document = read_answer_table(files.source(text, WIDE))
    assert (document.id, document.kind, document.edition) == ("china-index-2024-answers", "answer-table", 2024)
    assert len(document.answers) == 3 * 99
    found = by_key(document)
    assert (found["BE", "media-02"].score, found["BE", "media-02"].locator) == (3, "cell=3,4")
    assert (found["BO", "media-02"].score, found["BO", "media-02"].locator) == (None, "cell=3,5")
    assert found["CZ", "media-02"].score == 4
    assert found["CZ", "foreign-policy-08"].scale == "position"
    assert document.notices == ()


def test_the_tables_own_grading_of_positions() -> None:
    text = wide("Belgium").replace("19,2,", "19,1,")
    document = read_answer_table(files.source(text, WIDE))
    assert by_key(document)["BE", "foreign-policy-08"].scale == "position"
    assert document.notices == ()


def test_long() -> None:
    text = LONG_HEADER + (
        "01,1,,Belgium,2,Europe,Exposure\n"
        '01,1,,"South Korea",NA,"East & Southeast Asia",Exposure\n'
        "14,1,,Belgium,,Europe,Exposure\n"
    )
    document = read_answer_table(files.source(text, LONG))
    assert document.id == "china-index-2024-answers-long"
    assert [(a.country, a.indicator, a.score, a.locator) for a in document.answers] == [
        ("BE", "media-01", 2, "row=2"),
        ("KR", "media-01", None, "row=3"),
        ("BE", "foreign-policy-03", None, "row=4"),
    ]
    assert [(q.indicator, q.layer, q.scale, q.locator) for q in document.questions] == [
        ("media-01", "Exposure", "graded", "row=2"),
        ("foreign-policy-03", "Exposure", "graded", "row=4"),
    ]
    assert {fact.country: fact.value for fact in document.facts} == {"BE": "Europe", "KR": "East & Southeast Asia"}
    assert {kind for kind, _ in notices(document)} == {"missing"}


def test_the_third_layer_of_2022() -> None:
    text = LONG_HEADER + "10,1,Media,Belgium,0,Europe,effect\n"
    document = read_answer_table(files.source(text, "2022/china_index_2022_indicator_by_country.csv"))
    assert document.questions[0].layer == "Alignment"


@pytest.mark.parametrize(
    ("old", "new", "kind", "message"),
    [
        ("Belgium", "Atlantis", "unrecognised", "'Atlantis' is no known country; its answers are kept out"),
        ("Belgium", "Bolivia", "doubled", "Bolivia has more than one column"),
        ('\n5,1,"Media",0,0', '\n5,1,"Media",7,0', "out-of-range", "Belgium, media-05: no score from 0 to 4: '7'"),
        (
            '\n9,0,"Media",0,0',
            '\n9,0,"Media",3,0',
            "inconsistent",
            "Belgium, media-09: the yes-no scale has no score 3",
        ),
        ('\n5,1,"Media",0,0', '\n5,0,"Media",0,0', "inconsistent", "media-05 has the grading '0', in the codebook '1'"),
        ('\n5,1,"Media",0,0', '\n5,1,"Economy",0,0', "inconsistent", "media-05 stands under Economy"),
        ('\n5,1,"Media",0,0', '\n5,1,"Media",0', "inconsistent", "media-05: 4 cells for 5 columns"),
        ('\n5,1,"Media",0,0', '\n5,1,"Media",0', "missing", "Bolivia: no answer for media-05"),
        ('\n5,1,"Media",0,0', "", "missing", "Belgium: no answer for media-05"),
        ('\n5,1,"Media",0,0', '\n100,1,"Media",0,0', "out-of-range", "no indicator has the number '100'"),
        ('\n5,1,"Media",0,0', '\n4,1,"Media",1,0', "doubled", "Belgium, media-04 stands twice with other scores"),
    ],
)
def test_what_is_wrong_with_a_wide_table(old: str, new: str, kind: str, message: str) -> None:
    text = wide("Belgium", "Bolívia")
    assert text.count(old) == 1
    document = read_answer_table(files.source(text.replace(old, new), WIDE))
    assert any(k == kind and message in m for k, m in notices(document)), notices(document)


def test_an_unknown_country_keeps_its_answers_out() -> None:
    document = read_answer_table(files.source(wide("Belgium", "Atlantis"), WIDE))
    assert {answer.country for answer in document.answers} == {"BE"}
    assert document.notices[0].locator == "col=5"


@pytest.mark.parametrize(
    ("rows", "kind", "message"),
    [
        ("1,1,,Atlantis,0,Europe,Exposure\n", "unrecognised", "'Atlantis' is no known country"),
        ("1,1,,Belgium,0,Europe,Pushing\n", "unrecognised", "no layer is called 'Pushing'"),
        ("1,1,,Latvia,0,Europe,Pressure\n", "inconsistent", "media-01 is both of Exposure and of Pressure"),
        ("2,1,,Belgium,0,Oceania,Exposure\n", "inconsistent", "Belgium is both in Europe and in Oceania"),
        ("1,1,,Belgium,3,Europe,Exposure\n", "doubled", "Belgium, media-01 stands twice with other scores"),
        ("x,1,,Belgium,3,Europe,Exposure\n", "out-of-range", "no indicator has the number 'x'"),
    ],
)
def test_what_is_wrong_with_a_long_table(rows: str, kind: str, message: str) -> None:
    text = LONG_HEADER + "1,1,,Belgium,0,Europe,Exposure\n" + rows
    document = read_answer_table(files.source(text, LONG))
    assert any(k == kind and message in m for k, m in notices(document)), notices(document)
    assert document.answers[0].score == 0


@pytest.mark.parametrize(
    ("text", "name", "problem"),
    [
        ("", WIDE, "no table of answers"),
        ("a,b,c\n1,2,3\n", WIDE, "no table of answers"),
        (wide("Belgium"), "table.csv", "doesn't say its edition"),
        (wide("Belgium"), "2026/table.csv", "2026, an edition the codebook doesn't know"),
        ('"indicator no.",grading,domain,Belgium\n', WIDE, "without any answer"),
        (wide("Atlantis"), WIDE, "without any answer"),
        (wide("Belgium") + '"open', WIDE, "no valid CSV"),
        (wide("Belgium") + "," * 500 + "\n", WIDE, "a row of 501 columns"),
    ],
)
def test_what_cannot_be_read(text: str, name: str, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem):
        read_answer_table(files.source(text, name))


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (["\ufeffindicator no.", "grading", "domain", "Belgium"], True),
        (["Indicator No.", "Grading", "Domain", "Country", "Score", "Region", "Layer"], True),
        (["indicator no.", "grading", "domain"], False),
        (["name", "score"], False),
        ([], False),
    ],
)
def test_looks_like(header: list[str], wanted: bool) -> None:
    assert answer_table.looks_like(header) is wanted


cells = st.sampled_from(["1", "99", "100", "0", "4", "na", "", "Belgium", "Bolivia", "Europe", "Exposure", '"', "x\ny"])


@settings(max_examples=200)
@given(
    st.lists(st.lists(cells | st.text(max_size=5), max_size=8), max_size=6),
    st.sampled_from([wide("Belgium"), LONG_HEADER]),
)
def test_any_rows(rows: list[list[str]], start: str) -> None:
    text = start + "\n".join(",".join(row) for row in rows)
    try:
        document = read_answer_table(files.source(text, LONG))
    except DocumentError:
        return
    assert len(by_key(document)) == len(document.answers)
    assert all(answer.score is None or 0 <= answer.score <= 4 for answer in document.answers)


@pytest.mark.parametrize(("year", "countries"), [(2022, 82), (2024, 101)])
def test_both_real_tables_say_the_same(shared: Path, year: int, countries: int) -> None:
    root = shared / "china-index"
    paths = [root / f"{year}/china_index_{year}{end}.csv" for end in ("", "_indicator_by_country")]
    first, second = (read_answer_table(files.source_of_file(path, root)) for path in paths)
    assert len(first.answers) == len(second.answers) == countries * 99
    assert {key: (a.score, a.scale) for key, a in by_key(first).items()} == {
        key: (a.score, a.scale) for key, a in by_key(second).items()
    }
    assert Counter(answer.country for answer in first.answers) == dict.fromkeys(
        {answer.country for answer in second.answers}, 99
    )
    assert first.notices == second.notices == ()
    assert len(second.questions) == 99
    assert len(second.facts) == countries
    with paths[0].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for answer in first.answers:
        row, column = map(int, answer.locator.removeprefix("cell=").split(","))
        assert rows[row - 1][column - 1] == ("na" if answer.score is None else str(answer.score))
