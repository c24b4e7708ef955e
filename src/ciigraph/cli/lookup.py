"""``ciigraph lookup``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ciigraph.cli.options import DEFAULT_STORE, EndpointOption, Format, FormatOption, StoreOption, graph_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.cli.page import Page
    from ciigraph.inquiry.matches import Evidence, InCountry, Match, Statement

#: What is shown of an entity unless all is asked for: countries, relations and sentences of each, aliases.
_COUNTRIES, _COUNTRIES_OF_PART, _RELATIONS, _SENTENCES, _ALIASES = 8, 3, 5, 1, 6
_INDICATORS = 5
#: A match from here on is told at length, the others in a line each; the first always is.
_CERTAIN = 0.95
_COLUMNS = (
    "match", "label", "type", "entity", "parent", "country", "mentions", "statement", "polarity", "modality", "status",
    "start", "end", "indicators", "sentence", "document", "url",
)  # fmt: skip


def lookup(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Any name or alias, a part of one, misspelt or in another script.")
    ],
    country: Annotated[
        str | None, typer.Option(metavar="COUNTRY", help="Only what the documents on this country say.")
    ] = None,
    limit: Annotated[int, typer.Option(help="At most so many entities.", min=1)] = 10,
    everything: Annotated[
        bool, typer.Option("--all", help="Print all countries, relations and sentences, not the first few.")
    ] = False,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    format: FormatOption = Format.table,  # noqa: A002 - the option's name
) -> None:
    """An entity across all countries: what it does, what is done to it, and the sentences that say so.

    NAME may be any alias ("中远"), a part of a name, misspelt ("Huawey") or without diacritics. Each match has a score
    from 0 to 1: 1 is the entity's own name, 0.99 another name of it, 0.9 the surname of a person; otherwise the name is
    only like it or a part of it, and the reason says how. Parts and subsidiaries of a match are listed under it.

    Relations are told as surely as the documents state them: "is said to" is hedged, "is to" is planned, "holds or
    held" means that no document says whether it still holds.
    """
    from ciigraph.cli.arguments import country_codes
    from ciigraph.cli.output import emit_json, emit_rows
    from ciigraph.inquiry.lookup import EVIDENCE
    from ciigraph.inquiry.lookup import lookup as find

    graph = graph_of(store, endpoint)
    (code,) = country_codes([country]) if country else (None,)
    found = find(graph, name, country=code, limit=limit, evidence=None if everything else EVIDENCE)
    if not found:
        _say_nothing_found(graph, name)
    if format is Format.json:
        emit_json({"matches": found})
    elif format is Format.csv:
        emit_rows((row for match in found for row in _rows(match)), _COLUMNS, format)
    elif found:
        _print(found, everything=everything)


def _say_nothing_found(graph: Any, name: str) -> None:  # noqa: ANN401 - the graph, whose module isn't loaded yet
    from ciigraph.cli.output import say
    from ciigraph.inquiry.lookup import finds_misspelt_names, suggestions

    nearest = suggestions(graph, name)
    advice = f"; nearest are: {', '.join(nearest)}" if nearest else ""
    if not finds_misspelt_names(graph):
        advice += "; this graph was built before misspelt names could be found, build it again"
    say(f"ciigraph: no entity is called {name!r}{advice}")


def _rows(match: Match) -> Iterator[dict[str, Any]]:
    """A row a relation, and one for each country in which there is none; then those of its parts."""
    head = {
        "match": match.match,
        "label": match.label,
        "type": match.type,
        "entity": match.entity,
        "parent": match.parent.label if match.parent else None,
    }
    for place in match.countries:
        row = head | {"country": place.country, "mentions": place.mentions}
        for said in place.relations:
            own = {name: getattr(said, name) for name in ("polarity", "modality", "status", "start", "end")}
            yield (
                row | own | {"statement": said.words, "indicators": " ".join(said.indicators)} | _source(said.evidence)
            )
        if not place.relations:
            yield row | {"indicators": " ".join(place.indicators)} | _source(place.evidence)
    if not match.countries:
        yield head
    for part in match.subsidiaries:
        yield from _rows(part)


def _source(evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    return {"sentence": evidence[0].text, "document": evidence[0].document, "url": evidence[0].url} if evidence else {}


def _print(found: list[Match], *, everything: bool) -> None:
    from ciigraph.cli.page import Page

    page = Page()
    told = [match for match in found if match.match >= _CERTAIN][:3] or found[:1]
    for number, match in enumerate(found if everything else told):
        if number:
            page.gap()
        _print_match(page, match, 0, everything=everything)
    others = [] if everything else [match for match in found if match not in told]
    if others:
        page.gap()
        page.line("Less likely", style="bold")
        for match in others:
            page.line(_headline(match), depth=1, note=f"{match.match:.2f}  {match.reason}")


def _headline(match: Match) -> str:
    where = [each.country for each in match.countries if each.country]
    shown = ", ".join(where[:_COUNTRIES]) + (f" and {len(where) - _COUNTRIES} more" if len(where) > _COUNTRIES else "")
    return f"{match.label} ({match.type}{f', in {shown}' if shown else ''})"


def _print_match(page: Page, match: Match, depth: int, *, everything: bool) -> None:
    from ciigraph.cli.page import plural

    known = filter(None, (match.type, match.home and f"of {match.home}", match.wikidata))
    page.line(f"{'Part of it: ' if depth else ''}{match.label}", depth=depth, style="bold", note=" · ".join(known))
    if match.reason:
        page.line("", depth=depth + 1, note=f"{match.match:.2f}  {match.reason}")
    if match.parent and not depth:
        page.line(f"part of {match.parent.label}", depth=depth + 1)
    # names in small letters ("the one") stand for the entity in one text only
    called = [alias for alias in match.aliases if everything or alias != alias.lower() or not alias.isascii()]
    if called and not depth:
        shown = called if everything else called[:_ALIASES]
        more = f" and {len(called) - len(shown)} more" if len(called) > len(shown) else ""
        page.line("", depth=depth + 1, note="also " + ", ".join(shown) + more)
    places = sorted(match.countries, key=lambda place: (-len(place.relations), -place.mentions, place.name))
    most = _COUNTRIES if not depth else _COUNTRIES_OF_PART
    for place in places if everything else places[:most]:
        _print_country(page, place, depth + 1, everything=everything)
    if (rest := places[most:]) and not everything:
        names = ", ".join(sorted(place.country for place in rest if place.country))
        page.line(
            f"and in {plural(len(rest), 'more country', 'more countries')}: {names}", depth=depth + 1, note="(--all)"
        )
    if not places:
        page.line("no document names it" if depth else "these documents don't name it", depth=depth + 1, style="dim")
    for part in match.subsidiaries:
        if part.countries or part.subsidiaries or everything:
            _print_match(page, part, depth + 1, everything=everything)


def _print_country(page: Page, place: InCountry, depth: int, *, everything: bool) -> None:
    from ciigraph.cli.page import plural
    from ciigraph.inquiry.wording import date_in_words

    span = ""
    if place.first and place.last:
        first, last = date_in_words(place.first), date_in_words(place.last)
        span = first if first == last else f"{first} to {last}"
    indicators = ", ".join(place.indicators[:_INDICATORS]) + (" …" if len(place.indicators) > _INDICATORS else "")
    counts = f"{plural(place.mentions, 'mention')} in {plural(place.documents, 'document')}"
    note = " · ".join(filter(None, (counts, span, indicators)))
    page.line(place.name or "No single country", depth=depth, style="underline", note=note)
    said: dict[str, list[Statement]] = {}
    for statement in place.relations:
        said.setdefault(statement.words, []).append(statement)
    for words in [*said][: None if everything else _RELATIONS]:
        evidence = [each for statement in said[words] for each in statement.evidence]
        page.line(words, depth=depth + 1, note="" if everything else _where(evidence))
        for each in evidence if everything else ():
            _print_sentence(page, each, depth + 2)
    if len(said) > _RELATIONS and not everything:
        page.line("", depth=depth + 1, note=f"and {plural(len(said) - _RELATIONS, 'more relation')} (--all)")
    told = {each.text for statement in place.relations for each in statement.evidence}
    sentences = [each for each in place.evidence if each.text not in told]
    for each in sentences if everything else sentences[: 0 if said else _SENTENCES]:
        _print_sentence(page, each, depth + 1)


def _print_sentence(page: Page, evidence: Evidence, depth: int) -> None:
    from ciigraph.cli.page import site

    sentence = " ".join(evidence.text.split())
    where = filter(None, (evidence.indicator, evidence.document, *evidence.also_in, site(evidence.url)))
    page.line(f"“{sentence}”", depth=depth, note=" · ".join(where))


def _where(evidence: list[Evidence]) -> str:
    """Under which indicators something is stated, in which document, and the site that is cited there first."""
    from ciigraph.cli.page import site

    documents = dict.fromkeys(document for each in evidence for document in (each.document, *each.also_in))
    first, *more = documents
    indicators = ", ".join(dict.fromkeys(each.indicator for each in evidence if each.indicator))
    url = next((each.url for each in evidence if each.url), None)
    return " · ".join(filter(None, (indicators, first + (f" +{len(more)}" if more else ""), site(url))))
