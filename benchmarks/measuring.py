"""Time and memory of a task in a process of its own, and what is made of repeated measures."""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Seconds between two looks at the memory of a process and its children.
_INTERVAL = 0.2
MB = 1_000_000


class Measured(NamedTuple):
    """What a task took: ``seconds`` of its work, without the start of Python; ``peak`` bytes of memory; its answer."""

    seconds: float
    peak: int
    answer: dict[str, Any]


def measure(task: str, **arguments: Any) -> Measured:  # noqa: ANN401 - whatever JSON can carry
    """Run a task of ``benchmarks.tasks`` in a fresh process.

    The peak is what the kernel noted for the process itself, or the largest sum over it and its children that was
    seen, whichever is more.

    Raises:
        RuntimeError: the task failed; its messages are printed.
    """
    command = [sys.executable, "-m", "benchmarks.tasks", task, json.dumps(arguments)]
    largest = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        watched = psutil.Process(process.pid)
        while True:
            try:
                output, _ = process.communicate(timeout=_INTERVAL)
                break
            except subprocess.TimeoutExpired:
                largest = max(largest, _memory(watched))
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed with exit code {process.returncode}")
    told = json.loads(output.splitlines()[-1])
    return Measured(told["seconds"], max(largest, told["peak"]), told["answer"])


def _memory(process: psutil.Process) -> int:
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:  # it ended while we looked
        pass
    return total


def geometric_mean(ratios: Iterable[float]) -> float:
    """The geometric mean; NaN of nothing."""
    logarithms = [math.log(ratio) for ratio in ratios]
    return math.exp(statistics.fmean(logarithms)) if logarithms else math.nan


def growth_exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The exponent b of seconds = a * size ** b, fitted by least squares to the logarithms; 1 is linear."""
    return statistics.linear_regression([math.log(s) for s in sizes], [math.log(t) for t in seconds]).slope
