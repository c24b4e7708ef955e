"""The entities of a corpus: what each is, what it is called, where it belongs, and which names were joined to it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
from pyoxigraph import Literal, Quad

from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import CII, RDFS, SKOS, WIKIDATA
from ciigraph.graph.writer import GraphWriter

if TYPE_CHECKING:
    from collections.abc import Iterable


class Joined(msgspec.Struct, frozen=True):
    """A name's identifier that was joined to an entity: the rule and how sure it is (0..1)."""

    identifier: str
    rule: str
    score: float


class EntityProfile(msgspec.Struct, frozen=True):
    """An entity of the corpus. ``aliases`` holds every name it goes by, ``keys`` the forms to look it up by."""

    id: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    country: str | None = None  # alpha-2
    parent: str | None = None  # identifier
    wikidata: str | None = None
    joined: tuple[Joined, ...] = ()


def entity_statements(entities: Iterable[EntityProfile]) -> list[Quad]:
    """All quads of the entities' graph; countries get only their further names, the codebook describes them."""
    write = GraphWriter(ids.ENTITIES_GRAPH)
    for entity in entities:
        is_country = entity.type == "Country" and entity.country is not None
        node = ids.country(entity.country or "") if is_country else ids.entity(entity.id)
        if not is_country:
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
        for alias in entity.aliases:
            write.add(node, SKOS.altLabel, alias)
        for key in entity.keys:
            write.add(node, CII.nameKey, key)
        for joined in entity.joined:
            write.describe(
                ids.resource("resolution", joined.identifier),
                CII.Resolution,
                {
                    CII.resolved: node,
                    CII.resolvedName: joined.identifier,
                    CII.linkRule: joined.rule,
                    CII.linkScore: Decimal(str(joined.score)),
                },
            )
    return write.quads
