"""Whether a store is sound: readable to the last triple, and in step with the work it was written from.

What is compared: the files of the generation with the digests that were taken when it was published, the manifest with
the named graphs, and each document's graph with what its kept reading and extraction say it must be. The graphs that
are computed from the documents (answers, scores, audit findings) are read, not recomputed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from ciigraph.assets import fingerprint
from ciigraph.corpus import Census
from ciigraph.decisions.effect import Decisions
from ciigraph.decisions.record import FILE_NAME
from ciigraph.dependencies import DERIVING_CODE, WRITING_CODE
from ciigraph.errors import StoreError
from ciigraph.graph import identifiers as ids
from ciigraph.graph.document_statements import document_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.graph.manifest import Made, decisions_followed, read_manifest
from ciigraph.graph.seals import broken
from ciigraph.graph.store import current_generation, open_for_reading
from ciigraph.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ciigraph.outcomes import Progress
    from ciigraph.records import Extraction


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: a file of the store or the address of a named graph."""

    where: str
    problem: str


@dataclass(frozen=True, slots=True)
class Soundness:
    """The outcome of a check: what was looked at, and the faults."""

    documents: int
    triples: int
    faults: tuple[Fault, ...]


def check(store: Path, progress: Progress) -> Soundness:
    """Look at everything a store holds.

    Raises:
        StoreError: there is no store here at all.
    """
    generation = _generation(store)
    if isinstance(generation, Fault):
        return Soundness(0, 0, (generation,))
    try:
        if files := [Fault(str(path), problem) for path, problem in broken(generation)]:
            return Soundness(0, 0, tuple(files))
        opened = open_for_reading(store)
        counts = _read_through(opened, progress)
        made = read_manifest(opened)
    except (StoreError, RuntimeError, OSError, SyntaxError, ValueError, KeyError) as error:
        return Soundness(0, 0, (Fault(str(generation), f"the database is damaged ({error})"),))
    faults = [*_unmatched(made, counts), *_differing(opened, store, made, progress)]
    return Soundness(len(made), sum(counts.values()), tuple(faults))


def _generation(store: Path) -> Path | Fault:
    try:
        generation = current_generation(store)
    except StoreError as error:
        return Fault(str(store / "CURRENT"), str(error))
    if generation is None:
        raise StoreError(f"{store}: there is no store; make one with: ciigraph build PATH --store {store}")
    return generation


def _read_through(opened: Store, progress: Progress) -> dict[str, int]:
    """Read every triple once; the database raises where a block can't be decoded."""
    names = [name for name in opened.named_graphs() if isinstance(name, NamedNode)]
    progress.stage("reading", len(names))
    counts = {}
    for name in names:
        counts[name.value] = sum(1 for _ in opened.quads_for_pattern(None, None, None, name))
        progress.advance()
    return counts


def _unmatched(made: dict[str, Made], counts: dict[str, int]) -> Iterator[Fault]:
    """Documents of the manifest without a graph, and graphs of documents that the manifest doesn't know."""
    documents = {ids.document(name).value for name in made}
    for graph in sorted(documents - counts.keys()):
        yield Fault(graph, "the manifest has this document, but its graph is missing")
    prefix = ids.document("x").value.removesuffix("x")
    for graph in sorted(counts.keys() - documents):
        if graph.startswith(prefix):
            yield Fault(graph, "holds statements of a document that the manifest doesn't know")
    for each in (ids.CODEBOOK_GRAPH, ids.ONTOLOGY_GRAPH, ids.MANIFEST_GRAPH, ids.ENTITIES_GRAPH):
        if not counts.get(each.value) and (each != ids.ENTITIES_GRAPH or _has_text(made)):
            yield Fault(each.value, "is missing or empty")


def _has_text(made: dict[str, Made]) -> bool:
    return any(len(each.key.split(".")) > 3 for each in made.values())


def _differing(opened: Store, store: Path, made: dict[str, Made], progress: Progress) -> Iterator[Fault]:
    """Documents whose graph isn't what their reading and extraction, kept beside the store, must give."""
    code = fingerprint(*WRITING_CODE, *DERIVING_CODE)[:16]
    if any(each.key.split(".")[-2] != code for each in made.values()):
        return  # written by another version of the program: the next build writes it anew
    workshop = Workshop(store / "work")
    census = Census(Decisions.read(store / FILE_NAME))
    if decisions_followed(opened) != census.decisions.digest:
        return  # other decisions hold by now: the next build follows them
    found: dict[str, str] = {}
    for name, each in sorted(made.items()):
        *kept, _, _ = each.key.split(".")
        found[name] = ".".join(kept)
        missing = next((key for key in (kept[0], found[name]) if not workshop.has(key)), None)
        if missing is not None:
            yield Fault(str(workshop.folder / f"{missing}.json"), f"is missing or empty; {name} would be read again")
            return
    progress.stage("comparing", len(made))
    try:
        for name, key in found.items():
            if "." in key:
                census.count(_found(workshop, name, key, census))
        census.resolve()
        for name, key in found.items():
            wanted = set(_statements(workshop, name, key, census))
            held = set(opened.quads_for_pattern(None, None, None, ids.document(name)))
            if wanted != held:
                problem = f"{len(wanted - held):,} statements are missing and {len(held - wanted):,} are too many"
                yield Fault(ids.document(name).value, problem)
            progress.advance()
    except StoreError as error:
        yield Fault(str(workshop.folder), str(error))


def _found(workshop: Workshop, name: str, key: str, census: Census) -> Sequence[Extraction]:
    """What was found in a document, as people decided on it."""
    country = workshop.document(key.partition(".")[0]).country if census.decisions.splits else None
    return census.decisions.applied(workshop.extractions(key), name, country)


def _statements(workshop: Workshop, name: str, key: str, census: Census) -> Iterator[Quad]:
    reading = key.partition(".")[0]
    document = workshop.document(reading)
    yield from document_statements(document)
    if "." in key:
        yield from extraction_statements(document, _found(workshop, name, key, census), census.canonical)
