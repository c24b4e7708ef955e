"""Countries that other words than their names stand for: "the Chinese side", "Central Asian countries", "the West"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Span

from ciigraph.extraction.context import text_of
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.knowledge import knowledge
from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.names import name_key, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from ciigraph.extraction.knowledge import Entity

#: ``span._.link_rule`` of a group of countries; like unnamed actors they are mentions where a relation needs them.
GROUP = "group of countries"
_WORDS = re.compile(r"[\w.’'-] (side|countries|nations|states|republics)\b")
#: "The Chinese", "the West" as parties.
_NOMINAL = re.compile(r"\b[Tt]he ([A-Z][a-z]{3,})\b(?! [A-Z])")
_ACTING = frozenset({"nsubj", "nsubjpass"})
_LONGEST = 4
_HYPHENS = frozenset({"-", "–", "/"})
#: Before these words it is only some of the countries.
_SOME = frozenset(
    "some many several few most certain various other one two three four five six ten both non number majority".split()  # noqa: SIM905
)


def country_words(doc: Doc, taken: dict[int, Span]) -> list[Span]:
    """The countries and groups of countries that such words stand for, outside the names in ``taken``."""
    found: list[Span] = []
    for match in _WORDS.finditer(text_of(doc)):
        noun = doc.char_span(*match.span(1))
        if noun is None or noun.start in taken:
            continue
        i = noun.start
        if noun.end < len(doc) and (doc[noun.end].text == "-" or doc[noun.end].pos_ in {"NOUN", "PROPN"}):
            continue
        found += _side(doc, i) if noun.text == "side" else _group(doc, i, taken)
    for match in _NOMINAL.finditer(text_of(doc)):
        word = doc.char_span(*match.span(1))
        if word is not None and word.start not in taken:
            found += _nominal(doc, word.start, taken)
    return found


def _nominal(doc: Doc, i: int, taken: dict[int, Span]) -> Iterator[Span]:
    """The country or area of "the Chinese", "the Russians", "the West", where they are parties themselves."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    if after is not None and (
        i + 1 in taken or after.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or after.text in _HYPHENS
    ):
        return
    if doc[i].text == "West":
        if not (doc[i].dep_ in _ACTING or doc[i].head.lower_ == "by") or (after is not None and after.lower_ == "of"):
            return
        span = _mention(doc, i - 1, i + 1, knowledge().entities[lexicon().country_groups["western"]], GROUP)
        span._.anonymous = True
        yield span
        return
    places = gazetteer()
    code = places.demonyms.get(name_key(doc[i].text)) or places.demonyms.get(name_key(doc[i].text.removesuffix("s")))
    if code is not None and doc[i].dep_ in _ACTING and doc[i].head.pos_ in {"VERB", "AUX"}:
        span = _mention(doc, i - 1, i + 1, knowledge().entities[places.ids[code]], "country's people")
        span._.anonymous = True
        yield span


def _side(doc: Doc, i: int) -> Iterator[Span]:
    """The country of "the Chinese side"."""
    places = gazetteer()
    for start in (i - 2, i - 1):
        if start < 0 or doc[start].lower_ == "the" or not doc[start].text[0].isupper():
            continue
        code = places.demonyms.get(name_key(doc[start:i].text))
        if code is not None and (not start or doc[start - 1].text != "-"):
            yield _mention(doc, start, i + 1, knowledge().entities[places.ids[code]], "country's side")
            return


def _group(doc: Doc, i: int, taken: dict[int, Span]) -> Iterator[Span]:
    """The area that a group of countries makes up, by the adjective before the noun."""
    groups = lexicon().country_groups
    for n in range(min(_LONGEST, i), 0, -1):
        start = i - n
        id_ = groups.get(plain(doc[start:i].text))
        if id_ is None:
            continue
        covered = {taken[k].label_ for k in range(start, i) if k in taken}
        if not _only_some(doc, start) and doc[start].text[0].isupper() and covered.isdisjoint({"Country", "Person"}):
            span = _mention(doc, start, i + 1, knowledge().entities[id_], GROUP)
            span._.anonymous = True
            span._.swallowed = next((taken[k] for k in range(start, i) if k in taken), None)
            yield span
        return


def _only_some(doc: Doc, start: int) -> bool:
    """Whether not all countries of the group are meant: "some African countries", "one of the Gulf states"."""
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ == "the" and start > 1:
        return (
            doc[start - 2].lower_ == "of" and start > 2 and doc[start - 3].lower_ not in {"representatives", "leaders"}
        )
    return before is not None and (before.lower_ in _SOME or before.like_num or before.text == "-")


def _mention(doc: Doc, start: int, end: int, entity: Entity, rule: str) -> Span:
    span = Span(doc, start, end, label=entity.type)
    span._.entity, span._.entity_label, span._.wikidata = entity.id, entity.label, entity.wikidata
    span._.entity_country, span._.link_rule, span._.link_score = entity.country, rule, 0.9
    return span
