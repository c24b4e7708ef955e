"""One door to all readers: kinds are recognised, nothing but a DocumentError comes out, places are exact."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import index_files as files
import pytest
import saved_pages as pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciigraph.documents.identification import identify
from ciigraph.documents.markup import document_text
from ciigraph.documents.reading import READERS, decode, read
from ciigraph.documents.source import Override, Source, SourceText
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from ciigraph.records import Document

CORPUS = Path(__file__).parents[2] / "data" / "corpus"
BELGIUM = (CORPUS / "belgium-2024.txt").read_text("utf-8")
AZERBAIJAN = (CORPUS / "azerbaijan-2024.txt").read_text("utf-8")
COUNTRY_FILE = json.dumps(files.country_file())

KINDS = [
    (BELGIUM, "a.txt", "profile"),
    (AZERBAIJAN, "a.txt", "profile"),
    ("\n".join(AZERBAIJAN.split("\n")[:12]), "a.txt", "profile"),
    ("\n".join(BELGIUM.split("\n")[400:440]), "a.txt", "profile"),
    (pages.as_html(BELGIUM), "a.html", "profile"),
    (COUNTRY_FILE, "2024/country_json/Belgium.json", "country-file"),
    ("indicator no.,grading,domain,Belgium\n01,1,,0\n", "2024/t.csv", "answer-table"),
    (
        "indicator no.,Grading,Domain,Country,Score,Region,Layer\n01,1,,Belgium,0,Europe,Exposure\n",
        "2024/t.csv",
        "answer-table",
    ),
    (
        '{"BE": {"percentage": {"overall": "20.5%"}, "original": {"overall": "81/396"}, "ranking": {}}}',
        "s.json",
        "score-table",
    ),
    ('{"Europe": {"BE": {"country": "Belgium", "overall": "20.5%"}}}', "s.json", "score-table"),
    ('{"01": {"number": "01", "indicator": "?", "counties": []}}', "s.json", "indicator-list"),
    ('{"name": "Media", "layer": {"exposure": []}}', "s.json", "domain-page"),
    ("= China–Kenya relations =\n\nThey have had relations for long.\n", "a.txt", "encyclopedia"),
    ("Kenya\n\nA is so.[1] B is so.[2] C is so.[3]\n", "a.txt", "encyclopedia"),
    ("Kenya\nFrom Wikipedia, the free encyclopedia\nIt is a country in Africa.\n", "a.txt", "encyclopedia"),
    ("A headline\n\nThis is what they did.\n\n© 2024 The Example Times\n", "a.txt", "news"),
    ("A headline\nBy Ann Example\n\nThis is what they did.\n", "a.txt", "news"),
    ("A headline\n\nNAIROBI (Agency) - This is what they did.\n", "a.txt", "news"),
    ("An essay\n\nThis is what they did.\n", "a.txt", "prose"),
]


def source_text(tmp_path: Path, text: str, name: str) -> SourceText:
    path = tmp_path / Path(name).name
    path.write_text(text, "utf-8")
    return decode(Source(path, name))


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_kinds(tmp_path: Path, text: str, name: str, kind: str) -> None:
    assert identify(source_text(tmp_path, text, name)) == kind


UNKNOWN = [
    ("{}", "a.json", "JSON of no known kind"),
    ("[1, 2]", "a.json", "JSON of no known kind"),
    ('{"a": {"b": 1}}', "a.json", "JSON of no known kind"),
    ('{"a": [1,\n2', "a.json", r"a.json:2: is truncated JSON \(column 2\)"),
    ('{"a": "b', "a.json", r"a.json:1: is truncated JSON \(column 7\)"),
    ('{"a":\n b}', "a.json", r"a.json:2: is no valid JSON.*column 2"),
    ("[" * 100_000, "a.json", "nested too deep"),
    ("a,b\n1,2\n", "a.csv", "table of no known kind"),
    ("<?xml version='1.0'?><rdf/>", "a.rdf", "XML of no known kind"),
    ("Just a title\n", "a.txt", "no known document"),
    ("Belgium\nKey Takeaways\nOriginal Score\n", "a.txt", "truncated"),
]


@pytest.mark.parametrize(("text", "name", "message"), UNKNOWN)
def test_unknown_documents_fail_with_one_line(tmp_path: Path, text: str, name: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(DocumentError, match=message) as error:
        read(Source(path, name))
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 300


def test_the_manifest_says_the_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("An essay\n\nThis is what they did.\n", "utf-8")
    assert read(Source(path, "a.txt", Override(kind="news"))).kind == "news"
    with pytest.raises(DocumentError, match="the manifest calls it country-file"):
        read(Source(path, "a.txt", Override(kind="country-file")))


def test_every_kind_has_a_reader() -> None:
    assert len(READERS) == 9


def assert_places(page: SourceText, document: Document) -> None:
    """Every unit's text stands where its locator says."""
    text = document_text(page)
    content = json.loads(page.text) if page.media_type == "application/json" else None
    for unit in document.units:
        if unit.locator.startswith("char="):
            assert pages.found_at(text, unit).split() == unit.text.split()
        else:
            value = content
            for step in unit.locator.split("/")[1:]:
                key = step.replace("~1", "/").replace("~0", "~")
                value = value[int(key)] if isinstance(value, list) else value[key]  # type: ignore[index]
            assert str(value).split() == unit.text.split()
    assert len({unit.id for unit in document.units}) == len(document.units)
    for answer in document.answers:
        assert answer.score is None or 0 <= answer.score <= 4


