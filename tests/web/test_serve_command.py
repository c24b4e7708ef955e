"""``ciigraph serve``: what it says when it can't."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "ciigraph", "serve", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | environment,
    )


def test_without_a_store(tmp_path: Path) -> None:
    done = run("--store", tmp_path / "nothing", "--port", "0")
    assert done.returncode == 1
    assert "there is no store; make one with: ciigraph build" in done.stderr


def test_without_the_extra(tmp_path: Path, small_store: Path) -> None:
    hidden = tmp_path / "fastapi"
    hidden.mkdir()
    (hidden / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'fastapi'\", name='fastapi')")
    done = run("--store", small_store, "--port", "0", PYTHONPATH=str(tmp_path))
    assert done.returncode == 3
    assert (
        "serve needs the extra 'web' (fastapi is not installed); install it with: pip install 'ciigraph[web]'"
        in done.stderr
    )


def test_a_port_that_is_taken(small_store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("--store", small_store, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "can't listen on 127.0.0.1 port" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "options", [["--host", "999.0.0.1"], ["--port", "70000"], ["--timeout", "0"], ["--workers", "0"]]
)
def test_wrong_use(small_store: Path, options: list[str]) -> None:
    done = run("--store", small_store, *options)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
