"""Which representation a client gets: ``Accept`` by RFC 9110, section 12.5.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Names of formats, with the media types by which they are known; the first is the one that is sent.
SOLUTIONS: dict[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: dict[str, tuple[str, ...]] = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "n-triples": ("application/n-triples", "text/plain"),
    "json-ld": ("application/ld+json", "application/json"),
    "rdf-xml": ("application/rdf+xml", "application/xml", "text/xml"),
}
PAGES: dict[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}

_DATA: dict[str, tuple[str, ...]] = {"data": ("application/json",)}

#: Said with the text formats; the others carry their encoding in themselves.
_CHARSET = {"text/csv", "text/tab-separated-values", "text/turtle", "text/html", "text/plain"}
_MOST_RANGES = 100


class _Range(NamedTuple):
    type: str
    subtype: str
    quality: float


def _ranges(accept: str) -> list[_Range]:
    found = []
    for item in accept.split(",")[:_MOST_RANGES]:
        media_range, *parameters = (part.strip() for part in item.split(";"))
        kind, slash, subtype = media_range.lower().partition("/")
        if not slash or not kind or not subtype:
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        found.append(_Range(kind, subtype, quality))
    return found


def _quality(kinds: Sequence[str], ranges: Sequence[_Range]) -> float:
    """The quality of a format: that of the most specific range it falls under; 0 where there is none.

    By a name other than the one that is sent it is known only where that name is written out.
    """
    kind, _, subtype = kinds[0].partition("/")
    matching = [
        ((each.type != "*") + (each.subtype != "*"), each.quality)
        for each in ranges
        if each.type in ("*", kind) and each.subtype in ("*", subtype)
    ]
    others = [each.quality for each in ranges if f"{each.type}/{each.subtype}" in kinds[1:]]
    return max(others, default=0.0) or max(matching, default=(0, 0.0))[1]


def choose(accept: str | None, formats: Mapping[str, Sequence[str]]) -> str | None:
    """The name of the format that a client likes best, the first of equals; None where it accepts none of them.

    Args:
        accept: the header, None or empty where the client has no wish.
        formats: names of formats with their media types, in the order of our own liking.
    """
    if accept is None or not accept.strip():
        return next(iter(formats))
    ranges = _ranges(accept)
    graded = [(_quality(kinds, ranges), name) for name, kinds in formats.items()]
    best = max(quality for quality, _ in graded)
    return next(name for quality, name in graded if quality == best) if best > 0 else None


def content_type(name: str) -> str:
    """The ``Content-Type`` of a format."""
    media_type = (SOLUTIONS | GRAPHS | PAGES | _DATA)[name][0]
    return f"{media_type}; charset=utf-8" if media_type in _CHARSET else media_type
