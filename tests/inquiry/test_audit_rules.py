"""Each audit rule against its own examples and their twins: denied, planned, hedged, old, of another country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ciigraph import codebook
from ciigraph.inquiry.audit.assertions import Setting, assertion
from ciigraph.inquiry.audit.lexicon import lexicon
from ciigraph.inquiry.audit.positions import stand
from ciigraph.inquiry.audit.rules import rules
from ciigraph.inquiry.audit.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.inquiry.audit.rules import Rule

HOME = ("PE", "Peru", "Peruvian")
ABROAD = ("Kenya", "Kenyan")
EDITION = 2024


def filled(text: str, country: str = HOME[1], adjective: str = HOME[2]) -> str:
    return text.replace("{c}", country).replace("{a}", adjective)


def states(rule: Rule, text: str) -> bool:
    """Whether some sentence of the text plainly states what the rule asks for."""
    setting = Setting(HOME[0], EDITION, True)
    for sentence in sentences(text, lexicon(), HOME[0]):
        if rule.topic is not None:
            taken = stand(rule, sentence, setting)
            if taken is not None and taken.plain:
                return True
        else:
            said = assertion(rule, sentence, setting)
            if said is not None and said.stance == "affirmed" and said.outright:
                return True
    return False


def lowered(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def twins(rule: Rule, example: str) -> Iterator[tuple[str, str]]:
    """What is near to the example and says something else."""
    text = filled(example)
    yield "denied", f"There is no evidence that {lowered(text)}"
    yield "never", f"It was never the case that {lowered(text)}"
    if "planned" not in rule.counts:
        yield "planned", f"In the future, it is to be expected that {lowered(text)}"
    if "hedged" not in rule.counts:
        yield "hedged", f"It is rumoured that {lowered(text)}"
    if rule.time == "event":
        old = re.sub(r"\b20\d\d\b", "2009", text)
        yield "old", old if old != text else f"In 2009, {lowered(text)}"
    if "{c}" in example or "{a}" in example:
        yield "elsewhere", filled(example, *ABROAD)


TRUE = [(code, text) for code, rule in rules().items() for text in rule.true]
FALSE = [(code, text) for code, rule in rules().items() for text in rule.false]
TWINS = [(code, kind, twin) for code, text in TRUE for kind, twin in twins(rules()[code], text)]


def test_every_indicator_has_a_rule_with_examples() -> None:
    assert list(rules()) == [indicator.code for indicator in codebook.load().indicators]
    assert all(rule.true and rule.false and rule.means for rule in rules().values())
    assert len(TRUE) >= 105
    assert len(FALSE) >= 100
    assert len(TWINS) >= 550


def test_positions_have_a_topic_and_others_patterns() -> None:
    for code, rule in rules().items():
        assert (rule.topic is not None) == (codebook.load().indicator(code).scale == "position"), code
        assert (rule.topic is None) == bool(rule.strong), code


@pytest.mark.parametrize(("code", "text"), TRUE, ids=[f"{code}-{n}" for n, (code, _) in enumerate(TRUE)])
def test_what_states_it(code: str, text: str) -> None:
    assert states(rules()[code], filled(text))


@pytest.mark.parametrize(("code", "text"), FALSE, ids=[f"{code}-{n}" for n, (code, _) in enumerate(FALSE)])
def test_what_does_not(code: str, text: str) -> None:
    assert not states(rules()[code], filled(text))


@pytest.mark.parametrize(
    ("code", "text"), [(c, t) for c, _, t in TWINS], ids=[f"{c}-{k}-{n}" for n, (c, k, _) in enumerate(TWINS)]
)
def test_twins_do_not(code: str, text: str) -> None:
    assert not states(rules()[code], text)
