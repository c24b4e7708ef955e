"""What the head of a saved HTML page says of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ciigraph.documents.dates import iso_date
from ciigraph.documents.markup import parse

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText

_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{4,40})\"")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, publisher, date and so on, as far as the page's head or its manifest entry gives them."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None  # ISO 8601
    language: str | None = None
    url: str | None = None
    is_article: bool = False
    generator: str = ""


def page_metadata(source: SourceText) -> Metadata:
    """The metadata of a page: empty for what isn't HTML."""
    root = parse(source) if source.media_type == "text/html" else None
    if root is None:
        return Metadata()
    named: dict[str, str] = {}
    links: dict[str, str] = {}
    title = time = None
    for element in root.iter("meta", "link", "title", "time"):
        if element.tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            content = " ".join((element.get("content") or "").split())
            if name and content:
                named.setdefault(name.lower(), content)
        elif element.tag == "link":
            links.setdefault((element.get("rel") or "").lower(), (element.get("href") or "").strip())
        elif element.tag == "title":
            title = title or " ".join("".join(element.itertext()).split())
        else:
            time = time or element.get("datetime")
    published = _PUBLISHED.search(source.text)
    date = named.get("article:published_time") or named.get("datepublished") or (published and published[1]) or time
    url = links.get("canonical") or named.get("og:url") or ""
    language = (root.get("lang") or named.get("og:locale") or "").strip().replace("_", "-")
    return Metadata(
        title=named.get("og:title") or title or None,
        publisher=named.get("og:site_name") or None,
        date=iso_date(date) if date else None,
        language=language if _LANGUAGE.fullmatch(language) else None,
        url=url if url.startswith(("http://", "https://")) else None,
        is_article=named.get("og:type", "").lower() == "article" or "article:published_time" in named,
        generator=named.get("generator", ""),
    )
