"""ciigraph: evidence of influence between states as a knowledge graph that can be questioned."""

__version__ = "0.1.0"
