"""Saved profiles in both layouts: everything on the page is read, every trap of the real ones is a case."""

from __future__ import annotations

from collections import Counter
from statistics import mean
from typing import TYPE_CHECKING

import msgspec
import pytest
import saved_pages as pages

from ciigraph.documents.decoding import decode
from ciigraph.documents.profile import read_profile
from ciigraph.documents.source import Source
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from saved_pages import Lines

    from ciigraph.records import Answer, Document, Unit

SEEDS = {"BE": "000_be120d8647ba5eea.txt", "AZ": "003_6ad66200510adbe1.txt"}


def flat(code: str, change: Callable[[Lines], Lines]) -> Document:
    return read_profile(pages.source(pages.flat_page({code: change})))


def nested(code: str, change: Callable[[Lines], Lines]) -> Document:
    return read_profile(pages.source(pages.nested_page({code: change})))


def answer(document: Document, code: str) -> Answer | None:
    return next((a for a in document.answers if a.indicator == code and a.edition == 2024), None)


def unit(document: Document, name: str) -> Unit | None:
    return next((u for u in document.units if u.id == name), None)


def without(*lost: str) -> Callable[[Lines], Lines]:
    return lambda lines: [line for line in lines if not line.startswith(lost)]


def swapped(old: str, *new: str) -> Callable[[Lines], Lines]:
    """Put other lines in the place of the first one that begins so."""

    def change(lines: Lines) -> Lines:
        at = next(n for n, line in enumerate(lines) if line.startswith(old))
        return [*lines[:at], *new, *lines[at + 1 :]]

    return change


def after(old: str, *new: str) -> Callable[[Lines], Lines]:
    def change(lines: Lines) -> Lines:
        at = next(n for n, line in enumerate(lines) if line.startswith(old))
        return [*lines[: at + 1], *new, *lines[at + 1 :]]

    return change


@pytest.mark.parametrize("page", [pages.flat_page(), pages.nested_page()], ids=["flat", "nested"])
def test_a_whole_page(page: str) -> None:
    document = read_profile(pages.source(page))
    assert [a.indicator for a in document.answers] == pages.CODES
    assert document.notices == ()
    assert document.kind == "profile"
    assert document.edition == 2024
    pages.assert_units_are_where_they_say(pages.source(page), document)


@pytest.mark.parametrize("page", [pages.flat_page(), pages.nested_page()], ids=["flat", "nested"])
def test_html_is_read_as_the_text_is(page: str) -> None:
    text = read_profile(pages.source(page))
    html = pages.source(pages.as_html(page), "page.html", "text/html")
    saved = read_profile(html)
    pages.assert_units_are_where_they_say(html, saved)

    def unplaced(document: Document) -> list[msgspec.Struct]:
        records = [*document.answers, *document.units, *document.published, *document.facts]
        return [msgspec.structs.replace(record, locator="") for record in records]

    assert unplaced(saved) == unplaced(text)
    assert saved.notices == ()


def test_everything_under_an_indicator_of_the_nested_layout() -> None:
    document = read_profile(pages.source(pages.nested_page()))
    found = answer(document, "media-01")
    assert found is not None
    assert (found.layer, found.label, found.score, found.scale) == ("Exposure", "No", 0, "graded")
    assert found.distribution == {"skip": 3, "0": 10, "1": 20, "2": 30, "3": 40, "4": 50}
    assert (found.answered_countries, found.skipped_countries) == (150, 3)
    assert (found.experts, found.reviewer) == (2, "Ann Example")
    assert [c.url for c in found.citations] == ["https://example.org/media-01"]
    supporting, supplementary = unit(document, "media-01.supporting"), unit(document, "media-01.supplementary")
    assert supporting is not None
    assert supplementary is not None
    assert supporting.text == "What is known of media-01 stands here."
    assert [c.url for c in supporting.citations] == ["https://example.org/media-01"]
    assert (supplementary.section, supplementary.citations) == ("supplementary", ())


