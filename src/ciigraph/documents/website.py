"""The files that the index's site loads for all countries: scores, the list of countries, questions, domain pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from slugify import slugify

from ciigraph import codebook, countries
from ciigraph.documents.country_header import published_score
from ciigraph.documents.json_source import edition_in_path, parse, pointer, unknown_editions_folder
from ciigraph.documents.website_answers import ChoiceReader
from ciigraph.errors import DocumentError
from ciigraph.records import CountryFact, Document, Notice, PublishedScore

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText
    from ciigraph.records import DocumentKind

FileKind: TypeAlias = Literal["scores", "country-list", "indicators", "domain"]

_CODE = re.compile(r"[A-Z]{2}")
_NUMBER = re.compile(r"[0-9]{1,2}")
_SCORE_KEYS = {"percentage", "original", "ranking"}
#: Of a country's entry in the list: its three or more highest domains without a figure, and a placeholder for the
#: comparison with the wave before ("0%" for every country).
_LIST_KEYS_READ = {"country", "overall", "original", "total", "ranking"}


def kind_of(data: object) -> FileKind | None:
    """Which of the site's four files a parsed JSON file is, or None."""
    if not isinstance(data, dict) or not data:
        return None
    if isinstance(data.get("layer"), dict) and isinstance(data.get("name"), str):
        return "domain"
    key, first = next(iter(data.items()))
    inner = next(iter(first.values()), None) if isinstance(first, dict) else None
    if inner is None:
        return None
    if first.keys() >= {"percentage", "original"}:
        return "scores"
    if _NUMBER.fullmatch(key) and first.keys() & {"counties", "countries"} and "indicator" in first:
        return "indicators"
    return "country-list" if isinstance(inner, dict) and inner.keys() >= {"country", "overall"} else None


def looks_like(data: object) -> bool:
    """Whether a parsed JSON file is one of the site's files for all countries."""
    return kind_of(data) is not None


def read_website_file(source: SourceText) -> Document:
    """Everything that is in one of the site's files for all countries.

    Raises:
        DocumentError: when it is no JSON, none of these files, or of an edition that isn't known.
    """
    data = parse(source)
    kind = kind_of(data)
    if kind is None or not isinstance(data, dict):
        raise DocumentError(source.name, "is none of the index site's files", "it has no scores, countries or answers")
    edition, notices = _edition(source, data)
    if kind == "scores":
        return _scores(source, data, edition, notices)
    if kind == "country-list":
        return _country_list(source, data, edition, notices)
    return _choices(source, data, kind, edition, notices)


def _edition(source: SourceText, data: dict[str, Any]) -> tuple[int, list[Notice]]:
    editions = codebook.load().editions
    unknown = unknown_editions_folder(source.name, editions)
    if unknown:
        known = ", ".join(map(str, sorted(editions)))
        raise DocumentError(source.name, f"is of {unknown}, an edition the codebook doesn't know", f"it knows {known}")
    found = edition_in_path(source.name, editions)
    if found:
        return found, []
    layers = data.get("layer")
    if isinstance(layers, dict) and "effect" in layers:
        return 2022, []
    if isinstance(layers, dict) and "alignment" in layers:
        return codebook.CURRENT, []
    return codebook.CURRENT, [Notice("missing", f"no edition is stated; taken for {codebook.CURRENT}")]


def _document(
    source: SourceText,
    suffix: str,
    kind: DocumentKind,
    edition: int,
    *,
    title: str,
    **content: Any,  # noqa: ANN401
) -> Document:
    override = source.override
    return Document(
        id=f"china-index-{edition}-{suffix}",
        kind=kind,
        path=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        title=override.title or f"China Index {edition}: {title}",
        publisher=override.publisher or "Doublethink Lab",
        date=override.date,
        url=override.url,
        language=override.language or "en",
        edition=edition,
        **content,
    )


