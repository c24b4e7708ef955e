"""Parts of names: adjectives of peoples, articles, heads that several names share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.heads import Segment
from ciigraph.extraction.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.gazetteer import Gazetteer
    from ciigraph.extraction.heads import Head
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.extraction.runs import Word
    from ciigraph.records import EntityType

#: What joins two names with one head.
JOINT = frozenset({"and", "and the", "&"})
#: Words in the names of committees that are societies.
_COMMITTEES = frozenset({"committee", "council", "commission"})
_FRIENDLY = frozenset({"friendship", "friends", "cultural"})


def is_adjective(low: str, places: Gazetteer) -> bool:
    """Whether a word is one for a people: "chinese", "sino-danish"."""
    return low in places.demonyms or ("-" in low and low.rpartition("-")[2] in places.demonyms)


def follows_article(head: Head | None, article: str, lexicon: Lexicon) -> bool:
    """Whether an article before a Romance name is no part of its head ("La Universidad", not "La Prensa")."""
    return head is not None and head[0] in lexicon.first_heads and not head[0].startswith(article)


def shared_head(words: list[Word], type_: EntityType) -> Iterator[Segment]:
    """The names that share a plural head: "Ministries of Defence and Interior"."""
    part: list[Word] = []
    for word in words:
        if part and word.joiner in JOINT:
            yield Segment(part, type=type_)
            part = []
        part.append(word)
    yield Segment(part, type=type_)


def repeated_head(words: list[Word], phrase: str) -> Iterator[list[Word]]:
    """The names that stand side by side with nothing between: "X University Y University"."""
    part: list[Word] = []
    for n, word in enumerate(words):
        part.append(word)
        if (
            word.low == phrase == "university"
            and len(part) > 1
            and n + 2 < len(words)
            and not any(w.joiner for w in words[n + 1 :])
        ):
            yield part
            part = []
    yield part


def type_of_headed(words: list[Word], phrase: str, type_: EntityType, indicator: str, places: Gazetteer) -> EntityType:
    """The type that a head word gives, mended by the other words of the name."""
    if phrase == words[0].low == "department" and indicator.startswith("academia"):
        return "University"
    if phrase in _COMMITTEES and not _FRIENDLY.isdisjoint(w.low for w in words):
        return "Association"
    if phrase == "bank" and is_central_bank(words, places):
        return "GovernmentBody"
    if phrase == "academy" and words[-1].low == "studies":
        return "ResearchBody"
    return type_


def is_pair(text: str, places: Gazetteer) -> bool:
    """Whether a word joins two countries: "Albania-China"."""
    parts = text.replace("–", "-").split("-")
    return len(parts) == 2 and all(places.country_of(part) is not None for part in parts)


def is_central_bank(words: list[Word], places: Gazetteer) -> bool:
    """Whether "Bank of X" is a state's central bank; those of the PRC and the United States are firms."""
    country = places.countries.get(name_key(words[-1].text))
    return country not in {None, "CN", "US", "HK"} and [w.low for w in words[:-1]] in (["bank"], ["state", "bank"])