def test_the_flat_layout_has_neither_layer_nor_counts() -> None:
    found = answer(read_profile(pages.source(pages.flat_page())), "media-01")
    assert found is not None
    assert (found.layer, found.distribution, found.answered_countries) == (None, None, 96)
    assert (found.experts, found.reviewer) == (1, "anonymous")


def test_skipped_as_an_option_skips_nothing() -> None:
    document = read_profile(pages.source(pages.flat_page()))
    assert all(a.score == 0 for a in document.answers)


@pytest.mark.parametrize(
    ("page", "change"),
    [
        (flat, lambda lines: swapped("No", "Skipped")(without("Answer (")(lines))),
        (nested, lambda lines: swapped("No", "Skipped")(without("Answer (")(lines))),
        (nested, swapped("Answer (", "Answer ( - / 4 )")),
        (flat, swapped("Answer (", "Answer ( skip / 4 )")),
    ],
)
def test_a_skipped_indicator_has_no_score(page: Callable[..., Document], change: Callable[[Lines], Lines]) -> None:
    document = page("media-02", change)
    found = answer(document, "media-02")
    assert found is not None
    assert found.score is None
    assert sum(a.score is None for a in document.answers) == 1
    assert document.notices == ()


@pytest.mark.parametrize(
    ("code", "label", "score"),
    [
        ("foreign-policy-08", "Silence", 2),
        ("foreign-policy-09", "Adherence", 4),
        ("foreign-policy-10", "Rejection", 0),
        ("foreign-policy-11", "Rejecting the claim", 0),  # by the page's own option
        ("media-09", "Yes", 4),
        ("media-01", "No", 0),
    ],
)
def test_the_score_of_a_bare_label(code: str, label: str, score: int) -> None:
    old = pages.flat_block(code)[2]
    found = answer(flat(code, lambda lines: swapped(old, label)(without("Answer (")(lines))), code)
    assert found is not None
    assert (found.label, found.score) == (label, score)


def test_yes_alone_names_no_score_on_a_graded_scale() -> None:
    document = flat("media-01", lambda lines: swapped("No", "Yes")(without("Answer (")(lines)))
    assert answer(document, "media-01") is None
    assert pages.notices(document) == [("missing", "media-01: the score of the answer 'Yes' can't be told")]


def test_not_found_is_no_evidence_and_its_notes_are_read() -> None:
    document = nested(
        "media-04", lambda lines: swapped("Supporting", "Not Found")(without("What is known", "1. ")(lines))
    )
    assert unit(document, "media-04.supporting") is None
    assert unit(document, "media-04.supplementary") is not None
    assert document.notices == ()


def test_an_indicator_without_evidence_and_experts() -> None:
    lost = without("Supporting", "What is", "1. http", "Supplementary", "A note", "Answered by")
    document = nested("military-09", lambda lines: swapped("Hide", "Not Found", "Hide")(lost(lines)))
    found = answer(document, "military-09")
    assert found is not None
    assert (found.experts, found.reviewer, found.citations) == (None, None, ())
    assert not any(u.indicator == "military-09" for u in document.units)
    assert document.notices == ()


def test_one_text_under_two_indicators_is_two_units() -> None:
    same = swapped("What is known", "Editors from Ghent took a course in Xi'an.")
    document = read_profile(pages.source(pages.flat_page({"media-03": same, "media-04": same})))
    first, second = unit(document, "media-03.supporting"), unit(document, "media-04.supporting")
    assert first is not None
    assert second is not None
    assert first.text == second.text
    assert first.locator != second.locator


