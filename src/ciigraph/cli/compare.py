"""``ciigraph compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ciigraph.cli.page import Page
    from ciigraph.inquiry.comparison import Comparison, SharedEntity

#: Differing answers and entities that are shown unless all are asked for.
_ANSWERS, _ENTITIES = 20, 12
_FEW = 2


def compare(
    first: Annotated[str, typer.Argument(metavar="COUNTRY", help="ISO code or name.", show_default=False)],
    second: Annotated[str, typer.Argument(metavar="COUNTRY", help="ISO code or name.", show_default=False)],
    edition: Annotated[
        int | None, typer.Option(help="The edition of this year; else the newest with answers of both.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Print all answers and entities, not only the first that differ.")
    ] = False,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Two countries side by side: figures, answers, and the entities in the documents on both or on one.

    Figures are percentages of the points that could be reached, beside the index average. Of the answers (0 to 4)
    those that differ are shown, the largest difference first. A difference is the second country's value less the
    first's. Bodies of the PRC are those that belong to China, Hong Kong or Macao.
    """
    from ciigraph.cli.arguments import country_codes
    from ciigraph.cli.output import emit_json, emit_rows
    from ciigraph.inquiry.comparison import compare as run

    one, other = country_codes([first, second])
    found = run(graph_of(store, endpoint), one, other, edition=edition)
    if format is Format.json:
        emit_json(found)
    elif format is Format.csv:
        emit_rows(_rows(found), ("part", "name", "label", one, other, "index_average", "difference"), format)
    else:
        _print(found, everything=everything)


def _rows(found: Comparison) -> Iterator[dict[str, Any]]:
    one, other = found.first, found.second
    for figure in found.figures:
        yield {
            "part": figure.by, "name": figure.name, one: figure.first, other: figure.second,
            "index_average": figure.index_average, "difference": figure.difference,
        }  # fmt: skip
    for pair in found.answers:
        yield {
            "part": "answer", "name": pair.indicator, "label": pair.label, one: pair.first, other: pair.second,
            "difference": pair.difference,
        }  # fmt: skip
    for each in (*found.common, *found.only_first, *found.only_second):
        part = "PRC body" if each.prc else "entity"
        yield {"part": part, "name": each.entity, "label": each.label, one: each.first, other: each.second}


def _print(found: Comparison, *, everything: bool) -> None:
    from ciigraph import countries
    from ciigraph.cli.output import emit_rows
    from ciigraph.cli.page import Page
    from ciigraph.inquiry.comparison import differing

    page, one, other = Page(), found.first, found.second
    names = countries.name(one), countries.name(other)
    page.line(f"{names[0]} and {names[1]}", style="bold", note=f"edition {found.edition}")
    page.gap()
    rows = [
        {"": figure.name, f"{one} %": figure.first, f"{other} %": figure.second, "index average": figure.index_average,
         "difference": _signed(figure.difference)}
        for figure in found.figures
    ]  # fmt: skip
    emit_rows(rows, ("", f"{one} %", f"{other} %", "index average", "difference"), Format.table)
    apart = differing(found.answers)
    page.gap()
    equal = len(found.answers) - len(apart)
    page.line("Answers that differ", style="bold", note=f"{len(apart)} of {len(found.answers)}; {equal} are equal")
    shown = apart if everything else apart[:_ANSWERS]
    pairs = [
        {"indicator": pair.indicator, one: _score(pair.first), other: _score(pair.second),
         "difference": _signed(pair.difference), "asks about": pair.label, "layer": pair.layer}
        for pair in shown
    ]  # fmt: skip
    emit_rows(pairs, ("indicator", one, other, "difference", "asks about", "layer"), Format.table)
    if len(apart) > len(shown):
        page.line("", note=f"and {len(apart) - len(shown)} more (--all)")
    for title, chosen in (
        (f"In the documents on both {names[0]} and {names[1]}", found.common),
        (f"Only in those on {names[0]}", found.only_first),
        (f"Only in those on {names[1]}", found.only_second),
    ):
        page.gap()
        _print_entities(page, title, chosen, everything=everything)


def _print_entities(page: Page, title: str, entities: Sequence[SharedEntity], *, everything: bool) -> None:
    page.line(title, style="bold", note=f"{len(entities):,} entities, with their mentions")
    for name, chosen in (
        ("Bodies of the PRC", [each for each in entities if each.prc]),
        ("Others", [each for each in entities if not each.prc]),
    ):
        shown = chosen if everything else chosen[:_ENTITIES]
        listed = ", ".join(f"{each.label} ({_mentions(each)})" for each in shown)
        more = f"and {len(chosen) - len(shown):,} more (--all)" if len(chosen) > len(shown) else ""
        page.line(f"{name}: {listed or 'none'}", depth=1, note=more)


def _mentions(each: SharedEntity) -> str:
    return f"{each.first}, {each.second}" if each.first and each.second else str(each.first or each.second)


def _score(score: int | None) -> int | str:
    return "skipped" if score is None else score


def _signed(value: Any) -> str:  # noqa: ANN401 - a whole number or a decimal
    return "" if value is None else f"{value:+}" if value else "="
