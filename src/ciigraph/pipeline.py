"""A build, from files to a published generation of the store: find, read, write, derive, switch.

Only what changed is done again. Each document's graph carries a digest of all it depends on (``Made.key``); where the
digest is the one of the current generation, the graph is kept as it is.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol

import msgspec
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ciigraph import __version__, codebook, countries
from ciigraph.assets import asset, fingerprint
from ciigraph.documents.reading import read
from ciigraph.documents.source import Source
from ciigraph.documents.sources import PassedOver, find
from ciigraph.errors import DocumentError
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import EmbeddedGraph, table
from ciigraph.graph.codebook_statements import codebook_statements
from ciigraph.graph.document_statements import document_statements
from ciigraph.graph.manifest import Made, Run, manifest_statements, read_manifest
from ciigraph.graph.store import Generation, current_generation, open_for_reading, writing_lock
from ciigraph.inquiry.derivation import derive
from ciigraph.inquiry.queries import saved
from ciigraph.records import Document, Notice
from ciigraph.workshop import Reading, Workshop, content_key

#: What a reading depends on besides the document, and what its graph depends on besides the reading.
_READING_CODE = ("records.py", "codebook.py", "codebook_parts.py", "countries.py", "documents", "data/codebook.yaml", "data/countries.yaml")
_WRITING_CODE = ("graph", "ontology", "data/codebook.yaml", "data/sources.yaml")
_DERIVING_CODE = ("inquiry", "queries/build", "queries/score")


class Progress(Protocol):
    """Told how a build advances."""

    def stage(self, title: str, total: int | None) -> None:
        """A new stage of so many steps begins."""

    def advance(self) -> None:
        """One step is done."""


class Outcome(msgspec.Struct, kw_only=True):
    """What became of one source file."""

    path: str
    document: str | None = None
    kind: str | None = None
    country: str | None = None
    units: int = 0
    mentions: int = 0
    relations: int = 0
    answers: int = 0
    status: Literal["built", "unchanged", "failed"] = "built"
    error: str | None = None
    notices: tuple[Notice, ...] = ()


class BuildReport(msgspec.Struct, kw_only=True):
    """What a build did. ``disagreements`` counts the answers on which sources differ."""

    documents: list[Outcome]
    removed: list[str]
    passed_over: list[PassedOver]
    disagreements: int
    triples: int
    seconds: float

    @property
    def failed(self) -> list[Outcome]:
        """The documents that could not be read."""
        return [outcome for outcome in self.documents if outcome.status == "failed"]


class _Item(msgspec.Struct):
    """A document on its way through a build."""

    outcome: Outcome
    reading: str  # key in the workshop
    graph: str = ""  # key of the graph


def build(
    paths: Sequence[Path], store: Path, *, progress: Progress, manifest: Path | None = None, start_afresh: bool = False
) -> BuildReport:
    """Read documents and write their graph into a store.

    Args:
        paths: files and folders; what the store held besides them goes.
        store: the folder of the store.
        progress: is told how the build advances.
        manifest: YAML that describes the files.
        start_afresh: forget everything the store holds before.

    Returns:
        What became of each document; some may have failed, the others are built all the same.

    Raises:
        UsageError: a path that doesn't exist.
        DataError: a malformed manifest.
        StoreError: the store is held by another build or can't be written.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    found = find(paths, manifest)
    with writing_lock(store):
        workshop = Workshop(store / "work")
        if start_afresh:
            workshop.discard_all_but(set())
        items, failures = _read(found.sources, workshop, progress)
        shared_key = fingerprint(*_WRITING_CODE, *_DERIVING_CODE)
        for item in items:
            item.graph = f"{item.reading}.{shared_key}"
        made = {} if start_afresh else _made(store)
        changed = [item for item in items if (known := made.get(_name(item))) is None or known.key != item.graph]
        removed = sorted(made.keys() - {_name(item) for item in items})
        for item in items:
            item.outcome.status = "unchanged"
        for item in changed:
            item.outcome.status = "built"
        if changed or removed or not made:
            run = Run("", _iso(started), "", __version__, "")
            _write(store, workshop, items, changed, removed, made, run, progress)
        workshop.discard_all_but({item.reading for item in items})
        graph = EmbeddedGraph(open_for_reading(store))
        (disagreements,) = next(iter(table(graph, saved("build/count-disagreements").text).records())).values()
        return BuildReport(
            documents=sorted([item.outcome for item in items] + failures, key=lambda outcome: outcome.path),
            removed=removed,
            passed_over=list(found.passed_over),
            disagreements=int(str(disagreements)),
            triples=len(graph.store),
            seconds=round(time.monotonic() - clock, 3),
        )


