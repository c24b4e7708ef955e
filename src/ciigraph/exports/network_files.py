"""The influence network as GraphML and GEXF, which Gephi and Cytoscape open, with types, weights and dates."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import networkx as nx

from ciigraph.exports.characters import for_xml
from ciigraph.exports.tables import in_words

if TYPE_CHECKING:
    from typing import BinaryIO

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


def write_graphml(network: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write a projection as GraphML: every entity a node, every relation an edge with its address as id."""
    nx.write_graphml(_flat(network), stream, infer_numeric_types=True)


def write_gexf(network: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write a projection as GEXF 1.2; a dated relation exists from its start to its end, which Gephi's timeline shows.

    A date is filled up as far as its precision allows: 2017 starts on 1 January and ends on 31 December.
    """
    flat = _flat(network)
    for _, _, key, edge in flat.edges(keys=True, data=True):
        edge["id"] = key
        first, last = _day(edge["since"], end=False), _day(edge["until"], end=True)
        if first and last and first > last:
            continue  # the text names a span that can't be; the words of the dates stay
        edge |= {name: day for name, day in (("start", first), ("end", last)) if day}
    nx.write_gexf(flat, stream, version="1.2draft")


def _flat(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The network with attributes that are text or numbers, named so that Gephi and Cytoscape know them."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, node in network.nodes(data=True):
        flat.add_node(for_xml(iri), **_attributes(_node(node)))
    for subject, object_, relation, edge in network.edges(keys=True, data=True):
        flat.add_edge(for_xml(subject), for_xml(object_), for_xml(relation), **_attributes(_edge(edge)))
    return flat


def _node(node: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": node["label"],
        "type": node["type"],
        "country": node["country"],
        "countries": node["countries"],
        "aliases": node["aliases"],
        "mentions": node["mentions"],
        "wikidata": node["wikidata"],
        "part_of": node["parent"],
    }


def _edge(edge: dict[str, Any]) -> dict[str, Any]:
    sentences = edge["evidence"]
    return {
        "label": in_words(edge),
        "predicate": edge["predicate"],
        "weight": edge["weight"],
        "support": edge["support"],
        "polarity": edge["polarity"],
        "modality": edge["modality"],
        "status": edge["status"],
        "since": edge["start"],
        "until": edge["end"],
        "amount": edge["amount"],
        "amount_value": edge["amount_value"],
        "amount_unit": edge["amount_unit"],
        "country": edge["country"],
        "indicators": edge["indicators"],
        "document": [sentence["document"] for sentence in sentences],
        "sentence": [sentence["text"] for sentence in sentences],
        "url": [url for sentence in sentences for url in sentence["urls"]],
    }


def _attributes(values: dict[str, Any]) -> dict[str, Any]:
    """Values as XML can hold them; what is missing is left out, where it is a number, and empty, where it is text."""
    fit: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list | tuple):
            fit[name] = for_xml(" | ".join(value))
        elif isinstance(value, Decimal):
            fit[name] = float(value)
        elif value is not None:
            fit[name] = for_xml(value) if isinstance(value, str) else value
    return fit


def _day(date: str, *, end: bool) -> str:
    """A date filled up to its first or last day; empty where it is none."""
    match = _DATE.fullmatch(date)
    if match is None or not 1 <= int(match[2] or 1) <= 12 or match[1] == "0000":
        return ""
    if match[3]:
        return date
    month = int(match[2] or (12 if end else 1))
    day = monthrange(int(match[1]), month)[1] if end else 1
    return f"{match[1]}-{month:02}-{day:02}"
