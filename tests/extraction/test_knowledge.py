"""Known entities, countries and the gazetteer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ciigraph.errors import DataError
from ciigraph.extraction import knowledge as knowledge_module
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.knowledge import knowledge
from ciigraph.extraction.lexicon import lexicon, read_yaml

if TYPE_CHECKING:
    from pathlib import Path


def test_stock() -> None:
    known = knowledge()
    assert sum(e.type != "Country" for e in known.entities.values()) >= 600
    assert sum(e.type == "Country" for e in known.entities.values()) >= 200
    assert known.entities["cayman-islands"].type == "Place"  # what depends on another state
    assert all(e.parent is None or e.parent in known.entities for e in known.entities.values())


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("PRC", "china"),
        ("Czechia", "czech-republic"),
        ("Huawei", "huawei"),
        ("GlobalTimes", None),
        ("Xinhua", "xinhua-news-agency"),
        ("Nobody Ltd", None),
    ],
)
def test_named(name: str, entity: str | None) -> None:
    assert knowledge().named(name)[:1] == (() if entity is None else (entity,))


@pytest.mark.parametrize(
    ("words", "code"),
    [("Chinese", "CN"), ("South Korean", "KR"), ("Oslo", "NO"), ("the Netherlands", "NL"), ("Nowhere", None)],
)
def test_country_of(words: str, code: str | None) -> None:
    assert gazetteer().country_of(words) == code


def test_places() -> None:
    places = gazetteer()
    assert places.cities["brakel"].country in {"BE", "DE"}
    assert places.cities["antwerpen"].label == "Antwerp"
    assert places.regions["middle east"] == ""
    assert places.ids["BE"] == "belgium"


def test_every_type_of_the_lexicon_is_one() -> None:
    words = lexicon()
    types = {
        *words.heads.values(),
        *words.first_heads.values(),
        *words.class_nouns.values(),
        *words.priors.values(),
        *words.implied.values(),
    }
    types |= {t for ts in words.anaphors.values() for t in ts}
    assert types <= set(knowledge_module._TYPES)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- {id: x, type: Thing, label: X}", "no entity type"),
        ("- {id: x, label: X}", "is no entity"),
        ("- {id: x, type: Company, label: X}\n- {id: x, type: Company, label: Y}", "given twice"),
        ("- [", "no YAML"),
    ],
)
def test_malformed_data(content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data" / "entities"
    folder.mkdir(parents=True)
    (folder / "x.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(knowledge_module, "asset", lambda name: tmp_path / name)
    with pytest.raises(DataError, match=message):
        knowledge_module.knowledge.__wrapped__()


def test_read_yaml_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: [", encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.yaml"):
        read_yaml(file)
