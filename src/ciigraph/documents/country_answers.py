"""The answers of a country file: score, evidence, notes, cited addresses, who answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ciigraph import codebook
from ciigraph.documents.json_source import flatten, pointer
from ciigraph.documents.notations import number_of, score_of
from ciigraph.records import Answer, Citation, Notice, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.records import NoticeKind, Section

#: An address begins a cell, or follows a blank or a separator; one inside another address is part of it.
_ADDRESS = re.compile(r"(?:^|(?<=[\s,;|(\[\"'“”<>]))(?:https?:/{1,3}|www\.)(?=[^\s/])[^\s\"“”<>|]*", re.IGNORECASE)
_NEXT_ADDRESS = re.compile(r"[,;]+(?=https?:/|www\.)", re.IGNORECASE)
_SCHEME = re.compile(r"(https?):/{1,3}", re.IGNORECASE)
_TRAILING = ".,;:!?'’*"
_ANONYMOUS = re.compile(r"(?:another\s+)?([0-9]{1,3})\s+anonymous\s+experts?", re.IGNORECASE)
_NAMES = re.compile(r"\s*,\s*|\s+and\s+|\s*&\s*")
_SECTIONS: tuple[tuple[str, Section], ...] = (("evidence", "supporting"), ("note", "supplementary"))
_ANSWER_KEYS = {"number", "score", "grading", "evidence", "evidence_urls", "note", "answerer"}


def citations_of(cells: Iterable[object]) -> tuple[Citation, ...]:
    """The cited addresses of an answer in their order: a cell may hold several, or none ("NO LINK")."""
    citations: list[Citation] = []
    for cell in cells:
        text = cell.strip() if isinstance(cell, str) else ""
        if not text:
            continue
        found = [part for match in _ADDRESS.finditer(text) for part in _NEXT_ADDRESS.split(match[0])]
        addresses = [trimmed for part in found if (trimmed := _trimmed(part))]
        rows: list[tuple[str, str | None]] = [(address, _completed(address)) for address in addresses]
        rows = rows or [(flatten(text), None)]
        if len(addresses) == 1:
            rows = [(flatten(text), rows[0][1])]
        citations += [Citation(len(citations) + n, shown, url) for n, (shown, url) in enumerate(rows, 1)]
    return tuple(citations)


def _trimmed(address: str) -> str:
    """The address without the punctuation of the sentence around it; a bracket it opened itself stays."""
    while address:
        last = address[-1]
        unopened = (last == ")" and address.count("(") < address.count(")")) or (
            last == "]" and address.count("[") < address.count("]")
        )
        if last not in _TRAILING and not unopened:
            break
        address = address[:-1]
    return address


def _completed(address: str) -> str:
    if address[:4].lower() == "www.":
        return f"http://{address}"
    return _SCHEME.sub(lambda scheme: f"{scheme[1].lower()}://", address, count=1)


def answerers_of(text: str) -> tuple[int | None, str | None]:
    """How many experts answered, and the reviewer: "anonymous", or the name as printed.

    Args:
        text: "Answered by 2 anonymous experts, and has been reviewed by Ann Example"; either part may be empty.
    """
    who, _, reviewer = text.partition(", and has been reviewed by")
    who = who.strip().removeprefix("Answered by").strip().rstrip(".,").strip()
    reviewer = reviewer.strip().rstrip(".").strip()
    anonymous = _ANONYMOUS.fullmatch(who)
    experts = int(anonymous[1]) if anonymous else len(_NAMES.split(who)) if who else None
    return experts, ("anonymous" if _ANONYMOUS.fullmatch(reviewer) else reviewer) or None


class AnswerReader:
    """Reads the answers of one country and edition; what it finds stands in its lists, in the order of the file."""

    def __init__(self, country: str, edition: int) -> None:
        self.country, self.edition = country, edition
        self.answers: list[Answer] = []
        self.units: list[Unit] = []
        self.notices: list[Notice] = []
        self._book = codebook.load()
        self._seen: set[str] = set()
        self._unknown_keys: dict[str, str] = {}

    def read(self, domains: dict[str, Any]) -> None:
        """Read the answers of all domains; what is missing, doubled or out of range becomes a notice."""
        for name, rows in domains.items():
            if not isinstance(rows, list):
                self._notice("unrecognised", f"the answers of {name} are no list", pointer("answer", name))
                continue
            for position, row in enumerate(rows):
                place = pointer("answer", name, position)
                if isinstance(row, dict):
                    self._read_row(row, name, place)
                else:
                    self._notice("unrecognised", f"an answer of {name} is no object", place)
        missing = [i.code for i in self._book.indicators if i.code not in self._seen]
        if missing and self.answers:
            self._notice("missing", f"no answer for {', '.join(missing)}", pointer("answer"))
        for key, place in self._unknown_keys.items():
            self._notice("unrecognised", f"not read: {key} of an answer (the first of its kind)", place)

    def _notice(self, kind: NoticeKind, message: str, locator: str) -> None:
        self.notices.append(Notice(kind, message, locator=locator))

    def _read_row(self, row: dict[str, Any], domain: str, place: str) -> None:
        number = number_of(row.get("number"))
        if number is None or not 1 <= number <= len(self._book.indicators):
            self._notice("out-of-range", f"no indicator has the number {str(row.get('number'))[:20]!r}", place)
            return
        indicator = self._book.by_number(number)
        if indicator.code in self._seen:
            self._notice("doubled", f"{indicator.code} stands twice; the first one counts", place)
            return
        self._seen.add(indicator.code)
        if self._book.domain(indicator.domain).name.casefold() != domain.strip().casefold():
            self._notice("inconsistent", f"{indicator.code} stands under {domain}", place)
        for key in sorted(row.keys() - _ANSWER_KEYS):
            self._unknown_keys.setdefault(key, place)
        cells = row.get("evidence_urls")
        citations = citations_of(cells if isinstance(cells, list) else [cells])
        self._read_answer(row, indicator.code, place, citations)
        self._read_units(row, indicator.code, place, citations)

    def _read_answer(self, row: dict[str, Any], code: str, place: str, citations: tuple[Citation, ...]) -> None:
        score = score_of(row.get("score"))
        if score is None:
            kind: NoticeKind = "missing" if row.get("score") in (None, "") else "out-of-range"
            self._notice(kind, f"{code} has no score from 0 to 4: {str(row.get('score'))[:20]!r}", f"{place}/score")
            return
        scale = self._scale(row, code, place)
        if score != "skip" and scale and score not in self._book.scales[scale].answers:
            self._notice("inconsistent", f"{code}: the {scale} scale has no score {score}", f"{place}/score")
        experts, reviewer = answerers_of(row["answerer"]) if isinstance(row.get("answerer"), str) else (None, None)
        self.answers.append(
            Answer(
                country=self.country,
                edition=self.edition,
                indicator=code,
                score=None if score == "skip" else score,
                locator=place,
                scale=scale,
                experts=experts,
                reviewer=reviewer,
                citations=citations,
            )
        )

    def _scale(self, row: dict[str, Any], code: str, place: str) -> str | None:
        """The scale that the file states; a skipped answer of 2024 states none."""
        if row.get("grading") is None:
            return None
        asked = self._book.asked(code, self.edition)
        grading = str(row["grading"]).strip()
        if grading == asked.grading:
            return asked.scale
        problem = f"{code} has the grading {grading[:20]!r}, in the codebook {asked.grading!r}"
        self._notice("inconsistent", problem, f"{place}/grading")
        return self._book.scale_of_grading(grading)

    def _read_units(self, row: dict[str, Any], code: str, place: str, citations: tuple[Citation, ...]) -> None:
        for key, section in _SECTIONS:
            value = row.get(key)
            if value is not None and not isinstance(value, str):
                self._notice("unrecognised", f"the {key} of {code} is no text", f"{place}/{key}")
            elif value and (text := flatten(value)):
                cited = citations if section == "supporting" else ()
                self.units.append(
                    Unit(f"{code}.{section}", section, text, f"{place}/{key}", code, self.country, citations=cited)
                )
