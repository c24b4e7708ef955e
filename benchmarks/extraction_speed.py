"""Speed of extraction beside the bare pretrained pipeline, on the same text in the same run.

usage: python -m benchmarks.extraction_speed FOLDER_OR_FILE [--tokens 60000] [--jobs 2] [--parts]

FOLDER is a clone of the index's data repository (its country files are read) or any folder of documents; a file is
read as JSON Lines with a "text" a line. Prints tokens a second of the bare pipeline and of the whole extraction, and
their ratio; with --jobs also that of several processes; with --parts the time of each component.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from ciigraph import countries
from ciigraph.documents.reading import read
from ciigraph.documents.sources import find
from ciigraph.extraction import DEFAULT_MODEL, language
from ciigraph.extraction.context import UnitContext
from ciigraph.extraction.document_extraction import BATCH, extract_with
from ciigraph.extraction.extractor import Extractor
from ciigraph.records import Document, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

#: A text and the country whose document it stands in.
Row = tuple[str, str | None]
#: Units of a document, so that one is a message to a worker process.
_UNITS = 128


class Sample(NamedTuple):
    """Texts drawn at random, and how many tokens the bare pipeline's tokenizer makes of them."""

    rows: list[Row]
    tokens: int


def texts(path: Path) -> Iterator[Row]:
    """Texts with their country: of country files, of the documents in a folder, or of JSON Lines."""
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row.get("country")
        return
    files = sorted(path.rglob("country_json/*.json"))
    for file in files:
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8-sig"))
        code = countries.alpha2(file.stem)
        for answers in data["answer"].values():
            for answer in answers:
                yield from ((answer[k], code) for k in ("evidence", "note") if answer.get(k))
    if not files:
        for source in find([path], None).sources:
            document = read(source)
            yield from ((unit.text, unit.country or document.country) for unit in document.units)


def documents(rows: list[Row], units: int = _UNITS) -> list[Document]:
    """The texts as documents of so many units."""
    return [
        Document(
            id=f"document-{n}", kind="profile", path="", sha256="", media_type="text/plain", country=rows[n][1],
            edition=2024,
            units=tuple(
                Unit(id=f"unit-{k}", section="supporting", text=text, locator="", country=code)
                for k, (text, code) in enumerate(rows[n : n + units])
            ),
        )
        for n in range(0, len(rows), units)
    ]  # fmt: skip


def draw(path: Path, tokens: int, nlp: Language, seed: int = 1) -> Sample:
    """Texts of at least so many tokens (all there are, if fewer), drawn at random."""
    shuffled = list(texts(path))
    random.Random(seed).shuffle(shuffled)
    rows, total = [], 0
    for row in shuffled:
        rows.append(row)
        total += len(nlp.tokenizer(row[0]))
        if total >= tokens:
            break
    return Sample(rows, total)


def race(bare: Language, own: Language, sample: Sample, rounds: int) -> list[tuple[float, float]]:
    """Tokens a second of the bare pipeline and of extraction, in turn, so many times; both warmed up before."""
    corpus = documents(sample.rows)
    list(bare.pipe([text for text, _ in sample.rows[:64]], batch_size=BATCH))
    list(extract_with(own, documents(sample.rows[:64])))
    speeds = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _doc in bare.pipe((text for text, _ in sample.rows), batch_size=BATCH):
            pass
        middle = time.perf_counter()
        for _found in extract_with(own, corpus):
            pass
        end = time.perf_counter()
        speeds.append((sample.tokens / (middle - start), sample.tokens / (end - middle)))
    return speeds


def speed_of_one(nlp: Language, sample: Sample) -> float:
    """Tokens a second of one process that has its pipeline loaded."""
    corpus = documents(sample.rows)
    start = time.perf_counter()
    for _found in extract_with(nlp, corpus):
        pass
    return sample.tokens / (time.perf_counter() - start)


def speed_of_processes(model: str, jobs: int, sample: Sample) -> float:
    """Tokens a second of several processes, without their start.

    The clock starts when all processes have delivered and stops at the sample's last document; there is work under
    way before and after, so that the processes are as busy at the end as at the start.
    """
    corpus = documents(sample.rows)
    before, after = 4 * jobs, 2 * jobs + 1
    stream = chain(islice(cycle(corpus), before), corpus, islice(cycle(corpus), after))
    results = Extractor(model, jobs).extract(stream)
    list(islice(results, before))
    start = time.perf_counter()
    list(islice(results, len(corpus)))
    speed = sample.tokens / (time.perf_counter() - start)
    list(results)
    return speed


def parts(nlp: Language, rows: list[Row]) -> dict[str, float]:
    """Seconds that each component takes."""
    docs = [nlp.make_doc(text) for text, _ in rows]
    for doc, (_, code) in zip(docs, rows, strict=True):
        doc._.unit = UnitContext(country=code)
    spent: dict[str, float] = {}
    for name, component in nlp.pipeline:
        start = time.perf_counter()
        if hasattr(component, "pipe"):
            docs = list(component.pipe(docs, batch_size=BATCH))
        else:
            docs = [component(doc) for doc in docs]
        spent[name] = time.perf_counter() - start
    return spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--tokens", type=int, default=60_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parts", action="store_true")
    options = parser.parse_args()
    bare, own = language.bare(options.model), language.load(options.model)
    sample = draw(options.path, options.tokens, bare)
    speeds = race(bare, own, sample, options.rounds)
    for base, full in speeds:
        print(f"bare {base:,.0f} tokens/s, extraction {full:,.0f} tokens/s, ratio {full / base:.3f}")
    ratio = median(full / base for base, full in speeds)
    print(f"{len(sample.rows)} texts, {sample.tokens:,} tokens; median of {options.rounds}: ratio {ratio:.3f}")
    if options.parts:
        spent = parts(own, sample.rows)
        total = sum(spent.values())
        for name, taken in spent.items():
            each = 1e6 * taken / sample.tokens
            print(f"  {name:20} {taken:7.2f} s {100 * taken / total:5.1f} % {each:6.1f} µs a token")
    if options.jobs > 1:
        speed = speed_of_processes(options.model, options.jobs, sample)
        one = speed_of_one(own, sample)
        print(f"{options.jobs} jobs: {speed:,.0f} tokens/s, {speed / one:.2f} times one process (start-up apart)")


if __name__ == "__main__":
    main()
