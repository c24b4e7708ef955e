"""The manifest graph: which run of which version made the graph of each document, from what (PROV-O).

It is the only graph that tells of time and machine, so it is left out where two builds are compared.
"""

from __future__ import annotations

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
    made: dict[str, Made] = {}
    runs: dict[str, Run] = {}
    for quad in store.quads_for_pattern(None, CII.buildKey, None, ids.MANIFEST_GRAPH):
        run = next(store.quads_for_pattern(quad.subject, PROV.wasGeneratedBy, None, ids.MANIFEST_GRAPH)).object
        if run.value not in runs:
            runs[run.value] = _read_run(store, run)
        made[ids.local_name(quad.subject.value)] = Made(quad.object.value, runs[run.value])
    return made


def _read_run(store: Store, node: NamedNode) -> Run:
    values = {
        ids.local_name(quad.predicate.value): quad.object.value
        for quad in store.quads_for_pattern(node, None, None, ids.MANIFEST_GRAPH)
    }
    return Run(
        ids.local_name(node.value),
        values["startedAtTime"],
        values["endedAtTime"],
        values["codeVersion"],
        values["options"],
    )


def manifest_statements(made: dict[str, Made]) -> list[Quad]:
    """The manifest's quads, for the documents (and the codebook) that the new generation holds."""
    write = GraphWriter(ids.MANIFEST_GRAPH)
    agent = ids.resource("agent", "ciigraph")
    write.describe(agent, PROV.SoftwareAgent, {RDFS.label: "ciigraph"})
    for run in {each.run.name: each.run for each in made.values()}.values():
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
    for identifier, each in made.items():
        node = ids.document(identifier)
        write.add(node, CII.buildKey, each.key)
        write.add(node, PROV.wasGeneratedBy, ids.resource("run", each.run.name))
    return write.quads
