"""Segments of capitalised runs, and the head word that says what a name is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ciigraph.extraction.lexicon import Lexicon
    from ciigraph.extraction.runs import Word
    from ciigraph.records import EntityType

#: A head phrase, the type it gives, and the position of its last word in the name.
Head = tuple[str, "EntityType", int]


@dataclass(slots=True)
class Segment:
    """Words that may be one name; ``type`` is None where only the context can tell."""

    words: list[Word]
    type: EntityType | None = None
    known: str | None = None  # id, where a known name covers all of it
    titled: bool = False  # a title stood before it

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.words[-1].end


def governing_head(words: list[Word], lexicon: Lexicon) -> Head | None:
    """The head phrase of a name, its type and the position of its last word.

    It begins a Romance name ("Universidad X"); else it ends what stands before the first joining word
    ("Institute of X"); else it ends the name ("X Institute"). A phrase with a joining word inside
    ("Academy of Sciences") wins over the bare head.
    """
    low = [w.low for w in words]
    article = len(low) > 1 and low[0] in lexicon.words["romance_articles"]
    start = lexicon.head_at_start(low[1:] if article else low)
    if start is not None and start[1] < len(low):
        return start[0], lexicon.first_heads[start[0]], start[1] - 1 + article
    spelled: list[str] = []
    found: tuple[str, int] | None = None  # phrase, where it begins in ``spelled``
    last = 0
    for n, word in enumerate(words):
        if n and word.joiner:
            spelled += word.joiner.split()
        spelled.append(word.low)
        if not _ends_part(words, n, lexicon, began=found is not None):
            continue
        head = lexicon.head_at_end(spelled)
        if head is not None and (found is None or len(spelled) - head[1] <= found[1]):
            found, last = (head[0], len(spelled) - head[1]), n
    return None if found is None else (found[0], lexicon.heads[found[0]], last)


def _ends_part(words: list[Word], n: int, lexicon: Lexicon, *, began: bool) -> bool:
    """Whether a part of the name ends with word ``n``: before a joining word, a number or the end."""
    if n + 1 == len(words) or words[n + 1].is_number:
        return True
    joiner = words[n + 1].joiner
    return bool(joiner) and (began or joiner not in lexicon.words["and"])


def spelled_out(words: list[Word]) -> str:
    """The words in lower case with their joining words."""
    return " ".join(f"{w.joiner} {w.low}" if n and w.joiner else w.low for n, w in enumerate(words))


def until_joiner(words: list[Word], i: int) -> list[str]:
    """The words from ``i`` to the next joining word, in lower case."""
    rest = [words[i].low]
    for word in words[i + 1 :]:
        if word.joiner:
            break
        rest.append(word.low)
    return rest
