"""The sentences of a text one after the other, each with what those before it leave to speak of.

"It", "they", "both sides" mean what the sentence before named. Links and remarks that name nobody stand between in
notes: what was named before them is still meant.
"""

from __future__ import annotations

import re
from collections import deque
from functools import cache, partial
from typing import TYPE_CHECKING

from ciigraph.extraction.anaphora import ANAPHORS
from ciigraph.extraction.announcements import announced, continued, entries, listed
from ciigraph.extraction.clauses import bounds, columns, sentence
from ciigraph.extraction.context import MENTIONS, text_of
from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.pronouns import spoken_of
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Span

    from ciigraph.extraction.clauses import Columns, Node, Sentence

#: Words by which a sentence without a name may speak of two named before.
_SUMMING = frozenset(
    {"both", "two", "they", "sides", "parties", "countries", "companies", "universities", "institutions"}
)
#: What a text has in which a sentence names those of whom the one before spoke.
_GOES_ON = re.compile(r"(?:these|they|those|examples) (?:inc|are|were)|among th")
_NOUNS = frozenset({"NOUN", "PROPN"})
_ABOUT = frozenset({"nsubj", "nsubjpass"})


def sentences(doc: Doc) -> Iterator[Sentence]:
    """The trees of those sentences that may hold a relation, each with the mentions of the one before."""
    mentions = _with_anaphors(doc)
    known = rules()
    position = 0
    last: Callable[[], list[Node]] | None = None
    table = columns(doc)
    lower = text_of(doc).lower()
    announces = ":" in lower or "follow" in lower
    goes_on = _GOES_ON.search(lower) is not None
    ranges = bounds(table)
    for k, (start, end) in enumerate(ranges):
        inside: list[tuple[int, Span]] = []
        while position < len(mentions) and mentions[position][1].start < end:
            if mentions[position][1].start >= start:
                inside.append(mentions[position])
            position += 1
        before, last = last, None
        if not inside and before is not None and not _about_something_else(table, start, end):
            last = before
        if not inside and (before is None or not _sums_up(table, start, end)):
            continue
        tree: Sentence | None = None
        heads = known.heads if before is not None else known.open_heads
        announcing = announced(table, start, end) if announces else None
        behind = ranges[k + 1] if goes_on and inside and k + 1 < len(ranges) else None
        further = continued(table, mentions[position:], *behind) if behind is not None else []
        few = len(inside) < 2 and announcing is None and not further
        if not few or any(table.text(k).lower() in heads for k in table.lemma[start:end]):
            tree = sentence(table, start, end, inside)
            tree.before = before or list
            if announcing is not None:
                tree.announced, tree.entries = announcing, cache(partial(entries, doc, mentions, announcing))
            elif further:
                tree.announced, tree.entries, tree.continues = end, cache(partial(listed, further)), True
            yield tree
        if inside:
            last = _names(tree, table, start, end, inside, before)


def _sums_up(table: Columns, start: int, end: int) -> bool:
    """Whether a sentence without a name may speak of the two named before: "both countries", "they"."""
    return any(table.text(k) in _SUMMING for k in table.lower[start:end])


def _about_something_else(table: Columns, start: int, end: int) -> bool:
    """Whether a sentence without a name speaks of something new, which "it" in the next may mean."""
    return any(table.text(table.dep[i]) in _ABOUT and table.text(table.pos[i]) in _NOUNS for i in range(start, end))


def _names(
    tree: Sentence | None,
    table: Columns,
    start: int,
    end: int,
    inside: list[tuple[int, Span]],
    before: Callable[[], list[Node]] | None,
) -> Callable[[], list[Node]]:
    """What a sentence leaves for the one that follows; its tree is built only when that asks for it."""

    @cache
    def names() -> list[Node]:
        whole = tree or sentence(table, start, end, inside)
        whole.before = before or list
        return spoken_of(whole)

    return names


def _with_anaphors(doc: Doc) -> list[tuple[int, Span]]:
    """The mentions with their positions, and nouns that refer back ("the company") with those of what they mean."""
    mentions: Sequence[Span] = doc.spans.get(MENTIONS) or ()
    found: list[tuple[int, Span]] = []
    latest: dict[str | None, int] = {}  # entity, or "unnamed " and the noun of an unnamed actor -> last position
    taken = 0  # one past the last token of the mentions so far
    anaphors = deque(sorted(doc.spans.get(ANAPHORS) or (), key=lambda s: s.start))

    def refer(before: int) -> None:
        while anaphors and anaphors[0].start < before:
            span = anaphors.popleft()
            position = latest.get(f"unnamed {span[-1].lemma_}", latest.get(span._.entity))
            fits = position is not None and taken <= span.start and span.end <= before
            if fits and position is not None and _same_country(span, mentions[position]):
                found.append((position, span))

    for i, m in enumerate(mentions):
        refer(m.start)
        found.append((i, m))
        own = m._
        latest[own.entity] = i
        if own.anonymous:
            latest[f"unnamed {m[-1].lemma_}"] = i
        taken = m.end
    refer(len(doc) + 1)
    return found


def _same_country(anaphor: Span, mention: Span) -> bool:
    """Whether "the Chinese company" may mean a mention: not one of another country."""
    demonyms = gazetteer().demonyms
    country = next((code for t in anaphor if (code := demonyms.get(t.lower_)) is not None), None)
    return country is None or mention._.entity_country in {None, country}
