"""What extraction found in a document, as statements of the document's graph: mentions, relations, their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import CII, ITSRDF, NIF
from ciigraph.graph.writer import GraphWriter, date_literal

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad

    from ciigraph.records import Document, Extraction, Mention, Relation, Unit

#: Maps the identifier that linking gave a name to the one that the whole corpus uses.
Canonical = Callable[[str], str]


def entity_node(mention: Mention, canonical: Canonical) -> NamedNode:
    """The entity that a mention names; countries have the addresses that answers use."""
    if mention.type == "Country" and mention.country:
        return ids.country(mention.country)
    return ids.entity(canonical(mention.entity))


def extraction_statements(document: Document, extractions: Sequence[Extraction], canonical: Canonical) -> list[Quad]:
    """All quads on what was found in a document's units.

    Args:
        document: the document.
        extractions: what was found, one a unit.
        canonical: identifier of the entity as the corpus knows it.
    """
    write = GraphWriter(ids.document(document.id))
    units = {unit.id: unit for unit in document.units}
    for extraction in extractions:
        unit = units[extraction.unit]
        mentions = [_describe_mention(write, document.id, unit, mention, canonical) for mention in extraction.mentions]
        taken: Counter[str] = Counter()
        for relation in extraction.relations:
            name = _name(extraction, relation)
            taken[name] += 1
            if taken[name] > 1:  # the same mentions related twice by one clause: "signed and denied having signed"
                name = f"{name}-{taken[name]}"
            node = ids.resource("document", document.id, "unit", unit.id, "relation", name)
            _describe_relation(write, node, document, unit, extraction, relation, mentions, canonical)
    return write.quads


def _describe_mention(
    write: GraphWriter, document_id: str, unit: Unit, mention: Mention, canonical: Canonical
) -> NamedNode:
    return write.describe(
        ids.resource("document", document_id, "unit", unit.id, "mention", f"{mention.start}-{mention.end}"),
        CII.Mention,
        {
            NIF.referenceContext: ids.unit(document_id, unit.id),
            NIF.beginIndex: mention.start,
            NIF.endIndex: mention.end,
            NIF.anchorOf: mention.text,
            ITSRDF.taIdentRef: entity_node(mention, canonical),
            CII.linkRule: mention.rule or None,
            CII.linkScore: Decimal(str(round(mention.score, 3))),
        },
    )


def _name(extraction: Extraction, relation: Relation) -> str:
    """What tells a relation from the others of its unit: predicate, where both ends stand, where it is stated."""
    subject, object_ = extraction.mentions[relation.subject], extraction.mentions[relation.object]
    return f"{relation.predicate}-{subject.start}-{object_.start}-{relation.evidence[0]}"


def _describe_relation(
    write: GraphWriter,
    node: NamedNode,
    document: Document,
    unit: Unit,
    extraction: Extraction,
    relation: Relation,
    mentions: Sequence[NamedNode],
    canonical: Canonical,
) -> None:
    subject, object_ = extraction.mentions[relation.subject], extraction.mentions[relation.object]
    start, end = relation.evidence
    amount = relation.amount
    acting, acted_upon = entity_node(subject, canonical), entity_node(object_, canonical)
    write.describe(
        node,
        relation_class(relation.predicate),
        {
            CII.subject: acting,
            CII.object: acted_upon,
            CII.subjectMention: mentions[relation.subject],
            CII.objectMention: mentions[relation.object],
            CII.polarity: relation.polarity,
            CII.modality: relation.modality,
            CII.status: relation.status,
            CII.start: date_literal(relation.start) if relation.start else None,
            CII.end: date_literal(relation.end) if relation.end else None,
            CII.amount: _decimal(amount.value) if amount else None,
            CII.amountMaximum: _decimal(amount.max) if amount and amount.max is not None else None,
            CII.amountUnit: amount.unit if amount else None,
            CII.evidence: ids.unit(document.id, unit.id),
            CII.evidenceText: unit.text[start:end],
            NIF.beginIndex: start,
            NIF.endIndex: end,
            CII.extractionRule: relation.rule or None,
            CII.indicatorAsPrior: True if relation.indicator_as_prior else None,
            CII.indicator: _indicator(document, unit),
            CII.country: ids.country(unit.country) if unit.country else None,
        },
    )
    # The shortcut for simple questions says "is", so it stands only for what is affirmed, not hedged and not over.
    if relation.polarity == "affirmed" and relation.modality == "asserted" and relation.status != "ended":
        write.add(acting, CII[relation.predicate], acted_upon)


def relation_class(predicate: str) -> NamedNode:
    """The class of the relations that state a predicate: ``cii:OwnsStakeIn`` of ``cii:ownsStakeIn``."""
    return CII[predicate[0].upper() + predicate[1:]]


def _indicator(document: Document, unit: Unit) -> NamedNode | None:
    if unit.indicator is None or document.edition is None:
        return None
    return ids.indicator(document.edition, unit.indicator)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value)).normalize() + Decimal(0)
