"""What the influence network is read from: relations as edges, which of them stand with a reservation, and rows.

The saved queries under ``queries/network`` ask about one entity or relation, or in portions about many. So a question
about one entity costs the same however large the graph is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ciigraph.graph.access import Graph, table
from ciigraph.inquiry.many import ask_about
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Ends(NamedTuple):
    """A relation as an edge: its address and the addresses of its ends."""

    relation: str
    subject: str
    object: str


class Marks(NamedTuple):
    """The relations that stand with a reservation, by address.

    ``denied``: the text says that this is not so; ``hedged``: it only alleges or plans it; ``ended``: it is over.
    """

    denied: frozenset[str]
    hedged: frozenset[str]
    ended: frozenset[str]


def ends(graph: Graph, *, country: str | None = None) -> list[Ends]:
    """Every relation of the graph as an edge, sorted by address.

    Args:
        graph: where to ask.
        country: alpha-2 code; only relations in the documents about this country.
    """
    if country is None:
        return _edges(table(graph, saved("network/relation-ends").text).records())
    return _edges(table(graph, saved("network/relation-ends-in-country").bind({"country": country})).records())


def ends_of(graph: Graph, entities: Iterable[str]) -> list[Ends]:
    """The relations in which one of the entities stands, as subject or object, sorted by address."""
    return _edges(rows(graph, "network/relation-ends-of-entities", "entity", entities))


def marks(graph: Graph) -> Marks:
    """Which relations stand with a reservation."""
    found: dict[str, set[str]] = {mark: set() for mark in Marks._fields}
    for row in table(graph, saved("network/relation-marks").text).records():
        found[str(row["mark"])].add(str(row["relation"]))
    return Marks(*(frozenset(found[mark]) for mark in Marks._fields))


def rows(graph: Graph, query: str, parameter: str, iris: Iterable[str] | None) -> Iterator[dict[str, Any]]:
    """The rows of a saved query, asked about many things instead of the one in its ``VALUES ?parameter { … }``.

    Args:
        graph: where to ask.
        query: the saved query's name.
        parameter: the variable of the block.
        iris: the things to ask about; None asks about everything that fits the query, which costs less than a list.
    """
    if iris is not None:
        yield from ask_about(graph, query, parameter, iris)
        return
    everything = re.sub(rf"VALUES \?{parameter} \{{[^{{}}]*\}}", "", saved(query).text, count=1)
    yield from table(graph, everything).records()


def _edges(records: Iterable[dict[str, Any]]) -> list[Ends]:
    # A relation comes twice where its ends stand in two portions.
    return sorted({Ends(record["relation"], record["subject"], record["object"]) for record in records})
