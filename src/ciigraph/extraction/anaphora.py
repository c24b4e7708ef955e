"""Class nouns that refer back ("the institute", "this company", "said terminal"): to the last fitting antecedent.

They are no names, so they aren't mentions by themselves; ``doc.spans["anaphors"]`` holds them, linked, for whoever
needs the thing they stand for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ciigraph.extraction import context
from ciigraph.extraction.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Span

    from ciigraph.extraction.lexicon import Lexicon

#: Key of ``doc.spans``: class nouns that refer back, with the attributes of the mention they refer to.
ANAPHORS = "anaphors"

#: Nouns that only refer to what is named by them: "the embassy" is no government, "the forum" no festival.
_NAMED_SO = frozenset(
    {"embassy", "ministry", "forum", "summit", "conference", "seminar", "workshop", "exhibition", "expo", "fair",
     "festival", "exercise", "tour", "course", "competition", "symposium", "congress", "airport", "hospital", "museum",
     "stadium", "chamber", "federation", "club", "department", "committee", "bureau", "law", "policy", "plan",
     "corridor", "treaty", "station", "news agency"}
)  # fmt: skip
#: Words that make the noun another thing than the one named, unless it only says what that is: "X is the first school".
_SINGLED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|next|other|new|another|different|only|main|best|core|pro|anti|most"
    r"|[a-z]+est)\b",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SAYING = frozenset({"attr", "appos", "oprd", "pobj", "conj"})
#: "The hacker group" is no company.
_ATTACKING = re.compile(r"\b(?:hack|threat|espionage|cyber|spy|attack|ransomware)", re.IGNORECASE)
#: Characters between a class noun and the name that it only introduces; what may stand there.
_BESIDE = 4
_NAMES_IT = re.compile(r" ?[-–—]? ?[“\"‘']?[A-Z\d]")
#: Characters before the last fitting name within which another may be meant that has the noun in it.
_FAR = 150
#: What stands between a name and what is said beside it.
_BESIDE_IT = frozenset({",", "(", "-", "–", "—"})
_DETERMINERS = r"(?:the same|the said|the latter|the|this|that|said)"


@cache
def _references(nouns: frozenset[str]) -> re.Pattern[str]:
    """Determiner, up to two words, class noun; not where the noun is only part of a longer phrase."""
    alternatives = "|".join(sorted(nouns, key=lambda noun: (-len(noun), noun)))
    return re.compile(rf"(?i)\b{_DETERMINERS}((?: [a-z0-9]+(?:-[a-z]+)?){{0,2}}?) ({alternatives})\b(?! of\b|-)")


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
    text, demonyms = context.text_of(doc), gazetteer().demonyms
    for match in _references(frozenset(lexicon.anaphors)).finditer(text):
        if any(m.start_char < match.end() and match.start() < m.end_char for m in mentions):
            continue
        beside = any(match.end() < m.start_char <= match.end() + _BESIDE for m in mentions)
        if beside and _NAMES_IT.match(text, match.end()):
            continue  # "the company X", "the company - X"
        if any(w[:1].isupper() and not w.isupper() and w.lower() not in demonyms for w in match.group(1).split()):
            continue  # "the Lakeside Technical University", a name that wasn't recognised
        antecedent = _antecedent(match, mentions, lexicon, demonyms)
        if antecedent is None:
            continue
        span = doc.char_span(*match.span(), label=antecedent.label_, alignment_mode="expand")
        if span is None or (_SINGLED.search(match.group(1)) and span.root.dep_ not in _SAYING):
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


def _antecedent(
    match: re.Match[str], mentions: list[Span], lexicon: Lexicon, demonyms: Mapping[str, str]
) -> Span | None:
    """The last name before a noun that it may mean; one that has the noun in it goes before one that hasn't."""
    noun = match.group(2).lower()
    types = lexicon.anaphors[noun]
    if _ATTACKING.search(match.group(1)):
        types = frozenset({"ThreatActor"})
    named = noun in _NAMED_SO
    country = next((code for w in match.group(1).split() if (code := demonyms.get(w.lower())) is not None), None)
    last: Span | None = None
    for m in reversed(mentions):
        if m.end_char > match.start() or m.label_ not in types or _tells(m, match.start()):
            continue
        if country is not None and m._.entity_country not in {None, country}:
            continue
        if last is None:
            last = m
            if match.string[m.end_char : match.start()].strip() in _BESIDE_IT:
                return m  # "X, the company that …"
        if _is_named(m, noun):
            return m
        if not named and last.start_char - m.end_char > _FAR:
            break
    return None if named or last is None or _rivalled(last, mentions, types) else last


def _rivalled(last: Span, mentions: list[Span], types: frozenset[str]) -> bool:
    """Whether the sentence of a name is about another one that fits as well: either may be meant."""
    first = last.sent.start
    for m in mentions:
        if m.start >= last.start:
            return False
        about = m.start >= first and m.label_ in types and m.root.dep_ in _SUBJECTS and m._.entity != last._.entity
        if about and last.root.dep_ not in {"appos", "conj"}:
            return True
    return False


def _is_named(mention: Span, noun: str) -> bool:
    """Whether a name has a noun in it: "the embassy" is no government named before."""
    return noun.rpartition(" ")[2] in f"{mention.text} {mention._.entity_label}".lower()
