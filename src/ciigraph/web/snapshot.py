"""The graph that pages are made from, and what is kept of it as long as it stays the same.

A build replaces the graph as a whole, so what was worked out from one generation holds until the next one and no
longer; nothing else needs to be watched. Of another endpoint it can't be told when it changes, so nothing is kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from ciigraph.errors import StoreError
from ciigraph.graph.access import open_graph
from ciigraph.graph.remote import RemoteGraph
from ciigraph.graph.store import current_generation

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from ciigraph.graph.access import Graph
    from ciigraph.web.settings import Settings

_T = TypeVar("_T")
_MOST_KEPT = 2000
_MOST_BYTES = 128 * 2**20


@dataclass
class Snapshot:
    """A graph at one time; ``version`` names it, None where it may change under one's feet."""

    graph: Graph
    version: str | None
    _kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _making: dict[Hashable, threading.Lock] = field(default_factory=dict)

    def keep(self, key: Hashable, make: Callable[[], _T], size: Callable[[_T], int] = lambda _: 0) -> _T:
        """What ``make`` returns, made once for all who ask by this key; the least used is forgotten first.

        Args:
            key: what it is known by.
            make: works it out.
            size: how many bytes it takes, where that is much.
        """
        if self.version is None:
            return make()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[no-any-return]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]  # type: ignore[no-any-return]
            made = make()
            with self._lock:
                self._kept[key] = made
                self._bytes += size(made)
                self._making.pop(key, None)
                while len(self._kept) > _MOST_KEPT or (self._bytes > _MOST_BYTES and len(self._kept) > 1):
                    _, forgotten = self._kept.popitem(last=False)
                    self._bytes -= len(forgotten) if isinstance(forgotten, bytes) else 0
            return made


class Source:
    """Gives the graph as it is now; a build that ends while the server runs is seen by the next page."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._generation: Path | None = None

    def now(self) -> Snapshot:
        """The current snapshot.

        Raises:
            StoreError: there is no store, or it can't be opened.
        """
        with self._lock:
            if self._settings.endpoint is not None:
                if self._snapshot is None:
                    self._snapshot = Snapshot(RemoteGraph(self._settings.endpoint), None)
                return self._snapshot
            generation = current_generation(self._settings.store)
            if self._snapshot is None or generation != self._generation:
                graph = open_graph(self._settings.store)
                if generation is None:  # open_graph has raised
                    raise StoreError(f"{self._settings.store}: there is no store")
                self._snapshot = Snapshot(graph, generation.name)
                self._generation = generation
            return self._snapshot
