"""The network page in a real browser: it opens from a file, asks nobody for anything, and can be used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample_networks import HOSTILE, PREFIX, hostile, large, small

from ciigraph.views.network_page import network_page
from ciigraph.views.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import networkx as nx
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser


class Opened:
    """A page with all that it asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:  # noqa: ANN401
        self.complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def shown(self) -> str:
        return self.page.inner_text("#shown")

    def about(self) -> str:
        return self.page.inner_text("#about")


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens the page of a network from a file."""
    contexts: list[BrowserContext] = []

    def open_page(network: nx.MultiDiGraph[str], width: int = 1280, height: int = 800, **more: Any) -> Opened:  # noqa: ANN401
        path = tmp_path / "network.html"
        path.write_text(network_page(network, **{"heading": "A network"} | more), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        context.route("http*://**", lambda route: route.abort())
        found = Opened(context.new_page())
        found.page.goto(path.as_uri())
        found.page.wait_for_selector("#network[data-ready=yes]")
        return found

    yield open_page
    for context in contexts:
        context.close()


def check_silence(page: Opened) -> None:
    """Nothing was asked for but the file, and nothing complained."""
    assert [address for address in page.requests if not address.startswith(("file:", "data:"))] == []
    assert page.complaints == []


def artefact(page: Opened, name: str) -> None:
    """Keep a picture of the page where CI asks for them."""
    if folder := os.environ.get("CIIGRAPH_ARTEFACTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.page.screenshot(path=Path(folder) / f"{name}.png")


def test_the_page_opens_and_asks_nobody(opened: Callable[..., Opened]) -> None:
    page = opened(small(), heading="Port Verd", subtitle="for a test")
    assert page.page.title() == "Port Verd"
    assert page.page.inner_text("h1") == "Port Verd"
    assert page.shown() == "5 entities, 6 relations"
    assert painted(page) > 500
    artefact(page, "network")
    check_silence(page)


def painted(page: Opened) -> int:
    """How many points of the canvas have a colour."""
    return int(
        page.page.evaluate(
            """() => { const c = document.querySelector('#network canvas');
            const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;
            for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n }"""
        )
    )


def test_search_finds_an_alias_without_its_accents_and_tells_of_the_entity(opened: Callable[..., Opened]) -> None:
    page = opened(small())
    page.page.fill("#search", "verd p")
    assert page.page.locator("#found li").all_inner_texts() == ["Port Verd Holding\nCompany"]
    page.page.press("#search", "Enter")
    told = page.about()
    for words in ("Port Verd Holding", "12 mentions", "PVH", "Vérd Port", "Wikidata Q42", "Belgium"):
        assert words in told, words
    page.page.fill("#search", "nobody of this name")
    assert "No entity of this name" in page.page.inner_text("#found")
    check_silence(page)


def test_a_relation_shows_its_sentences_dates_and_links(opened: Callable[..., Opened]) -> None:
    page = opened(small())
    page.page.fill("#search", "port verd holding")
    page.page.press("#search", "Enter")
    page.page.locator("#about button.quiet", has_text="a stake in Port Verd").click()
    told = page.about()
    for words in ("Sentence 0.", "Sentence 1.", "2 sources", "2017", "49 %", "media-03"):
        assert words in told, words
    links = page.page.locator("#about a")
    assert {link.get_attribute("href") for link in links.all()} == {"https://example.org/a", "https://example.org/b"}
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}
    page.page.get_by_role("button", name="Close").click()
    assert page.page.is_hidden("#about")
    check_silence(page)


def test_a_click_on_the_drawing_selects(opened: Callable[..., Opened]) -> None:
    page = opened(small())
    box = page.page.locator("#network").bounding_box()
    assert box
    x, y = page.page.evaluate("(id) => document.getElementById('network').whereIs(id)", PREFIX + "Ada Example")
    page.page.mouse.click(box["x"] + x, box["y"] + y)
    page.page.wait_for_selector("#about h2")
    assert "Ada Example" in page.about()
    (x1, y1), (x2, y2) = (
        page.page.evaluate("(id) => document.getElementById('network').whereIs(id)", PREFIX + name)
        for name in ("China", "Belgium")
    )
    page.page.mouse.click(box["x"] + (x1 + x2) / 2, box["y"] + (y1 + y2) / 2)
    page.page.wait_for_function("document.querySelector('#about h2').textContent.includes('business')")
    assert "China" in page.about()
    check_silence(page)


FILTERS = [
    ("uncheck", "input[name=type][value=Person]", "4 of 5 entities, 5 of 6 relations"),
    ("uncheck", "input[name=stated][value=stated]", "4 of 5 entities, 3 of 6 relations"),
    ("uncheck", "input[name=predicate][value=tradesWith]", "5 entities, 5 of 6 relations"),
    ("click", "[data-none=predicate]", "0 of 5 entities, 0 of 6 relations"),
]


@pytest.mark.parametrize(("act", "target", "shown"), FILTERS)
def test_filters_leave_what_they_say(opened: Callable[..., Opened], act: str, target: str, shown: str) -> None:
    page = opened(small())
    getattr(page.page, act)(target)
    assert page.shown() == shown
    page.page.click("#reset")
    assert page.shown() == "5 entities, 6 relations"
    check_silence(page)


CHOICES = [
    ("#country", "FR", "2 of 5 entities, 1 of 6 relations"),
    ("#indicator", "economy-04", "2 of 5 entities, 1 of 6 relations"),
    ("#indicator", "media", "4 of 5 entities, 5 of 6 relations"),
]


@pytest.mark.parametrize(("target", "value", "shown"), CHOICES)
def test_country_and_indicator_narrow_the_view(
    opened: Callable[..., Opened], target: str, value: str, shown: str
) -> None:
    page = opened(small())
    page.page.select_option(target, value)
    assert page.shown() == shown
    check_silence(page)


def test_an_entity_that_is_filtered_out_is_found_all_the_same(opened: Callable[..., Opened]) -> None:
    page = opened(small())
    page.page.uncheck("input[name=type][value=Person]")
    page.page.fill("#search", "ada")
    page.page.press("#search", "Enter")
    assert page.shown() == "5 entities, 6 relations"
    assert "Ada Example" in page.about()


def test_names_that_try_to_be_more_than_text_stay_text(opened: Callable[..., Opened]) -> None:
    page = opened(hostile(), heading=HOSTILE[1], subtitle=HOSTILE[0])
    assert page.page.text_content("h1") == HOSTILE[1]
    for text in HOSTILE:
        page.page.fill("#search", text[:60])
        page.page.press("#search", "Enter")
        heading = page.page.text_content("#about h2")
        assert heading == text
        page.page.locator("#about button.quiet").first.click()
        assert text in (page.page.text_content("#about") or "")
        assert page.page.locator("#about a").count() == 0
    assert page.page.locator("img, iframe, object").count() == 0
    assert page.page.evaluate("document.querySelectorAll('script').length") == 3
    page.page.hover("#network")
    artefact(page, "network-hostile")
    check_silence(page)


def test_tooltips_are_text(opened: Callable[..., Opened]) -> None:
    page = opened(hostile())
    box = page.page.locator("#network").bounding_box()
    assert box
    x, y = page.page.evaluate("(id) => document.getElementById('network').whereIs(id)", PREFIX + HOSTILE[0])
    page.page.mouse.move(box["x"] + x, box["y"] + y)
    page.page.wait_for_selector(".vis-tooltip", state="visible")
    assert HOSTILE[0] in page.page.inner_text(".vis-tooltip")
    assert page.page.locator(".vis-tooltip *:not(br)").count() == 0
    check_silence(page)


def test_the_keyboard_reaches_everything(opened: Callable[..., Opened]) -> None:
    page = opened(small())
    page.page.focus("#search")
    page.page.keyboard.type("port")
    assert page.page.get_attribute("#search", "aria-expanded") == "true"
    page.page.keyboard.press("ArrowDown")
    assert page.page.get_attribute("#search", "aria-activedescendant") == "found-1"
    page.page.keyboard.press("Enter")
    assert page.page.is_visible("#about")
    page.page.keyboard.press("Escape")
    assert page.page.is_hidden("#about")
    check_silence(page)


def test_on_a_phone_the_drawing_comes_first(opened: Callable[..., Opened]) -> None:
    page = opened(small(), width=390, height=800)
    wide = page.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    tops = [page.page.locator(place).bounding_box() for place in (".stage", ".filters")]
    assert tops[0]
    assert tops[1]
    assert tops[0]["y"] < tops[1]["y"]
    artefact(page, "network-phone")
    check_silence(page)


def test_a_view_runs_within_the_frame_that_a_notebook_gives_it(chromium: Browser) -> None:
    context = chromium.new_context()
    page = Opened(context.new_page())
    page.page.set_content(View(small(), "A small network")._repr_html_())
    frame = page.page.frame_locator("iframe")
    frame.locator("#network[data-ready=yes]").wait_for()
    frame.locator("#search").fill("pvh")
    frame.locator("#search").press("Enter")
    assert "12 mentions" in frame.locator("#about").inner_text()
    check_silence(page)
    context.close()


def test_two_thousand_entities_can_be_used(opened: Callable[..., Opened]) -> None:
    page = opened(large(2100), heading="Large")
    assert "most central of 2,100 entities" in page.page.inner_text(".note")
    page.page.uncheck("input[name=type][value=Person]")
    assert "of 2,0" in page.shown() or "of 1,9" in page.shown()
    page.page.fill("#search", "country kz")
    page.page.press("#search", "Enter")
    assert "Country KZ" in page.about()
    artefact(page, "network-large")
    check_silence(page)
