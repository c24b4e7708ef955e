"""Capitalised runs: the stretches of a text in which names stand, word by word with their joining words."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ciigraph.extraction.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _capitals() -> str:
    """A character class of all capital letters (the ``re`` module has no class of its own for them)."""
    letters = [chr(c) for c in range(0xC0, 0x1F00) if chr(c).isupper()]
    return "A-Z" + "".join(letters)


#: Joining words inside names, English and of languages that English texts quote. "de" and the like never end a name.
_SMALL = (
    "of|for|and|the|in|on|at|to|de|del|della|di|do|da|dos|das|du|des|es|en|para|por|pour|per"
    "|la|le|les|el|los|las|y|e|et|van|von|der|den|und|zu|al|ul|bin|binti|bint|ibn|të"
)
_CAP = _capitals()
_WORD = (
    rf"(?:(?:[{_CAP}]\.){{2,}}(?:[{_CAP}](?!\w))?"  # U.S., P.R.C
    rf"|(?:(?:al|el|ad|an|as|at|ar|ash)-|[dlDL]['’]|[ei])?[{_CAP}](?:\w|['’´](?=[\w]))*"  # al-Ahram, d'Ivoire, iPhone
    rf"(?:[-–&+](?:[{_CAP}0-9])(?:\w|['’](?=\w))*)*"  # West-Flanders
    r"(?:(?<=\b(?:Ltd|Inc|Mrs|Pvt|Pte|Pty|Sdn|Bhd))\.|(?<=\b(?:Corp|Prof))\.|(?<=\b(?:Co|St|Dr|Mr|Ms))\."
    r"|(?<=\b[A-Z])\.(?= ))?)"
)
_MORE = r"(?=(?:Ltd|LTD|Inc|LLC|Limited)\b)"  # "Co., Ltd."
_NUMBER = r"\d{1,4}(?![\w,.]*\d|\w|%)"
_BLANK = r"[ \u00a0]{1,3}"
_RUN = re.compile(
    rf"(?<!\w)(?<!\w[-'’])(?:{_WORD})"
    rf"(?:{_BLANK}(?:(?:(?:{_SMALL}|&){_BLANK}){{0,3}}(?:{_WORD})|{_NUMBER})|,{_BLANK}{_MORE}(?:{_WORD}))*"
)
_PIECE = re.compile(rf"(?P<word>{_WORD})|(?P<number>{_NUMBER})|(?P<small>{_SMALL}|&)(?= |\u00a0)")
_ADDRESS = re.compile(r"(?:https?:|www\.)\S+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff·]{2,40}")
_POSSESSIVE = re.compile(r"['’´`]s?$")


@dataclass(slots=True)
class Word:
    """A capitalised word (or number) of a run. ``joiner`` are the small words before it, "" for none."""

    text: str
    start: int
    end: int
    low: str
    joiner: str = ""
    possessive: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a number that belongs to the name before it ("Vision 2030")."""
        return self.text.isdigit()


def runs(text: str) -> Iterator[list[Word]]:
    """All capitalised runs of a text, in order; offsets are the text's."""
    addresses = [m.span() for m in _ADDRESS.finditer(text)] if "http" in text or "www." in text else []
    for match in _RUN.finditer(text):
        if addresses and any(start <= match.start() < end for start, end in addresses):
            continue
        words = run_words(text, match.start(), match.end())
        if words:
            yield words


def run_words(text: str, start: int, end: int) -> list[Word]:
    """The words between two offsets, each with the small words before it."""
    words: list[Word] = []
    joiner: list[str] = []
    for piece in _PIECE.finditer(text, start, end):
        if piece.lastgroup == "small":
            joiner.append(piece.group())
            continue
        word = piece.group()
        stop = piece.end()
        mark = _POSSESSIVE.search(word)
        possessive = mark is not None and len(word) > 2
        if mark is not None and possessive:
            stop -= len(mark.group())
            word = word[: mark.start()]
        words.append(Word(sys.intern(word), piece.start(), stop, plain(word), " ".join(joiner), possessive))
        joiner = []
    return words


def han_runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of Han characters."""
    if not text.isascii():
        for match in _HAN.finditer(text):
            yield match.span()
