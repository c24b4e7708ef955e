"""Servers that the tests of the web part share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")

from hostile import write_hostile_world, write_store
from serving import serving
from web_world import web_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small world."""
    return write_store(web_world(), tmp_path_factory.mktemp("small") / "store")


@pytest.fixture(scope="session")
def site(small_store: Path) -> Iterator[str]:
    """The address of a server of the small world; a query may take two seconds and give a megabyte."""
    with serving(small_store, "--timeout", "2", "--max-result", "1") as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of a graph whose documents are out for harm."""
    with serving(write_hostile_world(tmp_path_factory.mktemp("hostile") / "store")) as address:
        yield address


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    """Asks the server of the small world; what fails on the way fails the test."""
    with httpx.Client(base_url=site, timeout=30, trust_env=False) as made:
        yield made


@pytest.fixture
def endpoint(site: str) -> str:
    """The SPARQL endpoint of the small world."""
    return f"{site}/sparql"
