"""What the Case page shows at a glance, per trial: a choice among its rows with short words, held as data."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.trial import Trial

FILE = "glance.yaml"


class _Chosen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RowWords(_Chosen):
    """What a row of the table is called, and what tells it from others of the same name."""

    label: str
    context: str


class ChosenOutcome(RowWords):
    """An outcome at its analysis."""

    outcome: str


class Newer(_Chosen):
    """The line that names the newest alternative with its numbers, from the rows of another trial's folder.

    `approved_in` is the source of the notice's item that tells the approval.
    """

    trial: str
    arm: str
    outcome: str
    harm: str
    approved_in: str
    line: str


class Glance(_Chosen):
    """The Case page of one trial."""

    outcomes: tuple[ChosenOutcome, ...]
    response: RowWords
    curve_outcome: str
    month_of_hundred: int
    own_rows: tuple[str, ...]
    newer: Newer


def load_glance(folder: Path, trial: Trial, others: tuple[Trial, ...]) -> Glance:
    """The choice for a trial, checked against its rows and those of the other trials that it names.

    Raises:
        EvidenceError: the file cannot be read, or names a row that there is not.
    """
    glance = read_definitions(folder / FILE, Glance)
    faults = [Fault(FILE, "", field, found, f"one of {held}") for field, found, held in _unknown(glance, trial, others)]
    if faults:
        raise EvidenceError(faults)
    return glance


def _unknown(glance: Glance, trial: Trial, others: tuple[Trial, ...]) -> list[tuple[str, str, str]]:
    outcomes = {outcome.id for outcome in trial.outcomes}
    wanted = [*(chosen.outcome for chosen in glance.outcomes), glance.curve_outcome]
    missing = [("outcome", name, "the trial's outcomes") for name in wanted if name not in outcomes]
    families = {family.id for family in trial.subgroup_families}
    missing += [("own_rows", name, "the subgroup variables") for name in glance.own_rows if name not in families]
    if glance.newer.approved_in not in {item.source for item in trial.notice.items}:
        missing.append(("newer", glance.newer.approved_in, "the sources of the notice"))
    other = next((each for each in others if each.id == glance.newer.trial), None)
    if other is None:
        return [*missing, ("newer", glance.newer.trial, "the other trials")]
    held = {outcome.id for outcome in other.outcomes}
    missing += [
        ("newer", name, f"the outcomes of {other.name}")
        for name in (glance.newer.outcome, glance.newer.harm)
        if name not in held
    ]
    if glance.newer.arm not in {arm.id for arm in other.arms}:
        missing.append(("newer", glance.newer.arm, f"the arms of {other.name}"))
    return missing
