"""What it takes to keep a name apart from an entity: the identifiers that are meant, and how far it reaches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from ciigraph.decisions.kinds import name_form
from ciigraph.errors import UsageError
from ciigraph.extraction.names import entity_id
from ciigraph.extraction.resolution import DECIDED
from ciigraph.graph import identifiers as ids
from ciigraph.inquiry.many import ask_about
from ciigraph.linking.referred import entities, joined, referred

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.graph.access import Graph
    from ciigraph.linking.referred import Referred

_NEW = re.compile(r"[\w][\w.~,-]{0,119}")
#: Names of an entity that a message lists.
_LISTED = 12


class Parting(msgspec.Struct, frozen=True):
    """A name that doesn't mean an entity.

    Attributes:
        entity: the identifier of the entity.
        name: the name.
        becomes: the identifier of what the name means.
        also: identifiers that rules joined to the entity and under which the name may have been counted.
        mentions: how many mentions have the name, in ``documents`` documents.
    """

    entity: str
    name: str
    becomes: str
    also: tuple[str, ...]
    mentions: int
    documents: int


def parting(
    graph: Graph, entity: str, name: str, *, into: str | None = None, country: str = "", document: str = ""
) -> Parting:
    """How to keep a name apart from an entity.

    Args:
        graph: the graph.
        entity: the entity, as ``referred`` takes it.
        name: a name that its mentions have, or an identifier that a rule joined to it.
        into: what the name means, an entity of the graph or a new identifier; None: an entity of its own.
        country: only in documents about this country (alpha-2).
        document: only in the document with this identifier.

    Raises:
        UsageError: the entity isn't there or doesn't go by the name, or what it should become is taken.
    """
    found = referred(graph, entity)
    rules = joined(graph, found)
    form = name_form(name)
    # an identifier that a rule joined is meant by itself or by the name it is made of
    part = next((each for each in rules if each == name), None) or next(
        (each for each in sorted(rules) if each == entity_id(name)), None
    )
    if part is not None and rules[part] == DECIDED:
        raise UsageError(
            f"{part} was joined to {found.identifier} by a decision; take that back: ciigraph merge --undo"
        )
    rows = list(ask_about(graph, "link/names-in-documents", "entity", [found.iri]))
    hits = [
        row
        for row in rows
        if (name_form(str(row["name"])) == form or (part is not None and entity_id(str(row["name"])) == part))
        and country in ("", row["country"])
        and document in ("", row["document"])
    ]
    if not hits and part is None:
        raise UsageError(_nothing(found, name, (str(row["name"]) for row in rows), country or document))
    if part is not None and into is None and not country and not document:
        becomes = part
    else:
        becomes = _becomes(graph, found, rules, name, into, country, document)
    return Parting(
        found.identifier,
        name,
        becomes,
        tuple(sorted(each for each, rule in rules.items() if each != becomes and rule != DECIDED)),
        sum(int(row["mentions"]) for row in hits),
        len({row["document"] for row in hits}),
    )


def _becomes(
    graph: Graph, found: Referred, rules: dict[str, str], name: str, into: str | None, country: str, document: str
) -> str:
    if into is not None:
        existing = entities(graph, [ids.entity(into).value])
        if existing and existing[0].iri == found.iri:
            raise UsageError(f"--as {into} is {found.label} itself")
        if existing:
            return existing[0].identifier
        if _NEW.fullmatch(into):
            return into
        other = referred(graph, into)
        if other.iri == found.iri:
            raise UsageError(f"--as {into!r} is {found.label} itself")
        return other.identifier
    own = "-".join(filter(None, (entity_id(name), country.lower(), document)))
    if own == found.identifier or own in rules:
        own = f"{own}-apart"
    if taken := entities(graph, [ids.entity(own).value]):
        raise UsageError(
            f"{own} is an entity already ({taken[0].label}, {taken[0].type}); say --as {own} if the name means that, "
            f"or --as with another identifier"
        )
    return own


def _nothing(found: Referred, name: str, names: Iterable[str], where: str) -> str:
    listed = ", ".join(list(dict.fromkeys(names))[:_LISTED]) or "nothing"
    place = f" in {where}" if where else ""
    return f"no mention of {found.label} has the name {name!r}{place}; its mentions are called {listed}"
