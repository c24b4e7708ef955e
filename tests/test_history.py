"""The audit trail: what a build writes into it, and that nothing in it is lost to a command that died."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ciigraph.errors import StoreError
from ciigraph.history import read, record
from ciigraph.outcomes import Options
from ciigraph.pipeline import build
from synthetic import Silent

if TYPE_CHECKING:
    from pathlib import Path


def test_a_build_tells_what_it_did(tmp_path: Path) -> None:
    store, article = tmp_path / "store", tmp_path / "article.txt"
    article.write_text("Belgium and China signed an agreement on air traffic in 2019.\n", "utf-8")
    options = Options(model=None)
    build([article], store, options, Silent())
    build([article], store, options, Silent())  # nothing changes, nothing is added
    other = tmp_path / "other.txt"
    article.rename(other)
    build([other], store, options, Silent())
    first, second = read(store)
    assert (first.command, first.generation, first.summary) == (
        "build",
        "000001",
        "1 of 1 documents built, 0 removed; answers only",
    )
    assert len(first.added) == 1
    assert second.summary == "1 of 1 documents built, 1 removed; answers only"
    assert second.removed == first.added
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", event.at) for event in (first, second))


def test_nothing_done(tmp_path: Path) -> None:
    assert read(tmp_path) == []


@pytest.mark.parametrize("half", ["", '{"at":"2026', '{"at":"2026-01-01T00:00:00Z","command":"build","version":'])
def test_a_command_that_died_while_writing_loses_no_other_line(half: str, tmp_path: Path) -> None:
    first = record(tmp_path, "build", "one")
    with (tmp_path / "history.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(half)
    second = record(tmp_path, "merge", "two", added=("a", "b"))
    assert read(tmp_path) == [first, second]


def test_a_line_that_is_no_event_is_named(tmp_path: Path) -> None:
    record(tmp_path, "build", "one")
    with (tmp_path / "history.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"at": 7}\n')
    with pytest.raises(StoreError, match=r"history.jsonl:2: is no event"):
        read(tmp_path)
