"""Fetching the raw data, against a real server on loopback that does what servers do wrong."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import socket
import stat
import threading
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from ciigraph.documents import archive, fetch
from ciigraph.documents.archive import unpack
from ciigraph.documents.fetch import fetch_china_index, record_of
from ciigraph.errors import RemoteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DATE = "Sat, 01 Nov 2025 12:00:00 GMT"


def packed(files: dict[str, bytes] | None = None, method: int = zipfile.ZIP_STORED) -> bytes:
    files = files or {
        "China-Index-raw-data-main/README.md": b"# data",
        "China-Index-raw-data-main/2024/country_json/Belgium.json": b"{}" * 400_000,
        "China-Index-raw-data-main/2024/china_index_2024.csv": b"a,b\n",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive_file:
        for name, content in files.items():
            archive_file.writestr(name, content)
    return buffer.getvalue()


@dataclass
class Behaviour:
    """What the server sends, and how it fails; ``breaks`` gives for each request after how many bytes it hangs up."""

    body: bytes = field(default_factory=packed)
    status: int = 200
    content_type: str = "application/zip"
    etag: str | None = '"one"'
    last_modified: str | None = None
    date: bool = True
    length: bool = True
    ranges: bool = True
    breaks: list[int] = field(default_factory=list)
    redirect: str | None = None
    seen: list[dict[str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    behaviour: Behaviour

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        it = self.behaviour
        it.seen.append(dict(self.headers))
        if it.redirect and not self.path.startswith("/moved"):
            self.send_response_only(302)
            self.send_header("Location", it.redirect)
            self.end_headers()
            return
        start, status = 0, it.status
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and it.ranges and status == 200 and self.headers.get("If-Range") in (it.etag, it.last_modified):
            start, status = int(asked[1]), 206
            if start >= len(it.body):
                start, status = len(it.body), 416
        body = it.body[start:]
        self.send_response_only(status)
        self.send_header("Content-Type", it.content_type)
        for name, value in (("ETag", it.etag), ("Last-Modified", it.last_modified), ("Date", it.date and DATE)):
            if value:
                self.send_header(name, str(value))
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{len(it.body) - 1}/{len(it.body)}")
        if it.length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        most = it.breaks.pop(0) if it.breaks else len(body)
        with contextlib.suppress(ConnectionError):  # a client that has heard enough hangs up
            self.wfile.write(body[:most])


@pytest.fixture
def serve() -> Iterator[Callable[[Behaviour], str]]:
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(behaviour: Behaviour) -> str:
        handler = type("Handler", (Handler,), {"behaviour": behaviour})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}/main.zip"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_fetches_unpacks_and_records(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    behaviour, told = Behaviour(), list[tuple[int, int | None]]()
    address = serve(behaviour)
    target = tmp_path / "data" / "china-index"
    result = fetch_china_index(target, address, lambda came, total: told.append((came, total)))
    assert (target / "2024/country_json/Belgium.json").read_bytes() == b"{}" * 400_000
    assert (target / "README.md").exists()
    assert (result.files, result.size, result.resumed_at) == (3, len(behaviour.body), 0)
    assert result.sha256 == hashlib.sha256(behaviour.body).hexdigest()
    assert result.date == "2025-11-01T12:00:00+00:00"
    assert told[-1] == (len(behaviour.body), len(behaviour.body))
    assert [came for came, _ in told] == sorted(came for came, _ in told)
    record = json.loads(record_of(target).read_text("utf-8"))
    assert record["sha256"] == result.sha256
    assert record["address"] == address
    assert record["date"] == result.date
    assert leftovers(target.parent) == ["china-index", "china-index.fetch.json"]


def test_a_fetched_folder_is_replaced(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    target = tmp_path / "china-index"
    fetch_china_index(target, serve(Behaviour()))
    fetch_china_index(target, serve(Behaviour(body=packed({"top/only.txt": b"new"}))))
    assert leftovers(target) == ["only.txt"]
    assert leftovers(tmp_path) == ["china-index", "china-index.fetch.json"]


def test_broken_off_midway_is_taken_up_in_the_same_call(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    behaviour = Behaviour(breaks=[300_000, 200_000])
    result = fetch_china_index(tmp_path / "d", serve(behaviour))
    assert result.resumed_at == 500_000
    assert result.sha256 == hashlib.sha256(behaviour.body).hexdigest()
    assert [seen.get("Range") for seen in behaviour.seen] == [None, "bytes=300000-", "bytes=500000-"]
    assert behaviour.seen[1]["If-Range"] == '"one"'


def test_broken_off_for_good_is_taken_up_by_the_next_call(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    behaviour = Behaviour(breaks=[1000] * fetch.ATTEMPTS)
    address = serve(behaviour)
    with pytest.raises(RemoteError, match=r"broke off again and again after 4000 bytes; run the command again"):
        fetch_china_index(tmp_path / "d", address)
    assert leftovers(tmp_path) == ["d.zip.part", "d.zip.part.json"]
    result = fetch_china_index(tmp_path / "d", address)
    assert result.resumed_at == 4000
    assert result.sha256 == hashlib.sha256(behaviour.body).hexdigest()
    assert leftovers(tmp_path) == ["d", "d.fetch.json"]


def test_a_file_that_changed_meanwhile_begins_anew(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    behaviour = Behaviour(breaks=[1000] * fetch.ATTEMPTS)
    address = serve(behaviour)
    with pytest.raises(RemoteError):
        fetch_china_index(tmp_path / "d", address)
    behaviour.body, behaviour.etag = packed({"top/new.txt": b"n" * 5000}), '"two"'
    assert fetch_china_index(tmp_path / "d", address).resumed_at == 0
    assert leftovers(tmp_path / "d") == ["new.txt"]


@pytest.mark.parametrize(
    ("behaviour", "ranges"),
    [
        (Behaviour(breaks=[5000], etag='W/"weak"'), [None, None]),
        (Behaviour(breaks=[5000], etag=None, last_modified=DATE), [None, "bytes=5000-"]),
        (Behaviour(breaks=[5000], ranges=False), [None, "bytes=5000-"]),
        (Behaviour(breaks=[5000], etag=None), [None, None]),
    ],
    ids=["weak tag", "by date", "server without ranges", "no validator"],
)
def test_resumes_only_what_is_surely_the_same(
    tmp_path: Path, serve: Callable[[Behaviour], str], behaviour: Behaviour, ranges: list[str | None]
) -> None:
    result = fetch_china_index(tmp_path / "d", serve(behaviour))
    assert result.sha256 == hashlib.sha256(behaviour.body).hexdigest()
    assert [seen.get("Range") for seen in behaviour.seen] == ranges


def test_a_range_that_is_not_to_be_had_begins_anew(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    address = serve(behaviour := Behaviour())
    part = tmp_path / "d.zip.part"
    part.write_bytes(b"x" * (len(behaviour.body) + 10))
    (tmp_path / "d.zip.part.json").write_text(json.dumps({"address": address, "etag": '"one"'}))
    assert fetch_china_index(tmp_path / "d", address).files == 3


@pytest.mark.parametrize("state", ["", "[]", '{"address": 1}', '{"other": 2}', '{"address": "http://other/"}'])
def test_an_unfinished_download_of_something_else_is_not_taken_up(
    tmp_path: Path, serve: Callable[[Behaviour], str], state: str
) -> None:
    (tmp_path / "d.zip.part").write_bytes(b"other")
    (tmp_path / "d.zip.part.json").write_text(state)
    behaviour = Behaviour()
    assert fetch_china_index(tmp_path / "d", serve(behaviour)).files == 3
    assert "Range" not in behaviour.seen[0]


def test_without_length_and_date(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    told = list[tuple[int, int | None]]()
    result = fetch_china_index(
        tmp_path / "d",
        serve(Behaviour(length=False, date=False)),
        lambda came, total: told.append((came, total)),
        clock=lambda: datetime(2025, 5, 6, 7, 8, 9, 123, tzinfo=UTC),
    )
    assert result.date == "2025-05-06T07:08:09+00:00"
    assert told[-1] == (result.size, None)


def test_follows_a_redirect(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    assert fetch_china_index(tmp_path / "d", serve(Behaviour(redirect="/moved.zip"))).files == 3


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        (Behaviour(status=404), r"answers 404 Not Found; check the address"),
        (Behaviour(status=503), r"answers 503 Service Unavailable; try again later"),
        (Behaviour(body=b"<html>", content_type="text/html; charset=utf-8"), r"a web page, not a ZIP archive"),
        (Behaviour(body=b"\n<!DOCTYPE html><p>log in"), r"a web page, not a ZIP archive"),
        (Behaviour(body=b"some text"), r"something else, not a ZIP archive"),
        (Behaviour(body=b""), r"something else, not a ZIP archive"),
        (Behaviour(body=packed()[:5000]), r"damaged or no ZIP archive"),
        (Behaviour(redirect="/main.zip"), r"redirects without end"),
    ],
    ids=["404", "503", "html by type", "html by content", "text", "nothing", "truncated at the server", "loop"],
)
def test_wrong_answers(tmp_path: Path, serve: Callable[[Behaviour], str], behaviour: Behaviour, message: str) -> None:
    address = serve(behaviour)
    with pytest.raises(RemoteError, match=message) as caught:
        fetch_china_index(tmp_path / "d", address)
    assert address in str(caught.value)
    assert leftovers(tmp_path) == []


def test_no_network(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/main.zip"
    with pytest.raises(RemoteError, match=r"can't be reached .* check the network"):
        fetch_china_index(tmp_path / "d", address)


def test_more_than_any_archive_has(
    tmp_path: Path, serve: Callable[[Behaviour], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "MOST_BYTES", 1000)
    with pytest.raises(RemoteError, match=r"sends more than 1000 bytes"):
        fetch_china_index(tmp_path / "d", serve(Behaviour()))


@pytest.mark.parametrize("address", ["", "main.zip", "ftp://example.org/main.zip", "file:///etc/hosts", "http://"])
def test_what_is_no_address(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        fetch_china_index(tmp_path / "d", address)


def test_a_folder_of_the_users_own_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="was not fetched"):
        fetch_china_index(tmp_path / "d", "http://127.0.0.1:1/main.zip")
    (tmp_path / "f").write_text("mine")
    with pytest.raises(UsageError, match="was not fetched"):
        fetch_china_index(tmp_path / "f", "http://127.0.0.1:1/main.zip")


def test_a_folder_that_cannot_be_made(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError, match="can't be written"):
        fetch_china_index(tmp_path / "file" / "d", serve(Behaviour()))


def test_an_empty_folder_is_filled(tmp_path: Path, serve: Callable[[Behaviour], str]) -> None:
    (tmp_path / "d").mkdir()
    assert fetch_china_index(tmp_path / "d", serve(Behaviour())).files == 3


def linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive_file:
        info = zipfile.ZipInfo("top/link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive_file.writestr(info, "/etc/hosts")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (packed({"../out.txt": b"x"}), "leads out of it"),
        (packed({"top/../../out.txt": b"x"}), "leads out of it"),
        (packed({"/abs.txt": b"x"}), "leads out of it"),
        (packed({"C:/abs.txt": b"x"}), "leads out of it"),
        (packed({"top\\..\\out.txt": b"x"}), "leads out of it"),
        (linked(), "link or device"),
        (packed({"top/zeros": bytes(30 * 1024**2)}, zipfile.ZIP_DEFLATED), "grows beyond reason"),
        (packed({"top/": b""}), "is empty"),
        (packed({"top/a": b"1", "top/./a": b"2"}), "two files of one name"),
        (packed({"top/a": b"1", "top/a/b": b"2"}), "a file and a folder of one name"),
        (packed().replace(b"{}{}", b"{}[]", 1), "damaged"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
    ids=["up", "up inside", "absolute", "drive", "backslash", "link", "bomb", "empty", "doubled", "file as folder",
         "checksum", "stub"],
)  # fmt: skip
def test_archives_not_to_be_trusted(tmp_path: Path, body: bytes, message: str) -> None:
    path, folder = tmp_path / "a.zip", tmp_path / "inside" / "to"
    path.write_bytes(body)
    folder.mkdir(parents=True)
    with pytest.raises(RemoteError, match=message):
        unpack(path, folder)
    assert leftovers(tmp_path) == ["a.zip", "inside"]
    assert leftovers(tmp_path / "inside") == ["to"]


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    (tmp_path / "a.zip").write_bytes(packed())
    with pytest.raises(RemoteError, match="too large"):
        unpack(tmp_path / "a.zip", tmp_path)


def test_an_archive_without_a_common_folder(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"one.txt": b"1", "two/three.txt": b"2"}))
    (tmp_path / "to").mkdir()
    assert unpack(tmp_path / "a.zip", tmp_path / "to") == 2
    assert leftovers(tmp_path / "to") == ["one.txt", "two"]
