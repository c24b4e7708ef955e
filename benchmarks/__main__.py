"""Measures ciigraph beside peers and prints what it found.

usage: python -m benchmarks [PART …] [--quick] [--date YYYY-MM-DD] [--output FILE]

The parts are named by --help. What is measured is printed. Without --quick it also takes its place in
benchmarks/RESULTS.md (or FILE), and the other parts' sections there stay as they are. The real data are taken from
$CIIGRAPH_SHARED or the folder "shared" beside the checkout; where there are none, profiles are generated. --quick
shows on little generated data, in a minute or two, that everything runs; its figures say nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import (
    auditing,
    building,
    extracting,
    faults,
    incremental,
    lookup,
    paths,
    plan,
    querying,
    scaling,
    serving,
)
from benchmarks.report import machine, write_section

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.report import Section

RESULTS = Path(__file__).with_name("RESULTS.md")
PARTS: dict[str, Callable[[plan.Plan], Section]] = {
    "queries": querying.run,
    "extraction": extracting.run,
    "incremental": incremental.run,
    "build": building.run,
    "scale": scaling.run,
    "faults": faults.run,
    "paths": paths.run,
    "audit": auditing.run,
    "serving": serving.run,
    "lookup": lookup.run,
}


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="little generated data; figures say nothing")
    parser.add_argument("--date", help="printed with the results")
    parser.add_argument("--output", type=Path, help="the Markdown file to write instead of RESULTS.md")
    options = parser.parse_args()
    output = options.output or (None if options.quick else RESULTS)
    with tempfile.TemporaryDirectory(prefix="ciigraph-benchmarks-") as folder:
        for name in options.parts or PARTS:
            start = time.monotonic()
            print(f"measuring {name} …", file=sys.stderr)
            work = Path(folder, name)
            work.mkdir()
            conditions = machine(options.date)
            section = PARTS[name](plan.quick(work) if options.quick else plan.full(work))
            print("\n".join(section.lines(conditions)), flush=True)
            print(f"{name} took {time.monotonic() - start:.0f} s", file=sys.stderr)
            if output is not None:
                write_section(output, section, conditions)


if __name__ == "__main__":
    main()
