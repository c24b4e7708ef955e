"""The reader of encyclopedia articles: sections as headings, notes and link lists set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.documents.article import prose_document
from ciigraph.documents.markup import document_text

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText
    from ciigraph.records import Document

_ENDING = frozenset(
    [
        *("see also", "references", "notes", "notes and references", "footnotes", "citations", "sources"),
        *("works cited", "bibliography", "further reading", "external links", "gallery", "contents"),
        *("navigation", "navigation menu", "authority control", "categories"),
    ]
)
_WIKIPEDIA = "From Wikipedia, the free encyclopedia"


def read_encyclopedia(source: SourceText) -> Document:
    """An encyclopedia article as a document of paragraphs.

    Raises:
        DocumentError: when there is no paragraph of prose.
    """
    publisher = "Wikipedia" if _WIKIPEDIA in document_text(source) else None
    return prose_document(source, "encyclopedia", _ENDING, publisher)
