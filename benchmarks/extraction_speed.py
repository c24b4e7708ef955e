"""Speed of extraction beside the bare pretrained pipeline, on the same text in the same run.

usage: python benchmarks/extraction_speed.py FOLDER_OR_FILE [--tokens 60000] [--jobs 2] [--parts]

FOLDER is a clone of the index's data repository (its country files are read) or any folder of JSON files; a file is
read as JSON Lines with a "text" a line. Prints tokens a second of the bare pipeline and of the whole extraction, and
their ratio; with --jobs also that of several processes; with --parts the time of each component.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ciigraph import countries
from ciigraph.extraction import DEFAULT_MODEL, language
from ciigraph.extraction.context import UnitContext
from ciigraph.extraction.extractor import BATCH, Extractor, extract_with
from ciigraph.records import Document, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator


def texts(path: Path) -> Iterator[tuple[str, str | None]]:
    """Texts with their country: of country files, or of JSON Lines."""
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row.get("country")
        return
    for file in sorted(path.rglob("country_json/*.json")):
        data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8-sig"))
        code = countries.alpha2(file.stem)
        for answers in data["answer"].values():
            for answer in answers:
                yield from ((answer[k], code) for k in ("evidence", "note") if answer.get(k))


def documents(rows: list[tuple[str, str | None]]) -> list[Document]:
    """The texts as documents of a hundred units."""
    return [
        Document(
            id=f"document-{n}",
            kind="profile",
            path="",
            sha256="",
            media_type="text/plain",
            country=rows[n][1],
            edition=2024,
            units=tuple(
                Unit(id=f"unit-{k}", section="supporting", text=text, locator="", country=code)
                for k, (text, code) in enumerate(rows[n : n + 100])
            ),
        )
        for n in range(0, len(rows), 100)
    ]


def parts(model: str, rows: list[tuple[str, str | None]]) -> dict[str, float]:
    """Seconds that each component takes."""
    nlp = language.load(model)
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
    rows, tokens = [], 0
    shuffled = list(texts(options.path))
    random.Random(1).shuffle(shuffled)
    for text, code in shuffled:
        rows.append((text, code))
        tokens += len(bare.tokenizer(text))
        if tokens >= options.tokens:
            break
    corpus = documents(rows)
    list(bare.pipe([t for t, _ in rows[:64]], batch_size=BATCH))
    list(extract_with(own, documents(rows[:64])))
    ratios = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        for _doc in bare.pipe((t for t, _ in rows), batch_size=BATCH):
            pass
        middle = time.perf_counter()
        for _found in extract_with(own, corpus):
            pass
        end = time.perf_counter()
        base, full = tokens / (middle - start), tokens / (end - middle)
        ratios.append((base, full))
        print(f"bare {base:,.0f} tokens/s, extraction {full:,.0f} tokens/s, ratio {full / base:.3f}")
    best = max(own_speed for _, own_speed in ratios)
    print(
        f"{len(rows)} texts, {tokens:,} tokens; best of {options.rounds}: ratio {best / max(b for b, _ in ratios):.3f}"
    )
    if options.parts:
        spent = parts(options.model, rows)
        total = sum(spent.values())
        for name, seconds in spent.items():
            print(
                f"  {name:20} {seconds:7.2f} s {100 * seconds / total:5.1f} % {1e6 * seconds / tokens:6.1f} µs a token"
            )
    if options.jobs > 1:
        extractor = Extractor(options.model, options.jobs)
        first = iter(extractor.extract([*corpus[:1] * options.jobs, *corpus]))
        for _ in range(options.jobs):
            next(first)
        start = time.perf_counter()
        for _found in first:
            pass
        speed = tokens / (time.perf_counter() - start)
        print(f"{options.jobs} jobs: {speed:,.0f} tokens/s, {speed / best:.2f} times one process (start-up apart)")


if __name__ == "__main__":
    main()
