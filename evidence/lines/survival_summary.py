"""One survival result in numbers at a month: published beside reconstructed, each row with its unit in its name."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.analysis.survival_differences import last_month as end_of
from evidence.analysis.survival_differences import restricted_mean, restricted_mean_difference, share_with_event
from evidence.choices.case_page import ChosenCurve
from evidence.lines.cursor import landmarks, reading
from evidence.lines.numbers import ABSENT, RECONSTRUCTED, estimate, not_compared, signed
from evidence.lines.readings import ReadingLine, between, horizon
from evidence.trial.files.outcomes import Outcome, Quantity
from evidence.trial.files.survival import Curve
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, ValueState

PUBLISHED = "published"
_SHARES = ((10, (0.10,)), (50, (0.25, 0.75)), (90, (0.90,)))
"""By when so many of 100 had the event, for the middle half from when to when: never multiples of a median."""


def survival_summary(trial: Trial, plotted: ChosenCurve, month: int) -> tuple[ReadingLine, ...]:
    """Median, hazard ratio, share at the month, mean and percentiles; what is not held at this month has no row.

    Empty where the analysis of the curves was not known yet.
    """
    outcome = next((each for each in trial.outcomes if each.id == plotted.outcome), None)
    if outcome is None:
        return ()
    curve = trial.curve(plotted.endpoint)
    return (
        _median(trial, outcome),
        _ratio(trial, outcome),
        *(_at_month(trial, plotted, month) if curve else ()),
        *(_mean(trial, plotted, curve) if curve else ()),
        *(_percentiles(trial, plotted, curve) if curve else ()),
    )


def _median(trial: Trial, outcome: Outcome) -> ReadingLine:
    sides = [outcome.arm(arm.id) for arm in trial.arms]
    gain = outcome.comparison.get(Quantity.GAIN) if outcome.comparison else None
    said = f"{signed(gain.value.number, 1)} (no interval)" if gain and gain.value.number is not None else ABSENT
    medians = tuple(estimate(side.get(Quantity.MEDIAN) if side else None) for side in sides)
    return ReadingLine("Median, months", medians, said, PUBLISHED)


def _ratio(trial: Trial, outcome: Outcome) -> ReadingLine:
    adjustment = outcome.definition.adjustment
    how = {"": "", "not stated": ""}.get(adjustment, f", {adjustment}")
    return ReadingLine(
        f"Hazard ratio{how}",
        ("",) * len(trial.arms),
        between(trial, outcome, Quantity.HAZARD_RATIO) or ABSENT,
        PUBLISHED,
    )


def _at_month(trial: Trial, plotted: ChosenCurve, month: int) -> Iterator[ReadingLine]:
    """The share without the event at the month: published where it is held, and reconstructed."""
    curve = trial.curve(plotted.endpoint)
    read = reading(trial, plotted, month)
    if curve is None or read is None:
        return
    name = f"{plotted.axis.capitalize()} at month {month}, %"
    held = landmarks(trial, plotted.endpoint, curve.analysis).get(month)
    if held is not None:
        sides = [held.arm(arm.id) for arm in trial.arms]
        yield ReadingLine(
            name, tuple(_rate(side.get(Quantity.RATE) if side else None) for side in sides), "", "published"
        )
    found = read.difference
    points = (
        f"{signed(found.estimate, 1)} ({signed(found.low, 1)} to {signed(found.high, 1)})"
        if found
        else not_compared(len(read.arms))
    )
    shares = tuple(arm.percent.replace(" %", "") for arm in read.arms)
    yield ReadingLine(f"{RECONSTRUCTED} {name}", shares, points, RECONSTRUCTED)


def _rate(held: Estimate | None) -> str:
    """A published rate; that it has no interval is said once, with its source."""
    return estimate(held).removesuffix(" (interval not available)")


def _mean(trial: Trial, plotted: ChosenCurve, curve: Curve) -> Iterator[ReadingLine]:
    """The restricted mean to the last month before the tail is shaded."""
    end = horizon(curve)
    gained = restricted_mean_difference(trial, curve, end)
    if gained is None:
        return
    means = tuple(
        _mean_of(held.estimate if (held := restricted_mean(trial, curve, arm.arm, end)) else None, end)
        for arm in curve.arms
    )
    points = f"{signed(gained.estimate, 1)} ({signed(gained.low, 1)} to {signed(gained.high, 1)})"
    yield ReadingLine(f"{RECONSTRUCTED} Mean of {end} months {plotted.axis}", means, points, RECONSTRUCTED)


def _mean_of(found: Estimate | None, end: int) -> str:
    """A mean with its interval, which by rounding may pass the horizon: no mean can."""
    if found is None or found.value.number is None:
        return ABSENT
    low, high = (found.low.number, found.high.number) if found.low and found.high else (None, None)
    limits = f" ({low:.1f}–{min(high, end):.1f})" if low is not None and high is not None else ""
    return f"{min(found.value.number, end):.1f}{limits}"


def _percentiles(trial: Trial, plotted: ChosenCurve, curve: Curve) -> Iterator[ReadingLine]:
    for of_hundred, shares in _SHARES:
        names = {10: "10 of 100", 50: "25 to 75 of 100", 90: "90 of 100"}
        arms = tuple(
            " to ".join(_percentile(trial, curve, arm.arm, share, int(end_of(curve))) for share in shares)
            for arm in curve.arms
        )
        yield ReadingLine(f"{RECONSTRUCTED} {names[of_hundred]} {plotted.event} by", arms, "", RECONSTRUCTED)


def _percentile(trial: Trial, curve: Curve, arm: str, share: float, end: int) -> str:
    found = share_with_event(trial, curve, arm, share)
    if found is None or found.estimate.value.state is ValueState.NOT_REACHED or found.estimate.value.number is None:
        return f"> {end}"
    return f"{found.estimate.value.number:.0f}"
