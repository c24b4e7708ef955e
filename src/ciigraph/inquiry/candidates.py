"""Which entities a name may mean: found by the clues in the graph, judged by likeness."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal

from ciigraph.extraction.names import name_key, squeezed
from ciigraph.graph.access import Graph, PythonValue, table
from ciigraph.graph.name_clues import has_signs, neighbours, sound, start, words
from ciigraph.graph.vocabulary import CII
from ciigraph.inquiry.many import with_rows
from ciigraph.inquiry.name_likeness import LEAST, MATCH, Likeness, likeness, likeness_of_signs
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ciigraph.graph.access import Term

#: Longer names are looked for by their longest words only.
_MOST_WORDS = 6
#: Longer words aren't misspelt but pasted; their neighbours would be too many.
_LONGEST_SOUND = 24
#: Names whose words all stand in a found name as they were typed need no second look for other spellings.
_SURE = 0.85


class Candidate(NamedTuple):
    """An entity that the name may mean, the key of its name that fits best, and how well it does."""

    entity: str
    key: str
    likeness: Likeness
    mentions: int


def candidates(graph: Graph, name: str) -> list[Candidate]:
    """The entities that a name may mean, the likeliest first; those whose score is below ``MATCH`` are guesses.

    The first look is for the name as it is and for its words by their sound; only where that finds nothing sure, words
    that sound nearly so or begin so are looked for, and at last names that hold it somewhere.
    """
    key = name_key(name)
    telling = sorted(words(name), key=len, reverse=True)[:_MOST_WORDS]
    if not key or not telling:
        return []
    found = _judged(graph, name, _first_clues(key, telling), len(telling))
    if not any(each.likeness.score >= _SURE or each.likeness.whole_words for each in found):
        found = _merged(found, _judged(graph, name, _further_clues(key, telling), max(1, len(telling) - 1)))
    if not any(each.likeness.score >= MATCH for each in found) and len(key) > 2:
        holding = saved("lookup/containing").bind({"part": key})
        found = _merged(found, _best(name, table(graph, holding).records()))
    return found


def _first_clues(key: str, telling: list[str]) -> list[tuple[Term, ...]]:
    clues: list[tuple[Term, ...]] = []
    for number, word in enumerate(map(Literal, range(len(telling)))):
        clues.append((word, CII.nameKey, Literal(key)))
        clues.append((word, CII.nameSound, Literal(sound(telling[number]))))
        if len(telling) > 1:
            clues.append((word, CII.nameSound, Literal(sound(squeezed(key)))))
    return clues


def _further_clues(key: str, telling: list[str]) -> list[tuple[Term, ...]]:
    clues = _first_clues(key, telling)
    for number, word in enumerate(telling):
        near = neighbours(heard) if len(heard := sound(word)) <= _LONGEST_SOUND else ()
        clues += [(Literal(number), CII.nameSound, Literal(each)) for each in sorted(near)]
        clues.append((Literal(number), CII.nameStart, Literal(start(word))))
    return clues


def _judged(graph: Graph, name: str, clues: list[tuple[Term, ...]], least: int) -> list[Candidate]:
    query = with_rows(saved("lookup/candidates").bind({"least": str(least)}), clues)
    return _best(name, table(graph, query).records())


def _best(name: str, records: Iterable[dict[str, PythonValue]]) -> list[Candidate]:
    """The best name of each entity, as far as it is like the one that was typed."""
    typed = name_key(name)
    judge = likeness_of_signs if has_signs(name) else likeness
    best: dict[str, Candidate] = {}
    for record in records:
        entity, theirs = str(record["entity"]), str(record["key"])
        alike = judge(typed, theirs)
        if alike.score > LEAST and (entity not in best or alike > best[entity].likeness):
            best[entity] = Candidate(entity, theirs, alike, int(str(record["mentions"] or 0)))
    return sorted(best.values(), key=_rank)


def _merged(*lists: list[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for each in (candidate for found in lists for candidate in found):
        if each.entity not in best or each.likeness > best[each.entity].likeness:
            best[each.entity] = each
    return sorted(best.values(), key=_rank)


def _rank(candidate: Candidate) -> tuple[float, int, str]:
    return (-candidate.likeness.score, -candidate.mentions, candidate.entity)
