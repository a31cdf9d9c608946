"""The trial's calendar: which dose and which assessment fell into which week, as the trial's files state the rules."""

from __future__ import annotations

from pathlib import Path

from pydantic import PositiveInt

from evidence.files.definitions import Frozen, read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.files.context import RegimenItem
from evidence.trial.trial import Trial

FILE = "schedule.yaml"
TRIAL_PARTS = ("trial treatment", "trial assessments")
"""The parts of the regimen that the trial itself followed; a label's rules never enter the calendar."""


class ScheduledDrug(Frozen):
    """A drug: the regimen items of its first and later doses; `recommended` is the item that says how many cycles.

    `short` is its name without a placebo.
    """

    label: str
    short: str
    first: str
    then: str
    every_weeks: PositiveInt
    recommended: str = ""


class RecurringAssessment(Frozen):
    """An assessment that recurs on treatment, from `first_week` on; the `item` is the rule it comes from."""

    label: str
    item: str
    first_week: int
    every_weeks: PositiveInt


class FollowUpAssessment(Frozen):
    """An assessment that goes on after treatment, in months since it stopped."""

    label: str
    item: str
    months: tuple[int, ...]


class Said(Frozen):
    """A rule of the regimen in fewer words, for the page's answer."""

    item: str
    says: str


class Schedule(Frozen):
    """The calendar of one trial, and the numbers of cycles between which the page lets one choose."""

    cycle_weeks: PositiveInt
    shown_cycles: PositiveInt
    most_cycles: PositiveInt
    answer: tuple[Said, ...]
    drugs: tuple[ScheduledDrug, ...]
    assessments: tuple[RecurringAssessment, ...]
    after_stopping: tuple[FollowUpAssessment, ...]

    def items(self) -> tuple[str, ...]:
        """The regimen items that the page draws or says."""
        drugs = [name for drug in self.drugs for name in (drug.first, drug.then, drug.recommended) if name]
        return (
            *drugs,
            *(each.item for each in self.answer),
            *(each.item for each in self.assessments),
            *(each.item for each in self.after_stopping),
        )


def load_schedule(folder: Path, trial: Trial) -> Schedule:
    """The calendar of a trial.

    Raises:
        EvidenceError: the file cannot be read, or names an item that is no part of the trial's own schedule.
    """
    schedule = read_definitions(folder / FILE, Schedule)
    own = {item.item for item in trial.regimen if item.part in TRIAL_PARTS}
    faults = [
        Fault(FILE, "", "item", name, "an item of the trial's own treatment or assessments")
        for name in schedule.items()
        if name not in own
    ]
    if faults:
        raise EvidenceError(faults)
    return schedule


def regimen_item(trial: Trial, item: str) -> RegimenItem:
    """A rule of the regimen by id. Raises KeyError for an id the trial does not have."""
    found = next((each for each in trial.regimen if each.item == item), None)
    if found is None:
        raise KeyError(item)
    return found