def _name(item: _Item) -> str:
    return item.outcome.document or ""


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _made(store: Path) -> dict[str, Made]:
    return read_manifest(open_for_reading(store)) if current_generation(store) is not None else {}


def _read(sources: Sequence[Source], workshop: Workshop, progress: Progress) -> tuple[list[_Item], list[Outcome]]:
    """Read what isn't read yet; documents keep to the order of their names, so equal identifiers part the same way."""
    progress.stage("reading", len(sources))
    code = fingerprint(*_READING_CODE)
    items: list[_Item] = []
    failures: list[Outcome] = []
    taken: set[str] = set()
    for source in sources:
        try:
            key = content_key(source, code)
            if not workshop.has(key):
                workshop.keep(key, Reading(read(source)))
            reading = workshop.take(key)
            document = _apart(reading.document, taken)
            if document is not reading.document:
                key = f"{key}-{document.id}"
                workshop.keep(key, Reading(document, reading.extractions))
            items.append(_Item(_outcome(source, Reading(document, reading.extractions)), key))
        except DocumentError as error:
            failures.append(Outcome(path=source.name, status="failed", error=str(error)))
        progress.advance()
    return items, failures


def _apart(document: Document, taken: set[str]) -> Document:
    """The document under an identifier that no other document of the build has."""
    name = document.id if document.id not in taken else f"{document.id}-{document.sha256[:8]}"
    number = 2
    while name in taken:
        name, number = f"{document.id}-{document.sha256[:8]}-{number}", number + 1
    taken.add(name)
    return document if name == document.id else msgspec.structs.replace(document, id=name)


def _outcome(source: Source, reading: Reading) -> Outcome:
    document = reading.document
    return Outcome(
        path=source.name,
        document=document.id,
        kind=document.kind,
        country=document.country,
        units=len(document.units),
        mentions=sum(len(extraction.mentions) for extraction in reading.extractions),
        relations=sum(len(extraction.relations) for extraction in reading.extractions),
        answers=len(document.answers),
        notices=document.notices,
    )


def _write(
    store: Path,
    workshop: Workshop,
    items: list[_Item],
    changed: list[_Item],
    removed: list[str],
    made: dict[str, Made],
    run: Run,
    progress: Progress,
) -> None:
    """Write a new generation: a copy with the changed graphs replaced, or all anew where most changed."""
    mostly_new = 2 * len(changed) > len(items) or not made
    generation = Generation(store, copy_current=not mostly_new)
    written = items if mostly_new else changed
    try:
        progress.stage("writing", len(written))
        stale: list[NamedNode] = []
        if not mostly_new:
            stale = [ids.document(name) for name in (*removed, *(_name(item) for item in changed))]
        generation.replace_graphs(stale, _quads(written, workshop, progress))
        if mostly_new:
            generation.store.bulk_extend(_shared_quads())
        progress.stage("computing scores", None)
        derive(generation.store)
        run = msgspec.structs.replace(run, name=generation.path.name, ended=_iso(datetime.now(UTC)))
        fresh = {_name(item) for item in written}
        now = {_name(item): Made(item.graph, run) if _name(item) in fresh else made[_name(item)] for item in items}
        generation.replace_graphs([ids.MANIFEST_GRAPH], manifest_statements(now))
        progress.stage("publishing", None)
        generation.publish(optimize=mostly_new)
    except BaseException:
        generation.abandon()
        raise


def _quads(items: list[_Item], workshop: Workshop, progress: Progress) -> Iterator[Quad]:
    for item in items:
        yield from document_statements(workshop.take(item.reading).document)
        progress.advance()


def _shared_quads() -> Iterator[Quad]:
    """The graphs that don't depend on the documents: codebook and ontology."""
    yield from codebook_statements(codebook.load(), {code: countries.name(code) for code in countries.codes()})
    for quad in parse(path=str(asset("ontology/cii.ttl")), format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, ids.ONTOLOGY_GRAPH)


