"""What the page of the trials sets side by side: its rows, and what each trial's own file says about them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.files.definitions import read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial

FILE = "comparison.yaml"
"""In the folder of every trial that takes part in the comparison."""


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(_Written):
    """How an entry stands in this patient's cell of a row."""

    name: str
    prefix: str = ""
    suffix: str = ""
    words: dict[str, str] = {}
    bare: Literal["yes", "no"] = "no"
    if_silent: Literal["yes", "no"] = "no"

    @model_validator(mode="after")
    def _known(self) -> Told:
        if self.name not in clinical_attributes():
            raise ValueError(f"there is no attribute {self.name}")
        return self

    def says(self, patient: Patient) -> str:
        """The entry in words; empty where unknown or where nothing is to be said of it."""
        answer = patient[self.name]
        if answer is None:
            return ""
        attribute = clinical_attributes()[self.name]
        shown = attribute.shown(answer)
        plain = shown.removesuffix(f" {attribute.unit}") if self.bare == "yes" else shown
        said = self.words.get(str(answer), plain)
        return f"{self.prefix}{said}{self.suffix}" if said else ""


class ComparedRow(_Written):
    """What criteria of several trials are about; `beyond` are the criteria that other studies go beyond."""

    id: str
    label: str
    attributes: tuple[Told, ...]
    none: str = ""
    beyond: tuple[str, ...] = ()

    def of(self, patient: Patient) -> str:
        """What is entered of it, in few words; empty where nothing is."""
        said: list[str] = []
        for told in self.attributes:
            word = told.says(patient)
            if word and word not in said and not (said and told.if_silent == "yes"):
                said.append(word)
        if not said and any(patient[told.name] is not None for told in self.attributes):
            return self.none
        return ", ".join(said)


class _Page(_Written):
    foot: str
    rows: tuple[ComparedRow, ...]


class ComparedCell(_Written):
    """A trial's cell of a row: the criteria that it speaks of and what they ask, in few words."""

    says: str
    criteria: tuple[str, ...] = ()


class Approval(_Written):
    """An event of the trial's timeline, and where it holds."""

    event: str
    where: str


class Comparison(_Written):
    """One trial's part: its place, its question and clock, its cells, and which of its own results stand under it."""

    order: int
    group: str
    question: str
    clock: str
    rows: dict[str, ComparedCell]
    results: tuple[str, ...]
    read: str
    approvals: tuple[Approval, ...]
    no_approval: str = ""


def compared_rows() -> tuple[ComparedRow, ...]:
    """The rows of the page, in order."""
    return _page().rows


def foot() -> str:
    """What the page's marks and short words mean."""
    return _page().foot


@cache
def _page() -> _Page:
    return read_definitions(Path(__file__).with_name("trials_page.yaml"), _Page)


def load_comparison(folder: Path, trial: Trial) -> Comparison | None:
    """A trial's part of the page; None where it takes none.

    Raises:
        EvidenceError: it names a row, criterion, outcome or event that there is not.
    """
    if not (folder / FILE).exists():
        return None
    held = read_definitions(folder / FILE, Comparison)
    criteria = {each.id for each in (*trial.criteria.published, *trial.criteria.registry)}
    known = {
        "rows": ({row.id for row in compared_rows()}, held.rows),
        "criteria": (criteria, [name for cell in held.rows.values() for name in cell.criteria]),
        "results": ({outcome.id for outcome in trial.outcomes}, held.results),
        "approvals": ({event.id for event in trial.timeline}, [each.event for each in held.approvals]),
    }
    faults = [
        Fault(FILE, "", field, name, f"one of {', '.join(sorted(there))}")
        for field, (there, used) in known.items()
        for name in used
        if name not in there
    ]
    if faults:
        raise EvidenceError(faults)
    return held
