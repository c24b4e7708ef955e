"""Charts as they stand in pages: the drawings of ``views.charts``, where the library for them is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from ciigraph.errors import UsageError
from ciigraph.inquiry.projection import projection
from ciigraph.inquiry.score import Published, Score

if TYPE_CHECKING:
    from ciigraph.inquiry.matches import Match
    from ciigraph.web.country import CountryView
    from ciigraph.web.snapshot import Snapshot

#: An entity of more relations has no timeline on its page: it would say little and take long.
_MOST_RELATIONS = 300


def answers_picture(view: CountryView, code: str, name: str, year: int) -> Markup | None:
    """How many answers of each kind a country has in each domain; None without the library."""
    try:
        from ciigraph.views.chart_drawing import chart_svg  # noqa: PLC0415 - an extra, and slow to load
        from ciigraph.views.charts import answers_chart  # noqa: PLC0415 - as above
    except ImportError:
        return None
    found = [
        Score(code, year, "indicator", each.code, each.score, None, None, each.average, None, None, Published())
        for each in view.indicators
    ]
    told = f"How many of the 11 indicators of each domain have which answer, 0 to 4 or skipped, for {name} in {year}."
    # The drawing is made of numbers and of names of ours; the library escapes all text in it.
    return Markup(chart_svg(answers_chart(found), title=f"Answers of {name} by domain", description=told))  # noqa: S704


def timeline_picture(snapshot: Snapshot, iri: str, match: Match) -> Markup | None:
    """The dated relations of an entity in time; None without the library, without dates or with very many relations."""
    if sum(len(place.relations) for place in match.countries) > _MOST_RELATIONS:
        return None
    try:
        from ciigraph.views.chart_drawing import chart_svg  # noqa: PLC0415 - as above
        from ciigraph.views.charts import timeline_chart  # noqa: PLC0415 - as above
    except ImportError:
        return None
    try:
        chart = timeline_chart(projection(snapshot.graph, entity=iri, hops=1))
    except UsageError:  # no relation has a date
        return None
    told = "The relations below that have a date, each from when to when it is said to hold."
    return Markup(chart_svg(chart, title="Dated relations", description=told))  # noqa: S704 - as above
