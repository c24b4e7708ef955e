"""Figures in the head of a profile, one for each edition's column, with or without something between the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ciigraph.documents.profile_lines import Line

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*%|[-–—]")
_PAIR = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_TWO_PAIRS = re.compile(r"(\d{1,4})\s*/\s*(\d{2,7})\s*/\s*(\d{1,4})")
_DASH = re.compile(r"[-–—]")
#: More countries than there are can't be ranked, more than 99 indicators of 4 points can't be scored.
_MOST_COUNTRIES, _MOST_POINTS = 250, 396


@dataclass(slots=True)
class Figure:
    """One printed figure of an edition (0: the page's own): rank of so many, score of so many, or a percentage."""

    edition: int
    rank: int | None = None
    score: int | None = None
    of: int | None = None
    percent: str | None = None
    by: str = "overall"
    name: str = "overall"
    line: Line | None = None


@dataclass(slots=True)
class Taken:
    """The figures of a value; ``strange`` when a column holds neither figures nor the dash for none."""

    figures: list[Figure]
    columns: int  # how many it fills
    strange: bool


def figures(label: str, text: str, editions: list[int], index_countries: int | None) -> Taken:
    """The figures that stand beside a label, in the order of the editions.

    Args:
        label: "Ranking", "Original Score" or "Level of Score".
        text: "83 / 98 | -", "66 / 98-", "32 %27 %", "66 / 9859 / 82".
        editions: the year of each column.
        index_countries: how many countries the page's own edition ranks, where known.
    """
    if label == "Level of Score":
        cells: list[tuple[str, ...] | None] = [(found[1],) if found[1] else None for found in _PERCENT.finditer(text)]
    else:
        cells = _pairs(text, label == "Ranking", index_countries)
    made = []
    for edition, cell in zip(editions, cells, strict=False):
        if cell is None:
            continue
        if label == "Level of Score":
            made.append(Figure(edition, percent=cell[0]))
            continue
        value, of = int(cell[0]), int(cell[1])
        if label == "Ranking" and 1 <= value <= of <= _MOST_COUNTRIES:
            made.append(Figure(edition, rank=value, of=of))
        elif label == "Original Score" and 0 <= value <= of <= _MOST_POINTS:
            made.append(Figure(edition, score=value, of=of))
    empty = sum(cell is None for cell in cells[: len(editions)])
    return Taken(made, max(len(cells), 1), strange=not cells or len(made) + empty < min(len(cells), len(editions)))


def _pairs(text: str, ranking: bool, index_countries: int | None) -> list[tuple[str, ...] | None]:
    cells: list[tuple[str, ...] | None] = []
    for piece in text.split("|"):
        if fused := _TWO_PAIRS.search(piece):
            cells += _parted(fused[1], fused[2], fused[3], ranking, index_countries)
        elif pair := _PAIR.search(piece):
            # "- 59 / 82": nothing for the first edition
            cells += [None] * bool(_DASH.match(piece.strip())) + [(pair[1], pair[2])]
        elif _DASH.fullmatch(piece.strip()):
            cells.append(None)
    return cells


def _parted(
    first: str, fused: str, last: str, ranking: bool, index_countries: int | None
) -> list[tuple[str, ...] | None]:
    """Part "9859" in "98" and "59" where only one way makes sense; no figure where several do."""
    ways = []
    for cut in range(1, len(fused)):
        of, second = fused[:cut], fused[cut:]
        most = _MOST_COUNTRIES if ranking else _MOST_POINTS
        least = 1 if ranking else 0
        sound = all(least <= int(value) <= int(whole) <= most for value, whole in ((first, of), (second, last)))
        if (
            sound
            and not (len(second) > 1 and second.startswith("0"))
            and (ranking or int(of) % 4 == int(last) % 4 == 0)
        ):
            ways.append((of, second))
    if len(ways) > 1 and ranking and index_countries:
        ways = [way for way in ways if int(way[0]) == index_countries]
    if len(ways) != 1:
        return []
    return [(first, ways[0][0]), (ways[0][1], last)]
