"""Cuts evidence into sentences, with what each names and the years it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ciigraph.inquiry.audit.lexicon import LAND, Hits, Lexicon, Token, tokens

#: Names that are the PRC's own, or parts of it that a text names beside it, and Taiwan.
NOT_ABROAD = frozenset({"land:CN", "land:HK", "land:MO", "land:TW"})
#: Words that all concepts of a pattern may span: in one sentence, and in one with the sentence that it points back to.
REACH, JOINED_REACH = 42, 60
#: The concept of what names the country that a text is about: the country, its people, "my country", its own bodies.
HOME = "home"
#: The year in an address, as news sites write it: /2021/09/02/, /2021-09/, /20210902.
_DATED_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)(?=[/_-]?(?:0[1-9]|1[0-2])(?:[/_-]|[0-3]\d))")

_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_NUMBERED = r"(?:\(?\d{1,2}[.)]|[•●▪–-])[ \t]+"
#: Where a sentence ends, in text as pages leave it: run together, numbered, with the word left over from hyperlinks.
_BREAK = re.compile(
    r"(?<=[.!?…])[\"”’')]*(?:\[\d+\])*\s*(?:(?<=\])|(?<=\s))(?=[\"“‘(\[]?[A-Z0-9\"“])"
    r"|(?<=[a-z)”\"’0-9])[.!?](?=[A-Z“\"][a-z ])"
    r"|\s*\n\s*(?![a-z])"
    rf"|(?<=[.;:!?] )(?={_NUMBERED}[A-Z“\"])"
    r"|\s+(?=Link\s+[A-Z(\[])|(?<=\bLink)\s+(?=[A-Z(\[\"“])"
    r"|;\s+(?=[A-Z])"
)
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Prof|Sen|Rep|Gov|No|vs|etc|e\.g|i\.e|U\.S|U\.K|Inc|Ltd|Co|Jr|Sr)\.$"
    r"|(?<!\S)\d{1,2}\.$"  # the number of an item
)
#: The number of an item, which is no part of its sentence.
_ITEM = re.compile(r"\s*\(?\d{1,2}[.)]\s+(?=\S)")
_YEAR = re.compile(r"(?<![\d.,$€£])(19[5-9]\d|20[0-4]\d)(?![\d%]|[.,]\d)")


@dataclass(slots=True)
class Sentence:
    """A sentence of a unit: ``start`` and ``end`` are its place in the unit's text."""

    text: str
    start: int
    end: int
    words: list[Token]
    hits: Hits = field(default_factory=dict)
    years: tuple[int, ...] = ()
    reach: int = REACH  # words over which a pattern may stand

    def has(self, *concepts: str) -> bool:
        """Whether one of the concepts stands in the sentence."""
        return any(concept in self.hits for concept in concepts)

    def name(self, concept: str, begin: int, end: int) -> None:
        """Take in a name that the graph knows, given by its characters."""
        words = [number for number, word in enumerate(self.words) if word.start < end and begin < word.end]
        if words:
            self.hits.setdefault(concept, []).append((words[0], words[-1] + 1))


def joined(before: Sentence, after: Sentence) -> Sentence:
    """Two sentences as one, for what the second says of something that the first names."""
    shift = len(before.words)
    hits = {concept: list(spans) for concept, spans in before.hits.items()}
    for concept, spans in after.hits.items():
        hits.setdefault(concept, []).extend((start + shift, end + shift) for start, end in spans)
    text = f"{before.text} {after.text}"
    words = [*before.words, *after.words]
    return Sentence(text, before.start, after.end, words, hits, before.years + after.years, JOINED_REACH)


def address_years(text: str) -> tuple[int, ...]:
    """The years that the addresses in a text tell."""
    return tuple(int(y[1]) for address in _ADDRESS.finditer(text) for y in _DATED_ADDRESS.finditer(address[0]))


def sentences(text: str, lexicon: Lexicon, country: str) -> list[Sentence]:
    """The sentences of a text about a country.

    Addresses are blanked out, so that what they spell is no word of a sentence; most end one.
    """
    blank = _ADDRESS.sub(lambda match: "\n" + " " * (len(match[0]) - 1), text)
    found = []
    for start, end in _spans(blank):
        part = blank[start:end]
        words = tokens(part, start)
        if words:
            years = tuple(int(match[1]) for match in _YEAR.finditer(part))
            hits = lexicon.hits(words)
            if home := _home(hits, country):
                hits[HOME] = home
            found.append(Sentence(text[start:end], start, end, words, hits, years))
    return found


def _home(hits: Hits, country: str) -> list[tuple[int, int]]:
    """What names the country; "the government" does where no other country is named."""
    home = [*hits.get(LAND + country, ()), *hits.get("home-word", ())]
    if not any(name.startswith(LAND) and name not in NOT_ABROAD and name != LAND + country for name in hits):
        home += hits.get("home-likely", ())
    return home


def _spans(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in _BREAK.finditer(text):
        if _ABBREVIATED.search(text, start, match.start()):
            continue
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    trimmed = []
    for begin, end in spans:
        part = text[begin:end]
        if part.strip():
            number = _ITEM.match(part)
            lead = number.end() if number else len(part) - len(part.lstrip())
            trimmed.append((begin + lead, end - (len(part) - len(part.rstrip()))))
    return trimmed
