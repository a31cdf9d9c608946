"""Survival over time: numbers at risk, curves, and the summaries computed from the same data."""

from collections.abc import Callable
from functools import cached_property
from typing import Literal

from evidence.files.definitions import Frozen
from evidence.trial.files.base import EvidenceRow, IntervalKind, Slug
from evidence.trial.files.grouping import read_groups
from evidence.trial.files.load_context import LoadContext
from evidence.trial.files.outcomes import Assessor, place
from evidence.trial.values import Cell, Count, Estimate, Months, NotNegative, Probability, Value


class AtRiskRow(EvidenceRow):
    """A row of at_risk.csv: `column` is the place in the printed table; its month may be known otherwise."""

    KEY = ("endpoint", "assessor", "analysis", "arm", "column")

    endpoint: Slug
    assessor: Assessor
    analysis: Slug
    arm: Slug
    column: Slug
    month: Months
    at_risk: Count


class AtRisk(Frozen):
    """How many patients of an arm were still followed and event-free at a month."""

    endpoint: str
    assessor: str
    analysis: str
    arm: str
    month: Value
    at_risk: Value


class CurveRow(EvidenceRow):
    """A row of survival_curves.csv: one arm at one month."""

    KEY = ("endpoint", "assessor", "analysis", "arm", "month")

    endpoint: Slug
    assessor: Assessor
    analysis: Slug
    arm: Slug
    month: Months
    survival: Probability
    low: Probability
    high: Probability
    interval: IntervalKind
    standard_error: NotNegative
    at_risk: Count
    events: Count
    censored: Count


class CurvePoint(Frozen):
    """One month of a curve. `events` and `censored` count from the start; every value has its source."""

    month: Value
    survival: Estimate
    standard_error: Value
    at_risk: Value
    events: Value
    censored: Value


class ArmCurve(Frozen):
    """The curve of one arm, month by month.

    The tuples beside `points` are the same numbers for plotting: probabilities from 0 to 1, a limit that
    is not given as None.
    """

    arm: str
    points: tuple[CurvePoint, ...]

    @cached_property
    def months(self) -> tuple[float, ...]:
        """Months since randomisation."""
        return self._numbers(lambda point: point.month)

    @cached_property
    def survival(self) -> tuple[float, ...]:
        """Probability of being without the event."""
        return self._numbers(lambda point: point.survival.value)

    @cached_property
    def standard_error(self) -> tuple[float, ...]:
        """Standard error of the probability."""
        return self._numbers(lambda point: point.standard_error)

    @cached_property
    def at_risk(self) -> tuple[float, ...]:
        """Patients at risk."""
        return self._numbers(lambda point: point.at_risk)

    @cached_property
    def events(self) -> tuple[float, ...]:
        """Events so far."""
        return self._numbers(lambda point: point.events)

    @cached_property
    def censored(self) -> tuple[float, ...]:
        """Censored so far."""
        return self._numbers(lambda point: point.censored)

    @cached_property
    def low(self) -> tuple[float | None, ...]:
        """Lower limits of the probability."""
        return tuple(point.survival.low.number if point.survival.low else None for point in self.points)

    @cached_property
    def high(self) -> tuple[float | None, ...]:
        """Upper limits of the probability."""
        return tuple(point.survival.high.number if point.survival.high else None for point in self.points)

    def at(self, month: float) -> CurvePoint | None:
        """The last point at or before a month, None before the first and after the last one."""
        if not self.months or not self.months[0] <= month <= self.months[-1]:
            return None
        return max(
            (point for point in self.points if (point.month.number or 0) <= month),
            key=lambda point: point.month.number or 0,
        )

    def _numbers(self, of: Callable[[CurvePoint], Value]) -> tuple[float, ...]:
        return tuple(number for point in self.points if (number := of(point).number) is not None)


class Curve(Frozen):
    """The curves of one endpoint at one analysis, experimental arm first."""

    endpoint: str
    assessor: str
    analysis: str
    arms: tuple[ArmCurve, ...]

    def arm(self, arm: str) -> ArmCurve | None:
        """The curve of one arm, None where there is none."""
        return next((each for each in self.arms if each.arm == arm), None)


