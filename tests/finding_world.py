"""A small graph of made-up documents and entities in which names, words and countries are found; also as a store."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from ciigraph.extraction.names import name_key
from ciigraph.graph.access import EmbeddedGraph
from ciigraph.graph.entity_statements import EntityProfile, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.graph.store import Generation
from ciigraph.records import Amount, Citation, Document, Extraction, Mention, Relation, Unit
from synthetic import document, graph_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from ciigraph.graph.access import Result
    from ciigraph.records import EntityType, Predicate


class _Entity(NamedTuple):
    type: EntityType
    label: str
    country: str | None
    others: str = ""  # its other names, parted by bars
    parent: str | None = None


_ENTITIES = {
    "acme-shipping": _Entity("Company", "Acme Shipping", "CN", "ACME|Акме|恒远海运"),
    "acme-ports": _Entity("Company", "Acme Ports", "CN", parent="acme-shipping"),
    "acme-ports-verd": _Entity("Company", "Acme Ports Verd", "BE", parent="acme-ports"),
    "port-of-verd": _Entity("Facility", "Port of Verd", "BE"),
    "old-terminal": _Entity("Facility", "old terminal", "BE"),
    "hualing": _Entity("Company", "Hualing", "CN", "Hualing Technologies|华灵"),
    "tide-news": _Entity("MediaOrganisation", "Tide News", "AZ", "TIDƏ NEWS|Tidenews|Тайд Ньюс"),
    "bank-of-borduria": _Entity("Company", "Bank of Borduria", "CN"),
    "central-bank-of-borduria": _Entity("GovernmentBody", "Central Bank of Borduria", None),
    "ministry-of-tides-belgium": _Entity("GovernmentBody", "Ministry of Tides of Belgium", "BE", "Ministry of Tides"),
    "ministry-of-tides-azerbaijan": _Entity(
        "GovernmentBody", "Ministry of Tides of Azerbaijan", "AZ", "Ministry of Tides"
    ),
    "li-jin": _Entity("Person", "Li Jin", "CN"),
    "li-jing": _Entity("Person", "Li Jing", "CN"),
    "jana-novak": _Entity("Person", "Jana Novák", "BE", "Novák"),
    "CN": _Entity("Country", "China", "CN", "PRC|中国"),
}

#: Identifier, country, edition and cited site of the documents; the article is of no edition and cites nothing.
_DOCUMENTS = (
    ("belgium-2024-data", "BE", 2024, "https://example.org/be"),
    ("belgium-2022-data", "BE", 2022, "https://example.org/be"),
    ("azerbaijan-2024-data", "AZ", 2024, "https://www.example.org/az"),
    ("verd-article", "BE", None, None),
)
_ARTICLE = "https://example.org/article"


class _Told(NamedTuple):
    """A text, in which names in brackets are mentions of the entity after the bar, and the relations that it states."""

    marked: str
    #: Number of the sentence that states it (from 0), predicate, subject, object, and what qualifies the relation.
    relations: tuple[tuple[int, Predicate, str, str, dict[str, Any]], ...] = ()


_BOUGHT = {"start": "2017", "status": "current", "amount": Amount(20, "%"), "rule": "own:buy:subj > obj"}
_STAKE = _Told(
    "[Acme Shipping|acme-shipping] bought a fifth of the [Port of Verd|port-of-verd] in 2017. Its arm "
    "[Acme Ports|acme-ports] runs the [old terminal|old-terminal]. The donations to Liège went on.",
    (
        (0, "ownsStakeIn", "acme-shipping", "port-of-verd", _BOUGHT),
        (1, "operates", "acme-ports", "old-terminal", {"status": "current"}),
    ),
)
#: Document and indicator (of the article, the unit itself), and what is told there.
_TEXTS = {
    ("belgium-2024-data", "economy-04"): _STAKE,
    ("belgium-2022-data", "economy-04"): _STAKE,
    ("belgium-2024-data", "technology-02"): _Told(
        "[Hualing|hualing] donated cameras to the [Ministry of Tides|ministry-of-tides-belgium]. Minister "
        "[Jana Novák|jana-novak] denied that she ever met [Li Jin|li-jin].",
        (
            (0, "funds", "hualing", "ministry-of-tides-belgium", {}),
            (1, "metWith", "jana-novak", "li-jin", {"polarity": "negated"}),
        ),
    ),
    ("belgium-2024-data", "economy-05"): _Told(
        "The [Central Bank of Borduria|central-bank-of-borduria] keeps a branch in Verd."
    ),
    ("azerbaijan-2024-data", "media-02"): _Told(
        "[TIDƏ NEWS|tide-news] signed a paper with [华灵|hualing] in May 2019. Reportedly [Hualing|hualing] pays its "
        "editors.",
        (
            (0, "hasAgreementWith", "tide-news", "hualing", {"start": "2019-05", "rule": "agreement:sign:subj > with"}),
            (1, "funds", "hualing", "tide-news", {"modality": "alleged"}),
        ),
    ),
    ("azerbaijan-2024-data", "economy-04"): _Told(
        "The [Bank of Borduria|bank-of-borduria] paid for the visit of [Li Jing|li-jing]."
    ),
    ("verd-article", "body.1"): _Told(
        "The harbour of Verd is busy. Critics say [Acme|acme-shipping] left the [Port of Verd|port-of-verd] in 2023. "
        "[China|CN] said nothing.",
        (
            (1, "ownsStakeIn", "acme-shipping", "port-of-verd",
             {"end": "2023", "status": "ended", "modality": "alleged"}),
        ),
    ),
}  # fmt: skip
_MARKED = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_SENTENCE = re.compile(r"[^. ][^.]*\.")


def _read(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """A text without its marks, and the mentions that they stand for."""
    text, mentions, last = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[last : match.start()]
        name, identifier = match.groups()
        entity, end = _ENTITIES[identifier], len(text) + len(name)
        mentions.append(
            Mention(len(text), end, name, entity.type, identifier, entity.label, rule="known", country=entity.country)
        )
        text, last = text + name, match.end()
    return text + marked[last:], tuple(mentions)


def _extraction(unit: Unit, mentions: tuple[Mention, ...], told: _Told) -> Extraction:
    """The mentions and relations of a unit; a relation stands between the last mentions up to its sentence's end."""
    sentences = [match.span() for match in _SENTENCE.finditer(unit.text)]
    relations = []
    for number, predicate, subject, object_, more in told.relations:
        until = sentences[number][1]
        at = {each.entity: position for position, each in enumerate(mentions) if each.start < until}
        relations.append(Relation(predicate, at[subject], at[object_], sentences[number], **more))
    return Extraction(unit.id, mentions, tuple(relations))


