"""``ciigraph audit``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of

if TYPE_CHECKING:
    from ciigraph.inquiry.audit import Agreement, Flag, Suggestions

#: Characters of a sentence and sentences of a flag that are printed for reading; the other formats have all.
_SHOWN, _SENTENCES = 320, 2


class Kind(StrEnum):
    """What a flag is about."""

    own = "contradicted-by-own-evidence"
    other = "contradicted-by-other-indicator"
    article = "contradicted-by-article"
    stale = "stale-evidence"
    uncited = "uncited"


class Strength(StrEnum):
    """How sure a flag is."""

    strong = "strong"
    arguable = "arguable"


def audit(
    countries: Annotated[
        list[str] | None, typer.Argument(metavar="COUNTRY", help="ISO codes or names; none: all countries.")
    ] = None,
    kind: Annotated[list[Kind] | None, typer.Option("--kind", help="Only these kinds; may be repeated.")] = None,
    min_strength: Annotated[
        Strength, typer.Option("--min-strength", help="strong: only what an analyst need not argue about.")
    ] = Strength.arguable,
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="What the facts alone would support for each answer, and how well that agrees."),
    ] = False,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Recorded answers that the graph's facts contradict, each with the sentences it rests on."""
    from ciigraph.cli.arguments import country_codes
    from ciigraph.inquiry.audit import flags
    from ciigraph.inquiry.audit import suggest as run_suggest

    graph, codes = graph_of(store, endpoint), country_codes(countries)
    if suggest:
        _print_suggestions(run_suggest(graph, codes), format)
        return
    kinds = [each.value for each in kind or ()]
    _print_flags(flags(graph, codes, kinds=kinds, min_strength=min_strength.value), format)


def _print_flags(flags: list[Flag], chosen: Format) -> None:
    from ciigraph.cli.output import emit_json, emit_rows

    if chosen is Format.json:
        emit_json(flags)
    elif chosen is Format.csv:
        columns = ("country", "indicator", "recorded", "kind", "strength", "fact", "sentence", "document", "asked")
        emit_rows((_row(flag) for flag in flags), (*columns, "reasons"), chosen)
    else:
        _print_page(flags)


def _print_page(flags: list[Flag]) -> None:
    """Each flag with what is asked, what is recorded, why it stands, and its first sentences."""
    from ciigraph.cli.output import say
    from ciigraph.cli.page import Page

    page = Page()
    for flag in flags:
        page.line(f"{flag.country} {flag.indicator}", style="bold", note=f"{flag.strength} · {flag.kind}")
        page.line(f"asked: {flag.rule}", depth=1)
        page.line(f"recorded: {_recorded(flag)} – {flag.fact}", depth=1, note="; ".join(flag.reasons))
        for evidence in flag.evidence[:_SENTENCES]:
            place = evidence.document if evidence.indicator is None else f"{evidence.indicator} · {evidence.document}"
            page.line(f"“{_shortened(evidence.text)}”", depth=2, note=place)
        if len(flag.evidence) > _SENTENCES:
            page.line(f"and {len(flag.evidence) - _SENTENCES} more (--format json)", depth=2)
        page.gap()
    strong = sum(flag.strength == "strong" for flag in flags)
    say(f"{len(flags)} flags, {strong} of them strong; read each sentence in its document before you use it")


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN].rsplit(' ', 1)[0]} …"


def _recorded(flag: Flag) -> str:
    score = "skipped" if flag.recorded.score is None else str(flag.recorded.score)
    return f"{flag.recorded.label} ({score})" if flag.recorded.label else score


def _row(flag: Flag) -> dict[str, Any]:
    first = flag.evidence[0] if flag.evidence else None
    return {
        "country": flag.country,
        "indicator": flag.indicator,
        "recorded": _recorded(flag),
        "kind": flag.kind,
        "strength": flag.strength,
        "fact": flag.fact,
        "sentence": " ".join(first.text.split()) if first is not None else "",
        "document": first.document if first is not None else None,
        "asked": flag.rule,
        "reasons": "; ".join(flag.reasons),
    }


def _print_suggestions(found: Suggestions, chosen: Format) -> None:
    from ciigraph.cli.output import emit_json, emit_rows, say

    if chosen is Format.json:
        emit_json(found)
        return
    columns = ["country", "edition", "indicator", "recorded", "suggested", "amount", "facts", "sources", "newest"]
    rows = ({name: getattr(each, name) for name in each.__struct_fields__} for each in found.answers)
    emit_rows(rows, columns, chosen)
    say(f"agreement: {_in_words(found.agreement)}")
    for scale, each in found.by_scale.items():
        say(f"  {scale}: {_in_words(each)}")


def _in_words(agreement: Agreement) -> str:
    kappa = "not defined" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    return (
        f"{agreement.answers:,} answers, {agreement.equal:.1%} equal, {agreement.within_one:.1%} within one point, "
        f"weighted kappa {kappa}"
    )
