"""``ciigraph fetch``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

#: What can be fetched.
_SOURCES = ("china-index",)


def fetch(
    source: Annotated[str, typer.Argument(help="What to fetch: china-index, the index's published raw data.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Where to put it.", file_okay=False)] = Path(),
    address: Annotated[
        str | None,
        typer.Option(envvar="CIIGRAPH_CHINA_INDEX_URL", help="The archive's address, if not the usual."),
    ] = None,
) -> None:
    """Download published data; a download that broke off is resumed."""
    from ciigraph.cli.output import say
    from ciigraph.cli.progress import ProgressBar
    from ciigraph.documents.fetch import DEFAULT, fetch_china_index
    from ciigraph.errors import UsageError

    if source not in _SOURCES:
        raise UsageError(f"{source!r} can't be fetched; there is {', '.join(_SOURCES)}")
    with ProgressBar() as progress:
        result = fetch_china_index(to, address or DEFAULT, progress=progress.reached)
    typer.echo(str(result.directory))
    say(f"{result.size:,} bytes, SHA-256 {result.sha256}, {result.date}")
    say(f"read it with: ciigraph build {result.directory}")
