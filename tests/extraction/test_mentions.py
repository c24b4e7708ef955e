"""Names and what is none: the rows of cases/mentions.yaml."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline import cases, extract

ROWS = cases("mentions.yaml")


def test_there_are_rows() -> None:
    assert len(ROWS) >= 85
    assert sum("has" in row for row in ROWS) >= 60
    assert sum("lacks" in row for row in ROWS) >= 28


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_names(row: dict[str, Any]) -> None:
    (found,) = extract([row["text"]], row.get("country", "PK"), row.get("indicator"))
    names = {f"{m.text} | {m.type}" for m in found.mentions}
    assert set(row.get("has", ())) <= names
    assert {m.text for m in found.mentions}.isdisjoint(row.get("lacks", ()))


WORDS = st.sampled_from(
    [
        "the",
        "The",
        "of",
        "and",
        "in",
        "at",
        "University",
        "Ministry",
        "Huawei",
        "PRC",
        "China's",
        "中国",
        "Institute.This",
        "(UASR)",
        "Port",
        "Dr.",
        "Li",
        "Link",
        "\n",
        "1.",
        "2019",
        "https://a.org",
        "“Forum",
        "”",
        ",",
        ".",
        "Chinese",
        "Embassy",
        "КНР",
        "Бишкек",
        "É’s",
        "Confucius",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_offsets_point_at_the_text(text: str) -> None:
    (found,) = extract([text], "KG", "academia-02")
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.text
    starts = [(m.start, m.end) for m in found.mentions]
    assert all(end <= start for (_, end), (start, _) in pairwise(starts))
