"""Full-text search over the evidence, ranked by BM25, with the found words marked.

A store is searched by its index. A graph in memory or behind an endpoint has none: of an endpoint, the texts that may
fit are asked for by a regular expression, which reads all texts there, and ranked here in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ciigraph.graph.access import EmbeddedGraph
from ciigraph.inquiry.places import addresses, places, texts
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.sentences import sentence_around
from ciigraph.inquiry.text_index import Found, TextIndex, in_memory_of_some, open_index, texts_of
from ciigraph.inquiry.words import pattern, sought, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ciigraph.graph.access import Graph
    from ciigraph.inquiry.words import Sought

#: The same text often stands in several documents, so more is looked up than is shown.
_COPIES = 4
#: A passage is as long as the sentences around its found words, but no longer than this.
_PASSAGE = 400


class Hit(msgspec.Struct, frozen=True):
    """A piece of evidence in which the words were found.

    ``highlights`` are the found words as code points of ``text`` (start, end); ``passage`` is the part of ``text``
    (start, end) that shows most of them; ``score`` is the rank by BM25, greater is better. ``also_in`` are the
    documents with the same text. ``all_words`` is false where only some of the words were found.
    """

    text: str
    highlights: tuple[tuple[int, int], ...]
    passage: tuple[int, int]
    score: float
    document: str
    indicator: str | None
    country: str | None
    url: str | None
    urls: tuple[str, ...] = ()
    section: str | None = None
    edition: int | None = None
    unit: str = ""
    also_in: tuple[str, ...] = ()
    all_words: bool = True


def search(graph: Graph, words: str, *, country: str | None = None, limit: int = 20) -> list[Hit]:
    """The pieces of evidence that hold the words, the best first; where none holds all, those that hold some.

    Args:
        graph: where to search.
        words: words, "phrases in quotes", and beginnings of words with a star ("invest*"); nothing else has a meaning.
        country: alpha-2 code; only in documents on this country.
        limit: at most so many.

    Raises:
        UsageError: there is no word in ``words``.
    """
    wanted = sought(words)
    for every in (True, False)[: len(wanted)]:
        with _index(graph, wanted, every=every) as index:
            found = index.find(wanted, every=every, country=country, limit=_COPIES * limit)
        if found:
            return _hits(graph, found, limit, every=every)
    return []


def is_indexed(graph: Graph) -> bool:
    """Whether a graph is searched by an index and not by reading all its texts."""
    return isinstance(graph, EmbeddedGraph)


def _index(graph: Graph, wanted: Sequence[Sought], *, every: bool) -> TextIndex:
    """The index of a store, or one of the texts of an endpoint that may hold the words."""
    if isinstance(graph, EmbeddedGraph):
        return open_index(graph, graph.folder)
    patterns = sorted({pattern(each) for each in wanted}, key=lambda each: (-len(each), each))
    fitting = patterns[0] if every else "|".join(patterns)
    return in_memory_of_some(texts_of(graph, saved("search/fitting").bind({"pattern": fitting})))


def _hits(graph: Graph, found: Sequence[Found], limit: int, *, every: bool) -> list[Hit]:
    where = places(graph, [each.unit for each in found])
    alike: dict[tuple[str, str | None], list[Found]] = {}
    for each in found:
        alike.setdefault((each.words, where[each.unit].country), []).append(each)
    best = [sorted(same, key=lambda each: where[each.unit].rank) for same in alike.values()][:limit]
    shown = [same[0].unit for same in best]
    written = texts(graph, shown)
    cited = addresses(graph, [where[unit] for unit in shown])
    hits = []
    for first, *copies in best:
        place, text = where[first.unit], written[first.unit]
        marks = _highlights(text, first.marked)
        hits.append(
            Hit(
                text=text,
                highlights=marks,
                passage=_passage(text, marks),
                score=round(first.score, 4),
                document=place.document,
                indicator=place.indicator,
                country=place.country,
                url=next(iter(cited[first.unit]), None),
                urls=cited[first.unit],
                section=place.section,
                edition=place.edition,
                unit=first.unit,
                also_in=tuple(sorted({where[copy.unit].document for copy in copies} - {place.document})),
                all_words=every,
            )
        )
    return hits


def _highlights(text: str, marked: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The places of words by their numbers; neighbouring signs of a script without blanks are one place."""
    words = words_of(text)
    spans: list[tuple[int, int]] = []
    for number in marked:
        word = words[number]
        if spans and spans[-1][1] == word.start:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return tuple(spans)


def _passage(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The sentences around as many marks as fit into one passage, starting with the sentence of one of them."""
    best, most = (0, min(len(text), _PASSAGE)), 0
    for number, (start, end) in enumerate(marks):
        first, last = sentence_around(text, start, end)
        count = 1
        for later_start, later_end in marks[number + 1 :]:
            _, further = sentence_around(text, later_start, later_end)
            if further - first > _PASSAGE:
                break
            last, count = further, count + 1
        if count > most:
            best, most = (first, last), count
    return best
