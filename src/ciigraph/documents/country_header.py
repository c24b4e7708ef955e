"""The header of a country file: figures of the country, published scores and ranks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ciigraph import codebook
from ciigraph.documents.json_source import pointer
from ciigraph.documents.notations import (
    amount_of,
    date_of,
    fraction_of,
    number_of,
    percent_of,
    persons_of,
    rank_of,
)
from ciigraph.records import CountryFact, Notice, PublishedScore

if TYPE_CHECKING:
    from collections.abc import Callable

_SINCE = re.compile(
    r"established (?:full )?diplomatic relations with [^.]{0,80}? in ((?:19|20)[0-9]{2})\.", re.IGNORECASE
)
_PRESS = re.compile(r"ranked ([0-9]{1,3})(?:st|nd|rd|th|/[0-9]{1,3})? in Reporters Without Border", re.IGNORECASE)
_FREEDOM = re.compile(r"\b(partly free|not free|free)\W{1,3}in Freedom", re.IGNORECASE)
_FREEDOM_SCORE = re.compile(r"with a score of ([0-9]{1,3})/100", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
#: What the sentences of the header say, where the figures don't stand for themselves (2022).
_SENTENCES = (
    ("diplomatic-relations-since", _SINCE),
    ("press-freedom-rank", _PRESS),
    ("freedom-status", _FREEDOM),
    ("freedom-score", _FREEDOM_SCORE),
)


def read_header(
    data: dict[str, Any], country: str, edition: int
) -> tuple[tuple[CountryFact, ...], tuple[PublishedScore, ...], list[Notice]]:
    """Facts, published scores, and notices on what couldn't be read.

    Args:
        data: the country file.
        country: its ISO code.
        edition: its wave; no date of the header is later.
    """
    notices: list[Notice] = []
    facts = _facts(data, country, edition, notices)
    facts += _facts_of_sentences(data, facts, country, edition, notices)
    published = [_overall(data, country, edition, notices), *_layers(data, country, edition, notices)]
    return tuple(facts), tuple(score for score in published if score), notices


def _facts(data: dict[str, Any], country: str, edition: int, notices: list[Notice]) -> list[CountryFact]:
    readers: tuple[tuple[str, str, Callable[[object], str | None]], ...] = (
        ("gdp-per-capita", "GDP", amount_of),
        ("population", "population", persons_of),
        ("diplomatic-relations-since", "date_prc", lambda value: date_of(value, edition)),
        ("press-freedom-rank", "freedom_index", lambda value: _small(value, 300)),
        ("freedom-score", "freemap", lambda value: _small(value, 100)),
        ("freedom-status", "freemap_status", lambda value: value.strip() if isinstance(value, str) else None),
        ("last-update", "year", lambda value: date_of(value, edition)),
    )
    facts = []
    for kind, key, read in readers:
        raw = data.get(key)
        if raw is None or raw == "":
            continue
        value = read(raw)
        if value:
            facts.append(CountryFact(country, edition, kind, value, pointer(key)))
        else:
            notices.append(Notice("unrecognised", f"{key} can't be read: {str(raw)[:60]!r}", locator=pointer(key)))
    others = data.get("additional_partner")
    named = [data.get("partner"), *(others if isinstance(others, list) else [others])]
    partners = [" ".join(name.split()) for name in named if isinstance(name, str) and name.strip()]
    if partners:
        facts.append(CountryFact(country, edition, "partner", "; ".join(partners), pointer("partner")))
    return facts


def _small(value: object, most: int) -> str | None:
    number = number_of(value)
    return str(number) if number is not None and 0 <= number <= most else None


def _facts_of_sentences(
    data: dict[str, Any], facts: list[CountryFact], country: str, edition: int, notices: list[Notice]
) -> list[CountryFact]:
    text = data.get("description-2")
    if not isinstance(text, str):
        return []
    place = pointer("description-2")
    known = {fact.property: fact.value for fact in facts}
    further = []
    for kind, pattern in _SENTENCES:
        found = pattern.search(text)
        value = found[1].title() if found else None
        if kind == "diplomatic-relations-since" and len(_ANY_YEAR.findall(text.partition(" ranked ")[0])) != 1:
            value = None  # relations that were broken off and taken up again have no one beginning
        if value is None:
            if kind not in known:
                notices.append(
                    Notice("unrecognised", f"the header's sentences don't give {kind} plainly", locator=place)
                )
        elif kind not in known:
            further.append(CountryFact(country, edition, kind, value, place))
        elif not known[kind].startswith(value):
            problem = f"{kind} is {known[kind]} as a figure and {value} in the header's sentences"
            notices.append(Notice("inconsistent", problem, locator=place))
    return further


def _overall(data: dict[str, Any], country: str, edition: int, notices: list[Notice]) -> PublishedScore | None:
    return published_score(
        PublishedScore(country, edition, "overall", "overall", pointer("original")),
        {key: (data.get(name), pointer(name)) for key, name in _OVERALL.items()},
        notices,
    )


_OVERALL = {"original": "original", "percent": "overall", "rank": "ranking"}


def _layers(data: dict[str, Any], country: str, edition: int, notices: list[Notice]) -> list[PublishedScore | None]:
    scores = []
    for layer, printed in codebook.load().edition(edition).layers.items():
        key = printed.lower()
        if key not in data and layer.lower() in data:
            key = layer.lower()
        values = {"percent": (data.get(key), pointer(key)), "rank": (data.get(f"{key}_rank"), pointer(f"{key}_rank"))}
        empty = PublishedScore(country, edition, "layer", layer.lower(), pointer(key))
        scores.append(published_score(empty, values, notices))
    return scores


def published_score(
    empty: PublishedScore, values: dict[str, tuple[object, str]], notices: list[Notice]
) -> PublishedScore | None:
    """A published score with what can be read of its values; None where there is nothing.

    Args:
        empty: country, edition, measure, name and locator.
        values: raw value and its place, under ``original`` (score/maximum), ``percent`` and ``rank``.
        notices: gets one for each value that can't be read.
    """
    readers: dict[str, Callable[[object], Any]] = {"original": fraction_of, "percent": percent_of, "rank": rank_of}
    read: dict[str, Any] = {}
    for key, (raw, place) in values.items():
        if raw is None or raw == "":
            continue
        read[key] = readers[key](raw)
        if read[key] is None:
            problem = f"{empty.country}: the published {key} of {empty.name} can't be read: {str(raw)[:60]!r}"
            notices.append(Notice("unrecognised", problem, locator=place))
    if not any(read.values()):
        return None
    score, most = read.get("original") or (None, None)
    rank, of = read.get("rank") or (None, None)
    return PublishedScore(
        empty.country, empty.edition, empty.by, empty.name, empty.locator, score, most, read.get("percent"), rank, of
    )
