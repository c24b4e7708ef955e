"""What several documents say alike becomes one line of the drawing, with the sentences of all of them."""

from __future__ import annotations

from typing import Any

import networkx as nx

#: What relations must share to be one line: to a reader they look the same but for their sources and dates.
_SAME = ("predicate", "polarity", "modality", "status")


def gathered(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The network with one edge for all relations of one pair that state the same in the same way.

    An edge keeps the key of its first relation. It has ``predicate``, ``polarity``, ``modality``, ``status`` as the
    relations have them, ``countries`` and ``indicators`` (sorted), ``weight`` (the number of source documents) and
    ``sources``: for each sentence its text, document, indicator and addresses, and the ``start``, ``end`` and
    ``amount`` that it gives the relation.
    """
    together: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    together.add_nodes_from(network.nodes(data=True))
    edges: dict[tuple[str, ...], dict[str, Any]] = {}
    for subject, object_, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        same = (subject, object_, *(data[name] for name in _SAME))
        if same not in edges:
            together.add_edge(subject, object_, key, **{name: data[name] for name in _SAME})
            edges[same] = together.edges[subject, object_, key]
            edges[same].update(countries=set(), indicators=set(), documents=set(), sources=[])
        edge = edges[same]
        edge["countries"] |= {data["country"]} - {""}
        edge["indicators"] |= {*data["indicators"]}
        edge["documents"] |= {*data["documents"]}
        when = {name: data.get(name) or "" for name in ("start", "end", "amount")}
        edge["sources"] += [sentence | when for sentence in data["evidence"]]
    for edge in edges.values():
        edge["countries"], edge["indicators"] = sorted(edge["countries"]), sorted(edge["indicators"])
        edge["weight"] = len(edge.pop("documents"))
    return together
