"""Age, sex and race of a record; nothing that names a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evidence.fhir.codes import codes
from evidence.fhir.dates import ages
from evidence.fhir.found import FoundAnswer, code_of, named
from evidence.fhir.record import PatientRecord
from evidence.fhir.resources import FhirResource
from evidence.patient.answers import read_answer
from evidence.patient.attributes import clinical_attributes


def _is_dead(patient: FhirResource) -> bool:
    return bool(patient.deceasedBoolean or patient.deceasedDateTime)


def person(record: PatientRecord, at: date) -> Iterator[FoundAnswer]:
    """What the record says of the person: completed years at a day, sex, and race where one is coded."""
    for patient in record.of("Patient"):
        years = ages(patient.birthDate, at)
        answer = read_answer("age_years", str(years[0])) if len(years) == 1 and not _is_dead(patient) else None
        if isinstance(answer, int):
            yield FoundAnswer("age_years", str(answer), "Patient", "Age at the reference date", "birth date", None)
        if patient.gender in clinical_attributes()["sex"].choices:
            yield FoundAnswer("sex", patient.gender, "Patient", "Sex", "gender", None)
        races = {codes().races[code] for code in _races(patient) if code in codes().races}
        if len(races) == 1 and len(_races(patient)) == 1:
            yield FoundAnswer("race", races.pop(), "Patient", "Race", "race as recorded", None)


def _races(patient: FhirResource) -> list[str]:
    parts = [part for each in patient.extension if each.url.endswith("/us-core-race") for part in each.extension]
    every = [code_of(part.valueCoding) for part in parts if part.url == "ombCategory" and part.valueCoding is not None]
    return [code for code in every if code is not None]


def asked_of_person(record: PatientRecord, at: date) -> Iterator[str]:
    """What it leaves open."""
    for patient in record.of("Patient"):
        years = ages(patient.birthDate, at)
        if len(years) > 1 and not _is_dead(patient):
            yield f"Age is {years[0]} or {years[1]}, as the date of birth is incomplete: enter it."
        races = _races(patient)
        if races and (len(races) > 1 or races[0] not in codes().races):
            yield f"Race is recorded as {', '.join(map(named, races))}: enter it in the trial's words."
