"""News, encyclopedia articles and other prose: units, headings, and what is set aside."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
import saved_pages as pages

from ciigraph.documents.article import read_article, read_prose
from ciigraph.documents.decoding import decode
from ciigraph.documents.encyclopedia import read_encyclopedia
from ciigraph.documents.identification import identify
from ciigraph.documents.link_dumps import prose_spans
from ciigraph.documents.source import Source
from ciigraph.documents.subject import subject_country
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.records import Document

FIRST = "The embassy of China in Kenya gave forty books to a school in Nakuru."
SECOND = "The head of the school thanked the ambassador and, she claims, asked for nothing more."
DUMP = (
    "KenyaChinaNairobiMombasaNakuruKisumuBelt and RoadStandard Gauge RailwayForeign relations of Kenya"
    "Foreign relations of ChinaAddis AbabaEthiopiaSouth SudanUgandaTanzaniaRwandaBurundiSee also"
    "East African CommunityWayback Machine"
)

NEWS = f"""Chinese embassy gives books to a school in Kenya

Chinese embassy gives books to a school in Kenya
By Ann Example
21 November 2023, 10:15
The school in Nakuru. Credit: Ann Example

{FIRST}

More than books

{SECOND}
Read also: Ten schools that grew
Share

Related News
Another school opened on Monday in the town of Kisumu.

Copyright © 2023 The Example Times. All Rights Reserved.
"""


def texts(document: Document) -> list[str]:
    return [unit.text for unit in document.units]


def aside(document: Document) -> dict[int | None, str]:
    return {notice.line: notice.message for notice in document.notices}


def test_a_news_page() -> None:
    page = pages.source(NEWS)
    document = read_article(page)
    pages.assert_units_are_where_they_say(page, document)
    assert texts(document) == [FIRST, SECOND]
    assert [unit.heading for unit in document.units] == [None, "More than books"]
    assert [unit.id for unit in document.units] == ["body.1", "body.2"]
    assert (document.title, document.publisher) == (
        "Chinese embassy gives books to a school in Kenya",
        "The Example Times",
    )
    assert (document.date, document.language, document.country) == ("2023-11-21", "en", "KE")
    assert document.id == f"chinese-embassy-gives-books-to-a-school-in-kenya-{page.sha256[:8]}"
    assert aside(document) == {
        3: "the title again",
        4: "no sentence (2 paragraphs)",
        6: "caption or credit",
        13: "pointer to another page",
        14: "no sentence",
        16: "related news (2 paragraphs)",
        19: "notice of rights",
    }


def test_the_manifest_wins() -> None:
    document = read_article(
        pages.source(
            NEWS, title="Books", publisher="P", date="2020", url="https://a.example/", country="UG", language="fr"
        )
    )
    assert (document.title, document.publisher, document.date) == ("Books", "P", "2020")
    assert (document.url, document.country, document.language) == ("https://a.example/", "UG", "fr")
    assert document.id.startswith("books-")


WIKI = f"""= China–Kenya relations =

Infobox
- Filetype: svg

Kenya and China have had relations since 1963.[1] They opened embassies soon after.[2][3]

== History ==
{FIRST}

=== Trade ===
- Kenya sold tea worth two million dollars in 2013.
- Tea

== See also ==
- Foreign relations of Kenya
- This is a full sentence in a list of pages.

== Aid ==
{SECOND}

