"""A FHIR bundle as the record of one patient: what in it is read, what a reference points to, and what is left."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from evidence.fhir.codes import codes
from evidence.fhir.resources import FhirConcept, FhirResource
from evidence.patient.answers import LONGEST_ENTRY

LARGEST_BYTES = 64 * 1024 * 1024
LARGEST_PARTS, LARGEST_ENTRIES = 2_000_000, 50_000
"""A part is a field, list or value: two bytes of JSON can become a hundred of memory, so they are counted first."""


class UnusableRecordError(ValueError):
    """The file holds no record that can be read; the message is one plain sentence."""


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


_DECODER = json.JSONDecoder(parse_float=_decimal, parse_int=_integer, parse_constant=lambda _: None)

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
    conditions: dict[str, FhirConcept]
    left: Counter[str]

    def of(self, *types: str) -> tuple[FhirResource, ...]:
        """The resources of these types, in the record's order."""
        return tuple(resource for resource in self.resources if resource.resourceType in types)


def read_json(data: bytes) -> object:
    """What a JSON file holds.

    Raises:
        UnusableRecordError: too large, of too many parts, not JSON, or nested too deeply.
    """
    if len(data) > LARGEST_BYTES:
        raise UnusableRecordError(f"the record is larger than {LARGEST_BYTES // 1024**2} MB")
    # Those within words count too; so few bytes cannot hold so many.
    if len(data) > LARGEST_PARTS and sum(data.count(mark) for mark in (b",", b"[", b"{")) > LARGEST_PARTS:
        raise UnusableRecordError(f"the record has more than {LARGEST_PARTS:,} parts; send that of one patient alone")
    try:
        return _DECODER.decode(data.removeprefix(BOM_UTF8).decode("utf-8"))
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
    return _record([entry if isinstance(entry, dict) else {} for entry in entries], {}, _entry)


def record_of(
    resources: Iterable[object], medications: Mapping[str, FhirConcept], place: Callable[[int], str]
) -> PatientRecord:
    """The record of one patient from resources that came without a bundle, and the medications they may point to.

    Raises:
        UnusableRecordError: as for a bundle; where a resource stands is what `place` says of its number, from 0.
    """
    return _record([{"resource": each} for each in resources], medications, place)


def _entry(number: int) -> str:
    return f"entry {number + 1}"


def not_read(kind: str) -> str:
    """What is said of a resource of a type that is not read; a type that FHIR does not name could be a name."""
    return f"{kind}: not read" if kind in codes().other_types else "a resource of a type not read here"


def _record(
    entries: list[dict[str, Any]], medications: Mapping[str, FhirConcept], place: Callable[[int], str]
) -> PatientRecord:
    if len(entries) > LARGEST_ENTRIES:
        raise UnusableRecordError(
            f"the record has more than {LARGEST_ENTRIES:,} entries; send that of one patient alone"
        )
    left: Counter[str] = Counter()
    found: dict[tuple[str, str], FhirResource] = {}
    doubled: set[tuple[str, str]] = set()
    pointed: dict[str, dict[str, FhirConcept]] = {"Medication": dict(medications), "Condition": {}}
    patients: set[str] = set()
    for number, entry in enumerate(entries):
        resource = _resource(entry.get("resource"), left, place, number)
        if resource is None:
            continue
        key = (resource.resourceType, resource.id or f" {number}")
        if key in found and found[key] != resource:
            doubled.add(key)
        found[key] = resource
        addresses = {f"{resource.resourceType}/{resource.id}" if resource.id else None, entry.get("fullUrl")}
        if resource.resourceType == "Patient":
            patients |= {address for address in addresses if isinstance(address, str)}
        elif resource.resourceType in pointed and resource.code is not None:
            concepts = pointed[resource.resourceType]
            concepts |= {address: resource.code for address in addresses if isinstance(address, str)}
    _only_one_patient(found.values())
    for key in doubled:
        left[f"{key[0]}: two different resources share one id"] += 1
        del found[key]
    own = [each for each in found.values() if _is_about(each, patients)]
    for other in found.values():
        if not _is_about(other, patients):
            left[f"{other.resourceType}: it is about another patient"] += 1
    return PatientRecord(tuple(own), pointed["Medication"], pointed["Condition"], left)


def _only_one_patient(resources: Iterable[FhirResource]) -> None:
    patients = sum(resource.resourceType == "Patient" for resource in resources)
    if patients > 1:
        raise UnusableRecordError(f"the bundle holds {patients} patients; send one bundle for each")
    if patients:
        return
    about = {_subject(each) for each in resources} - {""}
    if len(about) > 1:
        raise UnusableRecordError(f"the bundle is about {len(about)} patients; send one bundle for each")
    if not any(each.resourceType != "Medication" for each in resources):
        raise UnusableRecordError("there is no patient in this bundle")


def _subject(resource: FhirResource) -> str:
    about = resource.subject or resource.patient
    return about.reference if about is not None else ""


def _is_about(resource: FhirResource, patients: set[str]) -> bool:
    """Whether a resource is this patient's: it says so, or says nothing of whose it is. A version may follow an id."""
    about = _subject(resource).split("/_history/")[0]
    if not about or not patients or resource.resourceType == "Patient":
        return True
    return about in patients or any(about.endswith(f"/{each}") for each in patients if each.startswith("Patient/"))


def _resource(written: object, left: Counter[str], place: Callable[[int], str], number: int) -> FhirResource | None:
    kind = written.get("resourceType") if isinstance(written, dict) else None
    if not isinstance(kind, str):
        left["an entry without a resource"] += 1
        return None
    if kind not in READ_TYPES:
        left[not_read(kind)] += 1
        return None
    try:
        return FhirResource.model_validate(written)
    except ValidationError as error:
        field = ".".join(str(step) for step in error.errors(include_input=False, include_url=False)[0]["loc"])
        raise UnusableRecordError(f"{place(number)}, {kind}: {field} is not what FHIR says it is") from error
