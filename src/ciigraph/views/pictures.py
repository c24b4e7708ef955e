"""SVG made into PNG, for what can't show SVG; by vl-convert, which brings renderer and fonts and needs no network."""

from __future__ import annotations

import re

from ciigraph.errors import MissingRequirementError

_WIDTH = re.compile(r"""<svg\b[^>]*?\swidth=["']([\d.]+)""")
#: A sheet of A4 across, at 280 dots an inch.
_WIDE = 3200


def png(svg: str, *, wide: int = _WIDE) -> bytes:
    """The picture as PNG.

    Args:
        svg: an SVG document that says its width in pixels.
        wide: how many pixels wide to make it.

    Raises:
        MissingRequirementError: vl-convert isn't installed.
    """
    try:
        import vl_convert  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingRequirementError(
            "PNG needs vl-convert; install it with: pip install 'ciigraph[charts]', or write .svg instead"
        ) from error
    width = _WIDTH.search(svg)
    return bytes(vl_convert.svg_to_png(svg, scale=wide / float(width[1]) if width else 1.0))
