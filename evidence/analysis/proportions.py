"""The statistics this product computes itself. Published numbers are never replaced by them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

_NORMAL_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class DerivedEstimate:
    """An estimate of ours with its 95 % confidence limits, in the unit that the function names."""

    estimate: float
    low: float
    high: float


@cache
def risk_difference(n: int, of: int, n_control: int, of_control: int) -> DerivedEstimate:
    """Difference of two independent proportions, in percentage points: the first arm minus the control arm.

    Newcombe's hybrid score interval without continuity correction (method 10; Newcombe 1998, Stat Med 17:873): each
    limit of the difference is as far from it as the Wilson limits of the two proportions that lie towards it.

    Raises:
        ValueError: a count is negative or larger than its denominator, or a denominator is 0.
    """
    _check(n, of, n_control, of_control)
    share, control = n / of, n_control / of_control
    low, high = _wilson(n, of)
    control_low, control_high = _wilson(n_control, of_control)
    difference = share - control
    return DerivedEstimate(
        100 * difference,
        100 * (difference - math.hypot(share - low, control_high - control)),
        100 * (difference + math.hypot(high - share, control - control_low)),
    )


@cache
def relative_risk(n: int, of: int, n_control: int, of_control: int) -> DerivedEstimate | None:
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
    return DerivedEstimate(ratio, ratio * math.exp(-_NORMAL_95 * error), ratio * math.exp(_NORMAL_95 * error))


def _wilson(n: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of one proportion without continuity correction, as shares of 1."""
    squared = _NORMAL_95 * _NORMAL_95
    middle = (n + squared / 2) / (of + squared)
    reach = _NORMAL_95 * math.sqrt(n * (of - n) / of + squared / 4) / (of + squared)
    return middle - reach, middle + reach


def _check(n: int, of: int, n_control: int, of_control: int) -> None:
    for count, whole in ((n, of), (n_control, of_control)):
        if whole <= 0 or not 0 <= count <= whole:
            raise ValueError(f"{count} of {whole} is not a proportion")