@pytest.mark.parametrize(
    "text",
    [
        "Ghent has an Institute.This is the last one.",
        "Link A treaty was signed Link The minister came Link",
        "1. First they met. 2. Then they signed.",
        "The   old agreement ended ,  it seems",
        "1/ The embassy gave books",
        "Skipped",
        "2024",
        "Ethiopia's Exposure grew.",
    ],
)
def test_evidence_stays_verbatim(text: str) -> None:
    document = nested("economy-05", swapped("What is known", text))
    found = unit(document, "economy-05.supporting")
    assert found is not None
    assert found.text == text
    assert document.notices == ()


def test_evidence_of_several_lines_is_one_unit() -> None:
    document = nested("economy-05", after("What is known", "A second line.", "A third line."))
    found = unit(document, "economy-05.supporting")
    assert found is not None
    assert found.text.split("\n")[1:] == ["A second line.", "A third line."]


def test_text_behind_citations_is_a_unit_of_its_own() -> None:
    document = nested("economy-05", after("1. http", "And this was added.", "2. https://example.org/b"))
    first, second = unit(document, "economy-05.supporting"), unit(document, "economy-05.supporting.2")
    assert first is not None
    assert second is not None
    assert [c.position for c in first.citations + second.citations] == [1, 2]


CITATIONS = [
    (["1. https://a.example/x"], ["https://a.example/x"]),
    (["- https://a.example/x", "- https://b.example/y"], ["https://a.example/x", "https://b.example/y"]),
    (["1. https://a.example/x; https://b.example/y"], ["https://a.example/x", "https://b.example/y"]),
    (["1. NO LINK"], [None]),
    (["1. https://a.example/x", "2. The yearbook of 2020, p. 7"], ["https://a.example/x", None]),
    (["1. https://a.example/x (in Dutch)"], ["https://a.example/x"]),
    (["1. www.example.org"], ["http://www.example.org"]),
    (["https://a.example/x"], ["https://a.example/x"]),
    (["1. https://a.example/x#:~:text=A,B"], ["https://a.example/x#:~:text=A,B"]),
]


@pytest.mark.parametrize(("lines", "urls"), CITATIONS)
def test_citations(lines: list[str], urls: list[str | None]) -> None:
    document = nested("economy-05", swapped("1. http", *lines))
    found = answer(document, "economy-05")
    assert found is not None
    assert [c.url for c in found.citations] == urls
    assert [c.position for c in found.citations] == list(range(1, len(urls) + 1))
    assert document.notices == ()


def test_the_number_and_the_place_identify_when_the_question_is_unknown() -> None:
    for read in (flat, nested):
        document = read("society-06", swapped(pages.BOOK.indicator("society-06").label, "Are there blue bicycles?"))
        assert answer(document, "society-06") is not None
        assert document.notices == ()


def test_two_that_agree_say_which_indicator_it_is() -> None:
    label = pages.BOOK.indicator("society-07").label
    document = nested("society-06", swapped(pages.BOOK.indicator("society-06").label, label))
    assert [kind for kind, _ in pages.notices(document)] == ["inconsistent"]
    assert [a.indicator for a in document.answers] == pages.CODES


def test_where_two_disagree_the_question_says_which_indicator_it_is() -> None:
    blocks = {"society-06": pages.flat_block("society-07", 1), "society-07": pages.flat_block("society-06", 0)}
    page = pages.flat_page({code: lambda _, block=block: block for code, block in blocks.items()})  # type: ignore[misc]
    document = read_profile(pages.source(page))
    assert [kind for kind, _ in pages.notices(document)] == ["inconsistent", "inconsistent"]
    found = answer(document, "society-07")
    assert found is not None
    assert found.score == 1


