"""Finding an entity by any of its names, and all that the graph knows of it.

Names are found by clues that are triples of the graph (``graph.name_clues``), never by reading through documents, and
what is asked then is asked about the few entities that were found; so the time depends on what is found and not on how
much the graph holds.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from ciigraph.errors import UsageError
from ciigraph.extraction.names import name_key, squeezed
from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.graph.name_clues import START, start, words
from ciigraph.inquiry.candidates import Candidate, candidates
from ciigraph.inquiry.dossier import Dossiers
from ciigraph.inquiry.many import ask_about
from ciigraph.inquiry.matches import Completion, Match, Named
from ciigraph.inquiry.name_likeness import MATCH, SAME, SIMILAR_PART, SPELLING
from ciigraph.inquiry.queries import saved

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Letters of the longest name that can be looked up.
LONGEST = 200
#: Sentences a country that are shown where nothing else is asked for.
EVIDENCE = 10
#: So many times the matches that are wanted are looked at more closely, so that labels can decide between equals.
_CLOSER = 3
#: Parts of parts are followed so deep; the data have no deeper ones, but a circle must end.
_DEPTH = 4
#: A name that is an entity's, but not its label.
_ALIAS = 0.99
#: A surname alone, by which some text calls a person; others may have it too.
_SHORT_NAME, _SHORT = 0.9, "short for"


class _Card(NamedTuple):
    """What an entity is, without where it stands."""

    match: Match
    keys: dict[str, str]  # of its names: key to name as written


def lookup(
    graph: Graph, name: str, *, country: str | None = None, limit: int = 10, evidence: int | None = EVIDENCE
) -> list[Match]:
    """The entities that a name may mean, the likeliest first, each with what the graph knows of it.

    A part of a found entity that the name means as well is listed under it and has no row of its own.

    Args:
        graph: where to ask.
        name: any of its names in any script, a part of it, or something spelt like it.
        country: alpha-2 code; only what the documents on this country say.
        limit: at most so many entities.
        evidence: at most so many sentences a country; None gives all.

    Raises:
        UsageError: the name has no letter or digit, or is longer than any name.
    """
    if not name_key(name[:LONGEST]):
        raise UsageError(f"{name!r} is no name; give at least one letter")
    if len(name) > LONGEST:
        raise UsageError(f"{name[:40]!r}… is longer than any name; give at most {LONGEST} letters")
    found = [each for each in candidates(graph, name) if each.likeness.score >= MATCH][: _CLOSER * limit + 10]
    cards = _cards(graph, [each.entity for each in found])
    likely = [each for each in found if each.entity in cards and not _other_person(each, cards[each.entity], name)]
    ranked = _with_sharers(sorted((_judged(each, cards[each.entity]) for each in likely), key=_rank))
    scores = {match.entity: match.match for match in ranked[:limit]}
    # A part has no row of its own below the whole, unless the name fits it better.
    top = [each for each in ranked if not each.parent or scores.get(each.parent.entity, 0) < each.match][:limit]
    return _filled(graph, top, country, evidence)


def entity(graph: Graph, iri: str, *, country: str | None = None, evidence: int | None = EVIDENCE) -> Match:
    """What the graph knows of one entity, by its address.

    Raises:
        UsageError: there is no such entity.
    """
    cards = _cards(graph, [iri])
    if iri not in cards:
        raise UsageError(f"there is no entity {iri} in the graph; ciigraph lookup NAME finds entities by their names")
    (match,) = _filled(graph, [cards[iri].match], country, evidence)
    return match


def suggestions(graph: Graph, name: str, limit: int = 5) -> list[str]:
    """Labels of the entities whose names are nearest to one that none has."""
    nearest = [each.entity for each in candidates(graph, name)[:limit]]
    labels = {row["entity"]: row["label"] for row in ask_about(graph, "lookup/labels", "entity", nearest)}
    return list(dict.fromkeys(labels[each] for each in nearest if each in labels))


def finds_misspelt_names(graph: Graph) -> bool:
    """Whether the graph has the clues by which misspelt names are found; those of early versions have none."""
    return bool(graph.query("ASK { ?entity cii:nameSound ?sound }"))


def complete(graph: Graph, prefix: str, limit: int = 10) -> list[Completion]:
    """Entities with a name that begins like ``prefix``, or has a word that does, for completion while typing.

    The most mentioned come first. Fewer than three letters complete to names that are no longer themselves.
    """
    typed = name_key(prefix)
    if not (telling := words(prefix)):
        return []
    first = telling[0]
    query = saved("lookup/completions").bind({"start": start(first), "typed": typed})
    best: dict[str, dict[str, Any]] = {}
    for row in table(graph, query).records():
        if len(typed) >= START or row["key"] == typed:
            best.setdefault(str(row["entity"]), row)
    cards = _cards(graph, [*best][:limit])
    return [
        Completion(
            iri,
            cards[iri].match.label,
            cards[iri].match.type,
            cards[iri].keys.get(row["key"], row["key"]),
            row["mentions"] or 0,
        )
        for iri, row in best.items()
        if iri in cards
    ]


def _cards(graph: Graph, entities: Sequence[str]) -> dict[str, _Card]:
    """What entities are: names, type, parent."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in ask_about(graph, "lookup/aliases", "entity", entities):
        names[row["entity"]].append(row["alias"])
    found = {}
    for row in ask_about(graph, "lookup/cards", "entity", entities):
        iri, label = row["entity"], row["label"]
        aliases = sorted({*names[iri]} - {label})
        found[iri] = _Card(
            Match(
                entity=iri,
                label=label,
                type=local_name(row["class"]),
                aliases=tuple(aliases),
                wikidata=local_name(row["wikidata"]) if row["wikidata"] else None,
                home=row["home"],
                parent=Named(row["parent"], row["parent_label"]) if row["parent"] else None,
                mentions=row["mentions"] or 0,
            ),
            {name_key(name): name for name in (*reversed(aliases), label)},
        )
    return found


