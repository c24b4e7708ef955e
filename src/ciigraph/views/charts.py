"""Charts, by Altair: the same for web pages, notebooks and files, drawn without a browser and without the net.

A chart is an Altair object: a notebook shows it as it is, ``chart.save("name.svg")`` writes it, and ``chart_svg`` makes
the static SVG that stands in a web page with no script. Lines and letters are ``currentColor``, so that a page's dark
and light colours hold for its charts too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ciigraph import codebook, countries
from ciigraph.errors import UsageError
from ciigraph.views.chart_drawing import BLUE, ORANGE, QUIET, WIDTH, Chart, alt, chart_svg, finished, inline
from ciigraph.views.timelines import timeline_chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ciigraph.inquiry.score import Score

__all__ = [
    "Chart",
    "answers_chart",
    "chart_svg",
    "distribution_chart",
    "domains_chart",
    "layers_chart",
    "timeline_chart",
]

_COUNTRIES = (BLUE, ORANGE, QUIET)
_LAYERS = ("exposure", "pressure", "alignment")
#: From no influence to the most; the last is for what was skipped.
_ANSWERS = ("#dbe7f3", "#a9c8e4", "#6ea3d0", "#3a78b3", "#174a7c", "#d4d4d4")


def domains_chart(scores: Iterable[Score]) -> Chart:
    """A bar for each domain with its percentage, and a stroke at the index average.

    Args:
        scores: of one country or of two, one edition; those of domains are drawn.

    Raises:
        UsageError: there is no score of a domain among them.
    """
    order = [(domain.slug, domain.name) for domain in codebook.load().domains]
    return _beside_average([score for score in scores if score.by == "domain"], order, "domain")


def layers_chart(scores: Iterable[Score]) -> Chart:
    """A bar for each layer with its percentage, and a stroke at the index average; see ``domains_chart``."""
    order = [(name, name.capitalize()) for name in _LAYERS]
    return _beside_average([score for score in scores if score.by == "layer"], order, "layer")


def _beside_average(scores: Sequence[Score], order: Sequence[tuple[str, str]], what: str) -> Chart:
    named = dict(order)
    rows = [
        {
            "country": countries.name(score.country),
            "part": named[score.name],
            "percent": float(score.percent),
            "average": None if score.index_average is None else float(score.index_average),
        }
        for score in scores
        if score.percent is not None
    ]
    if not rows:
        raise UsageError(f"there is no score of a {what} to draw; ciigraph score tells what there is")
    lands = list(dict.fromkeys(str(row["country"]) for row in rows))
    if len(lands) > len(_COUNTRIES):
        raise UsageError(f"a chart compares {len(_COUNTRIES)} countries at most, not {len(lands)}")
    base = alt.Chart(inline(rows)).encode(y=alt.Y("part:N", sort=[name for _, name in order], title=None))
    if len(lands) > 1:
        base = base.encode(yOffset=alt.YOffset("country:N", sort=lands))
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        x=alt.X("percent:Q", title="percent of the most possible", scale=alt.Scale(domain=[0, 100])),
        color=alt.Color(
            "country:N",
            title=None,
            scale=alt.Scale(domain=lands, range=list(_COUNTRIES[: len(lands)])),
            legend=alt.Legend(orient="top"),
        ),
    )
    # in a column of their own, where neither bars nor strokes are
    figures = base.mark_text(align="right", fill="currentColor").encode(
        x=alt.value(WIDTH + 34), text=alt.Text("percent:Q", format=".3~g")
    )
    # the stroke has a line of its own in the legend, as a colour of the same scale would be taken for a country
    average = (
        alt.Chart(inline(rows))
        .mark_tick(thickness=2.5, stroke="currentColor", color="currentColor", height=22)
        .encode(
            y=alt.Y("part:N", sort=[name for _, name in order], title=None),
            x="average:Q",
            description=alt.Text("average:Q"),
            strokeDash=alt.StrokeDash(
                "what:N",
                title=None,
                legend=alt.Legend(orient="top", symbolType="stroke"),
                scale=alt.Scale(range=[[1, 0]]),
            ),
        )
        .transform_calculate(what="'index average'")
    )
    return finished(
        alt.layer(bars, average, figures), named.values(), height=len(order) * (26 if len(lands) == 1 else 40)
    )


def answers_chart(scores: Iterable[Score]) -> Chart:
    """How many indicators of each domain have which answer, 0 to 4 or skipped, as one bar a domain.

    Args:
        scores: of one country and edition; those of indicators are drawn.

    Raises:
        UsageError: there is no answer among them.
    """
    book = codebook.load()
    counts: dict[tuple[str, int], int] = {}
    for score in scores:
        if score.by == "indicator":
            key = (score.name.rpartition("-")[0], 5 if score.score is None else score.score)
            counts[key] = counts.get(key, 0) + 1
    if not counts:
        raise UsageError("there is no answer to draw; scores by indicator are needed")
    names = {domain.slug: domain.name for domain in book.domains}
    answers = ["0", "1", "2", "3", "4", "skipped"]
    rows = [
        {"domain": names[slug], "answer": answers[answer], "place": answer, "indicators": count}
        for (slug, answer), count in sorted(counts.items())
    ]
    chart = (
        alt.Chart(inline(rows))
        .mark_bar(stroke="currentColor", strokeWidth=0.4)
        .encode(
            y=alt.Y("domain:N", sort=list(names.values()), title=None),
            x=alt.X("indicators:Q", title="indicators"),
            color=alt.Color(
                "answer:N",
                title="answer",
                sort=answers,
                scale=alt.Scale(domain=answers, range=list(_ANSWERS)),
                legend=alt.Legend(orient="top"),
            ),
            order="place:Q",
        )
    )
    return finished(chart, names.values(), height=len(names) * 24)


def distribution_chart(
    counts: Mapping[int | None, int], *, answer: int | None = None, labels: Mapping[int, str] | None = None
) -> Chart:
    """How many countries gave each answer to an indicator, one country's own answer marked.

    Args:
        counts: the number of countries by answer, 0 to 4, None for those that skipped it.
        answer: the answer to mark.
        labels: the words of the answers, by score; plain numbers where there are none.

    Raises:
        UsageError: no country gave an answer.
    """
    if not any(counts.values()):
        raise UsageError("no country has an answer to this indicator")
    printed = labels or {}
    rows: list[dict[str, Any]] = [
        {
            "answer": f"{score} {printed.get(score, '')}".strip(),
            "countries": counts.get(score, 0),
            "own": "this country" if score == answer else "other",
        }
        for score in sorted({*printed, *(score for score in counts if score is not None)})
    ]
    if counts.get(None):
        rows.append({"answer": "skipped", "countries": counts[None], "own": "other"})
    order = [str(row["answer"]) for row in rows]
    base = alt.Chart(inline(rows)).encode(
        y=alt.Y("answer:N", sort=order, title=None, axis=alt.Axis(labelLimit=260)),
        x=alt.X("countries:Q", title="countries", axis=alt.Axis(tickMinStep=1)),
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color("own:N", legend=None, scale=alt.Scale(domain=["this country", "other"], range=[BLUE, QUIET]))
    )
    figures = base.mark_text(align="left", dx=4, fill="currentColor").encode(text="countries:Q")
    return finished(bars + figures, order, height=len(rows) * 22, width=300)
