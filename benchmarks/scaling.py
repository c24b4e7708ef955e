"""Scale: builds of three sizes of country files and two of articles, and how time, memory and disk grow with them."""

from __future__ import annotations

import shutil
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.articles import write_articles
from benchmarks.measuring import growth_exponent, measure
from benchmarks.report import Figure, Section, Table, megabytes, seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.measuring import Measured
    from benchmarks.plan import Plan

_STAGES = ("reading", "extracting", "linking", "writing", "computing scores", "publishing")
_KIND = {True: "build", False: "build --answers-only"}


class _Built(NamedTuple):
    """A build of so many documents: what was measured, and the bytes of its store."""

    size: int
    measured: Measured
    disk: int

    @property
    def speed(self) -> tuple[float, float]:
        """Documents and triples a second."""
        return self.size / self.measured.seconds, self.measured.answer["triples"] / self.measured.seconds


def run(plan: Plan) -> Section:
    """Build each size, with its text where that fits into the time, and fit the growth."""
    section = Section(
        "Scale",
        f"{plan.command} scale",
        f"{_listed(plan.scale_profiles)} generated profiles and {_listed(plan.scale_articles)} generated articles of "
        f"some 60 words, one process; mentions and relations are looked for in up to {plan.scale_text_profiles:,} "
        f"profiles and {plan.scale_text_articles:,} articles only, so that the run takes minutes and not hours",
    )
    for what, sizes, most in (
        ("profiles", plan.scale_profiles, plan.scale_text_profiles),
        ("articles", plan.scale_articles, plan.scale_text_articles),
    ):
        for text in (True, False):
            built = [_build(plan, what, size, text=text) for size in sizes if not text or size <= most]
            if built:
                section.tables.append(_table(what, text, built))
            section.figures += _figures(plan, what, text, built)
    return section


def _build(plan: Plan, what: str, size: int, *, text: bool) -> _Built:
    folder = plan.generated(size) if what == "profiles" else plan.work / f"articles-{size}"
    if not folder.is_dir():
        write_articles(folder, size)
    store = plan.work / f"scale-{what}-{size}-{text}"
    measured = measure("build", paths=[str(folder)], store=str(store), text=text)
    if measured.answer["failed"] or measured.answer["documents"] != size:
        raise RuntimeError(f"{measured.answer['documents']} of {size} {what} were built")
    disk = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    shutil.rmtree(store)  # the large ones take gigabytes
    return _Built(size, measured, disk)


def _table(what: str, text: bool, built: Sequence[_Built]) -> Table:
    def row(each: _Built) -> tuple[str, ...]:
        stages = {title: spent for title, spent, _ in each.measured.answer["stages"]}
        documents, triples = each.speed
        return (
            f"{each.size:,}", f"{each.measured.answer['triples']:,}", seconds(each.measured.seconds),
            f"{documents:,.1f}", f"{triples:,.0f}", megabytes(each.measured.peak), megabytes(each.disk),
            *(seconds(stages[name]) if name in stages else "" for name in _STAGES),
        )  # fmt: skip

    columns = (what, "triples", "time", f"{what} a second", "triples a second", "peak memory", "disk", *_STAGES)
    return Table(f"{_KIND[text]} of generated {what}:", columns, [row(each) for each in built])


def _figures(plan: Plan, what: str, text: bool, built: Sequence[_Built]) -> list[Figure]:
    """How time and memory grow from one size to the next."""
    figures = []
    for small, large in pairwise(built):
        sizes = (small.size, large.size)
        exponent = growth_exponent(sizes, [small.measured.seconds, large.measured.seconds])
        told = f"{_KIND[text]}, {small.size:,} to {large.size:,} {what}"
        # what a build always takes (the codebook, the model) hides how it grows from a few documents
        telling = small.size > 2 and not plan.quick
        figures += [
            Figure(f"growth of time, {told}", f"time ~ {what}^{exponent:.2f}", "1 is linear", exponent,
                   most=1.1 if telling else None),
            Figure(f"peak memory, {told}", megabytes(large.measured.peak), megabytes(small.measured.peak),
                   large.measured.peak / small.measured.peak),
        ]  # fmt: skip
    return figures


def _listed(sizes: Sequence[int]) -> str:
    *others, last = (f"{size:,}" for size in sizes)
    return f"{', '.join(others)} and {last}"
