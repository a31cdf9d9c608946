"""What a trial's file says about comparing a patient with the people enrolled; the counts stand elsewhere."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from evidence.eligibility.rule_fields import OptionalRule, ParsedRule
from evidence.files.definitions import Frozen, read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.files.context import ContextFact
from evidence.trial.trial import Trial

FILE = "applicability.yaml"


class ChosenCharacteristic(Frozen):
    """A family of the baseline table, or one of a subgroup analysis that the baseline table does not have.

    `label` is how it is named here, the family's own label where blank.
    """

    baseline: str = ""
    subgroup: str = ""
    forest: str = ""
    label: str = ""

    @model_validator(mode="after")
    def _one(self) -> ChosenCharacteristic:
        if bool(self.baseline) == bool(self.subgroup):
            raise ValueError("a characteristic is either of the baseline table or of a subgroup analysis")
        return self


class AgeRange(Frozen):
    """Where the ages enrolled stand, and the attribute they are compared with."""

    family: str
    attribute: str
    median: str
    youngest: str
    oldest: str


class CategoryCallout(Frozen):
    """Words for one level; `{n}`, `{total}` and `{where}` are filled in from the counts."""

    family: str
    level: str
    says: str
    always: Literal["yes", "no"] = "no"
    when: OptionalRule = None


class ChosenContext(Frozen):
    """A row of the trial's context, by what names it."""

    study: str
    measure: str
    group: str

    def names(self, fact: ContextFact) -> bool:
        """Whether this is the row."""
        return (self.study, self.measure, self.group) == (fact.study, fact.measure, fact.group)


class ConditionalNote(Frozen):
    """Something to say while a rule holds: a sentence, or a row of the trial's context.

    `numbers` are rows whose estimates fill the places of the sentence, in order.
    """

    when: ParsedRule
    says: str = ""
    context: ChosenContext | None = None
    numbers: tuple[ChosenContext, ...] = ()


class EligibilityChoices(Frozen):
    """How a trial's patients are compared with one patient."""

    rare_below_percent: Decimal
    joint: str
    age: AgeRange
    characteristics: tuple[ChosenCharacteristic, ...]
    callouts: tuple[CategoryCallout, ...] = ()
    her2_note: str = ""
    her2_notes: tuple[CategoryCallout, ...] = ()
    notes: tuple[ConditionalNote, ...] = ()
    beside: tuple[ConditionalNote, ...] = ()

    def words_for(self, family: str, level: str) -> CategoryCallout | None:
        """The words for a level, None where the usual ones do."""
        return next((each for each in self.callouts if (each.family, each.level) == (family, level)), None)


def load_applicability(folder: Path, trial: Trial) -> EligibilityChoices:
    """What a trial's file says about comparing, checked against the trial's rows.

    Raises:
        EvidenceError: the file cannot be read, or names a row that the trial does not have.
    """
    held = read_definitions(folder / FILE, EligibilityChoices)
    known = {(each.family, each.level_id) for each in trial.baseline}
    known |= {(each.family, each.level_id) for each in trial.subgroups}
    families = {family for family, _ in known}
    wanted = [(each.family, each.level) for each in (*held.callouts, *held.her2_notes)]
    lost = [f"{family}/{level}" for family, level in wanted if (family, level) not in known]
    lost += [
        each.baseline or each.subgroup
        for each in held.characteristics
        if (each.baseline or each.subgroup) not in families
    ]
    lost += [
        note.context.measure
        for note in (*held.notes, *held.beside)
        if note.context is not None and stated_fact(trial, note.context) is None
    ]
    lost += [
        row.measure
        for note in (*held.notes, *held.beside)
        for row in note.numbers
        if (fact := context_row(trial, row)) is None or fact.estimate is None
    ]
    if lost:
        raise EvidenceError([Fault(FILE, "", "", found, "a row of the trial") for found in lost])
    return held


def stated_fact(trial: Trial, row: ChosenContext) -> ContextFact | None:
    """The row of the trial's context, None where there is none or it states nothing in words."""
    fact = context_row(trial, row)
    return fact if fact is not None and fact.statement is not None else None


def context_row(trial: Trial, row: ChosenContext) -> ContextFact | None:
    """The row of the trial's context, None where there is none."""
    return next((fact for fact in trial.context if row.names(fact)), None)
