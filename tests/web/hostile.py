"""A graph whose documents try to be run: markup, ends of scripts, directions, names without end, evil addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ciigraph.extraction.names import name_key
from ciigraph.graph.entity_statements import EntityProfile, entity_statements
from ciigraph.graph.extraction_statements import extraction_statements
from ciigraph.graph.store import Generation
from ciigraph.records import Answer, Citation, Extraction, Mention, Relation, Unit
from synthetic import document, graph_of

if TYPE_CHECKING:
    from pathlib import Path

    from ciigraph.graph.access import EmbeddedGraph

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = "</script><script>alert(document.domain)</script>"
BACKWARDS = "\u202eemaN\u2066 \u200fstrange"
ENDLESS = "Endless " + "x" * 10_000
TEMPLATE = "{{ 7*7 }} ${7*7} <%= 7*7 %>"
QUOTES = "\"onmouseover='alert(1)' x=\" javascript:alert(1) --> <!-- ]]>"
#: Identifier and name of the entities.
NAMES = {
    "image": IMAGE,
    "script": SCRIPT,
    "backwards": BACKWARDS,
    "endless": ENDLESS,
    "template": TEMPLATE,
    "quotes": QUOTES,
}
URLS = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://example.org/?q=\"><script>alert(1)</script>",
        "//evil.example/x", "http://[broken")  # fmt: skip
DOCUMENT, UNIT = "hostile-2024-data", "media-01.supporting"


def write_hostile_world(directory: Path) -> Path:
    """Write the graph as a store."""
    text, mentions = "", []
    for identifier, name in NAMES.items():
        text += "It names "
        mentions.append(Mention(len(text), len(text) + len(name), name, "Company", identifier, name))
        text += f"{name} here. "
    relations = tuple(
        Relation("ownsStakeIn", number, (number + 1) % len(mentions), (0, len(text)), start=f"20{10 + number}")
        for number in range(len(mentions))
    )
    cited = tuple(Citation(number, url, url) for number, url in enumerate(URLS, 1))
    unit = Unit(UNIT, "supporting", text, "/x", "media-01", "BE", citations=cited)
    made = document(DOCUMENT, "BE", {"media-01": 3}, units=[unit])
    answer = Answer("BE", 2024, "media-01", 3, "/a", label=IMAGE, reviewer=SCRIPT, citations=cited)
    made = type(made)(**{
        **{name: getattr(made, name) for name in made.__struct_fields__},
        "title": SCRIPT, "publisher": IMAGE, "path": f"{IMAGE}.json", "url": "javascript:alert(1)",
        "answers": (answer,),
    })  # fmt: skip
    graph = graph_of(made)
    graph.store.bulk_extend(extraction_statements(made, [Extraction(UNIT, tuple(mentions), relations)], str))
    profiles = [
        EntityProfile(identifier, "Company", name, (name, QUOTES), (name_key(name) or identifier,), "CN", mentions=1)
        for identifier, name in NAMES.items()
    ]
    graph.store.bulk_extend(entity_statements(profiles))
    return write_store(graph, directory)


def write_store(graph: EmbeddedGraph, directory: Path) -> Path:
    """Write a graph as a store."""
    generation = Generation(directory, copy_current=False)
    generation.store.bulk_extend(graph.store)
    generation.publish(optimize=False)
    return directory
