"""CSV tables: what a spreadsheet and a program read, joined by addresses."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from ciigraph.errors import UsageError
from ciigraph.exports import tables
from ciigraph.exports.tables import COLUMNS, write_table
from ciigraph.records import Amount
from networks import Elsewhere, address, graph_of_relations, said
from synthetic import document, graph_of

if TYPE_CHECKING:
    from ciigraph.graph.access import Graph

GRAPH = graph_of_relations(
    said("Acme", "ownsStakeIn", "=Port, \"Verd\"\n", start="2017", amount=Amount(20, "%"), urls=("https://a.org/1", "https://a.org/0")),
    said("Ada", "visited", "CN", document="az", country="AZ", urls=(), text="-Ada\0 visited CN"),
    extra=("Nobody",),
)  # fmt: skip
ANSWERS = graph_of(
    document("be", "BE", {"media-01": 3, "media-02": None}),
    document("az", "AZ", {"media-01": 0}),
)


def rows(graph: Graph, name: str, **more: str) -> list[dict[str, str]]:
    stream = io.BytesIO()
    count = write_table(graph, name, stream, **more)
    found = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8"), newline="")))
    assert len(found) == count
    return found


@pytest.mark.parametrize("name", COLUMNS)
def test_the_header_stands_in_an_empty_table(name: str) -> None:
    stream = io.BytesIO()
    assert write_table(graph_of(), name, stream) == 0
    assert stream.getvalue().decode() == ",".join(COLUMNS[name]) + "\r\n"


def test_answers() -> None:
    found = rows(ANSWERS, "answers")
    assert [(row["country"], row["indicator"], row["score"], row["skipped"], row["document"]) for row in found] == [
        ("AZ", "media-01", "0", "", "az"),
        ("BE", "media-01", "3", "", "be"),
        ("BE", "media-02", "", "true", "be"),
    ]
    assert (found[0]["country_name"], found[0]["domain"], found[0]["edition"]) == ("Azerbaijan", "Media", "2024")
    assert [row["country"] for row in rows(ANSWERS, "answers", country="AZ")] == ["AZ"]


def test_relations_and_entities_are_joined_by_addresses() -> None:
    entities = {row["entity"]: row for row in rows(GRAPH, "entities")}
    relations = rows(GRAPH, "relations")
    evidence = {row["unit"]: row for row in rows(GRAPH, "evidence")}
    assert len(relations) == 2
    assert {row[end] for row in relations for end in ("subject", "object")} | {address("Nobody")} == entities.keys()
    assert {row["unit"] for row in relations} == evidence.keys()


def test_a_relation() -> None:
    first = next(row for row in rows(GRAPH, "relations") if row["predicate"] == "ownsStakeIn")
    assert first["object_label"] == '\'=Port, "Verd"\n'
    assert (first["subject_label"], first["start"], first["amount_value"]) == ("Acme", "2017", "20")
    assert first["urls"] == "https://a.org/1 | https://a.org/0"


def test_evidence() -> None:
    (row,) = rows(GRAPH, "evidence", country="AZ")
    assert row["text"] == "'-Ada\ufffd visited CN"
    assert (row["document"], row["edition"], row["indicator"], row["urls"]) == ("az", "2024", "media-01", "")


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("graph", [GRAPH, ANSWERS], ids=["relations", "answers"])
def test_an_endpoint_gives_the_same_in_pages(name: str, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "PAGE", 1)
    assert rows(Elsewhere(graph), name) == rows(graph, name)


def test_there_is_no_other_table() -> None:
    with pytest.raises(UsageError, match="there are answers, entities"):
        write_table(GRAPH, "scores", io.BytesIO())
