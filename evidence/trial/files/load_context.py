"""What loading a folder has found so far, and how a file's rows and faults get there."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from evidence.files.definitions import Frozen, faults_of
from evidence.files.faults import Fault
from evidence.files.reading import read_csv, read_yaml
from evidence.trial.values import Value

Kind = TypeVar("Kind", bound=Frozen)

REFERENCES = {
    "arm": "arm",
    "versus": "arm",
    "analysis": "analysis",
    "endpoint": "endpoint",
    "population": "population",
    "outcome": "outcome",
    "source": "source",
    "original": "source",
    "also_seen_in": "source",
    "sources": "source",
    "reported_source": "source",
}
"""Columns that name something defined elsewhere, and what it is."""


@dataclass(frozen=True)
class IdReference:
    """An id used in a row, to be found among the defined ones once everything is read."""

    kind: str
    file: str
    row: str
    column: str
    id: str


@dataclass
class LoadContext:
    """What loading a trial's folder has found so far: every value, every id used, and every fault.

    `held` names the files that a trial known in part has, beside trial.yaml; the others read as empty. None: all files.
    """

    folder: Path
    held: frozenset[str] | None = None
    faults: list[Fault] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    references: list[IdReference] = field(default_factory=list)

    def add_reference(self, file: str, row: str, holder: BaseModel) -> None:
        """Note the ids that a row or part uses."""
        for column in REFERENCES.keys() & type(holder).model_fields.keys():
            held = getattr(holder, column)
            for each in held if isinstance(held, tuple) else (held,):
                if each:
                    self.references.append(IdReference(REFERENCES[column], file, row, column, each))

    def lacks(self, file: str) -> bool:
        """Whether the trial does without this file; one that is there all the same is a fault."""
        if self.held is None or file in self.held:
            return False
        if (self.folder / file).exists():
            self.add_fault(
                file, "", "", "a file that trial.yaml does not name under `held`", "its name there, or no file"
            )
        return True

    def add_fault(self, file: str, row: str, column: str, found: str, expected: str) -> None:
        """Add one fault."""
        self.faults.append(Fault(file, row, column, found, expected))


def read_rows(loading: LoadContext, file: str, kind: type[Kind]) -> list[tuple[str, Kind]]:
    """Every valid row of a file with its row number; the faults of the others are added to the load context.

    All columns of `kind` must be in the header, whether or not a cell may be blank, except those it names `OPTIONAL`.
    """
    path = loading.folder / file
    rows: list[tuple[str, Kind]] = []
    if loading.lacks(file):
        return rows
    optional: tuple[str, ...] = getattr(kind, "OPTIONAL", ())
    required = tuple(name for name in kind.model_fields if name not in optional)
    for raw in read_csv(path, loading.faults, required=required, optional=optional):
        try:
            row = kind.model_validate(raw.cells)
        except ValidationError as error:
            loading.faults += faults_of(error, file, raw.number, raw.cells)
            continue
        loading.add_reference(file, raw.number, row)
        rows.append((raw.number, row))
    return rows


def read_nested(loading: LoadContext, file: str, kind: type[Kind]) -> Kind | None:
    """A nested file as one model; None after its faults were added to the load context."""
    before = len(loading.faults)
    raw = read_yaml(loading.folder / file, loading.faults)
    if len(loading.faults) > before:
        return None
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        loading.faults += faults_of(error, file, "")
        return None
