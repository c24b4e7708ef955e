"""Component ``sentence_starts``: text as pages leave it, made fit for a parser.

Evidence texts run sentences together ("Institute.This"), number them inside a paragraph, break lines without a full
stop and carry left-over words of the page. The marks are set before the parser runs, which then respects them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from ciigraph.extraction import context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

#: Longer texts are cut, at sentence or paragraph bounds, so that time and memory stay in proportion.
PIECE_LENGTH = 6000

_NUMBERED = r"(?:\(?\d{1,2}[.)]|[•●▪–-])[ \t]+"
_STARTS = re.compile(
    r"(?<=\n)[ \t]*(?P<line>\S)"
    r"|(?<=[a-z)”\"’0-9])[.!?](?P<joined>[A-Z“\"])(?=[a-z ])"
    rf"|(?<=[.;:!?] )(?P<list>{_NUMBERED}(?=[A-Z“\"]))"
)
#: An address of a page outside of any sentence: nothing stands behind it, or something that begins anew.
_ADDRESS = re.compile(
    r"(?<!\S)[(\[]?(?P<address>https?://\S{4,})"
    r"(?=[ \t]*(?:$|\n|[ \t](?:[“\"(\[]?(?P<behind>[A-Z])|(?P<mark>[0-9•●]))))"
)
#: What an entry has before its text: the year or date and a dash, or a bullet at the beginning of a line.
_DATE = r"(?:\d{1,2}[./ ])?(?:\d{1,2}[./]|[A-Z][a-z]{2,8}\.?,? )?(?:19|20)\d\d\)?[ \t]?[-–—:]"
_ENTRY = re.compile(
    rf"(?:(?:^|\n|[.!?)”\"/] )[“\"(]?{_DATE}|(?:^|\n)[ \t]*[•●▪◦])[ \t]+(?P<entry>[“\"]?[A-Z])",
)
#: What a page's link is called when only its text was kept ("Link", "(Source: Link)"), and what may stand around it
#: so that no sentence can have it there. "Mombasa Link Road" and "the Link" may be names.
_LINK_TEXT = re.compile(r"(?<![\w-])(?:Links?|LINK)(?![\w-])")
_OUTSIDE_BEFORE = re.compile(r"(?:^|[.!?,;:)\]”\"]|[-–]|\b(?:Links?|LINK)|(?<![\w-])[a-z]{3,}|\d)\s*$")
_OUTSIDE_BEHIND = re.compile(r"\s*(?:$|[.,;:)\]]|[-–(\[“\"]|[A-Z0-9])")
_DETERMINED = re.compile(r"\b(?:the|this|that|a|an|its|their|of|and)\s*$", re.IGNORECASE)
#: So many characters before it are enough to judge.
_AROUND = 24
#: So many link texts outside of any sentence, or one among many, make the doubtful ones link texts too.
_SURE, _MANY = 2, 3
#: A line end is no sentence end when the next line goes on in lower case.
_GOES_ON = re.compile(r"[a-z]")

#: Runs of words joined without blanks, as dumps of link texts have them ("ChinaBelgiumHistoryofTrade…").
_GLUED = re.compile(r"[a-z)][A-Z][a-z]")


def sentence_starts(text: str) -> Iterator[int]:
    """Offsets where a sentence begins although the text doesn't say so by a full stop and a blank."""
    for match in _STARTS.finditer(text):
        kind = match.lastgroup or "line"
        start = match.start(kind)
        if kind == "line" and _GOES_ON.match(text, start):
            continue
        yield start
    if "http" in text:
        for match in _ADDRESS.finditer(text):
            yield match.start("address")
            behind = match.lastgroup or "address"
            if behind != "address":
                yield match.start(behind)
    for match in _ENTRY.finditer(text):
        yield match.start("entry")


def without_link_texts(text: str) -> str:
    """The text with a line break where a page's links have left nothing but the word "Link"; offsets stay."""
    found, sure = [], 0
    for match in _LINK_TEXT.finditer(text):
        before = text[max(0, match.start() - _AROUND) : match.start()]
        outside = (
            _OUTSIDE_BEFORE.search(before) is not None
            and _OUTSIDE_BEHIND.match(text, match.end()) is not None
            and not _DETERMINED.search(before)
        )
        sure += outside
        found.append((match.start(), match.end(), outside))
    parts, done = [], 0
    for start, end, outside in found:
        if outside or sure >= _SURE or (sure and len(found) >= _MANY):
            parts += [text[done:start], "\n".rjust(end - start)]
            done = end
    return "".join([*parts, text[done:]])


def is_link_dump(text: str) -> bool:
    """Whether a text is link texts run together: long, with glued words all through and next to no sentence marks."""
    if len(text) < 300:
        return False
    glued = len(_GLUED.findall(text))
    stops = len(re.findall(r"[.!?](?:\s|$)", text))
    return glued >= 10 and glued * 60 > len(text) / 2 and stops * 400 < len(text)


def pieces(text: str, length: int = PIECE_LENGTH) -> Iterator[tuple[int, str]]:
    """Cut a text into pieces of about ``length`` at paragraph, line or sentence bounds, with their offsets.

    Together the pieces are the text, character by character. A stretch without any bound is cut at a blank,
    or where it has none, after ``length`` characters.
    """
    start = 0
    while len(text) - start > length:
        window = text[start : start + length]
        cut = 0
        for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?])\s+(?=[A-Z\"“(])", r"\s"):
            for match in re.finditer(pattern, window[length // 2 :]):
                cut = length // 2 + match.end()
            if cut:
                break
        cut = cut or length
        yield start, text[start : start + cut]
        start += cut
    yield start, text[start:]


@Language.component("sentence_starts")
def mark_sentence_starts(doc: Doc) -> Doc:
    """Mark the tokens at ``sentence_starts`` as beginning a sentence."""
    if not len(doc):
        return doc
    offsets = list(sentence_starts(context.text_of(doc)))
    if offsets:
        starts = {token.idx: token for token in doc}
        for offset in offsets:
            token = starts.get(offset)
            if token is not None and token.i:
                token.is_sent_start = True
    return doc
