"""A survival result read in several ways at once, and how far the reconstruction lies from what was published."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.analysis.survival_differences import (
    hazard_ratio,
    last_month,
    restricted_mean,
    restricted_mean_difference,
    shaded_from,
    share_with_event,
)
from evidence.choices.case_page import ChosenCurve
from evidence.lines.cursor import landmarks
from evidence.lines.numbers import ABSENT, estimate, signed, versus
from evidence.trial.files.outcomes import Outcome, Quantity
from evidence.trial.files.survival import Curve
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, Value, ValueState

NOT_AVAILABLE, BOTH = "not available", "Both groups"

_SCENARIOS = (
    ("Worst-case", (0.10,), "by when 10 of 100 had the event"),
    ("Typical", (0.25, 0.75), "by when 25 to 75 of 100 had the event"),
    ("Best-case", (0.90,), "by when 90 of 100 had the event"),
)
"""Kiely's scenarios, read off the curve's own percentiles: never as multiples of a median."""


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One way to read the result: a name, what each arm reads, the comparison, and where it comes from."""

    name: str
    arms: tuple[str, ...]
    comparison: str
    basis: str


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One quantity of the reconstruction beside the published one; `error` is reconstructed minus published."""

    quantity: str
    arm: str
    reconstructed: str
    published: str
    error: str


def published_median(trial: Trial, outcome: Outcome) -> ReadingLine:
    """The published medians with their intervals, `not reached` where the trial says so."""
    sides = [outcome.arm(arm.id) for arm in trial.arms]
    return ReadingLine(
        "Median, published",
        tuple(estimate(side.get(Quantity.MEDIAN) if side else None, unit=" months") for side in sides),
        between(trial, outcome, Quantity.GAIN, " months", " between the medians") or ABSENT,
        "Half had the event by then; says nothing of the other half.",
    )


def published_ratio(trial: Trial, outcome: Outcome) -> ReadingLine:
    """The published hazard ratio, with what it is not."""
    return ReadingLine(
        "Hazard ratio, published",
        ("",) * len(trial.arms),
        between(trial, outcome, Quantity.HAZARD_RATIO) or ABSENT,
        "Averaged over follow-up; relative, and leans on hazards that stay proportional. Not time gained.",
    )


def between(trial: Trial, outcome: Outcome, quantity: Quantity, unit: str = "", words: str = "") -> str:
    """A quantity between arms; where several are compared with control, each under the name of its arm."""
    held = [
        (versus(trial, side.arm, side.versus), found) for side in outcome.comparisons if (found := side.get(quantity))
    ]
    if len(outcome.comparisons) == 1:
        return "".join(f"{estimate(found, unit=unit)}{words}" for _, found in held)
    return "; ".join(f"{name}: {estimate(found, unit=unit)}{words}" for name, found in held)


def horizon(curve: Curve) -> int:
    """The month that restricted means go to: the last whole one before the tail is shaded."""
    shaded = shaded_from(curve)
    return last_month(curve) if shaded is None else shaded - 1


def mean_to_horizon(trial: Trial, curve: Curve) -> ReadingLine | None:
    """Mean months without the event up to the horizon, and how many were gained; None where it is not held."""
    end = horizon(curve)
    gained = restricted_mean_difference(trial, curve, end)
    if gained is None:
        return None
    held = [restricted_mean(trial, curve, arm.arm, end) for arm in curve.arms]
    return ReadingLine(
        f"Mean within {end} months, reconstructed",
        tuple(_months(each.estimate, end) if each else ABSENT for each in held),
        f"{signed(gained.estimate, 1)} months (95 % CI {signed(gained.low, 1)} to {signed(gained.high, 1)})",
        f"Restricted mean: the area under the curve to month {end}, the last before the tail is shaded.",
    )


def scenarios(trial: Trial, curve: Curve) -> tuple[ReadingLine, ...]:
    """Worst, typical and best case per arm, only as far as the curve reaches; otherwise until when it did not."""
    lines = []
    for name, shares, basis in _SCENARIOS:
        arms = tuple(
            " to ".join(_percentile(trial, curve, arm.arm, share, int(arm.months[-1])) for share in shares)
            for arm in curve.arms
        )
        lines.append(ReadingLine(name, arms, "", basis))
    return tuple(lines)


def reconstruction_errors(trial: Trial, plotted: ChosenCurve) -> tuple[ErrorLine, ...]:
    """The reconstruction beside the published numbers of the same endpoint, assessor and cut-off."""
    curve, outcome = trial.curve(plotted.endpoint), trial.outcome(plotted.outcome)
    if curve is None:
        return ()
    lines: list[ErrorLine] = []
    for arm in curve.arms:
        median = share_with_event(trial, curve, arm.arm, 0.5)
        lines.append(
            _error("Median, months", trial, arm.arm, median.estimate.value.number if median else None,
                   _value(outcome, arm.arm, Quantity.MEDIAN), 1)
        )  # fmt: skip
    for arm in curve.arms:
        events = _value(outcome, arm.arm, Quantity.EVENTS)
        lines.append(_error("With the event", trial, arm.arm, arm.events[-1], events, 0))
    ratio = hazard_ratio(trial, curve)
    stated = outcome.comparison.value(Quantity.HAZARD_RATIO) if outcome.comparison else None
    lines.append(_error("Hazard ratio", trial, "", ratio.estimate.value.number if ratio else None, stated, 2))
    held = landmarks(trial, curve.endpoint, curve.analysis)
    for month, rates in sorted(held.items()):
        for arm in curve.arms:
            point = arm.at(month)
            share = point.survival.value.number if point else None
            lines.append(
                _error(f"At month {month}, of 100", trial, arm.arm, None if share is None else 100 * share,
                       _value(rates, arm.arm, Quantity.RATE), 1)
            )  # fmt: skip
    if not held:
        lines.append(ErrorLine("At fixed months, of 100", BOTH, "at every month", NOT_AVAILABLE, NOT_AVAILABLE))
    return tuple(lines)


def _error(
    quantity: str, trial: Trial, arm: str, found: float | None, published: Value | None, digits: int
) -> ErrorLine:
    label = trial.arm(arm).label if arm else BOTH
    reconstructed = ABSENT if found is None else f"{found:.{digits}f}"
    if published is None or published.number is None:
        return ErrorLine(quantity, label, reconstructed, NOT_AVAILABLE, NOT_AVAILABLE)
    error = ABSENT if found is None else signed(round(found, digits) - published.number, digits)
    return ErrorLine(quantity, label, reconstructed, published.printed, error)


def _value(outcome: Outcome, arm: str, quantity: Quantity) -> Value | None:
    side = outcome.arm(arm)
    return side.value(quantity) if side else None


def _months(held: Estimate, end: int) -> str:
    """A mean with its interval, which by rounding may pass the horizon: no mean can."""
    value, low, high = held.value.number, held.low, held.high
    if value is None:
        return held.value.printed
    limits = ""
    if low is not None and high is not None and low.number is not None and high.number is not None:
        limits = f" ({low.number:.1f}–{min(high.number, end):.1f})"
    return f"{min(value, end):.1f} months{limits}"


def _percentile(trial: Trial, curve: Curve, arm: str, share: float, end: int) -> str:
    held = share_with_event(trial, curve, arm, share)
    if held is None or held.estimate.value.state is ValueState.NOT_REACHED:
        return f"not reached by {end} months"
    value, low, high = held.estimate.value, held.estimate.low, held.estimate.high
    if value.number is None:
        return NOT_AVAILABLE
    if low is None or high is None:
        return f"{value.number:.0f} months"
    return f"{value.number:.0f} months (95 % CI {_limit(low)} to {_limit(high)})"


def _limit(value: Value) -> str:
    return f"{value.number:.0f}" if value.number is not None else "not yet reached"
