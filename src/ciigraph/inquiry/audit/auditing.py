"""The audit: every recorded answer of a country against the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ciigraph.inquiry.audit.elsewhere import elsewhere
from ciigraph.inquiry.audit.flags import STRENGTHS, Flag
from ciigraph.inquiry.audit.own_evidence import own_evidence
from ciigraph.inquiry.audit.reading import countries as audited_countries
from ciigraph.inquiry.audit.reading import cut, read_country
from ciigraph.inquiry.audit.rules import rules
from ciigraph.inquiry.audit.upkeep import upkeep

if TYPE_CHECKING:
    from collections.abc import Collection

    from ciigraph.graph.access import Graph
    from ciigraph.inquiry.audit.reading import Country


def audit(
    graph: Graph,
    countries: Collection[str] = (),
    *,
    kinds: Collection[str] = (),
    min_strength: str = "arguable",
) -> list[Flag]:
    """Recorded answers that the graph's facts contradict, or don't support.

    Args:
        graph: where to ask.
        countries: alpha-2 codes; all countries with answers when empty.
        kinds: only these kinds; all when empty.
        min_strength: ``strong`` or ``arguable``.

    Returns:
        The flags, by country, strong ones first.

    Raises:
        QueryError: the graph can't be asked.
        DataError: a rule of the installation is malformed.
    """
    least = STRENGTHS.index(min_strength)
    found: list[Flag] = []
    for code in countries or audited_countries(graph):
        country = read_country(graph, code)
        if country is not None:
            found += [
                flag
                for flag in audit_country(country)
                if (not kinds or flag.kind in kinds) and STRENGTHS.index(flag.strength) <= least
            ]
    return sorted(found, key=lambda flag: flag.order)


def audit_country(country: Country) -> list[Flag]:
    """The flags of one country, of every kind and strength."""
    for texts in (*country.evidence.values(), country.articles):
        cut(texts)
    found: list[Flag] = []
    for code, rule in rules().items():
        answer = country.answers.get(code)
        if answer is None:
            continue
        own = own_evidence(rule, answer, country)
        if own is not None:
            found.append(own)
        found += elsewhere(rule, answer, country)
        found += upkeep(rule, answer, country)
    return [in_order(flag) for flag in found]


def in_order(flag: Flag) -> Flag:
    """The flag with sentences, facts and reasons in the order that all flags have them in, each once."""
    return replace(
        flag,
        evidence=tuple(
            sorted(set(flag.evidence), key=lambda e: (e.section != "supporting", e.unit, e.start, e.stance))
        ),
        facts=tuple(sorted(set(flag.facts), key=lambda fact: fact.relation)),
        reasons=tuple(sorted(set(flag.reasons))),
    )
