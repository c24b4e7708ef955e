"""Finished work of a build, kept by content: what was read from each document.

A file is named after a digest of everything its content depends on (the bytes, the manifest's entry, the code), so
it is right or absent, never stale; a build that died or was interrupted takes up where it stopped.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from ciigraph.documents.source import Source
from ciigraph.errors import DocumentError
from ciigraph.records import Document, Extraction


class Reading(msgspec.Struct, frozen=True):
    """A document with what was found in each of its units."""

    document: Document
    extractions: tuple[Extraction, ...] = ()


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Reading)


def content_key(source: Source, code: str) -> str:
    """Digest of a source's bytes, its name, what a manifest says of it, and the code that reads it.

    Raises:
        DocumentError: the file can't be read.
    """
    digest = hashlib.sha256(f"{code}\0{source.name}\0{source.override!r}\0".encode())
    try:
        with source.path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise DocumentError(source.name, f"can't be read ({error.strerror})") from error
    return digest.hexdigest()


class Workshop:
    """The folder ``work`` of a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def has(self, key: str) -> bool:
        """Whether the reading is finished."""
        return self._path(key).exists()

    def keep(self, key: str, reading: Reading) -> None:
        """Keep a finished reading; it appears whole or not at all."""
        draft = self._path(key).with_suffix(".part")
        draft.write_bytes(_encoder.encode(reading))
        draft.replace(self._path(key))

    def take(self, key: str) -> Reading:
        """A finished reading."""
        return _decoder.decode(self._path(key).read_bytes())

    def discard_all_but(self, keys: set[str]) -> None:
        """Remove what no document of the store needs any more."""
        for path in self.folder.iterdir():
            if path.stem not in keys:
                path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"
