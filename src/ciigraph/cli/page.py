"""Results that read better as text than as a table: headings, lines with a hanging indent, found words in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.cli.output import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Columns of a page that is not a terminal, and of lines that are read and not scanned.
_WIDTH, _MOST = 120, 140
_STEP = 2


class Page:
    """Prints lines; what stands in documents is data and never markup."""

    def __init__(self) -> None:
        """Take the terminal's width, or a usual one where there is no terminal."""
        from rich.console import Console

        console = Console(highlight=False, markup=False)
        width = min(console.width, _MOST) if console.is_terminal else _WIDTH
        self._console = Console(highlight=False, markup=False, width=width)

    def line(
        self, text: str, *, depth: int = 0, style: str = "", note: str = "", marked: Iterable[tuple[int, int]] = ()
    ) -> None:
        """A line, wrapped below its own beginning; ``note`` follows it dimmed, ``marked`` spans are bold."""
        from rich.padding import Padding
        from rich.text import Text

        shown = Text(visible(text), style=style)
        for start, end in marked:
            shown.stylize("bold reverse", start, end)
        if note:
            shown.append(("  " if text else "") + visible(note), style="not bold not underline not italic dim")
        self._console.print(Padding(shown, (0, 0, 0, depth * _STEP), expand=False))

    def address(self, url: str, *, depth: int) -> None:
        """An address on a line of its own, never broken."""
        self._console.print(" " * depth * _STEP + visible(url), style="dim", soft_wrap=True)

    def gap(self) -> None:
        """An empty line."""
        self._console.print()


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 mention", "3 mentions"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def site(url: str | None) -> str:
    """The host of an address, which says enough of a source on a crowded line: "example.org"."""
    host = (url or "").partition("://")[2].partition("/")[0]
    return host.removeprefix("www.")
