"""A small graph that has an example of everything a build writes: every class, every property of every shape."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Quad, Store

from ciigraph import codebook
from ciigraph.graph import identifiers as ids
from ciigraph.graph.codebook_statements import codebook_statements
from ciigraph.graph.document_statements import document_statements
from ciigraph.graph.entity_statements import EntityProfile, Joined, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.graph.manifest import Made, Run, manifest_statements
from ciigraph.inquiry.audit.findings import finding_statements
from ciigraph.inquiry.audit.flags import Evidence, Flag, Recorded
from ciigraph.inquiry.derivation import derive
from ciigraph.records import (
    Amount,
    Answer,
    Citation,
    CountryFact,
    Document,
    Extraction,
    Mention,
    Notice,
    PublishedScore,
    Question,
    Relation,
    Unit,
)

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
        Unit(
            "media-01.supporting",
            "supporting",
            TEXT,
            "/answer/0/evidence",
            "media-01",
            "BE",
            "Ports",
            "en",
            (CITATION,),
        ),
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
            layer="Exposure",
            scale="graded",
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


def _mention(name: str, kind: str, entity: str) -> Mention:
    start = TEXT.index(name)
    return Mention(start, start + len(name), name, kind, entity, name, rule="exact", score=0.9)  # type: ignore[arg-type]


EXTRACTION = Extraction(
    "media-01.supporting",
    (_mention("Acme Cable", "Company", "acme-cable"), _mention("Port Verd", "Facility", "port-verd")),
    (
        Relation(
            "ownsStakeIn",
            0,
            1,
            (0, len(TEXT)),
            status="current",
            start="2019",
            end="2020-05",
            amount=Amount(3_000_000, "crowns", 4_000_000),
            rule="bought: active",
            indicator_as_prior=True,
        ),
    ),
)
ENTITIES = (
    EntityProfile(
        "acme-cable",
        "Company",
        "Acme Cable",
        ("Acme",),
        ("acme cable",),
        "IL",
        "acme-group",
        "Q1",
        (
            Joined("acme-cable-ltd", "alike", 0.9),
            Joined("acme-wire", "decided", 1.0, "Ada Berg", "2026-01-01", "one register number"),
        ),
        close=("Q2",),
    ),
    EntityProfile("acme-group", "Company", "Acme Group"),
    EntityProfile("port-verd", "Facility", "Port Verd"),
    EntityProfile("ada", "Person", "Ada"),
    EntityProfile("belt", "Initiative", "Belt"),
    EntityProfile("belgium", "Country", "Belgium", ("Kingdom of Belgium",), ("belgium",), "BE"),
)


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
    store.extend(extraction_statements(COUNTRY_FILE, [EXTRACTION], str))
    store.extend(entity_statements(ENTITIES))
    run = Run("run-1", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", "0.1.0", "{}")
    made = {each.id: Made("a" * 64, run) for each in (COUNTRY_FILE, TABLE)}
    store.extend(manifest_statements(made, Made("b" * 16, run)))
    derive(store)
    store.extend(finding_statements([_flag()]))
    return tuple(store)


def _flag() -> Flag:
    """A finding on an answer of the sample, as the audit makes them."""
    said = Evidence(
        TEXT,
        COUNTRY_FILE.id,
        "media-01",
        "supporting",
        None,
        0,
        len(TEXT),
        ids.unit(COUNTRY_FILE.id, "media-01.supporting").value,
        "affirmed",
    )
    return Flag(
        "BE",
        2024,
        "media-01",
        Recorded("Few, but significant", 3),
        "contradicted-by-own-evidence",
        "arguable",
        "the evidence states something else",
        "members of a network",
        (said,),
        reasons=("the sentence limits what it tells",),
        answer=ids.resource("answer", 2024, "media-01", "BE").value,
    )


def sample_store() -> Store:
    """A new store in memory with the sample."""
    store = Store()
    store.extend(sample_quads())
    return store
