"""Damaged documents: each is read or refused with one line, whatever was done to it, and takes no other with it."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from ciigraph.assets import asset
from ciigraph.documents.reading import read
from ciigraph.documents.source import Source
from ciigraph.errors import DocumentError
from ciigraph.graph.document_statements import document_statements
from ciigraph.outcomes import Options
from ciigraph.pipeline import build
from synthetic import Silent

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.damage import KINDS, POISON, damage

TRIES = 40
DOCUMENTS = sorted(asset("data/corpus").glob("*.txt"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_document_is_read_or_refused(kind: str, tmp_path: Path) -> None:
    chance = random.Random(kind)
    came_through = 0
    for _ in range(TRIES):
        original = chance.choice(DOCUMENTS)
        path = tmp_path / original.name
        path.write_bytes(damage(original.read_bytes(), kind, chance))
        try:
            assert list(document_statements(read(Source(path, original.name))))
            came_through += 1
        except DocumentError as error:
            assert str(error).startswith(original.name)  # noqa: PT017 - most tries raise nothing
            assert "\n" not in str(error)  # noqa: PT017
    assert came_through > TRIES // 10


@pytest.mark.parametrize("poison", POISON)
def test_nothing_but_poison(poison: bytes, tmp_path: Path) -> None:
    path = tmp_path / "poison.txt"
    path.write_bytes(poison)
    try:
        read(Source(path, "poison.txt"))
    except DocumentError as error:
        assert "\n" not in str(error)  # noqa: PT017


def test_damaged_documents_take_no_sound_one_with_them(tmp_path: Path) -> None:
    chance = random.Random(7)
    folder = tmp_path / "mixed"
    folder.mkdir()
    for path in DOCUMENTS:
        (folder / f"sound-{path.name}").write_bytes(path.read_bytes())
        for number, kind in enumerate(KINDS):
            damaged = damage(path.read_bytes(), kind, chance)
            (folder / f"zz-{number}-{path.name}").write_bytes(damaged)
    report = build([folder], tmp_path / "store", Options(model=None), Silent())
    outcomes = {outcome.path: outcome.status for outcome in report.documents}
    assert len(outcomes) == len(DOCUMENTS) * (1 + len(KINDS))
    assert {outcomes[f"sound-{path.name}"] for path in DOCUMENTS} == {"built"}
