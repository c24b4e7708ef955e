"""What all charts share: colours, letters, and the way to static SVG."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.sax.saxutils import escape

from ciigraph.errors import MissingRequirementError

try:
    import altair as alt
    import vl_convert
except ImportError as error:
    raise MissingRequirementError("charts need Altair; install it with: pip install 'ciigraph[charts]'") from error

if TYPE_CHECKING:
    from collections.abc import Iterable

# Altair's way of showing a chart in a notebook loads scripts from the net, so it is set to one that doesn't, unless
# the user has chosen.
if alt.renderers.active in ("", "default", "html"):
    alt.renderers.enable("svg")

__all__ = ["BLUE", "ORANGE", "QUIET", "WIDTH", "Chart", "alt", "chart_svg", "finished", "inline"]

Chart: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart

BLUE, ORANGE, QUIET = "#2f76c0", "#c8661b", "#9fb3c8"
WIDTH = 460
#: These three have the same widths, so what is measured without a browser fits in one.
_FONT = "Arial, Helvetica, Liberation Sans, sans-serif"


def inline(rows: list[dict[str, Any]]) -> alt.Data:
    """Rows as a chart holds them: in itself, not in a file beside it."""
    return alt.InlineData(values=rows)


def finished(chart: Chart, labels: Iterable[str], *, height: int, width: int = WIDTH) -> Chart:
    """The chart with size and colours; ``labels`` are those at its left.

    Room was measured for a narrow letter; a reader's browser may have a wider one only.
    """
    left = 6 + max(map(len, labels)) * 9 // 8
    quiet = {"domainColor": "currentColor", "tickColor": "currentColor", "labelColor": "currentColor"}
    grid: dict[str, Any] = {"gridColor": "currentColor", "gridOpacity": 0.15, "titleColor": "currentColor"}
    styled: Chart = (
        chart.properties(height=height, width=width, background="transparent")
        .configure(font=_FONT, padding={"left": left, "right": 12, "top": 4, "bottom": 4})
        .configure_axis(
            **quiet, **grid, labelFontSize=12, titleFontSize=12, titleFontWeight="normal", domainOpacity=0.4
        )
        .configure_legend(
            labelColor="currentColor",
            titleColor="currentColor",
            labelFontSize=12,
            titleFontWeight="normal",
            padding=6,
            columnPadding=30,
        )
        .configure_view(stroke=None)
    )
    return styled


_SVG_START = re.compile(r"<svg\b[^>]*>")
_IDENTIFIER = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')


def chart_svg(chart: Chart, *, title: str, description: str) -> str:
    """The chart as an ``<svg>`` element to stand in a page as it is: no script, no style, nothing loaded.

    Args:
        chart: what a function of this module returns.
        title: what the chart shows, in a few words; people who can't see it hear this.
        description: what it says, with its figures.
    """
    spec = chart.to_json()
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    # Several charts stand in one page, so that what they number must differ, but be the same at the next time.
    own = "chart-" + hashlib.blake2b(f"{title}\0{spec}".encode(), digest_size=5).hexdigest()
    numbers: dict[str, int] = {}
    svg = _IDENTIFIER.sub(
        lambda match: f"{match[1]}{own}-{numbers.setdefault(match[2], len(numbers))}", svg[svg.index("<svg") :]
    )
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None  # vega always writes it
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {size[1]} {size[2]}" width="{size[1]}" '
        f'height="{size[2]}" role="img" aria-labelledby="{own}-title {own}-desc">'
        f'<title id="{own}-title">{escape(title)}</title><desc id="{own}-desc">{escape(description)}</desc>'
    )
    return _SVG_START.sub(lambda _: head, svg, count=1)
