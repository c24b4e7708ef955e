"""Asking a saved query about many things at once, instead of the one example that stands in its ``VALUES`` block.

Values go in as terms of the RDF library, which escapes them; text is never pasted into a query.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from ciigraph.graph.access import Graph, table
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ciigraph.graph.access import Term

#: So many things are asked about in one query; a longer list goes in portions, since servers limit a query's length.
PORTION = 400
_BLOCK = re.compile(r"VALUES \((?P<variables>[^()]*)\) \{(?:\s*\([^()]*\))*\s*\}")


def ask_about(graph: Graph, query: str, variable: str, iris: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The rows of a saved query about things given by their addresses; rows of one thing come together.

    Args:
        graph: where to ask.
        query: the saved query's name.
        variable: the variable of its block ``VALUES ?variable { … }``.
        iris: the things; none gives no rows and asks nothing.
    """
    before, after = re.compile(rf"VALUES \?{variable} \{{[^{{}}]*\}}").split(saved(query).text, maxsplit=1)
    asked = list(iris)
    for first in range(0, len(asked), PORTION):
        terms = " ".join(str(NamedNode(iri)) for iri in asked[first : first + PORTION])
        yield from table(graph, f"{before}VALUES ?{variable} {{ {terms} }}{after}").records()


def with_rows(query: str, rows: Iterable[Sequence[Term]]) -> str:
    """The text of a query with other rows in its block ``VALUES (?a ?b) { (…) … }``."""
    block = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    return _BLOCK.sub(lambda match: f"VALUES ({match['variables']}) {{ {block} }}", query, count=1)
