"""Posts of a state named before who holds them: "President X", "Czech president X", "the Minister of Trade, X".

The post stands for the office, which is a body of the state; like unnamed actors it is a mention only where a
relation needs it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from slugify import slugify
from spacy.tokens import Span

from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.names import name_key
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: A post and its field end at most so many characters before the name.
_REACH = 90
_FIELD = r"[A-Z][\w’'-]*"
_WORDS = rf"{_FIELD}(?:(?:,? and (?:the )?|, | of | ){_FIELD}){{0,6}}"
_STATE = frozenset({"Country", "Place"})


@cache
def _post() -> re.Pattern[str]:
    """A post right before a name: the post, its field, then at most a comma."""
    heads = "|".join(sorted((re.escape(w) for w in words().state_posts), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?P<post>(?:{heads})(?: (?:of|for) (?:the )?{_WORDS})?)(?P<gap>,? )$", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    """What belongs to the post before its head: "Deputy", "Foreign", "Digital"."""
    return re.compile(rf"(?:(?:{_FIELD}|prime|foreign|vice|deputy|defen[cs]e|state)[ -]){{1,3}}$")


def posts(doc: Doc, mentions: list[Span]) -> list[Span]:
    """The posts before persons' names, as spans of type GovernmentBody that are marked anonymous."""
    found: list[Span] = []
    text = ""
    previous = 0
    taken = {i: m for m in mentions for i in range(m.start, m.end)}
    for m in mentions:
        if m.label_ != "Person" or m._.anonymous:
            continue
        text = text or doc.text
        end = m.start_char
        limit = max(previous, end - _REACH)
        previous = m.end_char
        lower = text[limit:end].lower()
        if not any(word in lower for word in words().state_posts):
            continue
        while True:
            span = _one(doc, text, limit, end, taken)
            if span is None:
                break
            found.append(span)
            if not text[limit : span.start_char].endswith(" and "):
                break
            end = span.start_char - len("and ")
    return found


def _one(doc: Doc, text: str, limit: int, end: int, taken: dict[int, Span]) -> Span | None:
    match = _post().search(text[limit:end])
    if match is None or "\n" in match[0]:
        return None
    start, stop = limit + match.start("post"), limit + match.end("post")
    if start and text[start - 1].isalnum():
        return None
    capital = text[start].isupper()
    lead = _before().search(text[limit:start])
    if lead is not None and "\n" not in lead[0]:
        start = limit + lead.start()
    span = doc.char_span(start, stop)
    if span is None:
        return None
    return _office(doc, span, taken, capital)


def _office(doc: Doc, span: Span, taken: dict[int, Span], capital: bool) -> Span | None:
    """The post without its country and "former"; None where it belongs to a firm or is only a word."""
    country = None
    while len(span) > 1 and (span.start in taken or span[0].lower_ in {"the", "former", "then", "when", "in", "after"}):
        if span.start in taken and taken[span.start].label_ not in _STATE:
            return None  # "Acme President X": no post of a state
        country = country or gazetteer().demonyms.get(name_key(span[0].text))
        span = doc[span.start + 1 : span.end]
    country = country or next((c for t in span if (c := gazetteer().demonyms.get(name_key(t.text)))), None)
    before = taken.get(span.start - 1) or (taken.get(span.start - 2) if span.start > 1 else None)
    if (
        before is not None
        and before.end >= span.start - 1
        and before.label_ not in _STATE
        and before.label_ != "Person"
    ):
        return None
    if any(i in taken for i in range(span.start, span.end)) or not (capital or country or span.text[0].isupper()):
        return None
    return _mention(doc, span, country)


def _mention(doc: Doc, span: Span, country: str | None) -> Span:
    post = Span(doc, span.start, span.end, label="GovernmentBody")
    post._.anonymous = True
    post._.link_rule = "post of a state"
    code = country or doc._.unit.country or ""
    post._.entity = slugify(f"{code} {span.text}")
    post._.entity_label, post._.entity_country = span.text, country
    return post
