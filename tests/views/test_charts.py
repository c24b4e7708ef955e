"""Charts: what they hold, and that their SVG can stand in a page as it is."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

pytest.importorskip("altair", reason="charts need Altair (extra charts)")

from sample_networks import HOSTILE, entity, hostile, large, relation, small

from ciigraph.errors import UsageError
from ciigraph.inquiry.score import Published, Score
from ciigraph.views import charts

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAINS = ("media", "foreign-policy", "academia", "economy")


def score(by: str, name: str, percent: str | None, country: str = "BE", points: int | None = 2) -> Score:
    figure = None if percent is None else Decimal(percent)
    return Score(country, 2024, by, name, points, 4, figure, Decimal("35.5"), 1, 2, Published())


def dated(count: int) -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    one = entity(network, "One")
    for number in range(count):
        relation(network, one, entity(network, f"Other {number}"), start=str(1990 + number % 30), end="")
    return network


CHARTS: dict[str, Callable[[], charts.Chart]] = {
    "domains": lambda: charts.domains_chart([score("domain", name, "20.5") for name in DOMAINS]),
    "two countries": lambda: charts.domains_chart(
        [score("domain", n, "20.5", c) for n in DOMAINS for c in ("BE", "KZ")]
    ),
    "layers": lambda: charts.layers_chart(
        [score("layer", name, "24") for name in ("exposure", "alignment", "pressure")]
    ),
    "answers": lambda: charts.answers_chart(
        [score("indicator", f"media-0{number}", None, points=p) for number, p in enumerate((0, 1, 2, 3, 4, None))]
    ),
    "distribution": lambda: charts.distribution_chart({0: 40, 4: 9, None: 2}, answer=4, labels={0: "No", 4: "Yes"}),
    "timeline": lambda: charts.timeline_chart(small()),
    "long timeline": lambda: charts.timeline_chart(dated(60)),
}
SAID = {
    "domains": {"Media", "Foreign Policy", "20.5", "Belgium", "index average"},
    "two countries": {"Belgium", "Kazakhstan"},
    "layers": {"Exposure", "Pressure", "24"},
    "answers": {"Media", "skipped", "4"},
    "distribution": {"0 No", "4 Yes", "skipped", "40"},
    "timeline": {"denied", "alleged or planned"},
    "long timeline": {"funds", "relations that begin"},
}


@pytest.mark.parametrize("name", CHARTS)
def test_the_svg_of_a_chart_stands_by_itself(name: str) -> None:
    svg = charts.chart_svg(CHARTS[name](), title=f"<{name}>", description="what & why")
    root = ET.fromstring(svg)
    own = "{http://www.w3.org/2000/svg}"
    assert (root.get("role"), root.findtext(own + "title")) == ("img", f"<{name}>")
    assert root.findtext(own + "desc") == "what & why"
    assert {element.tag.removeprefix(own) for element in root.iter()}.isdisjoint({"script", "style", "image", "a"})
    assert " style=" not in svg
    assert re.findall(r"https?://[^\s\"]+", svg) == ["http://www.w3.org/2000/svg"]
    texts = {element.text for element in root.iter(own + "text")}
    assert SAID[name] <= texts
    assert "currentColor" in svg


def test_charts_in_one_page_have_different_ids_and_stay_the_same() -> None:
    made = {name: charts.chart_svg(chart(), title=name, description="") for name, chart in CHARTS.items()}
    ids = Counter(identifier for svg in made.values() for identifier in re.findall(r'\bid="([^"]+)"', svg))
    assert set(ids.values()) == {1}
    for name, svg in made.items():
        assert charts.chart_svg(CHARTS[name](), title=name, description="") == svg


def test_charts_hold_their_data_in_themselves() -> None:
    def named(value: Any, key: str) -> bool:  # noqa: ANN401
        if isinstance(value, dict):
            return key in value or any(named(each, key) for each in value.values())
        return isinstance(value, list) and any(named(each, key) for each in value)

    for chart in CHARTS.values():
        assert not named(chart().to_dict(), "url")


def test_a_timeline_tells_a_date_as_precise_as_it_is() -> None:
    (rows,) = charts.timeline_chart(small()).to_dict()["datasets"].values()
    assert {(row["first"], row["last"][:10]) for row in rows} == {
        ("2017-01-01", "2017-12-31"),
        ("2019-05-01", "2019-05-31"),
    }


@pytest.mark.parametrize("count", [1, 4, 60])
def test_no_year_stands_twice_on_a_timeline(count: int) -> None:
    root = ET.fromstring(charts.chart_svg(charts.timeline_chart(dated(count)), title="", description=""))
    years = [element.text for element in root.iter() if re.fullmatch(r"\d{4}", element.text or "")]
    assert 1 <= len(years) == len(set(years)) < 20


def test_hostile_names_are_text_in_charts() -> None:
    network = hostile()
    for number, (*_, data) in enumerate(network.edges(data=True)):
        data["start"] = f"20{number:02}"
    svg = charts.chart_svg(charts.timeline_chart(network), title=HOSTILE[1], description=HOSTILE[0])
    root = ET.fromstring(svg)
    assert not [element for element in root.iter() if element.tag.endswith(("script", "img"))]
    assert any("<img src=x onerror=alert(1)>" in (element.text or "") for element in root.iter())


NOTHING: list[tuple[Callable[[], object], str]] = [
    (lambda: charts.domains_chart([]), "no score of a domain"),
    (lambda: charts.layers_chart([score("layer", "exposure", None)]), "no score of a layer"),
    (
        lambda: charts.domains_chart([score("domain", "media", "1", c) for c in ("BE", "KZ", "FR", "DE")]),
        "3 countries at most",
    ),
    (lambda: charts.answers_chart([]), "no answer to draw"),
    (lambda: charts.distribution_chart({}), "no country has an answer"),
    (lambda: charts.timeline_chart(large(20)), "no relation of these has a date"),
]


@pytest.mark.parametrize(("draw", "message"), NOTHING)
def test_nothing_to_draw_is_said(draw: Callable[[], object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        draw()
