"""The graph of entities brought up to date: only the statements of entities that changed are made and compared.

Beside each generation lie the profiles that its graph of entities was made of, so the next build knows what changed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from ciigraph.graph.entity_statements import EntityProfile, entity_node, entity_statements, persons_statements
from ciigraph.graph.identifiers import ENTITIES_GRAPH
from ciigraph.graph.seals import PROFILES, is_intact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pyoxigraph import NamedNode, Quad

    from ciigraph.graph.store import Generation


def update_entities(generation: Generation, entities: Iterable[EntityProfile]) -> None:
    """Make a generation's graph of entities that of these profiles, and lay the profiles beside it.

    Raises:
        OSError: the generation can't be written.
    """
    now = list(entities)
    before = _kept(generation.copied) if generation.copied is not None else None
    if before is None:
        generation.update_graph(ENTITIES_GRAPH, entity_statements(now))
    else:
        gone, come = changes(before, now)
        generation.change(gone, come)
    (generation.path / PROFILES).write_bytes(msgspec.msgpack.encode(now))


def changes(before: Sequence[EntityProfile], now: Sequence[EntityProfile]) -> tuple[set[Quad], set[Quad]]:
    """The statements that go and those that come when the entities of a corpus change."""
    old, new = _by_node(before), _by_node(now)
    touched = sorted((node for node in old.keys() | new.keys() if old.get(node) != new.get(node)), key=str)
    gone = {quad for node in touched for quad in entity_statements(old.get(node, ()))}
    come = {quad for node in touched for quad in entity_statements(new.get(node, ()))}
    # persons who decide stand with several entities
    return gone - come - set(persons_statements(now)), come - gone


def _by_node(entities: Iterable[EntityProfile]) -> dict[NamedNode, list[EntityProfile]]:
    """What is said of a node may come from several profiles: of a country's."""
    found: dict[NamedNode, list[EntityProfile]] = defaultdict(list)
    for entity in entities:
        found[entity_node(entity)].append(entity)
    return found


def _kept(generation: Path) -> list[EntityProfile] | None:
    """The profiles of a finished generation, None where it has none or they are damaged."""
    if not is_intact(generation, PROFILES):
        return None
    return msgspec.msgpack.decode((generation / PROFILES).read_bytes(), type=list[EntityProfile])
