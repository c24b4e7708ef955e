"""What a build is told and what it tells: the user's options, its progress, what became of each document."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

import msgspec

from ciigraph.documents.sources import PassedOver
from ciigraph.extraction import DEFAULT_MODEL
from ciigraph.records import Notice


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a user may choose of a build.

    ``model`` is the spaCy model, None to leave text unread; ``jobs`` the number of processes that read it, or
    ``cluster`` the address of a Dask scheduler whose workers do.
    ``decisions`` is the file of people's decisions on entities, None for the one in the store's folder.
    """

    manifest: Path | None = None
    start_afresh: bool = False
    model: str | None = DEFAULT_MODEL
    jobs: int = 1
    cluster: str | None = None
    decisions: Path | None = None


class Progress(Protocol):
    """Told how a build advances."""

    def stage(self, title: str, total: int | None) -> None:
        """A new stage of so many steps begins."""

    def advance(self) -> None:
        """One step is done."""


class Outcome(msgspec.Struct, kw_only=True):
    """What became of one source file.

    ``failed`` with a ``document`` means that its answers are in the graph, but its text couldn't be read.
    """

    path: str
    document: str | None = None
    kind: str | None = None
    country: str | None = None
    units: int = 0
    mentions: int = 0
    relations: int = 0
    answers: int = 0
    status: Literal["built", "unchanged", "failed"] = "built"
    error: str | None = None
    notices: tuple[Notice, ...] = ()


class BuildReport(msgspec.Struct, kw_only=True):
    """What a build did. ``disagreements`` counts the answers on which sources differ."""

    documents: list[Outcome]
    removed: list[str]
    passed_over: list[PassedOver]
    disagreements: int
    triples: int
    seconds: float

    @property
    def failed(self) -> list[Outcome]:
        """The documents that could not be read."""
        return [outcome for outcome in self.documents if outcome.status == "failed"]
