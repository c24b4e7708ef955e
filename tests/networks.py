"""Graphs of relations made on the spot: who is said to do what to whom, in which document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ciigraph import countries
from ciigraph.extraction.names import entity_id, name_key
from ciigraph.graph import identifiers as ids
from ciigraph.graph.entity_statements import EntityProfile, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.records import Citation, Document, Extraction, Mention, Relation, Unit
from synthetic import graph_of, sha256

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ciigraph.graph.access import EmbeddedGraph, Graph, Result

#: Type and country of entities; a name that isn't here is a company of no known country.
Kinds = dict[str, tuple[str, str | None]]


@dataclass(frozen=True)
class Said:
    """A relation in a unit of its own of a document."""

    subject: str
    predicate: str
    object: str
    document: str = "belgium-2024"
    country: str | None = "BE"
    indicator: str | None = "media-01"
    urls: tuple[str, ...] = ("https://example.org/a",)
    text: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def said(subject: str, predicate: str, object_: str, **more: Any) -> Said:  # noqa: ANN401
    """A relation; what is no field of ``Said`` is one of the relation (``polarity="negated"``)."""
    own = {name: more.pop(name) for name in ("document", "country", "indicator", "urls", "text") if name in more}
    return Said(subject, predicate, object_, **own, more=more)


def address(name: str) -> str:
    """The address of an entity: of a country by its code, of anything else by its name."""
    return (ids.country(name) if countries.alpha2(name) == name else ids.entity(entity_id(name))).value


def graph_of_relations(*relations: Said, kinds: Kinds | None = None, extra: tuple[str, ...] = ()) -> EmbeddedGraph:
    """The graph of documents that say all this; ``extra`` are entities that stand in no relation."""
    documents: dict[str, list[Said]] = {}
    for each in relations:
        documents.setdefault(each.document, []).append(each)
    written = {name: _document(name, told) for name, told in documents.items()}
    graph = graph_of(*written.values())
    names = {end for each in relations for end in (each.subject, each.object)} | set(extra)
    for name, told in documents.items():
        extractions = [_extraction(number, each, kinds or {}) for number, each in enumerate(told)]
        graph.store.extend(extraction_statements(written[name], extractions, str))
    graph.store.extend(entity_statements(_profile(name, kinds or {}) for name in sorted(names)))
    return graph


def _document(name: str, told: list[Said]) -> Document:
    units = []
    for number, each in enumerate(told):
        citations = tuple(Citation(position, url, url) for position, url in enumerate(each.urls, 1))
        text, place = _text(each), f"char={number},{number + 1}"
        units.append(Unit(f"u.{number}", "supporting", text, place, each.indicator, each.country, citations=citations))
    country = told[0].country
    return Document(
        id=name,
        kind="profile",
        path=f"{name}.txt",
        sha256=sha256(name),
        media_type="text/plain",
        title=f"On {name}",
        publisher="A publisher",
        date="2024-05",
        language="en",
        country=country,
        edition=2024,
        units=tuple(units),
    )


def _text(each: Said) -> str:
    return each.text or f"{each.subject} {each.predicate} {each.object}."


def _kind(name: str, kinds: Kinds) -> tuple[str, str | None]:
    if countries.alpha2(name) == name:
        return "Country", name
    return kinds.get(name, ("Company", None))


def _extraction(number: int, each: Said, kinds: Kinds) -> Extraction:
    text, mentions = _text(each), []
    for end in (each.subject, each.object):
        kind, country = _kind(end, kinds)
        start = max(text.find(end), 0)
        mentions.append(Mention(start, start + len(end), end, kind, entity_id(end), end, country=country))  # type: ignore[arg-type]
    relation = Relation(each.predicate, 0, 1, (0, len(text)), **each.more)  # type: ignore[arg-type]
    return Extraction(f"u.{number}", tuple(mentions), (relation,))


def _profile(name: str, kinds: Kinds) -> EntityProfile:
    kind, country = _kind(name, kinds)
    return EntityProfile(entity_id(name), kind, name, (name, f"{name} too"), (name_key(name),), country)


class Elsewhere:
    """A graph that can only be asked, as an endpoint can; ``asked`` counts the questions."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self.asked = graph, 0

    def query(self, text: str, *, timeout: float | None = None) -> Result:
        self.asked += 1
        return self._graph.query(text, timeout=timeout)
