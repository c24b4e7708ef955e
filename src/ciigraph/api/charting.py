"""Charts by name, from the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ciigraph.api.naming import country_code
from ciigraph.errors import UsageError

if TYPE_CHECKING:
    from ciigraph.graph.access import Graph
    from ciigraph.views.charts import Chart

ChartKind = Literal["domains", "layers", "answers", "distribution", "timeline"]


def chart(
    graph: Graph,
    kind: ChartKind,
    *countries: str,
    edition: int | None = None,
    indicator: str | None = None,
    entity: str | None = None,
) -> Chart:
    """A chart to look at in a notebook or to save (``.save("name.svg")``).

    Args:
        graph: where to ask.
        kind: "domains" or "layers" beside the index average (of one country or two), "answers" by domain (of one),
            "distribution" of the answers to an indicator, "timeline" of dated relations.
        countries: codes or names.
        edition: the year; the newest that there is of the countries where none is given.
        indicator: of a distribution, such as "media-03".
        entity: of a timeline, any name: only relations around it.

    Raises:
        UsageError: there is nothing to draw, or something needed isn't given.
    """
    codes = [country_code(name) for name in countries]
    if kind == "timeline":
        return _timeline(graph, codes, entity)
    from ciigraph.inquiry.score import scores  # noqa: PLC0415 - each kind loads what it needs
    from ciigraph.views import charts  # noqa: PLC0415

    if kind == "distribution":
        if indicator is None:
            raise UsageError("a distribution is that of an indicator; give one, such as indicator='media-03'")
        found = [each for each in scores(graph, by=["indicator"], edition=edition) if each.name == indicator]
    else:
        if not codes:
            raise UsageError(f"a chart of {kind} is one of a country; give its code or name")
        by = {"domains": "domain", "layers": "layer", "answers": "indicator"}[kind]
        found = scores(graph, countries=codes, by=[by], edition=edition)
    newest = [each for each in found if each.edition == max(each.edition for each in found)]
    if kind != "distribution":
        draw = {"domains": charts.domains_chart, "layers": charts.layers_chart, "answers": charts.answers_chart}
        return draw[kind](newest)
    counts: dict[int | None, int] = {}
    for each in newest:
        counts[each.score] = counts.get(each.score, 0) + 1
    own = next((each.score for each in newest if each.country in codes), None)
    return charts.distribution_chart(counts, answer=own)


def _timeline(graph: Graph, codes: list[str], entity: str | None) -> Chart:
    from ciigraph.inquiry.network_names import meant  # noqa: PLC0415 - each kind loads what it needs
    from ciigraph.inquiry.projection import projection  # noqa: PLC0415
    from ciigraph.views.charts import timeline_chart  # noqa: PLC0415

    address = None if entity is None else meant(graph, entity).entity
    return timeline_chart(projection(graph, country=codes[0] if codes else None, entity=address))
