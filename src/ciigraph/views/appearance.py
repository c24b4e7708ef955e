"""How things look in networks and charts: shape and colour of each type of entity, strokes of relations.

Colour and shape both tell the type, so that a colour-blind reader and a printout in grey tell them apart too. The
colours keep a contrast of 3:1 and more to white and to the dark background of the pages.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

INK, PAPER = "#1f2933", "#ffffff"

_ORANGE, _GREEN, _BLUE, _PURPLE, _CYAN, _RED, _BROWN, _PINK, _SLATE = (
    *("#c8661b", "#3d8b40", "#2f76c0", "#8358b0", "#13899c", "#c8383f", "#97713a", "#c2488c", "#66788a"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The sign of a type of entity: a shape of vis-network's and a colour; ``words`` is the type as people read it."""

    words: str
    shape: str
    colour: str


#: In the order of the legend; the names are those of ``records.EntityType``.
MARKS: dict[str, Mark] = {
    "Country": Mark("Country", "hexagon", _SLATE),
    "Person": Mark("Person", "dot", _ORANGE),
    "GovernmentBody": Mark("Government body", "square", _RED),
    "PoliticalParty": Mark("Political party", "diamond", _RED),
    "Company": Mark("Company", "square", _BLUE),
    "Product": Mark("Product", "diamond", _BLUE),
    "MediaOrganisation": Mark("Media organisation", "triangle", _PURPLE),
    "University": Mark("University", "square", _CYAN),
    "ResearchBody": Mark("Research body", "diamond", _CYAN),
    "ConfuciusInstitute": Mark("Confucius Institute", "star", _CYAN),
    "Association": Mark("Association", "dot", _PINK),
    "InternationalOrganisation": Mark("International organisation", "square", _PINK),
    "Network": Mark("Network", "diamond", _PINK),
    "Initiative": Mark("Initiative", "star", _BROWN),
    "Agreement": Mark("Agreement", "square", _BROWN),
    "Event": Mark("Event", "triangle", _BROWN),
    "Place": Mark("Place", "dot", _GREEN),
    "Facility": Mark("Facility", "triangleDown", _GREEN),
    "ThreatActor": Mark("Threat actor", "triangleDown", _RED),
}
_UNKNOWN = Mark("Other", "dot", _SLATE)

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

#: Strokes as lengths of dash and gap; an empty one is a solid line.
SOLID: tuple[int, ...] = ()
DASHED: tuple[int, ...] = (9, 6)
DOTTED: tuple[int, ...] = (2, 5)
EDGE, ENDED, DENIED = "#5f7f9f", "#a9b2bb", "#c8383f"


@dataclass(frozen=True, slots=True)
class Stroke:
    """The line of a relation."""

    colour: str
    dashes: tuple[int, ...]
    width: float


#: The ways of stating a relation that a reader tells apart, in the order of the legend, with their words.
STATEMENTS = {"stated": "stated", "hedged": "alleged or planned", "ended": "ended", "denied": "denied"}


def statement(polarity: str, modality: str, status: str) -> str:
    """Which of ``STATEMENTS`` a relation is: a denial before a hedge, a hedge before an end."""
    if polarity == "negated":
        return "denied"
    if modality != "asserted":
        return "hedged"
    return "ended" if status == "ended" else "stated"


def mark(entity_type: str) -> Mark:
    """The sign of a type; a type that is none of the project's has the sign of other things."""
    return MARKS.get(entity_type, _UNKNOWN)


def stroke(polarity: str, modality: str, status: str, sources: int) -> Stroke:
    """The line of a relation: dotted red where denied, dashed where alleged or planned, grey where it has ended.

    The width grows with the logarithm of the number of source documents, from 1.2 to 6 pixels.
    """
    colour = DENIED if polarity == "negated" else ENDED if status == "ended" else EDGE
    dashes = DOTTED if polarity == "negated" else SOLID if modality == "asserted" else DASHED
    return Stroke(colour, dashes, round(min(1.2 + 1.2 * math.log2(max(sources, 1)), 6.0), 2))


def sample(stated: str) -> Stroke:
    """The line of one of ``STATEMENTS``, as the legend shows it."""
    return stroke(
        "negated" if stated == "denied" else "affirmed",
        "alleged" if stated == "hedged" else "asserted",
        "ended" if stated == "ended" else "unknown",
        1,
    )


def words(name: str) -> str:
    """A predicate's or type's name as people read it: ``ownsStakeIn`` is "owns stake in"."""
    return _HUMP.sub(" ", name).lower()


def radius(degree: int, entity_type: str) -> float:
    """The size of an entity by its number of relations; a country is an anchor and never small."""
    least, factor, most = (13.0, 3.2, 64.0) if entity_type == "Country" else (6.0, 2.4, 40.0)
    return round(min(least + factor * math.sqrt(max(degree - 1, 0)), most), 1)


def outline(shape: str, x: float, y: float, size: float) -> list[tuple[float, float]]:
    """The corners of a shape around a point, of about the area of a dot of that size; a dot itself has none."""
    if shape == "star":
        return _ring(x, y, 5, size * 1.3, -90, inner=0.45)
    sides, turn, stretch = {
        "square": (4, 45, 1.25),
        "diamond": (4, 0, 1.25),
        "triangle": (3, -90, 1.45),
        "triangleDown": (3, 90, 1.45),
        "hexagon": (6, 0, 1.1),
    }.get(shape, (0, 0, 1.0))
    return _ring(x, y, sides, size * stretch, turn)


def _ring(x: float, y: float, sides: int, size: float, turn: float, inner: float = 0.0) -> list[tuple[float, float]]:
    """A regular polygon, or a star where ``inner`` says how far the corners between are from the middle."""
    corners = []
    for number in range(sides * (2 if inner else 1)):
        angle = math.radians(turn + number * 360 / (sides * (2 if inner else 1)))
        reach = size * inner if inner and number % 2 else size
        corners.append((round(x + reach * math.cos(angle), 2), round(y + reach * math.sin(angle), 2)))
    return corners
