"""The influence network as a networkx graph: entities are its nodes, each relation of the graph one edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.network_rows import Ends, ends, ends_of, rows
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.wording import amount_in_words, predicate_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: A relation or a unit of which the graph says less than a build of ciigraph does is shown as far as it is known.
_UNSTATED: dict[str, Any] = dict.fromkeys(("class", "polarity", "modality", "status", "country", "rule"), "")
_NOWHERE: dict[str, Any] = dict.fromkeys(("source", "document", "place", "section"), "") | {"urls": []}


def projection(
    graph: Graph,
    *,
    country: str | None = None,
    domain: str | None = None,
    entity: str | None = None,
    hops: int = 1,
    isolated: bool = False,
) -> nx.MultiDiGraph[str]:
    """The network of entities and relations, or a part of it; the parts asked for are cut with each other.

    Nodes are addresses of entities with ``label``, ``type``, ``country`` (ISO code of the country it is or belongs
    to, or empty), ``countries`` (ISO codes of the countries in whose documents it is mentioned), ``aliases``,
    ``mentions`` (how many, over all documents), ``wikidata`` and ``parent`` (empty where there is none).

    Edges have the relation's address as key, and ``predicate``, ``polarity``, ``modality``, ``status``, ``start``,
    ``end`` (as precise as the text), ``amount`` ("20 %"), ``amount_value``, ``amount_maximum``, ``amount_unit``,
    ``rule`` (that extracted it), ``country`` (that its document is about), ``indicators``, ``documents`` (addresses),
    ``evidence`` (the sentence: ``text``, ``document``, ``indicator``, ``url``, ``urls``, ``place``, ``section``,
    ``unit``), ``weight`` (the number of documents) and ``support`` (the number of documents in which the same is said
    of the same two).

    Args:
        graph: where to ask.
        country: alpha-2 code; only relations in the documents about this country.
        domain: a domain's slug, such as ``media``; only relations recorded under one of its indicators.
        entity: the address of an entity; only what is at most ``hops`` relations away from it, and the relations
            among all of that.
        hops: how far from ``entity``.
        isolated: with the entities that stand in no relation, where the whole graph is asked for.

    Returns:
        Nodes and edges in the order of their addresses, so that everything computed from it is repeatable.
    """
    edges = ends(graph, country=country) if entity is None else _around(graph, entity, hops, country)
    whole = country is None and entity is None
    about = described(graph, [edge.relation for edge in edges], listed=not whole)
    facts: dict[tuple[str, ...], set[str]] = {}
    for edge in edges:
        facts.setdefault(_fact(edge, about[edge.relation]), set()).update(about[edge.relation]["documents"])
    kept = [edge for edge in edges if _within(about[edge.relation], domain)]
    named = {end for edge in kept for end in (edge.subject, edge.object)}
    if entity is not None:
        named.add(entity)
    whole = whole and domain is None
    if isolated and whole:
        named.update(str(row["entity"]) for row in table(graph, saved("network/known-entities").text).records())
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, properties in entities(graph, sorted(named), listed=not whole).items():
        network.add_node(iri, **properties)
    for edge in kept:
        properties = about[edge.relation]
        support = len(facts[_fact(edge, properties)])
        network.add_edge(edge.subject, edge.object, edge.relation, **properties, support=support)
    return network


def _around(graph: Graph, entity: str, hops: int, country: str | None) -> list[Ends]:
    """The relations among everything at most so many relations away from an entity."""
    if country is not None:
        edges = ends(graph, country=country)
        reached, frontier = {entity}, {entity}
        for _ in range(hops):
            near = [edge for edge in edges if edge.subject in frontier or edge.object in frontier]
            frontier = {end for edge in near for end in (edge.subject, edge.object)} - reached
            reached |= frontier
        return [edge for edge in edges if edge.subject in reached and edge.object in reached]
    reached, frontier, found = {entity}, {entity}, dict[str, Ends]()
    for step in range(hops + 1):  # once more than there are hops, for what links the outermost among each other
        near = ends_of(graph, sorted(frontier))
        frontier = {end for edge in near for end in (edge.subject, edge.object)} - reached
        if step < hops:
            reached |= frontier
        found.update((edge.relation, edge) for edge in near)
    return [edge for _, edge in sorted(found.items()) if edge.subject in reached and edge.object in reached]


def _fact(edge: Ends, about: dict[str, Any]) -> tuple[str, ...]:
    return edge.subject, about["predicate"], edge.object, about["polarity"]


def _within(about: dict[str, Any], domain: str | None) -> bool:
    return domain is None or any(code.rpartition("-")[0] == domain for code in about["indicators"])


def described(graph: Graph, relations: Collection[str], *, listed: bool = True) -> dict[str, dict[str, Any]]:
    """What relations state and what they rest on, as edges of the projection have it (all but ``support``).

    Args:
        graph: where to ask.
        relations: their addresses.
        listed: whether to ask about each by name; False where they are all relations of the graph.
    """
    asked = relations if listed else None
    qualities: dict[str, dict[str, list[Any]]] = {}
    for row in rows(graph, "network/relation-qualifiers", "relation", asked):
        qualities.setdefault(row["relation"], {}).setdefault(row["quality"], []).append(row["value"])
    stated: dict[str, list[dict[str, Any]]] = {}
    for row in rows(graph, "network/relation-statements", "relation", asked):
        stated.setdefault(row["relation"], []).append(row)
    places = _places(graph, sorted({row["unit"] for each in stated.values() for row in each}) if listed else None)
    return {
        relation: _edge(
            qualities.get(relation, {}),
            [row | places.get(row["unit"], _NOWHERE) for row in stated.get(relation, ())],
        )
        for relation in relations
    }


def _places(graph: Graph, units: Collection[str] | None) -> dict[str, dict[str, Any]]:
    """Where units of text stand, and what they cite; of all units where None is given."""
    cited: dict[str, set[tuple[int, str]]] = {}
    for row in rows(graph, "network/unit-citations", "unit", units):
        cited.setdefault(row["unit"], set()).add((row["position"], row["url"]))
    return {
        row["unit"]: row | {"urls": list(dict.fromkeys(url for _, url in sorted(cited.get(row["unit"], ()))))}
        for row in rows(graph, "network/unit-places", "unit", units)
    }


def _edge(qualities: dict[str, list[Any]], stated: list[dict[str, Any]]) -> dict[str, Any]:
    def single(quality: str) -> Any:  # noqa: ANN401 - text or a number
        return min(qualities.get(quality, ()), default=None)

    first = min(stated, key=lambda row: str(row["unit"]), default=_UNSTATED)
    indicators = sorted({local_name(row["indicator"]) for row in stated if row["indicator"]})
    value, maximum, unit = single("amount"), single("maximum"), single("unit") or ""
    documents = sorted({row["source"] for row in stated} - {""})
    return {
        "predicate": predicate_of(local_name(first["class"])),
        "polarity": first["polarity"],
        "modality": first["modality"],
        "status": first["status"],
        "start": single("start") or "",
        "end": single("end") or "",
        "amount": amount_in_words(value, unit or None, maximum),
        "amount_value": value,
        "amount_maximum": maximum,
        "amount_unit": unit,
        "country": local_name(first["country"] or ""),
        "indicators": indicators,
        "rule": first["rule"] or "",
        "documents": documents,
        "weight": len(documents),
        "evidence": [_sentence(row) for row in stated],
    }


def _sentence(row: dict[str, Any]) -> dict[str, Any]:
    sentence = {name: row[name] for name in ("text", "document", "urls", "place", "section", "unit")}
    indicator = local_name(row["indicator"]) if row["indicator"] else None
    return sentence | {"indicator": indicator, "url": row["urls"][0] if row["urls"] else None}


def entities(graph: Graph, iris: Collection[str], *, listed: bool = True) -> dict[str, dict[str, Any]]:
    """What entities are, as nodes of the projection have it, in the order in which they were asked for.

    Args:
        graph: where to ask.
        iris: addresses of entities. One that the graph says nothing about is called by the end of its address.
        listed: whether to ask about each by name; False where they are most entities of the graph.
    """
    found: dict[str, dict[str, Any]] = {**kinds(graph, iris, listed=listed)}
    for node in found.values():
        node |= {"countries": set(), "aliases": set(), "mentions": 0, "wikidata": "", "parent": ""}

    def asked(question: str) -> Iterator[dict[str, Any]]:
        answers = rows(graph, f"network/{question}", "entity", iris if listed else None)
        return (row for row in answers if row["entity"] in found)

    for row in asked("entity-names"):
        node = found[row["entity"]]
        if row["quality"] == "alias":
            node["aliases"].add(row["value"])
        else:
            name = local_name(row["value"]) if row["quality"] == "wikidata" else row["value"]
            node[row["quality"]] = min(filter(None, (node[row["quality"]], name)))
    for row in asked("entity-mentions"):
        node = found[row["entity"]]
        node["mentions"] += row["mentions"]
        node["countries"] |= {local_name(row["country"])} if row["country"] else set()
    for node in found.values():
        node["countries"], node["aliases"] = sorted(node["countries"]), sorted(node["aliases"])
    return found


def kinds(graph: Graph, iris: Collection[str], *, listed: bool = True) -> dict[str, dict[str, Any]]:
    """Of entities their ``label``, ``type`` and ``country`` only; see ``entities``."""
    found = {iri: {"label": local_name(iri), "type": "", "country": ""} for iri in iris}
    answers = rows(graph, "network/entity-kinds", "entity", iris if listed else None)
    for row in sorted((row for row in answers if row["entity"] in found), key=repr, reverse=True):
        country = row["own"] or local_name(row["home"] or "")
        found[row["entity"]] = {"label": row["label"], "type": local_name(row["class"]), "country": country}
    return found
