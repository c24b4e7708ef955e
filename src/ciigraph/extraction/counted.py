"""Unnamed bodies ("two Ruritanian universities", "a Ruritanian firm"): which are definite enough for a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.gazetteer import gazetteer
from ciigraph.extraction.names import name_key

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: Types of unnamed bodies that are mentions only where they could be counted.
_COUNTED = frozenset({"Company", "University", "MediaOrganisation", "Association"})


def counts(doc: Doc, i: int, kind: str, place: tuple[int, int], taken: dict[int, Span]) -> bool:
    """Whether the phrase for an unnamed actor may be a mention; always where it isn't one of these bodies.

    Args:
        doc: the text.
        i: the token of the noun.
        kind: the actor's type.
        place: the phrase's tokens.
        taken: the mentions by their tokens.
    """
    if kind not in _COUNTED:
        return True
    if doc[i].lemma_ != "consortium" and not _certain(doc, place):
        return False
    return not _all_of_them(doc, place) and not _list_follows(doc, i, taken)


def _all_of_them(doc: Doc, place: tuple[int, int]) -> bool:
    """Whether a phrase sums up those that were named before: "the two universities"."""
    first = doc[place[0]].lower_
    return first in {"both", "these", "those"} or (first == "the" and doc[place[0] + 1].tag_ == "CD")


def _list_follows(doc: Doc, i: int, taken: dict[int, Span]) -> bool:
    """Whether names follow that say which ones are meant: "two universities: X and Y"."""
    after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    named = i + 2 in taken or i + 3 in taken
    return after in {":", "including", "namely", "like", "such"} or (named and after in {",", "(", "-", "–", "—"})


def _certain(doc: Doc, place: tuple[int, int]) -> bool:
    """Whether a phrase means firms that could be counted: "a Ruritanian firm", "ten banks", not "Ruritanian firms"."""
    tokens = doc[place[0] : place[1]]
    if any(t.tag_ == "CD" and t.lower_ != "one" for t in tokens):
        return True
    return tokens[0].lower_ in {"a", "an", "one", "another"} and any(
        name_key(t.text) in gazetteer().demonyms or t.text == "-" for t in tokens
    )
