"""The parts of the audit: phrases, verdicts, positions, sentences, agreement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.inquiry.audit.agreement import agreement
from ciigraph.inquiry.audit.assertions import Setting
from ciigraph.inquiry.audit.lexicon import Lexicon, lexicon, tokens
from ciigraph.inquiry.audit.phrases import expand
from ciigraph.inquiry.audit.positions import stand
from ciigraph.inquiry.audit.reading import Text
from ciigraph.inquiry.audit.rules import rules
from ciigraph.inquiry.audit.sentences import address_years, sentences
from ciigraph.inquiry.audit.verdicts import verdict

PHRASES = [
    ("sister city", ["sister city"]),
    ("(sister|twin) city", ["sister city", "twin city"]),
    ("(the )?press", ["press", "the press"]),
    ("(joint |naval )*drill", ["drill", "joint drill", "joint joint drill", "joint naval drill", "naval drill"]),
    ("(visit|trip)*", ["trip*", "visit*"]),
    ("labo(u)?r", ["labor", "labour"]),
    ("a (b|c (d|e))", ["a b", "a c d", "a c e"]),
]


@pytest.mark.parametrize(("phrase", "plain"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_phrases_with_choices(phrase: str, plain: list[str]) -> None:
    assert set(plain) <= set(expand(phrase))


@pytest.mark.parametrize("phrase", ["a (b", "a b)", "(a|(b c)"])
def test_brackets_must_close(phrase: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        expand(phrase)


def test_case_counts_for_abbreviations_and_longer_names_hide_shorter() -> None:
    words = Lexicon.of({"pla": ["PLA"], "china": ["china"], "sea": ["south china sea"]}, {"sea": ["china"]})
    assert words.hits(tokens("The PLA and the pla")) == {"pla": [(1, 2)]}
    assert words.hits(tokens("In the South China Sea")) == {"sea": [(2, 5)]}
    assert words.hits(tokens("China in the South China Sea")) == {"china": [(0, 1)], "sea": [(3, 6)]}


TEXTS = [
    ("One thing. Another thing.", ["One thing.", "Another thing."]),
    ("It closed in 2019.This is the last.", ["It closed in 2019", "This is the last."]),
    ("1. First came A. 2. Then came B.", ["First came A.", "Then came B."]),
    ("Gen. Smith met him. He left.", ["Gen. Smith met him.", "He left."]),
    ("It was said.[1] It was so.", ["It was said.[1]", "It was so."]),
    ("He came https://example.org/2021/03/05/a Then he left.", ["He came", "Then he left."]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[text[:20] for text, _ in TEXTS])
def test_sentences(text: str, expected: list[str]) -> None:
    found = sentences(text, lexicon(), "BE")
    assert [sentence.text.removesuffix("[1]").strip().rstrip(".") for sentence in found] == [
        each.removesuffix("[1]").rstrip(".") for each in expected
    ]


@given(st.text(max_size=300))
def test_sentences_stand_where_they_say(text: str) -> None:
    for sentence in sentences(text, lexicon(), "BE"):
        assert text[sentence.start : sentence.end] == sentence.text
        assert all(text[word.start : word.end] == word.text for word in sentence.words)


def test_years_of_addresses() -> None:
    assert address_years("See https://example.org/2021/03/05/a and https://example.org/20190411_b.") == (2021, 2019)
    assert address_years("In 2021 and https://example.org/item-2020") == ()


VERDICTS: list[tuple[str, bool, set[int] | None]] = [
    ("Therefore, this indicator deserves a “No” rating.", False, {0}),
    ("The indicator warrants a 2 score.", False, {2}),
    ('It deserves a "Few" rating. It deserves an "insignificant" rating.', False, {1}),
    ("This amounts to more than a few, but insignificant.", False, {2}),
    ("It deserves a more than a few and significant rating.", False, {4}),
    ('It deserves a "Few" rating.', True, {4}),
    ("The answer to the previous question was few but significant.", False, None),
    ("The score of the match was 3 to 1.", False, None),
    ("A few significant changes came.", False, None),
    ('It deserves a "Yes" rating; it deserves a "No" rating.', False, None),
]


@pytest.mark.parametrize(("text", "yes_no", "scores"), VERDICTS, ids=[text[:30] for text, *_ in VERDICTS])
def test_verdicts(text: str, yes_no: bool, scores: set[int] | None) -> None:
    unit = Text("unit", "document", "BE", "supporting", "", "media-01", 2024, "", text)
    found = verdict([unit], yes_no=yes_no)
    assert (found and found[0]) == scores


POSITIONS = [
    ("The government of Belgium condemned China's policy in Xinjiang in 2023.", "opposes", True),
    ("Belgium supports China's policy in Xinjiang.", "supports", True),
    ("Belgium has remained silent on Xinjiang.", "silent", True),
    ("Belgium did not condemn China over Xinjiang.", "silent", True),
    ("Belgium backed a joint statement condemning China over Xinjiang.", "opposes", True),
    ("In 2012 Belgium condemned China's policy in Xinjiang.", "opposes", False),
    ("Belgium may condemn China's policy in Xinjiang.", "opposes", False),
    ("Belgium was condemned for its deportation of Uyghurs.", None, False),
    ("Activists in Belgium condemned China's policy in Xinjiang.", None, False),
    ("Norway condemned China's policy in Xinjiang.", None, False),
    ("Belgium condemned China's policy in Tibet.", None, False),
]


@pytest.mark.parametrize(("text", "position", "plain"), POSITIONS, ids=[text[:40] for text, *_ in POSITIONS])
def test_positions(text: str, position: str | None, plain: bool) -> None:
    (sentence,) = sentences(text, lexicon(), "BE")
    found = stand(rules()["foreign-policy-09"], sentence, Setting("BE", 2024, True))
    assert (found and found.position) == position
    assert bool(found and found.plain) == plain


def test_agreement_of_a_worked_example() -> None:
    # by hand: observed disagreement (0 + 1 + 0 + 16) / 4; expected from the margins 0 0 4 4 and 0 1 4 0
    found = agreement([0, 0, 4, 4], [0, 1, 4, 0])
    assert (found.answers, found.equal, found.within_one) == (4, 0.5, 0.75)
    assert found.kappa == pytest.approx(1 - (17 / 4) / (116 / 16))


def test_agreement_at_its_ends() -> None:
    assert agreement([0, 4, 2], [0, 4, 2]).kappa == 1
    assert agreement([0, 4], [4, 0]).kappa == -1
    assert agreement([1, 1], [1, 1]).kappa is None
    assert agreement([], []).kappa is None
    with pytest.raises(ValueError, match="equal length"):
        agreement([1], [])
    with pytest.raises(ValueError, match="scale"):
        agreement([5], [1])


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40))
def test_agreement_is_symmetric_and_bounded(pairs: list[tuple[int, int]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    there, back = agreement(one, other), agreement(other, one)
    assert there == back or there.kappa == pytest.approx(back.kappa)
    assert 0 <= there.equal <= there.within_one <= 1
    assert there.kappa is None or -1 - 1e-9 <= there.kappa <= 1
