"""Extraction of whole documents: units batched across documents, in one process or several, in bounded memory."""

from __future__ import annotations

import gc
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, cast

import msgspec

from ciigraph.compiled import folder, kept_in
from ciigraph.extraction import DEFAULT_MODEL, context
from ciigraph.extraction.abbreviations import definitions
from ciigraph.extraction.context import UnitContext
from ciigraph.extraction.document_links import across_units
from ciigraph.extraction.language import load
from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.text_repair import is_link_dump, pieces, without_link_texts
from ciigraph.records import Document, EntityType, Extraction, Mention, Relation, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc, Span

#: Pieces of text that go through the pipeline together (0.2 GB; 1,000 would take 1.2 GB).
BATCH = 32
#: Units that one message to a worker process carries at least.
_MESSAGE_UNITS = 128

#: When a worker process collects garbage: rarely, since little of what extraction makes is circular.
_COLLECT = (50_000, 20, 50)

Extracted = tuple[Document, tuple[Extraction, ...]]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document in which nothing could be found because the attempt failed, and why it did."""

    document: Document
    error: str


class Extractor:
    """Extracts mentions and relations from documents.

    The result for a document depends on the document, the code, the data files and the model only: not on the
    documents beside it, their order or the number of jobs.
    """

    def __init__(self, model: str = DEFAULT_MODEL, jobs: int = 1) -> None:
        """Load the pipeline (with one job) or leave it to the worker processes.

        Raises:
            MissingRequirementError: when the model isn't installed.
        """
        self.model, self.jobs = model, max(1, jobs)
        self._nlp: Language | None = load(model) if self.jobs == 1 else None

    def extract(self, documents: Iterable[Document]) -> Iterator[Extracted | SetAside]:
        """Each document with the extractions of its units, or set aside with its error; streams.

        A group of documents in which something fails is tried again one by one, so no document takes another with it.
        """
        if self._nlp is not None:
            for group in grouped(documents):
                yield from _in_this_process(self._nlp, group)
        else:
            yield from self._in_processes(documents)

    def _in_processes(self, documents: Iterable[Document]) -> Iterator[Extracted | SetAside]:
        failed: list[Document] = []
        groups = grouped(documents)
        waiting: deque[tuple[list[Document], Future[bytes]]] = deque()
        with self._pool(self.jobs) as pool:
            for group in groups:
                try:
                    waiting.append((group, pool.submit(_work, _message(group))))
                except BrokenProcessPool:  # by a document that is waiting; its group comes out as failed
                    failed += group
                while len(waiting) > 2 * self.jobs:
                    yield from _outcome(*waiting.popleft(), failed)
            while waiting:
                yield from _outcome(*waiting.popleft(), failed)
        for document in failed:
            yield from self._alone(document)

    def _alone(self, document: Document) -> Iterator[Extracted | SetAside]:
        """A document in a process of its own, which it may take down."""
        with self._pool(1) as pool:
            future = pool.submit(_work, _message([document]))
            error = future.exception()
            if error is None:
                yield from received([document], future.result())
            else:
                yield SetAside(document, told(error))

    def _pool(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(self.model, folder())
        )


def told(error: BaseException) -> str:
    """What went wrong with a document, in one line for its reader."""
    if isinstance(error, BrokenProcessPool | MemoryError):
        return "extraction took its process down; the document may be too large for the memory"
    first = next(iter(str(error).splitlines()), "")
    return f"extraction failed ({type(error).__name__}{': ' if first else ''}{first[:200]}); please report it"


def _in_this_process(nlp: Language, group: list[Document]) -> Iterator[Extracted | SetAside]:
    try:
        results = list(extract_with(nlp, group))
    except Exception as error:  # noqa: BLE001 - the door to the language model: any failure is one document's
        if len(group) == 1:
            yield SetAside(group[0], told(error))
        else:
            for document in group:
                yield from _in_this_process(nlp, [document])
    else:
        yield from results


def _outcome(group: list[Document], future: Future[bytes], failed: list[Document]) -> Iterator[Extracted]:
    if future.exception() is None:
        yield from received(group, future.result())
    else:
        failed += group


def received(group: list[Document], message: bytes) -> Iterator[Extracted]:
    """The documents of a group with what a worker found in them."""
    results = msgspec.msgpack.decode(message, type=list[tuple[Extraction, ...]])
    yield from zip(group, results, strict=True)


def grouped(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents together so that a message is worth sending."""
    group: list[Document] = []
    for document in documents:
        group.append(document)
        if sum(len(d.units) for d in group) >= _MESSAGE_UNITS:
            yield group
            group = []
    if group:
        yield group


def _message(group: list[Document]) -> bytes:
    return msgspec.msgpack.encode([stripped(document) for document in group])


def stripped(document: Document) -> Document:
    """What a worker needs of a document."""
    return msgspec.structs.replace(document, answers=(), published=(), facts=(), questions=(), notices=())


_worker: list[Language] = []


def _start_worker(model: str, tables: Path | None) -> None:
    gc.set_threshold(*_COLLECT)
    with kept_in(tables) if tables is not None else nullcontext():
        _worker.append(load(model))


def _work(message: bytes) -> bytes:
    documents = msgspec.msgpack.decode(message, type=list[Document])
    return msgspec.msgpack.encode([found for _, found in extract_with(_worker[0], documents)])


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
                doc = nlp.make_doc(without_link_texts(text))
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
