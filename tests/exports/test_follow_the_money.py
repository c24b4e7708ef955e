"""FollowTheMoney entities: valid by the package itself, and never surer than the text."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ciigraph.exports.follow_the_money import SCHEMATA, identifier, write_follow_the_money
from ciigraph.inquiry.projection import projection
from ciigraph.records import Amount
from exports_validation import validate
from networks import Kinds, Said, address, graph_of_relations, said

KINDS: Kinds = {
    "Acme": ("Company", "CN"),
    "Verd Cable": ("Company", "BE"),
    "Port Verd": ("Facility", "BE"),
    "Daily": ("MediaOrganisation", "BE"),
    "Ada": ("Person", "BE"),
    "Union": ("InternationalOrganisation", None),
    "Ministry": ("GovernmentBody", "CN"),
    "Pact": ("Agreement", None),
    "Town": ("Place", "BE"),
    "Cranes": ("ThreatActor", None),
    "Route": ("Initiative", "CN"),
    "Fair": ("Event", None),
    "App": ("Product", "CN"),
}


def written(*relations: Said, kinds: Kinds = KINDS) -> dict[str, dict[str, Any]]:
    """What is written, by id."""
    graph = graph_of_relations(*relations, kinds=kinds)
    stream = io.BytesIO()
    counts = write_follow_the_money(graph, projection(graph, isolated=True), stream)
    entities = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(entities) == counts.entities + counts.links + counts.documents
    found = {entity["id"]: entity for entity in entities}
    assert len(found) == len(entities)
    return found


def links(*relations: Said) -> list[dict[str, Any]]:
    return [entity for entity in written(*relations).values() if "recordId" in entity["properties"]]


STATED: list[tuple[Said, str, dict[str, str]]] = [
    (said("Acme", "ownsStakeIn", "Verd Cable"), "Ownership", {"owner": "Acme", "asset": "Verd Cable"}),
    (said("Ministry", "ownsStakeIn", "Port Verd"), "Ownership", {"owner": "Ministry", "asset": "Port Verd"}),
    (said("Acme", "ownsStakeIn", "Daily"), "UnknownLink", {"subject": "Acme", "object": "Daily"}),
    (said("Verd Cable", "subsidiaryOf", "Acme"), "Ownership", {"owner": "Acme", "asset": "Verd Cable"}),
    (said("Daily", "subsidiaryOf", "Ministry"), "UnknownLink", {"subject": "Daily", "object": "Ministry"}),
    (said("Ada", "holdsPositionIn", "Acme"), "Directorship", {"director": "Ada", "organization": "Acme"}),
    (said("Ada", "holdsPositionIn", "Fair"), "UnknownLink", {"subject": "Ada", "object": "Fair"}),
    (said("BE", "memberOf", "Union"), "Membership", {"member": "BE", "organization": "Union"}),
    (said("Acme", "memberOf", "Pact"), "UnknownLink", {"subject": "Acme", "object": "Pact"}),
    (said("Cranes", "attacked", "Ministry"), "UnknownLink", {"subject": "Cranes", "object": "Ministry"}),
    (said("Town", "twinnedWith", "BE"), "UnknownLink", {"subject": "Town", "object": "BE"}),
    (said("App", "tradesWith", "Route"), "UnknownLink", {"subject": "App", "object": "Route"}),
]


@pytest.mark.parametrize(("relation", "schema", "ends"), STATED)
def test_what_is_stated(relation: Said, schema: str, ends: dict[str, str]) -> None:
    (link,) = links(relation)
    assert link["schema"] == schema
    assert {name: link["properties"][name] for name in ends} == {
        name: [identifier(address(entity))] for name, entity in ends.items()
    }


@pytest.mark.parametrize("modality", ["alleged", "planned"])
@pytest.mark.parametrize("relation", [row[0] for row in STATED])
def test_what_is_not_stated_is_no_fact(relation: Said, modality: str) -> None:
    hedged = Said(relation.subject, relation.predicate, relation.object, more={"modality": modality})
    (link,) = links(hedged)
    assert link["schema"] == "UnknownLink"
    assert link["properties"]["status"] == [modality]
    (role,) = link["properties"]["role"]
    assert role.startswith("is said to ") if modality == "alleged" else " to " in role


@pytest.mark.parametrize("relation", [row[0] for row in STATED])
def test_what_is_denied_is_left_out(relation: Said) -> None:
    denied = Said(relation.subject, relation.predicate, relation.object, more={"polarity": "negated"})
    graph = graph_of_relations(denied, kinds=KINDS)
    counts = write_follow_the_money(graph, projection(graph), io.BytesIO())
    assert (counts.links, counts.denied) == (0, 1)


def test_cases_are_all_there() -> None:
    assert len(STATED) == 12
    assert len(SCHEMATA) == 19


def test_a_link_has_its_proof() -> None:
    entities = written(
        said("Acme", "ownsStakeIn", "Verd Cable", start="2017", end="2020-05", status="ended", amount=Amount(20, "%"))
    )
    (link,) = [entity for entity in entities.values() if entity["schema"] == "Ownership"]
    properties = link["properties"]
    (document,) = (entities[proof] for proof in properties["proof"])
    assert document["schema"] == "Document"
    assert document["properties"] == {
        "fileName": ["belgium-2024.txt"],
        "title": ["On belgium-2024"],
        "name": ["On belgium-2024"],
        "publisher": ["A publisher"],
        "date": ["2024-05"],
        "language": ["eng"],
        "mimeType": ["text/plain"],
        "country": ["be"],
    }
    assert properties["summary"] == ["Acme ownsStakeIn Verd Cable."]
    assert properties["description"] == ["Acme owned a stake in Verd Cable, 2017 to May 2020 (20 %)"]
    assert properties["sourceUrl"] == ["https://example.org/a"]
    assert (properties["startDate"], properties["endDate"], properties["status"]) == (["2017"], ["2020-05"], ["ended"])
    assert (properties["percentage"], properties["publisher"]) == (["20"], ["A publisher"])


AMOUNTS = [
    (Amount(20, "%"), {"percentage": ["20"]}),
    (Amount(49, "%", 64.2), {"percentage": ["49-64.2"]}),
    (Amount(3_000_000, "CNY"), {"sharesValue": ["3000000"], "sharesCurrency": ["CNY"]}),
    (Amount(3, "crowns"), {}),
    (None, {}),
]


@pytest.mark.parametrize(("amount", "expected"), AMOUNTS)
def test_amounts(amount: Amount | None, expected: dict[str, list[str]]) -> None:
    (link,) = links(said("Acme", "ownsStakeIn", "Verd Cable", amount=amount))
    assert {name: values for name, values in link["properties"].items() if name in _SHARES} == expected


_SHARES = ("percentage", "sharesValue", "sharesCurrency")


def test_everything_is_valid() -> None:
    every = [row[0] for row in STATED]
    hedged = [Said(r.subject, r.predicate, r.object, "two", more={"modality": "alleged"}) for r in every]
    dated = [said("Acme", "funds", "Fair", start="2017-03-05", end="yesterday", urls=("http://h.org", "no url", ""))]
    entities = written(*every, *hedged, *dated, said("Acme", "funds", "Acme"))
    schemata = {entity["schema"] for entity in entities.values()}
    assert schemata >= {"Person", "Company", "Organization", "PublicBody", "Ownership", "Directorship", "Membership"}
    validate(entities)


@settings(max_examples=80, deadline=None)
@example('""', "Person")
@example('" \'"', "Agreement")
@example('"The" "Firm"', "Company")
@example("\u2060\u200b", "Event")
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(sorted(SCHEMATA)))
def test_any_name_is_valid(name: str, kind: str) -> None:
    graph = graph_of_relations(said("Acme", "funds", "Ada"), kinds=KINDS | {"Acme": (kind, None)})
    network = projection(graph)
    network.nodes[address("Acme")].update(label=name, aliases=[name, f"{name} Group"])
    for *_, edge in network.edges(data=True):
        edge["evidence"] = [sentence | {"text": f"x {name} y", "urls": [name]} for sentence in edge["evidence"]]
    stream = io.BytesIO()
    write_follow_the_money(graph, network, stream)
    validate({entity["id"]: entity for entity in map(json.loads, stream.getvalue().decode().split("\n")[:-1])})
