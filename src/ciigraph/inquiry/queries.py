"""Saved queries: the ``.rq`` files under ``queries/``, their headers and their parameters.

A saved query is valid SPARQL as it stands, with the parameters' usual values in it::

    # title: A country's highest answers
    # answers: the indicators on which a country scores highest
    # param country: ISO 3166-1 alpha-2 code
    SELECT … WHERE { VALUES ?country { "BE" } … }

A parameter is a ``VALUES ?name { value }`` block with one value. To set it means to put another term of the same
sort (text, number, truth value, IRI) in its place, escaped by the RDF library; text is never pasted into a query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ciigraph.assets import asset
from ciigraph.errors import DataError, UsageError
from ciigraph.graph.identifiers import BOOLEAN, DECIMAL, INTEGER
from ciigraph.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

#: The folders of questions for people; the others hold what the program's own commands ask.
FOR_PEOPLE = frozenset({"analysis", "provenance", "stats"})

_HEADER = re.compile(r"^# (title|answers|param ([A-Za-z_]\w*)): *(.*\S) *$", re.MULTILINE)
_PARAMETER = re.compile(
    r"""VALUES \s+ \?(?P<name>[A-Za-z_]\w*) \s* \{ \s*
        (?P<value> "(?:[^"\\\n]|\\.)*" | <[^<>\s]*> | [+-]?\d+(?:\.\d+)? | true | false | [A-Za-z][\w-]*:[\w/.-]* )
        \s* \}""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the user of a query may set; ``default`` as SPARQL writes it."""

    name: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its header. ``name`` is the file's path under ``queries/`` without ``.rq``."""

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, values: dict[str, str]) -> str:
        """The query with parameters set.

        Raises:
            UsageError: an unknown parameter, or a value of the wrong sort.
        """
        return bind(self.text, values, self.name)


def parse(name: str, text: str) -> SavedQuery:
    """A query from its text.

    Raises:
        DataError: a parameter of the header isn't in the query.
    """
    headers = [(match[1], match[2], match[3]) for match in _HEADER.finditer(text)]
    found = {match["name"]: match["value"] for match in _PARAMETER.finditer(text)}
    parameters = []
    for _, parameter, meaning in headers:
        if parameter is None:
            continue
        if parameter not in found:
            raise DataError(
                f"{name}: the header names parameter {parameter}, but there is no VALUES ?{parameter} {{ … }}"
            )
        parameters.append(Parameter(parameter, found[parameter], meaning))
    lines = {key: value for key, parameter, value in headers if parameter is None}
    return SavedQuery(name, lines.get("title", name), lines.get("answers", ""), tuple(parameters), text)


@cache
def saved(name: str) -> SavedQuery:
    """A saved query by its name, ``analysis/highest-answers`` or just ``highest-answers``.

    A short name means a question for people before one that the program asks itself.

    Raises:
        UsageError: there is none of this name, or several.
    """
    if name in (known := _files()):
        return parse(name, known[name].read_text("utf-8"))
    found = [each for each in known if each.rsplit("/", 1)[-1] == name]
    for_people = [each for each in found if each.split("/")[0] in FOR_PEOPLE]
    found = for_people or found
    if len(found) == 1:
        return saved(found[0])
    if found:
        raise UsageError(f"{name} may be {' or '.join(found)}; give the whole name")
    raise UsageError(f"there is no saved query {name}; ciigraph query --list shows them all")


def catalogue() -> list[SavedQuery]:
    """All saved queries, by name."""
    return [saved(name) for name in sorted(_files())]


@cache
def _files() -> dict[str, Path]:
    folder = asset("queries")
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.rglob("*.rq")}


def bind(text: str, values: dict[str, str], name: str = "the query") -> str:
    """A query with the values of its parameters replaced, each typed like the value that stands there.

    Raises:
        UsageError: an unknown parameter, or a value of the wrong sort.
    """
    known = {match["name"] for match in _PARAMETER.finditer(text)}
    if unknown := sorted(values.keys() - known):
        allowed = ", ".join(sorted(known)) or "none"
        raise UsageError(f"{name} has no parameter {unknown[0]}; it has: {allowed}")

    def replace(match: re.Match[str]) -> str:
        parameter = match["name"]
        if parameter not in values:
            return match[0]
        return f"VALUES ?{parameter} {{ {_term(parameter, match['value'], values[parameter])} }}"

    return _PARAMETER.sub(replace, text)


def _term(parameter: str, default: str, value: str) -> str:
    if not value.isascii() and value != value.encode("utf-8", "replace").decode("utf-8"):
        raise UsageError(f"parameter {parameter} is not valid Unicode text: {value!r}")
    if default.startswith('"'):
        return str(Literal(value))
    if default in ("true", "false"):
        if value not in ("true", "false"):
            raise UsageError(f"parameter {parameter} is true or false, not {value!r}")
        return str(Literal(value, datatype=BOOLEAN))
    if default[0] in "+-0123456789":
        if not re.fullmatch(r"[+-]?\d+(\.\d+)?", value, re.ASCII):
            raise UsageError(f"parameter {parameter} is a number, not {value!r}")
        return str(Literal(value, datatype=DECIMAL if "." in value else INTEGER))
    prefix, colon, rest = value.partition(":")
    try:
        return str(NamedNode(PREFIXES[prefix] + rest if colon and prefix in PREFIXES else value.strip("<>")))
    except ValueError as error:
        raise UsageError(f"parameter {parameter} is an IRI, not {value!r}") from error
