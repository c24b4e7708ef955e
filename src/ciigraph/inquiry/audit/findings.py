"""Audit findings as statements of the graph ``audit``, each derived from the sentences and relations it rests on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from ciigraph.assets import fingerprint
from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import CII, NIF, PROV
from ciigraph.graph.writer import GraphWriter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.inquiry.audit.flags import Evidence, Flag

#: The graph of what the audit found.
AUDIT_GRAPH = ids.graph("audit")


@cache
def audit_key() -> str:
    """A digest of the rules and the code that make findings; findings with another one are out of date."""
    made_of = ("inquiry/audit", "queries/audit", "data/audit", "data/entities", "data/codebook.yaml", "codebook.py")
    return fingerprint(*made_of)[:16]


def key_statement() -> Quad:
    """The quad that says by which rules the findings of the graph were made."""
    return Quad(AUDIT_GRAPH, CII.auditKey, Literal(audit_key()), AUDIT_GRAPH)


def finding_statements(flags: Iterable[Flag]) -> list[Quad]:
    """All quads on flags.

    A finding questions an answer and was derived from it, from what the sentences assert, and from the relations
    that stand in them; an assertion quotes its sentence and was derived from the unit.
    """
    write = GraphWriter(AUDIT_GRAPH)
    for flag in flags:
        node = ids.resource("finding", flag.edition, flag.country, flag.indicator, flag.kind)
        write.describe(
            node,
            CII.Finding,
            {
                CII.country: ids.country(flag.country),
                CII.edition: ids.edition(flag.edition),
                CII.indicator: ids.indicator(flag.edition, flag.indicator),
                CII.questions: NamedNode(flag.answer),
                CII.findingKind: flag.kind,
                CII.strength: flag.strength,
                CII.findingText: flag.fact,
                CII.rule: flag.rule,
            },
        )
        for reason in flag.reasons:
            write.add(node, CII.reason, reason)
        write.add(node, PROV.wasDerivedFrom, NamedNode(flag.answer))
        for relation in dict.fromkeys(fact.relation for fact in flag.facts):
            write.add(node, PROV.wasDerivedFrom, NamedNode(relation))
        for evidence in dict.fromkeys(flag.evidence):
            write.add(node, PROV.wasDerivedFrom, _assertion(write, flag, evidence))
    return write.quads


def _assertion(write: GraphWriter, flag: Flag, evidence: Evidence) -> NamedNode:
    """What one sentence says on the indicator: one node, however many findings rest on it."""
    unit = NamedNode(evidence.unit)
    place = f"{evidence.start}-{evidence.end}"
    return write.describe(
        NamedNode(f"{evidence.unit}/assertion/{flag.indicator}-{place}-{evidence.stance}"),
        CII.Assertion,
        {
            NIF.referenceContext: unit,
            NIF.beginIndex: evidence.start,
            NIF.endIndex: evidence.end,
            NIF.anchorOf: evidence.text,
            CII.indicator: ids.indicator(flag.edition, flag.indicator),
            CII.stance: evidence.stance,
            PROV.wasDerivedFrom: unit,
        },
    )