def try_to_read(page: SourceText) -> None:
    try:
        document = READERS[identify(page)](page)
    except DocumentError as error:
        assert "\n" not in str(error)  # noqa: PT017 - an error is one of two right outcomes
        return
    assert_places(page, document)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A profile with lines dropped, doubled, moved, shuffled, joined or cut."""
    lines = draw(st.sampled_from([BELGIUM, AZERBAIJAN])).split("\n")
    rnd = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(1, 12))):
        at = rnd.randrange(len(lines))
        span = rnd.choice((1, 1, 2, 5, 40))
        kind = rnd.choice(("drop", "double", "move", "shuffle", "join", "swap", "cut"))
        taken = lines[at : at + span]
        if kind == "drop":
            del lines[at : at + span]
        elif kind == "double":
            lines[at:at] = taken
        elif kind == "move":
            del lines[at : at + span]
            to = rnd.randrange(len(lines) + 1)
            lines[to:to] = taken
        elif kind == "shuffle":
            rnd.shuffle(taken)
            lines[at : at + span] = taken
        elif kind == "join":
            lines[at : at + span] = ["".join(taken)]
        elif kind == "swap":
            lines[at] = rnd.choice(lines)
        elif rnd.random() < 0.2:
            del lines[at:]
        lines = lines or [""]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_no_mutated_profile_fails(text: str) -> None:
    try_to_read(pages.source(text))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_no_mutated_profile_in_html_fails(text: str) -> None:
    try_to_read(pages.source(pages.as_html(text), "a.html", "text/html"))


FRAGMENTS = [
    *("2024", "2022", "No", "Yes", "Skipped", "Silence", "Answer ( 1 / 4 )", "Answer ( - / 4 )", "0/ No", "4/ Yes"),
    *("More", "Hide", "3 countries chose this answer", "Supporting Evidence", "Supplementary Notes", "Not Found"),
    "98 countries answered this indicator; 0 countries skipped this indicator",
    *("1.", "12.", "Exposure", "Alignment", "Media", "The Media Domain asks.", "Academia", "Key Takeaways"),
    *("Original Score", "81 / 396 | - |", "Ranking66 / 98-", "Level of Score", "24 %", "-", "Belgium", "Peru", "|"),
    "Answered by 1 anonymous expert, and has been reviewed by B",
    *("https://a.example/", "- https://a.example/", "1. NO LINK", "A sentence about something in Ghent."),
    *("== Heading ==", "[1] Note.[2] Note.[3]", "See also", "© 2024 X", "Ünïcode 中文。", "", "   "),
    *("KenyaChinaNairobiMombasaNakuruKisumuPeru", "In 2023, Peru had a GDP per capita of US$8,316"),
    *("\u2028", "\x0c", "\t|\t", "\u0663.", "²/ No", "Answer ( ² / 4 )"),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60), st.sampled_from(["text/plain", "text/html"]))
def test_no_heap_of_fragments_fails(lines: list[str], media_type: str) -> None:
    try_to_read(pages.source("\n".join(lines), media_type=media_type))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["text/plain", "text/html", "application/json", "text/csv"]))
def test_no_text_fails(text: str, media_type: str) -> None:
    try_to_read(pages.source(text, media_type=media_type))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200).flatmap(lambda text: st.sampled_from(list(READERS)).map(lambda kind: (text, kind))))
def test_no_reader_fails_on_any_text(case: tuple[str, str]) -> None:
    page = pages.source(case[0])
    try:
        document = READERS[case[1]](page)  # type: ignore[index]
    except DocumentError:
        return
    assert_places(page, document)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.csv", "a"]))
def test_no_bytes_fail(tmp_path: Path, raw: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    try:
        page = decode(Source(path, name))
    except DocumentError:
        return
    try_to_read(page)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(COUNTRY_FILE)), st.integers(0, 400), st.text(max_size=5))
def test_no_broken_country_file_fails(at: int, cut: int, put: str) -> None:
    try_to_read(
        pages.source(
            COUNTRY_FILE[:at] + put + COUNTRY_FILE[at + cut :], "2024/country_json/Belgium.json", "application/json"
        )
    )
