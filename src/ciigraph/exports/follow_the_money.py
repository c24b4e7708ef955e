"""The influence network as FollowTheMoney entities (https://followthemoney.tech), a JSON object a line.

FollowTheMoney's schemata state facts. So only what a text plainly states becomes an Ownership, a Directorship or a
Membership; what it only alleges or plans becomes an UnknownLink that says so in its role and status, and what it denies
is left out. Every link has the sentence as its summary, the relation in words as its description, the cited addresses,
and the source document as its proof.

The objects are written without the package ``followthemoney``, whose parts need a compiler on some systems; the tests
validate them with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ciigraph.exports.characters import on_one_line
from ciigraph.exports.tables import in_words
from ciigraph.graph.access import Graph, table
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.wording import relation_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    import networkx as nx

    from ciigraph.inquiry.wording import End

    Entity = dict[str, Any]

#: The schema of each type. A country acts here (it signs, joins, visits), so it is a public body, not a territory.
SCHEMATA: Mapping[str, str] = {
    "Agreement": "Contract",
    "Association": "Organization",
    "Company": "Company",
    "ConfuciusInstitute": "Organization",
    "Country": "PublicBody",
    "Event": "Event",
    "Facility": "Asset",
    "GovernmentBody": "PublicBody",
    "Initiative": "Project",
    "InternationalOrganisation": "Organization",
    "MediaOrganisation": "Organization",
    "Network": "Organization",
    "Person": "Person",
    "Place": "Territory",
    "PoliticalParty": "Organization",
    "Product": "Asset",
    "ResearchBody": "Organization",
    "ThreatActor": "LegalEntity",
    "University": "Organization",
}
_ORGANISATIONS = frozenset({"Company", "Organization", "PublicBody"})
_LEGAL_ENTITIES = _ORGANISATIONS | {"Person", "LegalEntity"}
_ASSETS = frozenset({"Company", "Asset", "Contract"})


class _Link(NamedTuple):
    """A schema of links: its properties for both ends, and the schemata that these may have."""

    schema: str
    subject: str
    object: str
    subjects: frozenset[str]
    objects: frozenset[str]


#: What a plainly stated relation becomes where its ends are of the right kind; all others are unknown links.
_LINKS: Mapping[str, _Link] = {
    "ownsStakeIn": _Link("Ownership", "owner", "asset", _LEGAL_ENTITIES, _ASSETS),
    "subsidiaryOf": _Link("Ownership", "asset", "owner", frozenset({"Company"}), frozenset({"Company"})),
    "holdsPositionIn": _Link("Directorship", "director", "organization", frozenset({"Person"}), _ORGANISATIONS),
    "memberOf": _Link("Membership", "member", "organization", _LEGAL_ENTITIES, _ORGANISATIONS),
}
#: Properties of FollowTheMoney's types: names, labels and texts may be so long.
_NAME, _LABEL, _TEXT = 384, 1_000, 60_000
_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_URL = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+(?P<path>[/?#]\S*)?", re.IGNORECASE)
_WIKIDATA = re.compile(r"Q[1-9]\d*", re.ASCII)
_QUOTED = re.compile(r"([\"'])\s*(?P<inside>.*?)\s*[\"']")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LANGUAGES = {"en": "eng", "zh": "zho", "fr": "fra", "de": "deu", "es": "spa", "nl": "nld", "ru": "rus", "az": "aze"}


class Written(NamedTuple):
    """How many entities, links and documents were written, and the relations left out because a text denies them."""

    entities: int
    links: int
    documents: int
    denied: int


def write_follow_the_money(graph: Graph, network: nx.MultiDiGraph[str], stream: BinaryIO) -> Written:
    """Write a projection as FollowTheMoney entities: documents, entities, then links.

    Args:
        graph: where the source documents are described.
        network: the projection.
        stream: where to write.
    """
    counts = {"document": 0, "entity": 0, "link": 0}

    def write(kind: str, objects: Iterable[Entity]) -> None:
        for each in objects:
            stream.write(json.dumps(each, ensure_ascii=False, sort_keys=True).encode() + b"\n")
            counts[kind] += 1

    proving = {iri for _, _, edge in network.edges(data=True) for iri in edge["documents"]}
    described = [row for row in table(graph, saved("export/documents").text).records() if row["source"] in proving]
    write("document", map(_document, described))
    write("entity", (_entity(iri, node) for iri, node in network.nodes(data=True)))
    publishers = {str(row["source"]): str(row["publisher"] or "") for row in described}
    write("link", _links(network, publishers))
    denied = sum(edge["polarity"] == "negated" for _, _, edge in network.edges(data=True))
    return Written(counts["entity"], counts["link"], counts["document"], denied)


def identifier(iri: str) -> str:
    """The id of a FollowTheMoney entity: letters, digits and hyphens that depend on the address only."""
    return f"cii-{hashlib.sha1(iri.encode(), usedforsecurity=False).hexdigest()}"


def _made(iri: str, schema: str, properties: Mapping[str, Iterable[str | None]]) -> Entity:
    """An entity with the values that are there, each once."""
    filled = {name: list(dict.fromkeys(filter(None, values))) for name, values in properties.items()}
    return {
        "id": identifier(iri),
        "schema": schema,
        "properties": {name: values for name, values in filled.items() if values},
    }


def _document(row: Mapping[str, Any]) -> Entity:
    return _made(
        row["source"],
        "Document",
        {
            "fileName": [on_one_line(str(row["path"]).rpartition("/")[2], _LABEL) or row["document"]],
            "title": [on_one_line(row["title"] or "", _LABEL)],
            "name": [_name(row["title"] or row["document"])],
            "publisher": [on_one_line(row["publisher"] or "", _LABEL)],
            "date": [_date(row["date"])],
            "sourceUrl": [_url(row["url"])],
            "language": [_LANGUAGES.get(row["language"] or "")],
            "mimeType": [row["media_type"]],
            "country": [_country(row["country"])],
        },
    )


def _entity(iri: str, node: Mapping[str, Any]) -> Entity:
    schema = SCHEMATA.get(node["type"], "LegalEntity")
    name = _name(node["label"]) or identifier(iri)
    properties: dict[str, Iterable[str | None]] = {
        "name": [name],
        "alias": [alias for alias in map(_name, node["aliases"]) if alias != name],
        "country": [_country(node["country"])],
        "wikidataId": [node["wikidata"] if _WIKIDATA.fullmatch(node["wikidata"]) else None],
        "keywords": [node["type"]],
    }
    if schema == "Contract":
        properties["title"] = [name]
    return _made(iri, schema, properties)


def _links(network: nx.MultiDiGraph[str], publishers: Mapping[str, str]) -> Iterator[Entity]:
    for subject, object_, relation, edge in network.edges(keys=True, data=True):
        if edge["polarity"] == "negated" or subject == object_:
            continue  # a link states that there is one; FollowTheMoney links nothing with itself
        labels = [network.nodes[end]["label"] for end in (subject, object_)]
        types = [network.nodes[end]["type"] for end in (subject, object_)]
        schema, ends = _schema_of(edge, types)
        words = in_words(edge, *labels)
        properties: dict[str, Iterable[str | None]] = {
            ends[0]: [identifier(subject)],
            ends[1]: [identifier(object_)],
            "role": [_role(edge, reverse=ends == ("asset", "owner"))],
            "status": [_status(edge)],
            "startDate": [_date(edge["start"])],
            "endDate": [_date(edge["end"])],
            "summary": [_text(sentence["text"]) for sentence in edge["evidence"]],
            "description": [_text(words)],
            "sourceUrl": [_url(url) for sentence in edge["evidence"] for url in sentence["urls"]],
            "publisher": [on_one_line(publishers.get(iri, ""), _LABEL) for iri in edge["documents"]],
            "proof": [identifier(iri) for iri in edge["documents"] if iri in publishers],
            "recordId": [on_one_line(relation, _LABEL)],
        }
        if schema == "Ownership":
            properties |= _share(edge)
        yield _made(relation, schema, properties)


def _schema_of(edge: Mapping[str, Any], types: list[str]) -> tuple[str, tuple[str, str]]:
    """The schema of a relation and its properties for subject and object."""
    subject, object_ = (SCHEMATA.get(each, "LegalEntity") for each in types)
    link = _LINKS.get(edge["predicate"])
    if link and edge["modality"] == "asserted" and subject in link.subjects and object_ in link.objects:
        return link.schema, (link.subject, link.object)
    return "UnknownLink", ("subject", "object")


def _role(edge: Mapping[str, Any], *, reverse: bool) -> str:
    """What the link's first end is to the other, hedged as the text hedges it: "is said to own a stake in"."""
    words = {name: edge[name] for name in ("polarity", "modality", "status", "rule")}
    told_from: End = "object" if reverse else "subject"
    return on_one_line(relation_in_words(edge["predicate"], told_from=told_from, **words), _LABEL)


