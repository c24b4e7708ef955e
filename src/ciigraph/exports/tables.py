"""The graph as CSV tables: answers, entities, relations, evidence; RFC 4180, UTF-8, a header line.

Lists are joined by " | ". Addresses link the tables: ``entity`` is ``subject`` and ``object`` of relations, ``unit`` of
evidence is the ``unit`` of relations.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from ciigraph.errors import UsageError
from ciigraph.exports.characters import for_cell
from ciigraph.graph.access import EmbeddedGraph, Graph, table
from ciigraph.inquiry.network_rows import rows
from ciigraph.inquiry.projection import projection
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.wording import relation_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    import networkx as nx

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "answers": (
        "country", "country_name", "edition", "indicator", "title", "domain", "layer", "score", "skipped", "answer",
        "document",
    ),
    "entities": (
        "entity", "label", "type", "country", "countries", "aliases", "mentions", "wikidata", "part_of",
    ),
    "relations": (
        "relation", "subject", "subject_label", "predicate", "object", "object_label", "words", "polarity", "modality",
        "status", "start", "end", "amount_value", "amount_maximum", "amount_unit", "weight", "support", "country",
        "indicators", "document", "unit", "place", "urls", "sentence", "rule",
    ),
    "evidence": (
        "unit", "document", "country", "edition", "indicator", "section", "place", "text", "urls",
    ),
}  # fmt: skip
#: Rows that are fetched from an endpoint at once.
PAGE = 10_000


def write_table(graph: Graph, name: str, stream: BinaryIO, *, country: str | None = None) -> int:
    """Write one table; returns the number of its rows.

    Args:
        graph: where to ask.
        name: "answers", "entities", "relations" or "evidence".
        stream: where to write.
        country: alpha-2 code; only what the documents about this country hold.

    Raises:
        UsageError: there is no such table.
    """
    if name not in COLUMNS:
        raise UsageError(f"there is no table {name!r}; there are {', '.join(COLUMNS)}")
    if name in ("entities", "relations"):
        network = projection(graph, country=country, isolated=True)
        return _write(name, entity_rows(network) if name == "entities" else relation_rows(network), stream)
    found = _selected(graph, f"export/{name}")
    kept = (row for row in found if country in (None, row["country"]))
    return _write(name, _with_urls(graph, kept) if name == "evidence" else kept, stream)


def write_network_table(network: nx.MultiDiGraph[str], name: str, stream: BinaryIO) -> int:
    """Write the table of entities or of relations of a projection that is at hand; returns the number of rows."""
    return _write(name, entity_rows(network) if name == "entities" else relation_rows(network), stream)


def entity_rows(network: nx.MultiDiGraph[str]) -> Iterator[dict[str, Any]]:
    """A row each entity of a projection."""
    for iri, node in network.nodes(data=True):
        yield node | {"entity": iri, "part_of": node["parent"]}


def relation_rows(network: nx.MultiDiGraph[str]) -> Iterator[dict[str, Any]]:
    """A row each relation of a projection."""
    for subject, object_, relation, edge in network.edges(keys=True, data=True):
        ends = [network.nodes[end]["label"] for end in (subject, object_)]
        sentences = edge["evidence"]
        yield edge | {
            "relation": relation,
            "subject": subject,
            "subject_label": ends[0],
            "object": object_,
            "object_label": ends[1],
            "words": in_words(edge, *ends),
            "document": [sentence["document"] for sentence in sentences],
            "unit": [sentence["unit"] for sentence in sentences],
            "place": [sentence["place"] for sentence in sentences],
            "sentence": [sentence["text"] for sentence in sentences],
            "urls": [url for sentence in sentences for url in sentence["urls"]],
        }


def in_words(edge: Mapping[str, Any], subject: str = "", object_: str = "") -> str:
    """An edge of the projection in words, see ``inquiry.wording``."""
    qualities = {name: edge[name] for name in ("polarity", "modality", "status", "start", "end", "amount", "rule")}
    return relation_in_words(edge["predicate"], subject=subject, object=object_, **qualities)


def _selected(graph: Graph, query: str) -> Iterator[dict[str, Any]]:
    """The rows of a saved query that has an order; from an endpoint in pages."""
    text = saved(query).text
    if isinstance(graph, EmbeddedGraph):
        yield from table(graph, text).records()
        return
    offset, full = 0, True
    while full:
        page = table(graph, f"{text}\nLIMIT {PAGE}\nOFFSET {offset}")
        yield from page.records()
        full, offset = len(page.rows) == PAGE, offset + PAGE


def _with_urls(graph: Graph, units: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    cited: dict[str, set[tuple[int, str]]] = {}
    for row in rows(graph, "network/unit-citations", "unit", None):
        cited.setdefault(row["unit"], set()).add((row["position"], row["url"]))
    for unit in units:
        yield unit | {"urls": list(dict.fromkeys(url for _, url in sorted(cited.get(unit["unit"], ()))))}


def _write(name: str, found: Iterable[Mapping[str, Any]], stream: BinaryIO) -> int:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS[name])
    count = 0
    for count, row in enumerate(found, 1):  # noqa: B007 - the last number is the result
        writer.writerow([_cell(row.get(column)) for column in COLUMNS[name]])
    text.detach()
    return count


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        value = " | ".join(map(str, value))
    return for_cell(value) if isinstance(value, str) else value
