"""The lines of a saved domain page, each with its place and what it is by its form.

The page of one domain has a table of ranks, then under each layer its indicators: number and question, how many of how
many countries are affected, and for each answer how many countries chose it and which::

    Rank  Country  Score  1st  Pakistan  36/44  3th  Nigeria  32/44
    Exposure
    01.(the question)
    36/ 98
    Affected Countries
    0/ No
    62 countries chose this answer :
    Georgia, Latvia, …
    98 countries answered this indicator; 0 countries skipped this indicator
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a line of a domain page is by its form alone."""

    LAYER = auto()  # "Exposure"
    QUESTION = auto()  # "01.(the question)", or "01."
    EDITION = auto()  # "2024"
    FRACTION = auto()  # "36/ 98", of affected and answering countries or of a score
    AFFECTED = auto()  # "Affected Countries", also with the fraction before it
    OPTION = auto()  # "1/ Few, but insignificant"
    SKIPPED = auto()  # the option "Skipped"
    CHOSE = auto()  # "62 countries chose this answer :", also with the countries behind it
    TALLY = auto()  # "98 countries answered this indicator; 0 countries skipped this indicator"
    RANK = auto()  # "3th", or a whole row of the table
    ADDRESS = auto()  # the address of a link, as of a country's page
    LABEL = auto()  # "Rank", "Country", "Score", "Show": fixed words without a meaning of their own
    TEXT = auto()


_COUNTRIES = r"countr(?:y|ies)"
_FORMS: dict[Kind, re.Pattern[str]] = {
    Kind.ADDRESS: re.compile(r"(?:[-•*]|\d{1,3}\.)?\s*https?://\S+", re.IGNORECASE),
    Kind.LAYER: re.compile(r"(?P<layer>Exposure|Pressure|Alignment|Effect)"),
    Kind.EDITION: re.compile(r"(?P<edition>20\d\d)"),
    Kind.FRACTION: re.compile(r"(?P<part>\d{1,4})\s*/\s*(?P<whole>\d{1,4})"),
    Kind.AFFECTED: re.compile(
        rf"(?:(?P<part>\d{{1,4}})\s*/\s*(?P<whole>\d{{1,4}})\s+)?Affected\s+{_COUNTRIES}", re.IGNORECASE
    ),
    Kind.SKIPPED: re.compile(r"Skip(?:ped)?", re.IGNORECASE),
    Kind.OPTION: re.compile(r"(?P<score>\d)\s*/\s*(?P<label>[^\W\d].{0,70})"),
    Kind.CHOSE: re.compile(rf"(?P<chose>\d{{1,4}})\s+{_COUNTRIES}\s+chose\s+this\s+answer\s*:?\s*(?P<list>.*)"),
    Kind.TALLY: re.compile(
        rf"(?P<answered>\d{{1,4}})\s+{_COUNTRIES}\s+answered\s+this\s+indicator[;,.]?\s*"
        rf"(?:and\s+)?(?P<skipped>\d{{1,4}})\s+{_COUNTRIES}\s+skipped\s+this\s+indicator\.?"
    ),
    Kind.RANK: re.compile(r"\|?\s*(?P<rank>\d{1,3}(?:st|nd|rd|th))(?:(?:\s|\|)+(?P<row>.*))?", re.IGNORECASE),
    Kind.QUESTION: re.compile(r"(?P<number>\d{1,2})\.(?!\d)\s*(?P<question>.*)"),
    Kind.LABEL: re.compile(
        r"(?:Show|Hide|More|Less|Rank|Country|Score|Ranking & Scores)(?:[\s|]+(?:Rank|Country|Score))*\|?|[\s|:-]+"
    ),
}  # fmt: skip
#: Questions and lists of countries are long; a line that is longer than any of them is text without a look.
_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that isn't blank. ``start`` is its place in the document's text, white space before it apart."""

    number: int  # 1-based, blank lines counted
    start: int
    text: str
    kind: Kind
    fields: dict[str, str]

    @property
    def locator(self) -> str:
        """The place of the line as a URI fragment (RFC 5147)."""
        return f"char={self.start},{self.start + len(self.text)}"


def domain_lines(text: str) -> list[Line]:
    """The lines of a domain page that aren't blank, in order."""
    lines = []
    offset = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        stripped = raw.strip()
        if stripped:
            kind, fields = _kind(stripped)
            lines.append(Line(number, offset + len(raw) - len(raw.lstrip()), stripped, kind, fields))
        offset += len(raw) + 1
    return lines


def _kind(text: str) -> tuple[Kind, dict[str, str]]:
    if len(text) <= _LONGEST:
        for kind, form in _FORMS.items():
            found = form.fullmatch(text)
            if found is not None:
                return kind, {key: value for key, value in found.groupdict().items() if value is not None}
    return Kind.TEXT, {}
