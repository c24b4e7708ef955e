"""What a build computes from what it read: the answers that count, disagreements, scores and ranks, audit findings.

Every figure comes from a SPARQL query under ``queries/build`` and ``queries/score``; here stands only the order. The
audit comes last, since it reads the answers that count.
"""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, Store

from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.identifiers import ANSWERS_GRAPH, SCORES_GRAPH
from ciigraph.inquiry.audit.auditing import audit
from ciigraph.inquiry.audit.findings import AUDIT_GRAPH, finding_statements
from ciigraph.inquiry.queries import saved

#: Each query reads what those before it wrote.
STEPS: tuple[tuple[str, NamedNode], ...] = (
    ("build/answers", ANSWERS_GRAPH),
    ("build/differing-answers", ANSWERS_GRAPH),
    ("score/index-average-printed", SCORES_GRAPH),
    ("score/index-average-indicator", SCORES_GRAPH),
    ("score/index-average-domain", SCORES_GRAPH),
    ("score/index-average-layer", SCORES_GRAPH),
    ("score/index-average-overall", SCORES_GRAPH),
    ("score/points-overall", SCORES_GRAPH),
    ("score/points-domain", SCORES_GRAPH),
    ("score/points-layer", SCORES_GRAPH),
    ("score/percent", SCORES_GRAPH),
    ("score/rank", SCORES_GRAPH),
    ("score/derivation", SCORES_GRAPH),
)


def derive(store: Store) -> None:
    """Make the graphs of answers, scores and audit findings anew from the documents in the store."""
    graph = EmbeddedGraph(store)
    for name in (ANSWERS_GRAPH, SCORES_GRAPH, AUDIT_GRAPH):
        store.remove_graph(name)
    for query, name in STEPS:
        triples = graph.query(saved(query).text)
        if isinstance(triples, list):
            store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
    store.bulk_extend(finding_statements(audit(graph)))
