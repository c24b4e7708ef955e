"""Posts of a state before persons' names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from marked import read

from ciigraph.extraction.context import MENTIONS

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "posts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[row[0] for row in CASES])
def test_posts(marked: str, expected: list[str]) -> None:
    doc = read(marked, anonymous=True)
    mentions = list(doc.spans[MENTIONS])
    posts = [m for m in mentions if m.label_ == "GovernmentBody"]
    assert sorted(m.text for m in posts) == sorted(expected)
    held = {r.object for r in doc._.relations if r.predicate == "holdsPositionIn"}
    assert {mentions.index(m) for m in posts} <= held


def test_number_of_cases() -> None:
    assert len(CASES) >= 8
