"""Seals: digests of the files of a generation, written when it is published, so that damage is found in any of them.

The database verifies only the blocks that a query happens to read; a seal covers every index, read or not.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from ciigraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Files that hold data; the others are logs and locks.
_DATA = ("*.sst", "*.log", "MANIFEST-*", "CURRENT", "*.blob", "entities-*.msgpack", "text-index-*.sqlite3")
#: The profiles that a generation's graph of entities was made of; another layout gets another number.
PROFILES = "entities-1.msgpack"


class Seal(msgspec.Struct, frozen=True):
    """A file's digest (BLAKE2b, hex) and what tells that it is still the same file: its inode and size."""

    digest: str
    inode: int
    size: int


def _path(generation: Path) -> Path:
    return generation / "seals.json"


def seal(generation: Path, before: Path | None = None) -> None:
    """Write the seals of a finished generation; files shared with the one before (hard links) keep theirs."""
    try:
        known = {each.inode: each for each in _read(before).values()} if before is not None else {}
    except StoreError:  # the damaged generation is being replaced
        known = {}
    seals = {}
    for path in _files(generation):
        status = path.stat()
        old = known.get(status.st_ino)
        shared = old is not None and old.size == status.st_size and path.suffix == ".sst"  # these are never changed
        seals[path.name] = Seal(
            old.digest if shared and old is not None else _digest(path), status.st_ino, status.st_size
        )
    draft = _path(generation).with_suffix(".part")
    draft.write_bytes(msgspec.json.encode(seals))
    draft.replace(_path(generation))


def broken(generation: Path) -> Iterator[tuple[Path, str]]:
    """Files of a generation that aren't what they were when it was published, each with what is wrong."""
    seals = _read(generation)
    if not seals:
        yield _path(generation), "is missing, so the files of the database can't be verified"
    for name, sealed in sorted(seals.items()):
        path = generation / name
        if not path.is_file():
            yield path, "is missing"
        elif path.stat().st_size != sealed.size:
            yield path, f"has {path.stat().st_size:,} bytes instead of {sealed.size:,}"
        elif _digest(path) != sealed.digest:
            yield path, "was changed after it was written"


def is_intact(generation: Path, name: str) -> bool:
    """Whether a file of a finished generation is what it was when the generation was published.

    Raises:
        OSError: the file can't be read.
    """
    try:
        sealed, path = _read(generation).get(name), generation / name
    except StoreError:
        return False
    return sealed is not None and path.is_file() and _digest(path) == sealed.digest


def _files(generation: Path) -> list[Path]:
    return sorted(path for pattern in _DATA for path in generation.glob(pattern))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()


def _read(generation: Path) -> dict[str, Seal]:
    try:
        return msgspec.json.decode(_path(generation).read_bytes(), type=dict[str, Seal])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"{_path(generation)}: can't be read ({error})") from error
