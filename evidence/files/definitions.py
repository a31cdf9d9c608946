"""Definition files (YAML): every scalar stays text until its model says what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from evidence.files.faults import EvidenceError, Fault
from evidence.files.reading import read_yaml

Model = TypeVar("Model", bound=BaseModel)


def read_definitions(path: Path, model: type[Model]) -> Model:
    """The definitions that a YAML file holds.

    Raises:
        EvidenceError: the file is missing or unreadable, or what it says does not validate; every fault is named
            with its place in the file.
    """
    faults: list[Fault] = []
    written = read_yaml(path, faults)
    if faults:
        raise EvidenceError(faults)
    return validated(path.name, written, model)


def validated(file: str, written: object, model: type[Model]) -> Model:
    """What was read from `file`, as a model.

    Raises:
        EvidenceError: it does not validate; every fault is named with its place in the file.
    """
    try:
        return model.model_validate(written)
    except ValidationError as error:
        raise EvidenceError(
            [
                Fault(
                    file=file,
                    row=".".join(str(step) for step in fault["loc"]),
                    field=str(fault["loc"][-1]) if fault["loc"] else "",
                    found=str(fault["input"])[:80],
                    expected=fault["msg"],
                )
                for fault in error.errors()
            ]
        ) from error
