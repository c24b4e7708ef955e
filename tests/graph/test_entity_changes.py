"""The graph of entities after a change: the difference of two corpora, never more and never less."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ciigraph.graph.entity_changes import changes
from ciigraph.graph.entity_statements import EntityProfile, Joined, entity_statements

NAMES = ("Huawei", "ZTE", "COSCO", "Verd Cable", "Ada Berg")
#: Few values, so that entities share names, countries, persons and what was joined.
JOINED = st.builds(
    Joined, st.sampled_from(("x", "y")), st.just("decided"), st.just(1.0), st.sampled_from(("", "Ada", "Bo")),
    st.just("2026-01-31"),
)  # fmt: skip
PROFILES = st.lists(
    st.builds(
        EntityProfile,
        id=st.sampled_from(("a", "b", "c", "d")),
        type=st.sampled_from(("Company", "Country", "Person")),
        label=st.sampled_from(NAMES),
        aliases=st.lists(st.sampled_from(NAMES), unique=True).map(tuple),
        keys=st.just(("key",)),
        country=st.sampled_from((None, "BE", "CN")),
        parent=st.sampled_from((None, "a")),
        wikidata=st.sampled_from((None, "Q1")),
        joined=st.lists(JOINED, max_size=2).map(tuple),
        mentions=st.integers(0, 2),
    ),
    unique_by=lambda profile: profile.id,
)


@given(PROFILES, PROFILES)
def test_changes_lead_from_one_corpus_to_the_other(before: list[EntityProfile], now: list[EntityProfile]) -> None:
    gone, come = changes(before, now)
    held = set(entity_statements(before))
    assert gone <= held
    assert (held - gone) | come == set(entity_statements(now))


@given(PROFILES)
def test_without_a_change_nothing_is_written(same: list[EntityProfile]) -> None:
    gone, come = changes(same, list(same))
    assert gone == set()
    assert come <= set(entity_statements(same))
