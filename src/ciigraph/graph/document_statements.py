"""What was read from a document, as statements of the document's own named graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import CII, DCTERMS, NIF, PROV, SCHEMA
from ciigraph.graph.writer import GraphWriter, Value, date_literal, decimal_literal, url_literal

if TYPE_CHECKING:
    from ciigraph.records import Answer, Citation, CountryFact, Document, PublishedScore, Unit


def document_statements(document: Document) -> list[Quad]:
    """All quads of a document's graph, whose name is the document's address.

    Everything in it hangs on the document: units of text, recorded answers, published figures, notices.
    """
    node = ids.document(document.id)
    write = GraphWriter(node)
    _describe_document(write, node, document)
    answers = {
        (answer.country, answer.edition, answer.indicator): (
            _describe_answer(write, node, document.id, answer),
            frozenset(answer.citations),
        )
        for answer in document.answers
    }
    for unit in document.units:
        key = (unit.country or "", document.edition or 0, unit.indicator or "")
        answer, cited = answers.get(key, (None, frozenset()))
        _describe_unit(write, node, document, unit, answer, cited)
    for published in document.published:
        _describe_published(write, node, document.id, published)
    for fact in document.facts:
        _describe_fact(write, node, document.id, fact)
    for question in document.questions:
        write.describe(
            ids.resource("document", document.id, "question", question.edition, question.indicator),
            CII.RecordedQuestion,
            {
                CII.edition: ids.edition(question.edition),
                CII.indicator: ids.indicator(question.edition, question.indicator),
                CII.layer: ids.layer(question.layer) if question.layer else None,
                CII.scale: ids.resource("scale", question.scale) if question.scale else None,
                CII.recordedIn: node,
                CII.locator: question.locator,
            },
        )
    for number, notice in enumerate(document.notices, 1):
        write.describe(
            ids.resource("document", document.id, "notice", number),
            CII.Notice,
            {
                CII.noticeKind: notice.kind,
                CII.message: notice.message,
                CII.line: notice.line,
                CII.locator: notice.locator,
                CII.recordedIn: node,
            },
        )
    return write.quads


def _describe_document(write: GraphWriter, node: NamedNode, document: Document) -> None:
    write.describe(
        node,
        CII.SourceDocument,
        {
            CII.kind: ids.resource("kind", document.kind),
            DCTERMS.identifier: document.id,
            DCTERMS.title: document.title,
            DCTERMS.publisher: document.publisher,
            DCTERMS.date: date_literal(document.date) if document.date else None,
            DCTERMS.language: document.language,
            DCTERMS.format: document.media_type,
            SCHEMA.url: url_literal(document.url) if document.url else None,
            CII.country: ids.country(document.country) if document.country else None,
            CII.edition: ids.edition(document.edition) if document.edition else None,
            CII.path: document.path,
            PROV.wasDerivedFrom: ids.resource("file", document.sha256),
        },
    )
    write.describe(ids.resource("file", document.sha256), CII.SourceFile, {CII.sha256: document.sha256})


def _describe_answer(write: GraphWriter, node: NamedNode, document_id: str, answer: Answer) -> NamedNode:
    subject = ids.recorded_answer(document_id, answer.country, answer.edition, answer.indicator)
    write.describe(
        subject,
        CII.RecordedAnswer,
        {
            CII.country: ids.country(answer.country),
            CII.edition: ids.edition(answer.edition),
            CII.indicator: ids.indicator(answer.edition, answer.indicator),
            CII.score: answer.score,
            CII.skipped: True if answer.score is None else None,
            CII.layer: ids.layer(answer.layer) if answer.layer else None,
            CII.scale: ids.resource("scale", answer.scale) if answer.scale else None,
            CII.answerLabel: answer.label,
            CII.answeredCountries: answer.answered_countries,
            CII.skippedCountries: answer.skipped_countries,
            CII.experts: answer.experts,
            CII.reviewer: answer.reviewer,
            CII.recordedIn: node,
            CII.locator: answer.locator,
        },
    )
    for choice, countries in (answer.distribution or {}).items():
        count = NamedNode(f"{subject.value}/count/{choice}")
        write.describe(
            count,
            CII.AnswerCount,
            {
                CII.score: int(choice) if choice != "skip" else None,
                CII.skipped: True if choice == "skip" else None,
                CII.countries: countries,
            },
        )
        write.add(subject, CII.answerCount, count)
    for citation in answer.citations:
        write.add(subject, CII.citation, _describe_citation(write, subject, citation))
    return subject


def _describe_citation(write: GraphWriter, owner: NamedNode, citation: Citation) -> NamedNode:
    properties: dict[NamedNode, Value] = {CII.position: citation.position, CII.citedText: citation.text}
    if citation.url is not None:
        properties[SCHEMA.url] = url_literal(citation.url)
    return write.describe(NamedNode(f"{owner.value}/citation/{citation.position}"), CII.Citation, properties)


def _describe_unit(
    write: GraphWriter,
    node: NamedNode,
    document: Document,
    unit: Unit,
    answer: NamedNode | None,
    cited: frozenset[Citation],
) -> None:
    subject = ids.unit(document.id, unit.id)
    in_edition = unit.indicator is not None and document.edition is not None
    write.describe(
        subject,
        CII.Unit,
        {
            DCTERMS.isPartOf: node,
            NIF.isString: unit.text,
            CII.section: unit.section,
            CII.indicator: ids.indicator(document.edition or 0, unit.indicator or "") if in_edition else None,
            CII.country: ids.country(unit.country) if unit.country else None,
            CII.heading: unit.heading,
            DCTERMS.language: unit.language,
            CII.evidenceFor: answer,
            CII.locator: unit.locator,
        },
    )
    # The citations of an indicator hang on its answer; its units point at those that stand under them.
    for citation in unit.citations:
        if answer is not None and citation in cited:
            write.add(subject, CII.citation, NamedNode(f"{answer.value}/citation/{citation.position}"))
        else:
            write.add(subject, CII.citation, _describe_citation(write, subject, citation))


def _describe_published(write: GraphWriter, node: NamedNode, document_id: str, score: PublishedScore) -> None:
    write.describe(
        ids.resource("document", document_id, "published", score.edition, score.country, score.by, score.name),
        CII.PublishedScore,
        {
            CII.country: ids.country(score.country),
            CII.edition: ids.edition(score.edition),
            CII.measure: score.by,
            CII.about: measured(score.by, score.name, score.edition),
            CII.points: score.score,
            CII.maximum: score.max,
            CII.percent: decimal_literal(score.percent) if score.percent else None,
            CII.rank: score.rank,
            CII.rankedCountries: score.of,
            CII.recordedIn: node,
            CII.locator: score.locator,
        },
    )


def measured(by: str, name: str, year: int) -> NamedNode:
    """What a score is about: a domain, a layer, an indicator, or for the overall score the edition as a whole."""
    if by == "domain":
        return ids.domain(name)
    if by == "layer":
        return ids.layer(name)
    return ids.indicator(year, name) if by == "indicator" else ids.edition(year)


def _describe_fact(write: GraphWriter, node: NamedNode, document_id: str, fact: CountryFact) -> None:
    write.describe(
        ids.resource("document", document_id, "fact", fact.edition, fact.country, fact.property),
        CII.CountryFact,
        {
            CII.country: ids.country(fact.country),
            CII.edition: ids.edition(fact.edition),
            CII.factKind: fact.property,
            CII.value: fact.value,
            CII.recordedIn: node,
            CII.locator: fact.locator,
        },
    )
