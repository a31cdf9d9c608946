"""What would settle a case, or what decides it, in words. It never asks for a test to be done again."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.eligibility.assessment import Assessment, Criteria, Verdict
from evidence.eligibility.facts import Fact
from evidence.eligibility.still_needed import DecidingEntry, DecisiveFact, StillNeeded, decided_by, what_would_settle
from evidence.eligibility.wording import NATURES, condition, listed, named
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient

_AS_REPORTED = "{fact}: one already reported would settle this"
_CASE_LINE_NAMES = 3


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
        alone=tuple(NeededFactLine(_name(settler.fact), _answers(settler)) for settler in found.alone),
    )


def in_one_line(patient: Patient, assessment: Assessment, criteria: Criteria) -> str:
    """The same for the Case page: the first few facts; empty where nothing is open and nothing fails."""
    if assessment.verdict is Verdict.NOT_ELIGIBLE:
        deciders = [f"{each.entry} ({each.nature})" for each in settling(patient, assessment, criteria).decided_by]
        return f"Decided by {_first_few(deciders)}"
    found: StillNeeded = what_would_settle(patient, criteria)
    if not found.together:
        return ""
    names = [_called(fact, patient) for fact in found.together]
    return f"What would settle it: {_first_few(names)}"


def _first_few(names: list[str]) -> str:
    if len(names) <= _CASE_LINE_NAMES + 1:
        return listed(names)
    return f"{', '.join(names[:_CASE_LINE_NAMES])} and {len(names) - _CASE_LINE_NAMES} more"


def _name(fact: Fact) -> str:
    """The fact as it begins a line."""
    first = next(at for at, letter in enumerate(fact.noun) if letter.isalpha())
    return f"{fact.noun[:first]}{fact.noun[first].upper()}{fact.noun[first + 1 :]}"


def _called(fact: Fact, patient: Patient) -> str:
    return _AS_REPORTED.format(fact=fact.noun) if fact.must_be_reported(patient.answers) else fact.noun


def _together(fact: Fact, patient: Patient, criteria: Criteria) -> NeededFactLine:
    if fact.must_be_reported(patient.answers):
        return NeededFactLine(_name(fact), f"An {fact.noun} already reported would settle this.")
    conditions = [
        condition(criterion)
        for criterion in criteria.first_tier
        if criterion.applies_if is not None and set(fact.attributes) & set(criterion.attributes)
    ]
    return NeededFactLine(_name(fact), "; ".join(dict.fromkeys(conditions)))


def _answers(settler: DecisiveFact) -> str:
    """The answers that settle the case as not met; the attribute is named where several give the fact."""
    words = []
    for answer in settler.answers:
        attribute = clinical_attributes()[answer.attribute]
        named = f"{attribute.noun} " if len(settler.fact.attributes) > 1 else ""
        words.append(f"{named}{answer.words(attribute)}")
    return ", or ".join(words)


def _deciding(decider: DecidingEntry, patient: Patient) -> DecidingLine:
    attribute = clinical_attributes()[decider.attribute]
    return DecidingLine(
        entry=named(attribute, patient[decider.attribute]),
        criterion=decider.criterion.label,
        nature=NATURES[decider.nature],
        can_change=decider.can_change,
    )
