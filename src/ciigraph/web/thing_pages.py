"""The pages of things that have a permanent address: countries, entities, indicators, documents, pieces of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from ciigraph.codebook import load
from ciigraph.errors import UsageError
from ciigraph.graph import identifiers as ids
from ciigraph.graph.access import plain, table
from ciigraph.graph.vocabulary import CII, DCTERMS, RDFS, SCHEMA, SKOS
from ciigraph.inquiry.lookup import entity
from ciigraph.inquiry.queries import saved
from ciigraph.web.country import citations_of, country_view
from ciigraph.web.figures import LAYERS, distribution, editions
from ciigraph.web.filters import Filters
from ciigraph.web.marking import facts_of, marks_of, runs
from ciigraph.web.pictures import answers_picture, timeline_picture
from ciigraph.web.render import country_name, render

if TYPE_CHECKING:
    from pyoxigraph import Triple
    from starlette.requests import Request

    from ciigraph.inquiry.matches import Match
    from ciigraph.web.snapshot import Snapshot

_NEIGHBOURS = 200
#: An entity that stands in more countries than so many shows less of each, and all of one where that is asked for.
_MANY, _SHOWN_OF_MANY, _SHOWN_OF_FEW = 12, 3, 25


def country_page(snapshot: Snapshot, iri: str, request: Request) -> bytes:
    """A country with its figures and all answers; one without answers, or ``?as=entity``, as an entity."""
    code = ids.local_name(iri)
    asked = request.query_params.get("edition")
    held = {year: edition for year, edition in editions(snapshot).items() if code in edition.rows}
    if not held or request.query_params.get("as") == "entity":
        return entity_page(snapshot, iri, request)
    if asked is not None and (not asked.isdecimal() or int(asked) not in held):
        raise UsageError(f"there are no answers of {country_name(code)} in edition {asked[:20]}")
    year = int(asked) if asked else next(iter(held))
    view = country_view(snapshot, code, year)
    filters = Filters.of(request.query_params)
    row = held[year].rows[code]
    return render(
        "country.html",
        iri=iri, code=code, name=row.name, year=year, years=list(held), row=row, layers=LAYERS, filters=filters,
        shown=[each for each in view.indicators if filters.admit(each)], all=view.indicators,
        takeaways=view.takeaways, countries=len(held[year].rows),
        chart=snapshot.keep(("answers", code, year), lambda: answers_picture(view, code, row.name, year)),
    )  # fmt: skip


def entity_page(snapshot: Snapshot, iri: str, request: Request) -> bytes:
    """An entity: names, type, parent and parts, countries, relations with their evidence."""
    only = request.query_params.get("in", "")[:2]
    known = snapshot.keep(("entity", iri), lambda: _entity(snapshot, iri))
    if known is None:
        return thing_page(snapshot, iri, request)
    places = [place for place in known.countries if only in ("", place.country)]
    many = len(places) > _MANY
    chart = snapshot.keep(("timeline", iri), lambda: timeline_picture(snapshot, iri, known))
    most = None if only else _SHOWN_OF_MANY if many else _SHOWN_OF_FEW
    return render("entity.html", iri=iri, entity=known, places=places, only=only, most=most, many=many, chart=chart)


def _entity(snapshot: Snapshot, iri: str) -> Match | None:
    try:
        return entity(snapshot.graph, iri)
    except UsageError:
        return None


def indicator_page(snapshot: Snapshot, iri: str, request: Request) -> bytes:
    """An indicator: what it is, the distribution of its answers, and each country's."""
    own = _properties(snapshot, iri)
    code = str(own.get(CII.code.value, [""])[0])
    year = iri.split("/")[-2]
    if not own.get(CII.inDomain.value) or not year.isdecimal():
        return thing_page(snapshot, iri, request)
    rows = list(table(snapshot.graph, saved("web/indicator-answers").bind({"indicator": iri})).records())
    others = [
        (kind, str(other))
        for kind, name in (("same", CII.sameQuestionAs), ("related", CII.relatedQuestion))
        for other in own.get(name.value, ())
    ]
    return render(
        "indicator.html",
        iri=iri, code=code, year=int(year), label=own[SKOS.prefLabel.value][0], rows=rows, others=others,
        domain=ids.local_name(str(own[CII.inDomain.value][0])), layer=ids.local_name(str(own[CII.inLayer.value][0])),
        scale=_scale(own, rows),
        counts=distribution(snapshot, int(year)).get(iri, {}), edition=load().editions.get(int(year)),
    )  # fmt: skip


def _scale(own: dict[str, list[Any]], rows: list[dict[str, Any]]) -> dict[int, str]:
    """The answers of an indicator's scale by score, from the lowest on, and scores that were given beyond it."""
    answers = load().scales[ids.local_name(str(own[CII.onScale.value][0]))].answers
    given = {row["score"]: str(row["score"]) for row in rows if row["score"] is not None}
    return dict(sorted((given | answers).items()))


