"""What every reader gets: one source file, named, hashed and decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Override:
    """What a manifest says of a file; a value that is given wins over what the content says."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    language: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is to be read. ``name`` is its path relative to the folder the user named, with slashes."""

    path: Path
    name: str
    override: Override = Override()


@dataclass(frozen=True, slots=True)
class SourceText:
    r"""A source after decoding. ``text`` has no byte-order mark and ``\n`` line ends; for HTML it is the markup."""

    name: str
    text: str
    sha256: str  # of the bytes
    media_type: str  # "text/plain", "text/html", "application/json", "text/csv"
    override: Override = Override()
