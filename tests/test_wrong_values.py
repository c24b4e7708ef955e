"""What is said of a value that was typed wrong."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import pytest

from ciigraph.wrong_values import in_words

pydantic = pytest.importorskip("pydantic", reason="comes with newer releases of Typer and with the extra 'web'")


class Colour(StrEnum):
    red = "red"


def even(value: int) -> int:
    if value % 2:
        raise ValueError(f"{value} is odd.")
    return value


Field = pydantic.Field
CASES: list[tuple[Any, Any, str]] = [
    (int, "x", "'x' is no whole number"),
    (Annotated[int, Field(ge=2)], "1", "1 is out of range; give a number from 2 on"),
    (Annotated[float, Field(ge=0.5, le=1)], "3", "3 is out of range; give a number up to 1.0"),
    (float, "much", "'much' is no number"),
    (Annotated[int, pydantic.AfterValidator(even)], "3", "3 is odd."),
    (Annotated[str, Field(max_length=2)], "abc", "is longer than 2 characters"),
    (Annotated[str, Field(pattern="^(a|b-c)$")], "d", "'d' is not one of a, b-c"),
    (Annotated[str, Field(pattern="^[a]+$")], "d", "String should match pattern '^[a]+$'"),
    (Colour, "blue", "Input should be 'red'"),
]


@pytest.mark.parametrize(("kind", "value", "message"), CASES)
def test_a_problem_in_words(kind: Any, value: str, message: str) -> None:  # noqa: ANN401
    with pytest.raises(pydantic.ValidationError) as caught:
        pydantic.TypeAdapter(kind).validate_python(value)
    (problem,) = caught.value.errors()
    assert in_words(problem) == message


@pytest.mark.parametrize(("kind", "value", "message"), [
    ("less_than_equal", "9", "9 is out of range; give a number from 1 to 3"),
    ("int_parsing", "x", "'x' is no whole number; give one from 1 to 3"),
])  # fmt: skip
def test_a_range_that_the_caller_knows_is_told_whole(kind: str, value: str, message: str) -> None:
    assert in_words({"type": kind, "input": value, "ctx": {"le": 3}, "msg": ""}, 1, 3) == message
