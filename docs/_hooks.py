"""Writes the reference pages from what they describe: the command line, the saved queries, the ontology."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

from ciigraph.assets import asset
from ciigraph.inquiry.queries import catalogue

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "docs"))  # MkDocs loads this file by its path
from _command_line import helps  # noqa: E402 - as above

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for name, content in {"cli": _commands(), "queries": _queries(), "ontology": _ontology()}.items():
        files.append(File.generated(config, f"reference/{name}.md", content=content))
    ontology = asset("ontology/cii.ttl").read_text("utf-8")
    files.append(File.generated(config, "reference/cii.ttl", content=ontology))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401 - the hook's signature
    """Put the measured figures in."""
    return markdown.replace("{{ figures }}", _figures()) if "{{ figures }}" in markdown else markdown


def _figures() -> str:
    figures = json.loads((ROOT / "tests" / "cases" / "extraction_accepted.json").read_text("utf-8"))
    rows = sorted({name for each in figures.values() for name in each}, key=list(next(iter(figures.values()))).index)
    lines = ["| | " + " | ".join(figures) + " |", "|---" * (len(figures) + 1) + "|"]
    lines += [
        f"| {row.replace('_', ' ')} | " + " | ".join(f"{each[row]:.2f}" for each in figures.values()) + " |"
        for row in rows
    ]
    return "\n".join(lines)


def _commands() -> str:
    pages = [f"## ciigraph {name}\n\n```text\n{text}\n```\n" for name, text in helps().items()]
    return (
        "# Command line\n\nExit codes: 0 done, 1 the work failed or found what it must not, 2 wrong use, 3 something "
        "needed is missing.\n\n" + "\n".join(pages)
    )


def _queries() -> str:
    lines = ["# Saved queries", "", "Ask one with `ciigraph query NAME --param KEY=VALUE`.", ""]
    room = ""
    for query in catalogue():
        if (now := query.name.split("/")[0]) != room:
            room = now
            lines += [f"## {room}", ""]
        lines += [f"### {query.name}", "", f"{query.title}: {query.answers}.", ""]
        lines += [f"- `{p.name}` (`{p.default}`): {p.meaning}" for p in query.parameters]
        lines += [""] * bool(query.parameters)
    return "\n".join(lines)


def _ontology() -> str:
    """Classes and properties with label, definition, domain and range."""
    from rdflib import OWL, RDF, RDFS, SKOS, Graph  # noqa: PLC0415 - slow to import

    graph = Graph().parse(asset("ontology/cii.ttl"))
    lines = ["# Ontology", "", "The terms under `https://w3id.org/ciigraph/ontology#` ([Turtle](cii.ttl)).", ""]
    kinds = (
        ("Classes", OWL.Class),
        ("Object properties", OWL.ObjectProperty),
        ("Datatype properties", OWL.DatatypeProperty),
    )
    for title, kind in kinds:
        lines += [f"## {title}", ""]
        for term in sorted(set(graph.subjects(RDF.type, kind)), key=str):
            name = str(term).rpartition("#")[2]
            if not str(term).startswith("https://w3id.org/ciigraph/ontology#"):
                continue
            definition = graph.value(term, SKOS.definition) or graph.value(term, RDFS.comment) or ""
            lines += [f"### {name}", "", f"*{graph.value(term, RDFS.label) or name}*. {definition}", ""]
            for word, predicate in (
                ("under", RDFS.subClassOf),
                ("under", RDFS.subPropertyOf),
                ("domain", RDFS.domain),
                ("range", RDFS.range),
            ):
                values = [_short(str(each)) for each in graph.objects(term, predicate) if "://" in str(each)]
                if values:
                    lines.append(f"- {word}: " + ", ".join(f"`{value}`" for value in sorted(values)))
            lines.append("")
    return "\n".join(lines)


def _short(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]
