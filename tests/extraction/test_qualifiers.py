"""Every word that negates, hedges, plans or ends does so in an example, and only within its scope."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from marked import found, read

from ciigraph.extraction.triggers import qualifier_words

A, P, B = "[Acme](Company)", "[Pier Two](Facility)", "[Borealis](Company)"
GROUPS = yaml.safe_load((Path(__file__).parents[1] / "cases" / "qualifiers.yaml").read_text(encoding="utf-8"))
WORDS = [(group, word) for group in GROUPS for word in sorted(getattr(qualifier_words(), group))]


def says(marked: str, expected: str) -> bool:
    return any(expected in line.split() for line in found(read(marked)))


@pytest.mark.parametrize(("group", "word"), WORDS, ids=[f"{g}-{w}" for g, w in WORDS])
def test_every_word_has_an_example(group: str, word: str) -> None:
    case = GROUPS[group]
    form = case.get("forms", {}).get(word, word)
    assert any(says(sentence.replace("{}", form), case["says"]) for sentence in case["sentences"])


def test_without_the_word_nothing_of_the_kind_is_said() -> None:
    """The sentences owe what they say to the word, not to themselves."""
    neutral = {"negators": "always", "denying": "know", "evidence_nouns": "harm", "hedging_verbs": "know"}
    for group, word in neutral.items():
        assert not says(GROUPS[group]["sentences"][0].replace("{}", word), GROUPS[group]["says"])


def test_all_words_were_tried() -> None:
    assert len(WORDS) >= 300


SCOPES = [
    (f"{A} bought {P} but did not comment.", "0 ownsStakeIn 1 current"),
    (f"{A} did not comment, but bought {P}.", "0 ownsStakeIn 1 current"),
    (f"{A} bought {P}, and the minister denied that it is old.", "0 ownsStakeIn 1 current"),
    (f"The minister, who denied everything, said that {A} owns {P}.", "0 ownsStakeIn 1 current"),
    (f"{A} reportedly bought {P}, and {B} owns [Northern Steel](Company).", "2 ownsStakeIn 3 current"),
    (f"{A} owns {P} and plans to buy [Northern Steel](Company).", "0 ownsStakeIn 1 current"),
    (f"{A} owns {P} and plans to buy [Northern Steel](Company).", "0 ownsStakeIn 2 planned unknown"),
    (f"{A} owned {P} until 2019.", "0 ownsStakeIn 1 ended end=2019"),
    (f"Since 2004 {A} owns {P}.", "0 ownsStakeIn 1 current start=2004"),
    (f"{A} owned {P} from 2004 to 2019.", "0 ownsStakeIn 1 ended start=2004 end=2019"),
    (f"In 2004 {A} bought {P} and in 2019 it sold bread.", "0 ownsStakeIn 1 current start=2004"),
    (f"{A}, which bought {P} in 2004, signed an agreement with {B} in 2019.", "0 ownsStakeIn 1 current start=2004"),
    (
        f"{A}, which bought {P} in 2004, signed an agreement with {B} in 2019.",
        "0 hasAgreementWith 2 unknown start=2019",
    ),
    (f"{A} acquired 20 per cent of {P} in 2004.", "0 ownsStakeIn 1 current start=2004 amount=20%"),
]


@pytest.mark.parametrize(("marked", "expected"), SCOPES)
def test_scopes(marked: str, expected: str) -> None:
    assert expected in found(read(marked))


def test_number_of_scopes() -> None:
    assert len(SCOPES) == 14
