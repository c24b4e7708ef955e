"""What the pages and the JSON API say, asked of the running server."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING

import httpx
import pytest
from hostile import write_store
from lxml import html
from pyoxigraph import RdfFormat, parse
from serving import serving
from web_world import web_world

from ciigraph.graph.store import Generation
from ciigraph.graph.vocabulary import RESOURCES
from ciigraph.inquiry.queries import catalogue

if TYPE_CHECKING:
    from pathlib import Path


def page(client: httpx.Client, path: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == status, answer.text
    return html.fromstring(answer.content.decode())


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(("path", "holds"), [
    ("/", ["Scores 2024", "Belgium", "Azerbaijan", "Law Enforcement", "pieces of text"]),
    ("/?sort=country", ["Scores 2024"]),
    ("/?edition=2022&sort=media", ["Scores 2022", "Belgium"]),
    ("/id/country/BE", ["China Index 2024", "3 / 12", "Index average", "Few, but significant", "economy-04",
                        "Acme Shipping acquired a stake in Port of Verd, 2017 (20 %)", "example.org"]),
    ("/id/country/BE?edition=2022", ["China Index 2022"]),
    ("/id/country/BE?as=entity", ["Country by country"]),
    ("/id/country/CN", ["China", "Country by country"]),
    ("/id/entity/acme-shipping", ["Acme Shipping", "ACME", "恒远海运", "Acme Ports", "Belgium", "acquired a stake in",
                                  "China"]),
    ("/id/entity/jana-novak", ["Jana Novák", "did not meet with Li Jin"]),
    ("/id/indicator/2024/economy-04", ["economy-04", "Economy", "Belgium", "Yes"]),
    ("/id/document/verd-article", ["The harbour of Verd is busy", "Acme"]),
    ("/id/document/belgium-2024-data/unit/economy-04.supporting", ["The donations to Liège went on", "Cited"]),
    ("/id/layer/exposure", ["Exposure", "What points here"]),
    ("/search?q=Tidenews", ["Tide News", "Entities", "Evidence"]),
    ("/search?q=%E5%8D%8E%E7%81%B5", ["Hualing"]),
    ("/search?q=zzzz", ["No entity is called so", "No evidence holds these words"]),
    ("/search", ["Type a name"]),
    ("/search?q=!!", ["Type a name"]),
    ("/compare?first=BE&second=azerbaijan", ["Belgium and Azerbaijan", "Hualing"]),
    ("/compare", ["Compare two countries"]),
    ("/audit", ["Audit", "flag"]),
    ("/network", ["The whole network"]),
    ("/editor", ["Saved queries", "Countries by layer"]),
    ("/api", ["GET /api/lookup", "As ciigraph lookup.", "(must be given)"]),
    ("/editor", ["A query may take 2 s and its result 1 MB"]),
])  # fmt: skip
def test_what_pages_say(client: httpx.Client, path: str, holds: list[str]) -> None:
    shown = words(page(client, path))
    for each in holds:
        assert each in shown


@pytest.mark.parametrize(("code", "scale"), [
    ("economy-04", ["0 No", "4 Yes", "3 3"]),
    ("media-02", ["0 No", "1 Few", "2 More", "3 Few", "4 More"]),
])  # fmt: skip
def test_an_indicator_lists_its_answers_in_the_order_of_the_scale(
    client: httpx.Client, code: str, scale: list[str]
) -> None:
    shown = page(client, f"/id/indicator/2024/{code}")
    (counts,) = shown.xpath("//table[@class='counts']")
    listed = [words(each) for each in counts.xpath(".//th")]
    assert listed == sorted(listed)
    assert all(any(each.startswith(answer) for each in listed) for answer in scale)
    assert words(counts.xpath("caption")[0]).endswith("of 2 in this graph")
    assert "The edition has 101 countries" in words(shown)


def test_denials_and_hedges_are_said(client: httpx.Client) -> None:
    shown = words(page(client, "/id/entity/jana-novak"))
    assert "Jana Novák did not meet with Li Jin" in shown
    assert "is said" in words(page(client, "/id/entity/hualing"))


@pytest.mark.parametrize(("path", "status"), [
    ("/nothing", 404), ("/id/entity/nobody", 404), ("/id/", 404), ("/id/%20%22", 404), ("/id/entity/%F0%9F", 404),
    ("/?edition=1999", 400), ("/?edition=x", 400), ("/?sort=nothing", 400), ("/compare?first=XX&second=BE", 400),
    ("/compare?first=BE&second=BE", 400), ("/audit?kind=nothing", 400),
    ("/network?hops=9", 400), ("/network/view?entity=Qqqqq", 400), ("/search?q=" + "x" * 201, 400),
    ("/id/country/BE?format=pdf", 400),
])  # fmt: skip
def test_mistakes_are_told_to_people_and_programs(client: httpx.Client, path: str, status: int) -> None:
    assert len(words(page(client, path, status))) > 20
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.parametrize(("path", "message"), [
    ("/network?hops=9", "hops: 9 is out of range; give a number up to 3"),
    ("/?edition=x", "edition: 'x' is no whole number"),
    ("/search?q=" + "x" * 201, "q: is longer than 200 characters"),
    ("/id/country/BE?format=pdf", "format: 'pdf' is not one of html, turtle, n-triples, json-ld, rdf-xml"),
    ("/api/lookup", "name: is missing"),
    ("/nothing", "There is no page at /nothing."),
])  # fmt: skip
def test_wrong_values_are_told_with_what_is_allowed(client: httpx.Client, path: str, message: str) -> None:
    assert client.get(path, headers={"Accept": "application/json"}).json()["detail"] == message


@pytest.mark.parametrize(("filters", "count"), [
    ("", 99), ("domain=economy", 11), ("layer=pressure", None), ("score=3", 1), ("score=0", 2), ("score=skipped", None),
    ("only=evidence", 2), ("only=facts", 2), ("only=flags", None), ("only=differing", 0), ("only=nonsense", 0),
    ("text=DONATED", 1), ("text=economy-0", 9), ("domain=economy&only=evidence", 1), ("domain=nothing", 0),
])  # fmt: skip
def test_filters(client: httpx.Client, filters: str, count: int | None) -> None:
    found = page(client, f"/id/country/BE?{filters}").xpath("//details[contains(@class, 'indicator')]")
    if count is not None:
        assert len(found) == count


def test_the_heat_table_is_sorted_as_asked(client: httpx.Client) -> None:
    for column, place in (("overall", 1), ("exposure", 2), ("economy", 9)):
        rows = page(client, f"/?sort={column}").xpath("//table[@id='heat']/tbody/tr")
        figures = [row.xpath("td[contains(@class, 'cell')]")[place - 1].text for row in rows]
        numbers = [float(figure) if figure != "–" else -1 for figure in figures]
        assert numbers == sorted(numbers, reverse=True)
        assert len(rows) == 2


def test_a_sentence_is_pointed_out(client: httpx.Client) -> None:
    shown = page(client, "/id/country/BE")
    link = next(a for a in shown.xpath("//ul[@class='facts']//a[@class='source']/@href") if "economy-04" in a)
    chosen = page(client, link.partition("#")[0]).xpath("//mark[@class='chosen']")
    assert "bought a fifth" in "".join(mark.text_content() for mark in chosen)


# Representations ----------------------------------------------------------------------------------------

THINGS = (
    "country/BE", "entity/acme-shipping", "document/verd-article", "indicator/2024/economy-04", "layer/exposure",
    "document/belgium-2024-data/unit/economy-04.supporting", "answer/2024/economy-04/BE", "graph/scores" ,
)  # fmt: skip
FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("thing", [thing for thing in THINGS if thing != "graph/scores"])
def test_things_answer_in_many_forms(client: httpx.Client, thing: str) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{RESOURCES}{thing}> }} ?s ?p ?o }}"
    expected = {str(triple) for triple in web_world().query(query)}  # type: ignore[union-attr]
    assert expected
    for accept, form in FORMS.items():
        answer = client.get(f"/id/{thing}", headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].partition(";")[0] == accept
        assert "Accept" in answer.headers["Vary"]
        assert {str(quad.triple) for quad in parse(answer.content, format=form)} == expected
    assert client.get(f"/id/{thing}", headers={"Accept": "*/*"}).headers["Content-Type"].startswith("text/html")
    assert client.get(f"/id/{thing}", headers={"Accept": "image/png"}).status_code == 406
    by_name = client.get(f"/id/{thing}?format=turtle", headers={"Accept": "text/html"})
    assert by_name.headers["Content-Type"].startswith("text/turtle")


def test_pages_link_to_their_other_forms(client: httpx.Client) -> None:
    links = page(client, "/id/entity/acme-shipping").xpath("//a[@rel='alternate']/@href")
    assert len(links) == 2
    for link in links:
        assert client.get(link).status_code == 200


# The API ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "holds"), [
    ("/api/scores?country=BE&by=overall&edition=2024", '"country":"BE"'),
    ("/api/lookup?name=ACME", '"matches":[{"entity":"https://w3id.org/ciigraph/id/entity/acme-shipping"'),
    ("/api/complete?q=hual", '"label":"Hualing"'),
    ("/api/entity?iri=https://w3id.org/ciigraph/id/entity/hualing", '"label":"Hualing"'),
    ("/api/search?q=donations", '"document":"belgium-2024-data"'),
    ("/api/compare?first=BE&second=AZ", '"edition":2024'),
    ("/api/audit?country=BE", "["),
    ("/api/path?first=Hualing&last=Tide%20News", '"predicate":"hasAgreementWith"'),
    ("/api/network?by=degree", '"value":'),
    ("/api/stats", '"classes":['),
    ("/api/queries", '"name":"analysis/layers"'),
    ("/api/queries/analysis/layers", "SELECT"),
    ("/api/queries/analysis/layers?edition=2022", "VALUES ?edition"),
    ("/api/prefixes", '"cii":'),
])  # fmt: skip
def test_api(client: httpx.Client, path: str, holds: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/json"
    json.loads(answer.content)
    assert holds in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/lookup", "/api/lookup?name=%20", "/api/compare?first=BE&second=", "/api/network?by=x",
        "/api/queries/nothing", "/api/entity?iri=urn:x", "/api/scores?country=Atlantis",
    ],
)  # fmt: skip
def test_api_mistakes(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_description_of_the_api_is_whole(client: httpx.Client) -> None:
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert len(described["paths"]) >= 13
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))
    assert references <= described["components"]["schemas"].keys()
    assert {"Score", "Match", "Hit", "Comparison"} <= references


def test_every_saved_query_of_the_editor_can_be_asked(client: httpx.Client) -> None:
    names = page(client, "/editor").xpath("//a/@data-query")
    assert set(names) <= {query.name for query in catalogue()}
    assert len(names) >= 20
    for name in names:
        text = client.get(f"/api/queries/{name}").json()["text"]
        assert client.post("/sparql", data={"query": text}, headers={"Accept": "*/*"}).status_code == 200, name


# Keeping -----------------------------------------------------------------------------------------------------


def test_pages_are_sent_once(client: httpx.Client) -> None:
    first = client.get("/id/country/BE")
    again = client.get("/id/country/BE", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/id/country/AZ", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    assert client.get("/", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    with client.stream("GET", "/", headers={"Accept-Encoding": "gzip"}) as answer:
        assert gzip.decompress(b"".join(answer.iter_raw())).startswith(b"<!doctype html>")
    assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "identity"}).headers


@pytest.mark.parametrize("path", ["/", "/id/country/BE", "/api/scores", "/static/style.css", "/nothing"])
def test_a_head_is_a_page_without_its_body(client: httpx.Client, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["Content-Type"] == whole.headers["Content-Type"]


def test_static_files_may_be_kept(client: httpx.Client) -> None:
    for address in page(client, "/editor").xpath("//link[@rel='stylesheet']/@href | //script/@src"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_build_is_seen_while_the_server_runs(tmp_path: Path) -> None:
    store = write_store(web_world(), tmp_path / "store")
    with serving(store) as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        assert client.get("/id/entity/hualing").status_code == 200
        ask = {"query": "ASK { ?s cii:nameKey 'hualing' }"}
        assert client.get("/sparql", params=ask).json()["boolean"] is True
        generation = Generation(store, copy_current=False)
        generation.publish(optimize=False)
        assert client.get("/id/entity/hualing").status_code == 404
        assert client.get("/sparql", params=ask).json()["boolean"] is False
        assert "no answers" in client.get("/").text
