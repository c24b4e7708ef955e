"""What protects the server and its visitors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest
from hostile import DOCUMENT, NAMES, SCRIPT, UNIT
from lxml import html
from serving import serving

if TYPE_CHECKING:
    from pathlib import Path

PAGES = (
    "/", "/id/country/BE", "/id/entity/hualing", "/id/indicator/2024/media-01", "/id/document/belgium-2024-data",
    "/id/document/belgium-2024-data/unit/economy-04.supporting", "/id/layer/exposure", "/search?q=donated", "/compare",
    "/compare?first=BE&second=AZ", "/network", "/network?entity=Hualing", "/editor", "/api", "/nothing", "/sparql",
)  # fmt: skip
HOSTILE_PAGES = (
    "/", "/id/country/BE", f"/id/document/{DOCUMENT}", f"/id/document/{DOCUMENT}/unit/{UNIT}",
    *(f"/id/entity/{name}" for name in NAMES), f"/search?q={quote(SCRIPT)}", "/search?q=names", "/search?q=%3Cimg",
    f"/network?entity={quote(SCRIPT)}", f"/nothing{quote(SCRIPT)}", f"/?edition={quote(SCRIPT)}",
    f"/?sort={quote(SCRIPT)}", f"/compare?first={quote(SCRIPT)}", f"/id/country/BE?text={quote(SCRIPT)}",
    f"/id/document/{DOCUMENT}/answer/2024/BE/media-01", f"/id/document/{DOCUMENT}/answer/2024/BE/media-01/citation/1",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_headers(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html,*/*;q=0.1"})
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in re.search(r"script-src[^;]*", policy)[0]  # type: ignore[index]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Server" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_script_of_their_own_and_nothing_from_elsewhere(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    _check_markup(html.fromstring(answer.content))


@pytest.mark.parametrize("path", HOSTILE_PAGES)
def test_documents_stay_text(hostile_site: str, path: str) -> None:
    answer = httpx.get(hostile_site + path, headers={"Accept": "text/html"}, timeout=60, trust_env=False)
    assert answer.status_code in (200, 400, 404)
    page = html.fromstring(answer.content)
    _check_markup(page)
    assert "49" not in re.findall(r"It names (\S+)", page.text_content())


def _check_markup(page: html.HtmlElement) -> None:
    for script in page.iter("script"):
        assert script.get("src", "").startswith("/static/")
        assert not (script.text or "").strip()
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "srcdoc")], element
        for name in ("src", "href", "action", "data", "poster"):
            address = element.get(name)
            if address is None:
                continue
            outside = not address.startswith(("/", "#", "?")) or address.startswith("//")
            loads = element.tag not in ("a", "form")
            assert not (outside and loads), f"{element.tag} {address}"
            assert not outside or address.startswith(("http://", "https://")), address
            if outside:
                assert "noopener" in element.get("rel", "")
        assert element.tag not in ("base", "object", "embed", "style")
    for image in page.iter("img"):
        assert image.get("src", "").startswith("/static/")


def test_the_hostile_names_are_shown(hostile_site: str) -> None:
    shown = html.fromstring(httpx.get(f"{hostile_site}/id/document/{DOCUMENT}", trust_env=False).content).text_content()
    for name in NAMES.values():
        assert name in shown


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "", "[::2]",
        "evil.example#localhost", "127.0.0.2",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/api/scores", "/static/style.css"])
def test_other_names_are_refused(client: httpx.Client, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code in (400, 421)
    assert "ciigraph</a>" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "localhost."])
def test_names_of_loopback_are_taken(client: httpx.Client, host: str) -> None:
    assert client.get("/robots.txt", headers={"Host": host}).status_code == 200


def test_requests_that_other_sites_make_are_refused(client: httpx.Client) -> None:
    cross = {"Sec-Fetch-Site": "cross-site"}
    query = {"query": "ASK {}"}
    assert client.get("/sparql", params=query, headers=cross | {"Sec-Fetch-Mode": "no-cors"}).status_code == 403
    assert client.post("/sparql", data=query, headers=cross | {"Sec-Fetch-Mode": "navigate"}).status_code == 403
    assert client.get("/", headers=cross | {"Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert client.get("/sparql", params=query, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_bodies_have_a_limit(client: httpx.Client) -> None:
    kind = {"Content-Type": "application/sparql-query"}
    large = b"ASK {} #" + b"x" * 2**20
    assert client.post("/sparql", content=large, headers=kind).status_code == 413

    def parts() -> object:
        for _ in range(40):
            yield b" " * 64 * 1024

    assert client.post("/sparql", content=parts(), headers=kind).status_code == 413  # type: ignore[arg-type]
    assert client.get("/sparql", params={"query": "ASK {} #" + "x" * 40_000}).status_code in (400, 414)
    fine = b"ASK {} #" + b"x" * 2**19
    assert client.post("/sparql", content=fine, headers=kind).json()["boolean"] is True


@pytest.mark.parametrize(
    "path",
    [
        "/static/", "/static", "/static/yasgui/", "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py",
        "/static/....//app.py", "/static//etc/passwd", "/static/%00", "/id/../../etc/passwd", "/templates/base.html",
        "/id/%2e%2e/%2e%2e/etc/passwd", "/api/queries/../../../etc/passwd", "/api/queries/..",
        "/api/queries/%2e%2e%2f%2e%2e%2fpyproject",
    ],
)  # fmt: skip
def test_no_request_names_a_file(site: str, path: str) -> None:
    import http.client  # noqa: PLC0415 - sends the path as it is

    host = site.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in (307, 400, 404), body
    assert b"root:" not in body
    assert b"import " not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/id/country/BE", "/api/scores", "/search", "/static/style.css"])
def test_pages_are_only_read(client: httpx.Client, path: str, method: str) -> None:
    assert client.request(method, path).status_code == 405


def test_cors_is_on_where_it_is_asked_for(small_store: Path) -> None:
    with serving(small_store, "--cors", "https://app.example", "--allow-host", "ciigraph.test") as address:
        for origin, allowed in (("https://app.example", "https://app.example"), ("https://evil.example", None)):
            answer = httpx.get(
                f"{address}/sparql", params={"query": "ASK {}"}, headers={"Origin": origin}, trust_env=False
            )
            assert answer.headers.get("Access-Control-Allow-Origin") == allowed
        asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
        assert httpx.options(f"{address}/sparql", headers=asked, trust_env=False).status_code == 200
        assert httpx.get(address, headers={"Host": "ciigraph.test"}, trust_env=False).status_code == 200
