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


def is_pair(text: str, places: Gazetteer) -> bool:
    """Whether a word joins two countries: "Albania-China"."""
    parts = text.replace("–", "-").split("-")
    return len(parts) == 2 and all(places.country_of(part) is not None for part in parts)


def is_central_bank(words: list[Word], places: Gazetteer) -> bool:
    """Whether "Bank of X" is a state's central bank; those of the PRC and the United States are firms."""
    country = places.countries.get(name_key(words[-1].text))
    return country not in {None, "CN", "US", "HK"} and [w.low for w in words[:-1]] in (["bank"], ["state", "bank"])
