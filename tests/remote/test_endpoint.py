"""What a badly behaved server gets and what the user is told: busy, broken, silent, wanting a login, a web page."""

from __future__ import annotations

import base64
import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

import httpx
import pytest
from tenacity import RetryCallState, wait_none

from ciigraph.errors import QueryError, RemoteError, UsageError
from ciigraph.graph.endpoint import ATTEMPTS, Connection, Credentials, pause
from ciigraph.graph.remote import RemoteGraph
from ciigraph.graph.syntax import query_form, with_prefixes
from ciigraph.graph.transfer import UpdateTarget
from ciigraph.graph.vocabulary import PREFIXES
from ciigraph.inquiry.queries import catalogue
from servers import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = (200, {"Content-Type": "application/sparql-results+json"}, '{"head":{},"boolean":true}')
PAGE = (200, {"Content-Type": "text/html; charset=utf-8"}, "<!doctype html><title>Welcome</title>")
Response = tuple[int, dict[str, str], str]


class _Script(ThreadingHTTPServer):
    """Gives its responses one after the other, the last one again and again."""

    daemon_threads = True
    responses: ClassVar[list[Response]] = []
    seen: list[dict[str, str]]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        server: _Script = self.server  # type: ignore[assignment]
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        server.seen.append(dict(self.headers.items()))
        status, headers, body = server.responses[min(len(server.seen), len(server.responses)) - 1]
        if not status:
            return  # the connection is cut before the answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@contextmanager
def answering(*responses: Response) -> Iterator[_Script]:
    with _Script(("127.0.0.1", 0), _Handler) as server:
        server.responses, server.seen = list(responses), []  # type: ignore[misc]
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def _url(server: _Script) -> str:
    return f"http://127.0.0.1:{server.server_port}/sparql"


def _busy(status: int) -> Response:
    return status, {"Content-Type": "text/plain", "Retry-After": "0"}, "busy"


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    with answering(_busy(status), _busy(status), ANSWER) as server:
        assert RemoteGraph(_url(server), wait=wait_none()).query("ASK {}") is True
        assert len(server.seen) == 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_stays_busy_is_given_up(status: int) -> None:
    with answering(_busy(status)) as server:
        with pytest.raises(RemoteError, match=f"status {status}; try again later"):
            RemoteGraph(_url(server), wait=wait_none()).query("ASK {}")
        assert len(server.seen) == ATTEMPTS


def test_a_query_that_a_server_fails_on_is_not_asked_again() -> None:
    with answering((500, {"Content-Type": "text/plain"}, "Virtuoso 22023 Error: too long")) as server:
        with pytest.raises(QueryError, match="failed on the query: Virtuoso 22023 Error: too long"):
            RemoteGraph(_url(server), wait=wait_none()).query("ASK {}")
        assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("response", "kind", "message"),
    [
        (PAGE, RemoteError, "answered with text/html, not with query results; check the URL"),
        ((404, {}, "nothing"), RemoteError, "nothing is at this address; is it a SPARQL endpoint"),
        ((401, {"WWW-Authenticate": 'Basic realm="x"'}, ""), RemoteError, "CIIGRAPH_ENDPOINT_USER"),
        ((403, {}, ""), RemoteError, "status 403; set CIIGRAPH_ENDPOINT_USER"),
        (
            (400, {"Content-Type": "text/plain"}, "line 3: what?"),
            QueryError,
            "calls the query malformed: line 3: what?",
        ),
        ((200, ANSWER[1], '{"head":'), RemoteError, "answered with broken results"),
        ((200, {}, "hello"), RemoteError, "answered with an unnamed format"),
    ],
)
def test_what_is_no_answer_is_said(response: Response, kind: type[Exception], message: str) -> None:
    with answering(response) as server, pytest.raises(kind, match=message):
        RemoteGraph(_url(server), wait=wait_none()).query("ASK {}")


CUT: list[Response] = [(0, {}, ""), (200, ANSWER[1] | {"Content-Length": "1000"}, '{"head":')]


@pytest.mark.parametrize("cut", CUT)
def test_a_cut_connection_is_made_again(cut: Response) -> None:
    with answering(cut, cut, ANSWER) as server:
        assert RemoteGraph(_url(server), wait=wait_none()).query("ASK {}") is True
    with answering(cut) as server:
        with pytest.raises(RemoteError, match="can't be asked"):
            RemoteGraph(_url(server), wait=wait_none()).query("ASK {}")
        assert len(server.seen) == ATTEMPTS


def test_a_server_that_wants_to_be_left_alone_for_long_is() -> None:
    with answering((429, {"Retry-After": "3600"}, "")) as server:
        with pytest.raises(RemoteError, match="status 429; it asks to be left alone for 3600 s"):
            RemoteGraph(_url(server), wait=wait_none()).query("ASK {}")
        assert len(server.seen) == 1


