"""Finished work of a build, kept by content: what was read from each document and what was found in it.

A file is named after a digest of everything its content depends on (the bytes, the manifest's entry, the code), so
it is right or absent, never stale; a build that died or was interrupted takes up where it stopped.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from ciigraph.errors import DocumentError, StoreError
from ciigraph.records import Document, Extraction

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.documents.source import Source

_Kept = TypeVar("_Kept", Document, tuple[Extraction, ...])

_encoder = msgspec.json.Encoder()
_documents = msgspec.json.Decoder(Document)
_extractions = msgspec.json.Decoder(tuple[Extraction, ...])


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
    """The folder ``work`` of a store: documents, and what was found in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def has(self, key: str) -> bool:
        """Whether something is finished."""
        try:
            return self._path(key).stat().st_size > 0  # a power cut may leave an empty file behind
        except FileNotFoundError:
            return False

    def keep(self, key: str, finished: Document | tuple[Extraction, ...]) -> None:
        """Keep something finished; it appears whole or not at all."""
        draft = self._path(key).with_suffix(".part")
        draft.write_bytes(_encoder.encode(finished))
        draft.replace(self._path(key))

    def document(self, key: str) -> Document:
        """A document that was read.

        Raises:
            StoreError: what was kept is damaged.
        """
        return self._take(key, _documents)

    def extractions(self, key: str) -> tuple[Extraction, ...]:
        """What was found in a document, one record a unit.

        Raises:
            StoreError: what was kept is damaged.
        """
        return self._take(key, _extractions)

    def discard_all_but(self, keys: set[str]) -> None:
        """Remove what no document of the store needs any more."""
        for path in self.folder.iterdir():
            if path.stem not in keys:
                path.unlink()

    def _take(self, key: str, decoder: msgspec.json.Decoder[_Kept]) -> _Kept:
        try:
            return decoder.decode(self._path(key).read_bytes())
        except msgspec.DecodeError as error:
            raise StoreError(f"{self._path(key)}: is damaged ({error}); build again with --reset") from error

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"
