"""Diagnoses and drugs of a record as answers. What is absent from a record is unknown; nothing here ever answers no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from evidence.fhir.codes import DiagnosisCode, DrugCode, codes
from evidence.fhir.dates import DateRange, when
from evidence.fhir.found import FoundAnswer, coded, named, status_word
from evidence.fhir.resources import FhirConcept, FhirResource, PatientRecord

_NOT_CONFIRMED = frozenset({"refuted", "entered-in-error", "unconfirmed", "provisional", "differential"})
_NOT_CURRENT = frozenset({"inactive", "remission", "resolved"})
_GIVEN = {
    "MedicationAdministration": frozenset({"completed", "in-progress"}),
    "MedicationStatement": frozenset({"completed", "active"}),
    "MedicationRequest": frozenset({"completed"}),
}
_ORDERS = frozenset({"", "order", "original-order", "instance-order", "filler-order", "reflex-order"})


@dataclass(frozen=True, slots=True)
class TreatmentGiven:
    """A drug that was given, when, and how the record says so."""

    drug: DrugCode
    at: DateRange
    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class DatedDiagnosis:
    """A condition, and its onset where the record dates it."""

    diagnosis: DiagnosisCode
    onset: DateRange | None
    code: str

    def found(self) -> Iterator[FoundAnswer]:
        """What having it answers."""
        for attribute, text in self.diagnosis.sets.items():
            yield FoundAnswer(attribute, text, "Condition", self.diagnosis.label, self.code, self.onset)


def diagnoses(record: PatientRecord, at: date, left: Counter[str]) -> Iterator[DatedDiagnosis]:
    """The confirmed, current conditions that are known here; one that began after the reference date is not."""
    for resource in record.of("Condition"):
        known = [(code, found) for code in coded(resource.code) if (found := codes().diagnosis(code)) is not None]
        if not known:
            left["Condition: not one that the form asks about"] += 1
            continue
        code, diagnosis = known[0]
        onset = when(resource.onsetDateTime) or (when(resource.onsetPeriod.start) if resource.onsetPeriod else None)
        why = _not_held(resource, onset, at)
        if why or not diagnosis.sets:
            left[f"{diagnosis.label} ({named(code)}): {why or 'decides nothing by itself'}"] += 1
        else:
            yield DatedDiagnosis(diagnosis, onset, named(code))


def _not_held(resource: FhirResource, onset: DateRange | None, at: date) -> str:
    words = {
        each.code
        for concept in (resource.verificationStatus, resource.clinicalStatus)
        if concept
        for each in concept.coding
    }
    if odd := sorted(words & _NOT_CONFIRMED):
        return f"it is {odd[0]}"
    if odd := sorted(words & _NOT_CURRENT):
        return f"it is {odd[0]}; say yourself whether it is present now"
    return "not known to be from the reference date or before" if onset is not None and onset.last > at else ""


def drugs(record: PatientRecord, at: date, left: Counter[str]) -> Iterator[TreatmentGiven]:
    """The drugs that were given or completed, dated from the reference date or before."""
    for resource in record.of(*_GIVEN):
        concept = _medication(resource, record)
        code = next((each for each in coded(concept) if each in codes().drug_of), None)
        kind = resource.resourceType
        if code is None:
            left[f"{kind}: a drug that is not known here"] += 1
            continue
        drug = codes().drug_of[code]
        day = when(resource.effectiveDateTime) or when(resource.authoredOn)
        if day is None and resource.effectivePeriod is not None:
            day = when(resource.effectivePeriod.start)
        why = _not_given(resource, day, at)
        if why or day is None:
            left[f"{drug.id} ({named(code)}), {kind}: {why}"] += 1
        else:
            yield TreatmentGiven(drug, day, kind, named(code))


def _medication(resource: FhirResource, record: PatientRecord) -> FhirConcept | None:
    if resource.medicationCodeableConcept is not None or resource.medicationReference is None:
        return resource.medicationCodeableConcept
    wanted = resource.medicationReference.reference
    if not wanted.startswith("#"):
        return record.medications.get(wanted)
    return next((inside.code for inside in resource.contained if inside.id == wanted[1:]), None)


def _not_given(resource: FhirResource, day: DateRange | None, at: date) -> str:
    if resource.status not in _GIVEN[resource.resourceType]:
        word = status_word(resource.status)
        return f"its status is {word}, so not known to be given" if word else "it has no status that FHIR knows"
    if resource.resourceType == "MedicationRequest" and resource.intent not in _ORDERS:
        return "it is a plan, not an order"
    if day is None:
        return "it has no date"
    return "" if day.last <= at else "not known to be from the reference date or before"
