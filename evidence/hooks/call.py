"""One call of a hook: what a record system sends, read leniently where it may be and strictly where it must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from evidence.fhir.codes import codes
from evidence.fhir.found import coded
from evidence.fhir.record import PatientRecord, UnusableRecordError, record_of
from evidence.fhir.resources import FhirConcept
from evidence.hooks.service import HOOKS, prefetch

_ERROR = "OperationOutcome"


class UnusableCallError(ValueError):
    """The call cannot be answered; the message is one plain sentence."""


class _Context(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    patientId: str  # noqa: N815  # the standard's own names here and below
    selections: tuple[str, ...] = ()
    draftOrders: dict[str, Any] = {}  # noqa: N815


class HookCall(BaseModel):
    """A call, as far as it is read: for whom, from which hook, and what was sent along."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    hook: str
    hookInstance: str  # noqa: N815
    context: _Context
    prefetch: dict[str, Any] | None = None


def read_call(written: object) -> HookCall:
    """A call from its JSON.

    Raises:
        UnusableCallError: it is not a call of a hook that is answered here; the message names the field.
    """
    try:
        call = HookCall.model_validate(written)
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors(include_input=False, include_url=False)[0]["loc"])
        raise UnusableCallError(f"The call cannot be read: {place or 'it'} is not what CDS Hooks 2.0 says.") from error
    if call.hook not in HOOKS:
        raise UnusableCallError(f"This service answers the hooks {' and '.join(HOOKS)} and no other.")
    return call


def not_sent(call: HookCall) -> list[str]:
    """Which parts of the prefetch did not come, or came as an error: what they would hold is not known."""
    sent = call.prefetch or {}
    return [name for name in prefetch() if not _is_resource(sent.get(name))]


def record(call: HookCall) -> PatientRecord | None:
    """The patient's record from what was sent; None where nothing of it was.

    Raises:
        UnusableCallError: it is of another patient, or a resource in it cannot be read.
    """
    sent = [each for value in (call.prefetch or {}).values() for each in _resources(value)]
    of_patient = [each for each in sent if each.get("resourceType") == "Patient"]
    if any(each.get("id") != call.context.patientId for each in of_patient):
        raise UnusableCallError("The record that was sent is of another patient than the context names.")
    if not any(each.get("resourceType") not in ("Medication", _ERROR) for each in sent):
        return None
    try:
        return record_of(sent, {}, lambda number: f"resource {number + 1} of what was sent")
    except UnusableRecordError as error:
        raise UnusableCallError(f"The record cannot be read: {error}.") from error


def _is_resource(value: object) -> bool:
    return isinstance(value, dict) and value.get("resourceType") not in (None, _ERROR)


def _resources(value: object) -> Iterator[dict[str, Any]]:
    if not _is_resource(value) or not isinstance(value, dict):
        return
    entries = value.get("entry") if value["resourceType"] == "Bundle" else [{"resource": value}]
    for entry in entries if isinstance(entries, list) else []:
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict) and resource.get("resourceType") != _ERROR:
            yield resource


def is_of_other_drugs(call: HookCall) -> bool:
    """Whether every order that was selected names a drug, and none of them one that is given against breast cancer."""
    wanted = {each.split("/")[-1] for each in call.context.selections}
    orders = [each for each in _resources(call.context.draftOrders or None) if each.get("id") in wanted]
    named = [_codes(each) for each in orders]
    return bool(named) and all(named) and not any(set(each) & codes().drug_of.keys() for each in named)


def _codes(order: Mapping[str, Any]) -> list[str]:
    try:
        return coded(FhirConcept.model_validate(order.get("medicationCodeableConcept")))
    except ValidationError:
        return []
