"""Scores: the published figures of the bundled corpus, the rules of each wave, and the check that compares them."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad

from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import EmbeddedGraph, open_graph, table
from ciigraph.graph.store import canonical_nquads
from ciigraph.graph.vocabulary import CII
from ciigraph.inquiry.derivation import derive
from ciigraph.inquiry.score import check, scores
from ciigraph.outcomes import Options
from ciigraph.pipeline import build
from ciigraph.records import PublishedScore
from synthetic import BOOK, CODES, Silent, document, graph_of, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ciigraph.inquiry.score import Score

#: A country's answers in the order of the codebook.
Answers = list[int | None]


def found(graph: EmbeddedGraph, **wanted: Any) -> dict[tuple[str, str], Score]:  # noqa: ANN401
    """Scores by country and name."""
    return {(score.country, score.name): score for score in scores(graph, **wanted)}


def in_layer(layer: str) -> list[str]:
    return [indicator.code for indicator in BOOK.indicators if indicator.layer == layer]


# The bundled corpus ----------------------------------------------------------------------------------

FIGURES = [
    ("BE", "overall", 81, 396, "20.5", 2),
    ("BE", "exposure", 62, 256, "24", 2),
    ("BE", "pressure", 4, 40, "10", 1),
    ("BE", "alignment", 15, 100, "15", 2),
    ("BE", "media", 6, 44, "13.6", 2),
    ("BE", "society", 18, 44, "40.9", 1),
    ("AZ", "overall", 112, 396, "28.3", 1),
    ("AZ", "exposure", 83, 256, "32", 1),
    ("AZ", "pressure", 0, 40, "0", 2),
    ("AZ", "alignment", 29, 100, "29", 1),
    ("AZ", "technology", 28, 44, "63.6", 1),
    ("AZ", "military", 4, 44, "9.1", 1),
]


@pytest.mark.parametrize(("country", "name", "points", "maximum", "percent", "rank"), FIGURES)
def test_figures_of_the_corpus(
    country: str, name: str, points: int, maximum: int, percent: str, rank: int, corpus: EmbeddedGraph
) -> None:
    score = found(corpus)[country, name]
    assert (score.score, score.max, score.percent, score.rank, score.of) == (points, maximum, Decimal(percent), rank, 2)


def test_published_figures_stand_beside_the_computed_ones(corpus: EmbeddedGraph) -> None:
    published = {
        (each.country, each.name): (
            each.published.score,
            each.published.max,
            str(each.published.percent),
            each.published.rank,
            each.published.of,
        )
        for each in scores(corpus)
        if each.agrees is not None
    }
    assert published == {
        ("BE", "overall"): (81, 396, "None", 83, 98),
        ("BE", "exposure"): (None, None, "24", 79, 98),
        ("BE", "pressure"): (None, None, "10", 44, 98),
        ("BE", "alignment"): (None, None, "15", 87, 98),
        ("AZ", "overall"): (112, 396, "None", 66, 98),
        ("AZ", "exposure"): (None, None, "32", 59, 98),
        ("AZ", "pressure"): (None, None, "0", 68, 98),
        ("AZ", "alignment"): (None, None, "29", 61, 98),
    }
    result = check(corpus)
    assert (sum(result.compared.values()), result.compared) == (10, result.equal)
    assert result.incomparable == {"2024 layer rank": 6, "2024 overall rank": 2}  # ranks among 98 countries
    assert result.differences == []


AVERAGES = {
    "media": "31.1", "military": "28.1", "technology": "42.6", "academia": "34.3", "economy": "35.5", "society": "35.7",
    "law-enforcement": "31.4", "domestic-politics": "33.8", "foreign-policy": "49.4",
}  # fmt: skip


@pytest.mark.parametrize(("domain", "average"), AVERAGES.items())
def test_index_averages_come_from_the_printed_distributions(domain: str, average: str, corpus: EmbeddedGraph) -> None:
    assert {each.index_average for each in scores(corpus) if each.name == domain} == {Decimal(average)}


def test_an_average_follows_from_its_distribution(corpus: EmbeddedGraph) -> None:
    """The mean answer of those that answered, over 4; worked out once more from what the page prints."""
    counts = table(
        corpus,
        "SELECT ?code ?score ?countries { ?a a cii:RecordedAnswer ; cii:answerCount ?c ; cii:indicator/cii:code ?code ."
        " ?c cii:score ?score ; cii:countries ?countries }",
    )
    points: dict[str, int] = {}
    answered: dict[str, int] = {}
    for row in counts.records():
        code = str(row["code"])
        points[code] = points.get(code, 0) + int(str(row["score"])) * int(str(row["countries"]))
        answered[code] = answered.get(code, 0) + int(str(row["countries"]))
    assert len(points) == 99
    for each in scores(corpus, by=["indicator"]):
        share = Fraction(100 * points[each.name], 4 * answered[each.name])
        assert each.index_average == rounded(share, 1, "half-up")


# What is asked for -----------------------------------------------------------------------------------


def test_measures_countries_and_editions_can_be_chosen(corpus: EmbeddedGraph) -> None:
    assert [(each.country, each.by) for each in scores(corpus, by=["overall"])] == [
        ("AZ", "overall"),
        ("BE", "overall"),
    ]
    assert len(scores(corpus)) == 2 * (1 + 9 + 3)
    assert len(scores(corpus, by=["indicator"])) == 2 * 99
    assert len(scores(corpus, by=["indicator", "layer"])) == 2 * (99 + 3)
    assert {each.country for each in scores(corpus, countries=["BE"])} == {"BE"}
    assert scores(corpus, countries=["FR"]) == []
    assert scores(corpus, edition=2022) == []


def test_the_newest_edition_comes_first() -> None:
    graph = graph_of(document("a", "BE", [1], edition=2022), document("b", "BE", [2]), document("c", "AZ", [1]))
    order = [(each.edition, each.country, each.by) for each in scores(graph, by=["overall", "indicator"])]
    assert order == [
        (2024, "AZ", "overall"), (2024, "AZ", "indicator"), (2024, "BE", "overall"), (2024, "BE", "indicator"),
        (2022, "BE", "overall"), (2022, "BE", "indicator"),
    ]  # fmt: skip


def test_an_indicators_score_is_its_answer() -> None:
    graph = graph_of(document("a", "BE", {"media-01": 3, "media-02": None}))
    answer, skipped = scores(graph, by=["indicator"])
    assert (answer.name, answer.score, answer.max, answer.percent, answer.index_average) == ("media-01", 3, 4, 75, 75)
    assert (skipped.name, skipped.score, skipped.max, skipped.percent) == ("media-02", None, None, None)


# Rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", [2024, 2022, 2021])
def test_ties_share_a_rank(edition: int) -> None:
    points = {"BE": 3, "AZ": 2, "FR": 2, "DE": 1, "IT": 0, "ES": 0}
    graph = graph_of(*(document(code, code, [value] * 99, edition=edition) for code, value in points.items()))
    for name in ("overall", "media", "exposure"):
        ranks = {each.country: each.rank for each in scores(graph) if each.name == name}
        assert ranks == {"BE": 1, "AZ": 2, "FR": 2, "DE": 4, "IT": 5, "ES": 5}
    assert {each.of for each in scores(graph)} == {6}


def test_skipped_indicators_count_in_layers_only() -> None:
    """2024: the maximum shrinks overall and by domain, and stays in a layer, where a skip counts 0."""
    skipped = in_layer("Pressure")[:5]
    answers: dict[str, int | None] = {code: None if code in skipped else 4 for code in CODES}
    by_name = {each.name: each for each in scores(graph_of(document("a", "BE", answers)))}
    assert (by_name["overall"].score, by_name["overall"].max) == (4 * 94, 4 * 94)
    assert (by_name["media"].score, by_name["media"].max, by_name["media"].percent) == (40, 40, 100)
    pressure = by_name["pressure"]
    assert (pressure.score, pressure.max, pressure.percent) == (4 * 5, 4 * 10, 50)


def test_skipped_indicators_shrink_layers_too_in_2022() -> None:
    layers = {code: BOOK.asked(code, 2022).layer for code in CODES}
    pressure = [code for code in CODES if layers[code] == "Pressure"]
    answers: dict[str, int | None] = {code: None if code == pressure[0] else 4 for code in CODES}
    by_name = {each.name: each for each in scores(graph_of(document("a", "BE", answers, edition=2022)))}
    assert (by_name["pressure"].max, by_name["pressure"].percent) == (4 * (len(pressure) - 1), 100)


def test_where_everything_was_skipped() -> None:
    """A domain without an answer has no percentage and no rank, and is listed all the same."""
    answers: dict[str, int | None] = {code: None if code.startswith("media-") else 2 for code in CODES}
    graph = graph_of(document("a", "BE", answers))
    (media,) = (each for each in scores(graph) if each.name == "media")
    assert (media.score, media.max, media.percent, media.rank, media.index_average) == (0, 0, None, None, None)
    graph = graph_of(document("a", "BE", dict.fromkeys(CODES)))
    assert len(scores(graph)) == 13


#: Answers that make these points of this maximum: edition, points, answered, percent.
ROUNDED = [
    (2024, 1, 20, "1.3"),  # 1.25: half up
    (2024, 3, 20, "3.8"),  # 3.75
    (2024, 81, 99, "20.5"),  # 20.4545…
    (2022, 25, 50, "12"),  # 12.5: half to even
    (2022, 27, 50, "14"),  # 13.5
    (2022, 29, 50, "14"),  # 14.5
    (2021, 25, 50, "12"),
    (2022, 81, 99, "20"),
]


def points_of(points: int, answered: int) -> Answers:
    """That many points in that many answers; the others skipped."""
    full, rest = divmod(points, 4)
    return ([4] * full + [rest] + [0] * answered)[:answered] + [None] * (99 - answered)


@pytest.mark.parametrize(("edition", "points", "answered", "percent"), ROUNDED)
def test_rounding(edition: int, points: int, answered: int, percent: str) -> None:
    graph = graph_of(document("a", "BE", points_of(points, answered), edition=edition))
    (overall,) = scores(graph, by=["overall"])
    assert (overall.score, overall.max, overall.percent) == (points, 4 * answered, Decimal(percent))


def test_a_layer_is_rounded_twice() -> None:
    """101 of 256 is 39.45…, to one decimal 39.5, and that to a whole number 40."""
    exposure = in_layer("Exposure")
    answers = dict(zip(exposure, points_of(101, 64), strict=False))
    (layer,) = (each for each in scores(graph_of(document("a", "BE", answers))) if each.name == "exposure")
    assert (layer.score, layer.max, layer.percent) == (101, 256, 40)


@pytest.mark.parametrize(("edition", "ranks"), [(2024, {"BE": 1, "AZ": 1}), (2022, {"BE": 2, "AZ": 1})])
def test_ranks_go_by_the_rounded_figure_or_by_the_exact_one(edition: int, ranks: dict[str, int]) -> None:
    """81 of 396 and 77 of 376 are 20.5 % both, and the latter is more."""
    graph = graph_of(
        document("a", "BE", points_of(81, 99), edition=edition), document("b", "AZ", points_of(77, 94), edition=edition)
    )
    assert {each.country: each.rank for each in scores(graph, by=["overall"])} == ranks


def rounded(share: Fraction, decimals: int, rounding: str) -> Decimal:
    how = ROUND_HALF_UP if rounding == "half-up" else ROUND_HALF_EVEN
    scaled = share * 10**decimals
    # exact: a half stays a half, and nothing else looks like one
    whole, rest = divmod(scaled, 1)
    half = Fraction(1, 2)
    near = Decimal("0.5") if rest == half else Decimal("0.25") if rest < half else Decimal("0.75")
    return (Decimal(int(whole)) + near).quantize(Decimal(1), how) / 10**decimals


def expected(
    edition: int, rows: Mapping[str, Answers]
) -> dict[tuple[str, str], tuple[int, int, Decimal | None, int | None]]:
    """The rules of ``data/codebook.yaml`` once more, in exact arithmetic: points, maximum, percent and rank."""
    rules = BOOK.edition(edition)
    parts = {("overall", "overall"): set(CODES)}
    parts |= {("domain", d.slug): {i.code for i in BOOK.indicators if i.domain == d.slug} for d in BOOK.domains}
    parts |= {
        ("layer", layer.lower()): {code for code in CODES if BOOK.asked(code, edition).layer == layer}
        for layer in rules.layers
    }
    result: dict[tuple[str, str], tuple[int, int, Decimal | None, int | None]] = {}
    for (measure, name), codes in parts.items():
        rule, ranked_by = rules.percent[measure], rules.rank[measure]
        figures: dict[str, tuple[int, int, Decimal | None, Fraction]] = {}
        for country, answers in rows.items():
            given_ = [score for code, score in zip(CODES, answers, strict=True) if code in codes and score is not None]
            points, maximum = sum(given_), 4 * (len(codes) if rule.over == "all" else len(given_))
            percent, key = None, Fraction(-1)
            if maximum:
                exact = Fraction(100 * points, maximum)
                percent = rounded(exact, rule.decimals[0], rule.rounding)
                for decimals in rule.decimals[1:]:
                    percent = rounded(Fraction(percent), decimals, rule.rounding)
                key = exact if ranked_by == "exact" else Fraction(percent)
            figures[country] = (points, maximum, percent, key)
        for country, (points, maximum, percent, key) in figures.items():
            rank = 1 + sum(other > key for *_, other in figures.values()) if maximum else None
            result[country, name] = (points, maximum, percent, rank)
    return result


SCORES = st.sampled_from([0, 0, 1, 2, 3, 4, None])


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from([2024, 2022, 2021]),
    st.lists(st.lists(SCORES, min_size=99, max_size=99), min_size=1, max_size=4),
)
def test_any_answers_are_counted_by_the_rules(edition: int, rows: list[Answers]) -> None:
    countries = dict(zip(("BE", "AZ", "FR", "DE"), rows, strict=False))
    graph = graph_of(*(document(code.lower(), code, answers, edition=edition) for code, answers in countries.items()))
    computed = {key: (each.score, each.max, each.percent, each.rank) for key, each in found(graph).items()}
    assert computed == expected(edition, countries)


# Sources ---------------------------------------------------------------------------------------------

KINDS = ("country-file", "answer-table", "indicator-list", "domain-page", "profile", "score-table")


@pytest.mark.parametrize("first", range(len(KINDS)))
def test_the_most_trusted_source_counts(first: int) -> None:
    documents = [document(f"d{n}", "BE", {"media-01": n % 5}, kind=kind) for n, kind in enumerate(KINDS) if n >= first]  # type: ignore[arg-type]
    (answer,) = scores(graph_of(*reversed(documents)), by=["indicator"])
    assert answer.score == first % 5


def test_among_equals_the_address_decides() -> None:
    one, other = document("a", "BE", {"media-01": 1}), document("b", "BE", {"media-01": 2})
    for documents in ((one, other), (other, one)):
        (answer,) = scores(graph_of(*documents), by=["indicator"])
        assert answer.score == 1


def test_an_answer_counts_once() -> None:
    documents = [document(f"d{n}", "BE", [2] * 99, kind=kind) for n, kind in enumerate(KINDS)]  # type: ignore[arg-type]
    graph = graph_of(*documents)
    (overall,) = scores(graph, by=["overall"])
    assert (overall.score, overall.max, overall.of) == (198, 396, 1)
    assert len(table(graph, "SELECT ?a { ?a a cii:Answer }").rows) == 99
    assert graph.query("ASK { ?d a cii:Disagreement }") is False


def test_a_trusted_skip_outweighs_an_answer() -> None:
    graph = graph_of(document("a", "BE", {"media-01": None}), table_of("t", {"BE": {"media-01": 4}}))
    (answer,) = scores(graph, by=["indicator"])
    assert answer.score is None
    assert graph.query("ASK { ?a a cii:Answer ; cii:skipped true }") is True


def test_disagreements_are_kept() -> None:
    graph = graph_of(
        document("a", "BE", {"media-01": 1, "media-02": 2, "media-03": None, "media-04": None}),
        table_of("t", {"BE": {"media-01": 1, "media-02": 3, "media-03": 0, "media-04": None}, "AZ": {"media-01": 4}}),
    )
    rows = table(
        graph,
        "SELECT ?code (COUNT(?r) AS ?sources) {"
        " ?d a cii:Disagreement ; cii:indicator/cii:code ?code ; cii:disagreeing ?r }"
        " GROUP BY ?code ORDER BY ?code",
    )
    assert [tuple(row.values()) for row in rows.records()] == [("media-02", 2), ("media-03", 2)]


def test_scores_say_what_they_rest_on(corpus: EmbeddedGraph) -> None:
    rows = table(
        corpus,
        "SELECT ?measure ?about (COUNT(?answer) AS ?answers) {"
        ' ?score a cii:Score ; cii:country/cii:alpha2 "BE" ; cii:measure ?measure ; cii:about ?about ;'
        " prov:wasDerivedFrom ?answer ."
        " ?answer a cii:Answer ; prov:wasDerivedFrom/cii:recordedIn ?document } GROUP BY ?measure ?about",
    )
    counts = {(row["measure"], ids.local_name(str(row["about"]))): row["answers"] for row in rows.records()}
    assert counts.pop(("overall", "2024")) == 99
    assert counts.pop(("layer", "exposure")) == 64
    assert counts.pop(("layer", "pressure")) == 10
    assert counts.pop(("layer", "alignment")) == 25
    assert list(counts.values()) == [11] * 9


def test_deriving_again_changes_nothing() -> None:
    graph = graph_of(document("a", "BE", [2] * 99))
    before = canonical_nquads(graph.store)
    derive(graph.store)
    assert canonical_nquads(graph.store) == before


# The check -------------------------------------------------------------------------------------------


def printed(by: str = "overall", name: str = "overall", **figures: Any) -> PublishedScore:  # noqa: ANN401
    return PublishedScore("BE", 2024, by, name, "/figure", **figures)  # type: ignore[arg-type]


def test_what_is_right_passes_the_check() -> None:
    published = [
        printed(score=198, max=396, percent="50", rank=1, of=1),
        printed("domain", "media", score=22, max=44, percent="50.0"),
        printed("layer", "exposure", percent="50"),
    ]
    result = check(graph_of(document("a", "BE", [2] * 99, published=published)))
    assert result.differences == []
    assert result.compared == result.equal
    assert sum(result.compared.values()) == 8


@pytest.mark.parametrize(
    ("published", "figure", "computed", "wrong"),
    [
        (printed(score=199), "score", 198, 199),
        (printed(max=392), "max", 396, 392),
        (printed(percent="50.1"), "percent", 50, Decimal("50.1")),
        (printed(rank=2, of=1), "rank", 1, 2),
        (printed("domain", "media", percent="49.9"), "percent", 50, Decimal("49.9")),
        (printed("layer", "pressure", percent="51"), "percent", 50, 51),
        (printed(score=0), "score", 198, 0),
    ],
)
def test_a_planted_figure_is_found(published: PublishedScore, figure: str, computed: object, wrong: object) -> None:
    right = printed(score=198)
    result = check(
        graph_of(document("a", "BE", [2] * 99, published=[published]), document("b", "BE", published=[right]))
    )
    (difference,) = result.differences
    assert (difference.by, difference.name, difference.figure) == (published.by, published.name, figure)
    assert (difference.computed, difference.published, difference.document) == (computed, wrong, "a")
    assert sum(result.compared.values()) - sum(result.equal.values()) == 1


def test_a_changed_figure_in_the_graph_is_found(corpus: EmbeddedGraph) -> None:
    graph = graph_of(document("a", "BE", [2] * 99, published=[printed(score=198)]))
    graph.store.extend(
        Quad(quad.subject, CII.points, Literal(197), quad.graph_name)
        for quad in list(graph.store.quads_for_pattern(None, CII.points, Literal(198)))
        if "/score/" in quad.subject.value and not graph.store.remove(quad)
    )
    assert [(each.computed, each.published) for each in check(graph).differences] == [(197, 198)]
    assert check(corpus, edition=2022).compared == {}


def test_ranks_among_other_countries_are_told_apart() -> None:
    graph = graph_of(
        document("a", "BE", [2] * 99, published=[printed(rank=40, of=98), printed("domain", "media", rank=7)])
    )
    result = check(graph)
    assert result.incomparable == {"2024 overall rank": 1, "2024 domain rank": 1}
    assert result.compared == {}


def test_every_published_figure_is_accounted_for() -> None:
    """A figure of a country without answers can't be compared, and that is said."""
    result = check(graph_of(document("a", "BE", published=[printed(score=81, max=396, percent="20.5")])))
    assert result.compared == {}
    assert sum(result.incomparable.values()) == 3


