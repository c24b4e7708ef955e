"""The tables of all countries: one row an indicator (wide), or one row an indicator and country (long)."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from ciigraph import codebook, countries
from ciigraph.documents.json_source import edition_in_path, unknown_editions_folder
from ciigraph.documents.notations import number_of, score_of
from ciigraph.errors import DocumentError
from ciigraph.records import Answer, CountryFact, Document, Notice, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ciigraph.documents.source import SourceText
    from ciigraph.records import NoticeKind

_NUMBER = "indicator no."
_LONG = {_NUMBER, "country", "score"}
#: A table has a column a country, so a line is never longer than this.
_MOST_COLUMNS = 400


def looks_like(header: Sequence[str]) -> bool:
    """Whether this is the first row of a table of answers, wide or long."""
    names = _names(header)
    return _NUMBER in names and (set(names) >= _LONG or _is_wide(names))


def read_answer_table(source: SourceText) -> Document:
    """All answers of a table; a column or row of no known country is kept out and named.

    Raises:
        DocumentError: when it is no table of answers, is malformed, or is of no known edition.
    """
    rows = _rows(source)
    if not rows or not looks_like(rows[0][1]):
        raise DocumentError(
            source.name, "is no table of answers", "its first row must name 'indicator no.' and countries or scores", 1
        )
    is_long = set(_names(rows[0][1])) >= _LONG
    edition = _edition(source, rows)
    reader = _TableReader(edition)
    if is_long:
        reader.read_long(rows)
    else:
        reader.read_wide(rows)
    if not reader.answers:
        raise DocumentError(source.name, "is a table without any answer", "get the file again")
    reader.report_missing()
    override = source.override
    return Document(
        id=f"china-index-{edition}-answers" + ("-long" if is_long else ""),
        kind="answer-table",
        path=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        title=override.title or f"China Index {edition}: answers of all countries",
        publisher=override.publisher or "Doublethink Lab",
        date=override.date,
        url=override.url,
        language=override.language or "en",
        edition=edition,
        answers=tuple(reader.answers.values()),
        facts=tuple(reader.regions.values()),
        questions=tuple(reader.questions.values()),
        notices=tuple(reader.notices),
    )


def _names(header: Sequence[str]) -> list[str]:
    return [" ".join(name.lstrip("\ufeff").casefold().split()) for name in header]


def _is_wide(names: list[str]) -> bool:
    return names[:3] == [_NUMBER, "grading", "domain"] and len(names) > 3


def _rows(source: SourceText) -> list[tuple[int, list[str]]]:
    """The rows that aren't empty, each with its number (RFC 7111: the header is row 1)."""
    reader = csv.reader(StringIO(source.text.lstrip("\ufeff"), newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, row in enumerate(reader, 1):
            if len(row) > _MOST_COLUMNS:
                raise DocumentError(
                    source.name, f"has a row of {len(row)} columns", "it is no table of answers", number
                )
            if row:
                rows.append((number, row))
    except csv.Error as error:
        raise DocumentError(source.name, f"is no valid CSV ({error})", "get the file again", reader.line_num) from error
    return rows


def _edition(source: SourceText, rows: list[tuple[int, list[str]]]) -> int:
    """The edition that the file's name or its folder says; the table itself doesn't."""
    book = codebook.load()
    unknown = unknown_editions_folder(source.name, book.editions)
    found = edition_in_path(source.name, book.editions)
    if unknown or not found:
        known = ", ".join(map(str, sorted(book.editions)))
        problem = f"is of {unknown}, an edition the codebook doesn't know" if unknown else "doesn't say its edition"
        raise DocumentError(source.name, problem, f"name the file china_index_YEAR.csv; known are {known}")
    if len(rows) < 2:
        raise DocumentError(source.name, "is a table without any answer", "get the file again")
    return found


class _TableReader:
    """Collects answers by country and indicator, so that one given twice is noticed."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.answers: dict[tuple[str, str], Answer] = {}
        self.regions: dict[str, CountryFact] = {}
        self.questions: dict[str, Question] = {}
        self.notices: list[Notice] = []
        self._book = codebook.load()
        self._codes: dict[str, str | None] = {}
        self._scales: dict[tuple[str, str], str | None] = {}

    def read_wide(self, rows: list[tuple[int, list[str]]]) -> None:
        header = rows[0][1]
        columns = [
            (place, self._country(name, f"col={place + 1}", 1)) for place, name in enumerate(header) if place > 2
        ]
        all_countries = [country for _, country in columns if country]
        for country in sorted({country for country in all_countries if all_countries.count(country) > 1}):
            problem = f"{countries.name(country)} has more than one column; the first one counts"
            self._notice("doubled", problem, "row=1", 1)
        for number, row in rows[1:]:
            code = self._indicator(row[0], number)
            if code is None:
                continue
            if len(row) != len(header):
                problem = f"{code}: {len(row)} cells for {len(header)} columns"
                self._notice("inconsistent", problem, f"row={number}", number)
            padded = [*row, *[""] * (3 - len(row))]
            scale = self._scale(code, padded[1], number)
            self._check_domain(code, padded[2], number)
            for place, column in columns:
                if column and place < len(row):
                    self._add((column, code), row[place], scale, f"cell={number},{place + 1}", number)

    def read_long(self, rows: list[tuple[int, list[str]]]) -> None:
        column = {name: place for place, name in enumerate(_names(rows[0][1]))}
        for number, row in rows[1:]:
            cells = {name: row[place] if place < len(row) else "" for name, place in column.items()}
            code = self._indicator(cells[_NUMBER], number)
            country = self._country(cells["country"], f"row={number}", number)
            if code is None or country is None:
                continue
            scale = self._scale(code, cells.get("grading", ""), number)
            self._check_domain(code, cells.get("domain", ""), number)
            self._question(code, cells.get("layer", ""), scale, number)
            self._region(country, cells.get("region", ""), number)
            self._add((country, code), cells["score"], scale, f"row={number}", number)

    def report_missing(self) -> None:
        """Name what has no answer: an indicator in the whole table, or a country's."""
        given: dict[str, set[str]] = {}
        for country, code in self.answers:
            given.setdefault(country, set()).add(code)
        wanted = [indicator.code for indicator in self._book.indicators]
        for country, codes in sorted(given.items()):
            missing = [code for code in wanted if code not in codes]
            if missing:
                self._notice("missing", f"{countries.name(country)}: no answer for {', '.join(missing)}", "row=1", 1)

    def _notice(self, kind: NoticeKind, message: str, locator: str, line: int) -> None:
        self.notices.append(Notice(kind, message, line, locator))

    def _country(self, name: str, locator: str, line: int) -> str | None:
        if name not in self._codes:
            self._codes[name] = countries.alpha2(name)
            if self._codes[name] is None:
                self._notice(
                    "unrecognised", f"{name[:60]!r} is no known country; its answers are kept out", locator, line
                )
        return self._codes[name]

    def _indicator(self, cell: str, row: int) -> str | None:
        number = number_of(cell)
        if number is None or not 1 <= number <= len(self._book.indicators):
            self._notice("out-of-range", f"no indicator has the number {cell[:20]!r}", f"row={row}", row)
            return None
        return self._book.by_number(number).code

    def _scale(self, code: str, cell: str, row: int) -> str | None:
        """The scale a row states; a table states it again in every row, so each is looked up once."""
        key = code, cell
        if key not in self._scales:
            asked, grading = self._book.asked(code, self.edition), cell.strip()
            if grading in (asked.grading, self._book.scales[asked.scale].table_grading):
                self._scales[key] = asked.scale
            else:
                self._scales[key] = self._book.scale_of_grading(grading)
                if grading:
                    problem = f"{code} has the grading {grading[:20]!r}, in the codebook {asked.grading!r}"
                    self._notice("inconsistent", problem, f"row={row}", row)
        return self._scales[key]

    def _check_domain(self, code: str, cell: str, row: int) -> None:
        domain = self._book.domain(self._book.indicator(code).domain).name
        if cell.strip() and cell.strip().casefold() != domain.casefold():
            self._notice("inconsistent", f"{code} stands under {cell.strip()[:40]}", f"row={row}", row)

    def _question(self, code: str, cell: str, scale: str | None, row: int) -> None:
        layer = self._book.edition(self.edition).layer_of(cell) if cell.strip() else None
        if cell.strip() and layer is None:
            self._notice("unrecognised", f"{code}: no layer is called {cell.strip()[:40]!r}", f"row={row}", row)
        known = self.questions.setdefault(code, Question(self.edition, code, f"row={row}", layer, scale))
        if layer and known.layer and layer != known.layer:
            self._notice("inconsistent", f"{code} is both of {known.layer} and of {layer}", f"row={row}", row)

    def _region(self, country: str, cell: str, row: int) -> None:
        region = " ".join(cell.split())
        if not region:
            return
        fact = CountryFact(country, self.edition, "region", region, f"row={row}")
        known = self.regions.setdefault(country, fact)
        if known.value != region:
            problem = f"{countries.name(country)} is both in {known.value} and in {region}"
            self._notice("inconsistent", problem, f"row={row}", row)

    def _add(self, key: tuple[str, str], cell: str, scale: str | None, locator: str, row: int) -> None:
        country, code = key
        # The tables of 2021 and 2022 leave a skipped answer empty in the long form.
        score = score_of(cell) if cell.strip() else "skip"
        if score is None:
            problem = f"{countries.name(country)}, {code}: no score from 0 to 4: {cell[:20]!r}"
            self._notice("out-of-range", problem, locator, row)
            return
        if score != "skip" and scale and score not in self._book.scales[scale].printed:
            problem = f"{countries.name(country)}, {code}: the {scale} scale has no score {score}"
            self._notice("inconsistent", problem, locator, row)
        number = None if score == "skip" else score
        if key in self.answers:
            if self.answers[key].score != number:
                problem = f"{countries.name(country)}, {code} stands twice with other scores; the first one counts"
                self._notice("doubled", problem, locator, row)
            return
        self.answers[key] = Answer(country, self.edition, code, number, locator, scale=scale)
