"""Country files of every wave: what is read, what is noticed, and that nothing else is raised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import index_files as files
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciigraph.documents import country_file
from ciigraph.documents.country_answers import answerers_of, citations_of
from ciigraph.documents.country_file import read_country_file
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.records import Document


def facts(document: Document) -> dict[str, str]:
    return {fact.property: fact.value for fact in document.facts}


def notices(document: Document) -> list[tuple[str, str]]:
    return [(notice.kind, notice.message) for notice in document.notices]


def with_answer(position: int, /, edition: int = 2024, **changes: object) -> dict[str, Any]:
    data = files.country_file(edition)
    rows = [row for rows in data["answer"].values() for row in rows]
    rows[position - 1].update(changes)
    return data


def test_a_whole_file_of_2024() -> None:
    document = read_country_file(files.source(files.country_file()))
    assert (document.id, document.country, document.edition) == ("belgium-2024-data", "BE", 2024)
    assert (document.kind, document.date, document.language) == ("country-file", "2024-10", "en")
    assert len(document.answers) == 99
    assert {answer.score for answer in document.answers} == {0}
    assert [(unit.id, unit.text, unit.locator) for unit in document.units] == [
        ("takeaway.1", "The first point.", "/takeaway/0"),
        ("takeaway.2", "The second\npoint.", "/takeaway/1"),
    ]
    assert facts(document) == {
        "gdp-per-capita": "53475.29",
        "population": "11700000",
        "diplomatic-relations-since": "1971-10-25",
        "press-freedom-rank": "16",
        "freedom-score": "96",
        "freedom-status": "Free",
        "last-update": "2024-10",
        "partner": "A House of Ideas; Ann Example",
    }
    assert [(p.by, p.name, p.score, p.max, p.percent, p.rank) for p in document.published] == [
        ("overall", "overall", 0, 396, "20.5", 86),
        ("layer", "exposure", None, None, "24", 83),
        ("layer", "pressure", None, None, "10", 45),
        ("layer", "alignment", None, None, "15", 90),
    ]
    assert document.notices == ()


def test_a_whole_file_of_2022() -> None:
    document = read_country_file(files.source(files.country_file(2022), "2022/country_json/Belgium.json"))
    assert (document.id, document.edition, document.date) == ("belgium-2022-data", 2022, "2022")
    assert facts(document)["population"] == "11500000"
    assert facts(document)["diplomatic-relations-since"] == "1971"
    assert facts(document)["press-freedom-rank"] == "23"
    assert facts(document)["freedom-status"] == "Free"
    assert facts(document)["freedom-score"] == "96"
    assert document.published[3].name == "alignment"
    assert document.published[3].locator == "/effect"
    assert document.answers[18].scale == "position"  # graded 1 in that edition's files
    assert document.notices == ()


@pytest.mark.parametrize(
    ("name", "data", "edition", "identity"),
    [
        ("Belgium.json", files.country_file(), 2024, "belgium-2024-data"),
        ("BE.json", files.country_file(), 2024, "belgium-2024-site"),
        ("x/2024/website_json_file/country/BE.json", files.country_file(), 2024, "belgium-2024-site"),
        ("Belgium.json", files.country_file(2022), 2022, "belgium-2022-data"),
        ("2021/country_json/Belgium.json", files.country_file(2022, year="2021"), 2021, "belgium-2021-data"),
        ("2022/country_json/Belgium.json", files.country_file(2022, year="2021"), 2022, "belgium-2022-data"),
        ("Belgium.json", files.country_file(2022, year="2021"), 2022, "belgium-2022-data"),
        ("data-2024/2022/Belgium.json", files.country_file(2022), 2022, "belgium-2022-data"),
        ("2022/country_json/South-Korea.json", files.country_file(2022, name=None), 2022, "south-korea-2022-data"),
    ],
)
def test_which_country_and_edition(name: str, data: dict[str, Any], edition: int, identity: str) -> None:
    document = read_country_file(files.source(data, name))
    assert (document.edition, document.id) == (edition, identity)


def test_a_file_of_2021_on_its_own_has_no_sentences() -> None:
    data = files.country_file(2022, year="2021")
    del data["description-1"], data["description-2"]
    assert read_country_file(files.source(data, "Belgium.json")).edition == 2021


def test_a_manifest_overrides() -> None:
    document = read_country_file(files.source(files.country_file(), country="LU", title="Mine", date="2024-12-01"))
    assert (document.country, document.title, document.date) == ("LU", "Mine", "2024-12-01")
    assert document.id == "luxembourg-2024-data"


def test_evidence_notes_and_citations() -> None:
    data = with_answer(
        3,
        score=4,
        evidence="One tour was held. \n\n 2.  Another  one.  ",
        note="- ",
        evidence_urls=["https://a.example/x ", "NO LINK"],
        answerer="Answered by 2 anonymous experts, and has been reviewed by Ann Example",
    )
    document = read_country_file(files.source(data))
    answer = document.answers[2]
    assert (answer.indicator, answer.score, answer.scale, answer.locator) == (
        "media-03",
        4,
        "graded",
        "/answer/Media/2",
    )
    assert (answer.experts, answer.reviewer) == (2, "Ann Example")
    assert [(c.position, c.text, c.url) for c in answer.citations] == [
        (1, "https://a.example/x", "https://a.example/x"),
        (2, "NO LINK", None),
    ]
    evidence, note = document.units[2:]
    assert (evidence.id, evidence.section, evidence.indicator) == ("media-03.supporting", "supporting", "media-03")
    assert evidence.text == "One tour was held.\n2. Another one."
    assert evidence.locator == "/answer/Media/2/evidence"
    assert evidence.citations == answer.citations
    assert (note.id, note.section, note.text) == ("media-03.supplementary", "supplementary", "-")


@pytest.mark.parametrize("score", ["skip", "na", "Skipped"])
def test_skipped(score: str) -> None:
    data = with_answer(5, score=score)
    del data["answer"]["Media"][4]["grading"]
    answer = read_country_file(files.source(data)).answers[4]
    assert (answer.score, answer.scale) == (None, None)


@pytest.mark.parametrize(
    ("number", "changes", "kind", "message"),
    [
        (1, {"score": "7"}, "out-of-range", "media-01 has no score from 0 to 4: '7'"),
        (1, {"score": None}, "missing", "media-01 has no score"),
        (9, {"score": "3"}, "inconsistent", "media-09: the yes-no scale has no score 3"),
        (19, {"score": "1"}, "inconsistent", "foreign-policy-08: the position scale has no score 1"),
        (1, {"grading": "0"}, "inconsistent", "media-01 has the grading '0', in the codebook '1'"),
        (2, {"number": "01"}, "doubled", "media-01 stands twice"),
        (2, {"number": "01"}, "missing", "no answer for media-02"),
        (2, {"number": "100"}, "out-of-range", "no indicator has the number '100'"),
        (2, {"number": None}, "out-of-range", "no indicator has the number 'None'"),
        (1, {"number": "12"}, "inconsistent", "foreign-policy-01 stands under Media"),
        (1, {"evidence": ["a"]}, "unrecognised", "the evidence of media-01 is no text"),
        (1, {"mood": "good"}, "unrecognised", "not read: mood of an answer"),
    ],
)
def test_what_is_wrong_with_an_answer(number: int, changes: dict[str, Any], kind: str, message: str) -> None:
    document = read_country_file(files.source(with_answer(number, **changes)))
    assert any(k == kind and message in m for k, m in notices(document)), notices(document)


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({"GDP": "plenty"}, "unrecognised", "GDP can't be read: 'plenty'"),
        ({"overall": "much"}, "unrecognised", "the published percent of overall can't be read"),
        ({"takeaway": ["x", 3]}, "unrecognised", "a takeaway that is no text"),
        ({"weather": "fine"}, "unrecognised", "not read: weather"),
        (
            {"description-2": "Belgium established full diplomatic relations with China in 1972."},
            "inconsistent",
            "diplomatic-relations-since is 1971-10-25 as a figure and 1972",
        ),
    ],
)
def test_what_is_wrong_with_the_header(changes: dict[str, Any], kind: str, message: str) -> None:
    document = read_country_file(files.source(files.country_file(**changes)))
    assert any(k == kind and message in m for k, m in notices(document)), notices(document)


def test_relations_that_began_twice_have_no_one_beginning() -> None:
    text = "Freedonia established diplomatic relations with China in 1974. In 1995 it broke them off."
    document = read_country_file(files.source(files.country_file(2022, **{"description-2": text})))
    assert "diplomatic-relations-since" not in facts(document)
    assert ("unrecognised", "the header's sentences don't give diplomatic-relations-since plainly") in notices(document)


def test_takeaways_as_one_text() -> None:
    document = read_country_file(files.source(files.country_file(takeaway="Only one.")))
    assert [(unit.text, unit.locator) for unit in document.units] == [("Only one.", "/takeaway")]


def test_answers_that_are_no_list() -> None:
    data = files.country_file()
    data["answer"]["Media"] = {"01": 0}
    data["answer"]["Economy"][0] = "x"
    found = notices(read_country_file(files.source(data)))
    assert ("unrecognised", "the answers of Media are no list") in found
    assert ("unrecognised", "an answer of Economy is no object") in found


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("https://a.example/x", [("https://a.example/x", "https://a.example/x")]),
        ("  ", []),
        (None, []),
        ("none ", [("none", None)]),
        ("NO LINK", [("NO LINK", None)]),
        ("http:/a.example/x  ", [("http:/a.example/x", "http://a.example/x")]),
        ("HTTPS://A.example/X", [("HTTPS://A.example/X", "https://A.example/X")]),
        ("www.a.example/x", [("www.a.example/x", "http://www.a.example/x")]),
        ("see www.a.example/x.", [("see www.a.example/x.", "http://www.a.example/x")]),
        ('" https://a.example/index.html. "', [('" https://a.example/index.html. "', "https://a.example/index.html")]),
        (
            "http://a.example/1; http://a.example/2",
            [("http://a.example/1", "http://a.example/1"), ("http://a.example/2", "http://a.example/2")],
        ),
        (
            "http://a.example/1,http://a.example/2\nhttp://a.example/3",
            [(f"http://a.example/{n}", f"http://a.example/{n}") for n in (1, 2, 3)],
        ),
        (
            "https://web.archive.org/web/2020/https://a.example/x",
            [("https://web.archive.org/web/2020/https://a.example/x",) * 2],
        ),
        ("https://a.example/A_(city)", [("https://a.example/A_(city)", "https://a.example/A_(city)")]),
        ("(https://a.example/x)", [("(https://a.example/x)", "https://a.example/x")]),
        ("https://a.example/x (in part)", [("https://a.example/x (in part)", "https://a.example/x")]),
        ("https://", [("https://", None)]),
    ],
)
def test_citations(cell: object, wanted: list[tuple[str, str | None]]) -> None:
    assert [(citation.text, citation.url) for citation in citations_of([cell])] == wanted


def test_citations_are_numbered_through() -> None:
    cells = ["http://a.example/1; http://a.example/2", "", "none", "http://a.example/3"]
    assert [citation.position for citation in citations_of(cells)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Answered by 1 anonymous expert, and has been reviewed by another 1 anonymous expert.", (1, "anonymous")),
        ("Answered by 2 anonymous experts, and has been reviewed by Ann Example", (2, "Ann Example")),
        ("Answered by Ann Example and Bob Sample, and has been reviewed by Cy Other.", (2, "Cy Other")),
        ("Answered by , and has been reviewed by ", (None, None)),
        ("Answered by 1 anonymous expert, and has been reviewed by ", (1, None)),
        ("", (None, None)),
    ],
)
def test_answerers(text: str, wanted: tuple[int | None, str | None]) -> None:
    assert answerers_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ('{"a":\n\n tru}', "no valid JSON", 3),
        ('{"answer": {\n"Media": [', "truncated", 2),
        ("[" * 100_000, "nested too deeply", None),
        ('{"a": "\ud800"}', "surrogate", None),
        ("[]", "no country file", None),
        ('{"answer": {}, "name": "Belgium", "year": "2024"}', "without any answer", None),
        ('{"answer": {}, "name": "Atlantis", "year": "2024"}', "no known country", None),
    ],
)
def test_what_cannot_be_read(text: str, problem: str, line: int | None) -> None:
    with pytest.raises(DocumentError, match=problem) as caught:
        read_country_file(files.source(text, "2024/a.json"))
    assert caught.value.path == "2024/a.json"
    assert caught.value.line == line


def test_an_edition_that_nobody_knows() -> None:
    with pytest.raises(DocumentError, match="2026, an edition the codebook doesn't know"):
        read_country_file(files.source(files.country_file(), "2026/country_json/Belgium.json"))
    with pytest.raises(DocumentError, match="doesn't say of which edition"):
        read_country_file(files.source({"name": "Belgium", "answer": {"Media": []}}, "Belgium.json"))


def test_looks_like() -> None:
    assert country_file.looks_like(files.country_file())
    assert not country_file.looks_like({"answer": []})
    assert not country_file.looks_like([1])


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_any_json(value: object) -> None:
    with pytest.raises(DocumentError):
        read_country_file(files.source(json.dumps(value)))


@given(st.text())
def test_any_text(text: str) -> None:
    with pytest.raises(DocumentError):
        read_country_file(files.source(text))


@settings(max_examples=200)
@given(st.data())
def test_a_mutated_file_is_read_or_refused(data: st.DataObject) -> None:
    content = files.country_file(data.draw(st.sampled_from((2022, 2024))))
    for _ in range(data.draw(st.integers(1, 4))):
        place: Any = content
        while True:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
                place = place[key]
                continue
            place[key] = data.draw(json_values)
            break
    try:
        document = read_country_file(files.source(content))
    except DocumentError:
        return
    assert len({unit.id for unit in document.units}) == len(document.units)
    assert len({answer.indicator for answer in document.answers}) == len(document.answers)
    for unit in document.units:
        assert " ".join(files.inside(content, unit.locator).split()) == " ".join(unit.text.split())


def test_all_real_files(shared: Path) -> None:
    root = shared / "china-index"
    paths = sorted([*root.glob("20*/country_json/*.json"), *root.glob("20*/website_json_file/country/*.json")])
    seen: list[str] = []
    for path in paths:
        document = read_country_file(files.source_of_file(path, root))
        content = json.loads(path.read_text("utf-8"))
        seen.append(document.id)
        assert str(document.edition) == path.relative_to(root).parts[0]
        assert len(document.answers) == 99
        for unit in document.units:
            assert " ".join(files.inside(content, unit.locator).split()) == " ".join(unit.text.split())
        answered = [answer.score for answer in document.answers if answer.score is not None]
        assert (document.published[0].score, document.published[0].max) == (sum(answered), 4 * len(answered))
        assert {notice.kind for notice in document.notices} <= {"inconsistent", "unrecognised"}
        assert len(document.facts) + len(document.notices) >= 8
    assert len(seen) == len(set(seen)) == 115
