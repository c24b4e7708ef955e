"""Posts of a state named before who holds them: "President X", "Czech president X", "the Minister of Trade, X".

The post stands for the office, which is a body of the state; like unnamed actors it is a mention only where a
relation needs it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec
from slugify import slugify
from spacy.tokens import Span

from ciigraph.extraction.context import reading_of
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.names import name_key
from ciigraph.extraction.triggers import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ciigraph.records import Relation

#: A post and its field end at most so many characters before the name.
_REACH = 90
_FIELD = r"[A-Z][\w’'-]*"
_WORDS = rf"{_FIELD}(?:(?:,? and (?:the )?|, | of | ){_FIELD}){{0,6}}"
_STATE = frozenset({"Country", "Place"})
_LOCAL = frozenset({"governor", "president", "premier"})
_AND = re.compile(r",? and (?:the )?")
#: Words before a post that are no part of it.
_NO_PART = frozenset(
    {"the", "former", "then", "when", "in", "after", "and", "of", "by", "with", "during", "while", "as", "since",
     "before", "until", "under", "that", "than", "for", "to", "from", "on", "at", "although", "because", "if"}
)  # fmt: skip


@cache
def _post() -> re.Pattern[str]:
    """A post right before a name: the post, its field, then at most a comma."""
    heads = "|".join(sorted((re.escape(w) for w in words().state_posts), key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?P<post>(?:{heads})(?: (?:of|for|to) (?:the )?{_WORDS}(?: to (?:the )?{_WORDS})?)?)(?P<gap>,? )$",
        re.IGNORECASE,
    )


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
        text = text or reading_of(doc)
        end = m.start_char
        limit = max(previous, end - _REACH)
        previous = m.end_char
        lower = text[limit:end].lower()
        if not any(word in lower for word in words().state_posts):
            continue
        group: list[Span] = []
        while (span := _one(doc, text, limit, end, taken)) is not None:
            group.append(span)
            if not text[limit : span.start_char].endswith(" and "):
                break
            end = span.start_char - len("and ")
        _share_country(group)
        found += group
    return found


def _share_country(posts_: list[Span]) -> None:
    """Give one country to all posts of a person: "Ruritanian State Councillor and Foreign Minister X"."""
    country = next((p._.entity_country for p in posts_ if p._.entity_country is not None), None)
    for post in posts_:
        if country is not None and post._.entity_country is None:
            post._.entity, post._.entity_country = slugify(f"{country} {post.text}"), country


def _one(doc: Doc, text: str, limit: int, end: int, taken: dict[int, Span]) -> Span | None:
    match = _post().search(text[limit:end])
    if match is None or "\n" in match[0]:
        return None
    start, stop = limit + match.start("post"), limit + match.end("post")
    for joint in _AND.finditer(text, start, stop):  # "Minister of Trade, and Chinese Ambassador": of two persons
        following = text[joint.end() : stop].lower().split()[:3]
        if any(word in words().state_posts for word in following):
            start = joint.end()
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
    while len(span) > 1 and (span.start in taken or span[0].lower_ in _NO_PART or not span[0].is_alpha):
        if span.start in taken and taken[span.start].label_ not in _STATE:
            return None  # "Acme President X": no post of a state
        if span.start in taken and taken[span.start].label_ == "Place" and span[-1].lower_ in _LOCAL:
            return None  # "Lakeside Governor X": the place says of what
        country = country or gazetteer().demonyms.get(name_key(span[0].text))
        span = doc[span.start + 1 : span.end]
    country = country or next((c for t in span if (c := gazetteer().demonyms.get(name_key(t.text)))), None)
    before = taken.get(span.start - 1) or (taken.get(span.start - 2) if span.start > 1 else None)
    if (
        before is not None
        and before.end >= span.start - 1
        and before.label_ not in _STATE
        and before.label_ != "Person"
    ) or (country is None and span.start > 1 and doc[span.start - 1].text == ")" and not doc[span.start - 2].is_digit):
        return None  # "the Chamber of Lakeside (CL) President X"
    if before is not None and before.label_ == "Country" and not (span[0].i and doc[span.start - 1].text == ","):
        country = country or before._.entity_country
    inside = {taken[i].start: taken[i] for i in range(span.start, span.end) if i in taken}
    whose = next(iter(inside.values())) if len(inside) == 1 else None
    if whose is not None and (whose.label_ != "Country" or whose.end != span.end):
        return None  # "Minister of Trade of Ruritania" is one name
    if len(inside) > 1 or not (capital or country or span.text[0].isupper()):
        return None
    post = _mention(doc, span, country or (whose._.entity_country if whose is not None else None))
    post._.swallowed = whose
    return post


def _mention(doc: Doc, span: Span, country: str | None) -> Span:
    post = Span(doc, span.start, span.end, label="GovernmentBody")
    post._.anonymous = True
    post._.link_rule = "post of a state"
    code = country or doc._.unit.country or ""
    post._.entity = slugify(f"{code} {span.text}")
    post._.entity_label, post._.entity_country = span.text, country
    return post


def by_holders(relations: list[Relation], mentions: list[Span]) -> list[Relation]:
    """What is said of an office whose holder is named beside it, or once in the text, is the holder's doing."""
    beside: dict[int, int] = {}
    holders: dict[str, dict[str, int]] = {}  # office -> who held it, with a position
    for r in relations:
        if r.predicate == "holdsPositionIn" and mentions[r.object]._.anonymous and r.polarity == "affirmed":
            beside[r.object] = r.subject
            holders.setdefault(mentions[r.object]._.entity, {})[mentions[r.subject]._.entity] = r.subject
    if not beside:
        return relations

    def holder(end: int) -> int:
        if end in beside:
            return beside[end]
        known = holders.get(mentions[end]._.entity, {})
        only = next(iter(known.values())) if len(known) == 1 else end
        return only if only < end and mentions[end].label_ == "GovernmentBody" else end

    found: list[Relation] = []
    said: set[tuple[str, int, int]] = set()
    for r in relations:
        if r.predicate != "holdsPositionIn":
            subject, object_ = holder(r.subject), holder(r.object)
            if mentions[subject]._.entity == mentions[object_]._.entity:
                continue
            if (subject, object_) != (r.subject, r.object):
                r = msgspec.structs.replace(r, subject=subject, object=object_)  # noqa: PLW2901
            if (r.predicate, subject, object_) in said:
                continue
            said.add((r.predicate, subject, object_))
        found.append(r)
    return found
