"""ciigraph: evidence of influence between states as a knowledge graph that can be questioned.

For analysts there is a small interface, which is loaded at its first use, so that ``import ciigraph`` costs nothing::

    import ciigraph

    ciigraph.build()  # the bundled corpus, into ./ciigraph-store
    graph = ciigraph.open_graph()
    ciigraph.score(graph, "BE").frame()

The functions are those of ``ciigraph.api``: ``build``, ``open_graph``, ``query``, ``score``, ``lookup``, ``audit``,
``view``, ``chart``.
"""

from importlib import import_module

__version__ = "0.1.0"

__all__ = ("__version__", "audit", "build", "chart", "lookup", "open_graph", "query", "score", "view")


def __getattr__(name: str) -> object:
    """A function of the interface, imported now (PEP 562)."""
    if name in __all__:
        return getattr(import_module("ciigraph.api"), name)
    raise AttributeError(f"module 'ciigraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What completion offers."""
    return sorted({*globals(), *__all__})
