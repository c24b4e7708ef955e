"""Clients that people use, against the running server; and a server that asks another one."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from serving import serving
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from ciigraph.graph.remote import RemoteGraph
from ciigraph.graph.store import open_for_reading
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.score import scores

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SELECT = "SELECT ?code { ?land a cii:Country ; cii:alpha2 ?code } ORDER BY ?code LIMIT 3"


@pytest.mark.parametrize(("form", "holds"), [(JSON, "AD"), (XML, "AD"), (CSV, b"AD"), (TSV, b"AD")])
def test_sparqlwrapper_selects(endpoint: str, form: str, holds: Any) -> None:  # noqa: ANN401
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(SELECT)
    wrapper.setReturnFormat(form)
    found = wrapper.query().convert()
    shown = found.toxml() if form == XML else found if isinstance(found, bytes) else str(found)
    assert holds in shown


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # SPARQLWrapper makes one
@pytest.mark.parametrize("form", [TURTLE, N3, XML, JSONLD])
def test_sparqlwrapper_constructs(endpoint: str, form: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setMethod(POST)
    wrapper.setQuery("CONSTRUCT { ?land cii:alpha2 ?code } WHERE { ?land cii:alpha2 ?code FILTER(?code < 'AF') }")
    wrapper.setReturnFormat(form)
    found = wrapper.query().convert()
    assert b"AD" in found if isinstance(found, bytes) else any("AD" in str(each) for each in found)


def test_sparqlwrapper_is_told_of_a_malformed_query(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery("SELECT nothing")
    with pytest.raises(QueryBadFormed):
        wrapper.query()


def test_rdflib_uses_the_server_as_its_store(endpoint: str) -> None:
    rdflib = pytest.importorskip("rdflib")
    from rdflib.plugins.stores.sparqlstore import SPARQLStore  # noqa: PLC0415

    graph = rdflib.Graph(SPARQLStore(endpoint, returnFormat="json"))
    cii = rdflib.Namespace("https://w3id.org/ciigraph/ontology#")
    belgium = rdflib.URIRef("https://w3id.org/ciigraph/id/country/BE")
    assert graph.value(belgium, cii.alpha2) == rdflib.Literal("BE")
    assert (belgium, rdflib.RDF.type, cii.Country) in graph
    assert len(list(graph.subjects(rdflib.RDF.type, cii.Edition))) >= 2
    rows = list(
        graph.query("SELECT ?n WHERE { ?land <https://w3id.org/ciigraph/ontology#alpha2> 'BE' ; rdfs:label ?n }")
    )
    assert [str(row[0]) for row in rows] == ["Belgium"]


def test_our_own_commands_use_it(endpoint: str, small_store: Path) -> None:
    from ciigraph.graph.access import EmbeddedGraph  # noqa: PLC0415

    here, there = EmbeddedGraph(open_for_reading(small_store)), RemoteGraph(endpoint)
    assert scores(here) == scores(there)
    assert len(scores(here)) > 10
    for name in ("analysis/relations", "stats/classes", "web/contents"):
        assert here.query(saved(name).text) == there.query(saved(name).text)


# A server in front of an endpoint ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def relay(endpoint_of_all: str) -> Iterator[str]:
    with serving(endpoint_of_all, "--timeout", "5", source="--endpoint") as address:
        yield address


@pytest.fixture(scope="module")
def endpoint_of_all(site: str) -> str:
    return f"{site}/sparql"


@pytest.mark.parametrize("path", ["/", "/id/country/BE", "/id/entity/hualing", "/search?q=Hualing", "/api/scores"])
def test_pages_are_made_from_an_endpoint_too(relay: str, site: str, path: str) -> None:
    with warnings.catch_warnings():
        answers = [httpx.get(address + path, timeout=60, trust_env=False) for address in (relay, site)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text == answers[1].text


def test_queries_are_handed_on(relay: str) -> None:
    for accept, holds in (("text/csv", "code\r\nAD"), ("application/sparql-results+json", '"AD"')):
        answer = httpx.post(f"{relay}/sparql", data={"query": SELECT}, headers={"Accept": accept}, trust_env=False)
        assert answer.headers["Content-Type"].startswith(accept)
        assert holds in answer.text
    for query, status in (("SELECT nothing", 400), ("SELECT * { SERVICE <urn:x> {} }", 403)):
        assert httpx.post(f"{relay}/sparql", data={"query": query}, trust_env=False).status_code == status
