"""The records that travel from room to room: what documents hold and what extraction finds in them.

All are immutable ``msgspec`` structs, so they are typed, compare by value and go to JSON and back
(``msgspec.json.encode`` / ``decode``), which is how a build keeps finished work.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Section: TypeAlias = Literal["supporting", "supplementary", "takeaway", "body", "header"]
DocumentKind: TypeAlias = Literal[
    "profile",  # a saved country page of the index
    "country-file",  # <year>/country_json/<Country>.json
    "answer-table",  # the tables of all countries, wide or long
    "score-table",  # published scores and ranks of all countries
    "indicator-list",  # the index's questions with layer, grading and the countries of each answer
    "domain-page",  # one domain: each indicator with the countries that chose each answer
    "encyclopedia",
    "news",
    "prose",
]
Measure: TypeAlias = Literal["overall", "domain", "layer", "indicator"]
NoticeKind: TypeAlias = Literal[
    "unrecognised",  # text that is neither used nor known boilerplate
    "missing",  # something that should be there is not
    "doubled",
    "out-of-range",
    "inconsistent",  # two places of one document say different things
    "set-aside",  # prose that is no evidence: link dumps, captions, navigation
]

EntityType: TypeAlias = Literal[
    "Person",
    "Country",
    "Place",
    "Facility",
    "Company",
    "University",
    "ResearchBody",
    "MediaOrganisation",
    "GovernmentBody",
    "PoliticalParty",
    "Association",
    "InternationalOrganisation",
    "Network",
    "ConfuciusInstitute",
    "ThreatActor",
    "Initiative",
    "Agreement",
    "Event",
    "Product",
]
Predicate: TypeAlias = Literal[
    "ownsStakeIn",
    "operates",
    "subsidiaryOf",
    "hosts",
    "memberOf",
    "hasAgreementWith",
    "twinnedWith",
    "redistributes",
    "broadcastsIn",
    "funds",
    "trains",
    "suppliesTechnologyTo",
    "cooperatesWith",
    "participatesIn",
    "visited",
    "metWith",
    "holdsPositionIn",
    "recruited",
    "attacked",
    "coerced",
    "criticises",
    "supports",
    "tradesWith",
    "locatedIn",
]
Polarity: TypeAlias = Literal["affirmed", "negated"]
Modality: TypeAlias = Literal["asserted", "alleged", "planned"]
Status: TypeAlias = Literal["current", "ended", "unknown"]


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of all records: immutable, compact as JSON."""


class Citation(Record, frozen=True):
    """One cited address. ``url`` is None where the source cites something that is no URL ("NO LINK")."""

    position: int  # 1-based, in the order of the source
    text: str  # as written in the source
    url: str | None = None


class Unit(Record, frozen=True):
    """A piece of text that is read as one: the evidence of an indicator, a takeaway, a paragraph.

    ``locator`` is a URI fragment saying where the text stands in the document: ``char=start,end``
    (RFC 5147, Unicode code points of the decoded text) for text and HTML, a JSON pointer (RFC 6901,
    ``/answer/Media/0/evidence``) for JSON. The text found there equals ``text`` once runs of white
    space are made one blank.
    """

    id: str  # unique in the document: "media-03.supporting", "takeaway.2", "body.7"
    section: Section
    text: str
    locator: str
    indicator: str | None = None  # "media-03"
    country: str | None = None  # ISO 3166-1 alpha-2
    heading: str | None = None  # of the section of an article
    language: str | None = None  # BCP 47, where it isn't the document's
    citations: tuple[Citation, ...] = ()


class Answer(Record, frozen=True):
    """The answer that one source records for an indicator, a country and an edition.

    ``score`` is 0..4, None where the indicator was skipped. ``distribution`` gives the number of countries
    for each score ("0".."4", "skip") where the source prints it.
    """

    country: str
    edition: int
    indicator: str
    score: int | None
    locator: str
    label: str | None = None  # as printed: "No", "Yes", "Silence"; None where the source has only the score
    scale: str | None = None  # key of the codebook's scales, where the source states it
    layer: str | None = None  # "Exposure" | "Pressure" | "Alignment"
    distribution: dict[str, int] | None = None
    answered_countries: int | None = None
    skipped_countries: int | None = None
    experts: int | None = None  # how many experts answered
    reviewer: str | None = None  # "anonymous" or the name as printed
    citations: tuple[Citation, ...] = ()


class PublishedScore(Record, frozen=True):
    """A figure as the index prints it: of a country, overall or for a domain or a layer. Absent figures are None."""

    country: str
    edition: int
    by: Measure
    name: str  # "overall", a domain slug, or the layer in lower case ("exposure")
    locator: str
    score: int | None = None
    max: int | None = None
    percent: str | None = None  # decimal as printed, without the sign: "20.5", "24"
    rank: int | None = None
    of: int | None = None


class CountryFact(Record, frozen=True):
    """A header figure of a country: GDP per head, population, press freedom rank, ...

    ``property`` is one of: gdp-per-capita (USD), population (persons), diplomatic-relations-since (year or date),
    press-freedom-rank, freedom-score (0..100), freedom-status, last-update, partner, region (of the index's own map).
    """

    country: str
    edition: int
    property: str
    value: str  # decimal, ISO date or text
    locator: str


class Question(Record, frozen=True):
    """What a source says of an indicator apart from any country; the wording stays in the source."""

    edition: int
    indicator: str
    locator: str
    layer: str | None = None
    scale: str | None = None


class Notice(Record, frozen=True):
    """Something about a document that its reader must tell: never skipped in silence."""

    kind: NoticeKind
    message: str
    line: int | None = None  # 1-based
    locator: str | None = None


class Document(Record, frozen=True):
    """Everything that was read from one source document."""

    id: str  # slug, unique in a build, stable from build to build: "belgium-2024"
    kind: DocumentKind
    path: str  # as found, relative to the folder that the user named, with forward slashes
    sha256: str  # of the bytes
    media_type: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None  # ISO 8601, as precise as known
    url: str | None = None
    language: str | None = None
    country: str | None = None
    edition: int | None = None
    units: tuple[Unit, ...] = ()
    answers: tuple[Answer, ...] = ()
    published: tuple[PublishedScore, ...] = ()
    facts: tuple[CountryFact, ...] = ()
    questions: tuple[Question, ...] = ()
    notices: tuple[Notice, ...] = ()


class Amount(Record, frozen=True):
    """A quantity with its unit: ``Amount(20, "%")``, ``Amount(3000000, "CNY")``; ``max`` where a range is stated."""

    value: float
    unit: str | None = None
    max: float | None = None


class Mention(Record, frozen=True):
    """A name in a unit's text; ``start``/``end`` are code points of the text, end exclusive.

    ``rule`` and ``score`` say why the mention stands for the entity (the linking rule, 0..1).
    ``country`` is the country the entity belongs to, where known.
    """

    start: int
    end: int
    text: str
    type: EntityType
    entity: str
    label: str
    wikidata: str | None = None
    rule: str = ""
    score: float = 1.0
    country: str | None = None


class Relation(Record, frozen=True):
    """A stated influence relation between two mentions of one unit (positions in ``Extraction.mentions``)."""

    predicate: Predicate
    subject: int
    object: int
    evidence: tuple[int, int]
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    status: Status = "unknown"
    start: str | None = None  # ISO date as precise as the text
    end: str | None = None
    amount: Amount | None = None
    rule: str = ""  # which trigger and construction found it
    indicator_as_prior: bool = False  # the indicator decided between readings


class Extraction(Record, frozen=True):
    """What was found in one unit."""

    unit: str  # Unit.id
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
