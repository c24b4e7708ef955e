"""Servers that run while the tests of this room do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from servers import VIRTUOSO, Server, oxigraph_server, virtuoso_server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if VIRTUOSO is None:
        pytest.skip("Virtuoso isn't installed (apt-get install --no-install-recommends virtuoso-opensource-7-bin)")
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Each server in turn, with its login in the environment."""
    each: Server = request.getfixturevalue(request.param)
    for name, value in each.environment.items():
        monkeypatch.setenv(name, value)
    return each
