"""How well two series of scores agree: the share that is equal, the share within one step, weighted kappa."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence


class Agreement(msgspec.Struct, frozen=True):
    """Agreement over ``answers`` pairs; shares are 0 to 1, ``kappa`` is None where it isn't defined."""

    answers: int
    equal: float
    within_one: float
    kappa: float | None


def agreement(recorded: Sequence[int], suggested: Sequence[int], points: Sequence[int] = (0, 1, 2, 3, 4)) -> Agreement:
    """Agreement of two series on an ordered scale.

    Kappa is Cohen's weighted kappa with quadratic weights (J. Cohen, "Weighted kappa", Psychological Bulletin 70,
    1968, 213-220): 1 - sum(w * observed) / sum(w * expected), w the squared distance of two points of the scale,
    expected from the two series' own frequencies. It is not defined where both series are one and the same point.

    Args:
        recorded: one score an answer.
        suggested: as many, in the same order.
        points: the points of the scale, in order; steps are counted in points, not in their numbers.

    Raises:
        ValueError: the series differ in length, or hold what is no point of the scale.
    """
    place = {point: number for number, point in enumerate(points)}
    if len(recorded) != len(suggested) or not {*recorded, *suggested} <= place.keys():
        raise ValueError("two series of equal length on the scale are needed")
    count = len(recorded)
    if not count:
        return Agreement(0, 0.0, 0.0, None)
    pairs = [(place[one], place[other]) for one, other in zip(recorded, suggested, strict=True)]
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum((one - other) ** 2 for one, other in pairs) / count
    expected = sum(
        (one - other) ** 2 * first[one] * second[other] for one in range(len(points)) for other in range(len(points))
    ) / (count * count)
    return Agreement(
        count,
        sum(one == other for one, other in pairs) / count,
        sum(abs(one - other) <= 1 for one, other in pairs) / count,
        1 - observed / expected if expected else None,
    )
