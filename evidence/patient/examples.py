"""Worked examples and shortcuts of the form, from `examples.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.files.definitions import read_definitions
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient, read_patient


class Preset(BaseModel):
    """Answers that are entered together. `clears` are attributes made unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    answers: dict[str, str]
    clears: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _valid(self) -> Preset:
        _, problems = read_patient(self.answers)
        unknown = [name for name in self.clears if name not in clinical_attributes()]
        if problems or unknown:
            raise ValueError("; ".join([*map(str, problems), *(f"no attribute {name}" for name in unknown)]))
        return self

    @property
    def patient(self) -> Patient:
        """The patient that the answers describe."""
        return read_patient(self.answers)[0]


class _Presets(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    shortcuts: tuple[Preset, ...]
    examples: tuple[Preset, ...]


@cache
def _presets() -> _Presets:
    return read_definitions(Path(__file__).with_name("examples.yaml"), _Presets)


def examples() -> tuple[Preset, ...]:
    """The worked examples: whole cases that replace what is entered."""
    return _presets().examples


def shortcuts() -> tuple[Preset, ...]:
    """Answers that are added to what is entered."""
    return _presets().shortcuts


def listed(preset: Preset) -> str:
    """What a preset enters and what it makes unknown, in words."""
    known = clinical_attributes()
    entered = ", ".join(known[name].named(preset.patient[name]) for name in preset.answers)
    cleared = ", ".join(known[name].noun for name in preset.clears)
    return f"{entered}. Cleared: {cleared}." if cleared else f"{entered}."
