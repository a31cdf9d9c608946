"""What a learner may choose among after an answer: events beside time on treatment, entries beyond a criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.lines.cited import sources_of
from evidence.trial.files.harms import Exposure
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class ExposureLine:
    """A measure of treatment received, per group in the arms' order: numbers, words, unit and where they stand."""

    measure: str
    unit: str
    numbers: tuple[float | None, ...]
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class EnrolledLine:
    """How many of each group had a characteristic when they began."""

    level: str
    counts: tuple[str, ...]


def amounts(trial: Trial, measures: Sequence[str]) -> tuple[ExposureLine, ...]:
    """The measures that the trial holds for every group, in the order given."""
    held = {each.measure: each for each in trial.exposure}
    found = [_amount(trial, held[name]) for name in measures if name in held]
    return tuple(each for each in found if all(number is not None for number in each.numbers))


def _amount(trial: Trial, exposure: Exposure) -> ExposureLine:
    sides = [next((each for each in exposure.arms if each.arm == arm.id), None) for arm in trial.arms]
    values = [side.estimate.value if side and side.estimate else None for side in sides]
    return ExposureLine(
        measure=exposure.measure,
        unit=exposure.unit,
        numbers=tuple(value.number if value else None for value in values),
        words=tuple(f"{value.printed} {exposure.unit}" if value else "not held" for value in values),
        source=sources_of(trial, [value for value in values if value]),
    )


def enrolled(trial: Trial, family: str) -> tuple[EnrolledLine, ...]:
    """The levels of a characteristic at baseline; empty where the trial's table does not speak of it."""
    levels = [each for each in trial.baseline if each.family == family]
    return tuple(
        EnrolledLine(
            level.level,
            tuple(
                next((side.n.printed for side in level.arms if side.arm == arm.id and side.n), "not held")
                for arm in trial.arms
            ),
        )
        for level in levels
    )


def splits(trial: Trial, family: str) -> bool:
    """Whether any subgroup analysis of the trial has rows of this family."""
    return any(row.family == family for row in trial.subgroups)
