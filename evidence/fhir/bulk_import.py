"""Every patient of a Bulk Data export, read on all cores, with how far it is."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tqdm import tqdm

from evidence.fhir.bulk import BulkIndex, BulkReader, Lines, index_of
from evidence.fhir.imported_row import ImportedRow, imported_row
from evidence.fhir.mapper import imported
from evidence.fhir.record import UnusableRecordError
from evidence.fhir.resources import FhirConcept
from evidence.fhir.sources import is_lines

Imported = tuple[int, str, ImportedRow | UnusableRecordError]
"""The number of a record, where it stands, and what it comes to or why it cannot be read."""

_SHOWN: Any = {"unit_scale": True, "leave": False, "disable": None}
_PIECE = 500
_TOO_FEW_TO_SHARE = 2 * _PIECE


def import_bulk(files: list[Path], at: date) -> Iterator[Imported]:
    """The patients of an export in the order of their Patient resources, then what of it could not be used.

    How far it is stands on standard error where that is a terminal.

    Raises:
        UnusableRecordError: a file is packed or cannot be read.
    """
    wanted = [each for each in files if is_lines(each)]
    with tqdm(total=sum(file.stat().st_size for file in wanted), desc="Whose each line is", unit="B", **_SHOWN) as bar:
        index = index_of(wanted, bar.update)
    every = enumerate(_found(index, at), start=1)
    for number, found in tqdm(every, total=index.count(), desc="Patients", unit="", **_SHOWN):
        yield number, f"record {number}", found
    for place, why in index.broken:
        yield 0, place, UnusableRecordError(why)
    for why, times in sorted(index.unread.items()):
        tqdm.write(f"not used: {why}{f' ({times} times)' if times > 1 else ''}", file=sys.stderr)
    for other in files:
        if other not in wanted:
            tqdm.write(f"not used: {other.name}: an export is read from its files of NDJSON", file=sys.stderr)


def _found(index: BulkIndex, at: date) -> Iterator[ImportedRow | UnusableRecordError]:
    if index.count() < _TOO_FEW_TO_SHARE:
        with BulkReader(index.files, index.medications) as reader:
            yield from _each(reader, index.patients(), at)
        return
    patients = index.patients()
    pieces = iter(lambda: tuple(islice(patients, _PIECE)), ())
    # Started afresh, not copied: a process that is copied holds a copy of the index as well.
    with ProcessPoolExecutor(
        mp_context=get_context("spawn"), initializer=_start, initargs=(index.files, index.medications, at)
    ) as workers:
        waiting: deque[Future[list[ImportedRow | UnusableRecordError]]] = deque()
        for piece in pieces:
            waiting.append(workers.submit(_read_piece, piece))
            if len(waiting) > 2 * (os.cpu_count() or 1):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _each(reader: BulkReader, patients: Iterable[Lines], at: date) -> Iterator[ImportedRow | UnusableRecordError]:
    for lines in patients:
        try:
            yield imported_row(imported(reader.record(lines), at))
        except UnusableRecordError as error:
            yield error


_reader: tuple[BulkReader, date]


def _start(files: tuple[Path, ...], medications: Mapping[str, FhirConcept], at: date) -> None:
    """What a process needs once."""
    global _reader
    _reader = BulkReader(files, medications).__enter__(), at


def _read_piece(patients: tuple[Lines, ...]) -> list[ImportedRow | UnusableRecordError]:
    reader, at = _reader
    return list(_each(reader, patients, at))
