"""Saved pages in the layouts of the real ones, in the project's own words, for the tests of the readers."""

from __future__ import annotations

import hashlib
import html
from typing import TYPE_CHECKING

from ciigraph import codebook
from ciigraph.documents.markup import document_text
from ciigraph.documents.source import Override, SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ciigraph.records import Document, Unit

BOOK = codebook.load()
PAGE_ORDER = BOOK.edition(2024).score_columns
NAMES = {domain.slug: domain.name for domain in BOOK.domains}
CODES = [f"{slug}-{number:02d}" for slug in PAGE_ORDER for number in range(1, 12)]
_LABELS = {"graded": ("No", "Yes"), "yes-no": ("No", "Yes"), "position": ("Rejection", "Adherence")}

#: The lines of one indicator; tests change them.
Lines = list[str]


def source(text: str, name: str = "page.txt", media_type: str = "text/plain", **override: str) -> SourceText:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return SourceText(name, text, digest, media_type, Override(**override))


def flat_header(country: str = "Belgium") -> Lines:
    return [
        country,
        "2024 | 2022 | |",
        "---|---|---|",
        "Ranking | 83 / 98 | - |",
        "Original Score * As some Indicators may be left out, maxima differ. | 81 / 396 | - |",
        "Oct 2024",
        "Exposure * Exposure assesses how open a country is. | 2024 | 2022 |",
        "---|---|---|",
        "Ranking | 79 / 98 | - |",
        "Level of Score | 24 % | - |",
        f"In 2023, {country} had a GDP per capita of US$53,475 and a total population of 11.70 million people.",
        "Key Takeaways",
        "- The first point of this page.",
        "- The second point of this page.",
    ]


def nested_header(country: str = "Azerbaijan") -> Lines:
    return [
        country,
        "7,155.08 (per capita / USD)",
        "10.33 (million)",
        "20242022",
        "Ranking66 / 98-",
        "Original Score",
        "* As some Indicators may be left out, maxima differ.",
        "112 / 396-",
        "Last Updated",
        "May 2024",
        "Layer Scores",
        "Exposure",
        "* Exposure assesses how open a country is.",
        "20242022",
        "Ranking59 / 98-",
        "Level of Score32 %-",
        "Key Takeaways",
        "  • The first point of this page.",
        "Domain Scores",
        "Country Percentage",
        "Index Average",
        "2022 Percentage",
    ]


def flat_block(code: str, score: int = 0) -> Lines:
    """An indicator as the flattened layout has it."""
    scale = BOOK.scales[BOOK.indicator(code).scale]
    return [
        BOOK.indicator(code).label,
        "2024",
        _LABELS[scale.key][score > 0],
        f"Answer ( {score} / 4 )",
        "Skipped",
        *(f"{value}/ {label}" for value, label in scale.answers.items()),
        "96 countries answered this indicator; 2 countries skipped this indicator",
        "Supporting Evidence",
        f"What is known of {code} stands here.",
        f"- https://example.org/{code}",
        "Answered by 1 anonymous expert, and has been reviewed by another 1 anonymous expert.",
    ]


def nested_block(code: str, score: int = 0) -> Lines:
    """An indicator as the layout with tags, numbers and counts has it."""
    indicator = BOOK.indicator(code)
    scale = BOOK.scales[indicator.scale]
    counts = {value: 10 * (value + 1) for value in scale.answers}
    options = [
        line
        for v, label in scale.answers.items()
        for line in (f"{v}/ {label}", f"{counts[v]} countries chose this answer")
    ]
    return [
        f"{int(code[-2:])}.",
        indicator.layer,
        indicator.label,
        "2024",
        _LABELS[scale.key][score > 0],
        f"Answer ( {score} / 4 )",
        "More",
        "Skipped",
        "3 countries chose this answer",
        *options,
        f"{sum(counts.values())} countries answered this indicator; 3 countries skipped this indicator",
        "Supporting Evidence",
        f"What is known of {code} stands here.",
        f"1. https://example.org/{code}",
        "Supplementary Notes",
        f"A note on {code} stands here.",
        "Answered by 2 anonymous experts, and has been reviewed by Ann Example",
        "Hide",
    ]


def flat_page(changes: Mapping[str, Callable[[Lines], Lines]] | None = None, header: Lines | None = None) -> str:
    """A whole profile in the flattened layout; ``changes`` rewrites the lines of single indicators."""
    return "\n".join([*(header or flat_header()), *_domains(flat_block, changes or {})]) + "\n"


def nested_page(changes: Mapping[str, Callable[[Lines], Lines]] | None = None, header: Lines | None = None) -> str:
    """A whole profile in the layout with tags, blank lines, growing indentation and navigation at its end."""
    body = _domains(nested_block, changes or {})
    indented = [" " * min(at // 20, 40) + line for at, line in enumerate(body)]
    end = [NAMES[slug] for slug in PAGE_ORDER] + ["Open", "Cards", "Hide"]
    return "\n\n".join([*(header or nested_header()), *indented, *end]) + "\n"


def _domains(block: Callable[[str], Lines], changes: Mapping[str, Callable[[Lines], Lines]]) -> Lines:
    lines: Lines = []
    for slug in PAGE_ORDER:
        lines += [NAMES[slug], f"The {NAMES[slug]} Domain asks about such things."]
        for number in range(1, 12):
            code = f"{slug}-{number:02d}"
            lines += changes.get(code, list)(block(code))
    return lines


def as_html(text: str) -> str:
    """The lines of a page as elements of HTML, list items with addresses as lists of links."""
    out = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        mark, _, address = line.partition(" ")
        if address.startswith("https://") and mark in ("-", "1."):
            out.append(f'<ol><li><a href="{html.escape(address)}">{html.escape(address)}</a></li></ol>')
        else:
            out.append(f"<div><p><span>{html.escape(line.removeprefix('• '))}</span></p></div>")
    return f"<!doctype html><html lang='en'><head><title>Page</title></head><body>{''.join(out)}</body></html>"


def found_at(text: str, unit: Unit) -> str:
    """What stands at a unit's place."""
    start, end = map(int, unit.locator.removeprefix("char=").split(","))
    return text[start:end]


def assert_units_are_where_they_say(page: SourceText, document: Document) -> None:
    text = document_text(page)
    for unit in document.units:
        assert found_at(text, unit).split() == unit.text.split()
    assert len({unit.id for unit in document.units}) == len(document.units)


def notices(document: Document) -> list[tuple[str, str]]:
    return [(notice.kind, notice.message) for notice in document.notices]
