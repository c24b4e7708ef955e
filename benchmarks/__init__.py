"""Speed and memory of ciigraph beside peers: ``python -m benchmarks``."""
