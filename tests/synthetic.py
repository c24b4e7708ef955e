"""Small documents made on the spot, and graphs of them, for the tests from the graph on."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad, RdfFormat, Store, parse

from ciigraph import codebook, countries
from ciigraph.assets import asset
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.codebook_statements import codebook_statements
from ciigraph.graph.document_statements import document_statements
from ciigraph.inquiry.derivation import derive
from ciigraph.records import Answer, Document, PublishedScore, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ciigraph.records import DocumentKind

BOOK = codebook.load()
CODES = tuple(indicator.code for indicator in BOOK.indicators)


class Silent:
    """A progress that tells nobody."""

    def stage(self, title: str, total: int | None) -> None:
        """Nothing."""

    def advance(self) -> None:
        """Nothing."""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document(
    name: str,
    country: str | None = "BE",
    scores: Mapping[str, int | None] | Iterable[int | None] = (),
    *,
    edition: int = 2024,
    kind: DocumentKind = "country-file",
    published: Iterable[PublishedScore] = (),
    units: Iterable[Unit] = (),
) -> Document:
    """A document that records these answers: a score or None (skipped) by code, or in the order of the codebook."""
    rows = scores.items() if hasattr(scores, "items") else zip(CODES, scores, strict=False)
    answers = [
        Answer(country or "", edition, code, score, locator=f"/answer/{number}")
        for number, (code, score) in enumerate(rows)
    ]
    return Document(
        id=name,
        kind=kind,
        path=f"{name}.json",
        sha256=sha256(name),
        media_type="application/json",
        country=country,
        edition=edition,
        answers=tuple(answers),
        published=tuple(published),
        units=tuple(units),
    )


def table_of(name: str, rows: Mapping[str, Mapping[str, int | None]], *, edition: int = 2024) -> Document:
    """A table of all countries: answers by country and code."""
    answers = [
        Answer(country, edition, code, score, locator=f"/{country}/{code}")
        for country, scores in rows.items()
        for code, score in scores.items()
    ]
    return Document(
        id=name,
        kind="answer-table",
        path=f"{name}.csv",
        sha256=sha256(name),
        media_type="text/csv",
        edition=edition,
        answers=tuple(answers),
    )


@cache
def _shared() -> tuple[Quad, ...]:
    ontology = parse(path=str(asset("ontology/cii.ttl")), format=RdfFormat.TURTLE)
    return (
        *codebook_statements(BOOK, {code: countries.name(code) for code in countries.codes()}),
        *(Quad(*quad.triple, ids.ONTOLOGY_GRAPH) for quad in ontology),
    )


def graph_of(*documents: Document) -> EmbeddedGraph:
    """The graph of documents in memory, with codebook, ontology, answers that count and scores."""
    store = Store()
    store.bulk_extend(_shared())
    for each in documents:
        store.bulk_extend(document_statements(each))
    derive(store)
    return EmbeddedGraph(store)


def country_file(name: str, scores: Mapping[int, object], *, edition: int = 2024, evidence: str = "") -> dict[str, Any]:
    """A country file as the index publishes it; ``scores`` by number, 0 where not given."""
    answers = {
        domain.name: [
            {
                "number": f"{number:02}",
                "score": str(scores.get(number, 0)),
                "grading": BOOK.asked(BOOK.by_number(number).code, edition).grading,
                "evidence": evidence and f"{evidence} under number {number}.",
                "evidence_urls": [f"https://example.org/{number}"] if evidence else [],
                "note": "",
            }
            for number in range(domain.first, domain.last + 1)
        ]
        for domain in BOOK.domains
    }
    return {"name": name, "year": "Oct 2024", "answer": answers}


def write_country_file(folder: Path, name: str, scores: Mapping[int, object] = {}, **more: Any) -> Path:  # noqa: ANN401
    """Write a country file where the index's data repository has it; the file."""
    path = folder / str(more.get("edition", 2024)) / "country_json" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(country_file(name, scores, **more)), encoding="utf-8")
    return path
