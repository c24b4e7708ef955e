"""HTML reduced to lines."""

from __future__ import annotations

import pytest
import saved_pages as pages
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.documents.markup import document_text, reduced
from ciigraph.documents.page_metadata import page_metadata
from ciigraph.errors import DocumentError

CASES = [
    ("<p>One<p>Two", ["One", "Two"]),
    ("<div>One <b>bold</b>, <i>two</i></div>", ["One bold, two"]),
    ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
    ("One<br>Two<br/>Three", ["One", "Two", "Three"]),
    ("<p>A\n  B\t C&nbsp;D &amp; E", ["A B C D & E"]),
    ("<script>no()</script><style>p{}</style><p>Yes<noscript>no</noscript>", ["Yes"]),
    ("<p hidden>No</p><p style='display: none'>No</p><p style='color:red'>Yes", ["Yes"]),
    ("<ul><li>One<li>Two</ul>", ["- One", "- Two"]),
    ("<ol start=3><li>One<li><p>Two</p></ol>", ["3. One", "4. Two"]),
    ("<ol><li>One<ul><li>Inner</ul><li>Two</ol>", ["1. One", "- Inner", "2. Two"]),
    ("<table><tr><td>Ranking<td>83 / 98<td>-</table>", ["Ranking | 83 / 98 | -"]),
    ("<table><tr><td><div>Ranking</div><td><div>83</div></table>", ["Ranking | 83"]),
    ("<table><tr><td><p>Long text</p><td>Side</table>", ["Long text", "Side"]),
    ("<pre>One\n Two</pre>", ["One", "Two"]),
    ("<p>See <a href='https://a.example/x'>Link</a> now</p>", ["See Link now", "- https://a.example/x"]),
    ("<div><p>A <a href='https://a.example/'>x</a></p><p>B</p></div>", ["A x", "B", "- https://a.example/"]),
    ("<p><a href='https://a.example/x'>https://a.example/x</a></p>", ["https://a.example/x"]),
    ("<p><a href='https://a.example/long'>https://a.exam…</a></p>", ["https://a.example/long"]),
    ("<p><a href='/about'>About</a> <a href='#top'>Top</a> <a href='mailto:x'>Mail</a></p>", ["About Top Mail"]),
    ("<nav><a href='https://a.example/'>Home</a></nav><p>Text", ["Home", "Text"]),
    ("<p>A<sup>[1]</sup> B", ["A[1] B"]),
    ("<?xml version='1.0' encoding='latin-1'?><html><p>Škoda", ["Škoda"]),
    ("<p>Unclosed <b>tags <i>here", ["Unclosed tags here"]),
    ("", []),
    ("<!-- nothing -->", []),
    ("plain text", ["plain text"]),
]


@pytest.mark.parametrize(("markup", "lines"), CASES)
def test_reduction(markup: str, lines: list[str]) -> None:
    text = document_text(pages.source(markup, media_type="text/html"))
    assert [line for line in text.split("\n") if line] == lines


def test_text_stays_as_it_is() -> None:
    assert document_text(pages.source(" a\n\n<b> \n")) == " a\n\n<b> \n"


def test_headings_and_captions_are_known() -> None:
    page = reduced(
        pages.source("<h1>T</h1><p>A</p><h2>S</h2><figure><figcaption>C</figcaption></figure>", media_type="text/html")
    )
    assert page.headings == {1: 1, 3: 2}
    assert page.captions == {4}


@given(st.text(alphabet=st.sampled_from("<>/apultrdiv hbo=\"'&;x\n!-")))
def test_no_markup_fails(markup: str) -> None:
    document_text(pages.source(markup, media_type="text/html"))
    page_metadata(pages.source(markup, media_type="text/html"))


def test_depth() -> None:
    deep = "<div>" * 1_500 + "the bottom"
    assert "the bottom" in document_text(pages.source(deep, media_type="text/html"))
    with pytest.raises(DocumentError, match="nested too deep"):
        document_text(pages.source("<div>" * 20_000 + "the bottom", media_type="text/html"))


def test_metadata() -> None:
    head = """<html lang="en-GB"><head><title>A headline | The Example Times</title>
    <meta property="og:title" content="A headline"><meta property="og:site_name" content="The Example Times">
    <meta property="article:published_time" content="2023-11-21T10:00:00+01:00">
    <link rel="canonical" href="https://times.example/a"></head><body><p>x"""
    found = page_metadata(pages.source(head, media_type="text/html"))
    assert (found.title, found.publisher, found.date) == ("A headline", "The Example Times", "2023-11-21")
    assert (found.language, found.url, found.is_article) == ("en-GB", "https://times.example/a", True)
