"""Where pieces of text stand: document, country, indicator, and the addresses that are cited there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.many import ask_about

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ciigraph.graph.access import Graph

#: Sections in the order in which their sentences are shown.
_SECTIONS = ("takeaway", "supporting", "body", "supplementary", "header")


class Place(NamedTuple):
    """Where a piece of text stands; ``address`` is the document's own, where it has one."""

    unit: str
    document: str
    section: str
    country: str | None
    indicator: str | None
    edition: int | None
    address: str | None

    @property
    def rank(self) -> tuple[int, int, str, str]:
        """By which sentences are sorted: the newest edition first, then the sections that say most."""
        section = _SECTIONS.index(self.section) if self.section in _SECTIONS else len(_SECTIONS)
        return (-(self.edition or 0), section, self.indicator or "", self.unit)


def places(graph: Graph, units: Iterable[str]) -> dict[str, Place]:
    """Where each piece of text stands, by its address. Countries are alpha-2 codes, indicators codes."""
    rows = list(ask_about(graph, "lookup/places", "unit", units))
    documents = {
        row["source"]: row for row in ask_about(graph, "lookup/sources", "source", sorted({r["source"] for r in rows}))
    }
    found = {}
    for row in rows:
        document = documents[row["source"]]
        country, edition = row["country"] or document["country"], document["edition"]
        found[row["unit"]] = Place(
            unit=row["unit"],
            document=document["document"],
            section=row["section"],
            country=local_name(country) if country else None,
            indicator=local_name(row["indicator"]) if row["indicator"] else None,
            edition=int(local_name(edition)) if edition else None,
            address=document["address"],
        )
    return found


def texts(graph: Graph, units: Iterable[str]) -> dict[str, str]:
    """The words of pieces of text."""
    return {row["unit"]: row["text"] for row in ask_about(graph, "lookup/texts", "unit", units)}


def addresses(graph: Graph, where: Collection[Place]) -> dict[str, tuple[str, ...]]:
    """The addresses that are cited for each piece of text, in their order; else that of the document, if it has one."""
    found: dict[str, list[str]] = {place.unit: [] for place in where}
    for row in ask_about(graph, "lookup/citations", "unit", [place.unit for place in where]):
        if row["url"] not in found[row["unit"]]:
            found[row["unit"]].append(row["url"])
    own = {place.unit: (place.address,) if place.address else () for place in where}
    return {unit: tuple(urls) or own[unit] for unit, urls in found.items()}
