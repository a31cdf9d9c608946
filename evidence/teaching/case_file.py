"""Teaching cases: one file each, by whoever teaches. What its author states is compared with what is worked out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from evidence.eligibility.assessment import Assessment, assess
from evidence.eligibility.criteria import Status, Verdict
from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient, read_patient
from evidence.teaching.number_names import NumberName
from evidence.teaching.plain_text import CaseId, PlainText
from evidence.teaching.quoted import problems
from evidence.trial.cited import CitedRow, find
from evidence.trial.trial import Trial

CASES = Path(__file__).with_name("cases")
NONE_DECIDES = "none"
"""Stands for the deciding criterion where every criterion is met: no single one decides."""
_MOST_MONTHS = 60


class _CasePart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CaseChange(_CasePart):
    """One entry to change in the last step, and the verdict that the author expects then. Blank `to`: unknown."""

    attribute: str
    to: str
    verdict: Literal["eligible", "not-eligible", "unknown"]
    says: PlainText


class ExpectedVerdict(_CasePart):
    """What the author states: the verdict of the published criteria, and the criteria that decide it."""

    verdict: Literal["eligible", "not-eligible", "unknown"]
    deciding: tuple[CaseId, ...] = Field(min_length=1, max_length=12)


class BenefitQuestion(_CasePart):
    """Which question about benefit is asked: of 100 in each group, how many without the event at a month."""

    endpoint: Literal["os", "pfs"]
    month: int = Field(ge=1, le=_MOST_MONTHS)


class FacilitatorWords(_CasePart):
    """Notes for whoever leads the session."""

    minutes: int = Field(ge=1, le=60)
    ask: tuple[PlainText, ...] = Field(min_length=1, max_length=6)
    watch_for: tuple[PlainText, ...] = Field(min_length=1, max_length=6)
    close: PlainText


class TeachingCase(_CasePart):
    """One case. `story` tells what `answers` hold; `lesson` is read after the reveal."""

    id: CaseId
    order: int = Field(ge=1, le=999)
    title: PlainText
    story: PlainText
    answers: dict[str, str] = Field(min_length=1)
    expected: ExpectedVerdict
    benefit: BenefitQuestion
    change: CaseChange
    lesson: PlainText
    numbers: dict[str, NumberName] = Field(default_factory=dict, max_length=12)
    facts: tuple[CitedRow, ...] = Field(default=(), max_length=8)
    facilitator: FacilitatorWords

    @field_validator("answers")
    @classmethod
    def _validates(cls, answers: dict[str, str]) -> dict[str, str]:
        _, said = read_patient(answers)
        if said:
            raise ValueError("; ".join(map(str, said)))
        return answers

    @property
    def patient(self) -> Patient:
        """The made-up patient of the case."""
        return read_patient(self.answers)[0]


def load_cases(trial: Trial, folder: Path = CASES) -> tuple[TeachingCase, ...]:
    """The cases of a folder, in the order that their files state.

    Raises:
        EvidenceError: a file cannot be read, or states what does not follow; every fault of every file is named.
    """
    faults: list[Fault] = []
    held: list[TeachingCase] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            case = read_definitions(path, TeachingCase)
        except EvidenceError as error:
            faults += error.faults
            continue
        if case.id != path.stem:
            faults.append(Fault(path.name, "", "id", case.id, f"the file's name {path.stem}"))
        faults += case_faults(path.name, case, trial)
        held.append(case)
    if faults:
        raise EvidenceError(faults)
    return tuple(sorted(held, key=lambda case: (case.order, case.id)))


def deciding(assessment: Assessment) -> tuple[str, ...]:
    """The criteria that decide: those not met in either group, else the unknown ones, else that none does alone."""
    chosen = assessment.failed or assessment.of(Status.UNKNOWN)
    return tuple(finding.criterion.id for finding in chosen) or (NONE_DECIDES,)


def case_faults(file: str, case: TeachingCase, trial: Trial) -> list[Fault]:
    """Everything that a valid case states and that does not follow from its answers or from the trial's files."""
    faults: list[Fault] = []
    assessment = assess(case.patient, trial.criteria)
    if assessment.verdict.value != case.expected.verdict:
        faults.append(
            Fault(file, "", "expected.verdict", case.expected.verdict, f"{assessment.verdict.value}, as worked out")
        )
    computed = deciding(assessment)
    if set(computed) != set(case.expected.deciding):
        stated = ", ".join(case.expected.deciding)
        faults.append(Fault(file, "", "expected.deciding", stated, f"{', '.join(computed)}, as worked out"))
    faults += [
        Fault(file, "", "answers", conflict.says, "entries that do not contradict each other")
        for conflict in assessment.conflicts
    ]
    faults += _change_faults(file, case, trial)
    texts = {"lesson": case.lesson, "facilitator.close": case.facilitator.close}
    faults += [Fault(file, "", *problem) for problem in problems(trial, texts, case.numbers)]
    faults += [
        Fault(file, "", "facts", str(cited), "a row of the trial's files")
        for cited in case.facts
        if find(trial, cited) is None
    ]
    return faults


def changed(patient: Patient, attribute: str, text: str) -> Patient | Problem:
    """The patient with one entry replaced, or taken away where the text is blank; a Problem where it cannot be."""
    answer = read_answer(attribute, text)
    if isinstance(answer, Problem):
        return answer
    return patient.without(attribute) if answer is None else patient.with_answers(**{attribute: answer})


def _change_faults(file: str, case: TeachingCase, trial: Trial) -> Iterable[Fault]:
    change = case.change
    if change.attribute not in clinical_attributes():
        return [Fault(file, "", "change.attribute", change.attribute, "an attribute of a patient")]
    patient = changed(case.patient, change.attribute, change.to)
    if isinstance(patient, Problem):
        return [Fault(file, "", "change.to", change.to, patient.says)]
    verdict: Verdict = assess(patient, trial.criteria).verdict
    if verdict.value != change.verdict:
        return [Fault(file, "", "change.verdict", change.verdict, f"{verdict.value}, as worked out")]
    return []
