"""Small files in the index's layouts, made of the project's own words, for the tests of the readers."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from ciigraph import codebook
from ciigraph.documents.source import Override, SourceText

if TYPE_CHECKING:
    from pathlib import Path

BOOK = codebook.load()


def source(content: object, name: str = "2024/country_json/Belgium.json", **override: str) -> SourceText:
    """A source with this content: text as it is, anything else as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    media_type = "text/csv" if name.endswith(".csv") else "application/json"
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return SourceText(name, text, digest, media_type, Override(**override))


def source_of_file(path: Path, root: Path) -> SourceText:
    """A source with the content of a file."""
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    media_type = "text/csv" if path.suffix == ".csv" else "application/json"
    return SourceText(path.relative_to(root).as_posix(), text, hashlib.sha256(raw).hexdigest(), media_type)


def row(number: int, score: object = "0", edition: int = 2024, **more: object) -> dict[str, Any]:
    """One answer of a country file."""
    grading = BOOK.asked(BOOK.by_number(number).code, edition).grading
    plain = {
        "number": f"{number:02}",
        "score": score,
        "grading": grading,
        "evidence": "",
        "evidence_urls": [],
        "note": "",
    }
    return plain | more


def country_file(edition: int = 2024, **changes: object) -> dict[str, Any]:
    """A whole country file with 99 answers of 0."""
    answers = {
        domain.name: [row(number, edition=edition) for number in range(domain.first, domain.last + 1)]
        for domain in BOOK.domains
    }
    if edition == 2024:
        header: dict[str, Any] = {
            "name": "Belgium", "partner": "A House of Ideas", "additional_partner": ["Ann Example"], "year": "Oct 2024",
            "population": 11.7, "GDP": "53,475.29", "freemap": 96, "freemap_status": "Free", "freedom_index": 16,
            "date_prc": "25-Oct-71", "takeaway": ["The first point.", "The  second\n\npoint."],
            "original": "0/396", "ranking": "86", "overall": "20.5%", "exposure": "24%", "pressure": "10%",
            "alignment": "15%", "exposure_rank": 83, "pressure_rank": 45, "alignment_rank": 90,
        }  # fmt: skip
    else:
        header = {
            "name": "Belgium", "partner": "A House of Ideas", "year": "2022", "population": "11.5M", "GDP": "$51,767.8",
            "original": "0/396", "ranking": "75", "overall": "17%", "exposure": "20%", "pressure": "8%",
            "effect": "13%",
            "description-1": "In 2021, Belgium had many people.",
            "description-2": "Belgium established diplomatic relations with the People's Republic of China in 1971. "
            "Belgium was ranked 23rd in Reporters Without Borders' 2022 World Press Freedom Index, "
            "and 'Free’ in Freedom House's 2022 Global Freedom Status, with a score of 96/100.",
        }  # fmt: skip
    return header | {"answer": answers} | changes


def inside(data: Any, pointer: str) -> Any:  # noqa: ANN401
    """The value at a JSON pointer."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        data = data[int(key)] if isinstance(data, list) else data[key]
    return data
