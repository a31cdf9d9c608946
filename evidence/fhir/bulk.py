"""A Bulk Data export, one resource a line in any number of files, put together again patient by patient.

Every line is read twice: once for whose it is, which is kept as three numbers a line, and once with the other lines of
its patient. So nothing of a patient is held longer than it takes to read them, and nothing is written to a disk.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
from pydantic import ValidationError

from evidence.fhir.record import (
    LARGEST_ENTRIES,
    READ_TYPES,
    PatientRecord,
    UnusableRecordError,
    not_read,
    read_json,
    record_of,
)
from evidence.fhir.resources import FhirConcept, FhirResource
from evidence.fhir.sources import is_packed, lines_of

Lines = tuple[tuple[int, int, int], ...]
"""Where a patient's lines stand: file, first byte, length."""

_NO_PATIENT_RESOURCE = 1 << 62


@dataclass
class BulkIndex:
    """Whose each line of an export is, and what belongs to nobody.

    `medications` are what references of every patient may point to. `unread` counts what is not read, by reason;
    `broken` names the lines that hold no resource, with the reason.
    """

    files: tuple[Path, ...]
    medications: dict[str, FhirConcept] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)
    broken: list[tuple[str, str]] = field(default_factory=list)
    _whose: array[int] = field(default_factory=lambda: array("q"))
    _file: array[int] = field(default_factory=lambda: array("H"))
    _start: array[int] = field(default_factory=lambda: array("Q"))
    _length: array[int] = field(default_factory=lambda: array("I"))
    _rank: array[int] = field(default_factory=lambda: array("q"))

    def add(self, whose: str, kind: str, place: tuple[int, int, int]) -> None:
        """Note one line of a patient."""
        self._rank.append(len(self._whose) + (0 if kind == "Patient" else _NO_PATIENT_RESOURCE))
        self._whose.append(hash(whose))
        for column, value in zip((self._file, self._start, self._length), place, strict=True):
            column.append(value)

    def count(self) -> int:
        """How many patients there are."""
        return len(set(self._whose))

    def patients(self) -> Iterator[Lines]:
        """The lines of each patient, in the order of their Patient resources; who has none comes last."""
        if not self._whose:
            return
        whose = np.frombuffer(self._whose, np.int64)
        order = np.argsort(whose, kind="stable")
        of_patient = whose[order]
        starts = np.flatnonzero(np.r_[True, of_patient[1:] != of_patient[:-1]])
        ends = np.r_[starts[1:], len(order)]
        first = np.minimum.reduceat(np.frombuffer(self._rank, np.int64)[order], starts)
        for at in np.argsort(first):
            lines = order[starts[at] : ends[at]].tolist()
            yield tuple((self._file[line], self._start[line], self._length[line]) for line in lines)


def index_of(files: list[Path], seen: Callable[[int], object] = lambda _: None) -> BulkIndex:
    """Read every line for whose it is; `seen` is told how many bytes have been read since it was last told.

    Raises:
        UnusableRecordError: a file is packed, of which no line can be read by itself, or cannot be read.
    """
    for file in files:
        if is_packed(file):
            raise UnusableRecordError(f"{file.name} is a packed file of an export; unpack it first (gunzip)")
    index = BulkIndex(tuple(files))
    concepts: dict[str, FhirConcept] = {}
    for at, file in enumerate(files):
        try:
            with file.open("rb") as opened:
                for number, start, line in lines_of(opened):
                    _note(index, concepts, (at, start, len(line)), line, f"{file.name}, line {number}")
                    seen(len(line))
        except OSError as error:
            raise UnusableRecordError(f"{file.name} cannot be read: {error.strerror or 'it is no file'}") from error
    return index


def _note(
    index: BulkIndex, concepts: dict[str, FhirConcept], place: tuple[int, int, int], line: bytes, named: str
) -> None:
    try:
        written = read_json(line)
    except UnusableRecordError as error:
        index.broken.append((named, str(error)))
        return
    kind = written.get("resourceType") if isinstance(written, dict) else None
    if not isinstance(written, dict) or not isinstance(kind, str):
        index.broken.append((named, "the line is no FHIR resource"))
    elif kind == "Medication":
        _take_medication(index, concepts, written, named)
    elif kind not in READ_TYPES:
        index.unread[not_read(kind)] += 1
    elif whose := _whose(kind, written):
        index.add(whose, kind, place)
    else:
        index.unread[f"{kind}: it does not say whose it is"] += 1


def _take_medication(
    index: BulkIndex, concepts: dict[str, FhirConcept], written: Mapping[str, object], named: str
) -> None:
    """A medication that others point to; equal ones are held once."""
    try:
        code = FhirResource.model_validate(written).code
    except ValidationError:
        index.broken.append((named, "Medication is not what FHIR says it is"))
        return
    if code is not None and isinstance(written.get("id"), str):
        held = concepts.setdefault(json.dumps(written["code"], default=str, sort_keys=True), code)
        index.medications[f"Medication/{written['id']}"] = held


def _whose(kind: str, written: Mapping[str, object]) -> str:
    """The patient of a resource as `Patient/…`; empty where it names none."""
    if kind == "Patient":
        return f"Patient/{written['id']}" if isinstance(written.get("id"), str) else ""
    about = written.get("subject") or written.get("patient")
    reference = about.get("reference") if isinstance(about, dict) else None
    return _plain(reference) if isinstance(reference, str) else ""


def _plain(reference: str) -> str:
    """A reference without its server and its version."""
    return "/".join(reference.split("/_history/")[0].split("/")[-2:])


class BulkReader:
    """Reads patients of an export again, file by file open at the same time. Use as a context."""

    def __init__(self, files: tuple[Path, ...], medications: Mapping[str, FhirConcept]) -> None:
        self._files, self._medications = files, medications
        self._opened: list[BinaryIO] = []
        self._stack = ExitStack()

    def __enter__(self) -> BulkReader:
        self._opened = [self._stack.enter_context(file.open("rb")) for file in self._files]
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def record(self, lines: Lines) -> PatientRecord:
        """One patient's record, the same as if these resources had come in a bundle.

        Raises:
            UnusableRecordError: a resource has a field of the wrong kind, or there are more than a record may hold.
        """
        if len(lines) > LARGEST_ENTRIES:
            raise UnusableRecordError(f"the patient has more than {LARGEST_ENTRIES:,} resources")
        written = [read_json(self._line(*place)) for place in lines]
        wanted = {
            reference: self._medications[_plain(reference)]
            for each in written
            if isinstance(each, dict)
            and isinstance(pointed := each.get("medicationReference"), dict)
            and isinstance(reference := pointed.get("reference"), str)
            and _plain(reference) in self._medications
        }
        return record_of(written, wanted, lambda number: self._place(*lines[number]))

    def _place(self, file: int, start: int, _: int) -> str:
        return f"{self._files[file].name}, from byte {start:,}"

    def _line(self, file: int, start: int, length: int) -> bytes:
        self._opened[file].seek(start)
        return self._opened[file].read(length)
