"""What is wrong with a value that was typed, in our own words.

Typer and FastAPI check values with pydantic and hand its messages on, which speak to programmers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHOICE = re.compile(r"\^?\(?([\w-]+(?:\|[\w-]+)+)\)?\$?")
_LEAST, _MOST = ("ge", "gt"), ("le", "lt")


def in_words(problem: Mapping[str, Any], least: float | None = None, most: float | None = None) -> str:
    """A problem as pydantic lists it (``ValidationError.errors``), with what is allowed.

    Args:
        problem: its ``type``, ``input``, ``ctx`` and ``msg``.
        least: the smallest number allowed, where the caller knows it.
        most: the largest number allowed.
    """
    kind, value, told = problem["type"], problem.get("input"), problem.get("ctx") or {}
    allowed = _range(least if least is not None else _of(told, _LEAST), most if most is not None else _of(told, _MOST))
    if kind == "missing":
        return "is missing"
    if kind.startswith(("int_", "float_")):
        number = "whole number" if kind.startswith("int_") else "number"
        return f"{value!r} is no {number}" + (f"; give one {allowed}" if allowed else "")
    if kind.startswith(("greater_than", "less_than")):
        return f"{value} is out of range; give a number {allowed}"
    if kind == "string_too_long":
        return f"is longer than {told['max_length']} characters"
    if kind == "string_pattern_mismatch" and (choices := _CHOICE.fullmatch(told["pattern"])):
        return f"{value!r} is not one of {choices[1].replace('|', ', ')}"
    return str(problem["msg"]).removeprefix("Value error, ")


def _of(told: Mapping[str, Any], names: tuple[str, ...]) -> float | None:
    return next((told[name] for name in names if name in told), None)


def _range(least: float | None, most: float | None) -> str:
    if least is None:
        return "" if most is None else f"up to {most}"
    return f"from {least} on" if most is None else f"from {least} to {most}"
