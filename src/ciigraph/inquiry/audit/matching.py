"""Whether the concepts of a pattern stand in a sentence, in the order and as near to each other as it asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ciigraph.inquiry.audit.lexicon import Hits
    from ciigraph.inquiry.audit.rules import Chain, Pattern, Rank, Share, Step
    from ciigraph.inquiry.audit.sentences import Sentence

Span = tuple[int, int]

#: Words that may stand between the concepts of ``a>b`` and of ``a~b``.
AFTER, NEAR = 16, 8
#: Words between a percentage and what it is of.
_PERCENT_REACH = 30

_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|per ?cent\b|percent\b)", re.IGNORECASE)


def match(pattern: Pattern, sentence: Sentence) -> Span | None:
    """The words over which a pattern stands, or None.

    Args:
        pattern: chains that must all stand in the sentence.
        sentence: the sentence.
    """
    hits = sentence.hits
    found: list[list[Span]] = []
    for chain in pattern:
        spans = list(_chain(chain, hits))
        if not spans:
            return None
        found.append(spans)
    return _together(found, sentence.reach)


def _chain(chain: Chain, hits: Hits) -> Iterator[Span]:
    for span in _step(chain[0], hits):
        yield from _onward(chain[1:], span, span, hits)


def _onward(rest: Sequence[Step], last: Span, whole: Span, hits: Hits) -> Iterator[Span]:
    if not rest:
        yield whole
        return
    step = rest[0]
    for span in _step(step, hits):
        after = 0 <= span[0] - last[1] <= (AFTER if step.joint == ">" else NEAR)
        before = step.joint == "~" and 0 <= last[0] - span[1] <= NEAR
        if after or before:
            yield from _onward(rest[1:], span, (min(whole[0], span[0]), max(whole[1], span[1])), hits)


def _step(step: Step, hits: Hits) -> Iterator[Span]:
    for concept in step.concepts:
        yield from hits.get(concept, ())


def _together(found: list[list[Span]], reach: int) -> Span | None:
    """The span over one of each, those nearest to the rarest; None where they stand too far apart."""
    rarest = min(found, key=len)
    for anchor in rarest:
        low, high = anchor
        for spans in found:
            if spans is not rarest:
                near = min(spans, key=lambda span: max(anchor[0] - span[1], span[0] - anchor[1], 0))
                low, high = min(low, near[0]), max(high, near[1])
        if high - low <= reach:
            return low, high
    return None


def percentages(sentence: Sentence, share: Share) -> list[float]:
    """The percentages of a sentence that stand near what they must be of."""
    places = [span for concept in share.near for span in sentence.hits.get(concept, ())]
    if not places or not all(sentence.has(concept) for concept in share.near):
        return []
    found = []
    for number in _PERCENT.finditer(sentence.text):
        start = number.start() + sentence.start
        word = sum(1 for token in sentence.words if token.end <= start)
        if min(min(abs(word - span[0]), abs(word - span[1])) for span in places) <= _PERCENT_REACH:
            found.append(float(number[1].replace(",", ".")))
    return found


def ranked(sentence: Sentence, rank: Rank) -> bool:
    """Whether a name is among the first of those that a sentence lists, one at least besides it."""
    listed = sorted(sentence.hits.get(rank.among, ()))
    order: list[str] = []
    for start, end in listed:
        name = " ".join(token.low for token in sentence.words[start:end])
        if name not in order:
            order.append(name)
    wanted = {" ".join(t.low for t in sentence.words[start:end]) for start, end in sentence.hits.get(rank.of, ())}
    return len(order) == 1 or any(name in wanted for name in order[: rank.within])


def nearest_land(sentence: Sentence, concept: str, home: str) -> bool:
    """Whether, of the countries named around a phrase, the PRC stands nearest to it; the country itself is no rival."""
    best: tuple[int, bool] | None = None
    for phrase in sentence.hits.get(concept, ()):
        for name, spans in sentence.hits.items():
            if (name.startswith("land:") and name != home) or name == "china":
                for span in spans:
                    if span[0] >= phrase[0] and span[1] <= phrase[1]:
                        continue
                    gap = max(phrase[0] - span[1], span[0] - phrase[1])
                    right = name in ("land:CN", "china")
                    if best is None or (gap, not right) < (best[0], not best[1]):
                        best = (gap, right)
    return best is not None and best[1]
