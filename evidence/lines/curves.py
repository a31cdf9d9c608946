"""Survival curves as lines for a plot and rows for its table, with the published medians beside them."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.trial.files.outcomes import Outcome, Quantity
from evidence.trial.files.survival import ArmCurve, Curve
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class SurvivalLine:
    """One arm: months and probabilities (0 to 1) of a step curve, its limits, and counts at the table's months."""

    label: str
    months: tuple[float, ...]
    survival: tuple[float, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    counts: tuple[tuple[int, int, int], ...]
    published_median: float | None
    published_median_text: str

    def at(self, month: float) -> float:
        """The probability at a month: that of the last step up to it."""
        return next(
            share for at, share in zip(reversed(self.months), reversed(self.survival), strict=True) if at <= month
        )


def table_months(curve: Curve, *, step: int = 12) -> tuple[int, ...]:
    """The months of the table under a plot: every `step` months for as long as every arm has a curve."""
    end = int(min(arm.months[-1] for arm in curve.arms))
    return tuple(range(0, end + 1, step))


def survival_lines(trial: Trial, curve: Curve, published: Outcome | None) -> tuple[SurvivalLine, ...]:
    """The curves of an endpoint, one line per arm in the arms' order; `published` gives the medians beside them."""
    months = table_months(curve)
    return tuple(_line(trial, each, months, published) for each in curve.arms)


def curve_rows(trial: Trial, curve: Curve) -> list[dict[str, str]]:
    """Every point of every arm with its limits, counts and provenance, as text for a file."""
    analysis = trial.analysis(curve.analysis)
    return [
        {
            "endpoint": curve.endpoint,
            "assessor": curve.assessor,
            "analysis": analysis.label,
            "cutoff": analysis.cutoff.printed,
            "arm": arm.arm,
            "month": point.month.printed,
            "survival": point.survival.value.printed,
            "low_95": point.survival.low.printed if point.survival.low else "",
            "high_95": point.survival.high.printed if point.survival.high else "",
            "standard_error": point.standard_error.printed,
            "at_risk": point.at_risk.printed,
            "events": point.events.printed,
            "censored": point.censored.printed,
            "how_known": str(point.survival.value.known),
            "source": trial.sources[point.survival.value.provenance.source].citation,
        }
        for arm in curve.arms
        for point in arm.points
    ]


def _line(trial: Trial, curve: ArmCurve, months: tuple[int, ...], published: Outcome | None) -> SurvivalLine:
    points = [point for month in months if (point := curve.at(month)) is not None]
    side = published.arm(curve.arm) if published else None
    median = side.value(Quantity.MEDIAN) if side else None
    return SurvivalLine(
        label=trial.arm(curve.arm).short_label,
        months=curve.months,
        survival=curve.survival,
        low=curve.low,
        high=curve.high,
        counts=tuple(
            (int(point.at_risk.printed), int(point.events.printed), int(point.censored.printed)) for point in points
        ),
        published_median=median.number if median else None,
        published_median_text=f"published median {median}" if median else "",
    )
