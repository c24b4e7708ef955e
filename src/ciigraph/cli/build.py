"""``ciigraph build``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.deciding import DecisionsOption
from ciigraph.cli.options import DEFAULT_STORE, Format, FormatOption, StoreOption
from ciigraph.extraction import DEFAULT_MODEL

if TYPE_CHECKING:
    from ciigraph.outcomes import BuildReport

#: Warnings printed a document; the graph holds all of them.
_WARNINGS_SHOWN = 3


def build(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="Files and folders; none: the bundled corpus.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    manifest: Annotated[
        Path | None, typer.Option(help="YAML that says what the files are (path, title, publisher, date, URL, …).")
    ] = None,
    jobs: Annotated[int, typer.Option(help="Processes that read text.", min=1)] = 1,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Read text on the workers of this Dask scheduler instead.")
    ] = None,
    model: Annotated[str, typer.Option(help="The spaCy model; any installed one.")] = DEFAULT_MODEL,
    answers_only: Annotated[
        bool, typer.Option("--answers-only", help="Leave the text unread: answers and figures, no entities.")
    ] = False,
    decisions: DecisionsOption = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget what the store holds and start afresh.")] = False,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Read documents and write the graph; run again, it redoes only what changed."""
    from ciigraph.assets import asset
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.cli.progress import ProgressBar
    from ciigraph.outcomes import Options
    from ciigraph.pipeline import build as run_build

    chosen = paths or [asset("data/corpus")]
    options = Options(
        manifest=manifest,
        start_afresh=reset,
        model=None if answers_only else model,
        jobs=jobs,
        cluster=cluster,
        decisions=decisions,
    )
    with ProgressBar() as progress:
        report = run_build(chosen, store, options, progress)
    for outcome in report.failed:
        say(f"ciigraph: {outcome.error}")
    for outcome in report.documents:
        _tell_notices(outcome.path, outcome.notices)
    for passed in report.passed_over:
        say(f"passed over {passed.name}: {passed.reason}")
    if report.disagreements:
        say(f"sources disagree on {report.disagreements} answers; see: ciigraph query disagreements")
    if format is Format.json:
        documents = [
            {name: getattr(outcome, name) for name in outcome.__struct_fields__ if name != "notices"}
            for outcome in report.documents
        ]
        emit_json({"documents": documents, "triples": report.triples, "seconds": report.seconds})
    else:
        columns = ("path", "document", "kind", "country", "units", "mentions", "relations", "answers", "status")
        emit_rows(({name: getattr(outcome, name) for name in columns} for outcome in report.documents), columns, format)
    say(_summary(report, store))
    if report.failed:
        raise typer.Exit(1)


def _tell_notices(path: str, notices: tuple[Any, ...]) -> None:
    from ciigraph.cli.output import say

    told = [notice for notice in notices if notice.kind != "set-aside"]
    for notice in told[:_WARNINGS_SHOWN]:
        place = path if notice.line is None else f"{path}:{notice.line}"
        say(f"{place}: {notice.kind}: {notice.message}")
    if len(told) > _WARNINGS_SHOWN:
        say(f"{path}: {len(told) - _WARNINGS_SHOWN} more notices; see: ciigraph query notices")


def _summary(report: BuildReport, store: Path) -> str:
    status = Counter(outcome.status for outcome in report.documents)
    counts = ", ".join(f"{status[name]} {name}" for name in ("built", "unchanged", "failed") if status[name])
    removed = f", {len(report.removed)} removed" if report.removed else ""
    return f"{counts or 'no documents'}{removed}; {report.triples:,} triples in {store} after {report.seconds:.1f} s"