def _documents() -> Iterator[tuple[Document, list[Extraction]]]:
    """Each document with what was found in its units."""
    for name, country, edition, site in _DOCUMENTS:
        units, extractions = [], []
        urls = (site, f"{site}/2") if site else ()
        cited = tuple(Citation(position, url, url) for position, url in enumerate(urls, 1))
        for (owner, place), told in _TEXTS.items():
            if owner != name:
                continue
            text, mentions = _read(told.marked)
            if edition is None:
                unit = Unit(place, "body", text, f"/{place}", country=country)
            else:
                unit = Unit(f"{place}.supporting", "supporting", text, f"/{place}", place, country, citations=cited)
            units.append(unit)
            extractions.append(_extraction(unit, mentions, told))
        if edition is None:
            article = document(name, country, units=units)
            yield msgspec.structs.replace(article, kind="news", edition=None, url=_ARTICLE), extractions
        else:
            scores = {"economy-04": 3, "technology-02": 0, "media-02": 4 if country == "AZ" else 0}
            yield document(name, country, scores, edition=edition, units=units), extractions


def _profiles() -> Iterator[EntityProfile]:
    for identifier, (kind, label, country, others, parent) in _ENTITIES.items():
        names = tuple(sorted({label, *filter(None, others.split("|"))}))
        keys = tuple(sorted({name_key(name) for name in names}))
        mentions = sum(told.marked.count(f"|{identifier}]") for told in _TEXTS.values())
        yield EntityProfile(identifier, kind, label, names, keys, country, parent, mentions=mentions)


@cache
def small_world() -> EmbeddedGraph:
    """The graph in memory; don't change it."""
    found = list(_documents())
    graph = graph_of(*(each for each, _ in found))
    for each, extractions in found:
        graph.store.bulk_extend(extraction_statements(each, extractions, str))
    graph.store.bulk_extend(entity_statements(_profiles()))
    return graph


def write_small_world(directory: Path) -> Path:
    """Write the graph as a store, whose text index the first search will add; its folder."""
    generation = Generation(directory, copy_current=False)
    generation.store.bulk_extend(small_world().store)
    generation.publish(optimize=False)
    return directory


class Elsewhere:
    """The graph of a store that can only be asked, as an endpoint can: no store and no folder are at hand."""

    def __init__(self, store: Store) -> None:
        self._graph = EmbeddedGraph(store)

    def query(self, text: str, *, timeout: float | None = None) -> Result:
        """See ``Graph.query``."""
        return self._graph.query(text, timeout=timeout)
