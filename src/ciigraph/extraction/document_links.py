"""Names that only the whole document explains: a surname whose bearer is named in another unit, a short name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from ciigraph.extraction.lexicon import lexicon
from ciigraph.extraction.names import name_key, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ciigraph.records import EntityType, Extraction, Mention

#: Rules after which a mention's entity is still open: nothing but its own words decided.
_OPEN = frozenset({"new"})
#: … and after which its type may be a guess.
_GUESSED = frozenset({"new", "short-name", "abbreviation-of-document", "name-in-brackets", "acronym"})
_NO_SHORT_NAMES = frozenset({"Person", "Country", "Place", "Agreement", "Event", "Initiative", "GovernmentBody"})


def across_units(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """The extractions of one document, with surnames and short names linked to the full names of other units.

    A surname or short name counts only where exactly one full name of the document has it.
    """
    persons: dict[str, dict[str, Mention]] = {}
    others: dict[str, dict[str, Mention]] = {}
    for extraction in extractions:
        for mention in extraction.mentions:
            _note(mention, persons, others)
    if not persons and not others:
        return tuple(extractions)
    return _one_type(_relinked(extraction, persons, others) for extraction in extractions)


def _one_type(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """An entity that no data file knows has one type in a document: the one it has most often, the first of equals."""
    found = tuple(extractions)
    votes: dict[str, Counter[EntityType]] = {}
    for extraction in found:
        for mention in extraction.mentions:
            if mention.rule in _GUESSED:
                votes.setdefault(mention.entity, Counter())[mention.type] += 1
    chosen = {entity: count.most_common(1)[0][0] for entity, count in votes.items() if len(count) > 1}
    if not chosen:
        return found
    return tuple(
        msgspec.structs.replace(e, mentions=tuple(_typed(m, chosen) for m in e.mentions))
        if any(m.entity in chosen for m in e.mentions)
        else e
        for e in found
    )


def _typed(mention: Mention, chosen: dict[str, EntityType]) -> Mention:
    type_ = chosen.get(mention.entity, mention.type)
    return mention if type_ == mention.type else msgspec.structs.replace(mention, type=type_)


def _note(mention: Mention, persons: dict[str, dict[str, Mention]], others: dict[str, dict[str, Mention]]) -> None:
    if mention.type == "Person":
        words = plain(mention.text).split()
        if len(words) > 1:
            for word in {words[0], words[-1]}:
                persons.setdefault(word, {}).setdefault(mention.entity, mention)
    elif mention.type not in _NO_SHORT_NAMES:
        words = name_key(mention.text).split()
        if len(words) > 1:
            others.setdefault(words[0], {}).setdefault(mention.entity, mention)


def _relinked(
    extraction: Extraction, persons: dict[str, dict[str, Mention]], others: dict[str, dict[str, Mention]]
) -> Extraction:
    changed = False
    mentions = []
    for mention in extraction.mentions:
        new = mention
        if mention.rule in _OPEN and " " not in mention.text:
            if mention.type == "Person":
                # Chinese surnames are too few to mean the same person in another unit
                common = plain(mention.text) in lexicon().words["chinese_surnames"]
                new = mention if common else _linked(mention, persons.get(plain(mention.text), {}), "surname")
            elif mention.type not in _NO_SHORT_NAMES and len(mention.text) > 3:
                full = {e: m for e, m in others.get(name_key(mention.text), {}).items() if m.type == mention.type}
                new = _linked(mention, full, "short-name")
        changed = changed or new is not mention
        mentions.append(new)
    return msgspec.structs.replace(extraction, mentions=tuple(mentions)) if changed else extraction


def _linked(mention: Mention, full: dict[str, Mention], rule: str) -> Mention:
    if len(full) != 1:
        return mention
    (other,) = full.values()
    return msgspec.structs.replace(
        mention,
        entity=other.entity,
        label=other.label,
        wikidata=other.wikidata,
        country=other.country,
        rule=rule,
        score=0.8,
    )
