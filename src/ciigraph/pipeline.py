"""A build, from files to a published generation of the store: find, read, extract, link, write, derive, switch.

Only what changed is done again. Each document's graph carries a digest of all it depends on (``Made.key``); where the
digest is the one of the current generation, the graph is kept as it is.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from pyoxigraph import Quad, RdfFormat, parse

from ciigraph import __version__, codebook, countries, history
from ciigraph.assets import asset, fingerprint
from ciigraph.compiled import kept_in
from ciigraph.corpus import Census
from ciigraph.decisions.effect import Decisions
from ciigraph.decisions.record import FILE_NAME
from ciigraph.dependencies import DERIVING_CODE, EXTRACTING_CODE, READING_CODE, WRITING_CODE
from ciigraph.documents.reading import read
from ciigraph.documents.sources import PassedOver, find
from ciigraph.errors import DocumentError
from ciigraph.extraction.versions import model_version
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import EmbeddedGraph, table
from ciigraph.graph.codebook_statements import codebook_statements
from ciigraph.graph.document_statements import document_statements
from ciigraph.graph.entity_changes import update_entities
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.graph.manifest import Made, Run, decisions_followed, manifest_statements, read_manifest
from ciigraph.graph.store import Generation, current_generation, open_for_reading, writing_lock
from ciigraph.inquiry.derivation import countries_of, derive
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.text_index import update_index
from ciigraph.outcomes import BuildReport, Options, Outcome, Progress
from ciigraph.workshop import Workshop, content_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ciigraph.documents.source import Source
    from ciigraph.records import Document, Extraction


class _Item(msgspec.Struct):
    """A document on its way through a build; the keys are those of the workshop and of the manifest."""

    outcome: Outcome
    reading: str
    found: str = ""  # empty where nothing is extracted
    graph: str = ""
    entities: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The document's identifier."""
        return self.outcome.document or ""


def build(paths: Sequence[Path], store: Path, options: Options, progress: Progress) -> BuildReport:
    """Read documents and write their graph into a store.

    Args:
        paths: files and folders; what the store held besides them goes.
        store: the folder of the store.
        options: what the user chose.
        progress: is told how the build advances.

    Returns:
        What became of each document; some may have failed, the others are built all the same.

    Raises:
        UsageError: a path that doesn't exist.
        DataError: a malformed manifest or file of decisions.
        MissingRequirementError: the language model isn't installed.
        StoreError: the store is held by another build or can't be written.
    """
    return _Build(store, options, progress).run(paths)


