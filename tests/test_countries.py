"""Country names as the documents write them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph import countries
from ciigraph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    ("Belgium", "BE"),
    ("Bolívia", "BO"),
    ("Bolivia", "BO"),
    ("Bosnia-and-Herzegovina", "BA"),
    ("Bosnia & Herzegovina", "BA"),
    ("Burma", "MM"),
    ("Cape Verde", "CV"),
    ("Cabo Verde", "CV"),
    ("Czech Republic", "CZ"),
    ("Czech-Republic", "CZ"),
    ("Czechia", "CZ"),
    ("Democratic Republic of the Congo", "CD"),
    ("Democratic-Republic-of-the-Congo", "CD"),
    ("DRC", "CD"),
    ("DR Congo", "CD"),
    ("Congo", "CG"),
    ("East Timor", "TL"),
    ("Timor-Leste", "TL"),
    ("El-Salvador", "SV"),
    ("Gambia", "GM"),
    ("The Gambia", "GM"),
    ("the Philippines", "PH"),
    ("Iran", "IR"),
    ("Ivory Coast", "CI"),
    ("Côte d’Ivoire", "CI"),
    ("Kosovo", "XK"),
    ("Laos", "LA"),
    ("New_Zealand", "NZ"),
    ("NORTH MACEDONIA", "MK"),
    ("Palestine", "PS"),
    ("People's Republic of China", "CN"),
    ("Republic of Korea", "KR"),
    ("South-Korea", "KR"),
    ("South Korea", "KR"),
    ("North Korea", "KP"),
    ("Russia", "RU"),
    ("Russian Federation", "RU"),
    ("Syria", "SY"),
    ("Taiwan", "TW"),
    ("Tanzania", "TZ"),
    ("Turkey", "TR"),
    ("Türkiye", "TR"),
    ("  united   states ", "US"),
    ("USA", "US"),
    ("U.S.", "US"),
    ("UK", "GB"),
    ("Venezuela", "VE"),
    ("Vietnam", "VN"),
    ("Viet Nam", "VN"),
    ("BE", "BE"),
    ("BEL", "BE"),
]
NO_NAMES = ["", " ", "the", "in", "no", "and", "be", "us", "Atlantis", "Belgium and France", "Domain", "XX", "-"]
USUAL = [
    ("KR", "South Korea"), ("KP", "North Korea"), ("RU", "Russia"), ("TW", "Taiwan"), ("CZ", "Czech Republic"),
    ("TR", "Turkey"), ("CD", "Democratic Republic of the Congo"), ("VN", "Vietnam"), ("GB", "United Kingdom"),
    ("XK", "Kosovo"), ("be", "Belgium"), ("TL", "Timor-Leste"), ("MK", "North Macedonia"), ("CN", "China"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_alpha2(name: str, code: str) -> None:
    assert countries.alpha2(name) == code


@pytest.mark.parametrize("name", NO_NAMES)
def test_no_country(name: str) -> None:
    assert countries.alpha2(name) is None


@pytest.mark.parametrize(("code", "name"), USUAL)
def test_usual_names(code: str, name: str) -> None:
    assert countries.name(code) == name


@pytest.mark.parametrize("code", ["", "XX", "Belgium"])
def test_no_code(code: str) -> None:
    with pytest.raises(UsageError, match="alpha-2"):
        countries.name(code)


def test_every_usual_name_leads_back() -> None:
    assert len(countries.codes()) >= 250
    assert {code: countries.alpha2(countries.name(code)) for code in countries.codes()} == {
        code: code for code in countries.codes()
    }


@given(st.text())
def test_any_text(text: str) -> None:
    assert countries.alpha2(text) in {None, *countries.codes()}


def test_pycountry_waits_until_it_is_needed() -> None:
    script = "import sys, ciigraph.countries; sys.exit('pycountry' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_all_names_of_the_real_data(shared: Path) -> None:
    listed = json.loads((shared / "china-index/2024/website_json_file/country_list.json").read_text("utf-8"))
    wanted = {entry["country"]: code for region in listed.values() for code, entry in region.items()}
    assert len(wanted) == 101
    assert {name: countries.alpha2(name) for name in wanted} == wanted
    assert {name: countries.name(code) for name, code in wanted.items()} == {name: name for name in wanted}
    files = sorted((shared / "china-index").glob("20*/country_json/*.json"))
    assert len(files) == 109
    assert [path.name for path in files if countries.alpha2(path.stem) is None] == []
    for table in (shared / "china-index").glob("20*/china_index_20??.csv"):
        with table.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))[3:]
        assert len({countries.alpha2(name) for name in header} - {None}) == len(header)