PROBLEMS = [
    ("nested", "media-05", lambda _: [], "missing", "indicator media-05 is not in the profile"),
    ("nested", "media-05", lambda lines: lines * 2, "doubled", "indicator media-05 stands a second time"),
    ("nested", "media-05", swapped("5.", "12."), "out-of-range", "no domain has an indicator 12"),
    ("nested", "media-05", swapped("5.", "6."), "inconsistent", "its number is that of media-06"),
    ("nested", "media-05", swapped("Exposure", "Pressure"), "inconsistent", "tagged Pressure"),
    ("nested", "media-05", swapped("Answer (", "Answer ( 7 / 4 )"), "out-of-range", "'Answer ( 7 / 4 )'"),
    ("nested", "media-05", swapped("Answer (", "Answer ( 3 / 4 )"), "inconsistent", "'No'"),
    ("nested", "media-09", swapped("No", "Maybe"), "", ""),
    ("nested", "media-05", swapped("10 countries", "11 countries chose this answer"), "inconsistent", "don't add up"),
    ("nested", "media-05", after("Hide", "A stray line."), "unrecognised", "'A stray line.'"),
    (
        "nested",
        "media-05",
        after("Answered by", "Answered by 9 anonymous experts, and has been reviewed by B"),
        "doubled",
        "experts",
    ),
    ("nested", "media-05", after("Answer (", "Answer ( 0 / 4 )"), "doubled", "stands twice"),
    ("flat", "media-05", lambda _: [], "missing", "indicator media-05 is not in the profile"),
    ("flat", "media-05", lambda lines: lines * 2, "doubled", "indicator media-05 stands a second time"),
    ("flat", "media-05", swapped("3/ ", "5/ Very much"), "inconsistent", "offers the scores"),
    ("flat", "media-05", after("Supporting", "Supporting Evidence"), "doubled", "stands twice"),
]


@pytest.mark.parametrize(("layout", "code", "change", "kind", "message"), PROBLEMS)
def test_what_is_wrong_is_named(
    layout: str, code: str, change: Callable[[Lines], Lines], kind: str, message: str
) -> None:
    document = (nested if layout == "nested" else flat)(code, change)
    if kind:
        assert any(k == kind and message in m for k, m in pages.notices(document)), pages.notices(document)
    else:
        assert document.notices == ()


LOST = [
    "2024",
    "No",
    "Answer (",
    "More",
    "Skipped",
    "0/",
    "12",
    "150",
    "Supporting",
    "What is",
    "1. http",
    "Answered by",
    "Hide",
    "5.",
    "Exposure",
]


@pytest.mark.parametrize("lost", LOST)
def test_a_lost_line_costs_no_other_indicator(lost: str) -> None:
    whole = read_profile(pages.source(pages.nested_page()))
    document = nested("media-05", without(lost))

    def others(one: Document) -> list[tuple[str, int | None]]:
        return [(a.indicator, a.score) for a in one.answers if a.indicator != "media-05"]

    assert others(document) == others(whole)
    assert [u.text for u in document.units if u.indicator != "media-05"] == [
        u.text for u in whole.units if u.indicator != "media-05"
    ]


@pytest.mark.parametrize("lost", ["Academia", "The Academia Domain"])
def test_a_lost_heading_costs_nothing(lost: str) -> None:
    for page in (pages.flat_page(), pages.nested_page()):
        lines = [
            line for line in page.split("\n") if line.strip() != lost and not line.strip().startswith(f"{lost} asks")
        ]
        document = read_profile(pages.source("\n".join(lines)))
        assert len(document.answers) == 99
        assert document.notices == ()


