"""``ciigraph audit`` from the command line, on the planted cases."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ciigraph.cli.app import app

DOCUMENTS = Path(__file__).parents[1] / "cases" / "audit" / "documents"
runner = CliRunner()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("audit") / "store")
    built = runner.invoke(app, ["build", str(DOCUMENTS), "--store", folder, "--answers-only"])
    assert built.exit_code == 0, built.output
    return folder


def test_json_has_the_fields_of_the_contract(store: str) -> None:
    result = runner.invoke(app, ["audit", "SI", "--store", store, "--format", "json"])
    assert result.exit_code == 0
    flags = json.loads(result.stdout)
    assert flags
    for flag in flags:
        assert {"country", "indicator", "recorded", "kind", "strength", "fact", "evidence"} <= flag.keys()
        assert flag["country"] == "SI"
        assert flag["recorded"].keys() == {"label", "score"}
        assert all({"text", "document", "indicator", "section"} <= evidence.keys() for evidence in flag["evidence"])


def test_kind_and_strength_narrow(store: str) -> None:
    arguments = ["audit", "--store", store, "--format", "json", "--min-strength", "strong"]
    flags = json.loads(runner.invoke(app, [*arguments, "--kind", "contradicted-by-article"]).stdout)
    assert {(flag["kind"], flag["strength"]) for flag in flags} == {("contradicted-by-article", "strong")}


def test_csv_has_a_row_a_flag(store: str) -> None:
    whole = json.loads(runner.invoke(app, ["audit", "FJ", "--store", store, "--format", "json"]).stdout)
    rows = list(
        csv.DictReader(io.StringIO(runner.invoke(app, ["audit", "FJ", "--store", store, "--format", "csv"]).stdout))
    )
    assert len(rows) == len(whole)
    assert rows[0]["country"] == "FJ"


def test_suggestions(store: str) -> None:
    result = runner.invoke(app, ["audit", "BW", "--suggest", "--store", store, "--format", "json"])
    found = json.loads(result.stdout)
    assert {"answers", "agreement", "by_scale"} <= found.keys()
    assert {each["country"] for each in found["answers"]} == {"BW"}


def test_an_unknown_country_is_told(store: str) -> None:
    assert runner.invoke(app, ["audit", "Atlantis", "--store", store]).exit_code != 0