== References ==
1. A Book, by A. Writer. It was printed in 1999.
"""


def test_an_encyclopedia_article() -> None:
    page = pages.source(WIKI)
    document = read_encyclopedia(page)
    pages.assert_units_are_where_they_say(page, document)
    assert (document.title, document.country) == ("China–Kenya relations", "KE")
    assert [(unit.heading, unit.text) for unit in document.units] == [
        (None, "Kenya and China have had relations since 1963.[1] They opened embassies soon after.[2][3]"),
        ("History", FIRST),
        ("History › Trade", "Kenya sold tea worth two million dollars in 2013."),
        ("Aid", SECOND),
    ]
    assert aside(document) == {
        3: "infobox (2 paragraphs)",
        13: "no sentence",
        15: "see also (3 paragraphs)",
        22: "references (2 paragraphs)",
    }


@pytest.mark.parametrize(
    "text",
    [
        f"China–Kenya relations\n\n[1] {FIRST}[1] They met in 2019.[2][3]\n{DUMP}\n",
        f"China–Kenya relations\n\n[1] {FIRST}[1] They met in 2019.[2][3] {DUMP}\n",
        f"China–Kenya relations\n\n[1] {FIRST}[1] They met in 2019.[2][3]{DUMP}\n",
    ],
    ids=["line", "behind a blank", "behind a mark"],
)
def test_a_link_dump_is_no_unit(text: str) -> None:
    page = pages.source(text)
    document = read_encyclopedia(page)
    pages.assert_units_are_where_they_say(page, document)
    assert texts(document) == [f"[1] {FIRST}[1] They met in 2019.[2][3]"]
    assert [notice.message for notice in document.notices] == ["link texts run together"]


PROSE = [
    FIRST,
    "TikTok, WeChat, BeiDou, HiSilicon and GlobalTimes are names that coders of JavaScript know, and so does McDonald.",
    "He said so.Then he left.Nobody saw him.They say he was in Peru.But who knows.",
    "THE WHOLE LINE IS IN CAPITALS AND SAYS NOTHING AT ALL.",
    "中国大使馆向学校赠送了四十本书。校长感谢大使。",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_link_dump(text: str) -> None:
    assert prose_spans(text) == ([(0, len(text))], [])


@pytest.mark.parametrize(
    "text", [DUMP, DUMP * 20, DUMP.replace("South Sudan", "Sudan. South"), "ÉtatÖsterreichŠkodaÁustriaÇanakkaleÜber"]
)
def test_a_link_dump_is_told_by_its_structure(text: str) -> None:
    assert prose_spans(text) == ([], [(0, len(text))])


def test_lines_of_a_fixed_width_make_paragraphs() -> None:
    whole = [f"{FIRST} {SECOND} {FIRST}", f"{SECOND} {SECOND}", FIRST]
    text = "\n\n".join(["A note on books", *(textwrap.fill(paragraph, 64) for paragraph in whole)])
    page = pages.source(text)
    document = read_prose(page)
    pages.assert_units_are_where_they_say(page, document)
    assert texts(document) == whole


HTML_NEWS = f"""<!doctype html><html lang="en"><head><title>Books for Kenya | The Example Times</title>
<meta property="og:site_name" content="The Example Times"><meta property="og:type" content="article">
<meta property="article:published_time" content="2023-11-21T10:00:00Z">
<link rel="canonical" href="https://times.example/books"></head><body>
<header><nav><ul><li><a href="https://times.example/">Home</a>
<li><a href="https://times.example/w">World</a></ul></nav></header>
<main><article><h1>Books for Kenya</h1>
<figure><img src="x.jpg"><figcaption>The school in Nakuru is a small one.</figcaption></figure>
<p>{FIRST} The gift was the third of its kind in this year, a teacher of the school said on Tuesday.</p>
<h2>More than books</h2>
<p>{SECOND} <a href="https://other.example/x">Her letter</a> was printed by a paper in Nairobi on the next day.</p>
<p>In the evening the guests saw a film on the railway, and the pupils sang two songs that they had learnt.</p>
</article></main>
<aside><h3>Most read</h3><ul>
<li><a href="https://times.example/1">One more story that people have read this week.</a></ul></aside>
<footer><p>© 2023 The Example Times. All rights reserved.</p></footer></body></html>"""


def test_a_news_page_in_html() -> None:
    page = pages.source(HTML_NEWS, "page.html", "text/html")
    document = read_article(page)
    pages.assert_units_are_where_they_say(page, document)
    assert [text[:20] for text in texts(document)] == [FIRST[:20], SECOND[:20], "In the evening the g"]
    assert [unit.heading for unit in document.units] == [None, "More than books", "More than books"]
    assert (document.title, document.publisher, document.date) == ("Books for Kenya", "The Example Times", "2023-11-21")
    assert (document.url, document.language, document.country) == ("https://times.example/books", "en", "KE")
    assert any(notice.message.startswith("caption") for notice in document.notices)


HTML_WIKI = f"""<html lang="en"><head><title>China–Kenya relations - Wikipedia</title>
<meta name="generator" content="MediaWiki 1.43"><link rel="canonical" href="https://en.wikipedia.org/wiki/X"></head><body>
<h1>China–Kenya relations</h1><div id="siteSub">From Wikipedia, the free encyclopedia</div>
<table class="infobox"><tr><th>Kenya</th><td>China</td></tr>
<tr><td>Embassy in Beijing</td><td>Embassy in Nairobi</td></tr></table>
<p>Kenya and China have had relations since 1963.<sup>[1]</sup> They opened embassies soon after.<sup>[2]</sup></p>
<h2>History<span>[<a href="/edit">edit</a>]</span></h2><p>{FIRST}</p>
<h2>See also</h2><ul><li><a href="/wiki/Y">Foreign relations of Kenya</a></ul>
<h2>References</h2><ol><li>A Book, by A. Writer. It was printed in 1999. <a href="https://a.example/x">Link</a></ol>
</body></html>"""


def test_an_encyclopedia_page_in_html() -> None:
    page = pages.source(HTML_WIKI, "page.html", "text/html")
    assert identify(page) == "encyclopedia"
    document = read_encyclopedia(page)
    pages.assert_units_are_where_they_say(page, document)
    assert [(unit.heading, unit.text[:20]) for unit in document.units] == [
        (None, "Kenya and China have"),
        ("History", FIRST[:20]),
    ]
    assert (document.title, document.publisher, document.country) == ("China–Kenya relations", "Wikipedia", "KE")
    assert document.url == "https://en.wikipedia.org/wiki/X"


SUBJECTS = [
    ("China–Kenya relations", [], "KE"),
    ("Embassy in Kenya", ["Uganda and Uganda and Uganda."], "KE"),
    ("Books for schools", ["Kenya has schools.", "Kenya's schools have books from China, China, China."], "KE"),
    ("Books for schools", ["Kenya has schools. Uganda has schools. Kenya too. Uganda as well."], None),
    ("Kenya and Uganda", ["In Uganda and in Uganda, not in Peru, Peru, Peru."], "UG"),
    ("The Democratic Republic of the Congo and China", [], "CD"),
    ("No country", ["It was so in all of them. AND SO IT IS."], None),
    (None, [], None),
]


@pytest.mark.parametrize(("title", "body", "code"), SUBJECTS)
def test_the_country_that_an_article_is_about(title: str | None, body: list[str], code: str | None) -> None:
    assert subject_country(title, body) == code


@pytest.mark.parametrize("text", ["x", "Home\nNews\nSport\n", DUMP, "https://a.example/\n", "1\n2\n3\n", "{not json"])
def test_a_page_without_prose_is_no_document(text: str) -> None:
    with pytest.raises(DocumentError, match="no paragraph of prose"):
        read_prose(pages.source(text))


def test_the_real_articles(shared: Path) -> None:
    def seed(name: str, reader: object) -> Document:
        page = decode(Source(shared / "seeds" / name, name))
        document: Document = reader(page)  # type: ignore[operator]
        pages.assert_units_are_where_they_say(page, document)
        assert document.country == "BE"
        return document

    excerpt = seed("001_87713edffb9095b6.txt", read_encyclopedia)
    assert len(excerpt.units) == 1
    assert [(n.line, n.message) for n in excerpt.notices] == [(4, "link texts run together")]
    news = seed("002_4e8f3a6b7029a1e2.txt", read_article)
    assert (len(news.units), news.publisher) == (12, "The Brussels Times")
    assert [n.line for n in news.notices] == [3, 4, 32, 35]
    full = seed("004_1735aa219af0ce22.txt", read_encyclopedia)
    assert len(full.units) == 12
    assert [u.heading for u in full.units][-4:] == [
        "History › Espionage",
        "History › Espionage",
        "Trade",
        "Chinese people in Belgium",
    ]
    assert full.id != excerpt.id
