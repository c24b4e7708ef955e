"""Arrangements of two names that state a relation by themselves, as ``data/relations.yaml`` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ciigraph.records import Predicate, Status


class Types(Protocol):
    """Reads the types that a row allows; the row's id goes into the message where one is none."""

    def __call__(self, names: list[str], *, where: str) -> frozenset[str]:
        """The types that the names of types and of groups of types stand for."""


@dataclass(frozen=True, slots=True)
class Construction:
    """A relation that two mentions' arrangement states without a word of its own: "X in Y", "Y's X", "X (Y)"."""

    id: str
    predicate: Predicate
    links: frozenset[str]
    subject: frozenset[str]
    object: frozenset[str]
    reverse: bool  # the subject is the governed mention
    status: Status


@dataclass(frozen=True, slots=True)
class Adjacency:
    """A construction that the words between two neighbouring names state: "X, mayor of Y"."""

    construction: Construction
    between: str  # a pattern; {title} is any title of the family "title"
    inner: frozenset[str]  # words one of which the left name must hold
    outer: frozenset[str]  # words one of which the right name must hold
    followed: frozenset[str]  # words one of which must stand behind the right name
    single: bool  # not in a list of names
    unnamed: bool  # only where the left one is no name: "a firm in X"
    example: str


def construction(row: dict[str, Any], types: Types) -> Construction:
    """The construction in one row of the data."""
    return Construction(
        row["id"],
        row["predicate"],
        frozenset(row.get("links", ())),
        types(row["subject"], where=row["id"]),
        types(row["object"], where=row["id"]),
        bool(row.get("reverse", False)),
        row.get("status", "current"),
    )


def adjacency(row: dict[str, Any], types: Types) -> Adjacency:
    """The construction of neighbouring names in one row of the data."""
    return Adjacency(
        construction(row, types),
        row["between"],
        frozenset(row.get("inner", ())),
        frozenset(row.get("outer", ())),
        frozenset(row.get("followed", ())),
        bool(row.get("single", False)),
        bool(row.get("unnamed", False)),
        row["example"],
    )
