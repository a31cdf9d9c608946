"""Estimates: ratios lie in the middle of their intervals, and differences are those of the numbers they compare."""

import math
from collections.abc import Iterator

from evidence.audit.base import AuditResult, counted, half_unit, result
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, Value

_RATIO_WORDS = ("hazard ratio", "relative risk")


def symmetric_intervals(trial: Trial) -> Iterator[AuditResult]:
    """The interval of a ratio is symmetric on the log scale, as far as the printed digits can tell.

    Each printed number stands for every number that rounds to it; the check fails only if no choice of the three
    makes the estimate the geometric mean of its limits.
    """
    for estimate in _ratios(trial):
        low, high = estimate.low, estimate.high
        numbers = counted(estimate.value, low, high)
        if numbers is None or low is None or high is None:
            continue
        at, lower, upper = numbers
        half = half_unit(estimate.value)
        least = math.sqrt(max(lower - half_unit(low), 0.0) * (upper - half_unit(high)))
        most = math.sqrt((lower + half_unit(low)) * (upper + half_unit(high)))
        expected = (
            f"a value from {least:.3f} to {most:.3f}, the middle of {low.printed} to {high.printed} on the log scale"
        )
        yield result(estimate.value, expected, holds=least <= at + half and at - half <= most)


def _ratios(trial: Trial) -> Iterator[Estimate]:
    for outcome in trial.outcomes:
        for side in outcome.comparisons:
            ratio = side.get(Quantity.HAZARD_RATIO)
            if ratio is not None:
                yield ratio
    for line in trial.subgroups:
        for comparison in line.comparisons:
            yield comparison.hazard_ratio
    for summary in trial.summaries:
        if summary.quantity in _RATIO_WORDS:
            yield summary.estimate
    for fact in trial.context:
        if fact.estimate is not None and fact.measure.endswith(_RATIO_WORDS):
            yield fact.estimate


def differences(trial: Trial) -> Iterator[AuditResult]:
    """A printed gain is the difference of the printed medians; a difference of response that of the rates."""
    for outcome in trial.outcomes:
        for side in outcome.comparisons:
            one, other = outcome.arm(side.arm), outcome.arm(side.versus)
            if one is not None and other is not None:
                medians = (one.value(Quantity.MEDIAN), other.value(Quantity.MEDIAN))
                yield from _difference(side.value(Quantity.GAIN), *medians)
            difference = side.value(Quantity.DIFFERENCE)
            if difference is not None and outcome.definition.endpoint == "response":
                rates = {count.arm: count.percent for each in trial.response if each.is_sum for count in each.arms}
                yield from _difference(difference, rates.get(side.arm), rates.get(side.versus))


def _difference(printed: Value | None, one: Value | None, other: Value | None) -> Iterator[AuditResult]:
    numbers = counted(printed, one, other)
    if numbers is None or printed is None or one is None or other is None:
        return
    exact = numbers[1] - numbers[2]
    room = half_unit(printed) + half_unit(one) + half_unit(other)
    expected = f"{one.printed} - {other.printed} = {exact:.1f} within rounding"
    yield result(printed, expected, holds=abs(numbers[0] - exact) <= room + 1e-9)
