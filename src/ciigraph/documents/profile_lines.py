"""The lines of a saved country profile, each with its place and what kind of line it is.

A profile is read by its fixed labels ("Answer ( 3 / 4 )", "Supporting Evidence"). Everything else is text: of a
question, of evidence, or of something this program doesn't know, which its place decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a line of a profile is by its form alone."""

    NUMBER = auto()  # "3."
    LAYER = auto()  # "Exposure", or "3. Exposure"
    EDITION = auto()  # "2024"
    ANSWER = auto()  # "Answer ( 3 / 4 )"
    SKIPPED = auto()  # the answer "Skipped", or the option of that name
    OPTION = auto()  # "1/ Few, but insignificant"
    CHOSE = auto()  # "20 countries chose this answer"
    TALLY = auto()  # "98 countries answered this indicator; 0 countries skipped this indicator"
    SUPPORTING = auto()
    SUPPLEMENTARY = auto()
    NOT_FOUND = auto()
    EXPERTS = auto()  # "Answered by 2 anonymous experts, and has been reviewed by …"
    MORE = auto()  # opens the list of options
    HIDE = auto()  # and closes it, with everything under it
    TEXT = auto()


#: Lines that only stand between a question and its evidence.
VALUE_KINDS = frozenset((Kind.EDITION, Kind.ANSWER, Kind.SKIPPED, Kind.OPTION, Kind.CHOSE, Kind.TALLY, Kind.MORE))

_COUNTRIES = r"countr(?:y|ies)"
_CHOSE = rf"(?:\s*(?P<chose>\d{{1,4}})\s*{_COUNTRIES}\s+chose\s+this\s+answer)"
_LAYER_NAMES = "Exposure|Pressure|Alignment|Effect"
_FORMS: dict[Kind, re.Pattern[str]] = {
    Kind.NUMBER: re.compile(r"(?P<number>\d{1,3})\.?"),
    Kind.LAYER: re.compile(rf"(?:(?P<number>\d{{1,3}})\.?\s+)?(?P<layer>{_LAYER_NAMES})"),
    Kind.EDITION: re.compile(r"(?P<edition>20\d\d)"),
    Kind.ANSWER: re.compile(
        r"Answer\s*\(\s*(?P<score>\d{1,3}|[-–—]|skip(?:ped)?|n/?a)\s*/\s*(?P<max>\d{1,3})\s*\)", re.IGNORECASE,
    ),
    Kind.SKIPPED: re.compile(rf"Skip(?:ped)?{_CHOSE}?", re.IGNORECASE),
    Kind.OPTION: re.compile(rf"(?P<score>\d)\s*/\s*(?P<label>[^\W\d].{{0,70}}?){_CHOSE}?"),
    Kind.CHOSE: re.compile(_CHOSE.replace(r"\s*(?P", "(?P", 1)),
    Kind.TALLY: re.compile(
        rf"(?P<answered>\d{{1,4}})\s*{_COUNTRIES}\s+answered\s+this\s+indicator[;,.]?\s*"
        rf"(?:and\s+)?(?P<skipped>\d{{1,4}})\s*{_COUNTRIES}\s+skipped\s+this\s+indicator\.?", re.IGNORECASE,
    ),
    Kind.SUPPORTING: re.compile(r"Supporting\s+Evidences?:?", re.IGNORECASE),
    Kind.SUPPLEMENTARY: re.compile(r"Supplementary\s+Notes?:?", re.IGNORECASE),
    Kind.NOT_FOUND: re.compile(r"Not Found\.?"),
    Kind.EXPERTS: re.compile(
        r"Answered by\b(?P<experts>.{0,300}?),?\s*(?:and\s+)?has been reviewed by\b(?P<reviewer>.{0,300})"
    ),
    Kind.MORE: re.compile(r"(?:Show )?More"),
    Kind.HIDE: re.compile(r"Hide|(?:Show )?Less"),
}  # fmt: skip
#: The longest line that a form can match; longer ones are text without a look.
_LONGEST = 640
_BY_FIRST: dict[str, tuple[Kind, ...]] = {
    "A": (Kind.ANSWER, Kind.EXPERTS, Kind.LAYER),
    "a": (Kind.ANSWER,),
    "E": (Kind.LAYER,),
    "P": (Kind.LAYER,),
    "S": (Kind.SKIPPED, Kind.SUPPORTING, Kind.SUPPLEMENTARY, Kind.MORE, Kind.HIDE),
    "s": (Kind.SKIPPED, Kind.SUPPORTING, Kind.SUPPLEMENTARY),
    "N": (Kind.NOT_FOUND,),
    "M": (Kind.MORE,),
    "L": (Kind.HIDE,),
    "H": (Kind.HIDE,),
}
_DIGIT_KINDS = (Kind.EDITION, Kind.NUMBER, Kind.LAYER, Kind.OPTION, Kind.CHOSE, Kind.TALLY)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that isn't blank. ``start`` and ``end`` enclose it in the document's text, white space around it apart."""

    number: int  # 1-based, blank lines counted
    start: int
    end: int
    text: str
    kind: Kind
    fields: dict[str, str]  # the named parts of its form


def profile_lines(text: str) -> list[Line]:
    """The lines of a profile that aren't blank, in order."""
    lines = []
    offset = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        stripped = raw.strip()
        if stripped:
            start = offset + len(raw) - len(raw.lstrip())
            kind, fields = _kind(stripped)
            lines.append(Line(number, start, start + len(stripped), stripped, kind, fields))
        offset += len(raw) + 1
    return lines


def locator(first: Line, last: Line | None = None) -> str:
    """The place of a run of lines as a URI fragment (RFC 5147)."""
    return f"char={first.start},{(last or first).end}"


def _kind(text: str) -> tuple[Kind, dict[str, str]]:
    if len(text) <= _LONGEST:
        candidates = _DIGIT_KINDS if text[0] in "0123456789" else _BY_FIRST.get(text[0], ())
        for kind in candidates:
            found = _FORMS[kind].fullmatch(text)
            if found is not None:
                return kind, {key: value for key, value in found.groupdict().items() if value is not None}
    return Kind.TEXT, {}
