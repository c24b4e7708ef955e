"""How far a long command is, on stderr."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class ProgressBar:
    """The stages of a command as a bar on stderr; nothing where stderr is no terminal."""

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("starting", total=None)
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def stage(self, title: str, total: int | None) -> None:
        """A new stage begins."""
        self._progress.reset(self._task, description=title, total=total)

    def advance(self) -> None:
        """One step is done."""
        self._progress.advance(self._task)

    def reached(self, done: int, total: int | None) -> None:
        """So much of so much is done, as of a download."""
        self._progress.update(self._task, description="downloading", completed=done, total=total)
