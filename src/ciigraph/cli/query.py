"""``ciigraph query``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, StoreOption, graph_of

if TYPE_CHECKING:
    from ciigraph.graph.access import Result


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    turtle = "turtle"


def query(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME|FILE|-", help="A saved query, a file, or - for standard input.")
    ] = None,
    param: Annotated[list[str] | None, typer.Option("--param", metavar="KEY=VALUE", help="Set a parameter.")] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the saved queries with their parameters.")] = False,
    timeout: Annotated[
        float | None, typer.Option(metavar="S", help="Give up after so many seconds.", min=0.001)
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: Annotated[Format, typer.Option("--format", help="How to print the result.")] = Format.table,  # noqa: A002
) -> None:
    """Ask the graph in SPARQL: a saved query, a file, or standard input."""
    from ciigraph.cli.arguments import parameters
    from ciigraph.errors import UsageError

    if list_all:
        _print_catalogue(format)
        return
    if name is None:
        raise UsageError("which query? give a name, a file or -; ciigraph query --list shows the saved ones")
    text = _text(name, parameters(param))
    _print_result(graph_of(store, endpoint).query(text, timeout=timeout), format)


def _text(name: str, values: dict[str, str]) -> str:
    from ciigraph.errors import UsageError
    from ciigraph.inquiry.queries import bind, saved

    if name == "-":
        try:
            return bind(sys.stdin.buffer.read().decode("utf-8"), values, "the query on standard input")
        except UnicodeDecodeError as error:
            raise UsageError(f"the query on standard input can't be read as text ({error})") from error
    path = Path(name)
    if path.suffix in (".rq", ".sparql") or path.is_file():
        try:
            return bind(path.read_text("utf-8"), values, name)
        except FileNotFoundError as error:
            raise UsageError(f"{name}: there is no such file") from error
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{name}: can't be read as text ({error})") from error
    return saved(name).bind(values)


def _print_catalogue(chosen: Format) -> None:
    from ciigraph.cli.options import Format as Plain
    from ciigraph.cli.output import emit_json, emit_rows
    from ciigraph.inquiry.queries import catalogue

    rows: list[dict[str, Any]] = [
        {
            "name": each.name,
            "title": each.title,
            "parameters": ", ".join(f"{p.name}={p.default.strip(chr(34))}" for p in each.parameters),
            "answers": each.answers,
        }
        for each in catalogue()
    ]
    if chosen is Format.json:
        emit_json(rows)
    else:
        emit_rows(rows, ("name", "title", "parameters"), Plain.csv if chosen is Format.csv else Plain.table)


def _print_result(result: Result, chosen: Format) -> None:
    from ciigraph.cli.options import Format as Plain
    from ciigraph.cli.output import emit_rows
    from ciigraph.errors import UsageError
    from ciigraph.graph.access import Table
    from ciigraph.graph.results import results_json, turtle

    if chosen is Format.json:
        if isinstance(result, list):
            raise UsageError("a CONSTRUCT or DESCRIBE query gives a graph; print it with --format turtle")
        sys.stdout.write(results_json(result) + "\n")
    elif isinstance(result, bool):
        sys.stdout.write("true\n" if result else "false\n")
    elif isinstance(result, list):
        if chosen is Format.csv:
            raise UsageError("a CONSTRUCT or DESCRIBE query gives a graph; print it with --format turtle")
        sys.stdout.write(turtle(result))
    elif chosen is Format.turtle:
        raise UsageError("a SELECT query gives rows; print them with --format table, json or csv")
    else:
        assert isinstance(result, Table)
        plain = Plain.csv if chosen is Format.csv else Plain.table
        emit_rows(result.records(), result.variables, plain)
