"""Amounts: shares and sums of money with their unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.extraction.amounts import find_amounts

CASES = [
    ("20 per cent", [(20, "%", None)]),
    ("a 20% stake", [(20, "%", None)]),
    ("12.5 percent", [(12.5, "%", None)]),
    ("3 million yuan", [(3e6, "CNY", None)]),
    ("RMB 3 million", [(3e6, "CNY", None)]),
    ("US$1.5 billion", [(1.5e9, "USD", None)]),
    ("$400 million", [(4e8, "USD", None)]),
    ("€ 2,500,000", [(2.5e6, "EUR", None)]),
    ("2 500 000 euros", [(2.5e6, "EUR", None)]),
    ("40k-250k", [(40e3, None, 250e3)]),
    ("10 to 20 million dollars", [(10e6, "USD", 20e6)]),
    ("between 10 and 20 per cent", [(10, "%", 20)]),
    ("USD 370 million", [(3.7e8, "USD", None)]),
    ("KZT 5 billion", [(5e9, "KZT", None)]),
    ("US$6.424.008", [(6424008, "USD", None)]),
    ("15 and 20", []),
    ("in 2019", []),
    ("22 journalists", []),
    ("5G", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[row[0] for row in CASES])
def test_amounts(text: str, expected: list[tuple[float, str | None, float | None]]) -> None:
    assert [(f.amount.value, f.amount.unit, f.amount.max) for f in find_amounts(text)] == expected


def test_number_of_cases() -> None:
    assert len(CASES) == 19


@given(st.text(alphabet="0123456789 ,.-%$€kmbillionUSDto", max_size=100))
def test_places_point_at_the_text(text: str) -> None:
    for f in find_amounts(text, 10):
        assert 10 <= f.start < f.end <= len(text) + 10
        assert f.amount.max is None or f.amount.max > f.amount.value
