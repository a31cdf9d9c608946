"""What would settle a case, or what decides it, in words. It never asks for a test to be done again."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.eligibility.assessment import Assessment
from evidence.eligibility.criteria import Criteria, Verdict
from evidence.eligibility.facts import Fact
from evidence.eligibility.headings import needed
from evidence.eligibility.still_needed import DecidingEntry, DecisiveFact, decided_by, what_would_settle
from evidence.eligibility.wording import NATURES, condition
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient


@dataclass(frozen=True, slots=True)
class NeededFactLine:
    """A fact and what is to be said of it."""

    fact: str
    says: str


@dataclass(frozen=True, slots=True)
class DecidingLine:
    """An entry that decides, the criterion, and whether such an entry can change."""

    entry: str
    criterion: str
    nature: str
    can_change: bool


@dataclass(frozen=True, slots=True)
class StillNeededView:
    """`together` settle the case whatever the answers, each of `alone` as not met; `decided_by` where it is decided."""

    together: tuple[NeededFactLine, ...] = ()
    alone: tuple[NeededFactLine, ...] = ()
    decided_by: tuple[DecidingLine, ...] = ()


def settling(patient: Patient, assessment: Assessment, criteria: Criteria) -> StillNeededView:
    """What would settle this case, or what decides it; all empty where every criterion is met."""
    if assessment.verdict is Verdict.NOT_ELIGIBLE:
        return StillNeededView(decided_by=tuple(_deciding(each, patient) for each in decided_by(assessment)))
    found = what_would_settle(patient, criteria)
    return StillNeededView(
        together=tuple(_together(fact, patient, criteria) for fact in found.together),
        alone=tuple(NeededFactLine(_name(needed.fact), _answers(needed)) for needed in found.alone),
    )


def _name(fact: Fact) -> str:
    """The fact as it begins a line."""
    first = next(at for at, letter in enumerate(fact.noun) if letter.isalpha())
    return f"{fact.noun[:first]}{fact.noun[first].upper()}{fact.noun[first + 1 :]}"


def _together(fact: Fact, patient: Patient, criteria: Criteria) -> NeededFactLine:
    if fact.must_be_reported(patient.answers):
        return NeededFactLine(_name(fact), f"Needs {needed(fact, patient)}.")
    conditions = [
        condition(criterion)
        for criterion in criteria.published
        if criterion.applies_if is not None and set(fact.attributes) & set(criterion.attributes)
    ]
    return NeededFactLine(_name(fact), "; ".join(dict.fromkeys(conditions)))


def _answers(needed: DecisiveFact) -> str:
    """The answers that settle the case as not met; the attribute is named where several give the fact."""
    words = []
    for answer in needed.answers:
        attribute = clinical_attributes()[answer.attribute]
        named = f"{attribute.noun} " if len(needed.fact.attributes) > 1 else ""
        words.append(f"{named}{answer.words(attribute)}")
    return ", or ".join(words)


def _deciding(decider: DecidingEntry, patient: Patient) -> DecidingLine:
    attribute, answer = clinical_attributes()[decider.attribute], patient[decider.attribute]
    return DecidingLine(
        entry=attribute.named(answer),
        criterion=decider.criterion.label,
        nature=NATURES[decider.nature],
        can_change=decider.can_change,
    )
