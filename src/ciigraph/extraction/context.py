"""What a unit's text leaves to its context: the profile's country, the indicator, the abbreviations known so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ciigraph.records import Section


@dataclass(frozen=True, slots=True)
class UnitContext:
    """The context in which a unit is read; ``doc._.unit`` holds it, set before the pipeline runs.

    ``abbreviations`` maps an abbreviation that the document defines anywhere ("Long Name (ABBR)") to the long
    name as written. ``persons`` maps a surname to the full name of the one person of the document who bears it.
    """

    document: str = ""
    country: str | None = None  # ISO 3166-1 alpha-2, of the profile
    indicator: str | None = None  # "media-03"
    section: Section = "body"
    edition: int | None = None
    document_date: str | None = None  # ISO 8601, as precise as known
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)


EMPTY = UnitContext()

#: Key of ``doc.spans`` under which the final mentions stand: sorted by start, none overlapping another.
MENTIONS = "mentions"


_TEXT = "ciigraph.text"


def text_of(doc: Doc) -> str:
    """The text of a document; ``doc.text`` joins all tokens anew each time, this does it once."""
    text = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return cast("str", text)


_READING = "ciigraph.reading"


def reading_of(doc: Doc) -> str:
    """The text of a document in which names have capitals and, also in headlines, other words have none."""
    return cast("str", doc.user_data.get(_READING) or text_of(doc))


def read_as(doc: Doc, start: int, words: str) -> None:
    """Let ``reading_of`` have ``words`` at the offset ``start``, in the place of as many characters."""
    text = reading_of(doc)
    doc.user_data[_READING] = text[:start] + words + text[start + len(words) :]


def keep_text(doc: Doc, text: str) -> None:
    """Tell a document the text that it was made of, so that ``text_of`` needn't join its tokens."""
    doc.user_data[_TEXT] = text


def register() -> None:
    """Declare the attributes that the components exchange; safe to call more than once."""
    if Doc.has_extension("unit"):
        return
    Doc.set_extension("unit", default=EMPTY)
    Doc.set_extension("relations", default=())  # records.Relation, indices into doc.spans["mentions"]
    Span.set_extension("entity", default=None)  # id of the resolved entity
    Span.set_extension("entity_label", default=None)
    Span.set_extension("entity_country", default=None)  # alpha-2, of the entity
    Span.set_extension("link_rule", default="")
    Span.set_extension("link_score", default=1.0)
    Span.set_extension("wikidata", default=None)
    if not Span.has_extension("anonymous"):
        Span.set_extension("anonymous", default=False)  # a mention only where a relation needs it
        Span.set_extension("swallowed", default=None)  # the mention inside it, which stands if it doesn't


register()
