"""The index's notations: each row says what a value means, None where it means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.documents import notations

if TYPE_CHECKING:
    from collections.abc import Callable

CASES: list[tuple[Callable[[object], Any], object, object]] = [
    (notations.number_of, "01", 1),
    (notations.number_of, 99, 99),
    (notations.number_of, 3.0, 3),
    (notations.number_of, " 7 ", 7),
    (notations.number_of, "٣", None),
    (notations.number_of, True, None),
    (notations.number_of, "1.5", None),
    (notations.number_of, None, None),
    (notations.score_of, "0", 0),
    (notations.score_of, 4, 4),
    (notations.score_of, "skip", "skip"),
    (notations.score_of, "Skipped", "skip"),
    (notations.score_of, "na", "skip"),
    (notations.score_of, "NA", "skip"),
    (notations.score_of, "5", None),
    (notations.score_of, -1, None),
    (notations.score_of, "", None),
    (notations.score_of, False, None),
    (notations.fraction_of, "112/396", (112, 396)),
    (notations.fraction_of, "112 / 396", (112, 396)),
    (notations.fraction_of, "112", None),
    (notations.percent_of, "28.3%", "28.3"),
    (notations.percent_of, "24 %", "24"),
    (notations.percent_of, 7, "7"),
    (notations.percent_of, "a lot", None),
    (notations.rank_of, "69", (69, None)),
    (notations.rank_of, 70, (70, None)),
    (notations.rank_of, "3th", (3, None)),
    (notations.rank_of, "T-5", (5, None)),
    (notations.rank_of, "66 / 98", (66, 98)),
    (notations.rank_of, 0, None),
    (notations.rank_of, "-", None),
    (notations.amount_of, "$5,384.0", "5384"),
    (notations.amount_of, "7,155.08", "7155.08"),
    (notations.amount_of, 944, "944"),
    (notations.amount_of, "1000", "1000"),
    (notations.amount_of, "unknown", None),
    (notations.amount_of, float("inf"), None),
    (notations.persons_of, 10.33, "10330000"),
    (notations.persons_of, "10.1M", "10100000"),
    (notations.persons_of, "1.4B", "1400000000"),
    (notations.persons_of, "850K", "850000"),
    (notations.persons_of, "19 million", "19000000"),
    (notations.persons_of, "16,946,450", "16946450"),
    (notations.persons_of, 16946450, "16946450"),
    (notations.persons_of, [], None),
]


@pytest.mark.parametrize(("read", "value", "wanted"), CASES)
def test_notation(read: Callable[[object], Any], value: object, wanted: object) -> None:
    assert read(value) == wanted


@pytest.mark.parametrize(
    ("value", "latest", "wanted"),
    [
        ("25-Oct-71", 2024, "1971-10-25"),
        ("2-Apr-92", 2024, "1992-04-02"),
        ("20-May-02", 2024, "2002-05-20"),
        ("21-Aug-24", 2024, "2024-08-21"),
        ("21-Aug-25", 2024, "1925-08-21"),
        ("23-Nov-49", 2022, "1949-11-23"),
        ("May 2024", 2024, "2024-05"),
        ("2022", 2022, "2022"),
        (2021, 2022, "2021"),
        ("2-Foo-92", 2024, None),
        ("soon", 2024, None),
        (None, 2024, None),
    ],
)
def test_dates(value: object, latest: int, wanted: str | None) -> None:
    assert notations.date_of(value, latest) == wanted


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text(), max_size=2)


@given(anything)
def test_any_value(value: object) -> None:
    for read in {case[0] for case in CASES}:
        read(value)
    date = notations.date_of(value, 2024)
    assert date is None or date[:4].isdigit()
