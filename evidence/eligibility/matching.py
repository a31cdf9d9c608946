"""Which rows of the evidence are this patient's own: subgroup levels and baseline levels, by their rules."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

from evidence.eligibility.conflicts import undisputed
from evidence.eligibility.criteria import Criteria, Status
from evidence.eligibility.implied import with_implied
from evidence.eligibility.rules import FALSE, TRUE, Rule
from evidence.patient.patient import Patient

_EXTENT = "disease_extent"


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


def seen_by(criteria: Criteria, patient: Patient) -> Patient:
    """The patient as the rows of a trial may see one.

    What the entries imply counts as entered. Entries that contradict each other put nobody into a row, whatever else
    implies one of them, and neither does anything where the extent of the disease is known to be one that the trial did
    not enrol: it then says nothing about this patient.
    """
    settled = undisputed(patient.answers)
    doubtful = patient.answers.keys() - settled.keys()
    answers = {name: answer for name, answer in with_implied(settled).items() if name not in doubtful}
    extent = [each for each in criteria.published if each.attributes == (_EXTENT,)]
    return Patient({} if any(each.status(answers) is Status.FAIL for each in extent) else answers)


def rows_of(patient: Patient, rows: Iterable[Line]) -> tuple[Line, ...]:
    """The rows that the patient is known to belong to, in their own order."""
    return tuple(row for row in rows if match(patient, row) is Match.YES)
