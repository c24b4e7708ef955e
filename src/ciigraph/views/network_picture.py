"""A network as SVG, for print: the page's drawing, with labels that don't cover each other, and a legend."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ciigraph.views.appearance import INK, PAPER, STATEMENTS, mark, outline, sample, stroke, words
from ciigraph.views.drawing import MAX_NODES, Drawing, drawing
from ciigraph.views.labels import Box, around, arranged, shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

_SVG = "http://www.w3.org/2000/svg"
_FONT = "Inter, 'Segoe UI', 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
#: What XML can't hold, whatever the escaping.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARGIN, _LINE = 40.0, 20.0
_LEGEND_COLUMN = 190.0
#: Below so many relations each has its name on its line.
_RELATIONS_NAMED = 120


def network_svg(
    network: nx.MultiDiGraph[str],
    *,
    heading: str,
    subtitle: str = "",
    max_nodes: int = MAX_NODES,
    seed: int = 1,
    centre: str | None = None,
) -> str:
    """The network as an SVG document that needs nothing else.

    Args:
        network: a projection of the graph.
        heading: the title, as text.
        subtitle: a line below it, as text.
        max_nodes: how many entities to keep at most; the picture says so.
        seed: of the layout.
        centre: an entity that is kept in any case.
    """
    drawn = drawing(network, max_nodes=max_nodes, seed=seed, centre=centre)
    left, top, right, bottom = _extent(drawn)
    # Lettering grows with the picture, so that a large one printed on one sheet can still be read.
    size = max(1.0, (right - left) / 1600)
    rows = _legend_rows(drawn)
    columns = max(1, int((right - left) / (_LEGEND_COLUMN * size)))
    head = (40 + 22 * bool(subtitle) + 22 * bool(drawn.note)) * size
    foot = (-(-len(rows) // columns) * _LINE + 30) * size
    width, height = right - left, bottom - top + head + foot
    root = ET.Element(
        "svg",
        xmlns=_SVG,
        width=_number(width),
        height=_number(height),
        role="img",
        viewBox=f"{_number(left)} {_number(top - head)} {_number(width)} {_number(height)}",
    )
    root.set("font-family", _FONT)
    ET.SubElement(root, "title").text = _clean(heading)
    ET.SubElement(root, "desc").text = _clean(_description(drawn, subtitle))
    ET.SubElement(
        root, "rect", x=_number(left), y=_number(top - head), width=_number(width), height=_number(height), fill=PAPER
    )
    for line, (text, font) in enumerate(((heading, 22.0), (subtitle, 14.0), (drawn.note, 14.0))):
        if text:
            place = (left + _MARGIN / 2, top - head + (30 + 22 * line) * size)
            _text(root, text, place, font * size, weight="600" if not line else "400", anchor="start")
    _draw_relations(root, drawn)
    _draw_entities(root, drawn)
    _draw_labels(root, drawn, size)
    _draw_legend(root, rows, (left + _MARGIN / 2, bottom + 10 * size), columns, size)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _extent(drawn: Drawing) -> tuple[float, float, float, float]:
    """Left, top, right, bottom with room for labels; a tiny network still gets a sheet with its legend."""
    points = [(x, y, drawn.radii[name]) for name, (x, y) in drawn.places.items()] or [(0.0, 0.0, 0.0)]
    left, right = min(x - r for x, _, r in points), max(x + r for x, _, r in points)
    top, bottom = min(y - r for _, y, r in points), max(y + r for _, y, r in points)
    missing = max(0.0, 800.0 - (right - left)) / 2
    return left - missing - _MARGIN * 2, top - _MARGIN, right + missing + _MARGIN * 2, bottom + _MARGIN * 1.5


def _description(drawn: Drawing, subtitle: str) -> str:
    largest = sorted(drawn.network.degree(), key=lambda pair: (-pair[1], pair[0]))[:10]
    names = ", ".join(str(drawn.network.nodes[name]["label"]) for name, _ in largest)
    return (
        f"{subtitle + '. ' if subtitle else ''}A network of {len(drawn.network)} entities and "
        f"{drawn.network.number_of_edges()} relations; those with the most relations: {names}. {drawn.note}"
    ).strip()


def _draw_relations(root: ET.Element, drawn: Drawing) -> None:
    faint = max(0.28, min(0.8, 12 / max(drawn.network.number_of_edges(), 1) ** 0.5))
    group = ET.SubElement(root, "g", fill="none", opacity=_number(faint * 10) + "e-1")
    for start, end, key, data in drawn.network.edges(keys=True, data=True):
        look = stroke(data["polarity"], data["modality"], data["status"], data["weight"])
        line = ET.SubElement(group, "path", d=_curve(drawn, start, end, drawn.bends[key]), stroke=look.colour)
        line.set("stroke-width", str(look.width))
        if look.dashes:
            line.set("stroke-dasharray", " ".join(map(str, look.dashes)))
        tip, back = _arrow(drawn, start, end, drawn.bends[key])
        if start != end:
            points = " ".join(f"{_number(x)},{_number(y)}" for x, y in (tip, *back))
            ET.SubElement(group, "polygon", points=points, fill=look.colour)


def _middle(drawn: Drawing, start: str, end: str, bend: float) -> tuple[float, float]:
    """The control point of the quadratic curve between two entities."""
    (x1, y1), (x2, y2) = drawn.places[start], drawn.places[end]
    return (x1 + x2) / 2 - (y2 - y1) * bend * 2, (y1 + y2) / 2 + (x2 - x1) * bend * 2


def _curve(drawn: Drawing, start: str, end: str, bend: float) -> str:
    (x1, y1), (x2, y2) = drawn.places[start], drawn.places[end]
    if start == end:
        reach = drawn.radii[start] * (1.6 + abs(bend))
        return f"M{_number(x1)} {_number(y1)}m0 {_number(-2 * reach)}a{reach} {reach} 0 1 1 -0.1 0"
    x, y = _middle(drawn, start, end, bend)
    return f"M{_number(x1)} {_number(y1)}Q{_number(x)} {_number(y)} {_number(x2)} {_number(y2)}"


def _arrow(drawn: Drawing, start: str, end: str, bend: float) -> tuple[tuple[float, float], list[tuple[float, float]]]:
    """The tip of the arrow at the edge of the second entity, and its two back corners."""
    (x2, y2), (x, y) = drawn.places[end], _middle(drawn, start, end, bend)
    length = max(((x2 - x) ** 2 + (y2 - y) ** 2) ** 0.5, 1e-6)
    right, down = (x2 - x) / length, (y2 - y) / length
    reach = drawn.radii[end] + 2
    tip = (x2 - right * reach, y2 - down * reach)
    root = (tip[0] - right * 8, tip[1] - down * 8)
    return tip, [(root[0] - down * 3.2, root[1] + right * 3.2), (root[0] + down * 3.2, root[1] - right * 3.2)]


def _draw_entities(root: ET.Element, drawn: Drawing) -> None:
    group = ET.SubElement(root, "g", stroke=PAPER)
    group.set("stroke-width", "1.5")
    for name in sorted(drawn.network, key=lambda name: (-drawn.radii[name], name)):
        sign = mark(drawn.network.nodes[name]["type"])
        shape = _sign(group, sign.shape, sign.colour, drawn.places[name], drawn.radii[name])
        ET.SubElement(shape, "title").text = _clean(f"{drawn.network.nodes[name]['label']} ({sign.words})")


def _sign(parent: ET.Element, shape: str, colour: str, place: tuple[float, float], size: float) -> ET.Element:
    corners = outline(shape, *place, size)
    if not corners:
        return ET.SubElement(parent, "circle", cx=_number(place[0]), cy=_number(place[1]), r=_number(size), fill=colour)
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
    return ET.SubElement(parent, "polygon", points=points, fill=colour)


def _draw_labels(root: ET.Element, drawn: Drawing, size: float) -> None:
    """The entities' names, largest first, as far as there is room; then the relations' names in small networks."""
    wanted = []
    for name in sorted(drawn.network, key=lambda name: (-drawn.radii[name], name)):
        font = (9.5 + drawn.radii[name] * 0.16) * size
        wanted.append(
            around(shortened(drawn.network.nodes[name]["label"]), *drawn.places[name], drawn.radii[name] * 1.15, font)
        )
    signs = [
        (x - drawn.radii[name], y - drawn.radii[name], x + drawn.radii[name], y + drawn.radii[name])
        for name, (x, y) in drawn.places.items()
    ]
    kept = arranged(wanted, signs=signs, must=60, sheet=_extent(drawn))
    group = ET.SubElement(root, "g", fill=INK, stroke=PAPER)
    for key, value in {"stroke-width": _number(3 * size), "paint-order": "stroke", "stroke-linejoin": "round"}.items():
        group.set(key, value)
    for box in kept:
        _text(group, box.text, (box.x, box.y), box.font, weight="600" if box.font > 12.5 * size else "400")
    if drawn.network.number_of_edges() > _RELATIONS_NAMED:
        return
    names = []
    for start, end, key, data in drawn.network.edges(keys=True, data=True):
        (x1, y1), (x2, y2) = drawn.places[start], drawn.places[end]
        x, y = _middle(drawn, start, end, drawn.bends[key])
        text, font = words(data["predicate"]), 8.5 * size
        names.append([Box(text, (x1 + 2 * x + x2) / 4, (y1 + 2 * y + y2) / 4 + 3, text_width(text, font), font)])
    for box in arranged(names, signs=[*signs, *(box.edges for box in kept)]):
        _text(group, box.text, (box.x, box.y), box.font, style="italic", fill="#52606d")


def _legend_rows(drawn: Drawing) -> list[tuple[str, str, str]]:
    """Kind of sign, its particulars, its words: the types there are, then the strokes."""
    counts = Counter(mark(data["type"]) for _, data in drawn.network.nodes(data=True))
    rows = [(sign.shape, sign.colour, f"{sign.words} ({count})") for sign, count in counts.most_common()]
    for stated, meaning in STATEMENTS.items():
        look = sample(stated)
        rows.append(("line " + " ".join(map(str, look.dashes)), look.colour, meaning))
    return rows


def _draw_legend(
    root: ET.Element, rows: Sequence[tuple[str, str, str]], place: tuple[float, float], columns: int, size: float
) -> None:
    group = ET.SubElement(root, "g")
    for number, (sign, colour, text) in enumerate(rows):
        x = place[0] + (number % columns) * _LEGEND_COLUMN * size
        y = place[1] + (number // columns) * _LINE * size
        if sign.startswith("line"):
            line = ET.SubElement(
                group, "path", d=f"M{_number(x - 8 * size)} {_number(y)}h{_number(22 * size)}", stroke=colour
            )
            line.set("stroke-width", _number(2 * size))
            if dashes := sign.removeprefix("line").strip():
                line.set("stroke-dasharray", dashes)
        else:
            _sign(group, sign, colour, (x, y), 6 * size)
        _text(group, text, (x + 20 * size, y + 4 * size), 12 * size, anchor="start")


def _text(
    parent: ET.Element,
    text: str,
    place: tuple[float, float],
    font: float,
    *,
    weight: str = "400",
    anchor: str = "middle",
    style: str = "normal",
    fill: str | None = None,
) -> None:
    element = ET.SubElement(parent, "text", x=_number(place[0]), y=_number(place[1]), fill=fill or INK)
    element.set("font-size", _number(font))
    element.set("text-anchor", anchor)
    if weight != "400":
        element.set("font-weight", weight)
    if style != "normal":
        element.set("font-style", style)
    element.text = _clean(text)


def _clean(text: str) -> str:
    """Text as XML can hold it; a name in a script from right to left stays within itself."""
    return _NO_XML.sub("\ufffd", text)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
