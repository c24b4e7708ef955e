"""The pages that take a question: search, compare, audit, network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request  # noqa: TC002 - read by the framework
from starlette.responses import RedirectResponse, Response

from ciigraph import countries
from ciigraph.errors import UsageError
from ciigraph.inquiry.comparison import compare
from ciigraph.inquiry.lookup import lookup
from ciigraph.inquiry.search import search
from ciigraph.web.figures import editions
from ciigraph.web.findings import KINDS, findings, survey
from ciigraph.web.marking import runs
from ciigraph.web.pages import snapshot_of
from ciigraph.web.render import here, render, respond

if TYPE_CHECKING:
    from collections.abc import Callable

    from ciigraph.inquiry.audit.flags import Flag
    from ciigraph.web.snapshot import Snapshot

router = APIRouter(include_in_schema=False)

_ENTITIES, _SENTENCES_EACH = 8, 2
_HITS = 30
_SHARED = 60
_WHOLE_FLAGS = 200
#: What surrounds a network view: the page that is framed may run its own script and nothing else.
_MOST_NODES = 300

_ORDERS: dict[str, Callable[[Flag], tuple[str, str]]] = {
    "country": lambda flag: (flag.country, flag.indicator),
    "indicator": lambda flag: (flag.indicator, flag.country),
    "kind": lambda flag: (flag.kind, flag.country + flag.indicator),
}

Text = Annotated[str, Query(max_length=200)]
Code = Annotated[str, Query(max_length=60)]


def country_code(name: str) -> str | None:
    """The code of a country given by code or name, None of an empty name.

    Raises:
        UsageError: it is no country's.
    """
    if not name.strip():
        return None
    code = countries.alpha2(name.strip()) or countries.alpha2(name.strip().upper())
    if code is None:
        raise UsageError(f"{name!r} is no country; give an English name or an ISO code such as BE")
    return code


def known_countries(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Code and name of the countries with answers, by name."""
    found = {code: row.name for edition in editions(snapshot).values() for code, row in edition.rows.items()}
    return sorted(found.items(), key=lambda each: each[1])


@router.get("/search")
def found(request: Request, q: Text = "", country: Code = "") -> Response:
    """Entities by name and evidence by words."""
    snapshot, words = snapshot_of(request), q.strip()
    code = country_code(country)
    if not any(letter.isalnum() for letter in words):
        words = ""

    def make() -> bytes:
        matches = (
            lookup(snapshot.graph, words, country=code, limit=_ENTITIES, evidence=_SENTENCES_EACH) if words else []
        )
        hits = search(snapshot.graph, words, country=code, limit=_HITS) if words else []
        shown = [(hit, _passage(hit.text, hit.passage, hit.highlights)) for hit in hits]
        return render(
            "search.html", asked=q, words=words, code=code or "", countries=known_countries(snapshot),
            matches=matches, hits=shown,
        )  # fmt: skip

    return respond(request, snapshot, make)


def _passage(
    text: str, passage: tuple[int, int], highlights: tuple[tuple[int, int], ...]
) -> tuple[bool, list[object], bool]:
    """The part of a text that shows the found words, and whether something was left out before and after it."""
    start, end = passage
    inside = [(max(0, first - start), last - start) for first, last in highlights if first < end and last > start]
    return start > 0, list(runs(text[start:end], (), inside)), end < len(text)


@router.get("/compare")
def compared(
    request: Request, first: Code = "", second: Code = "", edition: Annotated[int | None, Query()] = None
) -> Response:
    """Two countries side by side."""
    snapshot = snapshot_of(request)
    codes = country_code(first), country_code(second)

    def make() -> bytes:
        both = None
        if codes[0] and codes[1]:
            both = compare(snapshot.graph, codes[0], codes[1], edition=edition)
        return render(
            "compare.html", first=codes[0] or "", second=codes[1] or "", countries=known_countries(snapshot),
            both=both, most=_SHARED,
        )  # fmt: skip

    return respond(request, snapshot, make)


@router.get("/audit")
def audited(
    request: Request, country: Code = "", kind: Code = "", strength: Code = "strong", sort: Code = "country"
) -> Response:
    """Recorded answers that the graph's facts contradict."""
    snapshot = snapshot_of(request)
    code = country_code(country)
    if kind and kind not in KINDS:
        raise UsageError(f"there are no flags of kind {kind!r}")

    whole = None if code else survey(snapshot)
    flags = [
        flag
        for flag in (whole.flags if whole else findings(snapshot, code or ""))
        if kind in ("", flag.kind) and (strength != "strong" or flag.strength == "strong")
    ]
    flags.sort(key=_ORDERS.get(sort, _ORDERS["country"]))
    page = render(
        "audit.html", code=code or "", kind=kind, strength=strength, sort=sort, kinds=KINDS, flags=flags,
        most=_WHOLE_FLAGS, countries=known_countries(snapshot), survey=whole,
    )  # fmt: skip
    if whole is None or whole.complete:
        return respond(request, snapshot, lambda: page)
    return Response(page, headers={"Cache-Control": "no-store", "Refresh": "5"}, media_type="text/html; charset=utf-8")


@router.get("/network")
def network(
    request: Request,
    entity: Annotated[str, Query(max_length=500)] = "",
    country: Code = "",
    domain: Code = "",
    hops: Annotated[int, Query(ge=1, le=3)] = 1,
) -> Response:
    """A network view with what it can be narrowed to around it."""
    snapshot = snapshot_of(request)
    code = country_code(country)

    def make() -> bytes:
        return render(
            "network.html", entity=entity, code=code or "", domain=domain, hops=hops,
            countries=known_countries(snapshot), asked=request.url.query,
        )  # fmt: skip

    return respond(request, snapshot, make)


@router.get("/network/view")
def network_view(
    request: Request,
    entity: Annotated[str, Query(max_length=500)] = "",
    country: Code = "",
    domain: Code = "",
    hops: Annotated[int, Query(ge=1, le=3)] = 1,
) -> Response:
    """The network itself: a page of its own, which runs its own script under the policy that names that script."""
    from ciigraph.views.network_page import content_security_policy, network_page  # noqa: PLC0415 - takes a second
    from ciigraph.views.view import view_of  # noqa: PLC0415 - as above

    snapshot = snapshot_of(request)
    code = country_code(country)

    def make() -> bytes:
        view = view_of(
            snapshot.graph, entity=entity or None, hops=hops, country=code, domain=domain or None, max_nodes=_MOST_NODES
        )
        page = network_page(
            view.network, heading=view.heading, subtitle=view.subtitle, max_nodes=view.max_nodes, seed=view.seed,
            centre=view.centre, address=here,
        )  # fmt: skip
        return page.encode("utf-8", "replace")

    key = (request.url.path, request.url.query, "html")
    page = snapshot.keep(key, make, len)
    policy = content_security_policy(page.decode("utf-8")) + "; frame-ancestors 'self'"
    answer = respond(request, snapshot, lambda: page, policy=policy)
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@router.get("/go")
def go(name: Text = "") -> Response:
    """A country by code or name, at its permanent address."""
    return RedirectResponse(f"/id/country/{country_code(name) or ''}", 302)
