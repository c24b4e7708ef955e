from ciigraph.api import audit, build, chart, lookup, open_graph, query, score, view

__all__ = ("__version__", "audit", "build", "chart", "lookup", "open_graph", "query", "score", "view")

__version__: str
