"""Diagnoses and drugs of a record as answers. What is absent from a record is unknown; nothing here ever answers no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from evidence.fhir.codes import DiagnosisCode, DrugCode, codes
from evidence.fhir.dates import DateRange, LastDay, moment, when
from evidence.fhir.found import METASTATIC, FoundAnswer, coded, named, status_word
from evidence.fhir.record import PatientRecord
from evidence.fhir.resources import FhirConcept, FhirResource

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
    """A drug that was given, from when until when where the record says so, and how it says that it was."""

    drug: DrugCode
    at: DateRange
    until: DateRange | None
    kind: str
    code: str

    @property
    def last(self) -> DateRange:
        """The last day known."""
        return self.until or self.at


@dataclass(frozen=True, slots=True)
class DatedDiagnosis:
    """A condition, its onset where the record dates it, and whether it is present now."""

    diagnosis: DiagnosisCode
    onset: DateRange | None
    code: str
    present: bool = True

    def found(self) -> Iterator[FoundAnswer]:
        """What having it answers."""
        if self.present or self.diagnosis.ever:
            for attribute, text in self.diagnosis.sets.items():
                yield FoundAnswer(attribute, text, "Condition", self.diagnosis.label, self.code, self.onset)


def diagnoses(record: PatientRecord, until: LastDay, left: Counter[str]) -> Iterator[DatedDiagnosis]:
    """The confirmed conditions that are known here; one that began after the last day is not.

    One that is no longer present is given where having had it counts, or where it says which cancer a record is of.
    """
    for resource in record.of("Condition"):
        known = _known(resource)
        if known is None:
            codes_named = ", ".join(named(code) for code in coded(resource.code)) or "no code known here"
            left[f"Condition ({codes_named}): not one that the form asks about"] += 1
            continue
        code, diagnosis = known
        onset = when(resource.onsetDateTime) or (when(resource.onsetPeriod.start) if resource.onsetPeriod else None)
        why = _not_confirmed(resource) or (until.excludes(onset) if onset else "")
        gone = "" if why else _not_present(resource, until.day)
        if why or (gone and not diagnosis.ever and not diagnosis.primary):
            left[f"{diagnosis.label} ({named(code)}): {why or gone}"] += 1
            continue
        if not (diagnosis.sets or diagnosis.asks or diagnosis.primary):
            left[f"{diagnosis.label} ({named(code)}): decides nothing by itself"] += 1
            continue
        yield DatedDiagnosis(diagnosis, onset, named(code), present=not gone)


def staged(record: PatientRecord) -> Iterator[FoundAnswer]:
    """A stage that means metastatic disease, as a condition carries it."""
    for resource in record.of("Condition"):
        for stage in resource.stage:
            concept = stage.summary
            words = {concept.text.strip().casefold()} if concept else set()
            meant = {codes().values.get(code) for code in coded(concept)} | {codes().words.get(word) for word in words}
            if METASTATIC in meant:
                day = when(resource.onsetDateTime) or when(resource.recordedDate)
                yield FoundAnswer("disease_extent", METASTATIC, "Condition", "Stage IV or M1", "stage", day)


def _known(resource: FhirResource) -> tuple[str, DiagnosisCode] | None:
    """The condition that any of its codings means, the most telling one; the site of the body may say more."""
    every = [(code, found) for code in coded(resource.code) if (found := codes().diagnosis(code)) is not None]
    if not every:
        return None
    code, diagnosis = max(every, key=lambda pair: len(pair[1].sets))
    if diagnosis.is_metastasis and len(diagnosis.sets) == 1:
        for concept in resource.bodySite:
            for site in coded(concept):
                if (at_site := codes().site(site)) is not None:
                    return code, at_site
    return code, diagnosis


def _not_confirmed(resource: FhirResource) -> str:
    concept = resource.verificationStatus
    odd = sorted({each.code for each in concept.coding} & _NOT_CONFIRMED) if concept else []
    return f"it is {odd[0]}" if odd else ""


def _not_present(resource: FhirResource, at: date) -> str:
    concept = resource.clinicalStatus
    odd = sorted({each.code for each in concept.coding} & _NOT_CURRENT) if concept else []
    if odd:
        return f"it is {odd[0]}; say yourself whether it is present now"
    ended = when(resource.abatementDateTime)
    if ended is None and resource.abatementPeriod is not None:
        ended = when(resource.abatementPeriod.end) or when(resource.abatementPeriod.start)
    if ended is not None:
        return f"it ended {ended.shown}; say yourself whether it is present now" if ended.first <= at else ""
    said = resource.abatementString or resource.abatementAge or resource.abatementRange or resource.abatementBoolean
    return "the record says that it ended; say yourself whether it is present now" if said else ""


def drugs(record: PatientRecord, until: LastDay, left: Counter[str]) -> Iterator[TreatmentGiven]:
    """The drugs that were given or completed for this cancer, as far as the record says, up to the last day."""
    for resource in record.of(*_GIVEN):
        concept = _medication(resource, record)
        code = next((each for each in coded(concept) if each in codes().drug_of), None)
        kind = resource.resourceType
        if code is None:
            named_codes = ", ".join(named(each) for each in coded(concept)) or "no code known here"
            left[f"{kind} ({named_codes}): a drug that is not known here"] += 1
            continue
        drug = codes().drug_of[code]
        day = moment(resource) or when(resource.authoredOn)
        why = _not_given(resource, day, until) or _other_reason(resource, record)
        if not why and drug.group == "other":
            why = f"{drug.kind}, which answers no question of the form by itself"
        if why or day is None:
            dated = f", {day.shown}" if day is not None else ""
            left[f"{drug.id} ({named(code)}), {kind}{dated}: {why}"] += 1
        else:
            yield TreatmentGiven(drug, day, _end(resource, until), kind, named(code))


def _end(resource: FhirResource, until: LastDay) -> DateRange | None:
    """The last day of a span; a drug that is being taken is taken until the last day that is read."""
    if resource.effectivePeriod is None:
        return None
    end = when(resource.effectivePeriod.end)
    if end is None and resource.status in ("active", "in-progress"):
        return when(until.day.isoformat())
    return end


def _other_reason(resource: FhirResource, record: PatientRecord) -> str:
    """Why a drug was not given for breast cancer, as recorded; empty where it was, or where no reason stands there."""
    pointed = [record.conditions.get(each.reference) for each in resource.reasonReference]
    reasons = [code for concept in (*resource.reasonCode, *pointed) for code in coded(concept)]
    meant = [codes().diagnosis(code) for code in reasons]
    if not reasons or any(each is not None and (each.primary == "breast" or each.is_metastasis) for each in meant):
        return ""
    return f"it was given for another reason ({', '.join(named(code) for code in reasons)})"


def _medication(resource: FhirResource, record: PatientRecord) -> FhirConcept | None:
    if resource.medicationCodeableConcept is not None or resource.medicationReference is None:
        return resource.medicationCodeableConcept
    wanted = resource.medicationReference.reference
    if wanted.startswith("#"):
        return next((inside.code for inside in resource.contained if inside.id == wanted[1:]), None)
    if wanted in record.medications:
        return record.medications[wanted]
    return next((code for address, code in record.medications.items() if wanted.endswith(f"/{address}")), None)


def _not_given(resource: FhirResource, day: DateRange | None, until: LastDay) -> str:
    if resource.doNotPerform:
        return "it was ordered not to be given"
    if resource.status not in _GIVEN[resource.resourceType]:
        word = status_word(resource.status)
        return f"its status is {word}, so not known to be given" if word else "it has no status that FHIR knows"
    if resource.resourceType == "MedicationRequest" and resource.intent not in _ORDERS:
        return "it is a plan, not an order"
    return "it has no date" if day is None else until.excludes(day)
