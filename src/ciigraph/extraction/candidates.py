"""Candidates for mentions: names by tokens, before linking; and what names beside them say of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ciigraph.extraction import context
from ciigraph.extraction.names import acronym_of, is_in_other_language, plain
from ciigraph.extraction.runs import han_runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc, Span

    from ciigraph.records import EntityType

#: Types whose names are abbreviated.
ABBREVIATED = frozenset(
    "Company University ResearchBody MediaOrganisation GovernmentBody PoliticalParty Association "  # noqa: SIM905
    "InternationalOrganisation Network Initiative Facility".split()
)
_BRACKET = re.compile(r"\(([^()\n]{6,90})\)")
_SHORT_BRACKET = re.compile(r"\(([A-Z][A-Za-z&-]{1,9})\)")
#: A name in a script without capitals, in brackets: Hebrew, Arabic, Indian scripts, Thai, Khmer, Georgian, Korean …
_LETTER = r"[\u0590-\u08ff\u0900-\u1cff\u3040-\u30ff\uac00-\ud7af]"
_OTHER_SCRIPT = re.compile(rf"(?<=\(){_LETTER}[^()\n]{{0,60}}?(?=\))")
_CONJUNCTIONS = frozenset({"and", ",", "or", "&", "the", "/", "both", '"', "“", "”"})
_BRACKETS = frozenset({"(", "（", "“", '"', "/"})
_ONE = re.compile(r"\b[Tt]he one(?= (?:in|at) (?:the )?[A-Z])")
_ONES = frozenset({"ConfuciusInstitute", "Facility", "University"})
#: Further institutes of some that are spoken of together: "two institutes, one at X and the other at Y".
_INSTITUTES = re.compile(
    r"(?i:\b(?:one of (?:which|them)|(?:the )?ones?|another(?: one)?|the other(?: one)?)"
    r"(?=(?:,? (?:is|are|was|were|has been|located|based|opened|established|hosted|housed|founded)){0,3} (?:in|at)\b)|"
    r"\b(?:the )?(?:first|second|third|fourth|fifth|last)(?: one)?"
    r"(?=(?:,? (?:is|was|has been|located|based|opened|established|hosted|housed|founded)){0,3} at\b))"
    r"(?= (?:[a-z]+ ){1,4}[A-Z])"
)
_REACH = 400  # characters in which an institute must be named before
_DASHES = frozenset({"-", "–", "—", "/", "&", "and"})
_LONGEST_PLACE = 3
#: What is said of cities that are partners; and the indicator that asks for them.
_TWINS = re.compile(r"(?i)sister (?:cit|province|state|region|relation)|twin(?:ned|ning| cit| town)|friendship cit")
_OF_TWINS = "domestic-politics-02"
_SITE = re.compile(
    r"(?<![\w./@-])[A-Z][A-Za-z0-9-]{2,24}\.(?:com|net|org|info|news|tv|media|kz|kg|uz|tm|tj|az|ge|am|by|ua|md|ru|pl|cz|sk|hu|"
    r"ro|bg|rs|ba|hr|si|mk|me|al|gr|it|es|pt|fr|de|at|ch|nl|be|dk|se|no|fi|is|ee|lv|lt|br|ar|cl|pe|ec|bo|mx|pa|sv|id|my|"
    r"sg|th|vn|kh|ph|in|pk|lk|np|ng|ke|za|zm|gh|nz|au|jo|lb|il|qa|eg|ma)(?![\w/@-]|\.\w)"
)
_NO_PARTNERS = frozenset({"Country", "Place", "Person"})


@dataclass(slots=True)
class Candidate:
    """A name by tokens ``start:end``; ``known`` is the id of a known entity, "" where none is."""

    start: int
    end: int
    type: EntityType
    known: str = ""
    sure: bool = True  # False where only the indicator's domain says what kind of thing it is


class Tokens:
    """Which tokens names have taken."""

    def __init__(self, doc: Doc, candidates: Iterable[Candidate] = ()) -> None:
        """All free but those of ``candidates``."""
        self._taken = bytearray(len(doc))
        self.take(candidates)

    def take(self, candidates: Iterable[Candidate]) -> None:
        """Mark the tokens of the candidates."""
        for c in candidates:
            self._taken[c.start : c.end] = b"\x01" * (c.end - c.start)

    def free(self, span: Span | Candidate) -> bool:
        """Whether no name has any token of it."""
        return not any(self._taken[span.start : span.end])


def with_second_names(doc: Doc, taken: list[Candidate], is_generic: Callable[[str], bool]) -> list[Candidate]:
    """All names, with those in brackets or another script beside them: "Name (Naam)", "Name (ABBR)", "中文(Name)"."""
    text = context.text_of(doc)
    if "(" not in text and "（" not in text and text.isascii():
        return taken
    by_end = {c.end: c for c in taken}
    by_start = {c.start: c for c in taken}
    for match in _BRACKET.finditer(text):
        span = doc.char_span(*match.span(1))
        before = None if span is None else by_end.get(span.start - 1)
        if span is None or before is None or before.type in _NO_PARTNERS or not _is_translation(span):
            continue
        inside = [c for c in taken if span.start <= c.start and c.end <= span.end]
        if not any(c.known and c.type not in {"Country", "Place"} for c in inside):
            taken = [*(c for c in taken if c not in inside), Candidate(span.start, span.end, before.type)]
    tokens = Tokens(doc, taken)
    for match in _SHORT_BRACKET.finditer(text):
        span = doc.char_span(*match.span(1))
        before = None if span is None else by_end.get(span.start - 1)
        if (
            before is not None
            and before.type == "Place"
            and span is not None
            and span.text.istitle()
            and tokens.free(span)
            and not is_generic(span.text)
        ):
            taken.append(Candidate(span.start, span.end, "Place"))
        elif span is not None and before is not None and tokens.free(span) and before.type in ABBREVIATED:
            taken += [] if is_generic(span.text) else [Candidate(span.start, span.end, before.type)]
    for start, end in (*han_runs(text), *(m.span() for m in _OTHER_SCRIPT.finditer(text))):
        span = doc.char_span(start, end)
        partner = None if span is None or not tokens.free(span) else _partner(doc, span, by_start, by_end)
        if span is not None and partner is not None:
            taken.append(Candidate(span.start, span.end, partner.type))
    return taken


def _is_translation(span: Span) -> bool:
    return span.text[0].isupper() and len(span) <= 10 and is_in_other_language(span.text)


def _partner(doc: Doc, span: Span, by_start: dict[int, Candidate], by_end: dict[int, Candidate]) -> Candidate | None:
    """The name that a bracket or quotation mark parts from a stretch of Han characters."""
    for partner in (
        by_end.get(span.start - 1),
        by_end.get(span.start - 2),
        by_start.get(span.end + 1),
        by_start.get(span.end + 2),
    ):
        if partner is not None:
            between = doc[span.end : partner.start] if span.start < partner.start else doc[partner.end : span.start]
            if any(token.text in _BRACKETS for token in between):
                return partner
    return None


def coordinated(doc: Doc, open_: list[Span], taken: list[Candidate], tokens: Tokens) -> list[Candidate]:
    """Names beside a name of a sure type, joined by "and" or a comma, are of its type: "the VUB and ULB".

    Changes the types of unsure candidates in place; returns the open stretches that are acronyms beside a name.
    """
    by_start, by_end = {c.start: c for c in taken if c.sure}, {c.end: c for c in taken if c.sure}
    institutes = {c.start for c in taken if c.type == "ConfuciusInstitute"}
    for c in taken:
        if c.sure or c.type in {"Place", "Person"}:
            continue
        beside = neighbour(doc, c.start, c.end, by_start, by_end)
        if c.end in institutes:
            c.type, c.sure = "University", True
        elif beside is not None and beside.type in ABBREVIATED:
            c.type = beside.type
    found = []
    by_start, by_end = {c.start: c for c in taken}, {c.end: c for c in taken}
    for span in open_:
        if tokens.free(span) and span.text.isupper() and 2 < len(span.text) < 8:
            other = neighbour(doc, span.start, span.end, by_start, by_end)
            if other is not None and other.type not in _NO_PARTNERS:
                found.append(Candidate(span.start, span.end, other.type))
    return found


def neighbour(
    doc: Doc, start: int, end: int, by_start: dict[int, Candidate], by_end: dict[int, Candidate]
) -> Candidate | None:
    """The name that is joined to the tokens ``start:end`` by a comma or a conjunction."""
    i = start - 1
    while i >= 0 and start - i <= 3 and doc[i].lower_ in _CONJUNCTIONS:
        i -= 1
    if i < start - 1 and i + 1 in by_end:
        return by_end[i + 1]
    i = end
    while i < len(doc) and i - end < 3 and doc[i].lower_ in _CONJUNCTIONS:
        i += 1
    return by_start.get(i) if i > end else None


def sites(doc: Doc, tokens: Tokens) -> list[Candidate]:
    """Sites that go by their addresses, written as names: "Kursiv.kz"; not the addresses of pages."""
    text = context.text_of(doc)
    spans = (doc.char_span(*match.span()) for match in _SITE.finditer(text))
    return [Candidate(s.start, s.end, "MediaOrganisation") for s in spans if s is not None and tokens.free(s)]


def twins(doc: Doc, open_: list[Span], taken: list[Candidate], tokens: Tokens) -> list[Candidate]:
    """Stretches that are joined to a place in a list of sister cities: "Chalcis - Wuhan".

    Changes unsure candidates in such a list to places, in place.
    """
    if not _TWINS.search(context.text_of(doc)) and doc._.unit.indicator != _OF_TWINS:
        return []
    places = {c.start for c in taken if c.type == "Place"}, {c.end for c in taken if c.type == "Place"}
    for c in taken:
        if not c.sure and not c.known and c.end - c.start <= _LONGEST_PLACE and _paired(doc, c.start, c.end, *places):
            c.type = "Place"
    return [
        Candidate(span.start, span.end, "Place")
        for span in open_
        if tokens.free(span)
        and span.text[0].isupper()
        and not span.text.isupper()
        and _paired(doc, span.start, span.end, *places)
    ]


def _paired(doc: Doc, start: int, end: int, starts: set[int], ends: set[int]) -> bool:
    """Whether a dash joins the tokens ``start:end`` to a place."""
    if doc[end - 1].text.endswith("."):
        return False
    after = end + 1 in starts and doc[end].text in _DASHES
    return after or (start - 1 in ends and doc[start - 1].text in _DASHES)


def repeated(
    doc: Doc, open_: list[Span], taken: list[Candidate], tokens: Tokens, english: frozenset[str]
) -> list[Candidate]:
    """Stretches that are nothing by themselves but a name, or its acronym, elsewhere in the text."""
    rest = [span for span in open_ if tokens.free(span)]
    if not rest:
        return []
    types: dict[str, EntityType] = {}
    for c in taken:
        text = doc[c.start : c.end].text
        types[plain(text)] = c.type
        if c.type in ABBREVIATED:
            types.update((short.lower(), c.type) for short in acronym_of(text) if len(short) > 2)
    found = []
    for span in rest:
        low = plain(span.text)
        if low in types and (low not in english or span.text.isupper()):
            found.append(Candidate(span.start, span.end, types[low]))
    return found


def others_of_kind(doc: Doc, taken: list[Candidate], tokens: Tokens) -> list[Candidate]:
    """Such as "the one in Liège": after an institute, another thing of its kind."""
    found = []
    for match in _ONE.finditer(context.text_of(doc)):
        span = doc.char_span(*match.span())
        if span is not None and tokens.free(span):
            before = [c for c in taken if c.end <= span.start and c.type in _ONES]
            if before:
                found.append(Candidate(span.start, span.end, max(before, key=lambda c: c.start).type))
    institutes = [doc[c.start].idx for c in taken if c.type == "ConfuciusInstitute"]
    for match in _INSTITUTES.finditer(context.text_of(doc)) if institutes else ():
        span = doc.char_span(*match.span())
        if span is None or not tokens.free(span) or any(c.start == span.start for c in found):
            continue
        if any(0 < span.start_char - start < _REACH for start in institutes):
            found.append(Candidate(span.start, span.end, "ConfuciusInstitute"))
    return found
