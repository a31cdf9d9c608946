"""Which rows of the evidence are this patient's own: subgroup levels and baseline levels, by their rules."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from evidence.eligibility.rules import FALSE, TRUE, Rule
from evidence.patient.patient import Patient


class Match(StrEnum):
    """Whether a patient belongs to a row of the evidence."""

    YES = "this patient"
    NO = "not this patient"
    UNKNOWN = "cannot tell"
    NO_RULE = "no attribute corresponds"


class RowWithRule(Protocol):
    """A row whose level is described by a rule on patient attributes, or by none."""

    @property
    def rule(self) -> Rule | None:
        """The rule, None where no attribute corresponds."""


Line = TypeVar("Line", bound=RowWithRule)


def match(patient: Patient, row: RowWithRule) -> Match:
    """Whether the patient is in the row's level; `cannot tell` where the attributes it needs are unknown."""
    if row.rule is None:
        return Match.NO_RULE
    truth = row.rule.truth(patient.answers)
    return {TRUE: Match.YES, FALSE: Match.NO}.get(truth, Match.UNKNOWN)


def rows_of(patient: Patient, rows: Iterable[Line]) -> tuple[Line, ...]:
    """The rows that the patient is known to belong to, in their own order."""
    return tuple(row for row in rows if match(patient, row) is Match.YES)
