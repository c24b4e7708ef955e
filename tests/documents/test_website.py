"""The files of the index's site: published scores, list of countries, questions, domain pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import index_files as files
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciigraph.documents import website
from ciigraph.documents.answer_table import read_answer_table
from ciigraph.documents.website import kind_of, read_website_file
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.records import Document

FOLDER = "2024/website_json_file"


def scores(**changes: object) -> dict[str, Any]:
    entry = {
        "percentage": {"overall": "20.5%", "domain": [f"{n}.0%" for n in range(9)]},
        "original": {"overall": "81/396", "domain": [f"{n}/44" for n in range(9)]},
        "ranking": {"overall": "86", "domain": ["3th", *map(str, range(1, 9))]},
    }
    return {"BE": entry | changes}


def country_list(**changes: object) -> dict[str, Any]:
    entry = {"country": "Belgium", "overall": "20.5%", "original": "81", "total": "396", "ranking": "86", "domains": []}
    return {"Europe": {"BE": entry | changes}}


def indicators() -> dict[str, Any]:
    return {
        f"{indicator.number:02}": {
            "number": f"{indicator.number:02}",
            "domain": files.BOOK.domain(indicator.domain).name,
            "indicator": "A question.",
            "layer": indicator.layer,
            "grading": files.BOOK.scales[indicator.scale].grading,
            "counties": [["BE", "AZ"], [], [], [], ["KR"]],
            "skip": ["TW"],
        }
        for indicator in files.BOOK.indicators
    }


def domain_page() -> dict[str, Any]:
    layers: dict[str, list[dict[str, Any]]] = {}
    for indicator in files.BOOK.indicators[:11]:
        question = {
            "number": f"{indicator.number:02}",
            "number_in_domain": str(indicator.number),
            "score": "0",
            "yes_country": 1,
            "answered_country": 3,
            "grading": files.BOOK.scales[indicator.scale].grading,
            "answer": {"4": ["KR"], "0": ["BE", "AZ"], "skip": ["TW"]},
        }
        layers.setdefault(indicator.layer.lower(), []).append(question)
    return {"name": "Media", "layer": layers}


def notices(document: Document) -> list[tuple[str, str]]:
    return [(notice.kind, notice.message) for notice in document.notices]


def test_scores() -> None:
    document = read_website_file(files.source(scores(), f"{FOLDER}/country_score.json"))
    assert (document.id, document.kind) == ("china-index-2024-scores", "score-table")
    overall, media, academia = document.published[:3]
    assert (overall.country, overall.by, overall.score, overall.max) == ("BE", "overall", 81, 396)
    assert (overall.percent, overall.rank, overall.locator) == ("20.5", 86, "/BE/original/overall")
    assert (media.name, media.score, media.rank, media.locator) == ("media", 0, 3, "/BE/original/domain/0")
    assert academia.name == "academia"
    assert len(document.published) == 10
    assert document.notices == ()


def test_country_list() -> None:
    document = read_website_file(files.source(country_list(), f"{FOLDER}/country_list.json"))
    assert document.id == "china-index-2024-country-list"
    (score,) = document.published
    assert (score.score, score.max, score.percent, score.rank) == (81, 396, "20.5", 86)
    assert [(fact.property, fact.value, fact.locator) for fact in document.facts] == [
        ("region", "Europe", "/Europe/BE")
    ]
    assert notices(document) == [("set-aside", "not read, of each country: domains")]


@pytest.mark.parametrize(
    ("content", "name", "identity", "kind", "questions"),
    [
        (indicators(), "indicators.json", "china-index-2024-indicators", "indicator-list", 99),
        (domain_page(), "domain/media.json", "china-index-2024-domain-media", "domain-page", 11),
    ],
)
def test_answers_by_lists_of_countries(
    content: dict[str, Any], name: str, identity: str, kind: str, questions: int
) -> None:
    document = read_website_file(files.source(content, f"{FOLDER}/{name}"))
    assert (document.id, document.kind) == (identity, kind)
    assert (len(document.questions), len(document.answers)) == (questions, 4 * questions)
    assert document.notices == ()
    found = {(a.country, a.indicator): a for a in document.answers}
    assert [found[code, "media-09"].score for code in ("BE", "AZ", "KR", "TW")] == [0, 0, 4, None]
    assert (found["KR", "media-09"].scale, found["KR", "media-09"].layer) == ("yes-no", "Pressure")
    for answer in document.answers:
        assert files.inside(content, answer.locator) == answer.country


def changed(content: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    place, _, key = pointer.rpartition("/")
    inner = files.inside(content, place)
    inner[int(key) if isinstance(inner, list) else key] = value
    return content


@pytest.mark.parametrize(
    ("content", "kind", "message"),
    [
        (scores() | {"QQ": {}}, "unrecognised", "'QQ' is no country's code"),
        (scores() | {"FR": {}}, "unrecognised", "FR: scores can't be read"),
        (changed(scores(), "/BE/original/overall", "many"), "unrecognised", "the published original of overall can't"),
        (changed(scores(), "/BE/ranking/domain/0", "first"), "unrecognised", "the published rank of media can't"),
        (country_list(country="Latvia"), "inconsistent", "BE is called Latvia"),
        (country_list() | {"Asia": []}, "unrecognised", "the countries of Asia can't be read"),
        (changed(country_list(), "/Europe/FR", 3), "unrecognised", "the entry of FR can't be read"),
        (indicators() | {"1": 3}, "unrecognised", "the question '1' can't be read"),
        (changed(indicators(), "/05/number", "04"), "doubled", "media-04 stands twice"),
        (changed(indicators(), "/05/number", "04"), "missing", "no question media-05"),
        (changed(indicators(), "/05/number", "105"), "out-of-range", "no indicator has the number '105'"),
        (changed(indicators(), "/05/layer", "Pressure"), "inconsistent", "media-05 is of the layer 'Pressure'"),
        (changed(indicators(), "/05/grading", "0"), "inconsistent", "media-05 has the grading '0'"),
        (changed(indicators(), "/09/counties/1", ["FR"]), "inconsistent", "media-09: the yes-no scale has no score 1"),
        (changed(indicators(), "/05/counties/1", ["QQ"]), "unrecognised", "media-05: 'QQ' is no country"),
        (changed(indicators(), "/05/counties/1", ["BE"]), "doubled", "media-05: BE stands twice"),
        (changed(indicators(), "/05/counties/1", "BE"), "out-of-range", "media-05: an answer that is no score"),
        (changed(indicators(), "/05/mood", "good"), "unrecognised", "not read: mood of media-05"),
        (changed(domain_page(), "/layer/exposure/0/answered_country", 9), "inconsistent", "listed are 3"),
        (changed(domain_page(), "/layer/exposure/0/answer/7", ["FR"]), "out-of-range", "an answer that is no score"),
        (changed(domain_page(), "/layer/exposure/0/answer", []), "unrecognised", "a question without answers"),
        (changed(domain_page(), "/layer/pressure", 3), "unrecognised", "the questions of pressure are no list"),
        (domain_page() | {"name": "Weather"}, "inconsistent", "no domain is called 'Weather'"),
        (domain_page() | {"name": "Economy"}, "inconsistent", "of another domain: media-01"),
        (domain_page() | {"normal": [1, 2, 3]}, "set-aside", "not read: normal"),
    ],
)  # fmt: skip
def test_what_is_wrong(content: dict[str, Any], kind: str, message: str) -> None:
    document = read_website_file(files.source(content, f"{FOLDER}/x.json"))
    assert any(k == kind and message in m for k, m in notices(document)), notices(document)


@pytest.mark.parametrize(
    ("content", "name", "problem"),
    [
        ("{", "x.json", "truncated"),
        ({"a": 1}, "x.json", "none of the index site's files"),
        ([], "x.json", "none of the index site's files"),
        (scores(), "2026/website_json_file/country_score.json", "2026, an edition the codebook doesn't know"),
        ({"name": "Media", "layer": {}}, "2024/x.json", "no answer of any country"),
    ],
)
def test_what_cannot_be_read(content: object, name: str, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem):
        read_website_file(files.source(content, name))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (scores(), "scores"),
        (country_list(), "country-list"),
        (indicators(), "indicators"),
        (domain_page(), "domain"),
        (files.country_file(), None),
        ({}, None),
        ({"a": {}}, None),
        (None, None),
    ],
)
def test_kind_of(content: object, kind: str | None) -> None:
    assert kind_of(content) == kind
    assert website.looks_like(content) is (kind is not None)


def test_the_edition_of_a_file_on_its_own() -> None:
    document = read_website_file(files.source(scores(), "country_score.json"))
    assert document.edition == 2024
    assert ("missing", "no edition is stated; taken for 2024") in notices(document)
    page = domain_page()
    assert read_website_file(files.source(page, "media.json")).edition == 2024
    page["layer"]["effect"] = page["layer"].pop("alignment")
    assert read_website_file(files.source(page, "media.json")).edition == 2022


def test_scores_of_an_edition_whose_columns_are_not_known() -> None:
    document = read_website_file(files.source(scores(), "2022/website_json_file/country_score.json"))
    assert [score.by for score in document.published] == ["overall"]
    assert notices(document) == [("set-aside", "scores by domain: their order is not known for 2022")]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.text(max_size=5)
    | st.sampled_from(["BE", "4", "66%"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.data())
def test_a_mutated_file_is_read_or_refused(data: st.DataObject) -> None:
    make = data.draw(st.sampled_from([scores, country_list, indicators, domain_page]))
    content = make()
    for _ in range(data.draw(st.integers(1, 3))):
        place: Any = content
        while True:
            key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
                place = place[key]
                continue
            place[key] = data.draw(json_values)
            break
    try:
        document = read_website_file(files.source(content, f"{FOLDER}/x.json"))
    except DocumentError:
        return
    for answer in document.answers:
        assert files.inside(content, answer.locator) is not None


def test_all_real_files(shared: Path) -> None:
    root = shared / "china-index"
    paths = sorted([*root.glob("2024/website_json_file/*.json"), *root.glob("2024/website_json_file/domain/*.json")])
    documents = {path.stem: read_website_file(files.source_of_file(path, root)) for path in paths}
    assert len({document.id for document in documents.values()}) == 12
    table = read_answer_table(files.source_of_file(root / "2024/china_index_2024.csv", root))
    wanted = {(a.country, a.indicator): a.score for a in table.answers}
    listed = {(a.country, a.indicator): a.score for a in documents["indicators"].answers}
    pages = {
        (a.country, a.indicator): a.score for d in documents.values() if d.kind == "domain-page" for a in d.answers
    }
    assert wanted == listed == pages
    assert len(wanted) == 9999
    scores_, list_ = documents["country_score"].published, documents["country_list"].published
    assert (len(scores_), len(list_)) == (1010, 101)
    figures = {
        (s.country, s.name): (s.score, s.max, s.percent, s.rank) for s in (*scores_, *list_) if s.by == "overall"
    }
    assert figures == {(s.country, s.name): (s.score, s.max, s.percent, s.rank) for s in scores_ if s.by == "overall"}
    for score in scores_:  # the order of the domains in the table of scores is right
        codes = [i.code for i in files.BOOK.indicators if score.by == "overall" or i.domain == score.name]
        answered = [value for code in codes if (value := wanted[score.country, code]) is not None]
        assert (score.score, score.max) == (sum(answered), 4 * len(answered))
    assert {kind for d in documents.values() for kind, _ in notices(d)} == {"set-aside"}
    content = json.loads((root / "2024/website_json_file/indicators.json").read_text("utf-8"))
    for answer in documents["indicators"].answers:
        assert files.inside(content, answer.locator) == answer.country
