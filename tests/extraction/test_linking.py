"""Which names mean one thing: the rows of cases/linking.yaml."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from pipeline import cases, extract, nlp

from ciigraph.extraction.anaphora import ANAPHORS
from ciigraph.extraction.bodies import IMPLIED
from ciigraph.extraction.context import UnitContext

if TYPE_CHECKING:
    from ciigraph.records import Mention

ROWS = cases("linking.yaml")


def test_there_are_rows() -> None:
    assert len(ROWS) >= 40
    assert sum("apart" in row for row in ROWS) >= 7


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_one_thing(row: dict[str, Any]) -> None:
    found = extract(row["units"], row.get("country", "PK"))

    def mention(name: str) -> Mention:
        n, text = name.split(":", 1)
        (first, *_) = [m for m in found[int(n)].mentions if m.text == text] or [None]
        assert first is not None, (name, [m.text for m in found[int(n)].mentions])
        return first

    same = [mention(name) for name in row.get("same", ())]
    assert len({m.entity for m in same}) <= 1, [(m.text, m.entity, m.rule) for m in same]
    apart = [mention(name) for name in row.get("apart", ())]
    assert all(a.entity != b.entity for a, b in combinations(apart, 2))
    for name, entity in row.get("is", {}).items():
        assert mention(name).entity == entity
    deciding = [*same, *(mention(name) for name in row.get("is", ()))]
    assert "rule" not in row or row["rule"] in {m.rule for m in deciding}
    assert all(m.rule and 0 < m.score <= 1 for unit in found for m in unit.mentions)


@pytest.mark.parametrize(
    ("text", "reference", "antecedent"),
    [
        ("Zendalo Institute opened in 2019. The institute is small.", "The institute", "Zendalo Institute"),
        ("Huawei and Fudan University met. The company agreed.", "The company", "Huawei"),
        ("Huawei and Fudan University met. The university agreed.", "The university", "Fudan University"),
        ("They came before Huawei. This Chinese company stayed.", "This Chinese company", "Huawei"),
        ("Huawei of China met Orange of France. The Chinese company stayed.", "The Chinese company", "Huawei"),
        ("The Lakeside Forum opened in May. The event was small.", "The event", "Lakeside Forum"),
        ("Xinhua News Agency met The Daily Star. The news agency agreed.", "The news agency", "Xinhua News Agency"),
        ("The Port of Gwadar grew, and said port is deep.", "said port", "Port of Gwadar"),
    ],
)
def test_class_nouns_refer_back(text: str, reference: str, antecedent: str) -> None:
    doc = nlp()(text)
    entities = {m.text: m._.entity for m in doc.spans["mentions"]}
    references = {a.text: (a._.entity, a._.link_rule) for a in doc.spans[ANAPHORS]}
    assert references[reference] == (entities[antecedent], "head-noun")


@pytest.mark.parametrize(
    "text",
    [
        "The company agreed.",
        "Huawei came. The company of friends agreed.",
        "He saw the institute.",
        "ZTE came before Huawei. This Chinese company stayed.",  # either
        "Huawei came. They met the company Zendalo.",
        "Huawei came. The first company left.",
        "Fudan University met the Zendalo Technical University.",
        "The People's Daily was sold. The news agency agreed.",
    ],
)
def test_class_nouns_without_antecedent(text: str) -> None:
    assert list(nlp()(text).spans[ANAPHORS]) == []


def test_implied_country() -> None:
    doc = nlp().make_doc("My country is silent, and the government too.")
    doc._.unit = UnitContext(country="BE")
    found = nlp()(doc).spans[IMPLIED]
    assert [(s.text, s.label_) for s in found] == [("My country", "Country"), ("the government", "GovernmentBody")]
