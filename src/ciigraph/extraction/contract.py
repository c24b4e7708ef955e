"""The extraction contract: one JSON object a unit, as ``ciigraph extract`` prints it and gold files hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ciigraph.records import Amount, Document, Extraction, Mention, Relation, Unit


def unit_record(document: Document, unit: Unit, extraction: Extraction) -> dict[str, Any]:
    """A unit with what was found in it, as the contract's object; offsets are code points of ``text``."""
    return {
        "document": document.id,
        "kind": document.kind,
        "country": unit.country or document.country,
        "indicator": unit.indicator,
        "section": unit.section,
        "text": unit.text,
        "mentions": [_mention(mention) for mention in extraction.mentions],
        "relations": [_relation(relation) for relation in extraction.relations],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.type,
        "entity": mention.entity,
        "label": mention.label,
        "wikidata": mention.wikidata,
        "rule": mention.rule,
        "score": mention.score,
    }


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "predicate": relation.predicate,
        "subject": relation.subject,
        "object": relation.object,
        "polarity": relation.polarity,
        "modality": relation.modality,
        "status": relation.status,
        "start": relation.start,
        "end": relation.end,
        "amount": None if relation.amount is None else _amount(relation.amount),
        "evidence": list(relation.evidence),
        "rule": relation.rule,
    }


def _amount(amount: Amount) -> dict[str, Any]:
    record: dict[str, Any] = {"value": amount.value, "unit": amount.unit}
    return record if amount.max is None else {**record, "max": amount.max}
