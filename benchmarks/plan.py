"""What is measured on what: the real data where they are at hand, else generated profiles; large or quick."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from benchmarks.synthetic import write_profiles

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes and data of a run; ``index`` is the index's published raw data, None where it isn't at hand."""

    quick: bool
    index: Path | None
    work: Path
    profiles: int = 101
    sizes: tuple[int, ...] = (25, 50, 100, 200)
    #: Times that a short measure is repeated, and a long one.
    rounds: int = 7
    long_rounds: int = 2
    #: Countries in the graph that rdflib gets too, and how long it may take for a query.
    countries: int = 5
    limit: float = 20.0
    #: Extraction: tokens of the race with the bare pipeline and of the one of several processes; documents of the
    #: memory measure and of the incremental build.
    tokens: int = 60_000
    jobs_tokens: int = 80_000
    memory_documents: int = 80
    incremental: int = 60
    #: Scale: numbers of generated profiles and articles, and up to which of them the text is read too.
    scale_profiles: tuple[int, ...] = (2, 60, 2000)
    scale_articles: tuple[int, ...] = (1000, 50_000)
    scale_text_profiles: int = 60
    scale_text_articles: int = 1000

    @property
    def command(self) -> str:
        """How this run is repeated, without the part's name."""
        return "python -m benchmarks --quick" if self.quick else "python -m benchmarks"

    def generated(self, count: int) -> Path:
        """A folder with so many generated profiles."""
        folder = self.work / f"profiles-{count}"
        if not folder.is_dir():
            write_profiles(folder, count)
        return folder

    def whole(self) -> tuple[Path, str]:
        """The largest body of documents, and what it is in words."""
        if self.index is not None:
            return self.index, "the index's raw data, two waves"
        return self.generated(self.profiles), f"{self.profiles} generated profiles"

    def country_files(self) -> tuple[list[Path], str]:
        """One document a country of one edition, Belgium's and Azerbaijan's first, and what they are in words."""
        if self.index is not None:
            files, what = sorted(self.index.glob("2024/country_json/*.json")), "country files of 2024"
        else:
            files, what = sorted(self.generated(self.profiles).iterdir()), "generated profiles"
        return sorted(files, key=lambda path: path.stem not in ("Belgium", "Azerbaijan")), what


def full(work: Path) -> Plan:
    """The run whose figures count: about a quarter of an hour on two idle cores."""
    index = Path(os.environ.get("CIIGRAPH_SHARED", ROOT.parent / "shared")) / "china-index"
    return Plan(quick=False, index=index if index.is_dir() else None, work=work)


def quick(work: Path) -> Plan:
    """A run that shows that everything runs, on little generated data; its figures say nothing."""
    return Plan(
        quick=True, index=None, work=work, profiles=4, sizes=(2, 3, 4), rounds=1, long_rounds=1, countries=2,
        limit=1.0, tokens=2_000, jobs_tokens=0, memory_documents=4, incremental=3,
        scale_profiles=(2, 4), scale_articles=(5, 20), scale_text_profiles=0, scale_text_articles=5,
    )  # fmt: skip
