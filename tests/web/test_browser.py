"""The pages in a real browser: nothing from elsewhere, no error, and what people do from start to sentence.

The screenshots are kept in the folder that CIIGRAPH_SCREENSHOTS names, or with the run's temporary files.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from hostile import DOCUMENT, NAMES, SCRIPT, UNIT

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CIIGRAPH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
LOOK = (Path(__file__).parent / "accessibility.js").read_text("utf-8").strip()
OPEN = "for (const each of document.querySelectorAll('main details')) each.open = true"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; apt-get install chromium"),
]
PAGES = {
    "start": "/",
    "country": "/id/country/BE",
    "country-filtered": "/id/country/BE?domain=economy&only=evidence",
    "entity": "/id/entity/acme-shipping",
    "indicator": "/id/indicator/2024/economy-04",
    "document": "/id/document/belgium-2024-data",
    "unit": "/id/document/belgium-2024-data/unit/economy-04.supporting?from=0&to=20",
    "thing": "/id/layer/exposure",
    "search": "/search?q=hualing",
    "compare": "/compare?first=BE&second=AZ",
    "audit": "/audit?strength=arguable",
    "network": "/network?entity=Acme+Shipping",
    "network-view": "/network/view?entity=Acme+Shipping",
    "editor": "/editor",
    "api": "/api",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    switches = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("CIIGRAPH_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Watched:
    """A tab with everything that must not happen in it: requests to elsewhere, errors, dialogs."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.wrong = page, []
        self.expected: tuple[str, ...] = ()  # the browser's own notes, whenever they come
        own = urlsplit(site).netloc

        def checked(route: sync_api.Route) -> None:
            address = urlsplit(route.request.url)
            if address.scheme in ("data", "blob") or address.netloc == own:
                route.continue_()
            else:
                self.wrong.append(f"request to {route.request.url}")
                route.abort()

        page.route("**/*", checked)
        page.on(
            "console", lambda said: said.type in ("error", "warning") and self.wrong.append(f"console: {said.text}")
        )
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens a page in a tab of its own; at the end nothing may have gone wrong in any of them."""
    opened: list[Watched] = []

    def opening(site: str, path: str, **options: object) -> Watched:
        context = browser.new_context(**options)
        watched = Watched(context.new_page(), site)
        opened.append(watched)
        watched.page.goto(site + path)
        return watched

    yield opening
    for watched in opened:
        watched.page.context.close()
        assert [each for each in watched.wrong if not any(note in each for note in watched.expected)] == []


#: Not ours to judge: the network view has tests of its own, the editor is a library's.
OTHERS = ("network-view", "editor")


@pytest.mark.parametrize("name", PAGES)
def test_every_page(open_page: Callable[..., Watched], site: str, pictures: Path, name: str) -> None:
    """Light, dark and on a phone; readable (contrast, WCAG 1.4.3), named and in order (1.1.1, 1.3.1, 4.1.2)."""
    page = open_page(site, PAGES[name], color_scheme="light", viewport={"width": 1280, "height": 900}).page
    page.screenshot(path=pictures / f"{name}-light.png")
    assert page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    page.evaluate(OPEN)
    if name not in OTHERS:
        assert page.evaluate(f"{LOOK}.structure()") == []
        assert page.evaluate(f"{LOOK}.contrast()") == []
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=pictures / f"{name}-dark.png")
    if name not in OTHERS:
        assert page.evaluate(f"{LOOK}.contrast()") == []
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="light")
    page.screenshot(path=pictures / f"{name}-phone.png")
    if name != "network-view":
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{wide} pixels stand out at the side"


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("network", "network-view", "editor")])
def test_every_page_reads_without_scripts(open_page: Callable[..., Watched], site: str, name: str) -> None:
    page = open_page(site, PAGES[name], java_script_enabled=False).page
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text()) > 80


HOSTILE = (
    "/", "/id/country/BE", f"/id/document/{DOCUMENT}", f"/id/document/{DOCUMENT}/unit/{UNIT}",
    *(f"/id/entity/{name}" for name in NAMES), f"/search?q={quote(SCRIPT)}", "/search?q=names",
    "/network?entity=Endless", "/network/view", "/audit?strength=arguable", "/compare",
)  # fmt: skip


@pytest.mark.parametrize("path", HOSTILE)
def test_documents_stay_text(open_page: Callable[..., Watched], hostile_site: str, path: str) -> None:
    page = open_page(hostile_site, path, viewport={"width": 1280, "height": 900}).page
    page.evaluate(OPEN)
    assert page.locator("main img[src='x'], main script, img[onerror]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_results_in_the_editor_stay_text(open_page: Callable[..., Watched], hostile_site: str, pictures: Path) -> None:
    query = "SELECT ?name { ?entity a cii:Company ; rdfs:label ?name }"
    page = open_page(hostile_site, f"/editor?query={quote(query)}", viewport={"width": 1280, "height": 900}).page
    page.locator("html[data-ready]").wait_for(state="attached")
    page.get_by_text("rdfs:label").first.wait_for()
    page.locator(".yasqe_queryButton:visible").click()
    page.locator(".yasr_results td:visible", has_text="onerror=alert(1)").first.wait_for()
    page.screenshot(path=pictures / "editor-hostile.png")
    assert page.locator("img[src='x']").count() == 0


# What people do ------------------------------------------------------------------------------------------


def test_from_the_start_to_a_sentence(open_page: Callable[..., Watched], site: str, pictures: Path) -> None:
    page = open_page(site, "/").page
    page.get_by_label("Country", exact=True).fill("belg")
    assert page.locator("#heat tbody tr:visible").count() == 1
    page.get_by_role("link", name="Belgium").click()
    page.get_by_role("combobox", name="Domain").select_option("economy")
    page.wait_for_url("**domain=economy**")
    page.get_by_role("combobox", name="Only").select_option("evidence")
    page.wait_for_url("**only=evidence**")
    assert page.locator(".indicator").count() == 1
    if not page.locator(".indicator[open]").count():
        page.locator(".indicator summary").click()
    page.screenshot(path=pictures / "indicator-open.png")
    page.locator(".facts").get_by_role("link", name="sentence").first.click()
    page.wait_for_url("**/unit/economy-04.supporting**")
    assert "bought a fifth" in page.locator("mark.chosen").first.inner_text() + page.locator("#chosen").inner_text()
    page.locator("#chosen a.name").first.click()
    assert page.locator("h1").inner_text() == "Acme Shipping"
    page.screenshot(path=pictures / "entity-reached.png")


def test_search_with_completion(open_page: Callable[..., Watched], site: str, pictures: Path) -> None:
    page = open_page(site, "/").page
    field = page.get_by_role("combobox", name="Search entities and evidence")
    field.press_sequentially("hual")
    page.locator("#found option").first.wait_for(state="attached")
    assert "Hualing" in page.eval_on_selector_all("#found option", "options => options.map(each => each.value)")
    field.fill("hualing donated")
    field.press("Enter")
    page.wait_for_url("**/search?**")
    assert page.locator(".hit").count() >= 1
    assert {text.lower() for text in page.locator(".hit mark").all_inner_texts()} >= {"hualing", "donated"}
    page.screenshot(path=pictures / "search-words.png")
    page.locator(".hit .source").first.click()
    assert "donated cameras" in page.locator("#chosen").inner_text()


def test_a_saved_query_in_the_editor(open_page: Callable[..., Watched], site: str, pictures: Path) -> None:
    page = open_page(site, "/editor", viewport={"width": 1280, "height": 900}).page
    page.locator("html[data-ready]").wait_for(state="attached")
    page.get_by_placeholder("Find a query").fill("highest")
    page.get_by_role("link", name="A country's highest answers").click()
    page.get_by_text("VALUES ?edition").first.wait_for()
    page.locator(".yasqe_queryButton:visible").click()
    page.locator(".yasr_results table td:visible").first.wait_for()
    assert "economy-04" in page.locator(".yasr_results:visible").inner_text()
    page.screenshot(path=pictures / "editor-results.png")


def test_the_editor_tells_of_an_error(open_page: Callable[..., Watched], site: str) -> None:
    watched = open_page(site, f"/editor?query={quote('SELECT * { ?s nobody:knows ?o }')}")
    page = watched.page
    page.locator("html[data-ready]").wait_for(state="attached")
    page.get_by_text("nobody:knows").first.wait_for()
    page.locator(".yasqe_queryButton:visible").click()
    page.get_by_text("no valid SPARQL").first.wait_for()
    watched.expected = ("400",)


def test_the_editor_tells_of_a_result_that_is_broken_off(open_page: Callable[..., Watched], site: str) -> None:
    watched = open_page(site, f"/editor?query={quote('SELECT * { ?a ?b ?c . ?d ?e ?f }')}")
    page = watched.page
    page.get_by_text("its result 1 MB").first.wait_for()
    page.locator("html[data-ready]").wait_for(state="attached")
    page.get_by_text("The result did not come whole: it is longer than 1 MB").first.wait_for()
    watched.expected = ("ERR_",)


def test_words_of_a_comparison_are_whole_on_a_telephone(open_page: Callable[..., Watched], site: str) -> None:
    page = open_page(site, PAGES["compare"], viewport={"width": 400, "height": 800}).page
    for kind, name in (("columnheader", "Part"), ("rowheader", "Overall"), ("rowheader", "Economy")):
        box = page.get_by_role(kind, name=name, exact=True).first.bounding_box()  # type: ignore[arg-type]
        assert box is not None
        assert box["height"] < 60


def test_by_keyboard_alone(open_page: Callable[..., Watched], site: str) -> None:
    page = open_page(site, "/id/country/BE").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    summary = page.locator(".indicator summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".indicator[open]").count() == 1
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline not in ("none", "")


def test_a_country_prints_as_a_report(open_page: Callable[..., Watched], site: str, pictures: Path) -> None:
    page = open_page(site, "/id/country/BE").page
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator(".filters").is_visible()
    file = pictures / "country.pdf"
    page.pdf(path=file)
    assert file.read_bytes().startswith(b"%PDF")