def _scores(source: SourceText, data: dict[str, Any], edition: int, notices: list[Notice]) -> Document:
    """The table of scores: per country score, percentage and rank, overall and of each domain in a fixed order."""
    domains = codebook.load().edition(edition).score_columns
    published: list[PublishedScore] = []
    for key, entry in data.items():
        country = _country(key, key, notices)
        if country is None:
            continue
        tables = {name: entry.get(name) for name in _SCORE_KEYS} if isinstance(entry, dict) else {}
        if not all(isinstance(table, dict) for table in tables.values()) or not tables:
            notices.append(Notice("unrecognised", f"{country}: scores can't be read", locator=pointer(key)))
            continue
        columns: list[tuple[PublishedScore, tuple[str | int, ...]]] = [
            (PublishedScore(country, edition, "overall", "overall", pointer(key)), ("overall",))
        ]
        for place, slug in enumerate(domains):
            columns.append((PublishedScore(country, edition, "domain", slug, pointer(key)), ("domain", place)))
        for empty, steps in columns:
            values = {
                name: (_inside(tables[table], steps), pointer(key, table, *steps))
                for name, table in (("original", "original"), ("percent", "percentage"), ("rank", "ranking"))
            }
            located = PublishedScore(country, edition, empty.by, empty.name, values["original"][1])
            score = published_score(located, values, notices)
            if score:
                published.append(score)
    if not domains:
        notices.append(Notice("set-aside", f"scores by domain: their order is not known for {edition}"))
    return _document(
        source, "scores", "score-table", edition, title="published scores", published=tuple(published),
        notices=tuple(notices),
    )  # fmt: skip


def _inside(value: object, steps: tuple[str | int, ...]) -> object:
    for step in steps:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _country_list(source: SourceText, data: dict[str, Any], edition: int, notices: list[Notice]) -> Document:
    """The list of countries by region, with overall score and rank."""
    published: list[PublishedScore] = []
    regions: list[CountryFact] = []
    unread: set[str] = set()
    for region, entries in data.items():
        if not isinstance(entries, dict):
            notices.append(Notice("unrecognised", f"the countries of {region} can't be read", locator=pointer(region)))
            continue
        for key, entry in entries.items():
            place = pointer(region, key)
            if not isinstance(entry, dict):
                notices.append(Notice("unrecognised", f"the entry of {key} can't be read", locator=place))
                continue
            country = _country(key, entry.get("country"), notices)
            if country is None:
                continue
            regions.append(CountryFact(country, edition, "region", region, place))
            unread |= entry.keys() - _LIST_KEYS_READ
            fraction = f"{entry['original']}/{entry.get('total')}" if "original" in entry else None
            values: dict[str, tuple[object, str]] = {
                "original": (fraction, f"{place}/original"),
                "percent": (entry.get("overall"), f"{place}/overall"),
                "rank": (entry.get("ranking"), f"{place}/ranking"),
            }
            empty = PublishedScore(country, edition, "overall", "overall", place)
            score = published_score(empty, values, notices)
            if score:
                published.append(score)
    if unread:
        notices.append(Notice("set-aside", f"not read, of each country: {', '.join(sorted(unread))}"))
    return _document(
        source, "country-list", "score-table", edition, title="list of countries", published=tuple(published),
        facts=tuple(regions), notices=tuple(notices),
    )  # fmt: skip


def _country(code: str, shown: object, notices: list[Notice]) -> str | None:
    """The country of an entry; its code decides, and a name that says another is noticed."""
    country = countries.alpha2(code) if _CODE.fullmatch(code) else None
    if country is None:
        notices.append(Notice("unrecognised", f"{code[:20]!r} is no country's code; its scores are kept out"))
    elif isinstance(shown, str) and countries.alpha2(shown) not in (None, country):
        notices.append(Notice("inconsistent", f"{code} is called {shown}"))
    return country


def _choices(source: SourceText, data: dict[str, Any], kind: FileKind, edition: int, notices: list[Notice]) -> Document:
    reader = ChoiceReader(edition)
    if kind == "indicators":
        reader.read_indicators(data)
        suffix, title = "indicators", "questions and the countries of each answer"
    else:
        reader.read_domain(data)
        suffix, title = f"domain-{slugify(data['name'])}", f"{data['name']}, the countries of each answer"
    if not reader.answers:
        raise DocumentError(source.name, "has no answer of any country", "get the file again")
    return _document(
        source, suffix, "indicator-list" if kind == "indicators" else "domain-page", edition, title=title,
        answers=tuple(reader.answers), questions=tuple(reader.questions), notices=(*notices, *reader.notices),
    )  # fmt: skip
