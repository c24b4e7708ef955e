"""A small graph that has an example of everything a build writes: every class, every property of every shape."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pyoxigraph import Quad, Store

from ciigraph import codebook
from ciigraph.graph import identifiers as ids
from ciigraph.graph.codebook_statements import codebook_statements
from ciigraph.graph.document_statements import document_statements
from ciigraph.graph.manifest import Made, Run, manifest_statements
from ciigraph.graph.vocabulary import CII, ITSRDF, NIF, RDFS, SKOS, WIKIDATA
from ciigraph.graph.writer import GraphWriter, date_literal
from ciigraph.inquiry.derivation import derive
from ciigraph.records import Answer, Citation, CountryFact, Document, Notice, PublishedScore, Question, Unit

TEXT = "Acme Cable bought a fifth of Port Verd for 3 million crowns in 2019."
CITATION = Citation(1, "https://example.org/port", "https://example.org/port")

#: The indicators that the sample keeps; the last asks the same in 2022, the others don't.
_KEPT = ("media-01", "media-02", "foreign-policy-01")


def _answer(indicator: str, score: int | None, **more: object) -> Answer:
    return Answer("BE", 2024, indicator, score, f"/answer/{indicator}", **more)  # type: ignore[arg-type]


COUNTRY_FILE = Document(
    id="belgium-2024-data",
    kind="country-file",
    path="2024/Belgium.json",
    sha256="0" * 64,
    media_type="application/json",
    title="Belgium",
    publisher="A publisher",
    date="2024-09",
    url="https://example.org/belgium",
    language="en",
    country="BE",
    edition=2024,
    units=(
        Unit("media-01.supporting", "supporting", TEXT, "/answer/0/evidence", "media-01", "BE", "Ports", "en", (CITATION,)),
        Unit("takeaway.1", "takeaway", "Ports matter.", "/takeaway/0", citations=(CITATION,)),
    ),
    answers=(
        _answer(
            "media-01",
            3,
            label="Few, but significant",
            distribution={"0": 1, "1": 2, "2": 3, "3": 4, "4": 5, "skip": 6},
            answered_countries=15,
            skipped_countries=6,
            experts=2,
            reviewer="anonymous",
            citations=(CITATION,),
        ),
        _answer("media-02", None),
    ),
    published=(
        PublishedScore("BE", 2024, "overall", "overall", "/score", 3, 4, "75", 1, 2),
        PublishedScore("BE", 2024, "domain", "media", "/score/media", 3, 4, "75", 1, 2),
        PublishedScore("BE", 2024, "layer", "exposure", "/score/exposure", None, None, "75.5"),
        PublishedScore("BE", 2024, "indicator", "media-01", "/score/media-01", 3, 4),
    ),
    facts=(CountryFact("BE", 2024, "population", "11000000", "/population"),),
    questions=(Question(2024, "media-01", "/answer/0", "exposure", "graded"),),
    notices=(Notice("set-aside", "a list of links", 3, "/answer/0"), Notice("missing", "no answer", locator="")),
)
TABLE = Document(
    id="answers-2024",
    kind="answer-table",
    path="2024/answers.csv",
    sha256="1" * 64,
    media_type="text/csv",
    edition=2024,
    answers=(Answer("BE", 2024, "media-01", 2, "cell=2,3"), Answer("IL", 2024, "media-01", 0, "cell=2,4")),
)


def _extracted() -> list[Quad]:
    """Entities, mentions, relations and a resolution, as the contract of the graph has them."""
    entities = GraphWriter(ids.ENTITIES_GRAPH)
    company = entities.describe(
        ids.entity("acme-cable"),
        CII.Company,
        {
            RDFS.label: "Acme Cable",
            SKOS.altLabel: "Acme",
            CII.nameKey: "acme cable",
            CII.belongsTo: ids.country("IL"),
            CII.parent: ids.entity("acme-group"),
            SKOS.exactMatch: WIKIDATA["Q1"],
        },
    )
    entities.describe(ids.entity("acme-group"), CII.Company, {RDFS.label: "Acme Group"})
    port = entities.describe(ids.entity("port-verd"), CII.Facility, {RDFS.label: "Port Verd"})
    entities.describe(ids.entity("ada"), CII.Person, {RDFS.label: "Ada"})
    entities.describe(ids.entity("belt"), CII.Initiative, {RDFS.label: "Belt"})
    entities.describe(
        ids.resource("resolution", "1"),
        CII.Resolution,
        {CII.resolved: company, CII.resolvedName: "acme-cable-ltd", CII.reason: "the names are alike"},
    )
    write = GraphWriter(ids.document(COUNTRY_FILE.id))
    unit = ids.unit(COUNTRY_FILE.id, "media-01.supporting")
    mentions = []
    for number, (name, entity) in enumerate((("Acme Cable", company), ("Port Verd", port)), 1):
        start = TEXT.index(name)
        properties = {
            NIF.beginIndex: start,
            NIF.endIndex: start + len(name),
            NIF.anchorOf: name,
            NIF.referenceContext: unit,
            ITSRDF.taIdentRef: entity,
            ITSRDF.taClassRef: CII.Company,
            CII.linkRule: "exact",
            CII.linkScore: Decimal("0.9"),
            CII.reason: "the name is known",
        }
        mentions.append(write.describe(ids.resource("mention", number), CII.Mention, properties))
    write.describe(
        ids.resource("relation", "1"),
        CII.OwnsStakeIn,
        {
            CII.subject: company,
            CII.object: port,
            CII.subjectMention: mentions[0],
            CII.objectMention: mentions[1],
            CII.polarity: "affirmed",
            CII.modality: "asserted",
            CII.status: "current",
            CII.start: date_literal("2019"),
            CII.end: date_literal("2020-05"),
            CII.amount: Decimal(3000000),
            CII.amountMaximum: Decimal(4000000),
            CII.amountUnit: "crowns",
            CII.evidenceText: TEXT,
            CII.evidence: unit,
            NIF.beginIndex: 0,
            NIF.endIndex: len(TEXT),
            CII.extractionRule: "bought: active",
            CII.indicatorAsPrior: False,
            CII.indicator: ids.indicator(2024, "media-01"),
            CII.country: ids.country("BE"),
            CII.edition: ids.edition(2024),
            CII.recordedIn: ids.document(COUNTRY_FILE.id),
            CII.reason: "the verb",
        },
    )
    write.add(company, CII.ownsStakeIn, port)
    return entities.quads + write.quads


@cache
def sample_quads() -> tuple[Quad, ...]:
    """All quads of the sample, with the graphs that a build derives."""
    store = Store()
    every = codebook_statements(codebook.load(), {"BE": "Belgium", "IL": "Israel"})
    left_out = {
        ids.indicator(year, indicator.code)
        for year in codebook.load().editions
        for indicator in codebook.load().indicators
        if indicator.code not in _KEPT
    }
    store.extend(quad for quad in every if quad.subject not in left_out and quad.object not in left_out)
    for document in (COUNTRY_FILE, TABLE):
        store.extend(document_statements(document))
    store.extend(_extracted())
    run = Run("run-1", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", "0.1.0", "{}")
    store.extend(manifest_statements({each.id: Made("a" * 64, run) for each in (COUNTRY_FILE, TABLE)}))
    derive(store)
    return tuple(store)


def sample_store() -> Store:
    """A new store in memory with the sample."""
    store = Store()
    store.extend(sample_quads())
    return store
