"""What ``--help`` prints of each command, for the README and the reference."""

from __future__ import annotations

import os
import re
import subprocess
import sys


def helps() -> dict[str, str]:
    """The help of each command by its name, in the order of ``ciigraph --help``, 100 columns wide."""
    names = re.findall(r"^  ([a-z]+) ", _run("--help").split("Commands:")[1], re.MULTILINE)
    return {name: _run(name, "--help") for name in names}


def _run(*arguments: str) -> str:
    environment = os.environ | {"COLUMNS": "100", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "ciigraph", *arguments]
    printed = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout  # noqa: S603
    return "\n".join(line.rstrip() for line in printed.strip().splitlines())
