"""Tables that take seconds to make from data files, kept in a folder by a digest of all that they are made from.

A build keeps them in its store, so that a build after a small change reads them in milliseconds. Where no folder was
named, where a file is damaged, or where it can't be written, a table is made anew: it is right or absent, never stale.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

import msgspec

from ciigraph.assets import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_Table = TypeVar("_Table")
_DIGEST = 32
#: The folder of this process; a table is made once a process, so one is enough.
_folder: list[Path] = []


def folder() -> Path | None:
    """Where tables are kept at the moment."""
    return _folder[-1] if _folder else None


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Tables that are made in a ``with`` block are kept in this folder, and taken from it."""
    _folder.append(folder)
    try:
        yield
    finally:
        _folder.pop()


def compiled(
    name: str, kind: type[_Table], make: Callable[[], _Table], parts: tuple[str, ...], versions: str
) -> _Table:
    """A table: the kept one, else ``make``'s.

    Args:
        name: of its file.
        kind: its type, which MessagePack can carry.
        make: makes it.
        parts: the code and data that it is made from, as ``fingerprint`` takes them.
        versions: what else it depends on, such as the versions of libraries.
    """
    if not _folder:
        return make()
    key = hashlib.sha256(f"{fingerprint('compiled.py', *parts)}{versions}".encode()).hexdigest()[:24]
    path = _folder[-1] / f"{name}-{key}.msgpack"
    with suppress(OSError, msgspec.DecodeError):
        content = path.read_bytes()
        if hashlib.blake2b(content[_DIGEST:], digest_size=_DIGEST).digest() == content[:_DIGEST]:
            return msgspec.msgpack.decode(memoryview(content)[_DIGEST:], type=kind)
    table = make()
    with suppress(OSError):
        _keep(path, name, msgspec.msgpack.encode(table))
    return table


def _keep(path: Path, name: str, content: bytes) -> None:
    """Write a table, whole or not at all, in the place of an older one of its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(hashlib.blake2b(content, digest_size=_DIGEST).digest() + content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    for old in path.parent.glob(f"{name}-*"):
        if old != path:
            old.unlink(missing_ok=True)
