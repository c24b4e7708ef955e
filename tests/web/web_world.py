"""A small graph of made-up documents with mentions, relations and entities, for the pages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from ciigraph.extraction.names import name_key
from ciigraph.graph.entity_statements import EntityProfile, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.records import Amount, Citation, Document, Extraction, Mention, Relation, Unit
from synthetic import document, graph_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.graph.access import EmbeddedGraph
    from ciigraph.records import EntityType

#: Identifier, type, label, other names, country, parent.
_ENTITIES: tuple[tuple[str, EntityType, str, str, str | None, str | None], ...] = (
    ("acme-shipping", "Company", "Acme Shipping", "ACME|Акме|恒远海运", "CN", None),
    ("acme-ports", "Company", "Acme Ports", "Acme Ports Limited", "CN", "acme-shipping"),
    ("port-of-verd", "Facility", "Port of Verd", "Verd harbour", "BE", None),
    ("hualing", "Company", "Hualing", "Hualing Technologies|华灵", "CN", None),
    ("tide-news", "MediaOrganisation", "Tide News", "TIDƏ NEWS|Tidenews|Тайд Ньюс", "AZ", None),
    ("li-jin", "Person", "Li Jin", "", "CN", None),
    ("jana-novak", "Person", "Jana Novák", "Novák", "BE", None),
    ("ministry-of-tides-belgium", "GovernmentBody", "Ministry of Tides of Belgium", "Ministry of Tides", "BE", None),
    ("old-terminal", "Facility", "old terminal", "", "BE", None),
    ("CN", "Country", "China", "PRC|中国", "CN", None),
)
_TYPES = {identifier: kind for identifier, kind, *_ in _ENTITIES}
_STAKE = (
    "[Acme Shipping|acme-shipping] bought a fifth of the [Port of Verd|port-of-verd] in 2017. Its arm "
    "[Acme Ports|acme-ports] runs the [old terminal|old-terminal]. The donations to Liège went on."
)
#: Document, unit, and its text: names in brackets are mentions, with the entity's identifier.
_TEXTS = (
    ("belgium-2024-data", "economy-04.supporting", _STAKE),
    (
        "belgium-2024-data",
        "technology-02.supporting",
        (
            "[Hualing|hualing] donated cameras to the [Ministry of Tides|ministry-of-tides-belgium]. Minister "
            "[Jana Novák|jana-novak] denied that she ever met [Li Jin|li-jin]."
        ),
    ),
    ("belgium-2022-data", "economy-04.supporting", _STAKE),
    (
        "azerbaijan-2024-data",
        "media-02.supporting",
        (
            "[TIDƏ NEWS|tide-news] signed a paper with [华灵|hualing] in May 2019. Reportedly [Hualing|hualing] "
            "pays its editors."
        ),
    ),
    (
        "verd-article",
        "body.1",
        (
            "The harbour of Verd is busy. Critics say [Acme|acme-shipping] left the [Port of Verd|port-of-verd] in "
            "2023. [China|CN] said nothing."
        ),
    ),
)
_MARKED = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_BOUGHT: dict[str, Any] = {
    "start": "2017", "status": "current", "amount": Amount(20, "%"), "rule": "own:buy:subj > obj",
}  # fmt: skip
#: Document, unit, predicate, subject and object (entities), and what qualifies the relation.
_RELATIONS: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("belgium-2024-data", "economy-04.supporting", "ownsStakeIn", "acme-shipping", "port-of-verd", _BOUGHT),
    ("belgium-2022-data", "economy-04.supporting", "ownsStakeIn", "acme-shipping", "port-of-verd", _BOUGHT),
    ("belgium-2024-data", "economy-04.supporting", "operates", "acme-ports", "old-terminal", {"status": "current"}),
    ("belgium-2024-data", "technology-02.supporting", "funds", "hualing", "ministry-of-tides-belgium", {}),
    ("belgium-2024-data", "technology-02.supporting", "metWith", "jana-novak", "li-jin", {"polarity": "negated"}),
    ("azerbaijan-2024-data", "media-02.supporting", "hasAgreementWith", "tide-news", "hualing", {"start": "2019-05"}),
    ("azerbaijan-2024-data", "media-02.supporting", "funds", "hualing", "tide-news", {"modality": "alleged"}),
    ("verd-article", "body.1", "ownsStakeIn", "acme-shipping", "port-of-verd",
     {"status": "ended", "end": "2023", "modality": "alleged"}),
)  # fmt: skip
_DOCUMENTS = {
    "belgium-2024-data": ("BE", 2024, "https://example.org/be"),
    "belgium-2022-data": ("BE", 2022, "https://example.org/be"),
    "azerbaijan-2024-data": ("AZ", 2024, "https://www.example.org/az"),
    "verd-article": ("BE", None, None),
}


def _read(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """A text without its marks, and the mentions that they stand for."""
    text, mentions, last = "", [], 0
    labels = {identifier: label for identifier, _, label, *_ in _ENTITIES}
    for match in _MARKED.finditer(marked):
        text += marked[last : match.start()]
        name, entity = match.groups()
        country = "CN" if entity == "CN" else None
        end = len(text) + len(name)
        mentions.append(Mention(len(text), end, name, _TYPES[entity], entity, labels[entity], country=country))
        text, last = text + name, match.end()
    return text + marked[last:], tuple(mentions)


def _documents() -> dict[str, tuple[Document, list[Extraction]]]:
    found = {}
    for name, (country, edition, url) in _DOCUMENTS.items():
        units, extractions = [], []
        for owner, unit_id, marked in _TEXTS:
            if owner != name:
                continue
            text, mentions = _read(marked)
            indicator = unit_id.partition(".")[0] if edition else None
            cited = (Citation(1, url, url), Citation(2, f"{url}/2", f"{url}/2")) if url else ()
            section = "supporting" if edition else "body"
            units.append(Unit(unit_id, section, text, f"/{unit_id}", indicator, country, citations=cited))
            at = {mention.entity: number for number, mention in reversed(list(enumerate(mentions)))}
            relations = tuple(
                Relation(predicate, at[subject], at[object_], (0, text.index(".") + 1), **more)
                for where, stood, predicate, subject, object_, more in _RELATIONS
                if (where, stood) == (name, unit_id)
            )
            extractions.append(Extraction(unit_id, mentions, relations))
        scores = {"economy-04": 3, "technology-02": 0, "media-02": 4 if country == "AZ" else 0} if edition else {}
        made = document(name, country, scores, edition=edition or 2024, units=units)
        if not edition:
            made = msgspec.structs.replace(made, kind="news", edition=None, url="https://example.org/article")
        found[name] = made, extractions
    return found


def _profiles() -> Iterable[EntityProfile]:
    for identifier, kind, label, others, country, parent in _ENTITIES:
        names = tuple(sorted({label, *filter(None, others.split("|"))}))
        mentions = sum(marked.count(f"|{identifier}]") for *_, marked in _TEXTS)
        keys = tuple(sorted({name_key(name) for name in names}))
        yield EntityProfile(identifier, kind, label, names, keys, country, parent, mentions=mentions)


@cache
def web_world() -> EmbeddedGraph:
    """The graph in memory; don't change it."""
    documents = _documents()
    graph = graph_of(*(each for each, _ in documents.values()))
    for each, found in documents.values():
        graph.store.bulk_extend(extraction_statements(each, found, str))
    graph.store.bulk_extend(entity_statements(_profiles()))
    return graph
