"""Mentions of one text that mean the same thing: a second name in brackets, an acronym, a later surname."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from ciigraph.extraction.abbreviations import matches
from ciigraph.extraction.context import text_of
from ciigraph.extraction.names import acronym_of, is_in_other_language, plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Span

    from ciigraph.extraction.links import Link
    from ciigraph.records import EntityType

_NO_ORGANISATIONS = frozenset({"Country", "Place", "Person"})
#: Between a name and its second name stand a bracket and a blank at most.
_GAP = 2
_LONGEST_ACRONYM = 8
_FORMER_NAME = re.compile(r"\s?\((?:formerly|previously|originally|ex-)(?: known as| called| named)?(?: the)? ?")


def unite_brackets(doc: Doc, mentions: list[Span], links: list[Link], known: Collection[str]) -> None:
    """A name in brackets after a name is its abbreviation or translation: both get one link, in place.

    The link that stays is that of the known entity, else of the name in Latin script, else of the first.
    """
    text = text_of(doc)
    for n in range(1, len(mentions)):
        first, second = mentions[n - 1], mentions[n]
        between = text[first.end_char : second.start_char]
        if links[n - 1].entity == links[n].entity:
            continue
        if (
            _FORMER_NAME.fullmatch(between)
            and first.label_ == second.label_
            and _may_be_renamed(n, mentions, links, known)
        ):
            links[n] = replace(links[n - 1], rule="former name", score=0.9)
            continue
        if len(between) > _GAP or not {"(", "（"} & set(between):
            continue
        if not _one_thing(first, second, links[n - 1], links[n]):
            continue
        stays, goes = n - 1, n
        if links[n - 1].entity not in known and (links[n].entity in known or not _is_latin(first.text)):
            stays, goes = n, n - 1
        type_ = links[stays].type or cast("EntityType", mentions[stays].label_)
        links[goes] = replace(links[stays], rule="name-in-brackets", score=0.9, type=type_)


def _may_be_renamed(n: int, mentions: list[Span], links: list[Link], known: Collection[str]) -> bool:
    """Whether "X (formerly Y)" may give one thing two names: an organisation, not two that are known apart."""
    named = mentions[n].label_ not in _NO_ORGANISATIONS
    return named and not (links[n].entity in known and links[n - 1].entity in known)


def _one_thing(first: Span, second: Span, one: Link, other: Link) -> bool:
    """Whether a bracket can be another name of what stands before it: an abbreviation, or a translation."""
    if {first.label_, second.label_} & _NO_ORGANISATIONS:
        return False
    if _is_latin(first.text) != _is_latin(second.text):
        return True
    short, long = sorted((first.text, second.text), key=len)
    if " " not in short and sum(c.isupper() for c in short) > 1:
        unexplained = first.label_ == second.label_ and other.rule == "new" and one.rule != "exact"
        return matches(short, long) or unexplained
    return first.label_ == second.label_ and other.rule == "new" and is_in_other_language(second.text)


def _is_latin(text: str) -> bool:
    return any(c.isascii() and c.isalpha() for c in text)


def unite_acronyms(mentions: list[Span], links: list[Link]) -> None:
    """An acronym of a name that the text gave before, though nowhere defined: "Chinese Cultural Centre … this CCC"."""
    for n, span in enumerate(mentions):
        text = span.text
        if links[n].rule != "new" or not text.isupper() or not 2 < len(text) <= _LONGEST_ACRONYM:
            continue
        for k in range(n - 1, -1, -1):
            earlier = mentions[k]
            if earlier.label_ not in _NO_ORGANISATIONS and " " in earlier.text and text in acronym_of(earlier.text):
                type_ = links[k].type or cast("EntityType", earlier.label_)
                links[n] = replace(links[k], rule="acronym", score=0.85, type=type_)
                break


def unite_surnames(mentions: list[Span], links: list[Link]) -> None:
    """A person's later surname (or a Chinese name's first word) is the person, where one alone has been named so."""
    full: dict[str, dict[str, Link]] = {}
    for n, span in enumerate(mentions):
        words = plain(span.text).split()
        if span.label_ != "Person" or not words:
            continue
        bearers = full.get(" ".join(words), {})
        if links[n].rule == "new" and len(bearers) == 1:
            (bearer,) = bearers.values()
            links[n] = replace(bearer, rule="surname", score=0.9)
        elif len(words) > 1:
            for part in (words[0], *(" ".join(words[k:]) for k in range(1, len(words)))):
                full.setdefault(part, {}).setdefault(links[n].entity, links[n])
