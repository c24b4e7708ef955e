"""Asking Wikidata, or a server shaped like it: politely, once a thing, with every answer kept.

What was answered lies in a small database beside the store, so that a run that was interrupted goes on where it
stopped and a second run asks nothing again.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Self
from urllib.error import HTTPError

import msgspec
from pyoxigraph import Literal, NamedNode
from tenacity import RetryCallState, wait_exponential_jitter

from ciigraph.errors import StoreError
from ciigraph.graph.access import plain, table
from ciigraph.graph.endpoint import USER_AGENT, Credentials
from ciigraph.graph.remote import RemoteGraph
from ciigraph.graph.vocabulary import RESOURCES
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from ciigraph.graph.access import Graph

#: Where Wikidata answers SPARQL.
PUBLIC = "https://query.wikidata.org/sparql"
CACHE_NAME = "wikidata.sqlite"
#: Things asked about in one request; Wikidata gives a request 60 seconds.
_PORTION = 100
#: Seconds between two requests.
PAUSE = 1.0
#: Seconds that we wait at most because a server says so in Retry-After.
_LONGEST_WAIT = 120.0

Rows = list[dict[str, Any]]


class World:
    """Answers of one endpoint, from the cache where they are known."""

    def __init__(
        self,
        graph: Graph,
        endpoint: str,
        cache: Path,
        *,
        pause: Callable[[], None] = lambda: time.sleep(PAUSE),
        refresh: bool = False,
    ) -> None:
        """Open the cache.

        Args:
            graph: the endpoint.
            endpoint: its address, by which answers are kept apart.
            cache: the file of answers; made where there is none.
            pause: is called between two requests.
            refresh: ask again what was answered before.

        Raises:
            StoreError: the cache can't be opened.
        """
        self.requests = 0
        self._graph, self._endpoint, self._pause, self._refresh = graph, endpoint, pause, refresh
        self._cache = cache
        try:
            self._kept = sqlite3.connect(cache)
            self._kept.execute("CREATE TABLE IF NOT EXISTS answers (question TEXT PRIMARY KEY, rows BLOB NOT NULL)")
        except sqlite3.Error as error:
            raise StoreError(
                f"{cache}: can't be used ({error}); remove it, it holds only answers of servers"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()

    def about(self, query: str, variable: str, things: Iterable[NamedNode | Literal]) -> dict[str, Rows]:
        """What the endpoint answers to a saved query about each thing.

        Args:
            query: the query's name; its first column is the variable of its block ``VALUES ?variable { … }``.
            variable: that variable.
            things: the things; each is asked about once ever.

        Returns:
            The rows of each thing, by the thing as SPARQL writes it; a thing without an answer has none.

        Raises:
            QueryError: as ``Graph.query``; so does RemoteError.
            StoreError: the cache can't be written.
        """
        text = saved(query).text
        wanted = dict.fromkeys(map(str, things))
        found = (
            {} if self._refresh else {thing: rows for thing in wanted if (rows := self._known(text, thing)) is not None}
        )
        missing = [thing for thing in wanted if thing not in found]
        for first in range(0, len(missing), _PORTION):
            portion = missing[first : first + _PORTION]
            answers = self._asked(text, variable, portion)
            self._keep(text, answers)
            found |= answers
        return found

    def remembered(self, query: str, thing: NamedNode | Literal) -> Rows:
        """What was answered about a thing before; nothing is asked.

        Raises:
            StoreError: the cache can't be read.
        """
        return self._known(saved(query).text, str(thing)) or []

    def _asked(self, text: str, variable: str, things: list[str]) -> dict[str, Rows]:
        if self.requests:
            self._pause()
        self.requests += 1
        block = re.compile(rf"VALUES \?{variable} \{{[^{{}}]*\}}")
        values = f"VALUES ?{variable} {{ {' '.join(things)} }}"
        answer = table(self._graph, block.sub(lambda _: values, text, count=1))
        rows: dict[str, Rows] = {thing: [] for thing in things}
        column = answer.variables.index(variable)
        for row in answer.rows:
            rows.setdefault(str(row[column]), []).append(dict(zip(answer.variables, map(plain, row), strict=True)))
        return {thing: rows[thing] for thing in things}

    def _question(self, text: str, thing: str) -> str:
        return hashlib.sha256(f"{self._endpoint}\0{text}\0{thing}".encode()).hexdigest()

    def _known(self, text: str, thing: str) -> Rows | None:
        with self._told():
            row = self._kept.execute("SELECT rows FROM answers WHERE question = ?", (self._question(text, thing),))
            held = row.fetchone()
        return None if held is None else msgspec.json.decode(held[0])

    def _keep(self, text: str, answers: dict[str, Rows]) -> None:
        rows = [(self._question(text, thing), msgspec.json.encode(each)) for thing, each in answers.items()]
        with self._told(), self._kept:
            self._kept.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?)", rows)

    def _told(self) -> _Told:
        return _Told(self._cache)


class _Told:
    """Says what is wrong with the cache in the project's own error."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            message = f"{self._cache}: can't be used ({error}); remove it, it holds only answers of servers"
            raise StoreError(message) from error


def patiently(state: RetryCallState) -> float:
    """Seconds to wait before the next attempt: what the server asks for, else longer each time."""
    error = state.outcome.exception() if state.outcome is not None else None
    asked = error.headers.get("Retry-After", "") if isinstance(error, HTTPError) and error.headers else ""
    if asked.isascii() and asked.isdigit():
        return min(float(asked), _LONGEST_WAIT)
    if asked and isinstance(error, HTTPError) and "Date" in error.headers:
        try:  # both are the server's own clock
            wait = parsedate_to_datetime(asked) - parsedate_to_datetime(error.headers["Date"])
            return min(max(wait.total_seconds(), 0.0), _LONGEST_WAIT)
        except (TypeError, ValueError):
            pass
    return wait_exponential_jitter(initial=2, max=60)(state)


def terms(names: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Literal]:
    """Names with the languages that they may be in, as terms: a term each."""
    for name, languages in names:
        for language in languages:
            yield Literal(name, language=language)


def server(address: str) -> RemoteGraph:
    """The endpoint at an address, asked as public servers wish it: with our name, and as slowly as they say.

    The credentials of the environment are for the user's own server, so the public one never sees them.

    Raises:
        UsageError: it is no address of an endpoint.
    """
    contact = os.environ.get("CIIGRAPH_CONTACT", "").encode("ascii", "ignore").decode().strip() or RESOURCES
    agent = f"{USER_AGENT} ({' '.join(contact.split())})"
    credentials = Credentials() if address == PUBLIC else None
    return RemoteGraph(address, agent=agent, credentials=credentials, wait=patiently)
