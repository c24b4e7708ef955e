"""The findings that a build wrote into the graph, read back as flags; computed where they are of other rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ciigraph.graph.access import Graph, table
from ciigraph.graph.identifiers import local_name
from ciigraph.inquiry.audit.auditing import audit, in_order
from ciigraph.inquiry.audit.findings import audit_key
from ciigraph.inquiry.audit.flags import STRENGTHS, Evidence, Fact, Flag, Recorded
from ciigraph.inquiry.audit.reading import countries as audited_countries
from ciigraph.inquiry.queries import saved
from ciigraph.inquiry.wording import predicate_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def flags(
    graph: Graph, countries: Collection[str] = (), *, kinds: Collection[str] = (), min_strength: str = "arguable"
) -> list[Flag]:
    """What ``audit`` returns, read from the graph where the build's findings are of the present rules.

    Raises:
        QueryError: the graph can't be asked.
        DataError: a rule of the installation is malformed.
    """
    if not are_kept(graph):
        return audit(graph, countries, kinds=kinds, min_strength=min_strength)
    least = STRENGTHS.index(min_strength)
    found = [
        flag
        for code in countries or audited_countries(graph)
        for flag in _kept(graph, code)
        if (not kinds or flag.kind in kinds) and STRENGTHS.index(flag.strength) <= least
    ]
    return sorted(found, key=lambda flag: flag.order)


def are_kept(graph: Graph) -> bool:
    """Whether the graph holds findings that were made by the rules and the code of this installation.

    Raises:
        QueryError: the graph can't be asked.
    """
    return any(row["key"] == audit_key() for row in table(graph, saved("audit/key").text).records())


def _kept(graph: Graph, code: str) -> Iterator[Flag]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(graph, "audit/findings", code):
        rows.setdefault(row["finding"], []).append(row)
    evidence: dict[str, list[Evidence]] = {finding: [] for finding in rows}
    for row in _rows(graph, "audit/finding-evidence", code):
        evidence[row["finding"]].append(_evidence(row))
    facts: dict[str, list[Fact]] = {finding: [] for finding in rows}
    for row in _rows(graph, "audit/finding-relations", code):
        facts[row["finding"]].append(_fact(row))
    for finding, same in rows.items():
        first = same[0]
        yield in_order(
            Flag(
                code,
                first["edition"],
                first["indicator"],
                Recorded(first["label"], first["score"]),
                first["kind"],
                first["strength"],
                first["fact"],
                first["rule"],
                tuple(evidence[finding]),
                tuple(facts[finding]),
                tuple(row["reason"] for row in same if row["reason"]),
                first["answer"],
            )
        )


def _evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(
        row["text"],
        row["document"],
        row["indicator"] or None,
        row["section"],
        row["heading"] or None,
        row["start"],
        row["end"],
        row["unit"],
        row["stance"],
    )


def _fact(row: dict[str, Any]) -> Fact:
    return Fact(
        row["relation"],
        predicate_of(local_name(row["class"])),
        row["acting"],
        row["acted_upon"],
        row["polarity"],
        row["modality"],
        row["status"],
        row["start"] or None,
    )


def _rows(graph: Graph, name: str, code: str) -> Iterator[dict[str, Any]]:
    return table(graph, saved(name).bind({"country": code})).records()
