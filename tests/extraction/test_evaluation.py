"""The measures, against counts by hand and against the shared scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pipeline import extractor

from ciigraph.extraction.contract import unit_record
from ciigraph.extraction.evaluation import documents, evaluate, overlaps, plain_name, score

if TYPE_CHECKING:
    from pathlib import Path


def mention(text: str, type_: str, entity: str) -> dict[str, Any]:
    return {"start": 0, "end": len(text), "text": text, "type": type_, "entity": entity, "label": text}


def relation(predicate: str, subject: int, object_: int, **more: str) -> dict[str, Any]:
    plain = {"polarity": "affirmed", "modality": "asserted", "status": "current", "start": None, "end": None}
    return {"predicate": predicate, "subject": subject, "object": object_, **plain, **more}


GOLD = {
    "mentions": [
        mention("the University of Bergen", "University", "b"),
        mention("UiB", "University", "b"),
        mention("ZTE", "Company", "z"),
    ],
    "relations": [relation("cooperatesWith", 0, 2, start="2019"), relation("visited", 0, 2)],
}
PREDICTED = {
    "mentions": [
        mention("University of Bergen", "University", "1"),
        mention("UiB", "Company", "1"),
        mention("Oslo", "Place", "2"),
        mention("ZTE", "Company", "3"),
    ],
    "relations": [relation("cooperatesWith", 3, 1, start="2018", modality="alleged"), relation("funds", 0, 2)],
}


def test_counts_by_hand() -> None:
    scores = score([GOLD], [PREDICTED])
    assert (scores.mentions.precision, scores.mentions.recall) == (0.75, 1.0)
    assert scores.type_accuracy == pytest.approx(2 / 3)
    assert (scores.alias_linking.predicted, scores.alias_linking.gold, scores.alias_linking.f1) == (1, 1, 1.0)
    assert (scores.relations.predicted, scores.relations.gold, scores.relations.predicted_hits) == (2, 2, 1)
    assert (scores.quality("modality"), scores.quality("polarity"), scores.quality("dates")) == (0.0, 1.0, 0.0)
    assert scores.by_predicate["visited"].recall == 0.0
    assert json.loads(json.dumps(scores.as_dict())) == scores.as_dict()


def test_nothing_is_no_division_by_zero() -> None:
    scores = score([{"mentions": [], "relations": []}], [{"mentions": [], "relations": []}])
    assert scores.mentions.f1 == scores.relations.f1 == scores.type_accuracy == 0.0
    assert scores.quality("polarity") is None


def test_names_are_compared_plainly() -> None:
    assert plain_name("The “Port of Doha”’s") == "port of doha"
    assert overlaps("ministry of culture", "chinese ministry of culture")
    assert not overlaps("china", "china daily")


def test_same_figures_as_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    gold_file, tool = shared / "gold" / "belgium.jsonl", shared / "tools" / "score_extraction.py"
    if not gold_file.exists() or not tool.exists():
        pytest.skip("the shared gold or its scorer is not at hand")
    gold = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
    report = evaluate(gold, extractor())
    out = tmp_path / "predicted.jsonl"
    with out.open("w", encoding="utf-8") as file:
        for document, found in extractor().extract(documents(gold)):
            for unit, extraction in zip(document.units, found, strict=True):
                file.write(json.dumps(unit_record(document, unit, extraction)) + "\n")
    figures = json.loads(
        subprocess.run([sys.executable, tool, gold_file, out], check=True, capture_output=True, text=True).stdout
    )
    ours = report.extraction
    for name, tally in {
        "mention": ours.mentions,
        "relation": ours.relations,
        "pair": ours.pairs,
        "alias_linking": ours.alias_linking,
    }.items():
        for short, value in (("p", tally.precision), ("r", tally.recall), ("f1", tally.f1)):
            assert figures[f"{name}_{short}"] == pytest.approx(value, abs=0.0006)
    assert figures["type_accuracy"] == pytest.approx(ours.type_accuracy, abs=0.0006)
    assert figures["polarity_accuracy"] == pytest.approx(ours.quality("polarity"), abs=0.0006)
    assert ours.mentions.f1 >= 0.92
    assert ours.type_accuracy >= 0.9
    assert ours.alias_linking.f1 >= 0.9
    assert 0.7 < report.bare_names.mentions.f1 < ours.mentions.f1
    assert report.subject_verb_object.relations.f1 < ours.relations.f1