class _Build:
    """One build; the methods stand in the order in which they run."""

    def __init__(self, store: Path, options: Options, progress: Progress) -> None:
        self.store, self.options, self.progress = store, options, progress
        self.started, self.clock = datetime.now(UTC), time.monotonic()
        self.census = Census(Decisions.read(options.decisions or store / FILE_NAME))
        self.items: list[_Item] = []
        self.failures: list[Outcome] = []

    def run(self, paths: Sequence[Path]) -> BuildReport:
        found = find(paths, self.options.manifest)
        tables = self.store / "tables"
        with writing_lock(self.store), kept_in(tables):
            self.workshop = Workshop(self.store / "work")
            if self.options.start_afresh:
                self.workshop.discard_all_but(set())
                shutil.rmtree(tables, ignore_errors=True)
            self._read(found.sources)
            if self.options.model is not None:
                self._extract(self.options.model)
            self._link()
            made = {} if self.options.start_afresh else _made(self.store)
            removed = sorted(made.keys() - {item.name for item in self.items})
            changed = [item for item in self.items if (known := made.get(item.name)) is None or known.key != item.graph]
            for item in self.items:
                item.outcome.status = "unchanged" if item.outcome.error is None else "failed"
            for item in changed:
                item.outcome.status = "built" if item.outcome.error is None else "failed"
            if changed or removed or not made or self._decided_otherwise():
                generation = self._write(changed, removed, made)
                self._record(generation, changed, removed)
            kept = {key for item in self.items for key in (item.reading, item.found)}
            self.workshop.discard_all_but(kept | {key.partition("-")[0] for key in kept})
            return self._report(removed, list(found.passed_over))

    def _read(self, sources: Sequence[Source]) -> None:
        """Read what isn't read yet, in the order of the files' names, so that equal identifiers part the same way."""
        self.progress.stage("reading", len(sources))
        code = fingerprint(*READING_CODE)
        taken: set[str] = set()
        for source in sources:
            try:
                key = content_key(source, code)
                if not self.workshop.has(key):
                    self.workshop.keep(key, read(source))
                document = self.workshop.document(key)
                apart = _apart(document, taken)
                if apart is not document:
                    key = f"{key}-{apart.id}"
                    self.workshop.keep(key, apart)
                self.items.append(_Item(_outcome(source, apart), key))
            except DocumentError as error:
                self.failures.append(Outcome(path=source.name, status="failed", error=str(error)))
            self.progress.advance()

    def _extract(self, model: str) -> None:
        """Find mentions and relations in the documents in which they aren't found yet."""
        code = hashlib.sha256(f"{fingerprint(*EXTRACTING_CODE)}{model_version(model)}".encode()).hexdigest()[:16]
        waiting: dict[str, _Item] = {}
        for item in self.items:
            if item.outcome.units:
                item.found = f"{item.reading}.{code}"
                if not self.workshop.has(item.found):
                    waiting[item.name] = item
        if not waiting:
            return
        self.progress.stage("extracting", len(waiting))
        from ciigraph.extraction.extractor import SetAside  # noqa: PLC0415 - spaCy is slow to import
        from ciigraph.extraction.workers import workers  # noqa: PLC0415

        documents = (self.workshop.document(item.reading) for item in waiting.values())
        # a few documents aren't worth a second process
        with workers(model, min(self.options.jobs, len(waiting)), self.options.cluster) as extractor:
            for result in extractor.extract(documents):
                if isinstance(result, SetAside):
                    item = waiting[result.document.id]
                    item.found, item.outcome.error = "", f"{item.outcome.path}: {result.error}"
                else:
                    self.workshop.keep(waiting[result[0].id].found, result[1])
                self.progress.advance()

    def _link(self) -> None:
        """Decide over the whole corpus which names are one entity; only then is a document's graph determined."""
        self.progress.stage("linking", len(self.items))
        for item in self.items:
            if item.found:
                extractions = self._found(item)
                item.entities = self.census.count(extractions)
                item.outcome.mentions = sum(len(extraction.mentions) for extraction in extractions)
                item.outcome.relations = sum(len(extraction.relations) for extraction in extractions)
            self.progress.advance()
        self.census.resolve()
        code = fingerprint(*WRITING_CODE, *DERIVING_CODE)[:16]
        for item in self.items:
            item.graph = ".".join((item.found or item.reading, code, self.census.digest(item.entities)))

    def _write(self, changed: list[_Item], removed: list[str], made: dict[str, Made]) -> str:
        """Write a new generation: a copy with the changed graphs replaced, or all anew where most changed.

        Returns its name.
        """
        anew = 2 * len(changed) > len(self.items) or not made
        generation = Generation(self.store, copy_current=not anew)
        written = self.items if anew else changed
        try:
            self.progress.stage("writing", len(written))
            stale = [] if anew else [ids.document(name) for name in (*removed, *(item.name for item in changed))]
            touched = countries_of(generation.store, stale)
            generation.replace_graphs(stale, self._quads(written))
            touched |= countries_of(generation.store, stale)
            if anew:
                generation.store.bulk_extend(_shared_quads())
            update_entities(generation, self.census.profiles())
            if anew or stale:  # decisions on entities change no answer
                self.progress.stage("computing scores", None)
                derive(generation.store, None if anew else touched)
            run = Run(generation.path.name, _iso(self.started), _iso(datetime.now(UTC)), __version__, self._described())
            fresh = {item.name for item in written}
            now = {i.name: Made(i.graph, run) if i.name in fresh else made[i.name] for i in self.items}
            digest = self.census.decisions.digest
            entities = Made(digest, run) if digest else None
            generation.replace_graphs([ids.MANIFEST_GRAPH], manifest_statements(now, entities))
            self.progress.stage("publishing", None)
            update_index(EmbeddedGraph(generation.store), generation.path, generation.copied, stale)
            generation.publish(optimize=anew)
        except BaseException:
            generation.abandon()
            raise
        return generation.path.name

    def _record(self, generation: str, changed: list[_Item], removed: list[str]) -> None:
        """Add the build to the store's history."""
        summary = f"{len(changed)} of {len(self.items)} documents built, {len(removed)} removed; {self._described()}"
        names = tuple(sorted(item.name for item in changed))
        history.record(self.store, "build", summary, generation=generation, added=names, removed=tuple(removed))

    def _decided_otherwise(self) -> bool:
        """Whether the store follows other decisions on entities than those that hold now."""
        return decisions_followed(open_for_reading(self.store)) != self.census.decisions.digest

    def _found(self, item: _Item) -> Sequence[Extraction]:
        """What was found in a document, as people decided on it."""
        found = self.workshop.extractions(item.found)
        return self.census.decisions.applied(found, item.name, item.outcome.country)

    def _described(self) -> str:
        return f"model={self.options.model}" if self.options.model is not None else "answers only"

    def _quads(self, items: list[_Item]) -> Iterator[Quad]:
        for item in items:
            document = self.workshop.document(item.reading)
            yield from document_statements(document)
            if item.found:
                yield from extraction_statements(document, self._found(item), self.census.canonical)
            self.progress.advance()

    def _report(self, removed: list[str], passed_over: list[PassedOver]) -> BuildReport:
        graph = EmbeddedGraph(open_for_reading(self.store))
        (disagreements,) = next(iter(table(graph, saved("build/count-differing").text).records())).values()
        return BuildReport(
            documents=sorted([item.outcome for item in self.items] + self.failures, key=lambda outcome: outcome.path),
            removed=removed,
            passed_over=passed_over,
            disagreements=int(str(disagreements)),
            triples=len(graph.store),
            seconds=round(time.monotonic() - self.clock, 3),
        )


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _made(store: Path) -> dict[str, Made]:
    return read_manifest(open_for_reading(store)) if current_generation(store) is not None else {}


def _apart(document: Document, taken: set[str]) -> Document:
    """The document under an identifier that no other document of the build has."""
    name = document.id if document.id not in taken else f"{document.id}-{document.sha256[:8]}"
    number = 2
    while name in taken:
        name, number = f"{document.id}-{document.sha256[:8]}-{number}", number + 1
    taken.add(name)
    return document if name == document.id else msgspec.structs.replace(document, id=name)


def _outcome(source: Source, document: Document) -> Outcome:
    return Outcome(
        path=source.name,
        document=document.id,
        kind=document.kind,
        country=document.country,
        units=len(document.units),
        answers=len(document.answers),
        notices=document.notices,
    )


def _shared_quads() -> Iterator[Quad]:
    """The graphs that don't depend on the documents: codebook and ontology."""
    yield from codebook_statements(codebook.load(), {code: countries.name(code) for code in countries.codes()})
    for quad in parse(path=str(asset("ontology/cii.ttl")), format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, ids.ONTOLOGY_GRAPH)
