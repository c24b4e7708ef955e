"""The full-text index of a store's evidence: SQLite's FTS5, a file in the generation that it belongs to.

Only folded words and addresses are in it; texts, documents and citations are taken from the graph. English endings are
levelled by the Porter stemmer ("donations" finds "donated"), diacritics and scripts by ``words.folded``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager, suppress
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple, Self

from ciigraph.assets import fingerprint
from ciigraph.errors import StoreError
from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.graph.seals import is_intact
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import NamedNode

    from ciigraph.inquiry.words import Sought

#: The file's name; another layout gets another number.
FILE = "text-index-1.sqlite3"
_TABLE = "CREATE VIRTUAL TABLE evidence USING fts5(words, unit UNINDEXED, country UNINDEXED, tokenize = 'porter ascii')"
_INSERT = "INSERT INTO evidence VALUES (?, ?, ?)"
_FIND = (
    "SELECT unit, -bm25(evidence), highlight(evidence, 0, char(2), char(3)) FROM evidence "
    "WHERE evidence MATCH ? AND (? IS NULL OR country = ?) ORDER BY bm25(evidence), unit LIMIT ?"
)
#: A word that nobody can search for, since folded words are ASCII; so many blank texts stand beside a chosen one.
_BLANK, _BLANKS = "\u2205", 9
#: The texts of so many documents are in memory together.
_TOGETHER = 50
_OPENED, _CLOSED = "\x02", "\x03"


class Found(NamedTuple):
    """A piece of text in which words were found: its address, the score by BM25, and the places of the found words."""

    unit: str
    score: float
    words: str
    marked: tuple[int, ...]


class TextIndex:
    """An index that can be searched, and is closed at the end of a ``with`` block."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def find(self, wanted: Sequence[Sought], *, every: bool, country: str | None, limit: int) -> list[Found]:
        """The best pieces of text that hold all of the words, or any of them.

        Raises:
            StoreError: the index is damaged.
        """
        expression = (" AND " if every else " OR ").join(each.expression for each in wanted)
        try:
            rows = self.connection.execute(_FIND, (expression, country, country, limit)).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"the text index is damaged ({error}); build again with --reset") from error
        return [Found(unit, score, _plain(marked), _marked(marked)) for unit, score, marked in rows]


def _plain(marked: str) -> str:
    return marked.replace(_OPENED, "").replace(_CLOSED, "")


def _marked(marked: str) -> tuple[int, ...]:
    """Which words stand between the marks, counted from 0."""
    found, inside = [], False
    for number, word in enumerate(marked.split(" ")):
        inside = inside or _OPENED in word
        if inside:
            found.append(number)
        inside = inside and _CLOSED not in word
    return tuple(found)


def in_memory(rows: Iterable[tuple[str, str, str | None]]) -> TextIndex:
    """An index of pieces of text given by address, text and country, for as long as it is used."""
    connection = sqlite3.connect(":memory:")
    _fill(connection, rows)
    return TextIndex(connection)


def in_memory_of_some(rows: Iterable[tuple[str, str, str | None]]) -> TextIndex:
    """The same, of pieces of text that were chosen for the words that will be looked for.

    BM25 weighs a word by how few texts hold it, and here nearly all do; so blank texts of the usual length stand for
    those that weren't chosen.
    """
    kept = list(rows)
    index = in_memory(kept)
    words = sum(len(words_of(text)) for _, text, _ in kept) // max(1, len(kept))
    with index.connection as connection:
        connection.executemany(
            "INSERT INTO evidence VALUES (?, '', NULL)", [(f"{_BLANK} " * words,)] * (_BLANKS * (len(kept) + 1))
        )
    return index


def _fill(connection: sqlite3.Connection, rows: Iterable[tuple[str, str, str | None]]) -> None:
    with connection:
        connection.execute(_TABLE)
        connection.executemany(_INSERT, map(_row, rows))


def _row(row: tuple[str, str, str | None]) -> tuple[str, str, str | None]:
    unit, text, country = row
    return " ".join(word.folded for word in words_of(text)), unit, country


