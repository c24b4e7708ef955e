"""Building and reading: time, memory and triples of a whole build; growth with the number of profiles; scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measuring import growth_exponent, measure
from benchmarks.report import Figure, Section, Table, megabytes, seconds
from ciigraph.graph.store import open_for_reading

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.measuring import Measured
    from benchmarks.plan import Plan


def run(plan: Plan) -> Section:
    """Build the whole data with and without text, score them, and fit how reading and mapping grow."""
    data, what = plan.whole()
    section = Section("Build", f"{plan.command} build", what)
    reading = _answers_only(plan, data, section)
    _with_text(plan, data, section, reading)
    _growth(plan, section)
    return section


def _answers_only(plan: Plan, data: Path, section: Section) -> Measured:
    """Build without text into the store that is then built with it; what it took."""
    store, dump = _store(plan), plan.work / "answers.nq"
    built = measure("build", paths=[str(data)], store=str(store))
    open_for_reading(store).dump(str(dump))
    loaded = measure("bulk_load", file=str(dump), store=str(plan.work / "bulk"))
    triples = f"{built.answer['triples']:,} triples of {built.answer['documents']} documents"
    section.figures += [
        Figure(
            f"build --answers-only, {triples}",
            seconds(built.seconds),
            f"{seconds(loaded.seconds)} pyoxigraph loads the same from N-Quads",
            built.seconds / loaded.seconds,
        ),
        Figure(
            "its peak memory",
            megabytes(built.peak),
            f"{megabytes(loaded.peak)} the same",
            built.peak / loaded.peak,
        ),
    ]
    scored = measure("score", store=str(store), rounds=plan.rounds)
    figures = f"{scored.answer['equal']:,} of {scored.answer['compared']:,} published figures equal"
    section.figures.append(
        Figure(
            f"score --check, {scored.answer['scores']:,} scores, {figures}",
            seconds(scored.seconds),
            f"{seconds(scored.answer['bare'])} its queries in bare pyoxigraph",
            scored.seconds / scored.answer["bare"],
        )
    )
    return built


def _with_text(plan: Plan, data: Path, section: Section, reading: Measured) -> None:
    built = measure("build", paths=[str(data)], store=str(_store(plan)), text=True, jobs=1 if plan.quick else 2)
    found = f"{built.answer['mentions']:,} mentions, {built.answer['relations']:,} relations"
    section.figures += [
        Figure(
            f"build{'' if plan.quick else ' --jobs 2'}, documents read before; {found}, "
            f"{built.answer['triples']:,} triples",
            seconds(built.seconds),
            f"{seconds(reading.seconds)} build --answers-only, reading included",
            built.seconds / reading.seconds,
        ),
        Figure("its peak memory", megabytes(built.peak), megabytes(reading.peak), built.peak / reading.peak),
    ]


def _store(plan: Plan) -> Path:
    return plan.work / "store"


def _growth(plan: Plan, section: Section) -> None:
    """Reading and mapping, of more and more profiles, the fastest of some rounds; and the whole build without text."""
    folders = {size: plan.generated(size) for size in plan.sizes}
    mapped = dict.fromkeys(plan.sizes, float("inf"))
    built: dict[int, float] = {}
    statements, peaks = {}, {}
    for turn in range(plan.long_rounds):
        for size, folder in folders.items():
            done = measure("read_and_map", folder=str(folder))
            mapped[size] = min(mapped[size], done.seconds)
            statements[size], peaks[size] = done.answer["statements"], done.peak
            if turn == 0 and size != plan.sizes[-1]:
                store = str(plan.work / f"growth-{size}")
                built[size] = measure("build", paths=[str(folder)], store=store).seconds
    section.tables.append(
        Table(
            "Generated profiles, without language processing:",
            ("profiles", "statements", "reading and mapping", "a profile", "peak memory", "whole build"),
            [
                (
                    str(n),
                    f"{statements[n]:,}",
                    seconds(mapped[n]),
                    seconds(mapped[n] / n),
                    megabytes(peaks[n]),
                    seconds(built[n]) if n in built else "",
                )
                for n in plan.sizes
            ],
        )
    )  # fmt: skip
    for what, times, most in (("reading and mapping", mapped, 1.1), ("whole build --answers-only", built, None)):
        exponent = growth_exponent(list(times), list(times.values()))
        section.figures.append(
            Figure(
                f"growth of {what}, {min(times)} to {max(times)} generated profiles",
                f"time ~ profiles^{exponent:.2f}",
                "1 is linear",
                exponent,
                most=None if plan.quick else most,
            )
        )
