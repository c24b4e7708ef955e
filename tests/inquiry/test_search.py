"""Search over evidence: what is found, what is marked, and that a query is never more than words."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciigraph.errors import StoreError, UsageError
from ciigraph.graph.access import open_graph
from ciigraph.inquiry.search import is_indexed, search
from ciigraph.inquiry.text_index import FILE, in_memory, open_index, write_index
from ciigraph.inquiry.words import folded, pattern, sought, words_of
from finding_world import Elsewhere, small_world, write_small_world

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.inquiry.search import Hit

WORLD = small_world()
ELSEWHERE = Elsewhere(WORLD.store)

#: Query, the documents that are found, and the words that are marked in the first.
CASES: list[tuple[str, list[str], list[str]]] = [
    ("donations", ["belgium-2024-data", "belgium-2024-data"], ["donated"]),
    ("DONATED cameras", ["belgium-2024-data"], ["donated", "cameras"]),
    ("donat*", ["belgium-2024-data", "belgium-2024-data"], ["donated"]),
    ("liege", ["belgium-2024-data"], ["Liège"]),
    ("Liège donation", ["belgium-2024-data"], ["donations", "Liège"]),
    ('"the old terminal"', ["belgium-2024-data"], ["the", "old", "terminal"]),
    ('"terminal old"', [], []),
    ("“old terminal”", ["belgium-2024-data"], ["old", "terminal"]),
    ("tide news", ["azerbaijan-2024-data"], ["TIDƏ", "NEWS"]),
    ("华灵", ["azerbaijan-2024-data"], ["华灵"]),
    ("灵", ["azerbaijan-2024-data"], ["灵"]),
    ("Novák", ["belgium-2024-data"], ["Novák"]),
    ("novak Li-Jin", ["belgium-2024-data"], ["Novák", "Li", "Jin"]),
    ("harbour", ["verd-article"], ["harbour"]),
    ("nowhere", [], []),
    ("body:harbour", [], []),
]


@pytest.mark.parametrize("graph", [WORLD, ELSEWHERE], ids=["store", "elsewhere"])
@pytest.mark.parametrize(("query", "documents", "marked"), CASES, ids=[query for query, *_ in CASES])
def test_searches(query: str, documents: list[str], marked: list[str], graph: Elsewhere) -> None:
    found = search(graph, query)
    found = found if found and found[0].all_words else []
    assert [hit.document for hit in found] == documents
    if found:
        assert sorted(marks(found[0])) == sorted(marked)
        assert all(hit.score >= 0 for hit in found)
        assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def marks(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.highlights]


def test_a_hit_says_where_it_stands() -> None:
    (hit,) = search(WORLD, "fifth arm")
    assert (hit.document, hit.also_in, hit.indicator, hit.country, hit.edition, hit.section) == (
        "belgium-2024-data", ("belgium-2022-data",), "economy-04", "BE", 2024, "supporting",
    )  # fmt: skip
    assert (hit.url, hit.urls) == ("https://example.org/be", ("https://example.org/be", "https://example.org/be/2"))
    assert hit.text[slice(*hit.passage)].startswith("Acme Shipping bought a fifth")
    assert hit.all_words
    (article,) = search(WORLD, "critics")
    assert (article.url, article.indicator, article.country) == ("https://example.org/article", None, "BE")
    assert article.text[slice(*article.passage)] == "Critics say Acme left the Port of Verd in 2023."


def test_where_nothing_holds_all_words_some_are_enough() -> None:
    found = search(WORLD, "cameras zebra")
    assert [(hit.document, hit.all_words) for hit in found] == [("belgium-2024-data", False)]
    assert marks(found[0]) == ["cameras"]
    assert search(WORLD, "zebra yak") == []


def test_one_country_and_a_limit() -> None:
    assert [hit.country for hit in search(WORLD, "visit", country="AZ")] == ["AZ"]
    assert search(WORLD, "visit", country="BE") == []
    assert len(search(WORLD, "the", limit=1)) == 1


# Queries are data ------------------------------------------------------------------------------------

ODD = [
    'a "b',
    '"" x',
    "x AND OR NOT (",
    "NEAR(harbour terminal, 2)",
    "unit:belgium",
    "-harbour",
    "^harbour",
    "har*bour",
    "*",
    "';--",
    '") OR 1=1 --',
    "\x00harbour\x00",
    "\\u0022",
    ".*[a-z](?",
    "𝒳 \ufffe \u202e",
    "x" * 5000,
    " ".join(["word"] * 400),
]


@pytest.mark.parametrize("graph", [WORLD, ELSEWHERE], ids=["store", "elsewhere"])
@pytest.mark.parametrize("query", ODD)
def test_odd_queries(query: str, graph: Elsewhere) -> None:
    try:
        search(graph, query)
    except UsageError as error:
        assert "holds no word to search for; give at least one letter or digit" in str(error)  # noqa: PT017


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_query_is_words_or_refused(query: str) -> None:
    try:
        found = search(WORLD, query)
    except UsageError:
        assert not words_of(query)
        return
    for hit in found:
        assert hit.highlights
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.highlights)
        assert 0 <= hit.passage[0] < hit.passage[1] <= len(hit.text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_words_are_plain_and_in_their_places(text: str) -> None:
    last = 0
    for word in words_of(text):
        assert word.folded.isascii()
        assert word.folded.isalnum()
        assert word.start >= last
        assert folded(text[word.start : word.end]) == word.folded
        last = word.end


def test_addresses_are_no_words() -> None:
    assert [word.folded for word in words_of("See https://example.org/a/b?c=d now")] == ["see", "now"]


@pytest.mark.parametrize(
    ("query", "expressions"),
    [
        ("Press tours", ['"press"', '"tours"']),
        ('"press tours" invest*', ['"press tours"', '"invest"*']),
        ("self-reliance x x", ['"self reliance"', '"x"']),
        ("中远", ['"zhong yuan"']),
        ('"open', ['"open"']),
    ],
)
def test_queries_taken_apart(query: str, expressions: list[str]) -> None:
    assert [each.expression for each in sought(query)] == expressions


def test_patterns_for_sparql_allow_for_diacritics_and_endings() -> None:
    (wanted,) = sought("donations")
    assert pattern(wanted).startswith("d") or pattern(wanted).startswith("[")
    assert pattern(sought("华灵")[0]) == "华"
    assert "ə" in pattern(sought("tides")[0]) or "ə" in pattern(sought("azertac")[0])


# The index -------------------------------------------------------------------------------------------


def test_a_store_keeps_its_index(tmp_path: Path) -> None:
    graph = open_graph(write_small_world(tmp_path))
    assert is_indexed(graph)
    assert not is_indexed(ELSEWHERE)
    folder = graph.folder
    assert folder is not None
    assert not (folder / FILE).exists()
    first = search(graph, "donations")
    made = (folder / FILE).stat().st_mtime_ns
    assert search(open_graph(tmp_path), "donations") == first == search(WORLD, "donations")
    assert (folder / FILE).stat().st_mtime_ns == made
    assert [path.name for path in folder.glob("text-index*")] == [FILE]


def test_a_build_writes_the_index(corpus_store: Path) -> None:
    assert len([*corpus_store.glob(f"generations/*/{FILE}")]) == 1
    assert search(open_graph(corpus_store), "journalist*")


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    graph = open_graph(write_small_world(tmp_path))
    assert graph.folder is not None
    (graph.folder / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=r"the text index is damaged .* build again with --reset"):
        search(graph, "donations")


def test_where_no_file_can_be_written_the_index_lies_in_memory(tmp_path: Path) -> None:
    with open_index(WORLD, tmp_path / "gone") as index:
        assert len(index.find(sought("donations"), every=True, country=None, limit=9)) == 3
    with pytest.raises(OSError, match="gone"):
        write_index(WORLD, tmp_path / "gone")


def test_marks_of_words_that_touch() -> None:
    with in_memory([("urn:a", "中远海运 at sea", None)]) as index:
        (found,) = index.find(sought("远海"), every=True, country=None, limit=1)
    assert found.marked == (1, 2)


def test_sqlite_has_full_text_search() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone() == (1,)
