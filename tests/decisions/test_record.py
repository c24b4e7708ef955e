"""The file of decisions: what is read, what is refused with its line, what is added and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciigraph.decisions.kinds import Link, Merge, Split, merged
from ciigraph.decisions.record import add, read_entries, read_standing, take_back
from ciigraph.errors import DataError, StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.decisions.kinds import Decision

WHO: dict[str, Any] = {"by": "Ada Berg", "date": "2026-01-31"}
MERGE = Merge(entity="acme", joins="acme-ltd", reason="one register number", **WHO)
SPLIT = Split(entity="acme", name="ACM: Works", becomes="acm-works", also=("acme-works",), country="NO", **WHO)
LINK = Link(entity="acme", wikidata="Q42", label="Acme #1", match="close", score="0.91", **WHO)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.yaml"


def standing(path: Path) -> list[Decision]:
    return [entry.decision for entry in read_standing(path)]


def test_no_file_holds_no_decisions(path: Path) -> None:
    assert read_entries(path) == []
    path.write_text("# nothing yet\n")
    assert read_entries(path) == []


def test_decisions_come_back_as_they_were(path: Path) -> None:
    add(path, [MERGE])
    add(path, [SPLIT, LINK])
    assert standing(path) == [MERGE, SPLIT, LINK]
    assert [entry.number for entry in read_entries(path)] == [1, 2, 3]


def test_remarks_of_people_stay(path: Path) -> None:
    path.write_text("# ours\n- {decision: merge, entity: a, joins: b, by: Bo, date: 2026-01-01}  # see file 7")
    add(path, [LINK])
    text = path.read_text()
    assert text.startswith("# ours\n- {decision: merge")
    assert "# see file 7\n- decision: link\n" in text
    assert len(standing(path)) == 2


def test_what_is_taken_back_stays_in_the_file(path: Path) -> None:
    add(path, [MERGE, SPLIT, LINK])
    for number, kind in ((1, "merge"), (2, "split"), (3, "link")):
        decision = take_back(path, number, kind, by="Bo", date="2026-02-01", reason="wrong")  # type: ignore[arg-type]
        assert decision == (MERGE, SPLIT, LINK)[number - 1]
    assert standing(path) == []
    assert [(entry.undone, entry.decision.by) for entry in read_entries(path)][3:] == [(True, "Bo")] * 3
    add(path, [MERGE])
    assert [entry.number for entry in read_standing(path)] == [7]


@pytest.mark.parametrize(("number", "kind"), [(2, "merge"), (1, "split"), (0, "merge"), (-1, "merge")])
def test_only_what_holds_is_taken_back(path: Path, number: int, kind: str) -> None:
    add(path, [MERGE])
    with pytest.raises(UsageError, match=f"no {kind} of number {number} holds"):
        take_back(path, number, kind, **WHO)  # type: ignore[arg-type]


def test_a_later_decision_on_the_same_thing_counts(path: Path) -> None:
    confirmed = Link(entity="acme", wikidata="Q42", **WHO)
    add(path, [LINK])
    add(path, [confirmed])
    assert standing(path) == [confirmed]


CONTRADICTIONS = [
    ([MERGE], Merge(entity="other", joins="acme-ltd", **WHO), "acme-ltd is already part of acme"),
    ([MERGE], Merge(entity="acme-ltd", joins="acme", **WHO), "can't be part of itself"),
    ([], Merge(entity="acme", joins="acme", **WHO), "can't be part of itself"),
    (
        [MERGE, Merge(entity="group", joins="acme", **WHO)],
        Merge(entity="acme-ltd", joins="group", **WHO),
        "can't be part of itself",
    ),
    ([MERGE], Split(entity="acme", name="Acme Ltd", becomes="acme-ltd", **WHO), "are decided to be one"),
    ([], Merge(entity="acme", joins="belgium", **WHO), "belgium is a country"),
    ([], Split(entity="acme", name="Acme", becomes="belgium", **WHO), "belgium is a country"),
    ([], Link(entity="belgium", wikidata="Q31", **WHO), "belgium is a country"),
    ([], Split(entity="acme", name="Acme", becomes="acme", **WHO), "can't be kept from an entity by being it"),
    ([SPLIT], Merge(entity="acme", joins="acm-works", **WHO), "it is decided that 'ACM: Works' is not acme"),
    (
        [SPLIT, Merge(entity="group", joins="acme", **WHO)],
        Merge(entity="group", joins="acm-works", **WHO),
        "it is decided that",
    ),
    ([Link(entity="acme", wikidata="Q1", **WHO)], Link(entity="acme", wikidata="Q2", **WHO), "it is already Q1"),
]


@pytest.mark.parametrize(("held", "new", "message"), CONTRADICTIONS, ids=[message for *_, message in CONTRADICTIONS])
def test_contradictions_are_refused(path: Path, held: list[Decision], new: Decision, message: str) -> None:
    add(path, held)
    before = path.read_bytes()
    with pytest.raises(UsageError, match=message):
        add(path, [new])
    assert path.read_bytes() == before


def test_a_contradiction_in_the_file_is_told_with_its_line(path: Path) -> None:
    add(path, [MERGE])
    text = path.read_text()
    path.write_text(text + "- {decision: merge, entity: other, joins: acme-ltd, by: Bo, date: 2026-01-01}\n")
    with pytest.raises(DataError, match=rf"{path}:9: .*already part of acme"):
        read_standing(path)


BROKEN = [
    ("a: b", 1, "must be a list"),
    ("- just text", 1, "must be a mapping"),
    ("\n- {decision: marry, entity: a}", 2, "one of merge, split, link"),
    ("- {entity: a, joins: b, by: Bo, date: 2026-01-01}", 1, "begins with 'decision:' or 'undo:'"),
    ("- {decision: merge, undo: merge, entity: a, joins: b, by: Bo, date: 2026-01-01}", 1, "begins with"),
    ("- {decision: merge, entity: a, by: Bo, date: 2026-01-01}", 1, "lacks 'joins'"),
    ("- {decision: merge, entity: a, joins: b, date: 2026-01-01}", 1, "lacks 'by'"),
    ("- {decision: merge, entity: a, joins: b, by: Bo, date: 2026-01-01, wikidata: Q1}", 1, "is no part of a merge"),
    ("- decision: merge\n  entity: a b\n", 2, "is not an identifier"),
    ("- decision: merge\n  entity: [a]\n", 2, "must be a single text"),
    ("- decision: merge\n  by: ''\n", 2, "by is empty"),
    ("- decision: merge\n  date: 2026-02-31\n", 2, "is not a day"),
    ("- decision: merge\n  date: yesterday\n", 2, "is not a day"),
    ("- decision: link\n  wikidata: P31\n", 2, "is not an item of Wikidata"),
    ("- decision: link\n  match: same\n", 2, "it is one of exact, close, none"),
    ("- decision: split\n  country: Belgium\n", 2, "is not a country's two letters"),
    ("- decision: split\n  also: x\n", 2, "also must be a list"),
    ("- decision: merge\n  entity: a\n  entity: b\n", 3, "stands twice"),
    ("- {undo: merge, entity: a, joins: b, by: Bo, date: 2026-01-01}", 1, "takes back what is not decided"),
    ("- {decision: merge", 1, "is not YAML"),
    ("- &a [*a]", 1, "must be a mapping"),
]


@pytest.mark.parametrize(("text", "line", "message"), BROKEN, ids=[message for *_, message in BROKEN])
def test_what_is_wrong_is_told_with_its_line(path: Path, text: str, line: int, message: str) -> None:
    path.write_text(text)
    with pytest.raises(DataError, match=rf":{line}: .*{message}"):
        read_standing(path)


def test_a_file_that_is_no_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="is not UTF-8"):
        read_entries(path)


def test_a_place_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((StoreError, DataError), match="can't be"):
        add(tmp_path / "file" / "decisions.yaml", [MERGE])


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).map(str.strip).filter(bool)


@settings(max_examples=25)
@given(name=NAMES, by=NAMES, reason=NAMES | st.just(""))
def test_any_name_survives_the_file(tmp_path_factory: pytest.TempPathFactory, name: str, by: str, reason: str) -> None:
    path = tmp_path_factory.mktemp("any") / "decisions.yaml"
    decision = Split(entity="acme", name=name, becomes="other", by=by, date="2026-01-31", reason=reason)
    add(path, [decision])
    assert standing(path) == [decision]
    take_back(path, 1, "split", by=by, date="2026-01-31")
    assert standing(path) == []


@settings(max_examples=25)
@given(st.lists(st.tuples(*[st.sampled_from("abcdef")] * 2), max_size=8))
def test_merges_that_are_accepted_have_an_end(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    """Whatever is decided in whatever order: no circle, and every chain ends in an entity that stays."""
    path = tmp_path_factory.mktemp("merges") / "decisions.yaml"
    for entity, joins in pairs:
        try:
            add(path, [Merge(entity=entity, joins=joins, **WHO)])
        except UsageError:
            continue
    final = merged([each for each in standing(path) if isinstance(each, Merge)]) if path.exists() else {}
    assert all(stays not in final for stays in final.values())
