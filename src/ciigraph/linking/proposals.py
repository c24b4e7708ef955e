"""Which items of Wikidata an entity may be, the likeliest first, and which of them a rule may accept."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from ciigraph.decisions.kinds import Link
from ciigraph.graph import identifiers as ids
from ciigraph.graph.vocabulary import WIKIDATA
from ciigraph.inquiry.many import ask_about
from ciigraph.linking.items import items, items_named
from ciigraph.linking.likelihood import AGREES, NEARBY, Likelihood, likelihood

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ciigraph.graph.access import Graph
    from ciigraph.linking.subjects import Subject
    from ciigraph.linking.world import World

#: Entities that are asked about together; what they cost is kept after each portion.
_PORTION = 25
#: What scores less isn't proposed.
_LEAST = 0.3
#: A rule accepts nothing whose runner-up is nearer than this, or whose name is less like.
_AHEAD, _SAME_NAME = 0.05, 0.95


class Candidate(msgspec.Struct, frozen=True):
    """An item that an entity may be; ``taken`` is the label of another entity that is this item already."""

    wikidata: str
    label: str
    score: float
    why: str
    taken: str | None = None


class Proposal(msgspec.Struct, frozen=True):
    """An entity with the items that it may be; ``sure`` is whether a rule may take the first one.

    A person is never sure: many people share a name, and a wrong link is a false claim about somebody.
    """

    entity: str
    identifier: str
    label: str
    type: str
    candidates: tuple[Candidate, ...] = ()
    sure: bool = False


def propose(
    graph: Graph,
    world: World,
    subjects: Sequence[Subject],
    *,
    most: int = 5,
    refused: Collection[tuple[str, str]] = (),
) -> Iterator[Proposal]:
    """The items that each subject may be.

    Args:
        graph: the graph that the subjects stand in.
        world: where items are looked for.
        subjects: entities without an item.
        most: so many candidates for each.
        refused: identifiers with items that somebody said they are not.

    Raises:
        QueryError: as ``World.about``; so does RemoteError. What was answered before is kept.
    """
    waiting = iter(subjects)
    while portion := list(islice(waiting, _PORTION)):
        named = items_named(world, portion)
        known = items(world, (each for found in named.values() for each in found))
        taken = _taken(graph, list(known))
        for subject in portion:
            ranked = sorted(
                (
                    (likelihood(subject, known[each]), each)
                    for each in named[subject.identifier]
                    if each in known and (subject.identifier, each) not in refused
                ),
                key=lambda pair: (-pair[0].score, int(pair[1][1:])),
            )
            candidates = [
                Candidate(each, known[each].label, likely.score, likely.why, taken.get(each))
                for likely, each in ranked
                if likely.score >= _LEAST
            ]
            sure = _sure(subject, [likely for likely, _ in ranked]) and not (candidates and candidates[0].taken)
            yield Proposal(subject.iri, subject.identifier, subject.label, subject.type, tuple(candidates[:most]), sure)


def accepted(proposal: Proposal, threshold: float, *, by: str, date: str) -> Link | None:
    """What a rule decides on a proposal: a close match, since no person looked at it; None where it decides nothing.

    Args:
        proposal: the proposal.
        threshold: the score (0..1) that the first candidate must reach.
        by: the rule's name.
        date: the day, ISO 8601.
    """
    if not proposal.sure or proposal.candidates[0].score < threshold:
        return None
    first, *others = proposal.candidates
    runner_up = f"; the next best, {others[0].wikidata}, has {others[0].score:.3f}" if others else ""
    return Link(
        entity=proposal.identifier,
        wikidata=first.wikidata,
        label=first.label,
        match="close",
        score=f"{first.score:.3f}",
        by=by,
        date=date,
        reason=f"{first.why}{runner_up}",
    )


def _sure(subject: Subject, ranked: list[Likelihood]) -> bool:
    """Whether the first of the ranked items is beyond doubt, as far as a rule can tell."""
    if subject.type == "Person" or not ranked:
        return False
    first = ranked[0]
    if len(ranked) > 1 and first.score - ranked[1].score < _AHEAD:
        return False
    somewhere = first.country in (AGREES, NEARBY) or first.neighbours == AGREES
    return first.name >= _SAME_NAME and first.type == AGREES and somewhere


def _taken(graph: Graph, found: list[str]) -> dict[str, str]:
    rows = ask_about(graph, "link/matched", "item", (WIKIDATA[each].value for each in found))
    return {ids.local_name(str(row["item"])): str(row["label"]) for row in rows}
