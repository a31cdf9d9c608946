"""What stands beside whole-trial results where this patient could not have been in the trial, and beside the heart."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.choices.case_page import CaseChoices
from evidence.eligibility.assessment import Assessment
from evidence.eligibility.conflicts import undisputed
from evidence.eligibility.criteria import Status, Verdict
from evidence.eligibility.rules import TRUE, OneOf
from evidence.eligibility.wording import inside, short_threshold, threshold_number
from evidence.lines.cited import fact_line
from evidence.lines.numbers import estimate
from evidence.patient.attributes import YES
from evidence.patient.patient import Patient
from evidence.trial.cited import CitedRow, find
from evidence.trial.files.context import ContextFact
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class BoxedWarning:
    """The label's box in words, and where it was read."""

    label: str
    words: str
    source: str


def measured_in(assessment: Assessment) -> str:
    """In whom the results were measured, where this patient is known not to be one of them; else empty."""
    if assessment.verdict is not Verdict.NOT_ELIGIBLE:
        return ""
    criterion = assessment.failed[0].criterion
    name, required = inside(criterion.short or criterion.label), short_threshold(criterion)
    if required == "none":
        return f"measured without {name}"
    leaves = () if criterion.rule is None else tuple(criterion.rule.leaves())
    said_by_itself = all(isinstance(leaf, OneOf) and leaf.values == (YES,) for leaf in leaves)
    return f"measured with {required}" if said_by_itself else f"measured with {name} {required}"


def not_like_this(assessment: Assessment) -> str:
    """The same as a sentence under whole-trial results; empty where nothing is known to exclude the patient."""
    measured = measured_in(assessment)
    return f"Whole-trial results, {measured}: this patient would not have been in the trial." if measured else ""


def heart_line(trial: Trial, display: CaseChoices) -> str:
    """What must be read beside the heart's numbers: the entry limit and what pooled trials found."""
    criterion = next(each for each in trial.criteria.published if each.id == display.heart.criterion)
    fact = find(trial, CitedRow(context=display.heart.fact))
    held = fact.estimate if isinstance(fact, ContextFact) else None
    return display.heart.line.format(entry=threshold_number(criterion), estimate=estimate(held))


def boxed_warning(trial: Trial, display: CaseChoices, patient: Patient, assessment: Assessment) -> BoxedWarning | None:
    """The box for a patient whom it warns of most: pregnant, or with a heart that the trial excluded; else None."""
    heart = display.heart
    excluded = any(each.criterion.id == heart.criterion for each in assessment.of(Status.FAIL))
    if not excluded and heart.unborn_child.truth(undisputed(patient.answers)) is not TRUE:
        return None
    line = fact_line(trial, CitedRow(regimen=heart.boxed))
    return BoxedWarning(line.label, line.words, line.source)
