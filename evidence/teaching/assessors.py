"""One end point at one cut-off as two assessors saw it: what can be read off both, laid beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.lines.cited import sources_of
from evidence.lines.numbers import estimate
from evidence.trial.files.outcomes import Outcome, Quantity, Side
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate

_READ = {
    "Hazard ratio": (Quantity.HAZARD_RATIO, "hazard ratio (log scale)"),
    "Medians": (Quantity.MEDIAN, "median, months"),
    "Patients with progression or death": (Quantity.EVENTS_PERCENT, "per cent of the group"),
}


@dataclass(frozen=True, slots=True)
class AssessorMark:
    """One number of one assessor, its limits and its words; `arm` is its place among the arms, None between them."""

    arm: int | None
    at: float
    low: float | None
    high: float | None
    words: str


@dataclass(frozen=True, slots=True)
class AssessorLine:
    """What one assessor found."""

    outcome: str
    assessor: str
    marks: tuple[AssessorMark, ...]


@dataclass(frozen=True, slots=True)
class AssessorsView:
    """One quantity by every assessor that has it; `is_ratio` where it belongs on a log scale."""

    name: str
    scale: str
    is_ratio: bool
    assessors: tuple[AssessorLine, ...]
    source: str


def readings(trial: Trial, outcomes: Sequence[str]) -> tuple[AssessorsView, ...]:
    """The quantities that at least two of these outcomes hold, the hazard ratio first."""
    held = {each.id: each for each in trial.outcomes}
    chosen = [held[name] for name in outcomes if name in held]
    found = (_reading(trial, chosen, name, quantity, scale) for name, (quantity, scale) in _READ.items())
    return tuple(each for each in found if len(each.assessors) > 1)


def assessor_of(outcome: Outcome) -> str:
    """The assessor's name, as the outcome's label states it."""
    label = outcome.definition.label
    return label.partition(", ")[2].removesuffix(", median") or label


def _reading(trial: Trial, chosen: Sequence[Outcome], name: str, quantity: Quantity, scale: str) -> AssessorsView:
    assessors, values = [], []
    for outcome in chosen:
        sides: list[tuple[int | None, Side | None]] = [(None, outcome.comparison)]
        if quantity is not Quantity.HAZARD_RATIO:
            sides = [(at, outcome.arm(arm.id)) for at, arm in enumerate(trial.arms)]
        marks = []
        for at, side in sides:
            found = side.get(quantity) if side else None
            if found is not None and found.value.number is not None:
                marks.append(_mark(at, found))
                values.append(found.value)
        if marks:
            assessors.append(AssessorLine(outcome.id, assessor_of(outcome), tuple(marks)))
    return AssessorsView(name, scale, quantity is Quantity.HAZARD_RATIO, tuple(assessors), sources_of(trial, values))


def _mark(arm: int | None, found: Estimate) -> AssessorMark:
    low, high = (limit.number if limit else None for limit in (found.low, found.high))
    return AssessorMark(arm, found.value.number or 0, low, high, estimate(found))
