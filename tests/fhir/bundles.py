"""Made-up records. Nobody in them exists; names and numbers stand in them only to be found nowhere else afterwards."""

from __future__ import annotations

from typing import Any

LOINC, SNOMED, RXNORM = "http://loinc.org", "http://snomed.info/sct", "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
SECRET = "Wilhelmina"
SUBJECT = {"reference": "Patient/p1"}


def concept(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": SECRET}]}


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}


def patient(**fields: Any) -> dict[str, Any]:
    return {
        "resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1968-05-17",
        "name": [{"family": SECRET, "given": [SECRET]}], "identifier": [{"system": "urn:mrn", "value": f"{SECRET}-4711"}],
    } | fields  # fmt: skip


def observation(
    code: str, day: str = "2026-01-10", status: str = "final", system: str = LOINC, **value: Any
) -> dict[str, Any]:
    return {
        "resourceType": "Observation", "status": status, "code": concept(system, code), "subject": SUBJECT,
        "effectiveDateTime": day,
    } | value  # fmt: skip


def coded(code: str, system: str = SNOMED) -> dict[str, Any]:
    return {"valueCodeableConcept": concept(system, code)}


def quantity(value: float, unit: str = "") -> dict[str, Any]:
    return {"valueQuantity": {"value": value} | ({"unit": unit} if unit else {})}


def condition(code: str, system: str = SNOMED, onset: str = "2025-12-01", **fields: Any) -> dict[str, Any]:
    dated = {"onsetDateTime": onset} if onset else {}
    return {
        "resourceType": "Condition", "subject": SUBJECT, "code": concept(system, code),
        "clinicalStatus": concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
        "verificationStatus": concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed"),
    } | dated | fields  # fmt: skip


def administration(code: str, day: str, status: str = "completed") -> dict[str, Any]:
    return {
        "resourceType": "MedicationAdministration", "status": status, "subject": SUBJECT,
        "medicationCodeableConcept": concept(RXNORM, code), "effectiveDateTime": day,
    }  # fmt: skip


def request(code: str, day: str, status: str = "active") -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest", "status": status, "intent": "order", "subject": SUBJECT,
        "medicationCodeableConcept": concept(RXNORM, code), "authoredOn": day,
    }  # fmt: skip


LIVER = condition("94381002")
BRAIN = condition("C79.31", ICD10)
POSITIVE = bundle(
    patient(),
    observation("85319-2", valueString="3+"),
    observation("85337-4", **coded("10828004")),
    observation("85339-0", **coded("LA6577-6", LOINC)),
    observation("89247-1", valueInteger=1),
    observation("10230-1", **quantity(61.5, "%")),
    LIVER,
    administration("3639", "2022-03-01"),
    administration("2103478", "2022-06-01"),
    request("72962", "2026-01-12"),
)
CONFLICT = bundle(
    patient(),
    observation("85319-2", valueString="3+"),
    observation("85318-4", valueString="not amplified"),
    observation("48676-1", **coded("LA6577-6", LOINC)),
    observation("89247-1", valueInteger=0),
    LIVER,
)
