"""Networks like the projection's, made on the spot, and names that try to be more than text."""

from __future__ import annotations

from typing import Any

import networkx as nx

PREFIX = "urn:test:"

#: What must show as text everywhere: in labels, titles, headings and node ids alike.
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<!-- <script> -->",
    "\u202eevil txt\u202c \u200fright\u200e",
    "'\"`&amp;{{7*7}}{%x%}",
    "javascript:alert(3)//\\u003cb\\u003e",
    "N" * 10_000,
    "Ильхам Алиев 中国远洋 شركة",
)


def entity(network: nx.MultiDiGraph[str], name: str, kind: str = "Company", **more: Any) -> str:  # noqa: ANN401
    """Add an entity; its key."""
    key = PREFIX + name
    network.add_node(
        key,
        **{
            "label": name,
            "type": kind,
            "country": "",
            "countries": ["BE"],
            "aliases": [],
            "mentions": 1,
            "wikidata": "",
        }
        | more,
    )
    return key


def relation(network: nx.MultiDiGraph[str], subject: str, object_: str, predicate: str = "funds", **more: Any) -> str:  # noqa: ANN401
    """Add a relation with one sentence; its key."""
    number = network.graph["relations"] = network.graph.get("relations", -1) + 1
    document = more.pop("document", "belgium-2024")
    sentence = {
        "text": more.pop("text", f"Sentence {number}."),
        "document": PREFIX + document,
        "indicator": "media-03",
        "url": "https://example.org/a",
        "urls": more.pop("urls", ["https://example.org/a", "https://example.org/b"]),
        "place": "char=0,10",
    }
    key = f"{PREFIX}relation/{number}"
    facts = {
        "predicate": predicate,
        "polarity": "affirmed",
        "modality": "asserted",
        "status": "unknown",
        "start": "",
        "end": "",
        "amount": "",
        "country": "BE",
        "indicators": ["media-03"],
        "documents": [PREFIX + document],
        "evidence": [sentence],
        "weight": 1,
    }
    network.add_edge(subject, object_, key, **facts | more)
    return key


def small() -> nx.MultiDiGraph[str]:
    """Two countries, a company, a person and a port, related in every way that a drawing tells apart."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    belgium = entity(network, "Belgium", "Country", country="BE")
    china = entity(network, "China", "Country", country="CN", countries=["BE", "FR"])
    firm = entity(network, "Port Verd Holding", country="CN", aliases=["PVH", "Vérd Port"], wikidata="Q42", mentions=12)
    person = entity(network, "Ada Example", "Person", country="BE")
    port = entity(network, "Port Verd", "Facility", country="BE")
    relation(network, firm, port, "ownsStakeIn", start="2017", amount="49 %", document="belgium-2024")
    relation(network, firm, port, "ownsStakeIn", start="2017", document="article")
    relation(network, firm, port, "operates", modality="alleged")
    relation(network, port, firm, "hasAgreementWith", status="ended", end="2019-05")
    relation(network, person, china, "visited", polarity="negated", indicators=["economy-04"], country="FR")
    relation(network, china, belgium, "tradesWith")
    relation(network, belgium, belgium, "supports")
    return network


def hostile() -> nx.MultiDiGraph[str]:
    """A network whose every text is hostile: labels, ids, aliases, sentences, dates, addresses, documents."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    keys = [
        entity(network, text, "Person" if number % 2 else "Company", aliases=[text, *HOSTILE[:3]], wikidata=text[:50])
        for number, text in enumerate(HOSTILE)
    ]
    for number, text in enumerate(HOSTILE):
        other = keys[(number + 1) % len(keys)]
        more = {"start": text[:40], "amount": text[:40], "urls": [text, "javascript:alert(4)"], "document": text}
        relation(network, keys[number], other, text=text, **more)
    return network


def large(size: int) -> nx.MultiDiGraph[str]:
    """A network of so many entities, with hubs, countries and small parts beside the rest."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    codes = ("BE", "CN", "FR", "KZ", "BR", "TH")
    hubs = [entity(network, f"Country {code}", "Country", country=code) for code in codes]
    kinds = ("Person", "Company", "GovernmentBody", "University", "MediaOrganisation", "Place")
    others = [
        entity(network, f"Entity {n}", kinds[n % 6], country=codes[n % 6], countries=[codes[n % 6]])
        for n in range(size - len(codes))
    ]
    for n, key in enumerate(others):
        if n % 10:
            relation(network, key, hubs[n % 6])
        relation(network, key, others[(n * 7 + 1) % len(others)], "cooperatesWith")
    return network
