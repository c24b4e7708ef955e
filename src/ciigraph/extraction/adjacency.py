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
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
#: What a country may own that has posts: "director of Ruritania's Lake Bank".
_OWNED = frozenset(
    {"GovernmentBody", "Company", "University", "ResearchBody", "MediaOrganisation", "Association", "Facility"}
)
_SOME = frozenset({"a", "an", "one", "another", "some", "several", "two", "three", "four", "five", "six", "ten"})
#: Predicates whose rows name who acts last: "owned by X".
_DONE_BY = frozenset({"ownsStakeIn", "operates", "funds"})
_LISTING = frozenset({",", "and", "or", "&", ", and"})


@dataclass(frozen=True, slots=True)
class _Row:
    """One arrangement, compiled."""

    construction: Construction
    between: re.Pattern[str]
    inner: frozenset[str]  # words one of which the left name must hold
    outer: frozenset[str]  # words one of which the right name must hold
    followed: frozenset[str]  # words one of which must stand behind the right name
    single: bool  # not where the pair stands in a list of names
    unnamed: bool  # only where the left one is no name


@cache
def _rows() -> dict[tuple[str, str], tuple[_Row, ...]]:
    """The rows by the types of the left and the right name."""
    known = rules()
    posts = known.predicates["holdsPositionIn"]
    named = {f.id: _any_of(f.words) for f in (*posts.families, *posts.more) if f.id in {"title", "profession"}}
    table: dict[tuple[str, str], list[_Row]] = {}
    for a in known.adjacent:
        pattern = a.between
        for name, words in named.items():
            pattern = pattern.replace(f"{{{name}}}", words)
        row = _Row(a.construction, re.compile(pattern), a.inner, a.outer, a.followed, a.single, a.unnamed)
        left, right = a.construction.subject, a.construction.object
        if a.construction.reverse:
            left, right = right, left
        for one in left:
            for other in right:
                table.setdefault((one, other), []).append(row)
    return {k: tuple(v) for k, v in table.items()}


def _only_describes(name: Node, predicate: str) -> bool:
    """Whether a name only describes the noun after it: "Ruritania's Lake District claims", "an aide of its founder"."""
    head = name.head
    if predicate in _DONE_BY and name.type in _PLACES and head is not None:  # "owned by a Ruritania connected entity"
        return name.dep in {"compound", "nmod", "amod", "npadvmod", "advmod"} and head.mention is None
    if predicate not in {"locatedIn", "holdsPositionIn", "subsidiaryOf", "memberOf"} or head is None:
        return False
    return name.dep in {"compound", "nmod", "amod"} and head.mention is None and head.index == name.index + 1


def _misread(predicate: str, words: str, left: Node, right: Node, sentence: Sentence) -> bool:
    """Whether what follows the second name takes it away: "head of the Ruritania-backed firm"; "as per X, Y's debt"."""
    after = sentence.nodes[right.index + 1].lower if right.index + 1 < len(sentence.nodes) else ""
    if after == "-":
        return predicate == "holdsPositionIn" and right.type != "Person"
    return words == "," and after in _POSSESSIVES and left.type not in _PLACES


def _begins_clause(name: Node, sentence: Sentence) -> bool:
    """Whether a name with an article is who acts next: "signed it with Lakeside, the United Kingdom cancelled"."""
    return name.dep in {"nsubj", "nsubjpass"} and sentence.nodes[name.index - 1].lower == "the"


def _any_of(words: tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first, hyphens as the tokens have them."""
    return "(?:" + "|".join(re.escape(w.replace("-", " - ")) for w in sorted(words, key=len, reverse=True)) + ")"


def adjacent(sentence: Sentence) -> Iterator[Candidate]:
    """What the arrangement of neighbouring names states."""
    rows = _rows()
    names = sentence.mentions
    for k in range(len(names) - 1):
        left, right = names[k], names[k + 1]
        if _of_country(k, names, sentence) or _owned_by_country(k, names, sentence):
            right = names[k + 2]  # "the Minister of Trade of Ruritania, X", "X, under Ruritania's Ministry of Trade"
        found = rows.get((left.type or "", right.type or ""))
        if not found or right.index - left.index > MAX_BETWEEN + 1:
            continue
        words = _between(left, right, sentence)
        for row in found:
            if row.between.fullmatch(words) is None:
                continue
            if not _worded(row, left, right):
                continue
            if row.followed and not row.followed & {n.lemma for n in sentence.nodes[right.index + 1 : right.index + 3]}:
                continue
            if row.single and _in_a_list(k, names, sentence):
                continue
            c = row.construction
            if _misread(c.predicate, words, left, right, sentence):
                continue
            if _only_describes(right, c.predicate) or (words == "," and _begins_clause(right, sentence)):
                continue
            subject, object_ = (right, left) if c.reverse else (left, right)
            yield Candidate(c.predicate, Filler(subject), Filler(object_), right, f"adjacent:{c.id}", construction=c)
            break


def _worded(row: _Row, left: Node, right: Node) -> bool:
    """Whether the names hold the words that a row asks for in them."""
    if row.inner and not row.inner & set(left.lower.split()):
        return False
    if row.inner and row.construction.predicate == "subsidiaryOf" and left.text == left.lower:
        return False  # "the institute at X", which refers to another
    if row.unnamed and not (left.text.split()[-1].islower() and _is_counted(left.lower.split()[0])):
        return False
    return not row.outer or bool(row.outer & set(right.lower.split()))


def _is_counted(first: str) -> bool:
    """Whether a phrase that begins so means one or some that no name is said of: "a firm", "two banks"."""
    return first in _SOME or first.isdigit()


def _of_country(k: int, names: list[Node], sentence: Sentence) -> bool:
    """Whether a post is parted from its holder only by its country."""
    return (
        k + 2 < len(names)
        and (names[k].type, names[k + 1].type, names[k + 2].type) == ("GovernmentBody", "Country", "Person")
        and _between(names[k], names[k + 1], sentence) in {"of", "to"}
        and _between(names[k + 1], names[k + 2], sentence) in {"", ","}
    )


def _owned_by_country(k: int, names: list[Node], sentence: Sentence) -> bool:
    """Whether the next name is only the country that the one after it belongs to."""
    return (
        k + 2 < len(names)
        and names[k + 1].type in _PLACES
        and names[k].type not in _PLACES
        and names[k + 2].type in (_OWNED if names[k].type == "Person" else {"GovernmentBody"})
        and _between(names[k + 1], names[k + 2], sentence) in _POSSESSIVES
        and _between(names[k], names[k + 1], sentence) != ""
    )


def _between(left: Node, right: Node, sentence: Sentence) -> str:
    between = [
        n
        for n in sentence.nodes[left.index + 1 : right.index]
        if n.lower not in _ARTICLES and n.mention is None and n.pos != "SPACE"
    ]
    if any(n.mention is not None for n in sentence.nodes[left.index + 1 : right.index]) and between:
        between = between[:-1] if between[-1].lower in _POSSESSIVES else between
    return " ".join(n.lower for n in between)


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