def texts_of(graph: Graph, query: str) -> Iterable[tuple[str, str, str | None]]:
    """Address, text and country (alpha-2) of the pieces of text that a query gives."""
    for row in table(graph, query).records():
        yield str(row["unit"]), str(row["text"]), local_name(str(row["country"])) if row["country"] else None


def write_index(graph: Graph, folder: Path) -> Path:
    """Write the index of a graph's texts into a folder, in one step, and return its file.

    Raises:
        OSError: the folder can't be written.
        StoreError: the file can't, as on a full disk.
    """
    documents = [str(row["source"]) for row in table(graph, saved("search/documents").text).records()]
    with _drafted(folder) as draft, closing(_opened_for_writing(draft)) as connection:
        _fill(connection, (row for query in _queries(documents) for row in texts_of(graph, query)))
        connection.execute(f"PRAGMA user_version = {_code()}")
    return folder / FILE


def update_index(graph: Graph, folder: Path, before: Path | None, documents: Sequence[NamedNode]) -> Path:
    """Write the index of a graph's texts, taking over from an older one what isn't of these documents.

    Args:
        graph: the graph.
        folder: where to write.
        before: the folder of the generation whose graph differs in these documents alone; None where there is none.
        documents: those that were changed, added or removed.

    Raises:
        OSError: the folder can't be written.
        StoreError: the file can't, as on a full disk.
    """
    if before is None or not is_intact(before, FILE) or _made_by(before / FILE) != _code():
        return write_index(graph, folder)
    with _drafted(folder) as draft:
        shutil.copyfile(before / FILE, draft)
        with closing(_opened_for_writing(draft)) as connection, connection:
            for document in documents:
                # a unit's address is its document's with "/unit/" and its name; "0" comes after "/"
                units = (f"{document.value}/unit/", f"{document.value}/unit0")
                connection.execute("DELETE FROM evidence WHERE unit >= ? AND unit < ?", units)
            for query in _queries([document.value for document in documents]):
                connection.executemany(_INSERT, map(_row, texts_of(graph, query)))
    return folder / FILE


def _queries(documents: Sequence[str]) -> Iterator[str]:
    """The query for all texts, asked of some documents at a time."""
    query = saved("search/all-texts").text
    for start in range(0, len(documents), _TOGETHER):
        block = " ".join(f"<{each}>" for each in documents[start : start + _TOGETHER])
        yield query.replace("WHERE {", f"WHERE {{\n  VALUES ?source {{ {block} }}", 1)


@contextmanager
def _drafted(folder: Path) -> Iterator[Path]:
    """A file that takes the index's place when it is written."""
    draft = folder / f"{FILE}.{os.getpid()}"
    try:
        draft.touch()  # sqlite3's errors don't say what is wrong with a folder
        yield draft
        draft.replace(folder / FILE)
    except sqlite3.OperationalError as error:
        raise StoreError(f"{folder}: the text index can't be written ({error})") from error
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _opened_for_writing(path: Path) -> sqlite3.Connection:
    """A file that nobody else reads and that is thrown away where writing it fails."""
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    return connection


@cache
def _code() -> int:
    """A number that changes with the code that an index is made by."""
    parts = ("inquiry/text_index.py", "inquiry/words.py", "extraction/names.py", "queries/search")
    return int(hashlib.sha256(f"{fingerprint(*parts)}{version('anyascii')}".encode()).hexdigest()[:7], 16)


def _made_by(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def open_index(graph: Graph, folder: Path | None) -> TextIndex:
    """The index of a generation; where it has none yet it is written, or held in memory if it can't be.

    Args:
        graph: the graph of the generation.
        folder: the generation's folder; None for a graph that lies in memory.
    """
    if folder is None:
        return in_memory(texts_of(graph, saved("search/all-texts").text))
    path = folder / FILE
    if not path.is_file():
        try:
            write_index(graph, folder)
        except (OSError, StoreError):  # a store that may only be read
            return open_index(graph, None)
    return TextIndex(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True))
