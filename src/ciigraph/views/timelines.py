"""Dated relations on a line of time."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from ciigraph.errors import UsageError
from ciigraph.inquiry.wording import relation_in_words
from ciigraph.views.appearance import STATEMENTS, sample, statement, words
from ciigraph.views.chart_drawing import BLUE, alt, finished, inline
from ciigraph.views.labels import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from ciigraph.views.chart_drawing import Chart

_ALLEGED = "#d9a441"
#: So many relations can each have a line of their own.
_LINES = 26
#: Marks on the axis of time.
_MARKS = 10


def timeline_chart(network: nx.MultiDiGraph[str]) -> Chart:
    """The dated relations of a network: each a bar from when to when, or where they are many, how many in each year.

    A date that is a year or a month is drawn as long as that.

    Raises:
        UsageError: no relation has a date.
    """
    rows = sorted({row for row in (_dated(network, *edge) for edge in network.edges(data=True)) if row is not None})
    if not rows:
        raise UsageError("no relation of these has a date")
    return _bars_in_time(rows) if len(rows) <= _LINES else _counts_in_time(rows)


class _Dated(NamedTuple):
    """A relation with its first and last day."""

    first: str
    last: str
    relation: str
    predicate: str
    stated: str


def _dated(network: nx.MultiDiGraph[str], start: str, end: str, data: Mapping[str, Any]) -> _Dated | None:
    span = _span(data["start"] or data["end"], data["end"] or data["start"])
    if span is None:
        return None
    said = relation_in_words(
        data["predicate"],
        subject=network.nodes[start]["label"],
        object=network.nodes[end]["label"],
        **{name: data[name] for name in ("polarity", "modality", "status", "start", "end")},
    )
    stated = STATEMENTS[statement(data["polarity"], data["modality"], data["status"])]
    return _Dated(*span, shortened(said, 72), words(data["predicate"]), stated)


def _years(first: str, last: str) -> alt.Axis:
    """An axis of time with about ten marks, a year apart at least, so that no year is printed twice."""
    step = max(1, (int(last[:4]) - int(first[:4])) // _MARKS)
    return alt.Axis(format="%Y", tickCount={"interval": "year", "step": step})


def _bars_in_time(rows: Sequence[_Dated]) -> Chart:
    lines = list(dict.fromkeys(row.relation for row in rows))
    colours = {meaning: sample(name).colour for name, meaning in STATEMENTS.items()}
    colours[STATEMENTS["hedged"]] = _ALLEGED  # a bar can't be dashed
    chart = (
        alt.Chart(inline([row._asdict() for row in rows]))
        .mark_bar(height=9, cornerRadius=3)
        .encode(
            x=alt.X("first:T", title=None, axis=_years(min(row.first for row in rows), max(row.last for row in rows))),
            x2="last:T",
            y=alt.Y("relation:N", sort=lines, title=None, axis=alt.Axis(labelLimit=480)),
            color=alt.Color(
                "stated:N",
                title=None,
                legend=alt.Legend(orient="top"),
                scale=alt.Scale(domain=list(colours), range=list(colours.values())),
            ),
            description="relation:N",
            tooltip=["relation:N", "stated:N"],
        )
    )
    return finished(chart, lines, height=max(len(lines), 2) * 20)


def _counts_in_time(rows: Sequence[_Dated]) -> Chart:
    counts = Counter((row.predicate, row.first[:4]) for row in rows)
    totals = Counter(row.predicate for row in rows)
    values = [
        {"predicate": predicate, "year": f"{year}-07-01", "relations": count}
        for (predicate, year), count in sorted(counts.items())
    ]
    chart = (
        alt.Chart(inline(values))
        .mark_circle(color=BLUE, opacity=0.75)
        .encode(
            x=alt.X("year:T", title=None, axis=_years(min(row.first for row in rows), max(row.first for row in rows))),
            y=alt.Y("predicate:N", sort=[name for name, _ in totals.most_common()], title=None),
            size=alt.Size("relations:Q", title="relations that begin", legend=alt.Legend(orient="top")),
            tooltip=["predicate:N", "relations:Q"],
        )
    )
    return finished(chart, totals, height=len(totals) * 20)


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def _span(first: str, last: str) -> tuple[str, str] | None:
    """The first and last day of what two ISO dates, each as precise as known, mean; None where one is no date."""
    one, two = _DATE.fullmatch(first), _DATE.fullmatch(last)
    if one is None or two is None or int(two[1]) < 1 or not 1 <= int(two[2] or 12) <= 12:
        return None
    month = int(two[2] or 12)
    day = int(two[3] or calendar.monthrange(int(two[1]), month)[1])
    return f"{one[1]}-{one[2] or '01'}-{one[3] or '01'}", f"{two[1]}-{month:02}-{day:02}T23:00:00"
