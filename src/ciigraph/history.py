"""The audit trail of a store: which command changed what, and when, one JSON line each, only ever added to.

The manifest graph says who made what the store holds now; the trail also keeps what was replaced since.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from ciigraph import __version__
from ciigraph.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "history.jsonl"


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change of a store.

    Attributes:
        at: when it was done, ISO 8601 in UTC.
        command: the subcommand, ``build``.
        version: of ciigraph.
        summary: what was done, in words.
        generation: the generation that holds the result, where the graph changed.
        added: identifiers of what was built or decided.
        removed: identifiers of what went away.
    """

    at: str
    command: str
    version: str
    summary: str
    generation: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def record(
    store: Path,
    command: str,
    summary: str,
    *,
    generation: str = "",
    added: tuple[str, ...] = (),
    removed: tuple[str, ...] = (),
) -> Event:
    """Add a line to the trail of a store; it is on disk when this returns.

    Raises:
        OSError: the folder can't be written.
    """
    event = Event(
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        command=command,
        version=__version__,
        summary=summary,
        generation=generation,
        added=added,
        removed=removed,
    )
    with (store / _FILE).open("ab") as stream:
        if stream.tell() and not _ends_a_line(store / _FILE):
            stream.write(b"\n")  # a command died while it wrote its line
        stream.write(msgspec.json.encode(event) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    return event


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def read(store: Path) -> list[Event]:
    """The trail of a store, oldest first; empty where nothing was ever done. Half a line at the end is no event.

    Raises:
        StoreError: a line that isn't the last can't be read.
    """
    try:
        lines = (store / _FILE).read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"{store / _FILE}: can't be read ({error.strerror or error})") from error
    events = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            events.append(msgspec.json.decode(line, type=Event))
        except msgspec.DecodeError as error:
            if not line.rstrip().endswith(b"}"):
                continue  # of a command that died while it wrote; the next one began a new line
            raise StoreError(f"{store / _FILE}:{number}: is no event ({error}); remove the line") from error
    return events
