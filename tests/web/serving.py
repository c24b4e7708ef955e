"""The real server, started as users start it, on a free port of loopback."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@contextmanager
def serving(store: Path | str, *options: str, source: str = "--store") -> Iterator[str]:
    """The address of a server that runs while the block does."""
    command = [sys.executable, "-W", "error", "-m", "ciigraph", "serve", source, str(store), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = _ADDRESS.search(line)
            assert found, line + process.stderr.read()
            yield found[0]
        finally:
            process.terminate()
            process.communicate()
