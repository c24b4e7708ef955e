"""The entities of a corpus: what each is, what it is called, where it belongs, and which names were joined to it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
from pyoxigraph import Literal, NamedNode, Quad

from ciigraph.graph import identifiers as ids
from ciigraph.graph.name_clues import sounds_and_starts
from ciigraph.graph.vocabulary import CII, DCTERMS, PROV, RDFS, SKOS, WIKIDATA
from ciigraph.graph.writer import GraphWriter, date_literal

if TYPE_CHECKING:
    from collections.abc import Iterable


class Joined(msgspec.Struct, frozen=True):
    """A name's identifier that was joined to an entity: the rule and how sure it is (0..1).

    Where somebody decided it: who, on which day (ISO 8601), why.
    """

    identifier: str
    rule: str
    score: float
    by: str = ""
    date: str = ""
    reason: str = ""


class EntityProfile(msgspec.Struct, frozen=True):
    """An entity of the corpus. ``aliases`` holds every name it goes by, ``keys`` the forms to look it up by.

    ``mentions`` counts its mentions in all documents.
    """

    id: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    country: str | None = None  # alpha-2
    parent: str | None = None  # identifier
    wikidata: str | None = None
    joined: tuple[Joined, ...] = ()
    mentions: int = 0
    close: tuple[str, ...] = ()  # items of Wikidata that it nearly is


def entity_statements(entities: Iterable[EntityProfile]) -> list[Quad]:
    """All quads of the entities' graph; countries get only their further names, the codebook describes them."""
    write = GraphWriter(ids.ENTITIES_GRAPH)
    for entity in entities:
        node = entity_node(entity)
        if not _is_country(entity):
            write.describe(
                node,
                CII[entity.type],
                {
                    RDFS.label: Literal(entity.label),
                    CII.belongsTo: ids.country(entity.country) if entity.country else None,
                    CII.parent: ids.entity(entity.parent) if entity.parent else None,
                },
            )
        if entity.wikidata:
            write.add(node, SKOS.exactMatch, WIKIDATA[entity.wikidata])
        for item in entity.close:
            write.add(node, SKOS.closeMatch, WIKIDATA[item])
        for alias in entity.aliases:
            write.add(node, SKOS.altLabel, alias)
        for key in entity.keys:
            write.add(node, CII.nameKey, key)
        sounds, starts = sounds_and_starts((entity.label, *entity.aliases))
        for each in sounds:
            write.add(node, CII.nameSound, each)
        for each in starts:
            write.add(node, CII.nameStart, each)
        write.add(node, CII.mentionCount, entity.mentions)
        for joined in entity.joined:
            write.describe(
                ids.resource("resolution", joined.identifier),
                CII.Resolution,
                {
                    CII.resolved: node,
                    CII.resolvedName: joined.identifier,
                    CII.linkRule: joined.rule,
                    CII.linkScore: Decimal(str(joined.score)),
                    PROV.wasAttributedTo: _person(write, joined.by) if joined.by else None,
                    DCTERMS.date: date_literal(joined.date) if joined.date else None,
                    RDFS.comment: joined.reason or None,
                },
            )
    return write.quads


def entity_node(entity: EntityProfile) -> NamedNode:
    """The address of an entity; a country's is that of its answers."""
    return ids.country(entity.country or "") if _is_country(entity) else ids.entity(entity.id)


def _is_country(entity: EntityProfile) -> bool:
    return entity.type == "Country" and entity.country is not None


def persons_statements(entities: Iterable[EntityProfile]) -> list[Quad]:
    """Those of the quads that describe who decided on the entities."""
    write = GraphWriter(ids.ENTITIES_GRAPH)
    for name in sorted({joined.by for entity in entities for joined in entity.joined if joined.by}):
        _person(write, name)
    return write.quads


def _person(write: GraphWriter, name: str) -> NamedNode:
    """Somebody who decides, by name."""
    return write.describe(ids.resource("person", name), PROV.Person, {RDFS.label: name})
