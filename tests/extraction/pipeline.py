"""The pipeline and documents for tests, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ciigraph.extraction.document_extraction import extract_with
from ciigraph.extraction.extractor import Extractor
from ciigraph.extraction.language import load
from ciigraph.records import Document, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

    from ciigraph.records import Extraction

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[dict[str, Any]]:
    """The rows of a file of cases."""
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return rows


@cache
def nlp() -> Language:
    """The pipeline."""
    return load()


@cache
def extractor() -> Extractor:
    """An extractor with one process."""
    return Extractor()


def document(
    texts: Sequence[str], country: str | None = None, indicator: str | None = None, id_: str = "test"
) -> Document:
    """A document with these texts as its units."""
    units = tuple(
        Unit(id=f"unit.{n}", section="supporting", text=text, locator="", indicator=indicator, country=country)
        for n, text in enumerate(texts)
    )
    return Document(id=id_, kind="profile", path=id_, sha256="", media_type="text/plain", country=country, units=units)


def extract(texts: Sequence[str], country: str | None = None, indicator: str | None = None) -> tuple[Extraction, ...]:
    """The extractions of the units of one document."""
    ((_, found),) = extract_with(nlp(), [document(texts, country, indicator)])
    return found
