"""The codebook: what it says of itself, of the published data, and of the saved profiles."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph import codebook
from ciigraph.errors import DataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

BOOK = codebook.load()
SIZES = {"Exposure": 64, "Pressure": 10, "Alignment": 25}


def test_nine_domains_of_eleven() -> None:
    assert [domain.first for domain in BOOK.domains] == list(range(1, 100, 11))
    assert [domain.name for domain in BOOK.domains] == [
        *("Media", "Foreign Policy", "Academia", "Domestic Politics", "Economy"),
        *("Technology", "Society", "Military", "Law Enforcement"),
    ]
    assert [indicator.number for indicator in BOOK.indicators] == list(range(1, 100))
    assert BOOK.indicators[0].code == "media-01"
    assert BOOK.by_number(22).code == "foreign-policy-11"
    assert BOOK.indicator("law-enforcement-11").number == 99
    counts = {layer: sum(i.layer == layer for i in BOOK.indicators) for layer in SIZES}
    assert counts == SIZES


def test_scales() -> None:
    assert BOOK.scales["yes-no"].answers == {0: "No", 4: "Yes"}
    assert list(BOOK.scales["graded"].answers) == [0, 1, 2, 3, 4]
    assert list(BOOK.scales["position"].answers) == [0, 2, 4]
    assert {key: BOOK.scale_of_grading(scale.grading) for key, scale in BOOK.scales.items()} == {
        k: k for k in BOOK.scales
    }
    assert BOOK.scale_of_grading("7") is None


@pytest.mark.parametrize(
    ("scale", "printed", "score"),
    [
        ("position", "Silence", 2),
        ("position", " SILENT ", 2),
        ("position", "My country has rejected PRC‘s claim", 0),
        ("position", "Yes", None),
        ("graded", "More than a few,  and significant", 4),
        ("graded", "Yes", None),
        ("yes-no", "yes", 4),
        ("yes-no", "", None),
    ],
)
def test_score_of_a_printed_answer(scale: str, printed: str, score: int | None) -> None:
    assert BOOK.scales[scale].score_of(printed) == score


def test_labels_are_short_and_distinct() -> None:
    labels = [indicator.label for indicator in BOOK.indicators]
    assert len({label.casefold() for label in labels}) == 99
    assert max(len(label.split()) for label in labels) <= 9
    assert [BOOK.match_question(label) for label in labels] == [indicator.code for indicator in BOOK.indicators]


@pytest.mark.parametrize("code", ["", "media-00", "media-12", "media-1", "economics-01", "MEDIA-01"])
def test_unknown_codes(code: str) -> None:
    with pytest.raises(UsageError, match="no indicator"):
        BOOK.indicator(code)


@pytest.mark.parametrize("number", [-1, 0, 100])
def test_unknown_numbers(number: int) -> None:
    with pytest.raises(UsageError, match="numbers run from 1 to 99"):
        BOOK.by_number(number)


def test_unknown_edition_and_domain() -> None:
    with pytest.raises(UsageError, match="it knows 2021, 2022, 2024"):
        BOOK.edition(2023)
    with pytest.raises(UsageError, match="no domain"):
        BOOK.domain("Media")


def test_editions_say_how_they_count() -> None:
    assert BOOK.edition(2024).percent["layer"] == codebook.PercentRule("all", (1, 0), "half-up")
    assert BOOK.edition(2022).percent["overall"] == codebook.PercentRule("answered", (0,), "half-even")
    assert BOOK.edition(2022).rank["overall"] == "exact"
    assert BOOK.edition(2022).layers["Alignment"] == "Effect"
    assert BOOK.edition(2022).layer_of("effect") == "Alignment"
    assert BOOK.edition(2024).layer_of("effect") is None
    assert BOOK.edition(2021).numbering == 2022
    for edition in BOOK.editions.values():
        assert edition.percent.keys() == edition.rank.keys() == {"overall", "domain", "layer"}
    assert set(BOOK.edition(2024).score_columns) == {domain.slug for domain in BOOK.domains}


@pytest.mark.parametrize(
    ("code", "edition", "wanted"),
    [
        ("media-01", 2022, (BOOK.indicator("media-01").label, "Exposure", "graded", "1")),
        ("media-10", 2022, ("Outlets avoiding criticism of China", "Alignment", "graded", "1")),
        ("foreign-policy-03", 2021, (BOOK.indicator("foreign-policy-03").label, "Pressure", "graded", "1")),
        ("foreign-policy-08", 2022, (BOOK.indicator("foreign-policy-08").label, "Alignment", "position", "1")),
        ("foreign-policy-08", 2024, (BOOK.indicator("foreign-policy-08").label, "Alignment", "position", "2")),
        ("technology-07", 2022, (BOOK.indicator("economy-07").label, "Exposure", "yes-no", "0")),
    ],
)
def test_what_stood_under_a_code(code: str, edition: int, wanted: tuple[str, ...]) -> None:
    asked = BOOK.asked(code, edition)
    assert (asked.label, asked.layer, asked.scale, asked.grading) == wanted


@pytest.mark.parametrize(
    ("code", "first", "second", "same"),
    [
        ("economy-05", 2022, 2024, True),
        ("economy-05", 2021, 2024, True),
        ("economy-05", 2024, 2024, True),
        ("media-10", 2021, 2022, True),
        ("economy-02", 2022, 2024, False),  # another threshold
        ("economy-07", 2022, 2024, False),  # moved
        ("media-10", 2022, 2024, False),  # another question
        ("media-01", 2022, 2024, False),  # the earlier wording isn't known
    ],
)
def test_same_question(code: str, first: int, second: int, same: bool) -> None:
    assert BOOK.same_question(code, first, second) is same
    assert BOOK.same_question(code, second, first) is same


@pytest.mark.parametrize(
    ("code", "edition", "other", "found"),
    [
        ("economy-07", 2024, 2022, "technology-07"),
        ("technology-07", 2022, 2024, "economy-07"),
        ("technology-07", 2024, 2022, None),
        ("media-10", 2022, 2024, None),
        ("media-10", 2022, 2021, "media-10"),
        ("society-08", 2024, 2021, "technology-10"),
        ("media-01", 2021, 2024, "media-01"),
    ],
)
def test_counterpart(code: str, edition: int, other: int, found: str | None) -> None:
    assert BOOK.counterpart(code, edition, other) == found


def test_history_is_whole_and_consistent() -> None:
    codes = {indicator.code for indicator in BOOK.indicators}
    used: list[str] = []
    for indicator in BOOK.indicators:
        earlier = BOOK.earlier(indicator.code, 2022)
        assert earlier.basis in BOOK.bases
        assert (earlier.code is None) == (earlier.change == "new")
        assert bool(earlier.takes_in) == (earlier.change == "merged")
        used += [code for code in (earlier.code, *earlier.takes_in) if code]
        if earlier.change in ("same", "continued", "reworded"):
            assert earlier.code == indicator.code
        if earlier.change == "moved":
            assert earlier.code is not None
            assert not earlier.code.startswith(indicator.domain)
    assert len(used) == len(set(used))
    assert set(used) <= codes
    # What stood under a code and was something else has a label of its own for that edition.
    for code in codes:
        if BOOK.earlier(code, 2022).code != code:
            assert BOOK.asked(code, 2022).label != BOOK.indicator(code).label


def test_earlier_of_the_present_edition() -> None:
    assert BOOK.earlier("media-10", 2024).change == "same"


@pytest.mark.parametrize("text", ["", "   ", "media", "An entirely different sentence about the weather in Ghent."])
def test_no_question(text: str) -> None:
    assert BOOK.match_question(text) is None


@given(st.text())
def test_any_text_is_looked_up(text: str) -> None:
    assert BOOK.match_question(text) is None or BOOK.match_question(text) in {i.code for i in BOOK.indicators}


def test_questions_of_the_published_list(shared: Path) -> None:
    listed = json.loads((shared / "china-index/2024/website_json_file/indicators.json").read_text("utf-8"))
    assert len(listed) == 99
    runs = {run for row in listed.values() for run in _runs(row["indicator"])}
    for key, row in listed.items():
        indicator = BOOK.by_number(int(key))
        assert BOOK.match_question(row["indicator"]) == indicator.code
        assert codebook.fingerprint(row["indicator"]) == indicator.fingerprint
        assert (indicator.layer, BOOK.scales[indicator.scale].grading) == (row["layer"], row["grading"])
        assert BOOK.domain(indicator.domain).name == row["domain"]
        assert not _runs(indicator.label) & runs, f"{indicator.code}: five words in a row of a question"
    assert BOOK.match_question(listed["51"]["indicator"], 2022) == "technology-07"
    assert BOOK.match_question(listed["10"]["indicator"], 2022) is None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text).casefold())
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


@pytest.mark.parametrize("name", ["000_be120d8647ba5eea.txt", "003_6ad66200510adbe1.txt"])
def test_every_question_of_a_profile(shared: Path, name: str) -> None:
    lines = (shared / "seeds" / name).read_text("utf-8").splitlines()
    found = [code for line in lines if len(line) > 40 and (code := BOOK.match_question(line))]
    assert sorted(found) == sorted(indicator.code for indicator in BOOK.indicators)


def test_layers_printed_in_a_profile(shared: Path) -> None:
    lines = [line.strip() for line in (shared / "seeds/003_6ad66200510adbe1.txt").read_text("utf-8").splitlines()]
    compared, layer = 0, None
    for line in filter(None, lines):
        code = BOOK.match_question(line) if len(line) > 40 else None
        if code:
            assert layer == BOOK.indicator(code).layer
            compared += 1
        layer = BOOK.edition(2024).layer_of(line)
    assert compared == 99


@pytest.mark.parametrize("year", [2022, 2024])
def test_layers_of_the_published_tables(shared: Path, year: int) -> None:
    path = shared / f"china-index/{year}/china_index_{year}_indicator_by_country.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        printed = {int(row["indicator no."]): (row["Layer"], row["Grading"]) for row in csv.DictReader(file)}
    assert len(printed) == 99
    for number, (layer, grading) in printed.items():
        asked = BOOK.asked(BOOK.by_number(number).code, year)
        assert BOOK.edition(year).layer_of(layer) == asked.layer
        assert grading in (asked.grading, BOOK.scales[asked.scale].table_grading)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "a: [", "domains: 1", "domains: []\nscales: {}\neditions: {}\nindicators: []\nbases: {}\n", "\t"],
)
def test_a_malformed_codebook(text: str) -> None:
    with pytest.raises(DataError, match=r"codebook\.yaml"):
        codebook.read(text)


def test_a_codebook_with_a_gap() -> None:
    text = codebook.asset("data/codebook.yaml").read_text("utf-8")
    with pytest.raises(DataError, match="don't fit together"):
        codebook.read(text.replace("  - code: media-05\n", "  - code: economy-05\n"))
    with pytest.raises(DataError, match="ValidationError"):
        codebook.read(text.replace("layer: Pressure", "layer: Push", 1))
