"""How two entities are connected: the shortest paths over relations, each step with its evidence.

A step goes along a relation in either direction. What a text denies is no step. A step that a text only alleges or
plans, or that is over, says so; among paths of one length those without such steps come first.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from ciigraph.errors import UsageError
from ciigraph.inquiry.matches import Named
from ciigraph.inquiry.network_routes import Routes
from ciigraph.inquiry.projection import described, entities
from ciigraph.inquiry.wording import relation_in_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from ciigraph.graph.access import Graph
    from ciigraph.inquiry.network_rows import Ends

#: What relations of the same two have in common when they state the same.
_SAME = ("predicate", "polarity", "modality", "status", "start", "end", "amount")


class Step(msgspec.Struct, frozen=True):
    """A relation as a step of a path.

    ``forward``: the path goes from the relation's subject to its object. ``mark`` is empty for a plain statement, else
    "alleged", "planned", "ended" or two of them. ``evidence`` holds the sentence of every document that states this
    relation, ``others`` counts the relations between the same two that state something else.
    """

    relation: str
    predicate: str
    subject: Named
    object: Named
    words: str
    forward: bool
    mark: str
    polarity: str
    modality: str
    status: str
    start: str | None
    end: str | None
    amount: str
    evidence: tuple[dict[str, Any], ...]
    others: int


Path = tuple[Step, ...]


def paths(
    graph: Graph,
    first: str,
    last: str,
    *,
    limit: int = 5,
    longest: int = 6,
    avoiding: Collection[str] = (),
    country: str | None = None,
) -> list[Path]:
    """The shortest paths between two entities, shortest first; empty where nothing connects them.

    Among paths of one length come first those without hedged and ended steps, then those through entities that stand
    in few relations, then by address, so that the same graph gives the same paths.

    Args:
        graph: where to ask.
        first: address of the entity to start from.
        last: address of the entity to arrive at.
        limit: how many paths at most.
        longest: how many steps at most; paths more than one step longer than the shortest are not looked for.
        avoiding: addresses of entities that no path may pass.
        country: alpha-2 code; only relations in the documents about this country.

    Raises:
        UsageError: both ends are the same entity.
    """
    if first == last:
        raise UsageError("both names mean the same entity; a path needs two")
    routes = Routes(graph, first, last, avoiding=avoiding, country=country)
    found = routes.shortest(limit, longest)
    links = {link: routes.relations(*link) for route in found for link in pairwise(route)}
    about = described(graph, sorted({edge.relation for edges in links.values() for edge in edges}))
    names = entities(graph, sorted({end for link in links for end in link}))
    labels = {iri: Named(iri, node["label"]) for iri, node in names.items()}
    steps = {link: _step(link[0], edges, about, labels) for link, edges in links.items()}
    return [tuple(steps[link] for link in pairwise(route)) for route in found]


def _step(start: str, edges: list[Ends], about: dict[str, dict[str, Any]], labels: dict[str, Named]) -> Step:
    """The best attested of the relations between two entities, with the sentences of all that state the same."""
    stated: dict[tuple[str, ...], list[Ends]] = {}
    for edge in edges:
        relation = about[edge.relation]
        stated.setdefault((edge.subject, *(relation[part] for part in _SAME)), []).append(edge)

    def rank(same: list[Ends]) -> tuple[bool, bool, int, str]:
        one = about[same[0].relation]
        documents = {document for edge in same for document in about[edge.relation]["documents"]}
        return one["modality"] != "asserted", one["status"] == "ended", -len(documents), same[0].relation

    same = min(stated.values(), key=rank)
    edge, relation = same[0], about[same[0].relation]
    subject, object_ = labels[edge.subject], labels[edge.object]
    qualities = {name: relation[name] for name in ("polarity", "modality", "status", "amount")}
    qualities |= {name: relation[name] or None for name in ("start", "end")}
    words = relation_in_words(
        relation["predicate"], subject=subject.label, object=object_.label, rule=relation["rule"], **qualities
    )
    marks = [relation["modality"]] * (relation["modality"] != "asserted") + ["ended"] * (relation["status"] == "ended")
    return Step(
        relation=edge.relation,
        predicate=relation["predicate"],
        subject=subject,
        object=object_,
        words=words,
        forward=edge.subject == start,
        mark=", ".join(marks),
        evidence=tuple(sentence for edge in same for sentence in about[edge.relation]["evidence"]),
        others=len(edges) - len(same),
        **qualities,
    )
