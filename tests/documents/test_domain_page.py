"""Saved domain pages: ranks with ties, the countries of each answer, and the counts that must fit them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saved_pages import BOOK, as_html, notices, source

from ciigraph import countries
from ciigraph.documents.domain_lines import Kind, domain_lines
from ciigraph.documents.domain_page import read_domain_page
from ciigraph.documents.identification import identify
from ciigraph.documents.markup import document_text
from ciigraph.documents.reading import read
from ciigraph.documents.source import Override, Source
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ciigraph.records import Document

Lines = list[str]
#: Country names by answer: who chose what, on every indicator of the made pages.
CHOSEN = {"skip": ["Palau"], "0": ["Belgium", "South Korea"], "4": ["Azerbaijan"]}
RANKS = [
    ("1st", "Pakistan", "36/44"),
    ("2nd", "Australia", "32/40"),
    ("3th", "South Korea", "32/44"),
    ("3th", "Nigeria", "32/44"),
    ("5th", "Timor-Leste", "28/44"),
]


def block(code: str, chosen: Mapping[str, list[str]] = CHOSEN, edition: int | None = 2024) -> Lines:
    """An indicator as the page has it, all lists unfolded."""
    scale = BOOK.scales[BOOK.asked(code, edition or 2022).scale]
    answered = sum(len(names) for score, names in chosen.items() if score != "skip")
    lines = [
        f"{int(code[-2:]):02}.{BOOK.indicator(code).label}",
        *([str(edition)] if edition else []),
        f"{answered - len(chosen.get('0', []))}/ {answered}",
        "Affected Countries",
    ]
    for score, label in (("skip", ""), *scale.answers.items()):
        names = chosen.get(str(score), [])
        lines.append("Skipped" if score == "skip" else f"{score}/ {label}")
        if names:
            lines += [f"{len(names)} countries chose this answer :", ", ".join(names)]
    skipped = len(chosen.get("skip", []))
    return [
        *lines, f"{answered} countries answered this indicator; {skipped} countries skipped this indicator"
    ]  # fmt: skip


def page(
    domain: str = "media",
    *,
    ranks: list[tuple[str, str, str]] = RANKS,
    changes: Mapping[str, Callable[[Lines], Lines]] | None = None,
    edition: int | None = 2024,
    chosen: Mapping[str, Mapping[str, list[str]]] | None = None,
) -> str:
    """A whole domain page as text; ``changes`` rewrites the lines of single indicators."""
    name = BOOK.domain(domain).name
    lines = [name, f"The {name} Domain asks about such things.", "Show", "Ranking & Scores", "Rank", "Country", "Score"]
    lines += [cell for row in ranks for cell in row]
    layer = ""
    codes = sorted(
        (i.code for i in BOOK.indicators if i.domain == domain),
        key=lambda code: (["Exposure", "Pressure", "Alignment"].index(BOOK.asked(code, edition or 2022).layer), code),
    )
    for code in codes:
        printed = BOOK.edition(edition or 2022).layers[BOOK.asked(code, edition or 2022).layer]
        if printed != layer:
            layer = printed
            lines += [layer, f"{layer} measures how things are."]
        lines += (changes or {}).get(code, list)(block(code, (chosen or {}).get(code, CHOSEN), edition))
    return "\n".join(lines) + "\n"


def read_page(text: str, name: str = "media.txt", **override: str) -> Document:
    return read_domain_page(source(text, name, **override))


def test_ranks_with_ties() -> None:
    document = read_page(page())
    assert [(p.country, p.rank, p.score, p.max, p.by, p.name, p.of) for p in document.published] == [
        ("PK", 1, 36, 44, "domain", "media", None),
        ("AU", 2, 32, 40, "domain", "media", None),
        ("KR", 3, 32, 44, "domain", "media", None),
        ("NG", 3, 32, 44, "domain", "media", None),
        ("TL", 5, 28, 44, "domain", "media", None),
    ]
    assert document.notices == ()


@pytest.mark.parametrize(
    "row", ["{} | {} | {} |", "{}\t{}\t{}", "{} {} {}", "| {} | {} | {} |"], ids=["bars", "tabs", "blanks", "table"]
)
def test_rows_of_the_table_in_one_line(row: str) -> None:
    text = page(ranks=[])
    table = "\n".join(["Rank | Country | Score |", "---|---|---|", *(row.format(*cells) for cells in RANKS)])
    document = read_page(text.replace("Rank\nCountry\nScore", table))
    assert [published.rank for published in document.published] == [1, 2, 3, 3, 5]


def test_every_answer_with_its_country_and_place() -> None:
    text = page()
    document = read_page(text)
    assert (document.id, document.kind, document.edition) == ("china-index-2024-domain-media", "domain-page", 2024)
    assert len(document.answers) == 11 * 4
    first = {answer.country: answer for answer in document.answers if answer.indicator == "media-01"}
    assert {country: answer.score for country, answer in first.items()} == {"PW": None, "BE": 0, "KR": 0, "AZ": 4}
    assert first["KR"].layer == "Exposure"
    assert first["KR"].scale == BOOK.indicator("media-01").scale
    for answer in document.answers:
        start, end = map(int, answer.locator.removeprefix("char=").split(","))
        assert countries.alpha2(text[start:end]) == answer.country
    assert [question.indicator for question in document.questions] == [f"media-{n:02d}" for n in range(1, 12)]


@pytest.mark.parametrize("domain", [domain.slug for domain in BOOK.domains])
def test_every_domain_as_text_and_as_html(domain: str) -> None:
    text = page(domain)
    plain = read_page(text, "page.txt")
    markup = source(as_html(text), "page.html", "text/html")
    reduced = read_domain_page(markup)
    assert plain.notices == reduced.notices == ()
    assert [(a.country, a.indicator, a.score, a.layer) for a in plain.answers] == [
        (a.country, a.indicator, a.score, a.layer) for a in reduced.answers
    ]
    assert {answer.indicator for answer in plain.answers} == {f"{domain}-{n:02d}" for n in range(1, 12)}
    assert identify(source(text)) == identify(markup) == "domain-page"
    where = document_text(markup)
    start, end = map(int, reduced.answers[0].locator.removeprefix("char=").split(","))
    assert countries.alpha2(where[start:end]) == reduced.answers[0].country


PAGE_WITH_LINKS = """<!doctype html><html><body><h1>Media</h1>
<table><tr><th>Rank</th><th>Country</th><th>Score</th></tr>
<tr><td>1st</td><td><a href="https://example.org/pk">Pakistan</a></td><td>36/44</td></tr>
<tr><td>3th</td><td><div>South Korea</div></td><td>32/44</td></tr></table>
<h2>Exposure</h2><h3>01.LABEL</h3><div>2024</div><div><b>1</b>/ 3</div><div>Affected Countries</div><div>0/ No</div>
<div>2 countries chose this answer : <a href="https://example.org/be">Belgium</a>,
<a href="https://example.org/kr">South Korea</a></div><div>4/ Yes</div><div>1 countries chose this answer :</div>
<ul><li><a href="https://example.org/az">Azerbaijan</a></li></ul>
<p>3 countries answered this indicator; 0 countries skipped this indicator</p></body></html>"""


def test_a_page_whose_countries_are_links() -> None:
    markup = PAGE_WITH_LINKS.replace("LABEL", BOOK.indicator("economy-01").label)
    document = read_domain_page(source(markup, "economy.html", "text/html"))
    assert [(answer.country, answer.score) for answer in document.answers] == [("BE", 0), ("KR", 0), ("AZ", 4)]
    assert [(published.country, published.rank) for published in document.published] == [("PK", 1), ("KR", 3)]
    assert {kind for kind, message in notices(document) if "economy-01" in message} <= {"inconsistent"}
    text = document_text(source(markup, "economy.html", "text/html"))
    start, end = map(int, document.answers[2].locator.removeprefix("char=").split(","))
    assert text[start:end] == "Azerbaijan"


@pytest.mark.parametrize(
    ("edition", "name", "expected"),
    [(2024, "media.txt", 2024), (None, "media.txt", 2022), (None, "2021/media.txt", 2021), (2022, "2024/x.txt", 2022)],
)
def test_the_edition_is_printed_or_told_by_path_and_layer(edition: int | None, name: str, expected: int) -> None:
    document = read_page(page(edition=edition), name)
    assert (document.edition, {answer.edition for answer in document.answers}) == (expected, {expected})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Belgium, Azerbaijan", "BE AZ"),
        ("Belgium,Azerbaijan,", "BE AZ"),
        ("Belgium and Azerbaijan", ""),
        ("Belgium, and Azerbaijan.", "BE AZ"),
        ("Bosnia and Herzegovina, Trinidad and Tobago", "BA TT"),
        ("Korea, South; Korea, Republic of, Bolivia", "KR KR BO"),
        ("Bolívia、Côte d'Ivoire", "BO CI"),
        ("Belgium\nAzerbaijan\nDemocratic Republic of the Congo", "BE AZ CD"),
    ],
)
def test_lists_of_countries(text: str, found: str) -> None:
    def listed(lines: Lines) -> Lines:
        at = lines.index("Belgium, South Korea")
        return [*lines[:at], *text.split("\n"), *lines[at + 1 :]]

    document = read_page(page(changes={"media-01": listed}))
    chose = [answer.country for answer in document.answers if answer.indicator == "media-01" and answer.score == 0]
    assert chose == list(dict.fromkeys(found.split()))


def replacing(old: str, new: str) -> Callable[[Lines], Lines]:
    return lambda lines: [new if line == old else line for line in lines]


def without(*starts: str) -> Callable[[Lines], Lines]:
    return lambda lines: [line for line in lines if not line.startswith(starts)]


PROBLEMS: list[tuple[Callable[[Lines], Lines], set[tuple[str, str]]]] = [
    (
        replacing("Belgium, South Korea", "Belgium, Atlantis"),
        {("unrecognised", "media-01: 'Atlantis' is no country; left out")},
    ),
    (
        replacing("2 countries chose this answer :", "7 countries chose this answer :"),
        {("inconsistent", "media-01: 7 countries chose 0, 2 are listed")},
    ),
    (replacing("1/ 3", "2/ 3"), {("inconsistent", "media-01: 2 of 3 countries are affected, listed are 1 of 3")}),
    (replacing("Azerbaijan", "Belgium"), {("doubled", "media-01: BE stands twice")}),
    (without("Belgium"), {("missing", "media-01: 1 of 3 countries are listed")}),
    (without("Palau"), {("missing", "media-01: 1 countries skipped it, 0 are listed")}),
    (without("3 countries answered"), {("missing", "media-01: how many countries answered isn't printed")}),
    (
        replacing(
            "3 countries answered this indicator; 1 countries skipped this indicator",
            "2 countries answered this indicator; 1 countries skipped this indicator",
        ),
        {("inconsistent", "media-01: 2 countries answered, 3 are listed")},
    ),
    (without("1/", "2/", "3/"), {("inconsistent", "media-01: its answers aren't those of the graded scale")}),
    (lambda lines: [*lines[:3], "What is this?", *lines[3:]], {("unrecognised", "not read: 'What is this?'")}),
]


@pytest.mark.parametrize(("change", "expected"), PROBLEMS, ids=[min(expected)[1] for _, expected in PROBLEMS])
def test_what_does_not_fit_is_told(change: Callable[[Lines], Lines], expected: set[tuple[str, str]]) -> None:
    assert set(notices(read_page(page(changes={"media-01": change})))) == expected


def test_a_line_of_a_notice_is_the_line_of_the_page() -> None:
    text = page(changes={"media-01": replacing("Belgium, South Korea", "Belgium, Atlantis")})
    (notice,) = read_page(text).notices
    assert "Atlantis" in text.split("\n")[(notice.line or 0) - 1]


@pytest.mark.parametrize(
    ("ranks", "message"),
    [
        ([("1st", "Pakistan", "36/44"), ("2nd", "Pakistan", "32/44")], "PK has two ranks"),
        ([("1st", "Atlantis", "36/44")], "a row can't be read: 1st Atlantis 36/44"),
        ([("1st", "Pakistan", "36/44"), ("9th", "Belgium", "32/44")], "BE has rank 9 in row 2"),
        (
            [("1st", "Pakistan", "36/44"), ("2nd", "Kenya", "34/44"), ("1st", "Belgium", "32/44")],
            "BE has rank 1 in row 3",
        ),
    ],
)
def test_ranks_that_do_not_fit_are_told(ranks: list[tuple[str, str, str]], message: str) -> None:
    assert any(message in said for _, said in notices(read_page(page(ranks=ranks))))


def test_folded_lists_leave_the_ranks() -> None:
    """A page that was saved with its lists folded has no countries; the counts say how many are missing."""
    text = "\n".join(
        line
        for line in page().split("\n")
        if "chose this answer" not in line and countries.alpha2(line.split(",")[0]) is None
    )
    folded = "\n".join([*page().split("\n")[:7], *(cell for row in RANKS for cell in row), *text.split("\n")[7:]])
    document = read_page(folded)
    assert (len(document.answers), len(document.published)) == (0, 5)
    assert ("missing", "media-01: 0 of 3 countries are listed") in notices(document)


def test_a_question_decides_against_its_number() -> None:
    first = f"01.{BOOK.indicator('media-01').label}"
    text = page(changes={"media-01": replacing(first, f"07.{BOOK.indicator('media-01').label}")})
    document = read_page(text)
    assert {answer.indicator for answer in document.answers} == {f"media-{n:02d}" for n in range(1, 12)}
    assert notices(document) == [("inconsistent", "number 7 has the question of media-01")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (page().partition("countries answered")[0], "ends inside indicator 1"),
        (page(ranks=[]).replace("countries chose this answer", "x"), "lists no country"),
        ("Show\nRanking & Scores\n1st\nPakistan\n36/44\n", "is a domain page of no known domain"),
    ],
)
def test_what_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_page(text)


@pytest.mark.parametrize("kind", ["profile", "news", "prose"])
def test_other_pages_are_no_domain_pages(kind: str) -> None:
    tally = "96 countries answered this indicator; 2 countries skipped this indicator"
    texts = {
        "profile": f"Key Takeaways\nAnswer ( 0 / 4 )\n{tally}\n",
        "news": "By Ann Example\nAffected Countries\nA story.\n",
        "prose": "Some words on affected countries.\n",
    }
    assert identify(source(texts[kind])) == kind


def test_the_door_leads_here(tmp_path: Path) -> None:
    (tmp_path / "media.txt").write_text(page(), "utf-8")
    assert read(Source(tmp_path / "media.txt", "media.txt", Override())).kind == "domain-page"
    stated = Override(kind="domain-page", title="Ours")
    assert read(Source(tmp_path / "media.txt", "media.txt", stated)).title == "Ours"


def test_the_site_s_own_pages_say_the_same(shared: Path) -> None:
    """The answers of the site's JSON, printed as its pages print them, come back as they were."""
    compared = 0
    for path in sorted((shared / "china-index/2024/website_json_file/domain").glob("*.json")):
        data: dict[str, Any] = json.loads(path.read_text("utf-8-sig"))
        theirs = read(Source(path, f"2024/{path.name}", Override()))
        chosen: dict[str, dict[str, list[str]]] = {}
        for answer in theirs.answers:
            score = "skip" if answer.score is None else str(answer.score)
            chosen.setdefault(answer.indicator, {}).setdefault(score, []).append(countries.name(answer.country))
        ours = read_page(page(path.stem, chosen=chosen), f"{path.stem}.txt")
        assert ours.notices == (), data["name"]
        assert {(a.country, a.indicator, a.score) for a in ours.answers} == {
            (a.country, a.indicator, a.score) for a in theirs.answers
        }
        compared += len(ours.answers)
    assert compared > 9000


@settings(max_examples=60)
@given(st.lists(st.sampled_from(page().split("\n")[:60]) | st.text(max_size=40), max_size=60))
def test_whatever_stands_there_is_read_or_refused(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        document = read_page(text)
    except DocumentError:
        return
    for answer in document.answers:
        start, end = map(int, answer.locator.removeprefix("char=").split(","))
        assert countries.alpha2(text[start:end]) == answer.country


def test_long_lines_cost_little() -> None:
    hostile = ["1st " + "| " * 5000, "Rank " * 5000, "5 countries chose this answer :" + "x, " * 100_000, "-" * 100_000]
    assert [line.kind for line in domain_lines("\n".join(hostile))][:2] != [Kind.LAYER, Kind.LAYER]