@pytest.mark.parametrize(("status", "said"), [
    (400, "Multiple prefix declarations for prefix 'owl'"), (500, "Query deadline is expired."),
])  # fmt: skip
def test_what_a_java_server_says_is_found_below_the_query(status: int, said: str) -> None:
    body = (
        "SPARQL-QUERY: queryStr=PREFIX a: <b>\nSELECT * {}\n"
        f"java.util.concurrent.ExecutionException: org.example.QueryException: {said}\n\tat a.b(C.java:1)\n"
    )
    with answering((status, {"Content-Type": "text/plain"}, body)) as server, pytest.raises(QueryError) as caught:
        RemoteGraph(_url(server), wait=wait_none()).query("ASK {}")
    assert str(caught.value).endswith(f": {said}")


@pytest.mark.parametrize(("text", "own"), [
    ("SELECT * {}", set()),
    ("# PREFIX cii: <x>\nSELECT * {}", set()),
    ("PREFIX cii: <urn:a#b> prefix Skos:<urn:c#>\nSELECT * {}", {"cii", "Skos"}),
    ("BASE <urn:x#PREFIX> PREFIX rdfs: <urn:r> ASK { ?a rdfs:b 'PREFIX cii: <x>' }", {"rdfs"}),
    ("PREFIX : <urn:a> SELECT * {}", {""}),
])  # fmt: skip
def test_no_prefix_is_declared_twice(text: str, own: set[str]) -> None:
    added = with_prefixes(text).removesuffix(text)
    declared = re.findall(r"PREFIX (\w+):", added)
    assert {*declared} == PREFIXES.keys() - own
    assert len(declared) == len({*declared})


def test_no_saved_query_declares_a_prefix_twice() -> None:
    for query in catalogue():
        declared = re.findall(r"^PREFIX ([\w-]*):", with_prefixes(query.text), re.MULTILINE)
        assert len(declared) == len({*declared}), query.name


def test_a_server_that_isn_t_there() -> None:
    with pytest.raises(RemoteError, match="can't be asked"):
        RemoteGraph(f"http://127.0.0.1:{free_port()}/sparql", wait=wait_none()).query("ASK {}")


@pytest.mark.parametrize("address", ["ftp://example.org/sparql", "sparql", "http://", "file:///etc/passwd", "http://["])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(UsageError, match="is no address of an endpoint"):
        RemoteGraph(address)


def test_the_login_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIIGRAPH_ENDPOINT_USER", "ann")
    monkeypatch.setenv("CIIGRAPH_ENDPOINT_PASSWORD", "pass")
    with answering(ANSWER) as server:
        RemoteGraph(_url(server)).query("ASK {}")
        assert server.seen[0]["Authorization"] == "Basic " + base64.b64encode(b"ann:pass").decode()


def test_a_token_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIIGRAPH_ENDPOINT_TOKEN", "secret")
    with answering(ANSWER) as server:
        RemoteGraph(_url(server)).query("ASK {}")
        assert server.seen[0]["Authorization"] == "Bearer secret"


def test_credentials_are_not_shown() -> None:
    assert "secret" not in repr(Credentials("ann", "secret", "secret"))


def test_an_update_is_sent_again_and_its_refusal_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIIGRAPH_ENDPOINT_USER", "ann")
    refusal = (400, {"Content-Type": "text/plain"}, "too long")
    with answering(_busy(503), (401, {"WWW-Authenticate": 'Basic realm="x"'}, ""), refusal) as server:
        connection = Connection(wait=wait_none())
        with pytest.raises(RemoteError, match="refuses the change: status 400 Bad Request: too long"):
            UpdateTarget(_url(server), connection)._update("CLEAR ALL")
        connection.close()
        assert [("Authorization" in request) for request in server.seen] == [False, False, True]


def test_a_web_page_in_answer_to_an_update() -> None:
    with answering((405, PAGE[1], PAGE[2])) as server:
        connection = Connection(wait=wait_none())
        with pytest.raises(RemoteError, match="with a web page; is this the address of a SPARQL endpoint"):
            UpdateTarget(_url(server), connection)._update("CLEAR ALL")
        connection.close()


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "100000"}, 60.0),
        ({"Retry-After": "Sat, 21 Nov 2026 10:00:30 GMT", "Date": "Sat, 21 Nov 2026 10:00:00 GMT"}, 30.0),
    ],
)
def test_a_server_says_how_long_to_wait(headers: dict[str, str], seconds: float) -> None:
    state = RetryCallState(None, None, (), {})  # type: ignore[arg-type]
    state.set_result(httpx.Response(503, headers=headers))
    assert pause(state) == seconds


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# answers: addresses; MOVE\nPREFIX a: <http://a/>\nBASE <http://b/>\n  construct {} {}", "CONSTRUCT"),
        ("PREFIX : <http://a/#x> ASK {}", "ASK"),
        ("describe <x>", "DESCRIBE"),
        ("", "SELECT"),
        ("#" * 50_000, "SELECT"),
    ],
)
def test_the_form_of_a_query(text: str, form: str) -> None:
    assert query_form(text) == form
