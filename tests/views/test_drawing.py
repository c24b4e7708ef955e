"""What is drawn of a network: the most central entities, a line for what is said alike, looks by type and statement."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_networks import PREFIX, entity, large, relation, small

from ciigraph.records import EntityType
from ciigraph.views.appearance import MARKS, STATEMENTS, mark, outline, radius, sample, statement, stroke, words
from ciigraph.views.drawing import drawing, most_central
from ciigraph.views.gathering import gathered
from ciigraph.views.labels import Box, around, arranged, shortened, text_width

PAPERS = ("#ffffff", "#14191f")


def test_what_is_said_alike_is_one_line_with_all_sentences() -> None:
    together = gathered(small())
    assert (together.number_of_edges(), small().number_of_edges()) == (6, 7)
    (stake,) = [data for *_, data in together.edges(data=True) if data["predicate"] == "ownsStakeIn"]
    assert (stake["weight"], len(stake["sources"]), stake["countries"]) == (2, 2, ["BE"])
    assert sorted(source["amount"] for source in stake["sources"]) == ["", "49 %"]
    assert {source["start"] for source in stake["sources"]} == {"2017"}


def test_relations_of_one_pair_lie_side_by_side() -> None:
    drawn = drawing(small())
    firm, port = PREFIX + "Port Verd Holding", PREFIX + "Port Verd"
    bends = [
        drawn.bends[key] * (1 if start < end else -1)
        for start, end, key in drawn.network.edges(keys=True)
        if {start, end} == {firm, port}
    ]
    assert len(bends) == len(set(bends)) == 3


def test_many_relations_of_a_pair_stay_near_it() -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    one, two = entity(network, "one"), entity(network, "two")
    for modality in ("asserted", "alleged", "planned"):
        for status in ("current", "ended", "unknown"):
            for polarity in ("affirmed", "negated"):
                relation(network, one, two, modality=modality, status=status, polarity=polarity)
    bends = drawing(network).bends.values()
    assert len(set(bends)) == 18
    assert max(map(abs, bends)) <= 0.43


def test_the_most_central_are_kept_and_the_rest_is_told() -> None:
    network = large(300)
    drawn = drawing(network, max_nodes=50)
    assert len(drawn.network) <= 50
    assert {PREFIX + f"Country {code}" for code in ("BE", "CN", "FR", "KZ", "BR", "TH")} <= set(drawn.network)
    assert f"{len(drawn.network)} most central of 300 entities" in drawn.note
    assert all(degree for _, degree in drawn.network.degree())
    assert drawing(network, max_nodes=300).note == ""


def test_the_entity_in_the_middle_is_kept_however_small() -> None:
    centre = PREFIX + "Entity 290"
    assert centre in most_central(large(300), 20, centre=centre)


@pytest.mark.parametrize("kind", get_args(EntityType))
def test_every_type_has_a_sign(kind: str) -> None:
    assert kind in MARKS


def test_signs_differ_and_stand_out_from_light_and_dark_paper() -> None:
    assert set(MARKS) == set(get_args(EntityType))
    signs = [(sign.shape, sign.colour) for sign in MARKS.values()]
    assert len(set(signs)) == len(signs)
    colours = {sign.colour for sign in MARKS.values()} | {sample("stated").colour, sample("denied").colour}
    for colour in colours:
        for paper in PAPERS:
            assert contrast(colour, paper) >= 3, (colour, paper)


def test_an_unknown_type_has_a_sign_too() -> None:
    assert mark("Something else").words == "Other"


def contrast(one: str, two: str) -> float:
    """The contrast of two colours as WCAG 2 computes it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


STATED = [
    ("affirmed", "asserted", "current", "stated", False, "#5f7f9f"),
    ("affirmed", "asserted", "ended", "ended", False, "#a9b2bb"),
    ("affirmed", "alleged", "unknown", "hedged", True, "#5f7f9f"),
    ("affirmed", "planned", "ended", "hedged", True, "#a9b2bb"),
    ("negated", "asserted", "unknown", "denied", True, "#c8383f"),
    ("negated", "alleged", "ended", "denied", True, "#c8383f"),
]


@pytest.mark.parametrize(("polarity", "modality", "status", "name", "dashed", "colour"), STATED)
def test_lines_tell_how_a_relation_is_stated(
    polarity: str, modality: str, status: str, name: str, dashed: bool, colour: str
) -> None:
    look = stroke(polarity, modality, status, 1)
    assert (bool(look.dashes), look.colour) == (dashed, colour)
    assert statement(polarity, modality, status) == name
    assert name in STATEMENTS


def test_lines_and_signs_grow_with_what_they_stand_for() -> None:
    widths = [stroke("affirmed", "asserted", "current", sources).width for sources in (1, 2, 5, 10, 1000)]
    assert widths == sorted(set(widths))
    assert widths[-1] == 6
    for kind in ("Country", "Person"):
        sizes = [radius(degree, kind) for degree in (0, 2, 10, 100)]
        assert sizes == sorted(set(sizes))
    assert radius(1, "Country") > radius(1, "Person")


@pytest.mark.parametrize("shape", sorted({sign.shape for sign in MARKS.values()} - {"dot"}))
def test_outlines_stay_about_their_middle(shape: str) -> None:
    corners = outline(shape, 10, 20, 5)
    assert len(corners) >= 3
    assert all(abs(x - 10) <= 8 and abs(y - 20) <= 8 for x, y in corners)


def test_names_of_predicates_as_people_read_them() -> None:
    assert words("ownsStakeIn") == "owns stake in"


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=40), st.floats(-500, 500), st.floats(-300, 300), st.floats(8, 30)),
        max_size=40,
    )
)
def test_names_never_cover_each_other(texts: list[tuple[str, float, float, float]]) -> None:
    kept = arranged([around(text, x, y, 6, font) for text, x, y, font in texts], must=5)
    for one, two in combinations([box.edges for box in kept], 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


def test_a_name_avoids_signs_unless_it_must_be_told() -> None:
    boxes = [Box("Port Verd", 0, 0, 50, 12)]
    assert arranged([boxes], signs=[(-5, -5, 5, 5)]) == []
    assert arranged([boxes], signs=[(-5, -5, 5, 5)], must=1) == boxes


def test_long_names_are_cut_for_a_drawing() -> None:
    assert shortened("a  b\nc") == "a b c"
    assert len(shortened("N" * 10_000)) == 34
    assert text_width("中国", 10) > text_width("ab", 10)
