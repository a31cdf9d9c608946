"""The part of FHIR R4 that is read, leniently: real senders break the standard, and what cannot be read is listed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from evidence.fhir.codes import codes
from evidence.patient.answers import LONGEST_ENTRY

LARGEST_BYTES = 64 * 1024 * 1024


class UnusableRecordError(ValueError):
    """The file holds no record that can be read; the message is one plain sentence."""


def _objects(value: object) -> object:
    """A list of objects, also where one object or nothing stands for the list."""
    if value is None:
        return []
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else value


def _text(value: object) -> object:
    return value if isinstance(value, str) else ""


Text = Annotated[str, BeforeValidator(_text)]


def _whole(value: object) -> object:
    """A whole number as it stands; one in the form 1E+999999999 would be written out on its way to an integer."""
    if isinstance(value, Decimal):
        return int(value) if abs(value.adjusted()) < LONGEST_ENTRY else "a number without measure"
    return value


class _NoNumber:
    """Stands where a record writes a number that is longer than an entry may be, or that no decimal holds."""


def _decimal(written: str) -> Decimal | _NoNumber:
    if len(written) > LONGEST_ENTRY:
        return _NoNumber()
    try:
        return Decimal(written)
    except InvalidOperation:
        return _NoNumber()


def _integer(written: str) -> int | _NoNumber:
    return int(written) if len(written) <= LONGEST_ENTRY else _NoNumber()


class _Lenient(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class FhirCoding(_Lenient):
    """A code and the system that it belongs to."""

    system: Text = ""
    code: Text = ""


class FhirConcept(_Lenient):
    """Something coded, with the sender's words."""

    coding: Annotated[list[FhirCoding], BeforeValidator(_objects)] = []
    text: Text = ""


class FhirReference(_Lenient):
    """Where another resource lies."""

    reference: Text = ""


class FhirQuantity(_Lenient):
    """A number as written, its unit, and a comparator such as `<` where it is only a bound."""

    value: Decimal | None = None
    unit: Text = ""
    code: Text = ""
    comparator: Text = ""


class FhirRatio(_Lenient):
    """Two quantities."""

    numerator: FhirQuantity | None = None
    denominator: FhirQuantity | None = None


class FhirPeriod(_Lenient):
    """From when; until when is not read."""

    start: Text = ""


class FhirValue(_Lenient):
    """The value of an observation, in whichever form it was sent."""

    valueCodeableConcept: FhirConcept | None = None  # noqa: N815  # FHIR's own names here and below
    valueQuantity: FhirQuantity | None = None  # noqa: N815
    valueRatio: FhirRatio | None = None  # noqa: N815
    valueString: Text = ""  # noqa: N815
    valueInteger: Annotated[int | None, BeforeValidator(_whole)] = None  # noqa: N815


class Contained(_Lenient):
    """A resource inside another: a drug that it names."""

    id: Text = ""
    code: FhirConcept | None = None


class FhirResource(FhirValue):
    """Any resource: the fields of those that are read. A field that does not belong to its type is absent."""

    resourceType: str  # noqa: N815
    id: Text = ""
    status: Text = ""
    intent: Text = ""
    code: FhirConcept | None = None
    component: Annotated[list[FhirValue], BeforeValidator(_objects)] = []
    clinicalStatus: FhirConcept | None = None  # noqa: N815
    verificationStatus: FhirConcept | None = None  # noqa: N815
    effectiveDateTime: Text = ""  # noqa: N815
    effectivePeriod: FhirPeriod | None = None  # noqa: N815
    authoredOn: Text = ""  # noqa: N815
    onsetDateTime: Text = ""  # noqa: N815
    onsetPeriod: FhirPeriod | None = None  # noqa: N815
    medicationCodeableConcept: FhirConcept | None = None  # noqa: N815
    medicationReference: FhirReference | None = None  # noqa: N815
    birthDate: Text = ""  # noqa: N815
    gender: Text = ""
    contained: Annotated[list[Contained], BeforeValidator(_objects)] = []


