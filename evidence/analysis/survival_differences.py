"""What a moment of the survival curves says: differences between two arms, people of a hundred, the tail.

The curves, their errors and the restricted means are held as evidence. Only differences between arms are computed
here: subtraction, standard error as the root of the summed squares, 95 % normal interval (Royston & Parmar 2013,
BMC Med Res Methodol 13:152). The intervals know nothing of the error of a reconstruction.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from evidence.analysis.proportions import DerivedEstimate
from evidence.trial.files.survival import ArmCurve, Curve, CurveSummary
from evidence.trial.trial import Trial

SHADED_BELOW = 0.10
"""Our rule: the tail is shaded from the month when either arm has under this share of its patients at risk."""

TWO = 2
"""Differences are taken between two arms only: among more, it would have to be said between which."""

RESTRICTED_MEAN = "restricted mean, months"
SHARE_WITH_EVENT = "time by which this share had the event, months"
HAZARD_RATIO = "hazard ratio"

_NORMAL_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


def difference(first: float, first_error: float, second: float, second_error: float) -> DerivedEstimate:
    """The first estimate minus the second, in their unit, with its 95 % interval; errors are standard errors.

    Raises:
        ValueError: a standard error is negative or not a number.
    """
    for error in (first_error, second_error):
        if not error >= 0:
            raise ValueError(f"{error} is not a standard error")
    reach = _NORMAL_95 * math.hypot(first_error, second_error)
    estimate = first - second
    return DerivedEstimate(estimate, estimate - reach, estimate + reach)


def survival_difference(curve: Curve, month: float) -> DerivedEstimate | None:
    """First arm minus second at a month, in percentage points; None unless two curves say something there."""
    points = [arm.at(month) for arm in _pair(curve)]
    held: list[float] = []
    for point in points:
        if point is None or point.survival.value.number is None or point.standard_error.number is None:
            return None
        held += [100 * point.survival.value.number, 100 * point.standard_error.number]
    return difference(*held) if held else None


def restricted_mean(trial: Trial, curve: Curve, arm: str, horizon: float) -> CurveSummary | None:
    """The restricted mean of one arm up to a horizon in months, of the curve's own endpoint, assessor and analysis."""
    return _summary(trial, curve, arm, RESTRICTED_MEAN, horizon)


def share_with_event(trial: Trial, curve: Curve, arm: str, share: float) -> CurveSummary | None:
    """The month by which a share (0 to 1) of one arm had the event, read off the curve."""
    return _summary(trial, curve, arm, SHARE_WITH_EVENT, share)


def hazard_ratio(trial: Trial, curve: Curve) -> CurveSummary | None:
    """The hazard ratio of the curve's own data, first arm against second; None unless there are two."""
    if not _pair(curve):
        return None
    return _summary(trial, curve, curve.arms[0].arm, HAZARD_RATIO, None)


def restricted_mean_difference(trial: Trial, curve: Curve, horizon: float) -> DerivedEstimate | None:
    """Months gained on average up to a horizon: first arm minus second; None unless two means are held.

    At month 0 nothing can have been gained: exactly 0.
    """
    if not _pair(curve):
        return None
    if horizon == 0:
        return DerivedEstimate(0.0, 0.0, 0.0)
    held: list[float] = []
    for arm in _pair(curve):
        mean = restricted_mean(trial, curve, arm.arm, horizon)
        if mean is None or mean.estimate.value.number is None:
            return None
        if mean.standard_error is None or mean.standard_error.number is None:
            return None
        held += [mean.estimate.value.number, mean.standard_error.number]
    return difference(*held)


def shaded_from(curve: Curve) -> int | None:
    """The first whole month at which either arm has under a tenth of its patients at risk; None if it never has."""
    end = int(max(arm.months[-1] for arm in curve.arms))
    for month in range(end + 1):
        if any(_at_risk(arm, month) < SHADED_BELOW * arm.at_risk[0] for arm in curve.arms):
            return month
    return None


def last_month(curve: Curve) -> int:
    """The last whole month for which every arm has a curve."""
    return int(min(arm.months[-1] for arm in curve.arms))


def of_hundred(shares: Sequence[float]) -> tuple[int, ...]:
    """Shares of one whole as whole people of a hundred, which always add up to 100.

    Each is rounded down; the people then missing go to the largest remainders, to the earlier share where two are
    equal. With two shares this is ordinary rounding.

    Raises:
        ValueError: a share is negative, or they do not add up to 1.
    """
    if any(not share >= 0 for share in shares) or not math.isclose(sum(shares), 1, abs_tol=1e-9):
        raise ValueError(f"{tuple(shares)} are not the parts of one whole")
    exact = [round(100 * share, 9) for share in shares]
    counts = [math.floor(each) for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: counts[at] - exact[at])
    for at in by_remainder[: 100 - sum(counts)]:
        counts[at] += 1
    return tuple(counts)


def _pair(curve: Curve) -> tuple[ArmCurve, ...]:
    """The two arms between which a difference is taken; none where the curve has one arm, or more than two."""
    return curve.arms if len(curve.arms) == TWO else ()


def _at_risk(arm: ArmCurve, month: float) -> float:
    point = arm.at(month)
    return 0 if point is None or point.at_risk.number is None else point.at_risk.number


def _summary(trial: Trial, curve: Curve, arm: str, quantity: str, at: float | None) -> CurveSummary | None:
    wanted = (curve.endpoint, curve.assessor, curve.analysis, arm, quantity, at)
    return next(
        (
            each
            for each in trial.summaries
            if (each.endpoint, each.assessor, each.analysis, each.arm, each.quantity, each.at) == wanted
        ),
        None,
    )
