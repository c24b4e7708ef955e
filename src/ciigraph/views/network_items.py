"""Entities and relations of a drawing as vis-network takes them, with all that the page tells about them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.wording import relation_in_words
from ciigraph.views.appearance import mark, statement, stroke, words
from ciigraph.views.labels import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ciigraph.views.drawing import Drawing

    #: Gives the link to the page of an entity, document or relation for its IRI, None where it has none.
    Address = Callable[[str], str | None]

#: Above so many relations the drawing library is too slow to draw them all while the drawing is moved.
MANY_RELATIONS = 1_200
#: The letters that a hint at the pointer shows of a name or a sentence; a click tells all.
_HINT = 160


def entity_items(drawn: Drawing, address: Address | None) -> Iterable[dict[str, Any]]:
    """The entities as vis-network takes them, with what the page tells about them."""
    for name, data in drawn.network.nodes(data=True):
        sign, (x, y) = mark(data["type"]), drawn.places[name]
        yield {
            "id": name,
            "label": data["label"],
            "title": f"{shortened(data['label'], _HINT)}\n{sign.words}",
            "shape": sign.shape,
            "color": sign.colour,
            "size": drawn.radii[name],
            "x": x,
            "y": y,
            "kind": data["type"],
            "type": sign.words,
            "country": data["country"],
            "countries": data["countries"],
            "aliases": [alias for alias in data["aliases"] if alias != data["label"]],
            "wikidata": local_name(data["wikidata"] or ""),
            "mentions": data["mentions"],
            "href": address(name) if address else None,
        }


def relation_items(drawn: Drawing) -> Iterable[dict[str, Any]]:
    """The relations as vis-network takes them, with what the page tells about them."""
    # the more lines cross, the fainter each, or the middle of a large network is one blot
    opacity = round(min(max(18 / math.sqrt(max(drawn.network.number_of_edges(), 1)), 0.35), 0.85), 2)
    for start, end, key, data in drawn.network.edges(keys=True, data=True):
        look = stroke(data["polarity"], data["modality"], data["status"], data["weight"])
        bend = drawn.bends[key]
        told = _told(drawn, start, end, data)
        denied = "not: " * (data["polarity"] == "negated")
        yield {
            "id": key,
            "from": start,
            "to": end,
            "label": denied + words(data["predicate"]),
            "title": shortened(told, _HINT),
            "color": {"color": look.colour, "highlight": look.colour, "hover": look.colour, "opacity": opacity},
            "width": look.width,
            "dashes": list(look.dashes) or False,
            "smooth": {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
            if bend
            else False,
            "words": told,
            "predicate": data["predicate"],
            "stated": statement(data["polarity"], data["modality"], data["status"]),
            "countries": data["countries"],
            "indicators": data["indicators"],
            "weight": data["weight"],
            "sources": [_source(source) for source in data["sources"]],
        }


def _told(drawn: Drawing, start: str, end: str, data: Mapping[str, Any]) -> str:
    """The relation as a sentence; dates and amounts only where all sources give the same."""
    same = {
        name: data["sources"][0][name] if len({source[name] for source in data["sources"]}) == 1 else ""
        for name in ("start", "end", "amount")
    }
    return relation_in_words(
        data["predicate"],
        subject=drawn.network.nodes[start]["label"],
        object=drawn.network.nodes[end]["label"],
        polarity=data["polarity"],
        modality=data["modality"],
        status=data["status"],
        start=same["start"] or None,
        end=same["end"] or None,
        amount=same["amount"],
    )


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: source[name] for name in ("text", "document", "start", "end", "amount")}
    return kept | {
        "indicator": source["indicator"] or "",
        "urls": source.get("urls") or list(filter(None, [source["url"]])),
    }
