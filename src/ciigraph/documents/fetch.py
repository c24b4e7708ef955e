"""Getting the index's published raw data: its repository's archive, downloaded, checked and unpacked."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from ciigraph.documents.archive import unpack
from ciigraph.errors import RemoteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT = "https://github.com/doublethinklab/China-Index-raw-data/archive/refs/heads/main.zip"
#: A connection that breaks off is taken up again this often in one call, and by the next call.
ATTEMPTS = 4
MOST_BYTES = 1024**3

_TIMEOUT = httpx.Timeout(30.0)
_HASHED_AT_A_TIME = 1024**2
_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")
_MAGIC = b"PK"


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What was fetched: where it lies now, from where, how much, its SHA-256 and the server's date (ISO 8601, UTC)."""

    directory: Path
    address: str
    sha256: str
    size: int
    date: str
    files: int
    resumed_at: int  # byte at which an interrupted download was taken up; 0 where it wasn't


@dataclass(frozen=True, slots=True)
class _Answered:
    """What a server said of the file; kept beside the unfinished download so that it can be taken up."""

    address: str
    etag: str | None = None
    last_modified: str | None = None
    date: str | None = None

    @property
    def validator(self) -> str | None:
        """What If-Range may carry: a strong entity tag or a date (RFC 9110, 13.1.5)."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


class _Interrupted(Exception):  # noqa: N818 - never leaves this module
    """The connection broke off; what came is kept."""


def record_of(directory: Path) -> Path:
    """The small JSON file beside a fetched folder that says where it came from."""
    return directory.with_name(f"{directory.name}.fetch.json")


def fetch_china_index(
    directory: Path,
    address: str = DEFAULT,
    progress: Callable[[int, int | None], None] | None = None,
    *,
    clock: Callable[[], datetime] | None = None,
) -> FetchResult:
    """Download the archive of the raw data and unpack it as a folder.

    What came of an interrupted download is kept beside the folder and taken up by the next call. The folder appears
    at the end, at once; one that was fetched before is replaced then.

    Args:
        directory: the folder to make.
        address: of the ZIP archive.
        progress: is told the bytes that have come and how many there are, None where the server doesn't say.
        clock: gives the date where the server doesn't; the present moment, if not given.

    Raises:
        UsageError: when the folder exists and was not fetched, or the address is no http(s) address.
        RemoteError: when the server can't be reached, answers with an error or something else than a ZIP archive, or
            breaks off again and again.
    """
    directory = directory.absolute()
    try:
        _check(directory, address)
        return _fetch(directory, address, progress, clock or (lambda: datetime.now(UTC)))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{directory} can't be written ({reason}); name another folder with --to") from error


def _fetch(
    directory: Path,
    address: str,
    progress: Callable[[int, int | None], None] | None,
    clock: Callable[[], datetime],
) -> FetchResult:
    directory.parent.mkdir(parents=True, exist_ok=True)
    part = directory.with_name(f"{directory.name}.zip.part")
    answered, resumed_at = _download(part, address, progress)
    size, digest = part.stat().st_size, _sha256(part)
    fresh = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        files = _unpack(part, fresh, address)
        date = answered.date or clock().astimezone(UTC).isoformat(timespec="seconds")
        result = FetchResult(directory, address, digest, size, date, files, resumed_at)
        # The record comes first: a folder without one is taken for the user's own and never replaced.
        _write_record(record_of(directory), asdict(result) | {"directory": directory.name, "etag": answered.etag})
        _put_in_place(fresh, directory)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    _forget(part)
    return result


def _check(directory: Path, address: str) -> None:
    if directory.exists() and not record_of(directory).exists() and (directory.is_file() or any(directory.iterdir())):
        raise UsageError(f"{directory} exists and was not fetched; name another folder with --to")
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise UsageError(f"{address!r} is no address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise UsageError(f"{address!r} is no address; it must begin with https://")


def _download(part: Path, address: str, progress: Callable[[int, int | None], None] | None) -> tuple[_Answered, int]:
    resumed_at = 0
    with httpx.Client(follow_redirects=True, timeout=_TIMEOUT, headers={"Accept-Encoding": "identity"}) as client:
        for _ in range(ATTEMPTS):
            try:
                answered, start = _attempt(client, part, address, progress)
            except _Interrupted:
                continue
            except httpx.TooManyRedirects as error:
                raise RemoteError(f"{address}: redirects without end; check the address") from error
            except httpx.TransportError as error:
                reason = str(error) or type(error).__name__
                raise RemoteError(f"{address}: can't be reached ({reason}); check the network") from error
            return answered, max(resumed_at, start)
    have = part.stat().st_size if part.exists() else 0
    raise RemoteError(f"{address}: broke off again and again after {have} bytes; run the command again to go on")


def _attempt(
    client: httpx.Client, part: Path, address: str, progress: Callable[[int, int | None], None] | None
) -> tuple[_Answered, int]:
    """One request; returns what the server said and at which byte it began."""
    known, have = _unfinished(part, address)
    headers = {"Range": f"bytes={have}-", "If-Range": known.validator} if known and known.validator else {}
    with client.stream("GET", address, headers=headers) as response:
        if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE and headers:
            _forget(part)
            raise _Interrupted
        _check_response(response, address)
        start, total = _span(response, have if headers else 0, part)
        answered = _Answered(
            address,
            response.headers.get("ETag"),
            response.headers.get("Last-Modified"),
            _server_date(response.headers.get("Date")),
        )
        _write_record(_state_of(part), asdict(answered))
        came = start
        with part.open("ab" if start else "wb") as file:
            try:
                # Whole chunks of a size would lose the beginning of one when the connection breaks off.
                for chunk in response.iter_raw():
                    came += len(chunk)
                    if came > MOST_BYTES:
                        raise RemoteError(f"{address}: sends more than {MOST_BYTES} bytes; check the address")
                    file.write(chunk)
                    if progress:
                        progress(came, total)
            except httpx.TransportError as error:
                raise _Interrupted from error
    if total is not None and came < total:
        raise _Interrupted
    _check_content(part, address)
    return answered, start


def _unfinished(part: Path, address: str) -> tuple[_Answered | None, int]:
    """What is kept of an interrupted download from the same address, and its length."""
    try:
        state = json.loads(_state_of(part).read_text("utf-8"))
        known = _Answered(**state)
        have = part.stat().st_size
    except (OSError, ValueError, TypeError):
        return None, 0
    return (known, have) if known.address == address and have else (None, 0)


def _check_response(response: httpx.Response, address: str) -> None:
    if response.status_code not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        reason = f"{response.status_code} {response.reason_phrase}".strip()
        way_out = "check the address" if response.is_client_error else "try again later"
        raise RemoteError(f"{address}: the server answers {reason}; {way_out}")
    if response.headers.get("Content-Type", "").lower().startswith("text/html"):
        raise RemoteError(f"{address}: the server sends a web page, not a ZIP archive; check the address")


def _span(response: httpx.Response, have: int, part: Path) -> tuple[int, int | None]:
    """At which byte the response begins, and how many bytes the whole file has, if the server says so."""
    if response.status_code == httpx.codes.PARTIAL_CONTENT:
        found = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if not found or int(found[1]) != have:
            _forget(part)
            raise _Interrupted
        return have, None if found[2] == "*" else int(found[2])
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if re.fullmatch("[0-9]{1,18}", length) else None


def _server_date(header: str | None) -> str | None:
    try:
        return parsedate_to_datetime(header).astimezone(UTC).isoformat(timespec="seconds") if header else None
    except (ValueError, OverflowError):
        return None


def _check_content(part: Path, address: str) -> None:
    with part.open("rb") as file:
        begins = file.read(512)
    if begins.startswith(_MAGIC):
        return
    _forget(part)
    what = "a web page" if re.match(rb"\s*<(!doctype|html|\?xml)", begins, re.IGNORECASE) else "something else"
    raise RemoteError(f"{address}: the server sends {what}, not a ZIP archive; check the address")


def _unpack(part: Path, fresh: Path, address: str) -> int:
    fresh.chmod(0o755)
    try:
        return unpack(part, fresh)
    except RemoteError as error:
        _forget(part)
        raise RemoteError(f"{address}: {error}") from error


def _put_in_place(fresh: Path, directory: Path) -> None:
    if not directory.exists():
        fresh.rename(directory)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{directory.name}-old-", dir=directory.parent))
    directory.rename(aside / directory.name)
    fresh.rename(directory)
    shutil.rmtree(aside)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_HASHED_AT_A_TIME):
            digest.update(chunk)
    return digest.hexdigest()


def _state_of(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _state_of(part).unlink(missing_ok=True)


def _write_record(path: Path, record: dict[str, object]) -> None:
    """Write a small JSON file so that it is there whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")
    unfinished.replace(path)
