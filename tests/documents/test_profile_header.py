"""The head of a profile: figures, facts, country, takeaways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import saved_pages as pages

from ciigraph.documents.decoding import decode
from ciigraph.documents.profile import read_profile
from ciigraph.documents.profile_facts import read_fact_line
from ciigraph.documents.profile_figures import figures
from ciigraph.documents.profile_lines import profile_lines
from ciigraph.documents.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.records import Document

FIGURES = [
    ("Ranking", "83 / 98 | -", [(2024, 83, 98)]),
    ("Ranking", "66 / 98-", [(2024, 66, 98)]),
    ("Ranking", "66 / 98 | 59 / 82", [(2024, 66, 98), (2022, 59, 82)]),
    ("Ranking", "66 / 9859 / 82", [(2024, 66, 98), (2022, 59, 82)]),
    ("Ranking", "5 / 981 / 82", [(2024, 5, 98), (2022, 1, 82)]),  # only the number of countries tells it apart
    ("Ranking", "-59 / 82", [(2022, 59, 82)]),
    ("Ranking", "99 / 98-", []),
    ("Original Score", "112 / 396100 / 380", [(2024, 112, 396), (2022, 100, 380)]),
    ("Original Score", "0 / 3960 / 396", [(2024, 0, 396), (2022, 0, 396)]),
    ("Original Score", "400 / 396-", []),
    ("Level of Score", "24 % | -", [(2024, "24", None)]),
    ("Level of Score", "32 %27 %", [(2024, "32", None), (2022, "27", None)]),
    ("Level of Score", "28.3%-", [(2024, "28.3", None)]),
    ("Level of Score", "-27 %", [(2022, "27", None)]),
]


@pytest.mark.parametrize(("label", "text", "expected"), FIGURES)
def test_figures(label: str, text: str, expected: list[tuple[object, ...]]) -> None:
    taken = figures(label, text, [2024, 2022], 98)
    found = [(f.edition, f.percent or (f.rank if f.rank is not None else f.score), f.of) for f in taken.figures]
    assert found == expected
    assert taken.strange == (text in ("99 / 98-", "400 / 396-"))


def test_figures_that_part_in_several_ways_are_not_guessed() -> None:
    assert figures("Ranking", "5 / 981 / 82", [2024, 2022], None).figures == []


FACTS = [
    ("7,155.08 (per capita / USD)", {"gdp-per-capita": "7155.08"}),
    ("10.33 (million)", {"population": "10330000"}),
    ("1.4 (billion)", {"population": "1400000000"}),
    (
        "In 2023, Peru had a GDP per capita of US$8,316 and a total population of 34.35 million people.",
        {"gdp-per-capita": "8316", "population": "34350000"},
    ),
    (
        "In 2021, the Gambia has a GDP per capita of US $772.2 and a total population of 850,000 people.",
        {"gdp-per-capita": "772.2", "population": "850000"},
    ),
    (
        "Peru established diplomatic relations with the People’s Republic of China in 1971.",
        {"diplomatic-relations-since": "1971"},
    ),
    (
        "Peru ranked 125th in Reporters Without Borders' list, partly free in Freedom House's with a score of 66/100.",
        {"press-freedom-rank": "125", "freedom-status": "Partly Free", "freedom-score": "66"},
    ),
    (
        "Chad was ranked 96/180 in Reporters without Borders 2024 index and rated Not Free in Freedom House’s list.",
        {"press-freedom-rank": "96", "freedom-status": "Not Free"},
    ),
    ("Its ministers had a score of 7/100.", {}),
    ("A plain sentence.", {}),
]


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_facts(text: str, expected: dict[str, str]) -> None:
    (line,) = profile_lines(text)
    assert {fact.property: fact.value for fact in read_fact_line(line)} == expected


def read(header: list[str]) -> Document:
    return read_profile(pages.source(pages.flat_page(header=header)))


def published(document: Document) -> dict[tuple[int, str], tuple[object, ...]]:
    return {(p.edition, p.name): (p.score, p.max, p.percent, p.rank, p.of) for p in document.published}


def test_the_flat_head() -> None:
    document = read_profile(pages.source(pages.flat_page()))
    assert published(document) == {
        (2024, "overall"): (81, 396, None, 83, 98),
        (2024, "exposure"): (None, None, "24", 79, 98),
    }
    assert document.date == "2024-10"
    assert [unit.id for unit in document.units if unit.section == "takeaway"] == ["takeaway.1", "takeaway.2"]
    assert document.units[0].text == "The first point of this page."


def test_the_nested_head() -> None:
    document = read_profile(pages.source(pages.nested_page()))
    assert published(document) == {
        (2024, "overall"): (112, 396, None, 66, 98),
        (2024, "exposure"): (None, None, "32", 59, 98),
    }
    assert (document.country, document.date) == ("AZ", "2024-05")
    assert {fact.property for fact in document.facts} == {"gdp-per-capita", "population", "last-update"}


def test_labels_and_figures_on_lines_of_their_own() -> None:
    header = [
        *("Kenya", "2024", "2022", "Ranking", "12 / 96", "20 / 82", "Original Score", "150 / 392", "140 / 388"),
        *("Exposure", "Level of Score", "40 %", "-", "Domain Scores", "Media 20.5 %", "Academia | 31 % | 28.2 % | -"),
    ]
    document = read(header)
    found = published(document)
    assert found[2024, "overall"] == (150, 392, None, 12, 96)
    assert found[2022, "overall"] == (140, 388, None, 20, 82)
    assert found[2024, "exposure"][2] == "40"
    assert (2022, "exposure") not in found
    assert found[2024, "media"][2] == "20.5"
    assert found[2024, "academia"][2] == "31"


def test_figures_of_an_earlier_edition() -> None:
    header = [
        "Kenya",
        "20242022",
        "Ranking12 / 9859 / 82",
        "Original Score",
        "150 / 392140 / 388",
        "Exposure",
        "Level of Score40 %35 %",
    ]
    found = published(read(header))
    assert found[2024, "overall"] == (150, 392, None, 12, 98)
    assert found[2022, "overall"] == (140, 388, None, 59, 82)
    assert found[2022, "exposure"][2] == "35"


def test_unknown_lines_are_reported_with_their_number() -> None:
    document = read([*pages.flat_header()[:3], "Something new", *pages.flat_header()[3:]])
    assert [(n.kind, n.line) for n in document.notices] == [("unrecognised", 4)]


def test_contradictions_are_reported() -> None:
    header = pages.nested_header()
    header.insert(
        3, "In 2023, Azerbaijan had a GDP per capita of US$9,155 and a total population of 10.33 million people."
    )
    document = read(header)
    assert [n.kind for n in document.notices] == ["inconsistent"]
    assert {f.property: f.value for f in document.facts}["gdp-per-capita"] == "7155.08"


def test_the_country_of_the_sentences_wins_and_the_other_is_reported() -> None:
    document = read(["Chad", *pages.flat_header("Peru")[1:]])
    assert document.country == "PE"
    assert {n.kind for n in document.notices} == {"inconsistent", "unrecognised"}


def test_the_heads_of_the_real_profiles(shared: Path) -> None:
    heads = {
        "000_be120d8647ba5eea.txt": {"overall": (81, 396, None, 83, 98), "exposure": (None, None, "24", 79, 98),
                                     "pressure": (None, None, "10", 44, 98), "alignment": (None, None, "15", 87, 98)},
        "003_6ad66200510adbe1.txt": {"overall": (112, 396, None, 66, 98), "exposure": (None, None, "32", 59, 98),
                                     "pressure": (None, None, "0", 68, 98), "alignment": (None, None, "29", 61, 98)},
    }  # fmt: skip
    facts = {
        "000_be120d8647ba5eea.txt": ("53475", "11700000", "1971", "16", "Free", "96", "2024-10"),
        "003_6ad66200510adbe1.txt": ("7155.08", "10330000", "1992", "164", "Not Free", "7", "2024-05"),
    }
    order = (
        *("gdp-per-capita", "population", "diplomatic-relations-since", "press-freedom-rank"),
        *("freedom-status", "freedom-score", "last-update"),
    )
    for name, expected in heads.items():
        document = read_profile(decode(Source(shared / "seeds" / name, name)))
        assert {key[1]: value for key, value in published(document).items()} == expected
        found = {fact.property: fact.value for fact in document.facts}
        assert tuple(found[key] for key in order) == facts[name]
