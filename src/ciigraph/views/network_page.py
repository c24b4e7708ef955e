"""A network as one HTML file that needs nothing else: no network, no server, no other file.

pyvis holds nodes and edges and brings the drawing library, vis-network; page, style and script are our own, since
pyvis's page loads parts from the net whatever it is told, and writes headings and node ids as markup. Everything from
documents goes into a block of JSON in which no sign can end the block, and from there into the page as text. A
content security policy in the page lets only the scripts run that are meant to: it holds their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from ciigraph import __version__, codebook
from ciigraph.errors import MissingRequirementError, UsageError
from ciigraph.graph.identifiers import local_name
from ciigraph.views import legend
from ciigraph.views.appearance import STATEMENTS
from ciigraph.views.drawing import MAX_NODES, drawing
from ciigraph.views.network_items import MANY_RELATIONS, entity_items, relation_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from ciigraph.views.drawing import Drawing
    from ciigraph.views.network_items import Address

_STATIC = Path(__file__).parent / "static"
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"borderWidth": 1, "borderWidthSelected": 3},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "arrowStrikethrough": False,
        "hoverWidth": 1.2,
        "selectionWidth": 1.5,
        "smooth": False,
    },
}


def network_page(
    network: nx.MultiDiGraph[str],
    *,
    heading: str,
    subtitle: str = "",
    max_nodes: int = MAX_NODES,
    seed: int = 1,
    centre: str | None = None,
    address: Address | None = None,
) -> str:
    """The page, a whole HTML document.

    Args:
        network: a projection of the graph.
        heading: the title of the page, as text.
        subtitle: a line below it, as text.
        max_nodes: how many entities to keep at most; the page says so.
        seed: of the layout.
        centre: an entity that is kept in any case and selected at the start.
        address: gives the link to an entity's or document's own page for its IRI, None where it has none; for servers.

    Raises:
        UsageError: fewer than one entity is to be kept.
        MissingRequirementError: the installed pyvis lacks the drawing library.
    """
    if max_nodes < 1:
        raise UsageError(f"a view of {max_nodes} entities shows nothing; give a number from 1 on")
    drawn = drawing(network, max_nodes=max_nodes, seed=seed, centre=centre)
    holder = Network(directed=True, heading=heading, cdn_resources="in_line")
    holder.nodes = list(entity_items(drawn, address))
    holder.edges = list(relation_items(drawn))
    holder.set_options(json.dumps(_options(drawn)))
    holder.templateEnv = _environment(_context(drawn, subtitle, centre, address))
    holder.path = "network.html"
    return str(holder.generate_html())


def content_security_policy(page: str) -> str:
    """The policy that a page made by ``network_page`` carries, for a server to send as a header too."""
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return found[1].replace("&#39;", "'") if found else "default-src 'none'"


def _options(drawn: Drawing) -> dict[str, Any]:
    many = drawn.network.number_of_edges() > MANY_RELATIONS
    return _OPTIONS | {"interaction": _OPTIONS["interaction"] | {"hideEdgesOnDrag": many, "hideEdgesOnZoom": many}}


def _environment(context: Mapping[str, Any]) -> Environment:
    """Our page in place of pyvis's; every value is escaped where it stands in markup."""
    environment = Environment(
        loader=FileSystemLoader(_STATIC),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals.update(context)
    return environment


def _context(drawn: Drawing, subtitle: str, centre: str | None, address: Address | None) -> dict[str, Any]:
    network = drawn.network
    library, script, css = _library(), _static("network.js"), _static("network.css")
    documents = sorted({source["document"] for *_, data in network.edges(data=True) for source in data["sources"]})
    return {
        "version": __version__,
        "policy": _policy([library, script], css),
        # ours and the library's, as files; everything else is escaped
        "css": Markup(css),  # noqa: S704
        "library": Markup(library),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "subtitle": subtitle,
        "note": drawn.note,
        "counts": f"{len(network):,} entities, {network.number_of_edges():,} relations",
        "types": legend.types(network),
        "strokes": legend.statements(network),
        "predicates": legend.predicates(network),
        "countries": legend.countries_recorded(network),
        "domains": legend.domains_recorded(network),
        "more": {
            "centre": centre,
            "stated": STATEMENTS,
            "countries": legend.country_names(network),
            "indicators": {each.code: each.label for each in codebook.load().indicators},
            "documents": {
                iri: {"label": local_name(iri), "href": address(iri) if address else None} for iri in documents
            },
        },
    }


@cache
def _static(name: str) -> str:
    return (_STATIC / name).read_text("utf-8")


@cache
def _library() -> str:
    """vis-network's code from pyvis, without the address of its source map, which a browser would look for."""
    found = sorted(
        (path for path in files("pyvis").joinpath("lib").iterdir() if path.name.startswith("vis-")),
        key=lambda path: [int(part) for part in re.findall(r"\d+", path.name)],
    )
    for folder in reversed(found):
        path = folder / "vis-network.min.js"
        if path.is_file():
            code = _SOURCE_MAP.sub("", path.read_text("utf-8"))
            # within a string or a comment of JavaScript the two mean the same
            return re.sub(
                r"</(?=script)|<(?=!--)", lambda match: match[0].replace("<", "\\x3C"), code, flags=re.IGNORECASE
            )
    raise MissingRequirementError("the installed pyvis lacks vis-network; install it again: pip install --force pyvis")


def _policy(scripts: list[str], css: str) -> str:
    """Nothing is loaded; of scripts and styles only those with these hashes count."""
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'" for text in (*scripts, css)
    ]
    return (
        f"default-src 'none'; script-src {' '.join(hashes[:-1])}; style-src {hashes[-1]}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
