"""The command ``ciigraph`` and its subcommands; no module that a command needs is imported before it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from ciigraph import __version__
from ciigraph.cli import (
    audit,
    build,
    check,
    compare,
    evaluate,
    export,
    extract,
    fetch,
    history,
    link,
    load,
    lookup,
    merge,
    network,
    path,
    query,
    score,
    search,
    serve,
    split,
    stats,
    validate,
    view,
)

app = typer.Typer(
    name="ciigraph",
    help="Evidence of influence between states as a knowledge graph that can be questioned.",
    rich_markup_mode=None,  # rich would double the time to start
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ciigraph {__version__}")
        raise typer.Exit


@app.callback()
def _ciigraph(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Evidence of influence between states as a knowledge graph that can be questioned."""


app.command("audit")(audit.audit)
app.command("build")(build.build)
app.command("check")(check.check)
app.command("compare")(compare.compare)
app.command("evaluate")(evaluate.evaluate)
app.command("export")(export.export)
app.command("extract")(extract.extract)
app.command("fetch")(fetch.fetch)
app.command("history")(history.history)
app.command("link")(link.link)
app.command("load")(load.load)
app.command("lookup")(lookup.lookup)
app.command("score")(score.score)
app.command("merge")(merge.merge)
app.command("network")(network.network)
app.command("path")(path.path)
app.command("query")(query.query)
app.command("search")(search.search)
app.command("serve")(serve.serve)
app.command("split")(split.split)
app.command("stats")(stats.stats)
app.command("validate")(validate.validate)
app.command("view")(view.view)
