"""What each format can't hold: texts of documents made fit for XML, spreadsheets and names."""

from __future__ import annotations

import re

#: All but Char of XML 1.0 (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = re.compile(r"[=+\-@\t\r]")
#: Characters that a line doesn't consist of: controls, separators of lines, what is no character.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]+")
#: Characters that only tell how others are shown (Unicode category Cf, as far as it is in use): marks and overrides of
#: direction, joiners, soft hyphens, byte order marks.
_FORMATTING = re.compile(
    r"[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0001-\U000e007f]+"
)
_BLANKS = re.compile(r"\s+")


def for_xml(text: str) -> str:
    """The text with U+FFFD for each character that XML can't hold, and line ends as XML reads them."""
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def for_cell(text: str) -> str:
    """The text for a cell: without NUL, and with an apostrophe before what a spreadsheet would run as a formula."""
    text = text.replace("\0", "\ufffd")
    return f"'{text}" if _FORMULA.match(text) else text


def on_one_line(text: str, longest: int) -> str:
    """The text as a name or a line: control characters as blanks, blanks squeezed, cut where it is too long.

    Formatting characters go, marks of direction among them, as FollowTheMoney's own cleaning has it: they would keep
    two spellings of a name apart, and overrides of direction can make a name look like another.
    """
    plain = _FORMATTING.sub("", _CONTROL.sub(" ", text))
    return _BLANKS.sub(" ", plain).strip()[:longest].rstrip()
