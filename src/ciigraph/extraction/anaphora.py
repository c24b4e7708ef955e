"""Class nouns that refer back ("the institute", "this company", "said terminal"): to the last fitting antecedent.

They are no names, so they aren't mentions by themselves; ``doc.spans["anaphors"]`` holds them, linked, for whoever
needs the thing they stand for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ciigraph.extraction import context

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from ciigraph.extraction.lexicon import Lexicon

#: Key of ``doc.spans``: class nouns that refer back, with the attributes of the mention they refer to.
ANAPHORS = "anaphors"

#: Bodies whose names hold the noun that refers back to them.
_NAMED_SO = frozenset({"embassy", "ministry"})
#: "The hacker group" is no company.
_ATTACKING = re.compile(r"\b(?:hack|threat|espionage|cyber|spy|attack|ransomware)", re.IGNORECASE)
_DETERMINERS = r"(?:the same|the said|the latter|the|this|that|said)"


@cache
def _references(nouns: frozenset[str]) -> re.Pattern[str]:
    """Determiner, up to two words, class noun; not where the noun is only part of a longer phrase."""
    alternatives = "|".join(sorted(nouns, key=lambda noun: (-len(noun), noun)))
    return re.compile(rf"(?i)\b{_DETERMINERS}((?: [a-z]+(?:-[a-z]+)?){{0,2}}?) ({alternatives})\b(?! of\b|-)")


def _tells(mention: Span, reference: int) -> bool:
    """Whether the name is of who tells about what is referred to: "Spotted by X, the group …", "According to X, …"."""
    preposition = mention.root.head
    told = preposition.lower_ == "by" or (preposition.lower_ == "to" and preposition.head.lower_ == "according")
    return told and reference < mention.sent.end_char


def resolve(doc: Doc, mentions: list[Span], lexicon: Lexicon) -> list[Span]:
    """The references back in a text, each with the entity of its antecedent."""
    if not mentions:
        return []
    found = []
    for match in _references(frozenset(lexicon.anaphors)).finditer(context.text_of(doc)):
        types = lexicon.anaphors[match.group(2).lower()]
        if _ATTACKING.search(match.group(1)):
            types = frozenset({"ThreatActor"})
        before = [
            m for m in mentions if m.end_char <= match.start() and m.label_ in types and not _tells(m, match.start())
        ]
        if not before or any(m.start_char < match.end() and match.start() < m.end_char for m in mentions):
            continue
        antecedent = before[-1]
        noun = match.group(2).lower()
        if noun in _NAMED_SO and noun not in f"{antecedent.text} {antecedent._.entity_label}".lower():
            continue  # "the embassy" is no government named before
        span = doc.char_span(*match.span(), label=antecedent.label_, alignment_mode="expand")
        if span is None:
            continue
        source = antecedent._
        target = span._
        target.entity, target.entity_label, target.entity_country = (
            source.entity,
            source.entity_label,
            source.entity_country,
        )
        target.wikidata, target.link_rule, target.link_score = source.wikidata, "head-noun", 0.7
        found.append(span)
    return found
