"""How well extraction carries over: sentences in our own words on well-known facts about some thirty countries.

The figures last accepted are committed beside the cases; a change that loses any of them fails here, one that gains
asks for the new figures to be accepted: ``python tests/extraction/test_carry_over.py``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from ciigraph.extraction.evaluation import evaluate
from ciigraph.extraction.extractor import Extractor

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


def figures() -> dict[str, float]:
    scores = evaluate(annotated(), Extractor()).extraction
    found: dict[str, float | None] = {
        "mention_f1": scores.mentions.f1,
        "type_accuracy": scores.type_accuracy,
        "alias_linking_f1": scores.alias_linking.f1,
        "relation_precision": scores.relations.precision,
        "relation_f1": scores.relations.f1,
        "pair_f1": scores.pairs.f1,
        "polarity_accuracy": scores.quality("polarity"),
        "modality_accuracy": scores.quality("modality"),
        "dates_accuracy": scores.quality("dates"),
    }
    return {name: round(value or 0.0, 3) for name, value in found.items()}


def test_there_are_enough_cases() -> None:
    units = annotated()
    assert len(units) >= 60
    assert len({each["country"] for each in units}) >= 10
    relations = [relation for each in units for relation in each["relations"]]
    for quality, value in {"polarity": "negated", "modality": "alleged", "status": "ended"}.items():
        assert sum(relation[quality] == value for relation in relations) >= 5, (quality, value)


@pytest.mark.slow
def test_no_accepted_figure_is_lost() -> None:
    now, accepted = figures(), json.loads(ACCEPTED.read_text("utf-8"))
    lost = {name: (figure, now[name]) for name, figure in accepted.items() if now[name] < figure - TOLERANCE}
    assert not lost, f"figures (accepted, now) that were lost: {lost}"


if __name__ == "__main__":
    ACCEPTED.write_text(json.dumps(figures(), indent=1) + "\n", "utf-8")
