"""The names of single numbers of a trial, for texts that cite them: which row, which arm, which part of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.trial.cited import ContextName, EventName, SubgroupName
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import POOLED

BETWEEN = "comparison"
"""In place of an arm: the first experimental arm against control."""


class _NumberKind(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OfOutcome(_NumberKind):
    """A quantity of an outcome in one arm or between two, with its interval where `with_interval`."""

    id: str
    arm: str
    quantity: Quantity
    with_interval: Literal["yes", "no"] = "no"


class OfCurve(_NumberKind):
    """A reconstructed curve at a month: `part` says what is read off it."""

    endpoint: str
    month: int
    arm: str = BETWEEN
    part: Literal["of 100", "at risk", "censored", "difference", "gained", "needed"] = "of 100"


class OfSize(_NumberKind):
    """How many patients of an arm are counted as randomised, or as treated; `all` adds the arms."""

    arm: str
    counts: Literal["randomised", "treated"]


class OfEvent(_NumberKind):
    """An adverse event in one arm."""

    event: EventName
    arm: str
    part: Literal["n", "of", "percent"] = "percent"


class OfExposure(_NumberKind):
    """A measure of treatment received, in one arm."""

    measure: str
    arm: str


class OfSubgroup(_NumberKind):
    """A subgroup's size, or its hazard ratio with the interval."""

    subgroup: SubgroupName
    part: Literal["n", "hazard ratio"] = "hazard ratio"


class OfBaseline(_NumberKind):
    """How many had a characteristic at baseline, in one arm or in all."""

    family: str
    level: str
    arm: str = POOLED


class NumberName(_NumberKind):
    """The name of one number: exactly one of the kinds is given. `threshold` is a criterion, `cutoff` an analysis."""

    outcome: OfOutcome | None = None
    curve: OfCurve | None = None
    size: OfSize | None = None
    event: OfEvent | None = None
    exposure: OfExposure | None = None
    subgroup: OfSubgroup | None = None
    context: ContextName | None = None
    baseline: OfBaseline | None = None
    threshold: str | None = None
    cutoff: str | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"one kind of number, got {', '.join(given) or 'none'}")
        return self


Numbers = Mapping[str, NumberName]
