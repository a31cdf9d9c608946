"""Survival: curves fall, people at risk only become fewer, and nobody is lost from the count."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from evidence.audit.base import AuditResult, counted, result
from evidence.trial.files.survival import CurvePoint
from evidence.trial.trial import Trial
from evidence.trial.values import Value


def survival_falls(trial: Trial) -> Iterator[AuditResult]:
    """Survival never rises from one month to the next."""
    for before, after in _steps(trial):
        yield from _runs(before.survival.value, after.survival.value, upwards=False)


def counts_run_one_way(trial: Trial) -> Iterator[AuditResult]:
    """Patients at risk never become more; events and censored, counted from the start, never fewer."""
    for before, after in _steps(trial):
        yield from _runs(before.month, after.month, upwards=True)
        yield from _runs(before.at_risk, after.at_risk, upwards=False)
        yield from _runs(before.events, after.events, upwards=True)
        yield from _runs(before.censored, after.censored, upwards=True)
    for _, rows in groupby(trial.at_risk, key=lambda each: (each.endpoint, each.assessor, each.analysis, each.arm)):
        for earlier, later in pairwise(rows):
            yield from _runs(earlier.at_risk, later.at_risk, upwards=False)


def everyone_is_counted(trial: Trial) -> Iterator[AuditResult]:
    """At risk, events and censored together are at least everyone; at month 0 everyone is at risk.

    They may be more than everyone: an event exactly at a month counts both as at risk and as an event.
    """
    size = {arm.id: arm.randomised for arm in trial.arms}
    for curve in trial.curves:
        for arm in curve.arms:
            for point in arm.points:
                numbers = counted(point.at_risk, point.events, point.censored)
                whole = size[arm.arm].number
                if numbers is None or whole is None:
                    continue
                total = sum(numbers)
                expected = f"at least {whole:g} together with {point.events} events and {point.censored} censored"
                yield result(point.at_risk, expected, holds=total >= whole)
    for row in trial.at_risk:
        if row.month.number == 0:
            whole = size[row.arm].number
            yield result(row.at_risk, f"{size[row.arm]}, everyone randomised", holds=row.at_risk.number == whole)


def at_risk_matches_curve(trial: Trial) -> Iterator[AuditResult]:
    """Numbers at risk from a reconstruction are those of the reconstructed curve at the same month."""
    for row in trial.at_risk:
        for curve in trial.curves:
            same = (curve.endpoint, curve.assessor, curve.analysis) == (row.endpoint, row.assessor, row.analysis)
            of_arm = curve.arm(row.arm) if same else None
            for point in of_arm.points if of_arm else ():
                if point.month.number == row.month.number:
                    expected = f"{point.at_risk} as in the curve"
                    yield result(row.at_risk, expected, holds=row.at_risk.number == point.at_risk.number)


def _steps(trial: Trial) -> Iterator[tuple[CurvePoint, CurvePoint]]:
    for curve in trial.curves:
        for arm in curve.arms:
            yield from pairwise(arm.points)


def _runs(before: Value, after: Value, *, upwards: bool) -> Iterator[AuditResult]:
    numbers = counted(before, after)
    if numbers is None:
        return
    holds = numbers[0] <= numbers[1] if upwards else numbers[0] >= numbers[1]
    limit = "at least" if upwards else "at most"
    yield result(after, f"{limit} {before.printed}, the month before", holds=holds)