@pytest.mark.parametrize("share", [0.01, 0.02, 0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("page", [pages.flat_page(), pages.nested_page()], ids=["flat", "nested"])
def test_a_page_that_was_cut_off_is_refused(page: str, share: float) -> None:
    end = page.rindex("Answered by") if share == 0.99 else int(len(page) * share)
    with pytest.raises(DocumentError, match="truncated"):
        read_profile(pages.source(page[:end]))


def test_a_page_that_names_no_country_is_refused() -> None:
    header = [line for line in pages.flat_header("Nowhere") if not line.startswith("In 2023")]
    page = pages.flat_page(header=header)
    with pytest.raises(DocumentError, match="names no country"):
        read_profile(pages.source(page))
    assert read_profile(pages.source(page, country="BE")).country == "BE"


def test_an_answer_of_an_earlier_edition_beside_it() -> None:
    document = nested("media-01", after("Answer (", "2022", "Yes", "Answer ( 2 / 4 )"))
    earlier = [a for a in document.answers if a.edition == 2022]
    assert [(a.indicator, a.score, a.label) for a in earlier] == [
        (pages.BOOK.counterpart("media-01", 2024, 2022), 2, "Yes")
    ]
    assert len(document.answers) == 100
    assert document.notices == ()


def seed(shared: Path, country: str) -> tuple[Document, str]:
    path = shared / "seeds" / SEEDS[country]
    page = decode(Source(path, path.name))
    document = read_profile(page)
    pages.assert_units_are_where_they_say(page, document)
    return document, page.text


@pytest.mark.parametrize(
    ("country", "name", "total", "units"), [("BE", "belgium-2024", 81, 103), ("AZ", "azerbaijan-2024", 112, 108)]
)
def test_the_real_profiles(shared: Path, country: str, name: str, total: int, units: int) -> None:
    document, _ = seed(shared, country)
    assert (document.id, document.country, len(document.answers)) == (name, country, 99)
    assert sorted(a.indicator for a in document.answers) == sorted(pages.CODES)
    assert sum(a.score or 0 for a in document.answers) == total
    assert not any(a.score is None for a in document.answers)
    assert len(document.units) == units
    assert document.notices == ()


def test_the_traps_of_the_real_belgian_profile(shared: Path) -> None:
    document, _ = seed(shared, "BE")
    silent = [a for a in document.answers if a.label == "Silence"]
    assert [(a.indicator, a.score) for a in silent] == [(f"foreign-policy-{n:02d}", 2) for n in (8, 9, 10, 11)]
    texts = Counter(u.text for u in document.units if u.section == "supporting" and len(u.text) > 100)
    assert max(texts.values()) == 2
    assert any("Institute.This" in u.text for u in document.units)
    assert len([c for a in document.answers for c in a.citations]) > 10


def test_the_traps_of_the_real_azerbaijani_profile(shared: Path) -> None:
    document, _ = seed(shared, "AZ")
    sections = Counter(u.section for u in document.units)
    assert sections == {"supporting": 43, "supplementary": 60, "takeaway": 5}
    assert [a.indicator for a in document.answers if a.experts is None] == ["academia-07"]
    assert sum("Link" in u.text for u in document.units) > 20
    assert all(a.layer == pages.BOOK.indicator(a.indicator).layer for a in document.answers)


@pytest.mark.parametrize(("domain", "average"), [("media", 31.1), ("military", 28.1), ("technology", 42.6)])
def test_index_averages_of_the_real_distributions(shared: Path, domain: str, average: float) -> None:
    document, _ = seed(shared, "AZ")
    means = []
    for found in document.answers:
        if found.indicator.startswith(f"{domain}-"):
            assert found.distribution is not None
            counts = {int(option): count for option, count in found.distribution.items() if option != "skip"}
            means.append(sum(score * count for score, count in counts.items()) / sum(counts.values()) / 4)
    assert len(means) == 11
    assert round(100 * mean(means), 1) == average


@pytest.mark.parametrize(("country", "name"), [("BE", "Belgium"), ("AZ", "Azerbaijan")])
def test_the_real_profiles_agree_with_the_raw_data(shared: Path, country: str, name: str) -> None:
    path = shared / "china-index" / "2024" / "country_json" / f"{name}.json"
    if not path.exists():
        pytest.skip("the raw data are not at hand")
    rows = [
        row
        for rows in msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))["answer"].values()
        for row in rows
    ]
    numbers = {indicator.code: indicator.number for indicator in pages.BOOK.indicators}
    document, _ = seed(shared, country)
    scores = {numbers[a.indicator]: str(a.score) for a in document.answers}
    assert scores == {int(row["number"]): row["score"] for row in rows}
