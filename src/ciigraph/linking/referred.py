"""Which entity a user decides on: by its address, its identifier or its name, never by a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import msgspec

from ciigraph.errors import UsageError
from ciigraph.extraction.names import name_key
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import table
from ciigraph.graph.vocabulary import PREFIXES, RESOURCES
from ciigraph.inquiry.many import ask_about
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from ciigraph.graph.access import Graph

#: Entities of one name that a message lists.
_LISTED = 8
_ENTITIES = f"{RESOURCES}entity/"


class Referred(msgspec.Struct, frozen=True):
    """An entity of the graph: its address, identifier, label and type, and the item of Wikidata that it is."""

    iri: str
    identifier: str
    label: str
    type: str
    wikidata: str | None = None
    mentions: int = 0


def referred(graph: Graph, word: str) -> Referred:
    """The one entity that a word stands for.

    Args:
        graph: the graph.
        word: the address of an entity, its identifier (the last step of the address, or one that was joined to it), or
            a name that it goes by; spelling is levelled.

    Raises:
        UsageError: there is none, or several go by the name.
    """
    address = PREFIXES["id"] + word.removeprefix("id:") if word.startswith("id:") else word
    if not address.startswith(RESOURCES):
        try:
            address = ids.entity(word).value
        except UnicodeEncodeError as error:
            raise UsageError(f"{word!r} is not valid Unicode text") from error
    found = entities(graph, [address]) or entities(graph, _gone(graph, word)) or entities(graph, _called(graph, word))
    if not found:
        raise UsageError(f"no entity is called {word!r}; ciigraph lookup finds names that are alike")
    if len(found) > 1:
        listed = ", ".join(f"{each.identifier} ({each.label}, {each.type})" for each in found[:_LISTED])
        raise UsageError(f"{word!r} may be {listed}; give one of these identifiers")
    (entity,) = found
    if not entity.iri.startswith(_ENTITIES):
        raise UsageError(f"{entity.label} is a country; countries come from the codebook and are not decided on")
    return entity


def entities(graph: Graph, iris: list[str]) -> list[Referred]:
    """What the graph says of entities given by their addresses; those that it doesn't know are left out."""
    found: dict[str, Referred] = {}
    for row in ask_about(graph, "link/entities", "entity", iris):
        iri = str(row["entity"])
        item = ids.local_name(str(row["wikidata"])) if row["wikidata"] else None
        found.setdefault(
            iri,
            Referred(
                iri,
                identifier(iri),
                str(row["label"]),
                ids.local_name(str(row["class"])),
                item,
                int(row["mentions"] or 0),
            ),
        )
    return [found[iri] for iri in iris if iri in found]


def identifier(iri: str) -> str:
    """The identifier of an entity, from its address."""
    return unquote(iri.removeprefix(_ENTITIES))


def joined(graph: Graph, entity: Referred) -> dict[str, str]:
    """The identifiers that were joined to an entity, with the rule that did it."""
    rows = ask_about(graph, "link/joined", "entity", [entity.iri])
    return {str(row["identifier"]): str(row["rule"]) for row in rows}


def _gone(graph: Graph, word: str) -> list[str]:
    query = saved("link/gone").bind({"identifier": word})
    return [str(row["entity"]) for row in table(graph, query).records()]


def _called(graph: Graph, word: str) -> list[str]:
    key = name_key(word)
    if not key:
        return []
    rows = list(table(graph, saved("link/called").bind({"key": key})).records())
    # where several go by the name, the one whose label it is; else all of them
    labelled = [str(row["entity"]) for row in rows if name_key(str(row["label"])) == key]
    return labelled if len(labelled) == 1 else list(dict.fromkeys(str(row["entity"]) for row in rows))
