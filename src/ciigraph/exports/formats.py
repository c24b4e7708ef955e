"""Every format that the graph is exported to, by name: one function that writes it whole or not at all."""

from __future__ import annotations

import gzip
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from ciigraph.errors import CiigraphError, UsageError
from ciigraph.exports.dumps import dump_json_ld, dump_nquads, dump_trig
from ciigraph.exports.follow_the_money import write_follow_the_money
from ciigraph.exports.network_files import write_gexf, write_graphml
from ciigraph.exports.tables import COLUMNS, write_network_table, write_table
from ciigraph.inquiry.projection import projection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from ciigraph.graph.access import Graph

_DUMPS: Mapping[str, Callable[[Graph, BinaryIO], int]] = {
    "nquads": dump_nquads,
    "trig": dump_trig,
    "jsonld": dump_json_ld,
}
#: The formats that hold one file; the tables are several.
FORMATS = (*_DUMPS, "graphml", "gexf", "ftm", "csv")
TABLES = tuple(COLUMNS)


class ExportError(CiigraphError):
    """The file or folder to export to can't be written."""


class Exported(NamedTuple):
    """A file that was written, None for a stream, and in words what it holds."""

    path: Path | None
    holds: str


def export(graph: Graph, name: str, stream: BinaryIO, *, country: str | None = None, table: str | None = None) -> str:
    """Write the graph in a format to a stream; returns in words what was written.

    Args:
        graph: where to read.
        name: one of ``FORMATS``.
        stream: where to write.
        country: alpha-2 code; only what the documents about this country say. RDF dumps are always whole.
        table: for "csv" which of ``TABLES``.

    Raises:
        UsageError: an unknown format or table, or a country with an RDF dump.
    """
    if name in _DUMPS:
        if country is not None:
            raise UsageError(f"{name} holds the whole graph; --country goes with {', '.join(FORMATS[len(_DUMPS) :])}")
        return f"{_DUMPS[name](graph, stream):,} statements"
    if name == "csv":
        if table is None:
            raise UsageError(f"csv is {len(TABLES)} tables: name a folder with -o, or one of them with --table")
        return f"{write_table(graph, table, stream, country=country):,} {table}"
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    network = projection(graph, country=country, isolated=True)
    size = f"{network.number_of_nodes():,} entities, {network.number_of_edges():,} relations"
    if name == "ftm":
        written = write_follow_the_money(graph, network, stream)
        left_out = f"; {written.denied:,} relations that a text denies are left out" if written.denied else ""
        return f"{written.entities:,} entities, {written.links:,} links, {written.documents:,} documents{left_out}"
    (write_graphml if name == "graphml" else write_gexf)(network, stream)
    return size


def export_to(
    graph: Graph, name: str, target: Path, *, country: str | None = None, table: str | None = None
) -> list[Exported]:
    """Write the graph in a format to a file, compressed where its name ends in ``.gz``; all tables to a folder.

    A file takes its name only when it is whole; an export that fails leaves what was there.

    Raises:
        UsageError: as ``export``.
        ExportError: the place can't be written.
    """
    if name == "csv" and table is None:
        return _export_tables(graph, target, country)
    with _whole_file(target) as stream:
        holds = export(graph, name, stream, country=country, table=table)
    return [Exported(target, holds)]


def _export_tables(graph: Graph, folder: Path, country: str | None) -> list[Exported]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"{folder}: no folder for the tables can be made there ({error.strerror or error})"
        ) from error
    network = projection(graph, country=country, isolated=True)
    done = []
    for table in TABLES:
        path = folder / f"{table}.csv"
        with _whole_file(path) as stream:
            if table in ("entities", "relations"):
                count = write_network_table(network, table, stream)
            else:
                count = write_table(graph, table, stream, country=country)
        done.append(Exported(path, f"{count:,} {table}"))
    return done


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream to a draft beside the file, which takes the file's place at the end."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as raw:
            if path.suffix == ".gz":
                with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
                    yield packed  # type: ignore[misc]
            else:
                yield raw
        draft.replace(path)
    except OSError as error:
        raise ExportError(f"{path}: can't be written ({error.strerror or error})") from error
    finally:
        with suppress(OSError):  # it has its name, or there is no such folder
            draft.unlink()