def _judged(candidate: Candidate, card: _Card) -> Match:
    """The match with its score and the reason, in words."""
    label = card.match.label
    own = squeezed(candidate.key) == squeezed(name_key(label))
    written = label if own else card.keys.get(candidate.key, candidate.key)
    score, why, _ = candidate.likeness
    if why == SAME and card.match.type == "Person" and not own and candidate.key in name_key(label).split():
        score, reason = _SHORT_NAME, f"{_SHORT} “{label}”"
    elif why == SAME:
        score = 1.0 if own else _ALIAS
        reason = "its name" if own else f"also called “{written}”"
    elif why in (SPELLING, SIMILAR_PART):
        reason = f"spelt like “{written}”" if why == SPELLING else f"spelt like a part of “{written}”"
        reason += "; may be someone else" * (card.match.type == "Person")
    else:
        reason = f"{why}: “{written}”"
    return replace(card.match, match=score, reason=reason)


def _other_person(candidate: Candidate, card: _Card, name: str) -> bool:
    """Whether a candidate is a person of whose name only a part is like the whole name that was typed."""
    return card.match.type == "Person" and candidate.likeness.why == SIMILAR_PART and len(name_key(name).split()) > 1


def _with_sharers(ranked: list[Match]) -> list[Match]:
    """Matches by a name that several have say so."""
    same = [match for match in ranked if match.match >= _ALIAS or match.reason.startswith(_SHORT)]
    if len(same) < 2:
        return ranked
    said = f"; {len(same)} are called so"
    return [replace(match, reason=match.reason + said) if match in same else match for match in ranked]


def _rank(match: Match) -> tuple[float, bool, int, str]:
    """By score; among equals those first of which it is the usual name, then the most mentioned."""
    return (-match.match, f"“{match.label}”" not in match.reason, -match.mentions, match.entity)


def _filled(graph: Graph, matches: list[Match], country: str | None, evidence: int | None) -> list[Match]:
    """Matches with their parts and what is known of all of them."""
    parts = _parts(graph, [match.entity for match in matches])
    cards = _cards(graph, sorted({part for found in parts.values() for part in found}))
    every = list(dict.fromkeys([*(match.entity for match in matches), *cards]))
    dossiers = Dossiers(graph, every, country=country, evidence=evidence)

    def fill(match: Match, above: frozenset[str]) -> Match:
        own = [cards[part].match for part in parts.get(match.entity, ()) if part not in above and part in cards]
        below = [fill(part, above | {match.entity}) for part in sorted(own, key=lambda each: each.label)]
        return replace(match, countries=dossiers.of(match.entity), subsidiaries=tuple(below))

    return [fill(match, frozenset({match.entity})) for match in matches]


def _parts(graph: Graph, entities: Iterable[str]) -> dict[str, list[str]]:
    """The parts of entities, and the parts of those."""
    found: dict[str, list[str]] = {}
    level = list(entities)
    for _ in range(_DEPTH):
        rows = list(ask_about(graph, "lookup/parts", "entity", [each for each in level if each not in found]))
        for each in level:
            found.setdefault(each, [])
        for row in rows:
            if row["part"] not in found[row["entity"]]:
                found[row["entity"]].append(row["part"])
        level = [row["part"] for row in rows if row["part"] not in found]
        if not level:
            break
    return found
