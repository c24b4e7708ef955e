"""The picture for print: well-formed SVG that says what it shows, and PNG of it."""

from __future__ import annotations

import sys
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from sample_networks import HOSTILE, entity, hostile, large, relation, small

from ciigraph.errors import MissingRequirementError
from ciigraph.views.network_picture import network_svg
from ciigraph.views.pictures import png

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg.encode()).iter(SVG + "text")]


def test_the_picture_says_what_it_shows() -> None:
    svg = network_svg(small(), heading="A small network", subtitle="for a test")
    root = ET.fromstring(svg.encode())
    assert root.get("role") == "img"
    assert root.findtext(SVG + "title") == "A small network"
    assert "5 entities and 6 relations" in (root.findtext(SVG + "desc") or "")
    assert {"A small network", "for a test", "Port Verd", "China", "Country (2)", "alleged or planned"} <= set(
        texts(svg)
    )
    assert "owns stake in" in texts(svg)
    dashed = [path for path in root.iter(SVG + "path") if path.get("stroke-dasharray")]
    assert len(dashed) == 4  # a hedged and a denied relation, and both in the legend


def test_text_stays_text_and_what_xml_cannot_hold_is_replaced() -> None:
    network = hostile()
    odd = entity(network, "bell \x07 and \x00 nul")
    relation(network, odd, odd)
    svg = network_svg(network, heading=HOSTILE[1], subtitle=HOSTILE[0])
    root = ET.fromstring(svg.encode())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "g", "title", "desc", "rect", "path", "polygon", "circle", "text"),
    }
    assert HOSTILE[0] in texts(svg)
    assert "bell \ufffd and \ufffd nul" in texts(svg)
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_what_is_left_out_is_said() -> None:
    assert any(
        "most central of 120 entities" in text for text in texts(network_svg(large(120), heading="x", max_nodes=40))
    )


def test_an_empty_network_is_a_sheet_with_a_legend() -> None:
    assert "stated" in texts(network_svg(nx.MultiDiGraph(), heading="Nothing"))


def test_png_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(MissingRequirementError, match=r"install it with: pip install 'ciigraph\[charts\]'") as raised:
        png("<svg/>")
    assert raised.value.exit_code == 3


def test_png() -> None:
    pytest.importorskip("vl_convert", reason="PNG needs vl-convert (extra charts)")
    picture = png(network_svg(small(), heading="A small network"), wide=640)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") in (639, 640, 641)
