"""Which of the universities and cities around a Confucius Institute host it, by the order of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.enumerations import run_of
from ciigraph.extraction.institutes import HOSTS, WAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span

    from ciigraph.extraction.clauses import Node, Sentence
    from ciigraph.records import Relation

_AT = frozenset({"at", "of", "in", "under", "within"})
_WHERE = frozenset({"Country", "Place"})
#: What says that a thing is there.
_THERE = frozenset({"operates", "hosts", "ownsStakeIn"})
_FAR = 12
_ACRONYM = 6  # letters; a university's, under which it may not be known
_OF_HOST = "confucius-institute-at-"


def hosts_of(institute: Node, sentence: Sentence) -> Iterator[Node]:
    """The hosts behind an institute: "at X", "was opened in 2010 at X", "in Ruritania, namely at X, Y and Z".

    Args:
        institute: a mention of an institute, or of several.
        sentence: its sentence.
    """
    at = False
    for node in sentence.nodes[institute.index + 1 : institute.index + 1 + _FAR]:
        if node.mention is not None:
            if node.type in HOSTS and at:
                yield from _listed(node, institute, sentence)
                return
            if node.type not in _WHERE:
                return
        elif node.lower not in WAY and node.pos not in {"NUM", "SPACE"}:
            return
        at = at or node.lower in _AT or node.text in {":", "-", "–", "—"}


def without_denied(found: list[Relation], mentions: list[Span]) -> list[Relation]:
    """The relations without the places of unnamed things that aren't there: "denied that it runs a base in X"."""
    denied = {
        r.object for r in found if r.polarity == "negated" and r.predicate in _THERE and mentions[r.object]._.anonymous
    }
    return [r for r in found if not (r.predicate == "locatedIn" and r.subject in denied and r.polarity == "affirmed")]


def _listed(first: Node, institute: Node, sentence: Sentence) -> list[Node]:
    """A host and those listed with it, not with its institute; the cities where they are stand between."""
    listed = run_of(sentence.nodes[first.index :], HOSTS | _WHERE, passed=frozenset({"in", "at"}))
    several = institute.lower.endswith("s")
    return [n for n in listed if n.type in HOSTS and (several or n.dep != "conj" or n.head is not institute)]


def is_anothers(host: Span, institute: Span) -> bool:
    """Whether the institute is known to be at another university than the one before it, which a reading takes."""
    entity: str = institute._.entity
    if host.label_ not in HOSTS or host.start > institute.start or institute.text.lower().endswith("s"):
        return False
    if not entity.startswith(_OF_HOST):
        return False
    of = entity.removeprefix(_OF_HOST)
    return of != host._.entity and len(of) > _ACRONYM and len(host.text) > _ACRONYM
