"""Extraction with a loaded pipeline: pieces of text batched across documents, put together a document."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, cast

import msgspec

from ciigraph.extraction import context
from ciigraph.extraction.abbreviations import definitions
from ciigraph.extraction.context import UnitContext
from ciigraph.extraction.document_links import across_units
from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.text_repair import is_link_dump, pieces, without_link_texts
from ciigraph.records import Document, EntityType, Extraction, Mention, Relation, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Span

#: Pieces of text that go through the pipeline together (0.2 GB; 1,000 would take 1.2 GB).
BATCH = 32

#: A document with the extractions of its units.
Extracted = tuple[Document, tuple[Extraction, ...]]


def extract_with(nlp: Language, documents: Iterable[Document]) -> Iterator[Extracted]:
    """Extract with a loaded pipeline, batching pieces of text across documents."""
    open_: deque[_Open] = deque()
    batch: list[Doc] = []
    homes: list[tuple[_Open, int, int]] = []
    for document in documents:
        entry = _Open(document)
        open_.append(entry)
        for doc, unit, offset in _docs(nlp, document):
            batch.append(doc)
            homes.append((entry, unit, offset))
            entry.missing += 1
            if len(batch) >= BATCH:
                _run(nlp, batch, homes)
                yield from _finished(open_)
        entry.complete = True
        yield from _finished(open_)
    _run(nlp, batch, homes)
    yield from _finished(open_)


class _Open:
    """A document whose pieces are on their way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.missing = 0
        self.complete = False  # all pieces have been handed on
        self.mentions: list[list[Mention]] = [[] for _ in document.units]
        self.relations: list[list[Relation]] = [[] for _ in document.units]

    def result(self) -> Extracted:
        found = [
            Extraction(unit.id, tuple(m), tuple(r))
            for unit, m, r in zip(self.document.units, self.mentions, self.relations, strict=True)
        ]
        return self.document, across_units(found)


def _finished(open_: deque[_Open]) -> Iterator[Extracted]:
    while open_ and open_[0].complete and not open_[0].missing:
        yield open_.popleft().result()


def _run(nlp: Language, batch: list[Doc], homes: list[tuple[_Open, int, int]]) -> None:
    for doc, (entry, unit, offset) in zip(nlp.pipe(batch, batch_size=BATCH), homes, strict=True):
        add(doc, offset, entry.mentions[unit], entry.relations[unit])
        entry.missing -= 1
    batch.clear()
    homes.clear()


def _docs(nlp: Language, document: Document) -> Iterator[tuple[Doc, int, int]]:
    """The pieces of a document's units, with the unit's position and the piece's offset in its text."""
    abbreviations = definitions((unit.text for unit in document.units), lexicon())
    for n, unit in enumerate(document.units):
        if unit.section == "header" or is_link_dump(unit.text):
            continue
        for offset, text in pieces(unit.text):
            if text.strip():
                read = without_link_texts(text)
                doc = nlp.make_doc(read)
                context.keep_text(doc, read)
                doc._.unit = unit_context(document, unit, abbreviations)
                yield doc, n, offset


def unit_context(document: Document, unit: Unit, abbreviations: dict[str, str]) -> UnitContext:
    """The context in which a unit of a document is read."""
    return UnitContext(
        document=document.id,
        country=unit.country or document.country,
        indicator=unit.indicator,
        section=unit.section,
        edition=document.edition,
        document_date=document.date,
        abbreviations=abbreviations,
    )


def add(doc: Doc, offset: int, mentions: list[Mention], relations: list[Relation]) -> None:
    """Append what a processed piece holds to the mentions and relations of its unit."""
    base = len(mentions)
    mentions += [_mention(span, offset) for span in doc.spans[context.MENTIONS]]
    for relation in doc._.relations:
        start, end = relation.evidence
        relations.append(
            msgspec.structs.replace(
                relation,
                subject=relation.subject + base,
                object=relation.object + base,
                evidence=(start + offset, end + offset),
            )
        )


def _mention(span: Span, offset: int) -> Mention:
    own = span._
    return Mention(
        start=span.start_char + offset,
        end=span.end_char + offset,
        text=span.text,
        type=cast("EntityType", span.label_),
        entity=own.entity,
        label=own.entity_label,
        wikidata=own.wikidata,
        rule=own.link_rule,
        score=own.link_score,
        country=own.entity_country,
    )
