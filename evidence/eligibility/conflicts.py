"""Entries that contradict each other: shown beside the fields, never blocking, never resolved silently."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from evidence.eligibility.rules import TRUE, parse_rule
from evidence.files.definitions import read_definitions
from evidence.patient.patient import Patient


class Conflict(BaseModel):
    """One way in which entries cannot all be true."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: str
    entries: tuple[str, ...]
    when: Annotated[Any, BeforeValidator(parse_rule)]
    says: str
    reason: str


class _Conflicts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    conflicts: tuple[Conflict, ...]


@cache
def declared_conflicts() -> tuple[Conflict, ...]:
    """Every conflict that entries can make, in the order of the file."""
    return read_definitions(Path(__file__).with_name("conflicts.yaml"), _Conflicts).conflicts


def conflicts_of(patient: Patient) -> tuple[Conflict, ...]:
    """The conflicts among a patient's entries, in the order of the file; none for what is unknown."""
    return tuple(conflict for conflict in declared_conflicts() if conflict.when.truth(patient.answers) is TRUE)
