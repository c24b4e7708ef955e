"""What is said of unnamed parties and says nothing: readings that only tell them from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.country_words import GROUP
from ciigraph.extraction.definite import TIED
from ciigraph.extraction.sole_bodies import at_its_home

if TYPE_CHECKING:
    from spacy.tokens import Span

    from ciigraph.extraction.frames import Candidate

_PARTNERS = frozenset({"hasAgreementWith", "cooperatesWith"})
_WHERE = frozenset({"locatedIn", "broadcastsIn"})


def says_nothing(c: Candidate, subject: Span, object_: Span) -> bool:
    """Whether a reading of the two mentions says nothing, because one of them is no name."""
    if object_._.anonymous and (
        _no_language(c, object_) or (c.predicate == "holdsPositionIn" and _are_several(object_))
    ):
        return True
    if c.predicate in _WHERE:
        return at_its_home(subject, object_)
    return c.predicate in _PARTNERS and _is_nobody(c, subject, object_)


def _no_language(c: Candidate, end: Span) -> bool:
    """Whether something other than that an outlet publishes in it is said of a language: nothing lies "in Arabic"."""
    return end.label_ == "Place" and end._.link_rule != GROUP and c.predicate != "broadcastsIn"


def _is_nobody(c: Candidate, *parties: Span) -> bool:
    """Whether one of the parties is an unnamed thing, or only told from others: "a base", "hackers linked to X"."""
    trigger, subject = c.trigger, c.subject
    tied = trigger.lemma in TIED and (trigger.dep in {"acl", "relcl"} or trigger.index == subject.node.index + 1)
    unnamed = any(m._.anonymous and (tied or m.label_ == "Facility") for m in parties)
    return unnamed or (tied and subject.people)


def _are_several(body: Span) -> bool:
    """Whether it is several unnamed bodies: nobody leads "ten parties"."""
    return body.root.tag_ in {"NNS", "NNPS"}
