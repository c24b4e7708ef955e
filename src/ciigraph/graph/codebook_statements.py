"""The codebook as statements: editions with their rules, domains, layers, scales and the indicators of each edition."""

from __future__ import annotations

from typing import TypedDict, cast

import yaml
from pyoxigraph import Literal, NamedNode, Quad

from ciigraph.assets import asset
from ciigraph.codebook import CURRENT, Codebook
from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import CII, RDFS, SKOS
from ciigraph.graph.writer import GraphWriter, Value


class SourceKind(TypedDict, total=False):
    """A row of ``data/sources.yaml``."""

    kind: str
    label: str
    trust: int


def source_kinds() -> list[SourceKind]:
    """The kinds of documents with their place in the order of trust."""
    return cast("list[SourceKind]", yaml.safe_load(asset("data/sources.yaml").read_text("utf-8")))


def codebook_statements(book: Codebook, country_names: dict[str, str]) -> list[Quad]:
    """All quads of the codebook's graph.

    Args:
        book: the codebook.
        country_names: alpha-2 code to English name of every country that the build speaks of.
    """
    write = GraphWriter(ids.CODEBOOK_GRAPH)
    for source in source_kinds():
        properties: dict[NamedNode, Value] = {RDFS.label: _english(source["label"]), CII.trust: source.get("trust")}
        write.describe(ids.resource("kind", source["kind"]), CII.DocumentKind, properties)
    for domain in book.domains:
        write.describe(ids.domain(domain.slug), CII.Domain, {SKOS.prefLabel: _english(domain.name)})
    for layer in book.edition(CURRENT).layers:
        write.describe(ids.layer(layer), CII.Layer, {SKOS.prefLabel: _english(layer)})
    for scale in book.scales.values():
        scheme = write.describe(ids.resource("scale", scale.key), CII.AnswerScale, {SKOS.prefLabel: scale.key})
        for score, label in scale.answers.items():
            answer = ids.resource("scale", scale.key, score)
            write.describe(
                answer, CII.ScaleAnswer, {SKOS.prefLabel: _english(label), SKOS.notation: score, SKOS.inScheme: scheme}
            )
    for year in sorted(book.editions):
        _describe_edition(write, book, year)
    for alpha2, name in sorted(country_names.items()):
        write.describe(ids.country(alpha2), CII.Country, {RDFS.label: _english(name), CII.alpha2: alpha2})
    return write.quads


def _english(text: str) -> Literal:
    return Literal(text, language="en")


def _describe_edition(write: GraphWriter, book: Codebook, year: int) -> None:
    edition = book.edition(year)
    node = write.describe(
        ids.edition(year), CII.Edition, {CII.year: year, SKOS.prefLabel: _english(f"China Index {year}")}
    )
    for measure, rule in edition.percent.items():
        write.describe(
            ids.resource("rule", year, measure),
            CII.FigureRule,
            {
                CII.edition: node,
                CII.measure: measure,
                CII.maximumOver: rule.over,
                CII.firstPrecision: 10 ** rule.decimals[0],
                CII.finalPrecision: 10 ** rule.decimals[-1],
                CII.rounding: rule.rounding,
                CII.rankedBy: edition.rank[measure],
            },
        )
    for indicator in book.indicators:
        asked = book.asked(indicator.code, year)
        subject = ids.indicator(year, indicator.code)
        write.describe(
            subject,
            CII.Indicator,
            {
                CII.code: indicator.code,
                CII.number: indicator.number,
                SKOS.prefLabel: _english(asked.label),
                CII.inEdition: node,
                CII.inDomain: ids.domain(indicator.domain),
                CII.inLayer: ids.layer(asked.layer),
                CII.onScale: ids.resource("scale", asked.scale),
            },
        )
        if year == CURRENT:
            continue
        # Editions are tied question by question; only what is known to be the same may be compared.
        later = next(
            (i.code for i in book.indicators if book.counterpart(i.code, CURRENT, year) == indicator.code), None
        )
        if later is not None:
            same = book.same_question(indicator.code, year, CURRENT)
            current = ids.indicator(CURRENT, later)
            write.add(subject, CII.sameQuestionAs if same else CII.relatedQuestion, current)
            write.add(subject, CII.change, book.earlier(later, year).change)
