"""The command ``ciigraph`` and its subcommands; no module that a command needs is imported before it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from ciigraph import __version__
from ciigraph.cli import build, evaluate, extract, fetch, load, query, score, serve, stats, validate

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


app.command("build")(build.build)
app.command("evaluate")(evaluate.evaluate)
app.command("extract")(extract.extract)
app.command("fetch")(fetch.fetch)
app.command("load")(load.load)
app.command("score")(score.score)
app.command("query")(query.query)
app.command("serve")(serve.serve)
app.command("stats")(stats.stats)
app.command("validate")(validate.validate)
