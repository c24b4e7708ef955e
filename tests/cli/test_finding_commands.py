"""``lookup``, ``search`` and ``compare`` as users call them."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from finding_world import write_small_world

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_world(tmp_path_factory.mktemp("small") / "store")


def run(store: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, with warnings as errors."""
    environment = {**os.environ, "CIIGRAPH_STORE": str(store), "COLUMNS": "120"}
    command = [sys.executable, "-W", "error", "-m", "ciigraph", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def output(store: Path, *arguments: str) -> str:
    done = run(store, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_lookup_as_json_keeps_the_contract(store: Path) -> None:
    answer = json.loads(output(store, "lookup", "Akme", "--format", "json"))
    (match,) = answer["matches"]
    assert match.keys() >= {"entity", "label", "type", "aliases", "wikidata", "match", "reason", "countries"}
    (country,) = match["countries"]
    assert country.keys() >= {"country", "mentions", "relations", "indicators", "evidence"}
    assert country["evidence"][0].keys() >= {"text", "document", "indicator", "url"}
    assert (match["label"], match["wikidata"], country["country"], country["mentions"]) == (
        "Acme Shipping",
        None,
        "BE",
        3,
    )
    assert [part["label"] for part in match["subsidiaries"]] == ["Acme Ports"]


def test_lookup_as_a_page(store: Path) -> None:
    page = output(store, "lookup", "Acme")
    assert page.splitlines()[:6] == [
        "Acme Shipping  Company · of CN",
        "  0.99  also called “ACME”",
        "  also ACME, Акме, 恒远海运",
        "  Belgium  3 mentions in 3 documents · 2017 to 2023 · economy-04",
        "    acquired a stake in Port of Verd, 2017 (20 %)  economy-04 · belgium-2024-data +1 · example.org",
        "    is said to have owned a stake in Port of Verd until 2023  verd-article · example.org",
    ]
    assert "  Part of it: Acme Ports  Company · of CN" in page
    whole = output(store, "lookup", "Acme", "--all")
    assert "“Acme Shipping bought a fifth of the Port of Verd in 2017.”" in whole
    assert "Acme Ports Verd" in whole


def test_lookup_lists_what_is_less_likely(store: Path) -> None:
    page = output(store, "lookup", "Bank of Borduria")
    assert "Less likely\n  Central Bank of Borduria (GovernmentBody, in BE)  0.78  part of the name" in page


def test_lookup_as_csv(store: Path) -> None:
    rows = list(csv.DictReader(output(store, "lookup", "Hualing", "--country", "az", "--format", "csv").splitlines()))
    assert [(row["label"], row["country"], row["statement"], row["modality"]) for row in rows] == [
        ("Hualing", "AZ", "signed an agreement with Tide News, May 2019", "asserted"),
        ("Hualing", "AZ", "is said to have funded Tide News", "alleged"),
    ]
    assert rows[0]["url"] == "https://www.example.org/az"


def test_lookup_of_nothing_suggests(store: Path) -> None:
    done = run(store, "lookup", "Bank of Ruritania", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"matches": []})
    assert done.stderr.startswith("ciigraph: no entity is called 'Bank of Ruritania'; nearest are: Bank of Borduria")
    assert done.stderr.count("\n") == 1


def test_search(store: Path) -> None:
    hits = json.loads(output(store, "search", "donated", "cameras", "--format", "json"))
    assert hits[0].keys() >= {"text", "highlights", "document", "indicator", "country", "url"}
    assert [hits[0]["text"][start:end] for start, end in hits[0]["highlights"]] == ["donated", "cameras"]
    page = output(store, "search", "fifth").splitlines()
    assert page[0] == "BE · economy-04 · belgium-2024-data · belgium-2022-data · example.org"
    assert page[1] == "  Acme Shipping bought a fifth of the Port of Verd in 2017."
    rows = list(csv.DictReader(output(store, "search", "fifth", "--format", "csv").splitlines()))
    assert rows[0]["passage"] == "Acme Shipping bought a fifth of the Port of Verd in 2017."


def test_search_says_what_it_could_not_find(store: Path) -> None:
    some = run(store, "search", "cameras zebra")
    assert (some.returncode, some.stderr) == (0, "no evidence holds all of these words; these hold some\n")
    none = run(store, "search", "zebra", "--country", "BE", "--format", "json")
    assert (none.returncode, json.loads(none.stdout)) == (0, [])
    assert none.stderr == "ciigraph: no evidence holds any of these words in documents on BE\n"


def test_compare(store: Path) -> None:
    answer = json.loads(output(store, "compare", "BE", "Azerbaijan", "--format", "json"))
    assert answer.keys() >= {"first", "second", "edition", "figures", "answers", "common", "only_first", "only_second"}
    page = output(store, "compare", "be", "az")
    assert page.startswith("Belgium and Azerbaijan  edition 2024\n")
    assert "  Bodies of the PRC: Hualing (1, 2)\n" in page
    assert [line.split()[:4] for line in page.splitlines() if line.startswith("media-02")] == [
        ["media-02", "0", "4", "+4"]
    ]
    rows = list(csv.DictReader(output(store, "compare", "BE", "AZ", "--format", "csv").splitlines()))
    assert {row["part"] for row in rows} == {"overall", "domain", "layer", "answer", "entity", "PRC body"}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["lookup"], 2, "name"),
        (["lookup", "..."], 2, "'...' is no name; give at least one letter"),
        (["lookup", "Acme", "--country", "Atlantis"], 2, "'Atlantis' is no country"),
        (["lookup", "Acme", "--limit", "0"], 2, "invalid value for '--limit'"),
        (["search", "!"], 2, "'!' holds no word to search for"),
        (["search"], 2, "words"),
        (["compare", "BE"], 2, "country"),
        (["compare", "BE", "BE"], 2, "Belgium can't be compared with itself"),
        (["compare", "BE", "FR"], 2, "no answers of both Belgium and France"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], code: int, message: str, store: Path) -> None:
    done = run(store, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message.lower() in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["lookup", "search", "compare"])
def test_help_explains(command: str, store: Path) -> None:
    page = output(store, command, "--help")
    assert f"Usage: ciigraph {command} " in page
    assert len(page.splitlines()) > 15
