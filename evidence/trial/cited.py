"""Rows of a trial named from another of its files: a note or a strip cites its numbers, it never repeats them."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.trial.files.context import ContextFact, RegimenItem
from evidence.trial.files.harms import AdverseEvent, Exposure, Grade, SafetyFinding
from evidence.trial.files.patients import Subgroup
from evidence.trial.files.sources import Contradiction
from evidence.trial.trial import Trial

Row = SafetyFinding | AdverseEvent | Subgroup | RegimenItem | Contradiction | ContextFact | Exposure


class _RowName(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FindingName(_RowName):
    """A safety finding as its file names it; `cutoff` where the same was found at several."""

    topic: str
    subgroup: str
    measure: str
    grade: Grade
    cutoff: str = ""


class EventName(_RowName):
    """An adverse event of one table at one grade."""

    table: str
    event: str
    grade: Grade


class SubgroupName(_RowName):
    """One row of one forest."""

    forest: str
    family: str
    level: str


class ContextName(_RowName):
    """One fact from beside the trial."""

    study: str
    measure: str
    group: str


class CitedRow(_RowName):
    """The name of one row: exactly one of the kinds is given."""

    finding: FindingName | None = None
    event: EventName | None = None
    subgroup: SubgroupName | None = None
    context: ContextName | None = None
    regimen: str | None = None
    contradiction: str | None = None
    exposure: str | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        given = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"one kind of row, got {', '.join(given) or 'none'}")
        return self

    def __str__(self) -> str:
        """The row as a fault names it, what tells it apart first: a fault cuts long texts."""
        [(kind, name)] = self.model_dump(exclude_none=True, mode="json").items()
        parts = list(name.values()) if isinstance(name, dict) else [name]
        return f"{kind} " + ", ".join(part for part in reversed(parts) if part)


def find(trial: Trial, cited: CitedRow) -> Row | None:
    """The row that is cited, None where the trial does not have it."""
    if cited.event is not None:
        return trial.adverse_event(cited.event.table, cited.event.event, cited.event.grade)
    if cited.finding is not None:
        return next((each for each in trial.safety_findings if _is_finding(each, cited.finding)), None)
    if cited.subgroup is not None:
        wanted = (cited.subgroup.family, cited.subgroup.level)
        return next((s for s in trial.forest(cited.subgroup.forest) if (s.family, s.level_id) == wanted), None)
    if cited.context is not None:
        name = (cited.context.study, cited.context.measure, cited.context.group)
        return next((each for each in trial.context if (each.study, each.measure, each.group) == name), None)
    if cited.regimen is not None:
        return next((each for each in trial.regimen if each.item == cited.regimen), None)
    if cited.exposure is not None:
        return next((each for each in trial.exposure if each.measure == cited.exposure), None)
    return next((each for each in trial.contradictions if each.id == cited.contradiction), None)


def _is_finding(finding: SafetyFinding, name: FindingName) -> bool:
    same = (finding.topic, finding.subgroup, finding.measure, finding.grade)
    wanted = (name.topic, name.subgroup, name.measure, name.grade)
    return same == wanted and (not name.cutoff or finding.cutoff.printed == name.cutoff)
