"""Relations that the few words between two neighbouring names state, whatever the parse: "X in Y", "X, mayor of Y".

The rows are under ``adjacent`` in ``data/relations.yaml``; ``between`` is a pattern for the whole stretch of words
between the names, in lower case, with one space between words and articles left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ciigraph.extraction.frames import Candidate
from ciigraph.extraction.references import Filler
from ciigraph.extraction.triggers import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ciigraph.extraction.arrangements import Construction
    from ciigraph.extraction.clauses import Node, Sentence

#: More nodes than this between two names are no arrangement of neighbours.
MAX_BETWEEN = 10
_ARTICLES = frozenset({"the", "a", "an"})
_PLACES = frozenset({"Country", "Place"})
_LISTING = frozenset({",", "and", "or", "&", ", and"})


@dataclass(frozen=True, slots=True)
class _Row:
    """One arrangement, compiled."""

    construction: Construction
    between: re.Pattern[str]
    inner: frozenset[str]  # words one of which the left name must hold
    single: bool  # not where the pair stands in a list of names


@cache
def _rows() -> dict[tuple[str, str], tuple[_Row, ...]]:
    """The rows by the types of the left and the right name."""
    known = rules()
    titles = sorted(
        (w for f in known.predicates["holdsPositionIn"].families if f.id == "title" for w in f.words), key=len
    )
    title = "(?:" + "|".join(re.escape(w.replace("-", " - ")) for w in reversed(titles)) + ")"
    table: dict[tuple[str, str], list[_Row]] = {}
    for a in known.adjacent:
        row = _Row(a.construction, re.compile(a.between.replace("{title}", title)), a.inner, a.single)
        left, right = a.construction.subject, a.construction.object
        if a.construction.reverse:
            left, right = right, left
        for one in left:
            for other in right:
                table.setdefault((one, other), []).append(row)
    return {k: tuple(v) for k, v in table.items()}


def adjacent(sentence: Sentence) -> Iterator[Candidate]:
    """What the arrangement of neighbouring names states."""
    rows = _rows()
    names = sentence.mentions
    for k in range(len(names) - 1):
        left, right = names[k], names[k + 1]
        if _of_country(k, names, sentence):  # "the Minister of Trade of Ruritania, X"
            right = names[k + 2]
        found = rows.get((left.type or "", right.type or ""))
        if not found or right.index - left.index > MAX_BETWEEN + 1:
            continue
        words = _between(left, right, sentence)
        for row in found:
            if row.between.fullmatch(words) is None:
                continue
            if row.inner and not row.inner & set(left.lower.split()):
                continue
            if row.single and _in_a_list(k, names, sentence):
                continue
            c = row.construction
            subject, object_ = (right, left) if c.reverse else (left, right)
            yield Candidate(c.predicate, Filler(subject), Filler(object_), right, f"adjacent:{c.id}", construction=c)
            break


def _of_country(k: int, names: list[Node], sentence: Sentence) -> bool:
    """Whether a post is parted from its holder only by its country."""
    return (
        k + 2 < len(names)
        and (names[k].type, names[k + 1].type, names[k + 2].type) == ("GovernmentBody", "Country", "Person")
        and _between(names[k], names[k + 1], sentence) in {"of", "to"}
        and _between(names[k + 1], names[k + 2], sentence) in {"", ","}
    )


def _between(left: Node, right: Node, sentence: Sentence) -> str:
    between = sentence.nodes[left.index + 1 : right.index]
    return " ".join(n.lower for n in between if n.lower not in _ARTICLES and n.mention is None)


def _in_a_list(k: int, names: list[Node], sentence: Sentence) -> bool:
    """Whether the pair stands in a list of places, which a comma parts without meaning "in"."""
    left, right = names[k], names[k + 1]
    before = names[k - 1] if k else None
    if before is not None and before.type in _PLACES and _between(before, left, sentence) in _LISTING:
        return True
    after = names[k + 2] if k + 2 < len(names) else None
    if after is None or after.type not in _PLACES:
        return False
    joint = _between(right, after, sentence)
    return joint in _LISTING and (joint != "," or after.type == right.type)
