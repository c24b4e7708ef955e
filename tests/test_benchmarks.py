"""The benchmarks run and say what they should; how fast anything is isn't tested."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import articles, measuring, synthetic  # noqa: E402
from benchmarks.report import Figure, Section, aligned, write_section  # noqa: E402
from benchmarks.tasks import Silent  # noqa: E402
from ciigraph.documents.reading import read  # noqa: E402
from ciigraph.documents.sources import find  # noqa: E402
from ciigraph.graph.access import open_graph  # noqa: E402
from ciigraph.inquiry.score import check  # noqa: E402
from ciigraph.outcomes import Options  # noqa: E402
from ciigraph.pipeline import build  # noqa: E402

PROFILES = 4


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("profiles")
    assert len(synthetic.write_profiles(folder, PROFILES)) == PROFILES
    return folder


def test_generated_profiles_are_read_whole(profiles: Path) -> None:
    documents = [read(source) for source in find([profiles], None).sources]
    assert {"BE", "AZ"} < {document.country for document in documents}
    for document in documents:
        assert (document.kind, document.edition, len(document.answers)) == ("profile", 2024, 99)
        assert document.notices == ()
        assert all(answer.distribution for answer in document.answers)
        assert sum(len(unit.citations) for unit in document.units) > 20


def test_generated_profiles_follow_from_the_seed(profiles: Path, tmp_path: Path) -> None:
    again = synthetic.write_profiles(tmp_path / "again", PROFILES)
    other = synthetic.write_profiles(tmp_path / "other", PROFILES, seed=2)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in sorted(profiles.iterdir())]
    assert {path.read_bytes() for path in again}.isdisjoint(path.read_bytes() for path in other)


def test_countries_come_again_with_the_same_answers_and_other_evidence(tmp_path: Path) -> None:
    paths = synthetic.write_profiles(tmp_path, 300)
    rounds = Counter(path.parent.name for path in paths)
    assert len(set(paths)) == 300
    assert set(rounds) == {tmp_path.name, "round-02"}
    first, second = (
        read(source) for source in find([tmp_path / f / "Belgium.txt" for f in (".", "round-02")], None).sources
    )
    assert [a.score for a in first.answers] == [a.score for a in second.answers]
    assert [u.text for u in first.units if u.section == "supporting"] != [
        u.text for u in second.units if u.section == "supporting"
    ]


def test_the_figures_of_generated_profiles_fit_together(profiles: Path, tmp_path: Path) -> None:
    build([profiles], tmp_path / "store", Options(model=None), Silent())
    checked = check(open_graph(tmp_path / "store"))
    assert checked.compared == checked.equal
    assert sum(checked.compared.values()) == 9 * PROFILES


def test_generated_articles_are_read_and_differ(tmp_path: Path) -> None:
    folder = articles.write_articles(tmp_path / "articles", 1100)
    assert sorted(path.name for path in folder.iterdir()) == ["000", "001"]
    some = sorted(folder.rglob("*.txt"))[:60]
    texts = [path.read_text("utf-8") for path in some]
    assert len(set(texts)) == 60
    assert 30 < sum(len(text.split()) for text in texts) / 60 < 90
    documents = [read(source) for source in find(some, None).sources]
    assert len({document.kind for document in documents}) == 1
    again = articles.write_articles(tmp_path / "again", 3)
    assert [path.read_text("utf-8") for path in sorted(again.rglob("*.txt"))] == texts[:3]


def test_growth_and_mean() -> None:
    assert math.isclose(measuring.growth_exponent([1, 2, 4], [3, 12, 48]), 2)
    assert math.isclose(measuring.geometric_mean([2, 8]), 4)
    assert math.isnan(measuring.geometric_mean([]))


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("speed", "9 s", "1 s", 9, least=8), "≥ 8: met"),
        (Figure("speed", "7 s", "1 s", 7, least=8), "≥ 8: **missed**"),
        (Figure("share", "1 s", "9 s", 0.06, most=0.05), "≤ 0.05: **missed**"),
        (Figure("anything", "1 s", "9 s", 0.06), ""),
    ],
)
def test_verdicts(figure: Figure, verdict: str) -> None:
    assert figure.row()[-1] == verdict


def test_tables_are_aligned() -> None:
    lines = list(aligned(("a", "number"), [("one", "1"), ("three", "20")]))
    assert lines == ["| a     | number |", "|-------|-------:|", "| one   |      1 |", "| three |     20 |"]


def test_a_section_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    results = tmp_path / "results.md"
    one, other = (Section(title, f"command {title}", "little") for title in ("One", "Other"))
    for section, conditions in ((one, "first"), (other, "second"), (one, "third")):
        write_section(results, section, conditions)
    written = results.read_text("utf-8")
    assert written.startswith("# Results of the benchmarks\n")
    assert re.findall(r"^(?:## .*|first|second|third)$", written, re.MULTILINE) == [
        "## One",
        "third",
        "## Other",
        "second",
    ]
    assert "\n\n\n" not in written


@pytest.mark.slow
def test_a_quick_run(tmp_path: Path) -> None:
    output = tmp_path / "results.md"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--date", "2024-01-01", "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = output.read_text("utf-8")
    assert written.count("Measured on: 2024-01-01") == written.count("\n## ")
    sections = dict(re.findall(r"^## (.*)\n\n`(.*)`", written, re.MULTILINE))
    assert sections == {
        part: f"python -m benchmarks --quick {name}"
        for part, name in (
            ("Queries", "queries"),
            ("Extraction", "extraction"),
            ("Building again", "incremental"),
            ("Build", "build"),
            ("Scale", "scale"),
            ("Faults", "faults"),
            ("Paths, networks, exports", "paths"),
            ("Audit", "audit"),
            ("Serving", "serving"),
            ("Lookup", "lookup"),
        )
    }
    figures = re.findall(r"^\| .*[^|]\| +([0-9.e+-]+) *\| +\|$", written, re.MULTILINE)
    assert len(figures) >= 15
    assert all(math.isfinite(float(ratio)) for ratio in figures)
