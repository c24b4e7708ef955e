"""A view of the graph or of a part of it: shown in a notebook, saved as a page or as a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ciigraph import codebook, countries
from ciigraph.errors import StoreError, UsageError
from ciigraph.inquiry.network_names import meant
from ciigraph.inquiry.projection import projection
from ciigraph.views.drawing import MAX_NODES

if TYPE_CHECKING:
    import networkx as nx

    from ciigraph.graph.access import Graph

_SUFFIXES = (".html", ".htm", ".svg", ".png")


@dataclass(frozen=True, slots=True)
class View:
    """A network with its title, ready to be drawn; ``centre`` is the entity it is about, if it is about one."""

    network: nx.MultiDiGraph[str] = field(repr=False)
    heading: str
    subtitle: str = ""
    centre: str | None = None
    max_nodes: int = MAX_NODES
    seed: int = 1

    def page(self) -> str:
        """The interactive page; see ``network_page``."""
        from ciigraph.views.network_page import network_page  # noqa: PLC0415 - pyvis takes a second to load

        return network_page(
            self.network,
            heading=self.heading,
            subtitle=self.subtitle,
            max_nodes=self.max_nodes,
            seed=self.seed,
            centre=self.centre,
        )

    def svg(self) -> str:
        """The picture for print; see ``network_svg``."""
        from ciigraph.views.network_picture import network_svg  # noqa: PLC0415 - only where a picture is wanted

        return network_svg(
            self.network,
            heading=self.heading,
            subtitle=self.subtitle,
            max_nodes=self.max_nodes,
            seed=self.seed,
            centre=self.centre,
        )

    def png(self) -> bytes:
        """The picture as PNG.

        Raises:
            MissingRequirementError: vl-convert isn't installed.
        """
        from ciigraph.views.pictures import png  # noqa: PLC0415 - see svg

        return png(self.svg())

    def save(self, path: str | Path) -> Path:
        """Write the view; the end of the name says as what: ``.html``, ``.svg`` or ``.png``.

        Raises:
            UsageError: a name that ends otherwise.
            StoreError: the file can't be written.
        """
        path = checked_path(path)
        if path.suffix.lower() == ".png":
            content = self.png()
        else:
            content = (self.svg() if path.suffix.lower() == ".svg" else self.page()).encode("utf-8", "replace")
        try:
            path.write_bytes(content)
        except OSError as error:
            raise StoreError(f"{path}: can't be written ({error.strerror or error}); choose another with -o") from error
        return path

    def _repr_html_(self) -> str:
        """The page as notebooks show it: in a frame that can run scripts and do nothing else."""
        return (
            f'<iframe srcdoc="{escape(self.page())}" sandbox="allow-scripts allow-popups" width="100%" height="640" '
            f'style="border:1px solid #ccc" title="{escape(self.heading)}"></iframe>'
        )


def checked_path(path: str | Path) -> Path:
    """The file to write a view to, known by its name before any work is done.

    Raises:
        UsageError: the name doesn't end in one of the ways that a view can be written in.
    """
    path = Path(path)
    if path.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"{path}: a view is written as .html, .svg or .png; end the name so")
    return path


def view_of(
    graph: Graph,
    *,
    entity: str | None = None,
    hops: int = 1,
    country: str | None = None,
    domain: str | None = None,
    max_nodes: int = MAX_NODES,
    seed: int = 1,
) -> View:
    """The network of the whole graph, or of the part asked for.

    Args:
        graph: where to ask.
        entity: any name of an entity, or its address: only what lies around it.
        hops: how far around.
        country: alpha-2 code: only what is said in the documents about this country.
        domain: a domain's slug: only what is recorded under its indicators.
        max_nodes: how many entities to draw at most, the most central.
        seed: of the layout.

    Raises:
        UsageError: no such entity, country or domain, or no relation is said of what was asked for.
    """
    if max_nodes < 1:
        raise UsageError(f"a view of {max_nodes} entities shows nothing; give a number from 1 on")
    within = [] if country is None else [f"in the documents on {countries.name(country)}"]
    if domain is not None:
        within.append(f"under {codebook.load().domain(domain).name}")
    centre = None if entity is None else meant(graph, entity)
    network = projection(
        graph, country=country, domain=domain, entity=None if centre is None else centre.entity, hops=hops
    )
    if not network.number_of_edges():
        about = "" if centre is None else f" around {centre.label}"
        where = f" {' '.join(within)}" if within else ""
        raise UsageError(f"there is no relation{about}{where} to show; ciigraph stats tells what the store holds")
    if centre is not None:
        steps = "1 relation" if hops == 1 else f"{hops} relations"
        return View(network, centre.label, ", ".join([f"up to {steps} away", *within]), centre.entity, max_nodes, seed)
    if country is not None:
        told = ["relations stated in the documents on it", *within[1:]]
        return View(network, countries.name(country), ", ".join(told), None, max_nodes, seed)
    if domain is not None:
        title, told = codebook.load().domain(domain).name, ["relations recorded under its indicators"]
    else:
        title, told = "Influence network", []
    return View(network, title, ", ".join(told), None, max_nodes, seed)
