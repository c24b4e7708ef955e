"""Dates as pages print them."""

from __future__ import annotations

import pytest

from ciigraph.documents.dates import iso_date

DATES = [
    ("Oct 2024", "2024-10"),
    ("May 2024", "2024-05"),
    ("Sept. 2024", "2024-09"),
    ("October, 2024", "2024-10"),
    ("21 November 2023", "2023-11-21"),
    ("3rd of May 2020", "2020-05-03"),
    ("25-Oct-1971", "1971-10-25"),
    ("November 21, 2023", "2023-11-21"),
    ("2023-11-21", "2023-11-21"),
    ("2023-11-21T10:00:00+01:00", "2023-11-21"),
    ("2023", "2023"),
    ("32 May 2020", None),
    ("2023-13", None),
    ("Foo 2023", None),
    ("in May 2023 they met", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: str | None) -> None:
    assert iso_date(text) == expected
