"""Tables that are kept between processes: taken when they fit, made anew when they don't."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ciigraph import compiled as compiled_module
from ciigraph.compiled import compiled, kept_in
from ciigraph.extraction import gazetteer, knowledge
from ciigraph.inquiry.audit import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PARTS = ("errors.py",)


def fresh() -> dict[str, list[int]]:
    return {"a": [1]}


def taken() -> dict[str, list[int]]:
    pytest.fail("the table was made again")


def table(make: Callable[[], dict[str, list[int]]], versions: str = "1") -> dict[str, list[int]]:
    return compiled("numbers", dict[str, list[int]], make, PARTS, versions)


def test_a_table_is_made_once(tmp_path: Path) -> None:
    with kept_in(tmp_path / "tables"):
        assert table(fresh) == table(taken) == fresh()
    made: list[int] = []
    table(lambda: made.append(1) or fresh())
    assert made == [1], "outside of the block nothing is kept"


def test_another_version_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    with kept_in(tmp_path):
        table(fresh)
        assert table(dict, "2") == {}
        assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("change", ["flipped", "shortened", "emptied", "of another type"])
def test_a_damaged_table_is_made_again(tmp_path: Path, change: str) -> None:
    with kept_in(tmp_path):
        table(fresh)
        (path,) = tmp_path.iterdir()
        content = path.read_bytes()
        if change == "of another type":
            compiled("numbers", list[int], lambda: [1], PARTS, "1")
            path.write_bytes(content[:5])
            compiled("numbers", list[int], lambda: [1], PARTS, "1")
        else:
            damaged = {"flipped": content[:-1] + bytes([content[-1] ^ 1]), "shortened": content[:-2], "emptied": b""}
            path.write_bytes(damaged[change])
        assert table(fresh) == fresh()
        assert table(taken) == fresh()


def test_where_nothing_can_be_written_a_table_is_made(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("a file where a folder should be")
    with kept_in(tmp_path / "tables"):
        assert table(fresh) == fresh()


def test_the_code_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_in(tmp_path):
        table(fresh)
        monkeypatch.setattr(compiled_module, "fingerprint", lambda *names: "other" + "".join(names))
        assert table(dict) == {}


@pytest.mark.parametrize("make", [gazetteer.gazetteer, knowledge.knowledge, lexicon.lexicon])
def test_what_is_kept_is_what_was_made(make: Callable[[], object], tmp_path: Path) -> None:
    uncached, made = make.__wrapped__, make()  # type: ignore[attr-defined]
    with kept_in(tmp_path):
        assert uncached() == made
        assert list(tmp_path.glob("*.msgpack"))
        assert uncached() == made
