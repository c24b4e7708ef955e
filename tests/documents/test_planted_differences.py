"""A difference between a country file, a table, a profile and a domain page is reported, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import test_domain_page as domain_pages
from saved_pages import BOOK, flat_page

from ciigraph import pipeline
from ciigraph.graph.access import open_graph, table
from ciigraph.inquiry.queries import saved
from ciigraph.outcomes import Options
from synthetic import Silent, write_country_file

if TYPE_CHECKING:
    from pathlib import Path

CODE = "media-01"


def test_four_sources_of_one_answer(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    others = dict.fromkeys(range(2, 100), 0)
    write_country_file(folder, "Belgium", {1: 1, **others})
    rows = ["indicator no.,grading,domain,Belgium,Azerbaijan"]
    for each in BOOK.indicators:
        asked = BOOK.asked(each.code)
        grading = BOOK.scales[asked.scale].table_grading or BOOK.scales[asked.scale].grading
        rows.append(f"{each.number},{grading},{BOOK.domain(each.domain).name},{2 if each.code == CODE else 0},0")
    (folder / "2024" / "china_index_2024.csv").write_text("\n".join(rows) + "\n")
    (folder / "profile.txt").write_text(flat_page(), "utf-8")  # 0 throughout
    chosen = {f"media-{n:02d}": {"0": ["Belgium"]} for n in range(2, 12)} | {CODE: {"4": ["Belgium"]}}
    (folder / "media.txt").write_text(domain_pages.page(chosen=chosen), "utf-8")
    report = pipeline.build([folder], tmp_path / "store", Options(model=None), Silent())
    assert report.failed == []
    found = list(table(open_graph(tmp_path / "store"), saved("provenance/disagreements").text).records())
    assert {(row["country"], row["indicator"]) for row in found} == {("BE", CODE)}
    assert {(row["document"], row["score"]) for row in found} == {
        ("belgium-2024-data", "1"),
        ("china-index-2024-answers", "2"),
        ("belgium-2024", "0"),
        ("china-index-2024-domain-media", "4"),
    }
    assert report.disagreements == 1
    assert all(row["locator"] for row in found)
