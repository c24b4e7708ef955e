"""What a drawing shows, counted: the rows of its legend, which are its filters too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ciigraph import codebook, countries
from ciigraph.errors import UsageError
from ciigraph.views.appearance import MARKS, STATEMENTS, mark, outline, sample, statement, words

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the legend. ``points`` are the corners of a sign, ``dashes`` those of a line, as SVG writes them."""

    name: str
    words: str
    count: int
    colour: str = ""
    points: str = ""
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain with those of its indicators, as code and label, under which a relation is recorded."""

    slug: str
    name: str
    indicators: list[tuple[str, str]]


def types(network: nx.MultiDiGraph[str]) -> list[Row]:
    """The types of entities there are, in the order of ``MARKS``."""
    counts = Counter(str(data["type"]) for _, data in network.nodes(data=True))
    order = {name: place for place, name in enumerate(MARKS)}
    rows = []
    for name in sorted(counts, key=lambda name: (order.get(name, len(order)), name)):
        sign = mark(name)
        points = " ".join(f"{x},{y}" for x, y in outline(sign.shape, 0, 0, 7))
        rows.append(Row(name, sign.words, counts[name], sign.colour, points))
    return rows


def statements(network: nx.MultiDiGraph[str]) -> list[Row]:
    """The ways in which relations are stated, all of ``STATEMENTS``."""
    counts = Counter(
        statement(data["polarity"], data["modality"], data["status"]) for *_, data in network.edges(data=True)
    )
    rows = []
    for name, meaning in STATEMENTS.items():
        look = sample(name)
        rows.append(Row(name, meaning, counts[name], look.colour, dashes=" ".join(map(str, look.dashes))))
    return rows


def predicates(network: nx.MultiDiGraph[str]) -> list[Row]:
    """The predicates there are, the commonest first."""
    counts = Counter(str(data["predicate"]) for *_, data in network.edges(data=True))
    return [Row(name, words(name), count) for name, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]


def countries_recorded(network: nx.MultiDiGraph[str]) -> list[tuple[str, str]]:
    """Code and name of the countries in whose documents the relations stand, by name."""
    codes = {code for *_, data in network.edges(data=True) for code in data["countries"]}
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])


def domains_recorded(network: nx.MultiDiGraph[str]) -> list[DomainRow]:
    """The domains and indicators under which the relations are recorded, in the order of the codebook."""
    codes = {code for *_, data in network.edges(data=True) for code in data["indicators"]}
    known = codebook.load()
    rows = [
        DomainRow(
            domain.slug,
            domain.name,
            [(each.code, each.label) for each in known.indicators if each.domain == domain.slug and each.code in codes],
        )
        for domain in known.domains
    ]
    return [row for row in rows if row.indicators]


def country_names(network: nx.MultiDiGraph[str]) -> dict[str, str]:
    """The name of every country that the entities or relations speak of, by code."""
    codes = {code for *_, data in network.edges(data=True) for code in data["countries"]}
    codes |= {code for _, data in network.nodes(data=True) for code in (data["country"], *data["countries"]) if code}
    return {code: country_name(code) for code in sorted(codes)}


def country_name(code: str) -> str:
    """The name of a country; a code that is none stays as it is."""
    try:
        return countries.name(code)
    except UsageError:
        return code
