"""One door to all readers: a file in, a document out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.documents import decoding
from ciigraph.documents.answer_table import read_answer_table
from ciigraph.documents.article import read_article, read_prose
from ciigraph.documents.country_file import read_country_file
from ciigraph.documents.domain_page import read_domain_page
from ciigraph.documents.encyclopedia import read_encyclopedia
from ciigraph.documents.identification import identify
from ciigraph.documents.profile import read_profile
from ciigraph.documents.website import read_website_file
from ciigraph.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ciigraph.documents.source import Source, SourceText
    from ciigraph.records import Document, DocumentKind

_DATA = frozenset(("application/json", "text/csv"))


def _read_domain(source: SourceText) -> Document:
    """A domain page as the site loads it (JSON) or as a reader saved it (text or HTML)."""
    return (read_website_file if source.media_type in _DATA else read_domain_page)(source)


READERS: dict[DocumentKind, Callable[[SourceText], Document]] = {
    "profile": read_profile,
    "country-file": read_country_file,
    "answer-table": read_answer_table,
    "score-table": read_website_file,
    "indicator-list": read_website_file,
    "domain-page": _read_domain,
    "encyclopedia": read_encyclopedia,
    "news": read_article,
    "prose": read_prose,
}
_PROSE: frozenset[str] = frozenset(("profile", "encyclopedia", "news", "prose"))


def read(source: Source) -> Document:
    """Everything that is in a document.

    Raises:
        DocumentError: when it can't be read: one clear line, whatever the file holds.
    """
    text = decode(source)
    return READERS[_kind(text)](text)


def decode(source: Source) -> SourceText:
    """The text of a source with its hash and media type.

    Raises:
        DocumentError: when it isn't text, is empty or too large.
    """
    return decoding.decode(source)


def _kind(text: SourceText) -> DocumentKind:
    """The kind that the manifest states, else the kind that the content shows."""
    stated = text.override.kind
    if stated is None:
        return identify(text)
    if stated != "domain-page" and (stated in _PROSE) == (text.media_type in _DATA):
        raise DocumentError(
            text.name, f"is {text.media_type}, and the manifest calls it {stated}", "correct the kind in the manifest"
        )
    return next(kind for kind in READERS if kind == stated)
