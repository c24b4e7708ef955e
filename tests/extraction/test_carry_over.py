"""How well extraction carries over to countries it was not developed on.

On sentences in our own words about some thirty countries, and on annotated evidence of the raw data where these are at
hand (see ``cases/carry_over``). The figures last accepted are committed; a change that loses any of them fails here,
one that gains asks for the new ones to be accepted: ``python tests/extraction/test_carry_over.py``.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ciigraph.documents.reading import read
from ciigraph.documents.source import Source
from ciigraph.extraction.evaluation import evaluate
from ciigraph.extraction.extractor import Extractor

if TYPE_CHECKING:
    from collections.abc import Callable

    from ciigraph.records import Document

CASES = Path(__file__).resolve().parents[1] / "cases"
FILES = ("extraction_a.yaml", "extraction_b.yaml")
ACCEPTED = CASES / "extraction_accepted.json"
#: Figures wander a little with the versions of spaCy and its model.
TOLERANCE = 0.015


def annotated() -> list[dict[str, Any]]:
    """The cases as annotated units of the contract, each a document of its own."""
    rows = [row for name in FILES for row in yaml.safe_load((CASES / name).read_text("utf-8"))]
    return [unit(number, row) for number, row in enumerate(rows)]


def unit(number: int, row: dict[str, Any]) -> dict[str, Any]:
    text = row["text"]
    mentions = [
        {"start": text.index(name), "end": text.index(name) + len(name), "text": name, "type": kind, "entity": entity}
        for name, kind, entity, _ in row["mentions"]
    ]
    places = {mention["text"]: place for place, mention in reversed(list(enumerate(mentions)))}
    relations = [
        {
            "predicate": each["predicate"],
            "subject": places[each["subject"]],
            "object": places[each["object"]],
            "polarity": each.get("polarity", "affirmed"),
            "modality": each.get("modality", "asserted"),
            "status": each.get("status", "unknown"),
            "start": str(each["start"]) if each.get("start") else None,
            "end": str(each["end"]) if each.get("end") else None,
        }
        for each in row.get("relations") or ()
    ]
    return {
        "document": f"case-{number}",
        "country": row["country"],
        "indicator": row.get("indicator"),
        "section": row.get("section", "supporting"),
        "text": text,
        "mentions": mentions,
        "relations": relations,
    }


def held_out(files: str, shared: Path) -> list[dict[str, Any]]:
    """Annotated evidence of the raw data: the rows of ``cases/carry_over`` joined with the texts they are about."""
    texts = [(CASES / "carry_over" / f"{name}.jsonl").read_text("utf-8") for name in files]
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    return [_joined(row, shared / "china-index") for row in rows]


def _joined(row: dict[str, Any], folder: Path) -> dict[str, Any]:
    texts = (
        unit.text for unit in _document(folder / row["file"], row["file"]).units if unit.indicator == row["indicator"]
    )
    text = next(text for text in texts if hashlib.sha256(text.encode()).hexdigest() == row["text_sha256"])
    mentions = [
        {"start": start, "end": end, "text": text[start:end], "type": kind, "entity": entity}
        for start, end, kind, entity in row["mentions"]
    ]
    # what isn't said is None, as in the contract
    relations = [{"start": None, "end": None} | relation for relation in row["relations"]]
    document = f"{row['country']}-{row['edition']}"
    return row | {"document": document, "text": text, "mentions": mentions, "relations": relations}


@cache
def _document(path: Path, name: str) -> Document:
    return read(Source(path, name))


def figures(units: list[dict[str, Any]]) -> dict[str, float]:
    scores = evaluate(units, Extractor()).extraction
    found: dict[str, float | None] = {
        "mention_f1": scores.mentions.f1,
        "type_accuracy": scores.type_accuracy,
        "alias_linking_f1": scores.alias_linking.f1,
        "relation_precision": scores.relations.precision,
        "relation_recall": scores.relations.recall,
        "relation_f1": scores.relations.f1,
        "pair_f1": scores.pairs.f1,
        "polarity_accuracy": scores.quality("polarity"),
        "modality_accuracy": scores.quality("modality"),
        "dates_accuracy": scores.quality("dates"),
    }
    return {name: round(value or 0.0, 3) for name, value in found.items()}


#: Each set of annotated units: how to get it, given the folder of real documents.
SETS: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    "own words": lambda _: annotated(),
    "development": lambda shared: held_out("abcd", shared),
    "late development": lambda shared: held_out("ef", shared),
    "held out": lambda shared: held_out("g", shared),
}


def test_there_are_enough_cases() -> None:
    units = annotated()
    assert len(units) >= 60
    assert len({each["country"] for each in units}) >= 10
    relations = [relation for each in units for relation in each["relations"]]
    for quality, value in {"polarity": "negated", "modality": "alleged", "status": "ended"}.items():
        assert sum(relation[quality] == value for relation in relations) >= 5, (quality, value)


@pytest.mark.slow
def test_no_accepted_figure_is_lost_on_our_own_sentences() -> None:
    _assert_nothing_lost("own words", annotated())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["development", "late development", "held out"])
def test_no_accepted_figure_is_lost_on_real_evidence(name: str, shared: Path) -> None:
    _assert_nothing_lost(name, SETS[name](shared))


def _assert_nothing_lost(name: str, units: list[dict[str, Any]]) -> None:
    now, accepted = figures(units), json.loads(ACCEPTED.read_text("utf-8"))[name]
    lost = {figure: (value, now[figure]) for figure, value in accepted.items() if now[figure] < value - TOLERANCE}
    assert not lost, f"{name}: figures (accepted, now) that were lost: {lost}"


if __name__ == "__main__":
    folder = Path(os.environ.get("CIIGRAPH_SHARED", CASES.parents[2] / "shared"))
    accepted = {name: figures(units(folder)) for name, units in SETS.items()}
    ACCEPTED.write_text(json.dumps(accepted, indent=1) + "\n", "utf-8")
