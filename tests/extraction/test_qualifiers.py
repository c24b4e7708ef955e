"""Every word that negates, hedges, plans or ends does so in an example, and only within its scope."""

from __future__ import annotations

import pytest
from marked import found, read

from ciigraph.extraction.triggers import qualifier_words

A, P, B = "[Acme](Company)", "[Pier Two](Facility)", "[Borealis](Company)"
#: Group of words -> (what a found relation must say, sentences of which one must say it for each word of the group).
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "negators": ("negated", (
        f"{A} did {{}} buy {P}.", f"{A} does{{}} own {P}.", f"{{}} {A} nor {B} owns {P}.", f"{A} {{}} buys {P}.",
        f"Neither {A} {{}} {B} owns {P}.", f"There is {{}} agreement between {A} and {B}.", f"{A} {{}} own {P}.",
        f"{{}} of {A} and {B} owns {P}.", f"Acme's books say that {{}} was bought by {A} from {B}.",
    )),
    "negative_determiners": ("negated", (
        f"There is {{}} agreement between {A} and {B}.", f"{{}} of {A} and {B} owns {P}.", f"{{}} {A} nor {B} owns {P}.",
    )),
    "denying": ("negated", (
        f"They {{}} that {A} owns {P}.", f"{A} had to {{}} to buy {P}.", f"They had to {{}} an agreement between {A} and {B}.",
        f"{A} could not wait to {{}} the agreement with {B}.", f"They {{}} out that {A} owns {P}.",
    )),
    "negative_prepositions": ("negated", (f"They left {{}} an agreement between {A} and {B}.",)),
    "evidence_nouns": ("negated", (
        f"There is no {{}} that {A} owns {P}.", f"There is no {{}} of an agreement between {A} and {B}.",
        f"There are no {{}} that {A} owns {P}.",
    )),
    "evidence_negations": ("negated", (f"The {{}} of an agreement between {A} and {B} is known.",)),
    "hedging_adverbs": ("alleged", (f"{A} {{}} bought {P}.",)),
    "hedging_adjectives": ("alleged", (f"There was a {{}} agreement between {A} and {B}.",)),
    "hedging_verbs": ("alleged", (f"They {{}} that {A} owns {P}.", f"They will {{}} {A} of buying {P}.", f"They {{}} {A} to own {P}.",
        f"{A} may {{}} to own {P}.", f"They {{}} {A} for buying {P}.")),
    "hedging_passives": ("alleged", ()),
    "hedging_nouns": ("alleged", (f"There is a {{}} that {A} owns {P}.",)),
    "hedging_modals": ("alleged", (f"{A} {{}} have bought {P}.",)),
    "planning_modals": ("planned", (f"{A} {{}} buy {P}.", f"{A}{{}} buy {P}.", f"{A} {{}}n't buy {P}.")),
    "planning_verbs": ("planned", (f"{A} had to {{}} to buy {P}.", f"They {{}} {A} to buy {P}.", f"{A} {{}}s to buy {P}.",
        f"{A} is {{}}ing to buy {P}.", f"{A} must {{}} buying {P}.", f"{A} will {{}} on buying {P}.", f"{A} hopes to buy {P}.")),
    "planning_objects": ("planned", (f"They had to {{}} an agreement between {A} and {B}.",)),
    "planning_nouns": ("planned", (f"{A} has a {{}} to buy {P}.", f"{A} is in {{}}s to buy {P}.", f"There is a {{}} for a deal between {A} and {B}.")),
    "planning_adjectives": ("planned", (f"There is a {{}} agreement between {A} and {B}.", f"{A} is {{}} to buy {P}.",
        f"{A} is {{}} in buying {P}.")),
    "ended_adverbs": ("ended", (f"{A} {{}} owns {P}.", f"{A} does not own {P} {{}}.", f"{A} was {{}} a partner of {B}.")),
    "ended_adjectives": ("ended", (f"{A} is a {{}} partner of {B}.", f"[Jana Novak](Person), {{}} chairwoman of {A}, spoke.",
        f"[Jana Novak](Person), the {{}} chairwoman of {A}, spoke.", f"{A} is an {{}}-partner of {B}.")),
    "ending_verbs": ("ended", (f"They had to {{}} the agreement between {A} and {B}.", f"{A} had to {{}} its partnership with {B}.",
        f"The agreement between {A} and {B} had to {{}}.", f"They had to {{}} [the Confucius Institute](ConfuciusInstitute) at [Hill College](University).",
        f"{A} had to {{}} from its partnership with {B}.", f"They had to {{}} out the partnership between {A} and {B}.")),
    "lasting_adverbs": ("current", (f"{A} {{}} supplied cameras to {B}.", f"There is {{}} an agreement between {A} and {B}.")),
}  # fmt: skip
PARTICIPLES = {"say": "said", "report": "reported", "think": "thought", "consider": "considered", "understand": "understood",
    "link": "linked", "believe": "believed", "connect": "connected", "tie": "tied", "associate": "associated", "rumor": "rumored"}  # fmt: skip
WORDS = [(group, word) for group in GROUPS for word in sorted(getattr(qualifier_words(), group))]


def says(marked: str, expected: str) -> bool:
    return any(expected in line.split() for line in found(read(marked)))


@pytest.mark.parametrize(("group", "word"), WORDS, ids=[f"{g}-{w}" for g, w in WORDS])
def test_every_word_has_an_example(group: str, word: str) -> None:
    expected, sentences = GROUPS[group]
    if group == "hedging_passives":
        sentences = (f"{A} is {PARTICIPLES[word]} to own {P}.", f"{A} is {PARTICIPLES[word]} with buying {P}.",
                     f"{A} is {PARTICIPLES[word]} to have bought {P}.")  # fmt: skip
    assert any(says(sentence.replace("{}", word), expected) for sentence in sentences)


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
