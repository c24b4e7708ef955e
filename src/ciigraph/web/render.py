"""Pages from templates: everything a document says is escaped, links go to this server or to http(s) addresses only."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from ciigraph import __version__, countries
from ciigraph.errors import UsageError
from ciigraph.graph.identifiers import local_name
from ciigraph.graph.vocabulary import RESOURCES
from ciigraph.web.figures import domains, step
from ciigraph.web.negotiation import content_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from ciigraph.web.snapshot import Snapshot

FOLDER = Path(__file__).parent
_SMALL = 1000
_LONGEST_LABEL = 160


def here(iri: str) -> str:
    """The address on this server of a thing that the graph describes; of anything else its own."""
    return f"/id/{iri.removeprefix(RESOURCES)}" if iri.startswith(RESOURCES) else iri


def outside(url: str | None) -> str | None:
    """An address on the web that may be linked; None for every other scheme and for what is no address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def host(url: str) -> str:
    """The host of an address, as a short name of the source."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def country_name(code: str) -> str:
    """The name of a country, or the code where it is none that is known."""
    try:
        return countries.name(code)
    except UsageError:
        return code


def clipped(text: str, most: int = _LONGEST_LABEL) -> str:
    """A text of at most so many characters, with an ellipsis where it was longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def spaced(name: str) -> str:
    """A class or property name in words: "Media organisation" of ``MediaOrganisation``."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return words.strip().capitalize()


def titled(slug: str) -> str:
    """The name of a domain or layer from its slug."""
    return dict(domains()).get(slug, slug.replace("-", " ").title())


@cache
def environment() -> Environment:
    """The templates, with the functions that they use."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"here": here, "outside": outside, "host": host, "clipped": clipped, "spaced": spaced}
    made.filters |= {"titled": titled, "step": step, "country_name": country_name, "local_name": local_name}
    made.filters |= {"parameters": lambda values: urlencode({k: v for k, v in values.items() if v})}
    made.filters |= {"capital": lambda text: text[:1].upper() + text[1:]}
    made.globals |= {"version": __version__, "domains": domains(), "asset": _asset}
    return made


@cache
def _asset(name: str) -> str:
    """The address of a static file, which changes when the file does, so that browsers may keep it for long."""
    digest = hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


def render(template: str, **values: Any) -> bytes:  # noqa: ANN401 - whatever a template shows
    """A page as UTF-8."""
    return environment().get_template(template).render(**values).encode("utf-8", "replace")


def respond(
    request: Request, snapshot: Snapshot, make: Callable[[], bytes], *, form: str = "html", policy: str | None = None
) -> Response:
    """A page, made once a generation for all who ask for the same address, sent only where the browser lacks it.

    Args:
        request: what was asked for.
        snapshot: the graph that the page is made from.
        make: makes the page.
        form: the name of the format, as in ``negotiation``.
        policy: a content security policy instead of the usual one.
    """
    key = (request.url.path, request.url.query, form)
    body = snapshot.keep(key, make, len)
    tag = snapshot.keep((*key, "tag"), lambda: f'"{hashlib.sha256(body).hexdigest()[:24]}"')
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding"}
    if policy is not None:
        headers["Content-Security-Policy"] = policy
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", "") and len(body) > _SMALL:
        body = snapshot.keep((*key, "gzip"), partial(gzip.compress, body, 5, mtime=0), len)
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type=content_type(form))
