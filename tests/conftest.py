"""Fixtures that several rooms of the tests need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ciigraph.assets import asset
from ciigraph.graph.access import EmbeddedGraph, open_graph
from ciigraph.outcomes import Options
from ciigraph.pipeline import build
from synthetic import Silent

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout, or the reason why a test that needs it is skipped."""
    folder = Path(os.environ.get("CIIGRAPH_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip(f"the real documents are not at hand ({folder} has no folder 'seeds'); set CIIGRAPH_SHARED")
    return folder


@pytest.fixture(scope="session")
def corpus_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled corpus, its text left unread (that takes a language model); tests only read it."""
    store = tmp_path_factory.mktemp("corpus") / "store"
    report = build([asset("data/corpus")], store, Options(model=None), Silent())
    assert report.failed == []
    return store


@pytest.fixture(scope="session")
def corpus(corpus_store: Path) -> EmbeddedGraph:
    """The graph of the bundled corpus."""
    return open_graph(corpus_store)
