"""Which paragraphs of a saved HTML page are its main text, by trafilatura."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText

#: So much of a paragraph's beginning tells it from others, where the two reductions end it differently.
_BEGINNING = 60
#: Less of the page's sentences than this, and the main text was missed.
_LEAST_SHARE = 0.25
_NO_HTML = None


class MainText:
    """Knows the main paragraphs of a page; of what isn't HTML, or where none is found, every paragraph is main."""

    def __init__(self, text: str | None) -> None:
        lines = [_key(line) for line in (text or "").split("\n")]
        self._whole = frozenset(line for line in lines if line)
        self._beginnings = frozenset(line[:_BEGINNING] for line in lines if len(line) >= _BEGINNING)

    @classmethod
    def of(cls, source: SourceText, sentences: list[str]) -> MainText:
        """The main text of a page.

        Args:
            source: the page.
            sentences: its paragraphs of prose, by which a failure is noticed.
        """
        if source.media_type != "text/html":
            return cls(_NO_HTML)
        import trafilatura  # noqa: PLC0415 - takes half a second, and text needs none of it

        found = cls(trafilatura.extract(source.text, include_comments=False, include_tables=True, favor_recall=True))
        covered = sum(len(text) for text in sentences if found.has(text))
        return found if covered >= _LEAST_SHARE * sum(map(len, sentences)) else cls(_NO_HTML)

    def has(self, paragraph: str) -> bool:
        """Whether a paragraph is part of the main text."""
        if not self._whole:
            return True
        key = _key(paragraph)
        return key in self._whole or (len(key) >= _BEGINNING and key[:_BEGINNING] in self._beginnings)


def _key(text: str) -> str:
    """Letters and digits only: the two reductions differ in blanks, bullets and reference marks."""
    return "".join(filter(str.isalnum, text)).lower()
