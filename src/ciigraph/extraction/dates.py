"""Dates in a sentence, as precise as the text: points, beginnings, ends and spans.

A regular expression finds them (one pass, linear); plain forms are read here, odd ones ("3rd of Feb. 2019",
"12.03.2019") by dateparser, which is loaded only when one turns up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_MONTH_NAMES = tuple(sorted({name[:3].title() for name in _MONTHS}))
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:19[4-9]\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_PART = (
    r"(?:(?:the\s+)?(?:early|mid|late|beginning|start|end|middle|summer|spring|autumn|fall|winter|"
    r"(?:first|second) half)[\s-]+(?:of\s+|in\s+)?(?:the\s+)?(?:year\s+)?)?"
)
_POINT = (
    rf"{_PART}(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR}[./]\d{{1,2}}[./]\d{{1,2}}|\d{{1,2}}[./]{_YEAR}"
    rf"|{_YEAR},\s+{_MONTH}(?:\s+{_DAY})?|{_YEAR}\s+{_MONTH}\s+{_DAY}"
    rf"|{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}|{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}"
    rf"|{_MONTH}(?:,|\s+of)?\s+{_YEAR}|{_YEAR})(?![\w%])(?![.,]\d)"
)
_FIND = re.compile(
    rf"(?<![\w./#=&-])(?:(?P<cue>since|from|between|until|till|through|by|before|after|during|throughout|"
    rf"over the course of|in the course of|as of|starting|starting in|beginning in|as early as|"
    rf"as far back as|(?:dat(?:es?|ed|ing)|goes|going) back to|prior to|up to|up until|in)\s+"
    rf"(?:(?:at least|about|around|as early as)\s+)?)?(?P<first>{_POINT})"
    rf"(?:\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b)\s*(?P<second>{_POINT}|present\b|now\b|today\b))?",
    re.IGNORECASE,
)
#: Days of one month ("May 10-12, 2021", "10 to 12 May 2021"), or of two in a year ("28 May - 2 June 2021").
_RANGES = re.compile(
    rf"(?<![\w./-])(?:(?P<m1>{_MONTH})\s+(?P<a1>{_DAY})\s*(?:-|–|—|to|and)\s*(?:(?P<n1>{_MONTH})\s+)?(?P<b1>{_DAY})"
    rf"|(?P<a2>{_DAY})\s+(?:of\s+)?(?:(?P<n2>{_MONTH})\s*)?(?:-|–|—|to|and)\s*(?P<b2>{_DAY})\s+(?:of\s+)?(?P<m2>{_MONTH})"
    rf"|(?P<a3>{_DAY})\s*(?:-|–|—)\s*(?P<b3>{_DAY})\s+(?:of\s+)?(?P<m3>{_MONTH})),?\s+(?P<year>{_YEAR})(?!\w)",
    re.IGNORECASE,
)
#: Years that another one decides: "in the same year", "two years later"; or the date of the text: "last year".
_RELATIVE = re.compile(
    rf"\b(?:in |during |later )?(?:(?:(?P<month>{_MONTH})(?: of)? )?"
    r"(?:(?P<same>the same|that same|that) year\b|(?P<text>last|this|next) year\b|"
    r"the (?P<beside>following|next|previous) year\b)"
    r"|(?P<count>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years? (?P<way>later|earlier|afterwards))",
    re.IGNORECASE,
)
_COUNTS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), start=1)}  # noqa: SIM905
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NUMERIC = re.compile(
    rf"(?:(?P<y1>{_YEAR})[./](?P<m1>\d{{1,2}})[./](?P<day>\d{{1,2}})|^(?P<m2>\d{{1,2}})[./](?P<y2>{_YEAR}))\Z"
)
_SHORT = re.compile(r"[-–/](\d\d)(?![\w.-])")
_LAST_DAY = 31
_PARTS = re.compile(rf"(?:(?P<month>{_MONTH})|(?P<year>{_YEAR}))", re.IGNORECASE)
_DAYS = re.compile(r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression: its place in the text, and the ISO dates it gives as beginning, end or both.

    ``kind``: "point" (happened then), "since" (holds from then), "until" (held till then), "by" (at the latest
    then), "span" (both), "after", "before" (no date of its own).
    """

    start: int
    end: int
    kind: str
    first: str
    last: str | None = None


@lru_cache(maxsize=4096)
def iso(text: str) -> str | None:
    """ISO 8601 of one date, as precise as the words: "2019", "2017-03", "2023-11-05"; None where it isn't one."""
    words = text.strip()
    if _ISO.search(words):
        return words[-10:]
    year = month = None
    for m in _PARTS.finditer(words):
        year = m["year"] or year
        month = month or m["month"]
    numbers = _NUMERIC.search(words)
    if numbers is not None:
        return _numeric(numbers)
    if year is None or re.search(r"\d[./]\d", words):
        return _odd(words)
    if month is None:
        return year
    number = _MONTHS[month.lower().rstrip(".")]
    day = _DAYS.search(words)
    if day is None or not 1 <= int(day["day"]) <= 31:
        return f"{year}-{number:02d}"
    return f"{year}-{number:02d}-{int(day['day']):02d}"


