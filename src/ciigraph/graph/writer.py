"""Collects the statements of one named graph, turning Python values into RDF terms by one rule.

The graph of a build holds no blank nodes: every node has an address that depends on its content, so the
sorted N-Quads of two builds of the same input are byte-equal and a part of a graph can be replaced.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from ciigraph.graph.identifiers import ANY_URI, DATE, DATE_TIME, DECIMAL, YEAR, YEAR_MONTH
from ciigraph.graph.vocabulary import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

Value: TypeAlias = NamedNode | Literal | str | int | bool | Decimal | None

_DATES = (
    (re.compile(r"-?\d{4}", re.ASCII), YEAR),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII), YEAR_MONTH),
    (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), DATE),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII), DATE_TIME),
)
_TYPE = RDF.type


def date_literal(text: str) -> Literal:
    """A date as precise as the text has it (``2019``, ``2017-03``, ``2017-03-05``); anything else stays a string."""
    for pattern, datatype in _DATES:
        if pattern.fullmatch(text) and (datatype not in (DATE, DATE_TIME) or _in_calendar(text)):
            return Literal(text, datatype=datatype)
    return Literal(text)


def _in_calendar(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:  # 31 February, 25 o'clock
        return False
    return True


def url_literal(text: str) -> Literal:
    """A cited address: a value, not a node, because text from documents is never made an IRI of the graph."""
    return Literal(text, datatype=ANY_URI)


def decimal_literal(value: str | Decimal) -> Literal:
    """A decimal in its shortest form (``20.5``, ``15``), as stores keep it, so what is read is what was written."""
    shortest = Decimal(value).normalize()
    return Literal(format(shortest, "f"), datatype=DECIMAL)


class GraphWriter:
    """Statements about one named graph; ``quads`` holds them in the order in which they were made."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self.quads: list[Quad] = []

    def add(self, subject: NamedNode, predicate: NamedNode, value: Value) -> None:
        """State one thing; nothing is stated where the value is None."""
        if value is None:
            return
        if not isinstance(value, NamedNode | Literal):
            value = decimal_literal(value) if isinstance(value, Decimal) else Literal(value)
        self.quads.append(Quad(subject, predicate, value, self.graph))

    def describe(
        self, subject: NamedNode, kind: NamedNode | Iterable[NamedNode], properties: dict[NamedNode, Value]
    ) -> NamedNode:
        """State what a thing is and its properties; returns the thing, so that calls can be nested."""
        for each in (kind,) if isinstance(kind, NamedNode) else kind:
            self.quads.append(Quad(subject, _TYPE, each, self.graph))
        for predicate, value in properties.items():
            self.add(subject, predicate, value)
        return subject
