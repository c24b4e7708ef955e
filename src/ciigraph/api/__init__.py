"""The interface for analysts: what the command line does, as functions that return tables.

Every function but ``build`` and ``open_graph`` takes the graph first. Tables are ``Records``: lists of dictionaries,
which notebooks show as tables and of which ``frame()`` makes pandas data frames.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from ciigraph.api.charting import chart
from ciigraph.api.naming import country_code
from ciigraph.api.rows import Records

if TYPE_CHECKING:
    from collections.abc import Collection

    from ciigraph.graph.access import Graph
    from ciigraph.views.view import View

__all__ = ["Records", "audit", "build", "chart", "lookup", "open_graph", "query", "score", "view"]

_SPARQL = re.compile(r"[\s{]")


class _Silence:
    """A build's progress, told to nobody."""

    def stage(self, title: str, total: int | None) -> None:
        """Nothing."""

    def advance(self) -> None:
        """Nothing."""


def _store(store: str | Path | None) -> Path:
    return Path(store if store is not None else os.environ.get("CIIGRAPH_STORE", "ciigraph-store"))


def build(
    *paths: str | Path, store: str | Path | None = None, model: str | None = "en_core_web_sm", reset: bool = False
) -> Records:
    """Read files and folders into a store; run again, only what changed is done again.

    Args:
        paths: what to read; the bundled corpus where none is given.
        store: the store's folder; ``$CIIGRAPH_STORE`` or ``./ciigraph-store`` where none is given.
        model: the spaCy model that reads text; None leaves text unread.
        reset: forget what the store holds.

    Returns:
        What became of each document; a document that could not be read has status "failed" and an ``error``.
    """
    from ciigraph.assets import asset  # noqa: PLC0415 - each function loads what it needs
    from ciigraph.outcomes import Options  # noqa: PLC0415
    from ciigraph.pipeline import build as run  # noqa: PLC0415

    chosen = [Path(path) for path in paths] or [asset("data/corpus")]
    report = run(chosen, _store(store), Options(model=model, start_afresh=reset), _Silence())
    return Records(
        {name: getattr(outcome, name) for name in outcome.__struct_fields__ if name != "notices"}
        for outcome in report.documents
    )


def open_graph(store: str | Path | None = None, *, endpoint: str | None = None) -> Graph:
    """The graph of a store, or of any SPARQL 1.1 endpoint.

    Args:
        store: the store's folder; ``$CIIGRAPH_STORE`` or ``./ciigraph-store`` where none is given.
        endpoint: the address of an endpoint to ask instead.

    Raises:
        StoreError: there is no store, or it can't be opened.
    """
    if endpoint is not None:
        from ciigraph.graph.remote import RemoteGraph  # noqa: PLC0415 - see build

        return RemoteGraph(endpoint)
    from ciigraph.graph.access import open_graph as opened  # noqa: PLC0415

    return opened(_store(store))


def query(graph: Graph, question: str, **parameters: str | int) -> Records:
    """The answer of a saved query or of a query in SPARQL.

    Args:
        graph: where to ask.
        question: the name of a saved query ("highest-answers"), or a query; prefixes need not be declared.
        parameters: values of the query's parameters (``country="BE"``).

    Returns:
        A row each solution; of a CONSTRUCT query each triple, of an ASK query one row with ``answer``.

    Raises:
        UsageError: no such saved query or parameter.
        QueryError: the query is malformed or fails.
    """
    from ciigraph.graph.access import Table, plain  # noqa: PLC0415 - see build
    from ciigraph.inquiry.queries import bind, saved  # noqa: PLC0415

    values = {name: str(value) for name, value in parameters.items()}
    text = bind(question, values) if _SPARQL.search(question) else saved(question).bind(values)
    result = graph.query(text)
    if isinstance(result, Table):
        return Records(result.records())
    if isinstance(result, bool):
        return Records([{"answer": result}])
    return Records(
        {"subject": plain(t.subject), "predicate": plain(t.predicate), "object": plain(t.object)} for t in result
    )


def score(
    graph: Graph,
    *countries: str,
    by: Collection[str] | str = ("overall", "domain", "layer"),
    edition: int | None = None,
) -> Records:
    """Scores computed from the answers, with the published ones beside them.

    Args:
        graph: where to ask.
        countries: codes or names; all countries where none is given.
        by: "overall", "domain", "layer", "indicator", or several of them.
        edition: the year of one edition; all where none is given.

    Returns:
        A row each figure; the published ones in columns ``published_score``, ``published_percent`` and so on.
    """
    from ciigraph.inquiry.score import scores  # noqa: PLC0415 - see build

    measures = [by] if isinstance(by, str) else list(by)
    found = scores(graph, countries=[country_code(name) for name in countries], by=measures, edition=edition)
    rows = Records()
    for each in found:
        row = {name: getattr(each, name) for name in each.__struct_fields__ if name != "published"}
        row |= {f"published_{name}": getattr(each.published, name) for name in each.published.__struct_fields__}
        rows.append(row)
    return rows


def lookup(graph: Graph, name: str, *, country: str | None = None, limit: int = 10) -> Records:
    """An entity by any of its names, across all countries: a row each match, with its ``countries`` as lists.

    Args:
        graph: where to ask.
        name: any name; misspelt or without diacritics too.
        country: code or name; only what the documents on it say.
        limit: how many matches at most.
    """
    from ciigraph.inquiry.lookup import lookup as found  # noqa: PLC0415 - see build

    code = None if country is None else country_code(country)
    return Records(msgspec.to_builtins(match) for match in found(graph, name, country=code, limit=limit))


def audit(
    graph: Graph, *countries: str, kinds: Collection[str] = (), min_strength: Literal["strong", "arguable"] = "arguable"
) -> Records:
    """Recorded answers that the graph's facts contradict.

    Args:
        graph: where to ask.
        countries: codes or names; all countries where none is given.
        kinds: only flags of these kinds.
        min_strength: "strong" leaves the arguable ones out.
    """
    from ciigraph.inquiry.audit import flags  # noqa: PLC0415 - see build

    found = flags(graph, [country_code(name) for name in countries], kinds=kinds, min_strength=min_strength)
    return Records(msgspec.to_builtins(flag) for flag in found)


def view(
    graph: Graph,
    *,
    entity: str | None = None,
    hops: int = 1,
    country: str | None = None,
    domain: str | None = None,
    max_nodes: int = 2000,
    seed: int = 1,
) -> View:
    """The influence network, or a part of it, to look at in a notebook or to save (``.save("name.html")``).

    Args:
        graph: where to ask.
        entity: any name of an entity: only what lies around it.
        hops: how far around.
        country: code or name: only what its documents say.
        domain: a domain's slug: only what is recorded under its indicators.
        max_nodes: how many entities to draw at most, the most central.
        seed: of the layout.
    """
    from ciigraph.views.view import view_of  # noqa: PLC0415 - see build

    code = None if country is None else country_code(country)
    return view_of(graph, entity=entity, hops=hops, country=code, domain=domain, max_nodes=max_nodes, seed=seed)
