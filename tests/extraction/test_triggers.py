"""The trigger data are checked when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest
import yaml

from ciigraph.assets import asset
from ciigraph.errors import DataError
from ciigraph.extraction import triggers
from ciigraph.records import Predicate

if TYPE_CHECKING:
    from collections.abc import Callable


def data() -> dict[str, Any]:
    """The data file, to be spoilt."""
    loaded: dict[str, Any] = yaml.safe_load(asset(triggers.FILE).read_text(encoding="utf-8"))
    return loaded


def test_every_predicate_of_the_contract_has_families() -> None:
    rules = triggers.rules()
    assert set(rules.predicates) == set(get_args(Predicate))
    assert all(p.families for p in rules.predicates.values())


def test_every_family_has_words_and_a_probe() -> None:
    families = triggers.rules().families()
    assert all(f.words and f.probes and f.frames for f in families)
    assert len({(f.predicate, f.id) for f in families}) == len(families)


def test_a_trigger_of_several_words_is_a_head_with_companions() -> None:
    index = triggers.rules().index
    assert any(t.companions == {"joint"} for t in index["venture", "noun"])
    assert any(t.companions == {"part"} for t in index["take", "verb"])
    assert any(t.companions == {"of", "intent"} for t in index["letter", "noun"])


def spoil_type(d: dict[str, Any]) -> None:
    d["predicates"]["visited"]["object"] = ["Planet"]


def spoil_predicate(d: dict[str, Any]) -> None:
    d["predicates"]["befriended"] = d["predicates"]["visited"]


def spoil_frame(d: dict[str, Any]) -> None:
    d["predicates"]["visited"]["families"][0]["frames"] = ["subj obj"]


def spoil_word(d: dict[str, Any]) -> None:
    d["qualifiers"]["negators"].append(False)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(spoil_type, "Planet"), (spoil_predicate, "befriended"), (spoil_frame, "subj obj"), (spoil_word, "quotes")],
)
def test_malformed_data_are_named(spoil: Callable[[dict[str, Any]], None], said: str) -> None:
    spoilt = data()
    spoil(spoilt)
    with pytest.raises(DataError, match=said):
        triggers.parse(spoilt)


def test_a_missing_part_is_named() -> None:
    spoilt = data()
    del spoilt["predicates"]["visited"]["families"][0]["frames"]
    with pytest.raises(KeyError, match="frames"):
        triggers.parse(spoilt)


def test_an_unknown_group_of_words_is_named() -> None:
    with pytest.raises(DataError, match="no_such_group"):
        _ = triggers.words().no_such_group
