"""What the service says of itself: its hooks, and what a record system may send along with each call."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import Field

from evidence.fhir.codes import codes
from evidence.files.definitions import Frozen, read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.trial import Trial

FILE = "hooks.yaml"
HOOKS = ("patient-view", "order-select")
PATIENT = "{{context.patientId}}"


class OverrideReason(Frozen):
    """Why a card may be set aside."""

    code: str = Field(min_length=1)
    display: str = Field(min_length=1)


class HookService(Frozen):
    """The file. `only_where_met` names the published criteria without which nothing is said."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1)
    description: str = Field(min_length=1)
    only_where_met: tuple[str, ...]
    reasons: tuple[OverrideReason, ...]


def load_service(folder: Path, trial: Trial) -> HookService:
    """The service of a trial's folder.

    Raises:
        EvidenceError: the file is missing, not such a file, or names a criterion that the trial has not.
    """
    service = read_definitions(folder / FILE, HookService)
    known = {criterion.id for criterion in trial.criteria.published}
    unknown = [name for name in service.only_where_met if name not in known]
    if unknown:
        raise EvidenceError([Fault(FILE, "", "only_where_met", name, "a published criterion") for name in unknown])
    return service


def discovery(service: HookService) -> dict[str, Any]:
    """The answer to `GET /cds-services`: the same service for each hook."""
    described = {
        "id": service.id,
        "title": service.title,
        "description": service.description,
        "prefetch": prefetch(),
        "usageRequirements": "All of the prefetch; what is not sent counts as not recorded.",
    }
    return {"services": [{"hook": hook, **described} for hook in HOOKS]}


def prefetch() -> dict[str, str]:
    """What of a record the criteria need, as templates of queries: results by code, the rest of a patient whole."""
    return {
        "patient": f"Patient/{PATIENT}",
        "conditions": f"Condition?patient={PATIENT}",
        "observations": f"Observation?patient={PATIENT}&code={','.join(_written(codes().results))}",
        "administrations": f"MedicationAdministration?patient={PATIENT}&_include=MedicationAdministration:medication",
        "statements": f"MedicationStatement?patient={PATIENT}&_include=MedicationStatement:medication",
        "requests": f"MedicationRequest?patient={PATIENT}&_include=MedicationRequest:medication",
    }


def _written(known: Iterable[str]) -> list[str]:
    """Codes as a query carries them, each under the first address of its system."""
    addresses = {short: each[0] for short, each in codes().systems.items()}
    parts = [code.partition("|") for code in known]
    return sorted(f"{addresses[system]}|{code}" for system, _, code in parts)
