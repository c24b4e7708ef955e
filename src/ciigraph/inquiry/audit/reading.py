"""Reads from the graph what the audit of a country needs: answers, text, relations. Every question goes by an index."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ciigraph import codebook
from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.audit.lexicon import lexicon
from ciigraph.inquiry.audit.sentences import HOME, Sentence, address_years, joined, sentences
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class StatedRelation:
    """A relation as the graph has it; ``begin`` and ``end`` are the characters of its evidence in the unit."""

    iri: str
    predicate: str
    acting: str
    acted_upon: str
    polarity: str
    modality: str
    status: str
    start: str
    begin: int
    end: int


@dataclass(slots=True)
class Text:
    """A unit of text with its sentences; ``indicator`` and ``edition`` are empty in articles and takeaways."""

    iri: str
    document: str
    country: str
    section: str
    heading: str
    indicator: str
    edition: int | None
    recorded: str
    text: str
    dated: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    relations: list[StatedRelation] = field(default_factory=list)
    own_names: list[tuple[int, int]] = field(default_factory=list)  # characters of names that belong to the country
    years: tuple[int, ...] = ()  # all that its sentences tell, and the addresses in it
    pairs: dict[int, Sentence] = field(default_factory=dict)  # a sentence with the one before that it points back to


@dataclass(slots=True)
class Answered:
    """An answer that counts. ``urls`` is how many addresses its source cites for it."""

    iri: str
    code: str
    score: int | None
    label: str
    recorded: str
    document: str
    urls: int


@dataclass(slots=True)
class Country:
    """All that the audit of one country and edition looks at."""

    code: str
    edition: int
    answers: dict[str, Answered]
    evidence: dict[str, list[Text]]
    articles: list[Text]

    def cites(self, document: str) -> bool:
        """Whether a document gives addresses or evidence at all; a bare table of answers can't be uncited."""
        return any(t.document == document for texts in self.evidence.values() for t in texts) or any(
            answer.urls for answer in self.answers.values() if answer.document == document
        )


def countries(graph: Graph) -> list[str]:
    """The alpha-2 codes of the countries with answers."""
    return [str(record["country"]) for record in table(graph, saved("audit/countries").text).records()]


def read_country(graph: Graph, code: str) -> Country | None:
    """A country's newest edition that the rules are written for; None where the graph has no answers to one.

    The evidence of an answer is what stands with it in the document whose answer counts; where nothing stands there,
    what other documents of the edition give.
    """
    answers = list(_rows(graph, "audit/answers", code))
    editions = {int(row["edition"]) for row in answers} & set(_audited_editions())
    if not editions:
        return None
    edition = max(editions)
    urls = Counter(str(row["recorded"]) for row in _rows(graph, "audit/citations", code))
    current = {
        str(row["indicator"]): Answered(
            str(row["answer"]),
            str(row["indicator"]),
            row["score"],
            str(row["label"] or ""),
            str(row["recorded"]),
            str(row["document"]),
            urls[str(row["recorded"])],
        )
        for row in answers
        if row["edition"] == edition
    }
    texts = _texts(graph, code)
    evidence: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        if text.indicator in current and text.edition == edition:
            evidence[text.indicator].append(text)
    for indicator, given in evidence.items():
        own = [text for text in given if text.recorded == current[indicator].recorded]
        evidence[indicator] = _distinct(own or given)
    articles = [text for text in texts if not text.indicator and text.section == "body"]
    return Country(code, edition, current, dict(evidence), articles)


def _audited_editions() -> list[int]:
    """The editions whose questions the rules are about: those with the codebook's own numbering."""
    book = codebook.load()
    return [year for year, edition in book.editions.items() if edition.numbering == max(book.editions)]


def _texts(graph: Graph, code: str) -> list[Text]:
    stated: dict[str, list[StatedRelation]] = defaultdict(list)
    for row in sorted(_rows(graph, "audit/relations", code), key=lambda row: str(row["relation"])):
        stated[str(row["unit"])].append(_relation(row))
    named: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in _rows(graph, "audit/own-names", code):
        named[str(row["unit"])].append((int(row["begin"]), int(row["end"])))
    found = []
    for row in sorted(_rows(graph, "audit/units", code), key=lambda row: str(row["unit"])):
        text = Text(
            str(row["unit"]),
            str(row["document"]),
            code,
            str(row["section"]),
            str(row["heading"] or ""),
            str(row["indicator"] or ""),
            row["edition"],
            str(row["recorded"] or ""),
            str(row["text"]),
            str(row["dated"] or ""),
            relations=stated.get(str(row["unit"]), []),
            own_names=named.get(str(row["unit"]), []),
        )
        found.append(text)
    return found


#: By which word a sentence that points back to the one before does so.
_SOON = 10


def cut(texts: Iterable[Text]) -> None:
    """Cut texts into sentences where that isn't done yet."""
    for text in texts:
        if not text.sentences:
            text.sentences = sentences(text.text, lexicon(), text.country)
            for begin, end in text.own_names:
                for sentence in text.sentences:
                    if sentence.start <= begin < sentence.end:
                        sentence.name(HOME, begin, end)
            text.years = (*(year for s in text.sentences for year in s.years), *address_years(text.text))
            text.pairs = {
                number: joined(text.sentences[number - 1], sentence)
                for number, sentence in enumerate(text.sentences)
                if number and any(start <= _SOON for start, _ in sentence.hits.get("anaphor", ()))
            }


def _distinct(texts: list[Text]) -> list[Text]:
    """Texts that differ in more than blanks, supporting evidence first."""
    kept: dict[str, Text] = {}
    for text in sorted(texts, key=lambda each: (each.section != "supporting", each.iri)):
        kept.setdefault(" ".join(text.text.split()), text)
    return list(kept.values())


def _relation(row: dict[str, Any]) -> StatedRelation:
    name = local_name(str(row["class"]))
    return StatedRelation(
        str(row["relation"]),
        name[:1].lower() + name[1:],
        str(row["acting"]),
        str(row["acted_upon"]),
        str(row["polarity"]),
        str(row["modality"]),
        str(row["status"]),
        str(row["start"] or ""),
        int(row["begin"]),
        int(row["end"]),
    )


def _rows(graph: Graph, name: str, code: str) -> Iterable[dict[str, Any]]:
    return table(graph, saved(name).bind({"country": code})).records()
