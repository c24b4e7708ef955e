"""``ciigraph score``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of

if TYPE_CHECKING:
    from ciigraph.inquiry.score import Check, Score

#: Differences that ``--check`` prints one by one.
_DIFFERENCES_SHOWN = 40


class Measure(StrEnum):
    """What a score covers."""

    overall = "overall"
    domain = "domain"
    layer = "layer"
    indicator = "indicator"


def score(
    countries: Annotated[
        list[str] | None, typer.Argument(metavar="COUNTRY", help="ISO codes or names; none: all countries.")
    ] = None,
    by: Annotated[list[Measure] | None, typer.Option("--by", help="Only these measures; may be repeated.")] = None,
    edition: Annotated[int | None, typer.Option(help="Only the edition of this year.")] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Compare every published figure with the computed one; exit 1 on a difference."),
    ] = False,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Scores computed from the answers, beside the published figures."""
    from ciigraph.cli.arguments import country_codes
    from ciigraph.inquiry.score import check as run_check
    from ciigraph.inquiry.score import scores

    graph = graph_of(store, endpoint)
    if check:
        _print_check(run_check(graph, edition=edition), format)
        return
    measures = [measure.value for measure in by] if by else [Measure.overall, Measure.domain, Measure.layer]
    found = scores(graph, countries=country_codes(countries), by=measures, edition=edition)
    _print_scores(found, format)


def _print_scores(found: list[Score], chosen: Format) -> None:
    from ciigraph.cli.output import emit_json, emit_rows, say

    if not found:
        say("no scores: the graph holds no answers to what was asked for; ciigraph stats shows what it holds")
    if chosen is Format.json:
        emit_json(found)
        return
    if chosen is Format.table:
        columns = ["country", "edition", "by", "name", "score", "percent", "index_average", "rank"]
        columns += ["published", "agrees"]
        emit_rows(map(_readable, found), columns, chosen)
        return
    columns = ["country", "edition", "by", "name", "score", "max", "percent", "index_average", "rank", "of"]
    columns += ["published_score", "published_max", "published_percent", "published_rank", "published_of", "agrees"]
    emit_rows(map(_flat, found), columns, chosen)


def _flat(score: Score) -> dict[str, Any]:
    row = {name: getattr(score, name) for name in score.__struct_fields__ if name != "published"}
    row |= {f"published_{name}": getattr(score.published, name) for name in score.published.__struct_fields__}
    return row | {"agrees": {None: None, True: "yes", False: "no"}[score.agrees]}


def _readable(score: Score) -> dict[str, Any]:
    """The row as people read it: figures that belong together in one cell."""
    row, printed = _flat(score), score.published
    row["score"], row["rank"] = _of(score.score, score.max), _of(score.rank, score.of)
    percent = f"{printed.percent} %" if printed.percent is not None else ""
    rank = f"rank {_of(printed.rank, printed.of)}" if printed.rank is not None else ""
    row["published"] = ", ".join(filter(None, (_of(printed.score, printed.max), percent, rank)))
    return row


def _of(part: int | None, whole: int | None) -> str:
    return "" if part is None else str(part) if whole is None else f"{part}/{whole}"


def _print_check(result: Check, chosen: Format) -> None:
    from ciigraph.cli.output import emit_json, emit_rows, say

    rows = [
        {"figure": kind, "compared": compared, "equal": result.equal[kind], "not comparable": None}
        for kind, compared in sorted(result.compared.items())
    ] + [
        {"figure": kind, "compared": 0, "equal": 0, "not comparable": count}
        for kind, count in sorted(result.incomparable.items())
    ]
    if chosen is Format.json:
        emit_json(
            {
                "compared": sum(result.compared.values()),
                "equal": sum(result.equal.values()),
                "figures": rows,
                "differences": [difference._asdict() for difference in result.differences],
            }
        )
    else:
        emit_rows(rows, ("figure", "compared", "equal", "not comparable"), chosen)
    say(f"{sum(result.compared.values()):,} published figures compared, {sum(result.equal.values()):,} equal")
    for each in result.differences[:_DIFFERENCES_SHOWN]:
        say(
            f"differs: {each.country} {each.edition} {each.by} {each.name} {each.figure}: "
            f"computed {each.computed}, {each.document} prints {each.published}"
        )
    if not result.compared:
        say("ciigraph: there is no published figure to compare with; build from files that hold some")
    if result.differences or not result.compared:
        raise typer.Exit(1)
