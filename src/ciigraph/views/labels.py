"""Names on a drawing: how wide they are, how they are shortened, which of them fit without covering each other."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Edges: TypeAlias = tuple[float, float, float, float]
_LONGEST = 34
_CELL = 120.0


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of text on the drawing: the middle of its base line, its width and the size of its letters in pixels."""

    text: str
    x: float
    y: float
    width: float
    font: float

    @property
    def edges(self) -> Edges:
        """Left, top, right, bottom."""
        return self.x - self.width / 2, self.y - self.font * 0.85, self.x + self.width / 2, self.y + self.font * 0.25


def shortened(text: str, most: int = _LONGEST) -> str:
    """A name on one line, cut with an ellipsis where it is too long for a drawing."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def text_width(text: str, font: float) -> float:
    """About how wide a line of a usual sans-serif is; a picture is written without knowing its reader's fonts."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return font * (0.54 * (len(text) - wide) + wide)


class Room:
    """Which places of a drawing are taken, by a grid, so that a question costs the same however many there are."""

    def __init__(self, taken: Iterable[Edges] = ()) -> None:
        self._cells: defaultdict[tuple[int, int], list[Edges]] = defaultdict(list)
        for edges in taken:
            self.take(edges)

    def take(self, edges: Edges) -> None:
        """Take a place."""
        for spot in self._spots(edges):
            self._cells[spot].append(edges)

    def free(self, edges: Edges) -> bool:
        """Whether nobody has any part of a place."""
        left, top, right, bottom = edges
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for spot in self._spots(edges)
            for other in self._cells.get(spot, ())
        )

    @staticmethod
    def _spots(edges: Edges) -> Iterable[tuple[int, int]]:
        left, top, right, bottom = (int(edge // _CELL) for edge in edges)
        return product(range(left, right + 1), range(top, bottom + 1))


def arranged(
    wanted: Iterable[Sequence[Box]], *, signs: Iterable[Edges] = (), must: int = 0, sheet: Edges | None = None
) -> list[Box]:
    """Those that fit, in their order: who comes first has the place.

    Args:
        wanted: for each text the boxes where it may stand, the best first; the most important text first.
        signs: places of what should not be written over.
        must: so many of the first may be written over signs where there is no better place, never over each other.
        sheet: what can be written on; nothing stands across its border.
    """
    texts, others, kept = Room(), Room(signs), []
    for number, boxes in enumerate(wanted):
        fitting = [box for box in boxes if texts.free(box.edges) and (sheet is None or _inside(box.edges, sheet))]
        best = next(
            (box for box in fitting if others.free(box.edges)), fitting[0] if fitting and number < must else None
        )
        if best is not None:
            kept.append(best)
            texts.take(best.edges)
    return kept


def _inside(edges: Edges, sheet: Edges) -> bool:
    return edges[0] >= sheet[0] and edges[1] >= sheet[1] and edges[2] <= sheet[2] and edges[3] <= sheet[3]


def around(text: str, x: float, y: float, reach: float, font: float) -> list[Box]:
    """The boxes in which the name of a sign may stand: below, above, to the right, to the left of it."""
    width = text_width(text, font)
    beside = reach + width / 2 + font * 0.4
    return [
        Box(text, x, y + reach + font * 0.95, width, font),
        Box(text, x, y - reach - font * 0.35, width, font),
        Box(text, x + beside, y + font * 0.3, width, font),
        Box(text, x - beside, y + font * 0.3, width, font),
    ]
