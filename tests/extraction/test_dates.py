"""Dates are read as precise as the text, with what they say of beginning and end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.extraction.dates import find_dates, find_relative, iso

POINTS = [
    ("2019", "2019"),
    ("March 2016", "2016-03"),
    ("Mar. 2016", "2016-03"),
    ("March, 2016", "2016-03"),
    ("5 November 2023", "2023-11-05"),
    ("5th of November, 2023", "2023-11-05"),
    ("November 5, 2023", "2023-11-05"),
    ("November 5th 2023", "2023-11-05"),
    ("2023-11-05", "2023-11-05"),
    ("05.11.2023", "2023-11-05"),
    ("late 2022", "2022"),
    ("the end of 2022", "2022"),
    ("early May 2021", "2021-05"),
    ("mid-2018", "2018"),
]
SPANS = [
    ("In 2017 it began", [("point", "2017", None)]),
    ("since 2004", [("since", "2004", None)]),
    ("Since at least 2004", [("since", "2004", None)]),
    ("until March 2020", [("until", "2020-03", None)]),
    ("from 2019 to late 2022", [("span", "2019", "2022")]),
    ("between 2015 and 2018", [("span", "2015", "2018")]),
    ("2019-2022", [("span", "2019", "2022")]),
    ("2019 – 2022", [("span", "2019", "2022")]),
    ("2019 to present", [("since", "2019", None)]),
    ("over the course of 2017", [("span", "2017", "2017")]),
    ("during 2017", [("span", "2017", "2017")]),
    ("by the end of 2023", [("by", "2023", None)]),
    ("in 2015 and 2018", [("point", "2015", None), ("point", "2018", None)]),
    ("after 2015", [("after", "2015", None)]),
    ("in May 2019 and on 3 June 2020", [("point", "2019-05", None), ("point", "2020-06-03", None)]),
    ("on May 10-12, 2021", [("days", "2021-05-10", "2021-05-12")]),
    ("from 10 to 12 May 2021", [("days", "2021-05-10", "2021-05-12")]),
    ("28 May - 2 June 2021", [("days", "2021-05-28", "2021-06-02")]),
    ("dating back to 2016", [("since", "2016", None)]),
    ("as far back as 2016", [("since", "2016", None)]),
    ("prior to 2016", [("before", "2016", None)]),
    ("2016–18", [("span", "2016", "2018")]),
    ("in 2021/22", [("span", "2021", "2022")]),
    ("2010-12", [("point", "2010", None)]),
    ("2015, September 18", [("point", "2015-09-18", None)]),
    ("2021/06/10 and 2019.05.12", [("point", "2021-06-10", None), ("point", "2019-05-12", None)]),
    ("(03/2019)", [("point", "2019-03", None)]),
]
#: text, the text before it, when it was written, the years it gives
RELATIVE = [
    ("in the same year", "It began in 2017.", None, ["2017"]),
    ("In 2016 A came, and B two years later", "", None, ["2018"]),
    ("a year earlier", "That was in May 2019.", None, ["2018"]),
    ("last year", "In 2011 it began.", "2023-05-01", ["2022"]),
    ("this year", "", "2023", ["2023"]),
    ("last year", "In 2011 it began.", None, []),
    ("the same year", "", None, []),
    ("in March of the same year", "It began in 2017.", None, ["2017-03"]),
    ("the following year", "It began in 2017.", None, ["2018"]),
    ("the previous year", "It began in May 2017.", None, ["2016"]),
]
NO_DATES = [
    "in 12019",
    "https://x.org/2019/05",
    "1990 students came",
    "20 per cent",
    "2,019",
    "2019.5",
    "may",
    "room 20190",
]


@pytest.mark.parametrize(("text", "expected"), POINTS)
def test_a_date_is_as_precise_as_the_text(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPANS, ids=[row[0] for row in SPANS])
def test_what_a_date_says_of_beginning_and_end(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(d.kind, d.first, d.last) for d in find_dates(text)] == expected


@pytest.mark.parametrize(("text", "before", "written", "years"), RELATIVE)
def test_years_that_another_date_decides(text: str, before: str, written: str | None, years: list[str]) -> None:
    assert [d.first for d in find_relative(text, 0, before, written)] == years


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_numbers_of_cases() -> None:
    assert (len(POINTS), len(SPANS), len(NO_DATES)) == (14, 27, 8)


def test_places_are_shifted() -> None:
    (date,) = find_dates("It was in 2017.", 100)
    assert (date.start, date.end) == (107, 114)


@given(st.text(alphabet="0123456789 -–./,JanuarymtiloesincfM", max_size=120))
def test_places_and_dates_are_sound(text: str) -> None:
    for d in find_dates(text):
        assert 0 <= d.start < d.end <= len(text)
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", d.first)
        assert d.last is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", d.last)


def test_long_text_is_read_in_one_pass() -> None:
    assert len(find_dates("from 2019 to late 2022, " * 4000)) == 4000
