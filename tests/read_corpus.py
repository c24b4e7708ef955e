"""The bundled corpus with its text read, built once in a process; for tests that need entities and relations."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ciigraph.assets import asset
from ciigraph.outcomes import Options
from ciigraph.pipeline import build
from synthetic import Silent

#: Lives as long as the process.
_FOLDER = TemporaryDirectory(prefix="ciigraph-corpus-", ignore_cleanup_errors=True)


@cache
def corpus_read() -> Path:
    """The folder of the store; tests only read it."""
    store = Path(_FOLDER.name) / "store"
    report = build([asset("data/corpus")], store, Options(), Silent())
    assert report.failed == []
    return store
