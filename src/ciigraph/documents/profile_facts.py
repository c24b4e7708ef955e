"""Facts on a country that a profile states in words or beside a unit: wealth, people, relations, freedom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ciigraph.documents.profile_lines import Line

_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_GDP_FIGURE = re.compile(rf"(?:US?\$\s*)?{_NUMBER}\s*\(per capita\s*/\s*USD\)")
_PEOPLE_FIGURE = re.compile(rf"{_NUMBER}\s*\(\s*(million|billion|thousand)\s*\)")
_GDP = re.compile(rf"GDP per capita\w?\b.{{0,20}}?US?\s?\$\s?{_NUMBER}")
_PEOPLE = re.compile(
    rf"population of (?:(?:about|around|approximately|some|roughly)\s+)?{_NUMBER}(?:\s+(million|billion|thousand))?"
)
_RELATIONS = re.compile(
    r"established (?:\w{1,12} )?diplomatic (?:relations|ties) with the People['’‘`]?s Republic of China "
    r"(?:\([^)]{1,12}\) )?"
    r"(?:in|on)\s+(?:[\w,]{1,12}\s+){0,2}?(\d{4})"
)
_PRESS = re.compile(r"ranked (?:at )?(\d{1,3})(?:st|nd|rd|th)?\b(?:\s*/\s*\d+)? in Reporters", re.IGNORECASE)
_STATUS = re.compile(r"\b(Not|Partly)? ?Free\s+in\s+(?:\w+ Status in )?Freedom House", re.IGNORECASE)
_SCORE = re.compile(r"score of (\d{1,3})\s*/\s*100")
#: The country that a sentence is about.
_ABOUT = (
    re.compile(r"In \d{4},? (?:the )?([A-Z][^,.]{2,50}?) ha[sd] a GDP"),
    re.compile(r"(?:The )?([A-Z][^,.]{2,50}?) (?:has )?established (?:\w{1,12} )?diplomatic"),
)
_POWERS = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: ``property`` and ``value`` as in ``records.CountryFact``; the country where the sentence names it."""

    property: str
    value: str
    line: Line
    country: str | None = None
    exact: bool = True  # whether the figure isn't rounded for a sentence


def read_fact_line(line: Line) -> list[Fact]:
    """All facts that a line states; none when it is another kind of line."""
    text = line.text
    if len(text) > _LONGEST:
        return []
    if found := _GDP_FIGURE.fullmatch(text):
        return [Fact("gdp-per-capita", _decimal(found[1], None), line)]
    if found := _PEOPLE_FIGURE.fullmatch(text):
        return [Fact("population", _decimal(found[1], found[2]), line)]
    about = next((found[1] for pattern in _ABOUT if (found := pattern.match(text))), None)
    facts = []
    if found := _GDP.search(text):
        facts.append(Fact("gdp-per-capita", _decimal(found[1], None), line, about, exact=False))
    if facts and (found := _PEOPLE.search(text)):
        facts.append(Fact("population", _decimal(found[1], found[2]), line, about, exact=False))
    if found := _RELATIONS.search(text):
        facts.append(Fact("diplomatic-relations-since", found[1], line, about))
    if found := _PRESS.search(text):
        facts.append(Fact("press-freedom-rank", found[1], line, about))
    if found := _STATUS.search(text):
        facts.append(
            Fact("freedom-status", " ".join(w.capitalize() for w in ((found[1] or ""), "free") if w), line, about)
        )
        if score := _SCORE.search(text, found.end()):
            facts.append(Fact("freedom-score", score[1], line, about))
    # One figure in passing is a sentence like any other, in a takeaway for instance.
    return facts if about or len(facts) > 1 else []


def _decimal(number: str, power: str | None) -> str:
    """The number as a plain decimal: ``"10.33", "million"`` → ``"10330000"``."""
    value = Decimal(number.replace(",", "")) * _POWERS[power]
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