def _numeric(match: re.Match[str]) -> str | None:
    """ISO 8601 of "2021/06/10" and "06/2021"; None where the numbers are no date."""
    month, day = int(match["m1"] or match["m2"]), match["day"]
    if not 1 <= month <= len(_MONTH_NAMES) or (day is not None and not 1 <= int(day) <= _LAST_DAY):
        return match["y1"]
    return f"{match['y1'] or match['y2']}-{month:02d}" + (f"-{int(day):02d}" if day is not None else "")


def _odd(text: str) -> str | None:
    import dateparser  # noqa: PLC0415 - costs a second to import, needed for odd forms only

    found = dateparser.parse(text, languages=["en"], settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["year"]})
    return found.date().isoformat() if found is not None else None


_KINDS = {
    "since": "since", "starting": "since", "starting in": "since", "beginning in": "since", "as early as": "since",
    "as far back as": "since", "prior to": "before",
    "until": "until", "till": "until", "through": "until", "up to": "until", "up until": "until", "by": "by",
    "before": "before", "after": "after", "during": "span", "throughout": "span", "over the course of": "span",
    "in the course of": "span", "from": "since", "as of": "point",
}  # fmt: skip


def find_dates(text: str, offset: int = 0) -> list[DateSpan]:
    """All dates in ``text``, in order; places are shifted by ``offset``."""
    found = _ranges(text, offset)
    taken = [(d.start - offset, d.end - offset) for d in found]
    for m in _FIND.finditer(text):
        first = iso(m["first"])
        if first is None or _counts(text, m) or any(a <= m.start("first") < b for a, b in taken):
            continue
        cue = (m["cue"] or "").lower()
        cue = "since" if cue.endswith(" back to") else cue
        second = m["second"]
        if second is not None and not (second[0].isalpha() and second.lower() in {"present", "now", "today"}):
            last = iso(second)
            if cue == "between" or " and " not in text[m.end("first") : m.start("second")].lower():
                found.append(DateSpan(m.start() + offset, m.end() + offset, "span", first, last))
                continue
            found.append(DateSpan(m.start() + offset, m.end("first") + offset, _KINDS.get(cue, "point"), first))
            if last is not None:
                found.append(DateSpan(m.start("second") + offset, m.end() + offset, "point", last))
            continue
        kind = "since" if second is not None else _KINDS.get(cue, "point")
        short = _SHORT.match(text, m.end())
        if short is not None and int(short[1]) > max(int(first[2:4]), len(_MONTH_NAMES)):  # "2016-18"
            found.append(DateSpan(m.start() + offset, short.end() + offset, "span", first, f"{first[:2]}{short[1]}"))
            continue
        found.append(DateSpan(m.start() + offset, m.end() + offset, kind, first, first if kind == "span" else None))
    return sorted(found, key=lambda d: d.start)


def _ranges(text: str, offset: int) -> list[DateSpan]:
    """The days from and to which something lasts, in one month or two of a year."""
    found: list[DateSpan] = []
    if not any(month in text for month in _MONTH_NAMES):
        return found
    for m in _RANGES.finditer(text):
        k = next(k for k in "123" if m[f"a{k}"] is not None)
        month = m[f"m{k}"]
        other = (m[f"n{k}"] if k != "3" else None) or month
        first, last = (month, other) if k == "1" else (other, month)
        begins, ends = iso(f"{m[f'a{k}']} {first} {m['year']}"), iso(f"{m[f'b{k}']} {last} {m['year']}")
        if begins is not None and ends is not None:
            found.append(DateSpan(m.start() + offset, m.end() + offset, "days", begins, ends))
    return found


def has_relative(text: str) -> bool:
    """Whether a year may stand in the text that another date decides."""
    return " year" in text.lower() and _RELATIVE.search(text) is not None


def find_relative(text: str, offset: int, before: str, written: str | None) -> list[DateSpan]:
    """The years in ``text`` that another date decides.

    Args:
        text: a sentence.
        offset: its place, by which places are shifted.
        before: the text before it, in which the year may stand that "the same year" means.
        written: when the text was written (ISO 8601), which "last year" is counted from.
    """
    found = []
    for m in _RELATIVE.finditer(text):
        if m["text"]:
            anchor, step = written, {"last": -1, "this": 0, "next": 1}[m["text"].lower()]
        else:
            named = find_dates(before + text[: m.start()])
            anchor, step = (named[-1].last or named[-1].first) if named else None, 0
            if m["beside"]:
                step = -1 if m["beside"].lower() == "previous" else 1
            elif m["count"]:
                count = m["count"].lower()
                number = 1 if count == "a" else _COUNTS.get(count) or int(count)
                step = -number if m["way"].lower() == "earlier" else number
        if anchor is not None:
            year = str(int(anchor[:4]) + step)
            if m["month"]:
                year += f"-{_MONTHS[m['month'].lower().rstrip('.')]:02d}"
            found.append(DateSpan(m.start() + offset, m.end() + offset, "point", year))
    return found


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a bare "2,000" or "2019" is a number of things: "1990 students"."""
    if not match["first"].isdigit() or match["cue"]:
        return False
    after = re.match(r"\s+([a-z]{4,}s)\b", text[match.end() : match.end() + 24])
    return after is not None
