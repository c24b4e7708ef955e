"""Which entity a user's word stands for, and how a name is kept apart from one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ciigraph.errors import UsageError
from ciigraph.graph.entity_statements import EntityProfile, Joined, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.linking.parting import Parting, parting
from ciigraph.linking.referred import referred
from ciigraph.records import Extraction, Unit
from small_world import mention
from synthetic import document, graph_of

if TYPE_CHECKING:
    from ciigraph.graph.access import EmbeddedGraph

NAMES = (("Acme Works", "acme-works"), ("Acme Mill", "acme-works"), ("ACW", "acme-works"), ("Élan/Co", "élan/co"))
TEXT = "Acme Works, once Acme Mill, buys from ACW and from Élan/Co."
PROFILES = (
    EntityProfile(
        "acme-works",
        "Company",
        "Acme Works",
        ("ACW", "Acme Works", "Acme Mill"),
        ("acw", "acme works", "acme mill"),
        wikidata="Q7",
        joined=(Joined("acme-mill", "spelling", 0.95), Joined("acme-old", "decided", 1.0, "Ada", "2026-01-31")),
        mentions=3,
    ),
    EntityProfile("élan/co", "Company", "Élan/Co", ("Élan/Co", "Twin"), ("elan", "twin"), mentions=1),
    EntityProfile("twin", "Person", "Twin One", ("Twin",), ("twin", "twin one"), mentions=1),
    EntityProfile("acw", "University", "ACW Academy", ("ACW Academy",), ("acw academy",), mentions=1),
)


@pytest.fixture(scope="module")
def graph() -> EmbeddedGraph:
    documents = [
        document(name, country, units=[Unit("media-01.supporting", "supporting", TEXT, "/0/evidence", country=country)])
        for name, country in (("belgium-2024-data", "BE"), ("azerbaijan-2024-data", "AZ"))
    ]
    graph = graph_of(*documents)
    for each in documents:
        names = [
            ("Acme Works", "acme-works"),
            ("Acme Mill", "acme-works"),
            ("ACW", "acme-works"),
            ("Élan/Co", "élan/co"),
        ]
        found = Extraction("media-01.supporting", tuple(mention(TEXT, *name) for name in names))
        graph.store.bulk_extend(extraction_statements(each, [found], str))
    graph.store.bulk_extend(entity_statements(PROFILES))
    return graph


@pytest.mark.parametrize(
    ("word", "identifier"),
    [
        ("acme-works", "acme-works"),
        ("https://w3id.org/ciigraph/id/entity/acme-works", "acme-works"),
        ("id:entity/acme-works", "acme-works"),
        ("acme-mill", "acme-works"),  # what became of it
        ("Acme Mill", "acme-works"),
        ("ACME WORKS", "acme-works"),
        ("élan/co", "élan/co"),
        ("Élan/Co", "élan/co"),
        ("ELAN", "élan/co"),
        ("Twin One", "twin"),
        ("acw", "acw"),  # an identifier comes before a name
    ],
)
def test_a_word_stands_for_one_entity(graph: EmbeddedGraph, word: str, identifier: str) -> None:
    found = referred(graph, word)
    assert found.identifier == identifier
    assert found.wikidata == ("Q7" if identifier == "acme-works" else None)


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("Twin", r"'Twin' may be .*élan/co \(Élan/Co, Company\)"),
        ("Nobody", "no entity is called 'Nobody'"),
        ("", "no entity is called ''"),
        ("Belgium", "is a country"),
        ("https://w3id.org/ciigraph/id/country/BE", "is a country"),
        ("https://w3id.org/ciigraph/id/entity/none", "no entity"),
        ("\udcff", "is not valid Unicode"),
    ],
)
def test_a_word_that_stands_for_none_or_many(graph: EmbeddedGraph, word: str, message: str) -> None:
    graph.store.bulk_extend(
        entity_statements([EntityProfile("belgium", "Country", "Belgium", ("Belgium",), ("belgium",), "BE")])
    )
    with pytest.raises(UsageError, match=message):
        referred(graph, word)


PARTINGS = [
    ({"name": "Acme Mill"}, Parting("acme-works", "Acme Mill", "acme-mill", (), 2, 2)),
    ({"name": "acme-mill"}, Parting("acme-works", "acme-mill", "acme-mill", (), 2, 2)),
    ({"name": "ACW", "into": "acw"}, Parting("acme-works", "ACW", "acw", ("acme-mill",), 2, 2)),
    ({"name": "ACW", "into": "new-one"}, Parting("acme-works", "ACW", "new-one", ("acme-mill",), 2, 2)),
    ({"name": "acw", "into": "Twin One"}, Parting("acme-works", "acw", "twin", ("acme-mill",), 2, 2)),
    ({"name": "ACW", "country": "AZ"}, Parting("acme-works", "ACW", "acw-az", ("acme-mill",), 1, 1)),
    (
        {"name": "ACW", "document": "belgium-2024-data"},
        Parting("acme-works", "ACW", "acw-belgium-2024-data", ("acme-mill",), 1, 1),
    ),
    ({"name": "Acme Works"}, Parting("acme-works", "Acme Works", "acme-works-apart", ("acme-mill",), 2, 2)),
]


@pytest.mark.parametrize(("asked", "expected"), PARTINGS, ids=[" ".join(asked.values()) for asked, _ in PARTINGS])
def test_what_it_takes_to_part_a_name(graph: EmbeddedGraph, asked: dict[str, str], expected: Parting) -> None:
    assert parting(graph, "acme-works", **asked) == expected


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"name": "Nothing"},
            "no mention of Acme Works has the name 'Nothing'; its mentions are called ACW, Acme Mill",
        ),
        ({"name": "ACW", "country": "FR"}, "no mention of Acme Works has the name 'ACW' in FR"),
        ({"name": "ACW"}, "acw is an entity already (ACW Academy, University); say --as acw"),
        ({"name": "ACW", "into": "acme-works"}, "is Acme Works itself"),
        ({"name": "ACW", "into": "Acme Mill"}, "is Acme Works itself"),
        ({"name": "acme-old"}, "was joined to acme-works by a decision; take that back"),
    ],
)
def test_what_cannot_be_parted(graph: EmbeddedGraph, asked: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        parting(graph, "acme-works", **asked)
