"""What a person decides on an entity and an item of Wikidata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ciigraph.decisions.kinds import Link
from ciigraph.decisions.record import read_standing
from ciigraph.errors import UsageError
from ciigraph.graph.vocabulary import WIKIDATA
from ciigraph.inquiry.many import ask_about
from ciigraph.linking.items import remembered_label
from ciigraph.linking.referred import identifier, referred
from ciigraph.linking.world import CACHE_NAME, PUBLIC, World, server

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ciigraph.decisions.kinds import Match
    from ciigraph.graph.access import Graph

_ITEM = re.compile(r"Q[1-9][0-9]{0,14}")


def judged(
    graph: Graph, path: Path, pairs: Iterable[tuple[str, Match]], *, by: str, date: str, reason: str = ""
) -> Iterator[Link]:
    """The decisions of a person.

    Args:
        graph: the graph that the entities stand in.
        path: the file of decisions.
        pairs: ``entity=Qid`` with how well the two fit; the entity as ``referred`` takes it.
        by: who decides.
        date: the day, ISO 8601.
        reason: why.

    Raises:
        UsageError: no such entity, no item, or one of the two is linked otherwise already.
        DataError: the file of decisions is malformed.
    """
    held = [entry.decision for entry in read_standing(path)]
    links = [each for each in held if isinstance(each, Link)]
    for pair, match in pairs:
        name, equals, item = pair.rpartition("=")
        if not equals or not name or not _ITEM.fullmatch(item):
            raise UsageError(f"write ENTITY=Qid, as in huawei=Q160120, not {pair!r}")
        entity = referred(graph, name)
        decided = {each.wikidata for each in links if each.entity == entity.identifier}
        if match != "none" and entity.wikidata and entity.wikidata not in (item, *decided):
            raise UsageError(f"{entity.label} is {entity.wikidata} in the list of known entities; correct it there")
        rows = ask_about(graph, "link/matched", "item", [WIKIDATA[item].value])
        others = {identifier(str(row["entity"])) for row in rows}
        others |= {each.entity for each in links if each.wikidata == item and each.match == "exact"}
        if match == "exact" and (other := min(others - {entity.identifier}, default=None)):
            raise UsageError(
                f"{item} is {other} already; if the two are one: ciigraph merge {other} {entity.identifier}"
            )
        yield Link(entity=entity.identifier, wikidata=item, match=match, by=by, date=date, reason=reason)


def labelled(store: Path, endpoint: str | None, links: list[Link]) -> list[Link]:
    """Decisions with what their items are called, as far as the endpoint was asked before.

    Raises:
        StoreError: the cache can't be read.
    """
    if not (store / CACHE_NAME).exists():
        return links
    address = endpoint or PUBLIC
    with World(server(address), address, store / CACHE_NAME) as world:
        return [replace(each, label=remembered_label(world, each.wikidata)) for each in links]
