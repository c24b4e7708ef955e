"""The tasks that are measured in processes of their own: ``python -m benchmarks.tasks NAME '{"argument": …}'``.

Each prints one line of JSON: seconds of the work, the peak of memory in bytes, and an answer. What a task needs is
imported in it and before the clock starts, so that it pays for nothing else.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ciigraph.records import Document

Answer = tuple[float, dict[str, Any]]


class Silent:
    """A build's progress that tells nobody; ``stages``: when each began, and the peak of memory until then."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, float, int]] = []

    def stage(self, title: str, total: int | None) -> None:  # noqa: ARG002
        """Note time and memory."""
        self.stages.append((title, time.perf_counter(), peak()))

    def advance(self) -> None:
        """Nothing."""

    def told(self) -> list[tuple[str, float, int]]:
        """Each stage with its seconds and the peak of memory at its end."""
        pairs = zip(self.stages, self.stages[1:], strict=False)
        return [(title, end - start, most) for (title, start, _), (_, end, most) in pairs]


def build(paths: list[str], store: str, jobs: int = 1, *, text: bool = False) -> Answer:
    """A build; with ``text`` its language processing, whose loading of the model counts."""
    from ciigraph.extraction import DEFAULT_MODEL
    from ciigraph.outcomes import Options
    from ciigraph.pipeline import build as run

    options = Options(model=DEFAULT_MODEL if text else None, jobs=jobs)
    start = time.perf_counter()
    progress = Silent()
    report = run([Path(path) for path in paths], Path(store), options, progress)
    spent = time.perf_counter() - start
    progress.stage("", None)
    built = [outcome for outcome in report.documents if outcome.status == "built"]
    sums = {name: sum(getattr(o, name) for o in report.documents) for name in ("units", "mentions", "relations")}
    return spent, {
        "triples": report.triples, "documents": len(report.documents), "built": len(built),
        "failed": len(report.failed), "stages": progress.told(), **sums,
    }  # fmt: skip


def bulk_load(file: str, store: str) -> Answer:
    """The same statements from one N-Quads file into an empty store, by the bulk loader: the least a build takes."""
    from pyoxigraph import RdfFormat, Store

    start = time.perf_counter()
    loaded = Store(store)
    loaded.bulk_load(path=file, format=RdfFormat.N_QUADS)
    loaded.optimize()
    loaded.flush()
    return time.perf_counter() - start, {"triples": len(loaded)}


def read_and_map(folder: str) -> Answer:
    """Read every document of a folder and make its statements, without storing them."""
    from ciigraph import codebook
    from ciigraph.graph.document_statements import document_statements

    codebook.load()  # once a build, whatever its size
    start = time.perf_counter()
    statements = documents = 0
    for document in _documents(folder):
        documents += 1
        statements += sum(1 for _ in document_statements(document))
    return time.perf_counter() - start, {"documents": documents, "statements": statements}


def score(store: str, rounds: int) -> Answer:
    """Scores laid beside the published ones and compared, by the program and by bare queries in turn; medians."""
    import statistics

    from benchmarks.engines import BareEngine
    from ciigraph.graph.access import open_graph
    from ciigraph.inquiry.queries import saved
    from ciigraph.inquiry.score import check, scores

    graph = open_graph(Path(store))
    bare = BareEngine(graph.store)
    queries = [saved(name).text for name in ("score/report", "score/published")]
    own_seconds, bare_seconds = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        found, checked = scores(graph), check(graph)
        own_seconds.append(time.perf_counter() - start)
        # both functions ask both questions
        bare_seconds.append(2 * sum(bare.run(query).seconds for query in queries))
    return statistics.median(own_seconds), {
        "scores": len(found), "bare": statistics.median(bare_seconds),
        "compared": sum(checked.compared.values()), "equal": sum(checked.equal.values()),
    }  # fmt: skip


def extract(folder: str, units: int, parts: int, limit: int) -> Answer:
    """Extraction from documents of so many units each, ``limit`` documents in all: the peak after each part of them."""
    from benchmarks.extraction_speed import documents, texts
    from ciigraph.extraction import language
    from ciigraph.extraction.document_extraction import extract_with

    rows = [row for _, row in zip(range(units * limit), texts(Path(folder)), strict=False)]
    corpus = documents(rows, units)
    nlp = language.load()
    peaks: list[int] = []
    start = time.perf_counter()
    for number, _ in enumerate(extract_with(nlp, iter(corpus)), start=1):
        if number * parts // len(corpus) > len(peaks):
            peaks.append(peak())
    return time.perf_counter() - start, {"peaks": peaks, "documents": len(corpus), "units": len(rows)}


def peak() -> int:
    """The most memory that this process has had, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # where there is one, it is the better source: it forgets the process that started this one
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest if sys.platform == "darwin" else largest * 1024


def _documents(folder: str) -> Iterator[Document]:
    from ciigraph.documents.reading import read
    from ciigraph.documents.sources import find

    yield from map(read, find([Path(folder)], None).sources)


TASKS: dict[str, Callable[..., Answer]] = {
    task.__name__: task for task in (build, bulk_load, read_and_map, score, extract)
}


def main() -> None:
    """Run the task that the command line names."""
    name, arguments = sys.argv[1:]
    seconds, answer = TASKS[name](**json.loads(arguments))
    print(json.dumps({"seconds": seconds, "peak": peak(), "answer": answer}))


if __name__ == "__main__":
    main()