def test_the_published_figure_of_the_most_trusted_source_is_shown() -> None:
    graph = graph_of(
        document("z", "BE", [2] * 99, published=[printed(score=198)]),
        document("a", None, kind="score-table", published=[printed(score=1, rank=5)]),
    )
    (overall,) = scores(graph, by=["overall"])
    assert overall.published is not None
    assert (overall.published.score, overall.published.rank) == (198, None)
    assert json.loads(msgspec.json.encode(overall))["published"] == {
        "score": 198, "max": None, "percent": None, "rank": None, "of": None,
    }  # fmt: skip


# The real data ---------------------------------------------------------------------------------------


def test_the_seeds(shared: Path, tmp_path: Path) -> None:
    report = build([shared / "seeds"], tmp_path, Options(model=None), Silent())
    assert report.failed == []
    assert sum(each.answers for each in report.documents) == 198
    graph = open_graph(tmp_path)
    by_key = found(graph)
    for country, name, points, maximum, percent, rank in FIGURES:
        score = by_key[country, name]
        assert (score.score, score.max, score.percent, score.rank) == (points, maximum, Decimal(percent), rank)
    result = check(graph)
    assert (sum(result.compared.values()), result.differences) == (10, [])


@pytest.mark.slow
def test_every_published_figure_of_the_index(shared: Path, tmp_path: Path) -> None:
    report = build([shared / "china-index"], tmp_path, Options(model=None), Silent())
    assert report.failed == []
    result = check(open_graph(tmp_path))
    assert result.differences == []
    assert result.equal == result.compared
    least = {
        "2024 overall score": 101, "2024 overall percent": 101, "2024 overall rank": 101, "2024 domain score": 909,
        "2024 domain percent": 909, "2024 domain rank": 909, "2024 layer percent": 180, "2022 overall percent": 49,
        "2022 overall score": 49, "2022 overall rank": 49, "2022 layer percent": 147,
    }  # fmt: skip
    assert {kind: count for kind, count in least.items() if result.compared.get(kind, 0) < count} == {}
    countries = {each.country for each in scores(open_graph(tmp_path), by=["overall"], edition=2024)}
    assert len(countries) == 101
