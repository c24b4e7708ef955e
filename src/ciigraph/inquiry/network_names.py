"""Which entity a user means by a name, where a command needs one and not a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ciigraph import countries
from ciigraph.errors import UsageError
from ciigraph.extraction.names import name_key
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import Graph, table
from ciigraph.graph.vocabulary import RESOURCES
from ciigraph.inquiry.candidates import candidates
from ciigraph.inquiry.projection import entities
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Other entities of the same name that are told.
_OTHERS = 4


class Meant(NamedTuple):
    """The entity that a name means, and the labels of others that it may mean too; ``exact``: it goes by that name."""

    entity: str
    label: str
    exact: bool
    others: tuple[str, ...]


def meant(graph: Graph, name: str) -> Meant:
    """The entity that a user means by a name, an ISO country code or an address.

    Among the entities that go by the name the one is meant whose label it is, then the most mentioned one; where none
    does, the likeliest that a lookup finds.

    Raises:
        UsageError: no entity is called so or alike.
    """
    if name.startswith(RESOURCES):
        return _told(graph, [name], exact=True)
    if len(name) == 2 and name.isupper() and countries.alpha2(name) == name:
        return _told(graph, [ids.country(name).value], exact=True)
    key = name_key(name)
    named = list(table(graph, saved("network/entities-named").bind({"key": key})).records()) if key else []
    if named:
        named.sort(key=lambda row: name_key(str(row["label"])) != key)
        return _told(graph, [str(row["entity"]) for row in named], exact=True)
    if code := countries.alpha2(name):  # a country that no document names has no names in the graph
        return _told(graph, [ids.country(code).value], exact=True)
    alike = candidates(graph, name)
    if not alike:
        raise UsageError(f"no entity is called {name!r} or alike; ciigraph search looks for words in the evidence")
    return _told(graph, [candidate.entity for candidate in alike], exact=False)


def _told(graph: Graph, iris: Iterable[str], *, exact: bool) -> Meant:
    found = list(dict.fromkeys(iris))[: _OTHERS + 1]
    labels = [f"{node['label']}" for node in entities(graph, found).values()]
    return Meant(found[0], labels[0], exact, tuple(labels[1:]))
