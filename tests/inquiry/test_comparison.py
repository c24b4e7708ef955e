"""Two countries side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from ciigraph.errors import UsageError
from ciigraph.inquiry.comparison import AnswerPair, compare, differing
from finding_world import Elsewhere, small_world
from synthetic import document, graph_of

if TYPE_CHECKING:
    from ciigraph.graph.access import EmbeddedGraph

WORLD = small_world()


def test_entities_in_common_and_apart() -> None:
    found = compare(WORLD, "BE", "AZ")
    assert (found.first, found.second, found.edition) == ("BE", "AZ", 2024)
    assert [(each.label, each.prc, each.first, each.second) for each in found.common] == [("Hualing", True, 1, 2)]
    assert [(each.label, each.prc) for each in found.only_second] == [
        ("Bank of Borduria", True), ("Li Jing", False), ("Tide News", False),
    ]  # fmt: skip
    labels = {each.label: each.first for each in found.only_first}
    assert labels["Acme Shipping"] == 2  # in 2024 and in the article, which is of no edition; not in 2022
    assert labels["Port of Verd"] == 2
    assert all(each.second == 0 for each in found.only_first)
    mirrored = compare(WORLD, "AZ", "BE")
    assert [(each.second, each.first) for each in mirrored.common] == [(1, 2)]
    assert {each.entity for each in mirrored.only_second} == {each.entity for each in found.only_first}


def answers(graph: EmbeddedGraph) -> dict[str, AnswerPair]:
    return {pair.indicator: pair for pair in compare(graph, "BE", "AZ").answers}


def test_answers_side_by_side() -> None:
    graph = graph_of(
        document("a", "BE", {"media-01": 4, "media-02": None, "media-03": 2}),
        document("b", "AZ", {"media-01": 1, "media-02": 3, "media-03": 2}),
    )
    found = answers(graph)
    assert len(found) == 99
    pairs = [found[code] for code in ("media-01", "media-02", "media-03")]
    assert [(pair.first, pair.second, pair.difference) for pair in pairs] == [(4, 1, -3), (None, 3, None), (2, 2, 0)]
    assert (found["media-01"].domain, bool(found["media-01"].label)) == ("Media", True)
    assert found["academia-01"].first is found["academia-01"].second is None
    assert [pair.indicator for pair in differing(found.values())] == ["media-01", "media-02"]


def test_the_corpus(corpus: EmbeddedGraph) -> None:
    found = compare(corpus, "BE", "AZ")
    overall = found.figures[0]
    assert (overall.by, overall.first, overall.second) == ("overall", Decimal("20.5"), Decimal("28.3"))
    assert overall.difference == Decimal("7.8")
    assert [figure.by for figure in found.figures] == ["overall"] + ["domain"] * 9 + ["layer"] * 3
    assert len(found.answers) == 99
    assert differing(found.answers)[0].difference in (4, -4)


def test_a_graph_elsewhere_answers_the_same() -> None:
    assert compare(Elsewhere(WORLD.store), "BE", "AZ") == compare(WORLD, "BE", "AZ")


@pytest.mark.parametrize(
    ("first", "second", "edition", "message"),
    [
        ("BE", "BE", None, "Belgium can't be compared with itself"),
        ("BE", "FR", None, "no answers of both Belgium and France in any edition; build from files that hold them"),
        ("BE", "AZ", 2022, "no answers of both Belgium and Azerbaijan in edition 2022; there are of 2024"),
    ],
)
def test_what_cannot_be_compared(first: str, second: str, edition: int | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        compare(WORLD, first, second, edition=edition)


def test_an_edition_may_be_chosen() -> None:
    graph = graph_of(
        document("a", "BE", {"media-01": 4}, edition=2022), document("b", "AZ", {"media-01": 1}, edition=2022),
        document("c", "BE", {"media-01": 3}), document("d", "AZ", {"media-01": 3}),
    )  # fmt: skip
    assert compare(graph, "BE", "AZ").edition == 2024
    old = {pair.indicator: pair for pair in compare(graph, "BE", "AZ", edition=2022).answers}
    assert (old["media-01"].first, old["media-01"].second) == (4, 1)
