"""What a build computes from what it read: the answers that count, disagreements, scores and ranks, audit findings.

Every figure comes from a SPARQL query under ``queries/build`` and ``queries/score``; here stands only the order. The
audit comes last, since it reads the answers that count. After a change of some documents only the countries they speak
of are computed again, and the figures that depend on all countries (averages, ranks).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store, Triple

from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.identifiers import ANSWERS_GRAPH, SCORES_GRAPH, local_name
from ciigraph.graph.vocabulary import CII, PROV, RDF
from ciigraph.inquiry.audit.auditing import audit
from ciigraph.inquiry.audit.findings import AUDIT_GRAPH, finding_statements, key_statement
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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
#: All queries that decide what a build derives: the steps', and those of the audit.
QUERIES = (
    *(name for name, _ in STEPS),
    *(f"audit/{name}" for name in ("answers", "citations", "countries", "own-names", "relations", "units")),
)
#: Above this number of countries it is quicker to compute all of them at once.
MOST_COUNTRIES = 8
#: So many countries are computed together, so that memory is bounded by their answers and not by all.
TOGETHER = 40
_COUNTRY = re.compile(r"VALUES \?country \{[^{}]*\}")


def derive(store: Store, countries: Collection[NamedNode] | None = None) -> None:
    """Make the graphs of answers, scores and audit findings anew from the documents in the store.

    Args:
        store: the store, which is written to.
        countries: those of whose documents something changed since the graphs were made; all when None.
    """
    if countries is None or len(countries) > MOST_COUNTRIES:
        _derive_all(store)
    else:
        _derive_again(store, sorted(countries, key=lambda country: country.value))


def countries_of(store: Store, documents: Iterable[NamedNode]) -> set[NamedNode]:
    """The countries that documents speak of."""
    return {
        quad.object
        for document in documents
        for quad in store.quads_for_pattern(None, CII.country, None, document)
        if isinstance(quad.object, NamedNode)
    }


def _derive_all(store: Store) -> None:
    graph = EmbeddedGraph(store)
    for name in (ANSWERS_GRAPH, SCORES_GRAPH, AUDIT_GRAPH):
        store.remove_graph(name)
    countries = sorted({str(quad.object) for quad in store.quads_for_pattern(None, CII.country, None)})
    for query, name in STEPS:
        for text in _texts(saved(query).text, countries):
            store.bulk_extend(_quads(graph, text, name))
    store.bulk_extend([*finding_statements(audit(graph)), key_statement()])


def _texts(text: str, countries: list[str]) -> Iterator[str]:
    """A step's query, once; where there are many countries and it is of single ones, once for some at a time."""
    if len(countries) <= TOGETHER or not _COUNTRY.search(text):
        yield _COUNTRY.sub("", text)
        return
    for start in range(0, len(countries), TOGETHER):
        block = f"VALUES ?country {{ {' '.join(countries[start : start + TOGETHER])} }}"
        yield _COUNTRY.sub(block, text)  # no IRI holds a backslash


def _derive_again(store: Store, countries: list[NamedNode]) -> None:
    graph = EmbeddedGraph(store)
    for quad in list(_outdated(store, countries)):
        store.remove(quad)
    block = f"VALUES ?country {{ {' '.join(map(str, countries))} }}"
    for query, name in STEPS:
        text = saved(query).text
        if not _COUNTRY.search(text):
            _replace(store, set(_quads(graph, text, name)), name)
        elif countries:
            store.extend(_quads(graph, _COUNTRY.sub(lambda _: block, text), name))
    if countries:
        store.extend(finding_statements(audit(graph, [local_name(country.value) for country in countries])))


def _outdated(store: Store, countries: list[NamedNode]) -> Iterator[Quad]:
    """What was computed of these countries, and the averages, which some steps must not find."""
    for country in countries:
        for name in (ANSWERS_GRAPH, SCORES_GRAPH, AUDIT_GRAPH):
            for held in store.quads_for_pattern(None, CII.country, country, name):
                yield from _described(store, held.subject, name)
    for held in store.quads_for_pattern(None, RDF.type, CII.IndexAverage, SCORES_GRAPH):
        yield from _described(store, held.subject, SCORES_GRAPH)


def _described(store: Store, subject: object, name: NamedNode) -> Iterator[Quad]:
    """A node's statements and, of a finding, those of the assertions that it was derived from."""
    assert isinstance(subject, NamedNode)
    for quad in store.quads_for_pattern(subject, None, None, name):
        yield quad
        if name == AUDIT_GRAPH and quad.predicate == PROV.wasDerivedFrom and isinstance(quad.object, NamedNode):
            yield from store.quads_for_pattern(quad.object, None, None, name)


def _replace(store: Store, wanted: set[Quad], name: NamedNode) -> None:
    """Let the graph hold these statements and, of their predicates about figures of all countries, no others."""
    ranks = {quad.predicate for quad in wanted} & {CII.rank, CII.rankedCountries}
    held = {quad for predicate in ranks for quad in store.quads_for_pattern(None, predicate, None, name)}
    for quad in held - wanted:
        store.remove(quad)
    store.extend(wanted - held)


def _quads(graph: EmbeddedGraph, text: str, name: NamedNode) -> Iterator[Quad]:
    triples = graph.query(text)
    assert isinstance(triples, list), "a step of the derivation is a CONSTRUCT query"
    for triple in triples:
        yield _in_graph(triple, name)


def _in_graph(triple: Triple, name: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, name)
