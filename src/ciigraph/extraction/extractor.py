"""Extraction from a stream of documents, in one process or several, in bounded memory."""

from __future__ import annotations

import gc
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

import msgspec

from ciigraph.compiled import folder, kept_in
from ciigraph.errors import MissingRequirementError
from ciigraph.extraction import DEFAULT_MODEL
from ciigraph.extraction.document_extraction import extract_with
from ciigraph.extraction.language import load
from ciigraph.records import Document, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from spacy.language import Language

    from ciigraph.extraction.document_extraction import Extracted

#: Units that one message to a worker process carries at least.
_MESSAGE_UNITS = 128

#: When a worker process collects garbage: rarely, since little of what extraction makes is circular.
_COLLECT = (50_000, 20, 50)


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

        Raises:
            MissingRequirementError: worker processes can't start, whatever they are to read.
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
                except OSError as error:
                    raise _not_started(error.strerror or str(error)) from error
                while len(waiting) > 2 * self.jobs:
                    yield from self._outcome(*waiting.popleft(), failed)
            while waiting:
                yield from self._outcome(*waiting.popleft(), failed)
        for document in failed:
            yield from self._alone(document)

    def _outcome(
        self, group: list[Document], future: Future[bytes], failed: list[Document]
    ) -> Iterator[Extracted | SetAside]:
        if future.exception() is None:
            yield from received(group, future.result())
            return
        if not failed:
            self._try_without_documents()
        failed += group

    def _try_without_documents(self) -> None:
        """Let a fresh process start and do nothing, so that no document is blamed for processes that can't start."""
        with self._pool(1) as pool:
            try:
                error = pool.submit(_work, _message([])).exception()
            except OSError as refused:
                raise _not_started(refused.strerror or str(refused)) from refused
        if isinstance(error, MissingRequirementError):
            raise error
        if error is not None:
            raise _not_started("it was ended as it began; perhaps the memory isn't enough") from error

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


def _not_started(why: str) -> MissingRequirementError:
    return MissingRequirementError(f"a worker process can't start ({why}); use --jobs 1, or mend that and run it again")


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


#: The pipeline of a worker process, or why it has none.
_worker: list[Language | MissingRequirementError] = []


def _start_worker(model: str, tables: Path | None) -> None:
    gc.set_threshold(*_COLLECT)
    with kept_in(tables) if tables is not None else nullcontext():
        try:
            _worker.append(load(model))
        except MissingRequirementError as error:
            _worker.append(error)
        except Exception as error:  # noqa: BLE001 - the door to the language model; ``_work`` tells it
            _worker.append(_not_started(f"{type(error).__name__}: {str(error).partition(chr(10))[0][:200]}"))


def _work(message: bytes) -> bytes:
    if isinstance(_worker[0], MissingRequirementError):
        raise _worker[0]
    documents = msgspec.msgpack.decode(message, type=list[Document])
    return msgspec.msgpack.encode([found for _, found in extract_with(_worker[0], documents)])
