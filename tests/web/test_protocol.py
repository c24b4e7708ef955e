"""The SPARQL 1.1 Protocol, asked of the running server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pyoxigraph import RdfFormat, parse

if TYPE_CHECKING:
    import httpx

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "protocol.yaml").read_text("utf-8"))


def test_there_are_enough_cases() -> None:
    names = [case["case"] for case in CASES]
    assert len(names) == len(set(names)) >= 75
    assert sum(name.startswith("w3c-") for name in names) >= 27


def ask(client: httpx.Client, case: dict[str, Any]) -> httpx.Response:
    headers = {}
    if "accept" in case:
        headers["Accept"] = case["accept"]
    if "with" in case:
        headers["Content-Type"] = case["with"]
    method = case.get("method", "POST" if "form" in case or "body" in case else "GET")
    more: dict[str, Any] = {"params": case.get("parameters")}
    if "form" in case:
        more["data"] = case["form"]
    if "body" in case:
        more["content"] = case["body"].encode()
    address = f"/sparql?{case['raw']}" if "raw" in case else "/sparql"
    request = client.build_request(method, address, headers=headers, **{k: v for k, v in more.items() if v is not None})
    if case.get("with") == "":
        del request.headers["Content-Type"]
    if case.get("accept") == "":
        del request.headers["Accept"]
    return client.send(request)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_protocol(client: httpx.Client, case: dict[str, Any]) -> None:
    answer = ask(client, case)
    assert answer.status_code == case["status"], answer.text
    if "type" in case:
        assert answer.headers["Content-Type"].partition(";")[0] == case["type"]
    assert case.get("holds", "") in answer.text
    if "lacks" in case:
        assert case["lacks"] not in answer.text
    if answer.status_code >= 400:
        assert answer.text.strip()
        assert "Traceback" not in answer.text
    if answer.status_code not in (204, 303):
        assert "Accept" in answer.headers["Vary"]


def test_a_wrong_method_is_told_the_right_ones(client: httpx.Client) -> None:
    assert client.put("/sparql").headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_browsers_are_sent_to_the_editor(client: httpx.Client) -> None:
    assert client.get("/sparql", headers={"Accept": "text/html"}).headers["Location"] == "/editor"


def test_a_head_has_the_length_of_the_answer(client: httpx.Client) -> None:
    head = client.head("/sparql", params={"query": "ASK {}"})
    assert head.content == b""
    assert int(head.headers["Content-Length"]) == len(client.get("/sparql", params={"query": "ASK {}"}).content)


def test_the_service_description_names_all_graphs(client: httpx.Client) -> None:
    triples = list(parse(client.get("/sparql").content, format=RdfFormat.TURTLE))
    graphs = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g {} }"}).json()["results"]["bindings"]
    named = {triple.object.value for triple in triples if triple.predicate.value.endswith("#name")}
    assert named == {row["g"]["value"] for row in graphs}
    assert len(named) >= 6
    endpoints = {triple.object.value for triple in triples if triple.predicate.value.endswith("#endpoint")}
    assert endpoints == {f"{client.base_url}".rstrip("/") + "/sparql"}


@pytest.mark.parametrize(("accept", "form"), [
    ("text/turtle", RdfFormat.TURTLE),
    ("application/n-triples", RdfFormat.N_TRIPLES),
    ("application/ld+json", RdfFormat.JSON_LD),
    ("application/rdf+xml", RdfFormat.RDF_XML),
])  # fmt: skip
def test_a_graph_is_the_same_in_every_format(client: httpx.Client, accept: str, form: RdfFormat) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a cii:Unit ; ?p ?o }"
    answers = [client.get("/sparql", params={"query": query}, headers={"Accept": a}) for a in (accept, "text/turtle")]
    one, other = (
        {str(quad.triple) for quad in parse(answer.content, format=f)}
        for answer, f in zip(answers, (form, RdfFormat.TURTLE), strict=True)
    )
    assert one == other
    assert len(one) > 10
