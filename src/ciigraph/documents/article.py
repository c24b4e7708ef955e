"""The reader of news and other prose: paragraphs become units, everything around them is set aside and named."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from slugify import slugify

from ciigraph.documents.dates import iso_date
from ciigraph.documents.page_metadata import Metadata, page_metadata
from ciigraph.documents.prose import Paragraph, is_sentence, paragraphs, plain
from ciigraph.documents.prose_body import Body, read_body
from ciigraph.documents.subject import subject_country
from ciigraph.errors import DocumentError
from ciigraph.records import Document

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText
    from ciigraph.records import DocumentKind

_ID_LENGTH = 60
_HASH_LENGTH = 8
_HEAD = 15  # paragraphs among which the date of a page stands
_LONGEST_TITLE = 250
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,]*(?P<holder>[^.|©]{2,60}?)"
                     r"(?:[.,|]|\s+all rights|$)", re.IGNORECASE)  # fmt: skip
_DATE_INTRODUCTION = re.compile(
    r"(?:(?:published|posted|updated|last updated|date)(?:\s+on|\s+at)?:?\s*)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?",
    re.IGNORECASE,
)
_TIME = re.compile(r"[\s,|•·-]*(?:at\s+)?\d{1,2}[:.]\d{2}.{0,30}$")
_ENGLISH = frozenset(("the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "by", "as", "has", "on"))
_ENGLISH_SHARE = 0.12
#: Headings under which other pages are advertised.
_ENDING = frozenset(
    [
        *("related", "related news", "related articles", "related stories", "related content", "related topics"),
        *("read more", "read also", "more on this", "more news", "more stories", "latest news", "most read"),
        *("most popular", "recommended", "you may also like", "you might also like", "comments"),
        *("share this article", "newsletter", "about the author"),
    ]
)


def read_article(source: SourceText) -> Document:
    """A news article as a document of paragraphs.

    Raises:
        DocumentError: when there is no paragraph of prose.
    """
    return prose_document(source, "news", _ENDING)


def read_prose(source: SourceText) -> Document:
    """Prose of any other kind as a document of paragraphs.

    Raises:
        DocumentError: when there is no paragraph of prose.
    """
    return prose_document(source, "prose", _ENDING)


def prose_document(
    source: SourceText, kind: DocumentKind, ending: frozenset[str], publisher: str | None = None
) -> Document:
    """The document that prose of a kind makes.

    Args:
        source: the page.
        kind: of the document.
        ending: headings under which none of the text stands.
        publisher: where the kind of page tells it.

    Raises:
        DocumentError: when there is no paragraph of prose.
    """
    page = paragraphs(source)
    head = page_metadata(source)
    title, title_lines = _title(source, page, head)
    body = read_body(source, page, title_lines, ending)
    if not body.units:
        raise DocumentError(source.name, "is no known document: it holds no paragraph of prose", "leave it out")
    texts = [unit.text for unit in body.units]
    override = source.override
    name = title or PurePosixPath(source.name).stem
    return Document(
        id=f"{slugify(name, max_length=_ID_LENGTH, word_boundary=True) or kind}-{source.sha256[:_HASH_LENGTH]}",
        kind=kind,
        path=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        title=title,
        publisher=override.publisher or head.publisher or publisher or _rights_holder(body),
        date=override.date or head.date or _date(page),
        url=override.url or head.url,
        language=override.language or head.language or _language(texts),
        country=override.country or subject_country(title, texts),
        units=tuple(body.units),
        notices=tuple(body.notices),
    )


def _title(source: SourceText, page: list[Paragraph], head: Metadata) -> tuple[str | None, frozenset[str]]:
    """The title, and the texts of lines that are nothing but the title."""
    first = next((p for p in page[:_HEAD] if p.level == 1), None)
    if first is None and page and not is_sentence(page[0].text) and len(page[0].text) <= _LONGEST_TITLE:
        first = page[0]
    seen = first.text if first else None
    # The title of a window has the site's name behind it, the first heading hasn't.
    title = source.override.title or (seen if first and first.level == 1 else head.title or seen)
    return title, frozenset(plain(text) for text in (title, seen, head.title) if text)


def _date(page: list[Paragraph]) -> str | None:
    """The date that stands by itself near the beginning."""
    for paragraph in page[:_HEAD]:
        text = paragraph.text
        if len(text) <= 80:
            text = _TIME.sub("", text)
            found = _DATE_INTRODUCTION.match(text)
            date = iso_date(text[found.end() :] if found else text)
            if date is not None and len(date) == len("2024-01-01"):
                return date
    return None


def _rights_holder(body: Body) -> str | None:
    """Who the notice of rights names: a news site's publisher."""
    for text in body.rights:
        found = _RIGHTS.search(text)
        if found is not None and not found["holder"].lower().startswith("all rights"):
            return found["holder"].strip()
    return None


def _language(texts: list[str]) -> str | None:
    """English where its commonest words are common in the text; of other languages nothing is said."""
    words = " ".join(texts).lower().split()
    share = sum(word in _ENGLISH for word in words) / max(len(words), 1)
    return "en" if share >= _ENGLISH_SHARE else None
