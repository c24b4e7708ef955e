"""The embedded store: Oxigraph on disk, in generations.

A store is a folder::

    CURRENT                 one line: the name of the generation that readers open
    lock                    held by the one build that may write
    generations/000007/     an Oxigraph database, with the digests of its files in seals.json
    tables/                 what was compiled from data files, by content (see ``ciigraph.compiled``)
    work/                   finished reading and extraction, by content, so that a build that died resumes

A build writes a new generation beside the old one and switches at the end by replacing ``CURRENT``, which the
file system does in one step; so a reader sees the old graph or the new one, and a build that dies leaves the old one.
The generation before the current one is kept until the next build, for readers that opened it before the switch.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from ciigraph.errors import StoreError
from ciigraph.graph.seals import seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Written into ``CURRENT``; a store of another layout is refused with a message, never half-read.
LAYOUT = "ciigraph-store-1"
#: Quads that the bulk loader gets at once: it sorts them in memory, 0.3 GB of so many and 0.9 GB of a million.
_TOGETHER = 200_000


def current_generation(directory: Path) -> Path | None:
    """The folder of the generation that readers open, None where nothing was ever built.

    Raises:
        StoreError: the folder holds something else than a store of this layout.
    """
    pointer = directory / "CURRENT"
    try:
        layout, _, name = pointer.read_text(encoding="utf-8").strip().partition(" ")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{pointer}: can't be read ({error}); build again with --reset") from error
    if layout != LAYOUT or not name.isdigit():
        raise StoreError(
            f"{directory}: made by another version of ciigraph ({layout or 'unknown'}); build again with --reset"
        )
    generation = directory / "generations" / name
    if not generation.is_dir():
        raise StoreError(f"{directory}: generation {name} is gone; build again with --reset")
    return generation


def open_for_reading(directory: Path) -> Store:
    """The current generation, read-only; several processes may read at once, a build doesn't disturb them.

    Raises:
        StoreError: there is no store, or it can't be opened.
    """
    generation = current_generation(directory)
    if generation is None:
        raise StoreError(f"{directory}: there is no store; make one with: ciigraph build PATH --store {directory}")
    try:
        return Store.read_only(str(generation))
    except (OSError, RuntimeError) as error:  # RuntimeError: RocksDB found its files corrupted
        raise StoreError(f"{directory}: the store is damaged ({error}); build again with --reset") from error


@contextmanager
def writing_lock(directory: Path) -> Iterator[None]:
    """Lets one build write at a time.

    Raises:
        StoreError: another build holds the store, or the folder can't be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(directory / "lock")
        lock.acquire(blocking=False)
    except Timeout as error:
        raise StoreError(f"{directory}: another build is writing; wait until it ends") from error
    except OSError as error:
        raise StoreError(f"{directory}: can't be written ({error.strerror or error})") from error
    try:
        yield
    except OSError as error:  # a full disk, a folder that is not ours, a file that went away
        raise StoreError(f"{error.filename or directory}: {error.strerror or error}; the store is unchanged") from error
    finally:
        lock.release()


class Generation:
    """A generation that is being written; nobody reads it until ``publish``."""

    def __init__(self, directory: Path, *, copy_current: bool) -> None:
        """Start an empty generation, or one that begins as a copy of the current one (by hard links, cheap).

        An empty one may replace a store that can't be read any more.
        """
        self._directory = directory
        folder = directory / "generations"
        folder.mkdir(parents=True, exist_ok=True)
        try:
            current = current_generation(directory)
        except StoreError:
            current = None
        # What lies here beside the current generation is the one before it or was left by a build that died.
        known = sorted(int(path.name) for path in folder.iterdir() if path.name.isdigit())
        self.path = folder / f"{(known[-1] if known else 0) + 1:06d}"
        self._previous = current
        #: The generation that this one began as a copy of.
        self.copied = current if copy_current else None
        if self.copied is not None:
            Store.read_only(str(self.copied)).backup(str(self.path))
        self.store = Store(str(self.path))

    def replace_graphs(self, names: Iterable[NamedNode], quads: Iterable[Quad]) -> None:
        """Drop the named graphs, then add the quads by the bulk loader."""
        for name in names:
            self.store.remove_graph(name)
        every = iter(quads)
        while some := list(islice(every, _TOGETHER)):
            self.store.bulk_extend(some)

    def update_graph(self, name: NamedNode, quads: Iterable[Quad]) -> None:
        """Make a named graph hold these quads by writing only the difference, where little changes of much."""
        wanted, held = set(quads), set(self.store.quads_for_pattern(None, None, None, name))
        self.change(held - wanted, wanted - held)

    def change(self, gone: Iterable[Quad], come: Iterable[Quad]) -> None:
        """Remove some quads and add others."""
        for quad in gone:
            self.store.remove(quad)
        self.store.bulk_extend(come)

    def publish(self, *, optimize: bool) -> None:
        """Finish writing and let readers have this generation; older ones but the last are removed."""
        if optimize:
            self.store.optimize()
        self.store.flush()
        del self.store  # RocksDB closes the database when the last reference goes
        seal(self.path, self._previous)
        pointer = self._directory / "CURRENT"
        draft = self._directory / f"CURRENT.{os.getpid()}"
        with draft.open("w", encoding="utf-8") as stream:
            stream.write(f"{LAYOUT} {self.path.name}\n")
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(pointer)
        for leftover in self._directory.glob("CURRENT.*"):  # of builds that died at this point
            leftover.unlink(missing_ok=True)
        for path in self.path.parent.iterdir():
            if path not in (self.path, self._previous):
                shutil.rmtree(path, ignore_errors=True)

    def abandon(self) -> None:
        """Throw the unfinished generation away."""
        if hasattr(self, "store"):
            del self.store
        shutil.rmtree(self.path, ignore_errors=True)


def canonical_nquads(store: Store, *, without: Iterable[NamedNode] = ()) -> bytes:
    """The graph as sorted N-Quads, which for a graph without blank nodes is RDFC-1.0's canonical form.

    Args:
        store: the store to write out.
        without: graphs to leave out, such as the manifest, which says when a build ran.
    """
    left_out = set(without)
    lines: list[bytes] = []
    for name in store.named_graphs():
        if name in left_out or not isinstance(name, NamedNode):
            continue
        quads = store.quads_for_pattern(None, None, None, name)
        serialized = serialize(quads, format=RdfFormat.N_QUADS)
        if serialized is not None:
            lines.extend(serialized.splitlines(keepends=True))
    return b"".join(sorted(lines))
