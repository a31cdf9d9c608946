"""The statistics this product computes itself. Published numbers are never replaced by them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from statsmodels.stats.proportion import confint_proportions_2indep

_NORMAL_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Computed:
    """An estimate of ours with its 95 % confidence limits, in the unit that the function names."""

    estimate: float
    low: float
    high: float


@cache
def risk_difference(n: int, of: int, n_control: int, of_control: int) -> Computed:
    """Difference of two independent proportions, in percentage points: the first arm minus the control arm.

    Newcombe's hybrid score interval without continuity correction (method 10; Newcombe 1998, Stat Med 17:873).

    Raises:
        ValueError: a count is negative or larger than its denominator, or a denominator is 0.
    """
    _check(n, of, n_control, of_control)
    low, high = confint_proportions_2indep(n, of, n_control, of_control, method="newcomb", compare="diff", alpha=0.05)
    return Computed(100 * (n / of - n_control / of_control), 100 * float(low), 100 * float(high))


@cache
def relative_risk(n: int, of: int, n_control: int, of_control: int) -> Computed | None:
    """Ratio of two independent proportions, the first arm over the control arm; None where a count is 0.

    Log interval (Katz 1978, Biometrics 34:469).

    Raises:
        ValueError: as for `risk_difference`.
    """
    _check(n, of, n_control, of_control)
    if n == 0 or n_control == 0:
        return None
    ratio = (n / of) / (n_control / of_control)
    error = math.sqrt(1 / n - 1 / of + 1 / n_control - 1 / of_control)
    return Computed(ratio, ratio * math.exp(-_NORMAL_95 * error), ratio * math.exp(_NORMAL_95 * error))


def _check(n: int, of: int, n_control: int, of_control: int) -> None:
    for count, whole in ((n, of), (n_control, of_control)):
        if whole <= 0 or not 0 <= count <= whole:
            raise ValueError(f"{count} of {whole} is not a proportion")