READ_TYPES = frozenset(
    {
        "Patient",
        "Observation",
        "Condition",
        "Medication",
        "MedicationAdministration",
        "MedicationRequest",
        "MedicationStatement",
    }
)


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """One patient's resources that could be read, what a reference may point to, and what was left, by kind."""

    resources: tuple[FhirResource, ...]
    medications: dict[str, FhirConcept]
    left: Counter[str]

    def of(self, *types: str) -> tuple[FhirResource, ...]:
        """The resources of these types, in the record's order."""
        return tuple(resource for resource in self.resources if resource.resourceType in types)


def read_json(data: bytes) -> object:
    """What a JSON file holds.

    Raises:
        UnusableRecordError: too large, not JSON, or nested too deeply.
    """
    if len(data) > LARGEST_BYTES:
        raise UnusableRecordError(f"the record is larger than {LARGEST_BYTES // 1024**2} MB")
    try:
        return json.loads(
            data.decode("utf-8-sig"), parse_float=_decimal, parse_int=_integer, parse_constant=lambda _: None
        )
    except RecursionError as error:
        raise UnusableRecordError("the record is not FHIR: it is nested too deeply") from error
    except ValueError as error:
        raise UnusableRecordError("the file is not JSON") from error


def read_record(written: object) -> PatientRecord:
    """The record of one patient from a FHIR bundle.

    Raises:
        UnusableRecordError: it is not a FHIR bundle, not that of exactly one patient, or a resource that is read
            has a field of the wrong kind; the message names its place and nothing of its value.
    """
    if not isinstance(written, dict) or not isinstance(written.get("resourceType"), str):
        raise UnusableRecordError("the file is JSON but not FHIR: it names no resource type")
    if written["resourceType"] != "Bundle":
        raise UnusableRecordError("the file is not a FHIR bundle; send the patient's record as one Bundle")
    entries = written.get("entry")
    if not isinstance(entries, list) or not entries:
        raise UnusableRecordError("the bundle is empty")
    return _record([entry if isinstance(entry, dict) else {} for entry in entries])


def _record(entries: list[dict[str, Any]]) -> PatientRecord:
    left: Counter[str] = Counter()
    found: dict[tuple[str, str], FhirResource] = {}
    doubled: set[tuple[str, str]] = set()
    medications: dict[str, FhirConcept] = {}
    for number, entry in enumerate(entries):
        resource = _resource(number, entry.get("resource"), left)
        if resource is None:
            continue
        key = (resource.resourceType, resource.id or f" {number}")
        if key in found and found[key] != resource:
            doubled.add(key)
        found[key] = resource
        if resource.resourceType == "Medication" and resource.code is not None:
            medications[f"Medication/{resource.id}"] = resource.code
            if isinstance(entry.get("fullUrl"), str):
                medications[entry["fullUrl"]] = resource.code
    for key in doubled:
        left[f"{key[0]}: two different resources share one id"] += 1
        del found[key]
    patients = sum(resource.resourceType == "Patient" for resource in found.values())
    if patients > 1:
        raise UnusableRecordError(f"the bundle holds {patients} patients; send one bundle for each")
    return PatientRecord(tuple(found.values()), medications, left)


def _resource(number: int, written: object, left: Counter[str]) -> FhirResource | None:
    kind = written.get("resourceType") if isinstance(written, dict) else None
    if not isinstance(kind, str):
        left["an entry without a resource"] += 1
        return None
    if kind not in READ_TYPES:
        left[f"{kind}: not read" if kind in codes().other_types else "a resource of a type not read here"] += 1
        return None
    try:
        return FhirResource.model_validate(written)
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors(include_input=False, include_url=False)[0]["loc"])
        raise UnusableRecordError(f"entry {number + 1}, {kind}: {place} is not what FHIR says it is") from error
