"""Relations in words: what is hedged, denied, planned or over is told so, from either end."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciigraph.graph.vocabulary import CII
from ciigraph.inquiry.wording import End, amount_in_words, date_in_words, predicate_of, relation_in_words, row_in_words
from ciigraph.records import Modality, Polarity, Predicate, Status

BUYING, HOLDING = "own:buy:subj > obj", "nearby:percentage:hold:subj > obj.of|in"
BACK = {"told_from": "object"}

#: Predicate, what qualifies it, and the phrase between "Acme" (subject) and "Verd" (object).
CASES: list[tuple[Predicate, dict[str, Any], str]] = [
    ("ownsStakeIn", {"start": "2017", "rule": BUYING}, "acquired a stake in Verd, 2017"),
    ("ownsStakeIn", {"start": "2017", "rule": BUYING, "status": "current"}, "acquired a stake in Verd, 2017"),
    ("ownsStakeIn", {"rule": BUYING} | BACK, "was wholly or partly bought by Acme"),
    ("ownsStakeIn", {"rule": BUYING, "modality": "alleged"}, "is said to have acquired a stake in Verd"),
    ("ownsStakeIn", {"rule": BUYING, "modality": "planned"}, "was to acquire a stake in Verd (planned)"),
    ("ownsStakeIn", {"rule": BUYING, "polarity": "negated"}, "did not acquire a stake in Verd"),
    ("ownsStakeIn", {"rule": BUYING, "status": "ended", "end": "2023"}, "owned a stake in Verd until 2023"),
    ("ownsStakeIn", {"rule": HOLDING, "start": "2004", "status": "current", "amount": "20 %"},
     "owns a stake in Verd since 2004 (20 %)"),
    ("ownsStakeIn", {}, "owns or owned a stake in Verd"),
    ("ownsStakeIn", BACK, "is or was wholly or partly owned by Acme"),
    ("ownsStakeIn", {"status": "ended"}, "owned a stake in Verd, now over"),
    ("ownsStakeIn", {"status": "ended", "start": "2004", "end": "2019-05"}, "owned a stake in Verd, 2004 to May 2019"),
    ("operates", {"polarity": "negated"}, "does or did not operate Verd"),
    ("operates", {"polarity": "negated"} | BACK, "is or was not operated by Acme"),
    ("operates", {"modality": "alleged", "status": "current"}, "is said to operate Verd"),
    ("subsidiaryOf", {"status": "current"}, "is part of Verd"),
    ("subsidiaryOf", {"status": "current"} | BACK, "includes Acme as a part of it"),
    ("hosts", {}, "hosts Verd"),
    ("hosts", {"status": "ended", "end": "2019"} | BACK, "was hosted by Acme until 2019"),
    ("memberOf", {"polarity": "negated", "status": "current"}, "is not a member of Verd"),
    ("memberOf", {"rule": "member:join:subj > obj", "start": "2016-01"}, "joined Verd, January 2016"),
    ("memberOf", BACK, "has or had Acme as a member"),
    ("hasAgreementWith", {}, "has an agreement with Verd"),
    ("hasAgreementWith", {"rule": "agreement:sign:subj > with", "start": "2015-12-03"} | BACK,
     "signed an agreement with Acme, 3 December 2015"),
    ("hasAgreementWith", {"modality": "planned"}, "is to have an agreement with Verd (planned)"),
    ("twinnedWith", {"status": "ended", "end": "2021"}, "was twinned with Verd until 2021"),
    ("redistributes", {}, "carries content of Verd"),
    ("redistributes", BACK, "has its content carried by Acme"),
    ("broadcastsIn", {"status": "current", "start": "1957"}, "reaches the public of Verd since 1957"),
    ("funds", {"amount": "USD 3 million", "start": "2018"}, "funded Verd, 2018 (USD 3 million)"),
    ("funds", {"status": "current"}, "funds Verd"),
    ("funds", {"modality": "planned", "amount": "EUR 5"}, "was to fund Verd (EUR 5, planned)"),
    ("trains", BACK, "had people trained by Acme"),
    ("suppliesTechnologyTo", {"polarity": "negated"}, "did not supply technology to Verd"),
    ("cooperatesWith", {"status": "ended"}, "cooperated with Verd, now over"),
    ("participatesIn", {"polarity": "negated"} | BACK, "did not have Acme as a participant"),
    ("visited", {"modality": "alleged"}, "is said to have visited Verd"),
    ("visited", {"modality": "alleged", "polarity": "negated"}, "is said not to have visited Verd"),
    ("metWith", {"start": "2019"} | BACK, "met with Acme, 2019"),
    ("holdsPositionIn", {}, "holds or held a post in Verd"),
    ("holdsPositionIn", {"status": "ended"}, "held a post in Verd, now over"),
    ("recruited", {"modality": "alleged"} | BACK, "is said to have been recruited by Acme"),
    ("attacked", {"polarity": "negated"} | BACK, "was not attacked by Acme"),
    ("coerced", {}, "put pressure on Verd"),
    ("criticises", {"polarity": "negated"}, "did not criticise Verd"),
    ("supports", {"status": "current"}, "supports Verd"),
    ("supports", {}, "supported Verd"),
    ("tradesWith", {"polarity": "negated", "status": "current"}, "does not do business with Verd"),
    ("locatedIn", BACK, "is home to Acme"),
]  # fmt: skip


@pytest.mark.parametrize(("predicate", "more", "expected"), CASES)
def test_phrases(predicate: Predicate, more: dict[str, Any], expected: str) -> None:
    backward = more.get("told_from") == "object"
    ends = {"subject": "Acme"} if backward else {"object": "Verd"}
    assert relation_in_words(predicate, **ends, **more) == expected
    topic = "Verd" if backward else "Acme"
    assert relation_in_words(predicate, subject="Acme", object="Verd", **more) == f"{topic} {expected}"


@pytest.mark.parametrize(("ends", "expected"), [
    ({"object": "Verd"}, "acquired a stake in Verd, 2017 (20 to 25 %)"),
    ({"subject": "Acme", "told_from": "object"}, "was wholly or partly bought by Acme, 2017 (20 to 25 %)"),
])  # fmt: skip
def test_a_row_of_a_query_in_words(ends: dict[str, Any], expected: str) -> None:
    row = {
        "class": str(CII.OwnsStakeIn.value), "polarity": "affirmed", "modality": "asserted", "status": "current",
        "start": "2017", "end": None, "amount": 20, "maximum": 25, "amount_unit": "%", "rule": "own:buy:subj > obj",
    }  # fmt: skip
    assert row_in_words(row, **ends) == expected


def test_every_predicate_has_its_case() -> None:
    assert {predicate for predicate, *_ in CASES} == set(get_args(Predicate))


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("Foreign Minister", "holds or held the post of Foreign Minister"),
        ("Secretary-General of the League", "holds or held the post of Secretary-General of the League"),
        ("Ministry of Tides", "holds or held a post in Ministry of Tides"),
        ("Office of the President", "holds or held a post in Office of the President"),
        ("Prime Minister's Foundation", "holds or held a post in Prime Minister's Foundation"),
    ],
)
def test_a_post_is_no_body(post: str, expected: str) -> None:
    assert relation_in_words("holdsPositionIn", object=post) == expected


@given(
    st.sampled_from(get_args(Predicate)),
    st.sampled_from(get_args(Polarity)),
    st.sampled_from(get_args(Modality)),
    st.sampled_from(get_args(Status)),
    st.sampled_from(["subject", "object"]),
    st.sampled_from([None, "2017"]),
    st.sampled_from(["", BUYING, "member:join:subj > obj", "agreement:sign:subj > with"]),
)
def test_no_qualifier_is_lost(
    predicate: str,
    polarity: str,
    modality: str,
    status: str,
    told_from: End,
    start: str | None,
    rule: str,
) -> None:
    words = relation_in_words(
        predicate, subject="Acme", object="Verd", polarity=polarity, modality=modality, status=status, start=start,
        rule=rule, told_from=told_from,
    )  # fmt: skip
    assert ("is said" in words) == (modality == "alleged")
    assert ("(planned)" in words) == (modality == "planned")
    assert (" not " in words) == (polarity == "negated")
    assert "Acme" in words
    assert "Verd" in words
    if status == "ended" and modality == "asserted":
        assert "now over" in words
        assert not {"is", "has", "owns", "does", "operates"} & set(words.split())
    assert "  " not in words


@pytest.mark.parametrize(
    ("value", "unit", "maximum", "expected"),
    [
        (None, "%", None, ""),
        (Decimal(20), "%", None, "20 %"),
        (Decimal("64.2"), "%", None, "64.2 %"),
        (Decimal(49), "%", Decimal("64.2"), "49 to 64.2 %"),
        (Decimal(3_000_000), "CNY", None, "CNY 3 million"),
        (Decimal(1_250_000_000), "USD", Decimal(2_000_000_000), "USD 1.25 to 2 billion"),
        (Decimal(4500), None, None, "4,500"),
        (Decimal(4500), "tonnes", None, "4,500 tonnes"),
        (0, "%", None, "0 %"),
    ],
)
def test_amounts(value: Decimal | None, unit: str | None, maximum: Decimal | None, expected: str) -> None:
    assert amount_in_words(value, unit, maximum) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2017", "2017"), ("2017-05", "May 2017"), ("2017-05-03", "3 May 2017"), ("2017-13", "2017-13"), ("soon", "soon")],
)
def test_dates(date: str, expected: str) -> None:
    assert date_in_words(date) == expected


def test_classes_have_predicates() -> None:
    assert [predicate_of(name) for name in ("OwnsStakeIn", "Hosts", "")] == ["ownsStakeIn", "hosts", ""]
