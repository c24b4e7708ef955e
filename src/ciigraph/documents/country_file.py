"""One country and wave of the published raw data: ``<year>/country_json/<Country>.json`` and the site's own copies."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from slugify import slugify

from ciigraph import codebook, countries
from ciigraph.documents.country_answers import AnswerReader
from ciigraph.documents.country_header import read_header
from ciigraph.documents.json_source import edition_in_path, flatten, parse, pointer, unknown_editions_folder
from ciigraph.errors import DocumentError
from ciigraph.records import Document, Notice, Unit

if TYPE_CHECKING:
    from ciigraph.documents.source import SourceText

_KNOWN_KEYS = {
    *("name", "partner", "additional_partner", "year", "population", "GDP", "freemap", "freemap_status"),
    *("freedom_index", "date_prc", "takeaway", "description-1", "description-2", "original", "ranking", "overall"),
    *("exposure", "pressure", "alignment", "effect", "exposure_rank", "pressure_rank", "alignment_rank", "effect_rank"),
    "answer",
}
_SITE_COPY = re.compile(r"[A-Z]{2}")
_YEAR = re.compile(r"20[0-9]{2}")


def looks_like(data: object) -> bool:
    """Whether a parsed JSON file is a country file: its answers by domain, and a name or a total."""
    return (
        isinstance(data, dict)
        and isinstance(data.get("answer"), dict)
        and any(isinstance(data.get(key), str) for key in ("name", "original", "overall"))
    )


def read_country_file(source: SourceText) -> Document:
    """Everything that is in a country file.

    Raises:
        DocumentError: when it is no JSON, no country file, or of a country or an edition that isn't known.
    """
    data = parse(source)
    if not isinstance(data, dict) or not looks_like(data):
        raise DocumentError(source.name, "is no country file of the index", "it has no answers by domain")
    country = _country(source, data)
    edition = _edition(source, data)
    answers = AnswerReader(country, edition)
    answers.read(data["answer"])
    if not answers.answers:
        raise DocumentError(source.name, "is a country file without any answer", "get the file again")
    facts, published, notices = read_header(data, country, edition)
    takeaways, more = _takeaways(data.get("takeaway"), country)
    unknown = sorted(str(key) for key in data.keys() - _KNOWN_KEYS)
    if unknown:
        more.append(Notice("unrecognised", f"not read: {', '.join(unknown)}"))
    override = source.override
    stem = slugify(countries.name(country))
    updated = next((fact.value for fact in facts if fact.property == "last-update"), None)
    return Document(
        id=f"{stem}-{edition}-{'site' if _is_site_copy(source.name) else 'data'}",
        kind="country-file",
        path=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        title=override.title or f"China Index {edition}: {countries.name(country)}",
        publisher=override.publisher or "Doublethink Lab",
        date=override.date or updated,
        url=override.url,
        language=override.language or "en",
        country=country,
        edition=edition,
        units=(*takeaways, *answers.units),
        answers=tuple(answers.answers),
        published=published,
        facts=facts,
        notices=(*notices, *more, *answers.notices),
    )


def _is_site_copy(name: str) -> bool:
    path = PurePosixPath(name)
    return "website_json_file" in path.parts or bool(_SITE_COPY.fullmatch(path.stem))


def _country(source: SourceText, data: dict[str, Any]) -> str:
    name = data.get("name")
    stem = PurePosixPath(source.name).stem
    code = source.override.country or countries.alpha2(name if isinstance(name, str) else "") or countries.alpha2(stem)
    if code is None:
        raise DocumentError(
            source.name,
            f"is of no known country ({name if isinstance(name, str) else stem!r})",
            "name the country's ISO code in a manifest",
        )
    return code


def _edition(source: SourceText, data: dict[str, Any]) -> int:
    """The folder says it; a file on its own is told by what only one edition has."""
    editions = codebook.load().editions
    unknown = unknown_editions_folder(source.name, editions)
    if unknown:
        known = ", ".join(map(str, sorted(editions)))
        raise DocumentError(source.name, f"is of {unknown}, an edition the codebook doesn't know", f"it knows {known}")
    found = edition_in_path(source.name, editions)
    if found:
        return found
    year = _YEAR.search(str(data.get("year", "")))
    if "effect" in data:
        # The wave of 2022 carries files of 2021 over, with their year, and adds the descriptions.
        return 2021 if year and year[0] == "2021" and "description-1" not in data else 2022
    if "alignment" in data:
        return codebook.CURRENT
    if year and int(year[0]) in editions:
        return int(year[0])
    raise DocumentError(
        source.name, "doesn't say of which edition it is", "put it in a folder with the edition's year, such as 2024"
    )


def _takeaways(value: object, country: str) -> tuple[list[Unit], list[Notice]]:
    if value is None:
        return [], []
    rows = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
    units: list[Unit] = []
    notices: list[Notice] = []
    for position, row in rows:
        place = pointer("takeaway") if position is None else pointer("takeaway", position)
        if not isinstance(row, str):
            notices.append(Notice("unrecognised", "a takeaway that is no text", locator=place))
        elif text := flatten(row):
            number = len(units) + 1
            units.append(Unit(f"takeaway.{number}", "takeaway", text, place, country=country))
    return units, notices
