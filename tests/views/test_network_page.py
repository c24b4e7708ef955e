"""The page as a file: one document that loads nothing, in which text stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from sample_networks import HOSTILE, PREFIX, hostile, large, small

from ciigraph.errors import UsageError
from ciigraph.views.network_page import content_security_policy, network_page


class Parsed(HTMLParser):
    """Elements with their attributes, and the content of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw[-1] += data
        else:
            self.text += data


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.fixture(scope="module")
def page() -> str:
    return network_page(small(), heading="A small network", subtitle="for a test")


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    for tag, attributes in Parsed(page).elements:
        assert tag not in ("iframe", "object", "embed", "base", "form", "img")
        assert "src" not in attributes
        assert attributes.get("href") in (None, "data:,")
    assert "sourceMappingURL" not in page
    assert "cdn" not in page.lower().replace("cdnjs.cloudflare", "cdn") or "cdnjs" not in page


def test_only_scripts_that_are_meant_to_run_can_run(page: str) -> None:
    policy = content_security_policy(page)
    parsed = Parsed(page)
    blocks = [element for element in parsed.elements if element[0] in ("script", "style")]
    assert [attributes.get("type") for tag, attributes in blocks] == [None, "application/json", None, None]
    for (tag, attributes), content in zip(blocks, parsed.raw, strict=True):
        digest = "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"
        assert (digest in policy) == (attributes.get("type") is None), tag
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert not [name for _, attributes in parsed.elements for name in attributes if name.startswith("on")]
    assert not [name for _, attributes in parsed.elements for name in attributes if name == "style"]


def test_the_page_holds_every_relation_with_its_sources(page: str) -> None:
    data = data_of(page)
    assert {node["label"] for node in data["nodes"]} >= {"Port Verd", "Port Verd Holding", "China"}
    between = [
        edge
        for edge in data["edges"]
        if {edge["from"], edge["to"]} == {PREFIX + "Port Verd", PREFIX + "Port Verd Holding"}
    ]
    assert sorted(edge["label"] for edge in between) == ["has agreement with", "operates", "owns stake in"]
    (stake,) = [edge for edge in between if edge["label"] == "owns stake in"]
    assert [source["urls"] for source in stake["sources"]] == [["https://example.org/a", "https://example.org/b"]] * 2
    (denial,) = [edge for edge in data["edges"] if edge["stated"] == "denied"]
    assert denial["label"] == "not: visited"
    assert data["options"]["physics"] == {"enabled": False}
    assert all({"x", "y", "size", "shape", "color"} <= node.keys() for node in data["nodes"])


def test_the_legend_counts_what_is_drawn(page: str) -> None:
    boxes = [attributes for tag, attributes in Parsed(page).elements if tag == "input" and "checked" in attributes]
    assert {box["value"] for box in boxes if box["name"] == "type"} == {"Country", "Company", "Person", "Facility"}
    assert [box["value"] for box in boxes if box["name"] == "stated"] == ["stated", "hedged", "ended", "denied"]
    assert "5 entities, 6 relations" in page


def test_text_of_documents_is_never_markup() -> None:
    network = hostile()
    for heading in HOSTILE:
        page = network_page(network, heading=heading, subtitle=heading)
        parsed = Parsed(page)
        clean = Parsed(network_page(small(), heading="x"))
        assert {tag for tag, _ in parsed.elements} <= {tag for tag, _ in clean.elements} | {"bdi"}
        assert [tag for tag, _ in parsed.elements].count("script") == 3
        assert heading in parsed.text
    data = data_of(page)
    assert [node["label"] for node in data["nodes"]] == list(HOSTILE)
    assert [node["id"] for node in data["nodes"]] == [PREFIX + text for text in HOSTILE]
    assert {source["text"] for edge in data["edges"] for source in edge["sources"]} == set(HOSTILE)


def test_what_is_left_out_is_said() -> None:
    page = network_page(large(120), heading="Large", max_nodes=40)
    assert re.search(r'<p class="note">Shown are the \d+ most central of 120 entities', page)
    assert len(data_of(page)["nodes"]) <= 40


def test_a_server_may_link_entities_and_documents() -> None:
    page = network_page(
        small(), heading="x", address=lambda iri: "/entity/" + iri.removeprefix(PREFIX).replace(" ", "-")
    )
    data = data_of(page)
    assert {node["href"] for node in data["nodes"]} >= {"/entity/China", "/entity/Port-Verd"}
    assert data["more"]["documents"][PREFIX + "article"] == {"label": "urn:test:article", "href": "/entity/article"}


def test_the_same_network_gives_the_same_page(page: str) -> None:
    assert network_page(small(), heading="A small network", subtitle="for a test") == page


def test_a_view_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="a view of 0 entities shows nothing"):
        network_page(small(), heading="x", max_nodes=0)
