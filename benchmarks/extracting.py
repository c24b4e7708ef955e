"""Extraction: speed beside the bare pretrained pipeline, two processes beside one, memory as documents grow."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from benchmarks.extraction_speed import draw, parts, race, speed_of_one, speed_of_processes
from benchmarks.measuring import measure
from benchmarks.report import Figure, Section, Table, megabytes
from ciigraph.extraction import DEFAULT_MODEL, language

if TYPE_CHECKING:
    from spacy.language import Language

    from benchmarks.extraction_speed import Sample
    from benchmarks.plan import Plan

#: Units of a document of the memory measure, and after which shares of the documents its peak is noted.
_UNITS, _QUARTERS = 10, 4
#: Times that speeds are measured in turn.
_ROUNDS = 3


def run(plan: Plan) -> Section:
    """Race the pipelines, add processes, watch memory."""
    data, what = plan.whole()
    bare, own = language.bare(), language.load()
    sample = draw(data, plan.tokens, bare)
    section = Section(
        "Extraction",
        f"{plan.command} extraction",
        f"{sample.tokens:,} tokens in {len(sample.rows):,} units drawn from {what}, model {DEFAULT_MODEL}, in turn",
    )
    speeds = race(bare, own, sample, 1 if plan.quick else _ROUNDS)
    one = median(full for _, full in speeds)
    section.figures.append(
        Figure(
            "whole extraction, one process, tokens a second",
            f"{one:,.0f}",
            f"{median(base for base, _ in speeds):,.0f} bare pretrained pipeline",
            median(full / base for base, full in speeds),
            least=None if plan.quick else 0.8,
        )
    )
    if plan.jobs_tokens:
        _processes(own, draw(data, plan.jobs_tokens, bare), section)
    _memory(plan, section)
    spent = parts(own, sample.rows)
    rows = [
        (name, f"{1e6 * s / sample.tokens:.1f}", f"{100 * s / sum(spent.values()):.1f}") for name, s in spent.items()
    ]
    section.tables.append(Table("Components in order:", ("component", "µs a token", "% of all"), rows))
    return section


def _processes(own: Language, sample: Sample, section: Section) -> None:
    rounds = [(speed_of_one(own, sample), speed_of_processes(DEFAULT_MODEL, 2, sample)) for _ in range(_ROUNDS)]
    section.figures.append(
        Figure(
            "--jobs 2, tokens a second, start-up apart",
            f"{median(two for _, two in rounds):,.0f}",
            f"{median(one for one, _ in rounds):,.0f} one process",
            median(two / one for one, two in rounds),
            least=1.6,
        )
    )


def _memory(plan: Plan, section: Section) -> None:
    data, _ = plan.whole()
    done = measure("extract", folder=str(data), units=_UNITS, parts=_QUARTERS, limit=plan.memory_documents)
    peaks, count = done.answer["peaks"], done.answer["documents"]
    section.figures.append(
        Figure(
            f"peak memory after {count} documents, {done.answer['units']} units",
            megabytes(peaks[-1]),
            f"{megabytes(peaks[0])} after {count // _QUARTERS} documents",
            peaks[-1] / peaks[0],
            most=None if plan.quick else 1.1,
        )
    )
