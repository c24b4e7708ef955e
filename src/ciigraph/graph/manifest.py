"""The manifest graph: which run of which version made the graph of each document, from what (PROV-O).

It is the only graph that tells of time and machine, so it is left out where two builds are compared.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec
from pyoxigraph import Literal, NamedNode, Quad, Store

from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import CII, PROV, RDFS
from ciigraph.graph.writer import GraphWriter


class Run(msgspec.Struct, frozen=True):
    """One run of ``ciigraph build``: times in ISO 8601 (UTC), the version, the options its result depends on."""

    name: str
    started: str
    ended: str
    version: str
    options: str


class Made(msgspec.Struct, frozen=True):
    """A document's graph as the manifest knows it: the digest of all it depends on, and the run that made it."""

    key: str
    run: Run


def read_manifest(store: Store) -> dict[str, Made]:
    """What the current generation holds: document identifier to how its graph was made."""
    properties: dict[str, dict[str, str]] = defaultdict(dict)
    for subject, predicate, value, _ in store.quads_for_pattern(None, None, None, ids.MANIFEST_GRAPH):
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            properties[subject.value][ids.local_name(predicate.value)] = value.value
    runs = {
        node: Run(
            ids.local_name(node), said["startedAtTime"], said["endedAtTime"], said["codeVersion"], said["options"]
        )
        for node, said in properties.items()
        if "startedAtTime" in said
    }
    return {
        ids.local_name(node): Made(said["buildKey"], runs[said["wasGeneratedBy"]])
        for node, said in properties.items()
        if "buildKey" in said and node != ids.ENTITIES_GRAPH.value
    }


def decisions_followed(store: Store) -> str:
    """The digest of the decisions that the entities of the current generation follow; empty where of none."""
    found = store.quads_for_pattern(ids.ENTITIES_GRAPH, CII.buildKey, None, ids.MANIFEST_GRAPH)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), "")


def manifest_statements(made: dict[str, Made], entities: Made | None = None) -> list[Quad]:
    """The manifest's quads.

    Args:
        made: the documents that the new generation holds.
        entities: the digest of the decisions that the graph of entities follows, None where there are none.
    """
    write = GraphWriter(ids.MANIFEST_GRAPH)
    agent = ids.resource("agent", "ciigraph")
    write.describe(agent, PROV.SoftwareAgent, {RDFS.label: "ciigraph"})
    everything = {ids.document(identifier): each for identifier, each in made.items()}
    if entities is not None:
        everything[ids.ENTITIES_GRAPH] = entities
    for run in {each.run.name: each.run for each in everything.values()}.values():
        write.describe(
            ids.resource("run", run.name),
            CII.Build,
            {
                PROV.startedAtTime: Literal(run.started, datatype=ids.DATE_TIME),
                PROV.endedAtTime: Literal(run.ended, datatype=ids.DATE_TIME),
                PROV.wasAssociatedWith: agent,
                CII.codeVersion: run.version,
                CII.options: run.options,
            },
        )
    for node, each in everything.items():
        write.add(node, CII.buildKey, each.key)
        write.add(node, PROV.wasGeneratedBy, ids.resource("run", each.run.name))
    return write.quads