def document_page(snapshot: Snapshot, iri: str, request: Request) -> bytes:  # noqa: ARG001 - as all pages
    """A document: what it is and where it comes from, and all that was read of it, with names marked."""
    own = _properties(snapshot, iri)
    rows = list(table(snapshot.graph, saved("web/document-units").bind({"source": iri})).records())
    units = [str(row["unit"]) for row in rows]
    marks, facts = marks_of(snapshot.graph, units), facts_of(snapshot.graph, units)
    parts = [
        {**row, "runs": runs(str(row["text"]), marks.get(unit, ())), "facts": facts.get(unit, [])}
        for unit, row in zip(units, rows, strict=True)
    ]
    parts.sort(key=lambda part: _place(str(part["locator"])))
    facts_shown = {
        "title": _first(own, DCTERMS.title), "publisher": _first(own, DCTERMS.publisher),
        "date": _first(own, DCTERMS.date), "url": _first(own, SCHEMA.url), "path": _first(own, CII.path),
        "country": _first(own, CII.country), "kind": _first(own, CII.kind), "edition": _first(own, CII.edition),
    }  # fmt: skip
    return render(
        "document.html", iri=iri, identifier=ids.local_name(iri), own=facts_shown, parts_of_text=parts, labels=_labels()
    )


def unit_page(snapshot: Snapshot, iri: str, request: Request) -> bytes:
    """A piece of text with its names and relations, and where it stands; ``?from=`` and ``?to=`` point out a part."""
    own = _properties(snapshot, iri)
    text = next((str(value) for name, values in own.items() if name.endswith("isString") for value in values), None)
    if text is None:
        return thing_page(snapshot, iri, request)
    first, last = (request.query_params.get(name, "") for name in ("from", "to"))
    chosen = [(int(first), int(last))] if first.isdecimal() and last.isdecimal() else []
    answer = _first(own, CII.evidenceFor)
    owners = [iri, *([str(answer)] if answer else [])]
    cited = list(dict.fromkeys(citation for _, citation in citations_of(snapshot, owners)))
    source = str(_first(own, DCTERMS.isPartOf))
    return render(
        "unit.html", iri=iri, source=source, document=ids.local_name(source), section=_first(own, CII.section),
        heading=_first(own, CII.heading), country=_first(own, CII.country), indicator=_first(own, CII.indicator),
        runs=runs(text, marks_of(snapshot.graph, [iri]).get(iri, ()), chosen), cited=cited, labels=_labels(),
        facts=facts_of(snapshot.graph, [iri]).get(iri, []),
    )  # fmt: skip


def statement_page(snapshot: Snapshot, iri: str, request: Request) -> bytes:
    """A relation or a mention; its statements, and a way to the text."""
    return thing_page(snapshot, iri, request)


def thing_page(snapshot: Snapshot, iri: str, request: Request) -> bytes:  # noqa: ARG001 - as all pages
    """Anything else: its statements, and what points at it."""
    own = _properties(snapshot, iri)
    label = _first(own, RDFS.label) or _first(own, SKOS.prefLabel) or _first(own, DCTERMS.title)
    incoming = table(snapshot.graph, saved("web/incoming").bind({"thing": iri})).records()
    return render(
        "thing.html", iri=iri, label=label, properties=sorted(own.items()), incoming=list(incoming), most=_NEIGHBOURS
    )


def _properties(snapshot: Snapshot, iri: str) -> dict[str, list[Any]]:
    """The values of a thing by property; addresses as ``NamedNode``, everything else as plain values."""
    found: dict[str, list[Any]] = {}
    triples: list[Triple] = snapshot.graph.query(saved("web/statements").bind({"thing": iri}))  # type: ignore[assignment]
    for triple in sorted(triples, key=str):
        value = triple.object
        kept = Address(value.value) if isinstance(value, NamedNode) else plain(value)
        found.setdefault(triple.predicate.value, []).append(kept)
    return found


class Address(str):
    """A value that is an address, which a page links."""

    __slots__ = ()


def _first(own: dict[str, list[Any]], name: NamedNode) -> Any:  # noqa: ANN401 - a value of the graph
    return own.get(name.value, [None])[0]


def _labels() -> dict[str, str]:
    """Labels of the current indicators, by code."""
    return {indicator.code: indicator.label for indicator in load().indicators}


def _place(locator: str) -> tuple[int, str]:
    """A key that sorts by place: the number after ``char=``, or the locator itself."""
    digits = locator.removeprefix("char=").partition(",")[0]
    return (int(digits), "") if digits.isdecimal() else (0, locator)