def _status(edge: Mapping[str, Any]) -> str | None:
    parts = [edge["modality"]] if edge["modality"] != "asserted" else []
    return ", ".join(parts + [edge["status"]] * (edge["status"] != "unknown")) or None


def _share(edge: Mapping[str, Any]) -> dict[str, Iterable[str | None]]:
    """The stated share: a percentage, or a value in a currency."""
    value, maximum, unit = edge["amount_value"], edge["amount_maximum"], edge["amount_unit"]
    if value is None:
        return {}
    figure = f"{value:f}" if maximum is None else f"{value:f}-{maximum:f}"
    if unit == "%":
        return {"percentage": [figure]}
    return {"sharesValue": [figure], "sharesCurrency": [unit]} if _CURRENCY.fullmatch(unit) else {}


def _name(text: str) -> str:
    """A name without quotes around the whole of it, which FollowTheMoney takes off too."""
    line = on_one_line(text, _NAME)
    while match := _QUOTED.fullmatch(line):
        line = match["inside"]
    return line


def _text(text: str) -> str:
    return on_one_line(text, _TEXT)


def _date(date: str | None) -> str | None:
    return date if date and _DATE.fullmatch(date) else None


def _url(url: str | None) -> str | None:
    match = _URL.fullmatch(url or "")
    return None if match is None else match[0] if match["path"] else f"{match[0]}/"


def _country(code: str | None) -> str | None:
    return code.lower() if code else None
