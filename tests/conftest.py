"""Fixtures that several rooms of the tests need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout, or the reason why a test that needs it is skipped."""
    folder = Path(os.environ.get("CIIGRAPH_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip(f"the real documents are not at hand ({folder} has no folder 'seeds'); set CIIGRAPH_SHARED")
    return folder
