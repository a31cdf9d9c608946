"""`python -m evidence import-fhir`: records to a cohort file; what disagrees is left blank and listed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO

from evidence.fhir.found import FoundAnswer
from evidence.fhir.mapper import ImportResult, imported
from evidence.fhir.record import LARGEST_BYTES, UnusableRecordError, read_json, read_record
from evidence.files.command_line import Arguments
from evidence.files.output import OutputError, whole
from evidence.patient.attributes import clinical_attributes
from evidence.patient.cohort_file import write_rows

_PROGRAM = "python -m evidence import-fhir"


def main(args: list[str]) -> int:
    """Import records. 0: written; 2: nothing in the input could be read, or the arguments are unusable."""
    wanted = _arguments(args)
    source, target = Path(wanted.records), wanted.output
    try:
        if target != "-" and Path(target).exists() and source.exists() and Path(target).samefile(source):
            return _unusable("the output would overwrite the records themselves; name another file")
        several = source.is_dir() or _is_ndjson(source)
    except OSError as error:  # a folder on the way that this user may not look into
        return _unusable(f"the records cannot be read: {error.strerror}")
    rows: list[list[str]] = []
    refused: list[UnusableRecordError] = []
    for number, (place, record) in enumerate(_sources(source), start=1):
        try:
            found = _import(record, wanted.reference_date)
        except UnusableRecordError as error:
            refused.append(error)
            if several:
                print(f"record {number} ({place}): {error}", file=sys.stderr)
            continue
        # The number of the record, also where one before it could not be read: nothing shifts.
        rows.append(_row(number, found))
        _list(number, found)
    if not rows:
        return _unusable(str(refused[0]) if refused and not several else "there is no record that could be read")
    try:
        with whole(target) as out:
            out.write(write_rows([["patient_id", *clinical_attributes()], *rows]).encode("utf-8"))
    except OutputError as error:
        return _unusable(str(error))
    _report(len(rows), len(refused))
    return 0


def _unusable(says: str) -> int:
    print(f"{_PROGRAM}: {says}", file=sys.stderr)
    return 2


def _arguments(args: list[str]) -> argparse.Namespace:
    parser = Arguments(prog=_PROGRAM, description="Turn FHIR R4 bundles (mCODE, US Core) into a cohort file.")
    parser.add_argument("records", help="a bundle (JSON), several of them (NDJSON, one a line), or a folder of either")
    parser.add_argument("--output", required=True, help="where the cohort goes; - writes standard output")
    parser.add_argument(
        "--reference-date",
        type=_day,
        default=datetime.now(UTC).date(),
        help="the day as of which records are read, such as 2026-01-31; today if not given",
    )
    return parser.parse_args(args)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text[:20]} is not a date such as 2026-01-31") from error


def _is_ndjson(path: Path) -> bool:
    return path.suffix.casefold() == ".ndjson"


def _sources(path: Path) -> Iterator[tuple[str, bytes | OSError]]:
    """Every record with its place: of a folder in the order of file names, of NDJSON line by line.

    Of a record that is too large, only so much as shows that it is.
    """
    files = [path]
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix.casefold() in (".json", ".ndjson"))
    for file in files:
        try:
            with file.open("rb") as opened:
                if _is_ndjson(file):
                    yield from ((f"{file.name}, line {number}", line) for number, line in _lines(opened))
                else:
                    yield file.name, opened.read(LARGEST_BYTES + 1)
        except OSError as error:
            yield file.name, error


def _lines(opened: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while line := opened.readline(LARGEST_BYTES + 1):
        number += 1
        if line.strip():
            yield number, line
        while len(line) > LARGEST_BYTES and not line.endswith(b"\n"):
            line = opened.readline(LARGEST_BYTES + 1)


def _import(source: bytes | OSError, at: date) -> ImportResult:
    if isinstance(source, OSError):
        raise UnusableRecordError(f"the file cannot be read: {source.strerror or source}")
    return imported(read_record(read_json(source)), at)


def _row(number: int, found: ImportResult) -> list[str]:
    texts = found.settled_texts()
    return [str(number), *(texts.get(name, "") for name in clinical_attributes())]


def _list(number: int, found: ImportResult) -> None:
    """What was not taken over, with the row it concerns."""
    said = [f"{found.confirm} Nothing of it was taken over."] if found.confirm else []
    said += [f"{says} Left blank." for says in found.weigh]
    said += found.ask
    for proposal in found.proposals:
        if proposal.settled and proposal.newest.remark:
            said.append(f"{proposal.newest.label} is {proposal.newest.remark}.")
        older = [each for each in proposal.others if each.text != proposal.newest.text]
        if proposal.settled and older:
            said.append(f"{proposal.newest.where} counts; also in the record: " + "; ".join(_older(older)) + ".")
    said += [f"not used: {says}{f' ({times} times)' if times > 1 else ''}" for says, times in found.left]
    for says in said:
        print(f"row {number}: {says}", file=sys.stderr)


def _older(others: list[FoundAnswer]) -> list[str]:
    return [f"{each.text} ({each.where})" for each in others]


def _report(rows: int, broken: int) -> None:
    count = "1 record" if rows == 1 else f"{rows} records"
    print(f"{count} imported, {broken} not readable", file=sys.stderr)
