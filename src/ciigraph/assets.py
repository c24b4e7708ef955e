"""Where the project's data, queries and ontology lie, in a checkout as well as in an installed wheel."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from ciigraph.errors import DataError

_PACKAGE = Path(__file__).resolve().parent
#: The wheel carries the three folders inside the package; a checkout has them beside ``src``.
_ROOTS = (_PACKAGE / "_assets", _PACKAGE.parents[1])


@cache
def asset(name: str) -> Path:
    """Path of a file or folder such as ``data/codebook.yaml`` or ``queries``.

    Raises:
        DataError: when the installation lacks it.
    """
    for root in _ROOTS:
        path = root / name
        if path.exists():
            return path
    raise DataError(f"{name} is not part of this installation of ciigraph; install it again")


def fingerprint(*names: str) -> str:
    """A digest of everything under the named parts: rooms of the package (``documents``, ``records.py``) or assets.

    What a build made is made again when the code or data it depends on changed, in a checkout as in a release.
    """
    digest = hashlib.sha256()
    for name in sorted(names):
        inside = _PACKAGE / name
        root = inside if inside.exists() else asset(name)
        files = [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file())
        for path in files:
            if path.suffix != ".pyc":
                digest.update(f"{name}/{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