class SummaryRow(EvidenceRow):
    """A row of survival_summaries.csv; `at` is the share with the event, or the horizon in months."""

    KEY = ("endpoint", "assessor", "analysis", "arm", "versus", "quantity", "at")

    endpoint: Slug
    assessor: Assessor
    analysis: Slug
    arm: Slug
    versus: str
    quantity: Literal["time by which this share had the event, months", "restricted mean, months", "hazard ratio"]
    at: str
    value: Cell
    low: Cell
    high: Cell
    interval: IntervalKind
    standard_error: NotNegative


class CurveSummary(Frozen):
    """A number summing up a curve.

    `at` is the share with the event (0.5 for the median) or the horizon in months, None for a hazard
    ratio, whose `standard_error` is that of its logarithm.
    """

    endpoint: str
    assessor: str
    analysis: str
    arm: str
    versus: str
    quantity: str
    at: float | None
    estimate: Estimate
    standard_error: Value | None


def read_at_risk(loading: LoadContext, arm_order: tuple[str, ...]) -> tuple[AtRisk, ...]:
    """Every number at risk, per endpoint and arm in the order of the months."""
    file, found = "at_risk.csv", []
    for group in read_groups(loading, file, AtRiskRow):
        row, month, at_risk = group.first, group.get("month"), group.get("at_risk")
        if month is None or at_risk is None:
            blank = "month" if month is None else "at_risk"
            loading.add_fault(file, group.number, blank, "", f"a value for column {row.column} in this row or another")
            continue
        found.append(
            AtRisk(
                endpoint=row.endpoint,
                assessor=row.assessor,
                analysis=row.analysis,
                arm=row.arm,
                month=month,
                at_risk=at_risk,
            )
        )
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.analysis,
                each.endpoint,
                each.assessor,
                place(arm_order, each.arm),
                each.month.number or 0,
            ),
        )
    )


def read_curves(loading: LoadContext, arm_order: tuple[str, ...]) -> tuple[Curve, ...]:
    """Every survival curve."""
    file = "survival_curves.csv"
    points: dict[tuple[str, str, str], dict[str, list[CurvePoint]]] = {}
    for group in read_groups(loading, file, CurveRow):
        row, survival = group.first, group.estimate(loading, "survival")
        needed = ("month", "standard_error", "at_risk", "events", "censored")
        for name in ("survival", *needed):
            if group.get(name) is None:
                loading.add_fault(file, group.number, name, "", "a value for this month")
        if survival is None or any(group.get(name) is None for name in needed):
            continue
        point = CurvePoint(survival=survival, **{name: group.values[name] for name in needed})
        curve = points.setdefault((row.endpoint, row.assessor, row.analysis), {})
        curve.setdefault(row.arm, []).append(point)
    return tuple(
        Curve(
            endpoint=endpoint,
            assessor=assessor,
            analysis=analysis,
            arms=tuple(
                ArmCurve(arm=arm, points=tuple(sorted(each, key=lambda point: point.month.number or 0)))
                for arm, each in sorted(arms.items(), key=lambda pair: place(arm_order, pair[0]))
            ),
        )
        for (endpoint, assessor, analysis), arms in points.items()
    )


def read_summaries(loading: LoadContext) -> tuple[CurveSummary, ...]:
    """Every summary of a curve, in the order of the file."""
    file, found = "survival_summaries.csv", []
    for group in read_groups(loading, file, SummaryRow):
        row, estimate = group.first, group.estimate(loading)
        try:
            at = float(row.at) if row.at else None
        except ValueError:
            loading.add_fault(file, group.number, "at", row.at, "a share, a number of months, or blank")
            continue
        if estimate is not None:
            found.append(
                CurveSummary(
                    endpoint=row.endpoint,
                    assessor=row.assessor,
                    analysis=row.analysis,
                    arm=row.arm,
                    versus=row.versus,
                    quantity=row.quantity,
                    at=at,
                    estimate=estimate,
                    standard_error=group.get("standard_error"),
                )
            )
    return tuple(found)
