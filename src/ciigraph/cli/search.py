"""``ciigraph search``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of

if TYPE_CHECKING:
    from ciigraph.inquiry.search import Hit

_COLUMNS = ("score", "country", "indicator", "section", "document", "passage", "url", "unit")
#: A passage that is longer than this is cut around its first found word.
_LONGEST = 500
_BEFORE = 120


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="Words, phrases in quotes, beginnings of words with a star.")
    ],
    country: Annotated[str | None, typer.Option(metavar="COUNTRY", help="Only in documents on this country.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many pieces of evidence.", min=1)] = 10,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """Full-text search over the evidence, the best first, with the found words marked.

    All words must stand in a piece of evidence, anywhere and in any order, in any case, with or without diacritics and
    whatever their English endings ("donation" finds "donated"). Words in "quotes" must stand together; "invest*" finds
    all that begins so. Nothing else has a meaning: AND, OR, NOT, brackets and other signs are words like others, or
    blanks. Where no evidence holds all the words, those that hold some are shown.

    A store is searched by its index. An endpoint has none, so there all texts are read, which is slower.
    """
    from ciigraph.cli.arguments import country_codes
    from ciigraph.cli.output import emit_json, emit_rows, say
    from ciigraph.inquiry.search import is_indexed
    from ciigraph.inquiry.search import search as find

    graph = graph_of(store, endpoint)
    (code,) = country_codes([country]) if country else (None,)
    if not is_indexed(graph):
        say("an endpoint has no text index; reading all its texts, which is slower")
    found = find(graph, " ".join(words), country=code, limit=limit)
    if not found:
        say(f"ciigraph: no evidence holds any of these words{f' in documents on {code}' if code else ''}")
    elif not found[0].all_words:
        say("no evidence holds all of these words; these hold some")
    if format is Format.json:
        emit_json(found)
    elif format is Format.csv:
        emit_rows(map(_row, found), _COLUMNS, format)
    elif found:
        _print(found)


def _row(hit: Hit) -> dict[str, Any]:
    row = {name: getattr(hit, name) for name in _COLUMNS}
    return row | {"passage": hit.text[slice(*hit.passage)]}


def _print(found: list[Hit]) -> None:
    from ciigraph.cli.page import Page, site

    page = Page()
    for number, hit in enumerate(found):
        if number:
            page.gap()
        where = " · ".join(filter(None, (hit.country, hit.indicator, hit.document, *hit.also_in, site(hit.url))))
        page.line(where, style="bold")
        text, marked = _passage(hit)
        page.line(text, depth=1, marked=marked)


def _passage(hit: Hit) -> tuple[str, list[tuple[int, int]]]:
    """The passage on one line, with the places of the found words in it; long ones are cut."""
    start, end = hit.passage
    before = after = ""
    if end - start > _LONGEST:
        first = next((a for a, _ in hit.highlights if a >= start), start)
        if first - start > _BEFORE:
            start, before = first - _BEFORE, "… "
        if end - start > _LONGEST:
            end, after = start + _LONGEST, " …"
    shown = "".join(" " if sign.isspace() else sign for sign in hit.text[start:end])
    marked = [(a - start + len(before), b - start + len(before)) for a, b in hit.highlights if start <= a and b <= end]
    return before + shown + after, marked
