"""A view of a graph: what part it shows, what it is called, how it is saved, and the command that makes one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from sample_networks import HOSTILE, PREFIX, small

from ciigraph.errors import StoreError, UsageError
from ciigraph.graph.access import EmbeddedGraph, open_graph
from ciigraph.views.view import View, checked_path, view_of
from read_corpus import corpus_read
from synthetic import graph_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def graph() -> EmbeddedGraph:
    return open_graph(corpus_read())


PARTS = [
    ({}, "Influence network", "", 60),
    ({"country": "BE"}, "Belgium", "relations stated in the documents on it", 20),
    (
        {"country": "AZ", "domain": "academia"},
        "Azerbaijan",
        "relations stated in the documents on it, under Academia",
        5,
    ),
    ({"domain": "media"}, "Media", "relations recorded under its indicators", 5),
    ({"entity": "Huawei", "hops": 2}, "Huawei", "up to 2 relations away", 5),
    ({"entity": "Huawei", "country": "AZ"}, "Huawei", "up to 1 relation away, in the documents on Azerbaijan", 2),
]


@pytest.mark.parametrize(("part", "heading", "subtitle", "least"), PARTS)
def test_a_view_shows_the_part_asked_for(
    graph: EmbeddedGraph, part: dict[str, Any], heading: str, subtitle: str, least: int
) -> None:
    view = view_of(graph, **part)
    assert (view.heading, view.subtitle) == (heading, subtitle)
    assert len(view.network) >= least
    assert (view.centre is None) == ("entity" not in part)


NOTHING = [
    ({"country": "FR"}, r"there is no relation in the documents on France to show; ciigraph stats tells"),
    ({"entity": "Nothing is called so at all"}, "no entity is called"),
    ({"domain": "weather"}, "no domain 'weather'; there are media,"),
    ({"max_nodes": 0}, "a view of 0 entities shows nothing"),
]


@pytest.mark.parametrize(("part", "message"), NOTHING)
def test_what_cannot_be_shown_is_said(graph: EmbeddedGraph, part: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        view_of(graph, **part)


def test_a_graph_with_no_relation_has_no_view() -> None:
    with pytest.raises(UsageError, match="there is no relation to show"):
        view_of(graph_of())


def test_a_view_is_saved_as_its_name_says(tmp_path: Path) -> None:
    view = View(small(), "A small network", centre=PREFIX + "China")
    assert view.save(tmp_path / "a.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert view.save(tmp_path / "a.SVG").read_text("utf-8").startswith("<?xml")
    pytest.importorskip("vl_convert", reason="PNG needs vl-convert (extra charts)")
    assert view.save(tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_a_view_is_saved_where_it_can_be(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a view is written as \.html, \.svg or \.png"):
        checked_path("network.pdf")
    with pytest.raises(StoreError, match="can't be written"):
        View(small(), "x").save(tmp_path / "missing" / "a.svg")


def test_a_notebook_shows_a_view_in_a_frame_of_its_own() -> None:
    shown = View(small(), HOSTILE[0])._repr_html_()
    assert re.match(r'<iframe srcdoc="&lt;!DOCTYPE html&gt;', shown)
    assert 'sandbox="allow-scripts allow-popups"' in shown
    assert shown.count("<") == 2  # the frame itself: whatever is in it is escaped


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "ciigraph", "view", "--store", str(corpus_read()), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"COLUMNS": "200"},
    )


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    done = run("--entity", "huawei", "--hops", "2", "-o", tmp_path / "out.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r".*out\.html: \d+ entities, \d+ relations\n", done.stderr)
    assert "<title>Huawei</title>" in (tmp_path / "out.html").read_text("utf-8")


def test_the_command_says_what_it_leaves_out(tmp_path: Path) -> None:
    done = run("--max-nodes", "20", "-o", tmp_path / "out.svg")
    assert done.returncode == 0
    assert "drawn are the 20 most central; --max-nodes allows more" in done.stderr


WRONG = [
    (("--country", "Atlantis"), "'Atlantis' is no country"),
    (("-o", "out.pdf"), "a view is written as .html, .svg or .png"),
    (("--entity", "Nothing is called so at all", "-o", "out.svg"), "no entity is called"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG)
def test_wrong_use_of_the_command_is_told_in_a_line(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
