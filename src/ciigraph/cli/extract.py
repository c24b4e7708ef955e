"""``ciigraph extract``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ciigraph.extraction import DEFAULT_MODEL


def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders.")],
    jobs: Annotated[int, typer.Option(help="Processes that read text.", min=1)] = 1,
    model: Annotated[str, typer.Option(help="The spaCy model; any installed one.")] = DEFAULT_MODEL,
    manifest: Annotated[Path | None, typer.Option(help="YAML that says what the files are.")] = None,
) -> None:
    """Print what is found in each unit of text, one JSON object a line; needs no store."""
    import msgspec

    from ciigraph.cli.output import say
    from ciigraph.documents.reading import read
    from ciigraph.documents.sources import find
    from ciigraph.errors import DocumentError
    from ciigraph.extraction.contract import unit_record
    from ciigraph.extraction.extractor import Extractor, SetAside

    failures = 0
    documents = []
    for source in find(paths, manifest).sources:
        try:
            documents.append(read(source))
        except DocumentError as error:
            failures += 1
            say(f"ciigraph: {error}")
    encode = msgspec.json.Encoder().encode
    for result in Extractor(model, jobs).extract(documents):
        if isinstance(result, SetAside):
            failures += 1
            say(f"ciigraph: {result.document.id}: {result.error}")
            continue
        document, extractions = result
        for unit, found in zip(document.units, extractions, strict=True):
            sys.stdout.write(encode(unit_record(document, unit, found)).decode() + "\n")
    if failures:
        raise typer.Exit(1)
