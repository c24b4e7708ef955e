"""What kind of document a text is, told from its content."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

from ciigraph.documents import answer_table, country_file, domain_page, website
from ciigraph.documents.json_source import parse
from ciigraph.documents.markup import document_text
from ciigraph.documents.page_metadata import page_metadata
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.documents.source import SourceText
    from ciigraph.records import DocumentKind

#: What the site's files for all countries are as documents.
_WEBSITE_KINDS: dict[website.FileKind, DocumentKind] = {
    "scores": "score-table",
    "country-list": "score-table",
    "indicators": "indicator-list",
    "domain": "domain-page",
}
#: Lines that only a profile has; two different ones make one, whatever else is missing.
_PROFILE_SIGNS = tuple(
    re.compile(rf"^[^\S\n]*{sign}", re.MULTILINE)
    for sign in (
        r"Key Takeaways[^\S\n]*$",
        r"Original Score\b",
        r"Ranking[\s|]*\d{1,3} / \d{1,3}",
        r"Level of Score",
        r"Layer Scores[^\S\n]*$",
        r"Supporting Evidence[^\S\n]*$",
        r"Supplementary Notes[^\S\n]*$",
        r"Answer[^\S\n]*\([^\S\n]*\S{1,4}[^\S\n]*/[^\S\n]*4[^\S\n]*\)",
        r"\d{1,3} countries answered this indicator",
        r"\d[\d.,]{0,20} \(per capita / USD\)",
    )
)
_LEAST_SIGNS = 2
_WIKI_HEADING = re.compile(r"^[^\S\n]*={2,6}[^=\n]{1,300}={2,6}[^\S\n]*$|^=[^=\n]{1,300}=[^\S\n]*$", re.MULTILINE)
_REFERENCE_MARK = re.compile(r"[^\s\[]\[\d{1,3}\]")
_LEAST_MARKS = 3
_ENCYCLOPEDIAS = ("wikipedia", "britannica", "encyclop")
#: Lines and credits of news pages; a line of news often begins with place and agency: "BRUSSELS (Reuters) -".
_NEWS_SIGNS = (
    re.compile(r"^[^\S\n]*related (?:news|articles|stories)[^\S\n]*$", re.MULTILINE | re.IGNORECASE),
    re.compile(r"^[^\S\n]*(?:copyright\b|©|\(c\) ?\d{4}).{0,160}$", re.MULTILINE | re.IGNORECASE),
    re.compile(r"\b(?:photo |image )?credit: ?\S", re.IGNORECASE),
    re.compile(r"^[^\S\n]*By [A-Z][\w.'-]{1,20} [A-Z][\w.' -]{1,40}$", re.MULTILINE),
    re.compile(r"^[A-Z][A-Z .'-]{2,30}(?:, [\w .]{2,20})? \([A-Z][\w .-]{1,20}\) [—–-]", re.MULTILINE),
)
_OTHER_XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|[A-Za-z][\w:.-]*[\s>/])")
_REMEDY = "name its kind in a manifest.yaml or leave it out"


def identify(source: SourceText) -> DocumentKind:
    """The kind of a document; a manifest's word on it is the caller's to prefer.

    Raises:
        DocumentError: for JSON or CSV that is broken or of a shape that no reader knows, and for other formats.
    """
    if source.media_type == "application/json":
        return _json_kind(source)
    if source.media_type == "text/csv":
        return _csv_kind(source)
    if source.media_type == "text/plain" and _OTHER_XML.match(source.text):
        raise DocumentError(source.name, "is XML of no known kind", _REMEDY)
    text = document_text(source)
    if domain_page.looks_like(text):
        return "domain-page"
    if sum(sign.search(text) is not None for sign in _PROFILE_SIGNS) >= _LEAST_SIGNS:
        return "profile"
    head = page_metadata(source)
    publisher = f"{head.publisher or ''} {head.generator} {head.url or ''} {head.title or ''}".lower()
    if (
        _WIKI_HEADING.search(text)
        or "From Wikipedia, the free encyclopedia" in text
        or "mediawiki" in publisher
        or any(name in publisher for name in _ENCYCLOPEDIAS)
        or _at_least(_REFERENCE_MARK.finditer(text), _LEAST_MARKS)
    ):
        return "encyclopedia"
    return "news" if head.is_article or any(sign.search(text) for sign in _NEWS_SIGNS) else "prose"


def _json_kind(source: SourceText) -> DocumentKind:
    try:
        content = parse(source)
    except DocumentError as error:
        raise _with_place(source, error) from error
    if country_file.looks_like(content):
        return "country-file"
    kind = website.kind_of(content)
    if kind is None:
        raise DocumentError(source.name, "is JSON of no known kind", _REMEDY)
    return _WEBSITE_KINDS[kind]


def _with_place(source: SourceText, error: DocumentError) -> DocumentError:
    """The error of a broken JSON file with line and column, which the fast parser doesn't tell."""
    try:
        json.loads(source.text)
    except json.JSONDecodeError as found:
        cut_off = found.msg.startswith("Unterminated string") or not source.text[found.pos :].strip()
        what = "is truncated JSON" if cut_off else f"is no valid JSON: {found.msg}"
        return DocumentError(source.name, f"{what} (column {found.colno})", "get the file again", found.lineno)
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        return error
    return error


def _csv_kind(source: SourceText) -> DocumentKind:
    try:
        header = next(csv.reader(source.text.split("\n", 1)[:1]), [])
    except csv.Error as error:
        raise DocumentError(source.name, f"is no valid CSV: {error}", "get the file again", 1) from error
    if answer_table.looks_like(header):
        return "answer-table"
    names = ", ".join(header)[:80]
    raise DocumentError(source.name, f"is a table of no known kind (its first line is {names!r})", _REMEDY)


def _at_least(found: Iterable[object], least: int) -> bool:
    return any(count >= least for count, _ in enumerate(found, start=1))
