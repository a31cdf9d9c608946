"""`python -m evidence import-fhir`: records to a cohort file; what disagrees is left blank and listed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from tqdm import tqdm

from evidence.fhir.bulk_import import Imported, import_bulk
from evidence.fhir.imported_row import imported_row
from evidence.fhir.mapper import imported
from evidence.fhir.record import UnusableRecordError, read_json, read_record
from evidence.fhir.sources import bundles_of, files_of, is_lines, of_single_resources
from evidence.files.command_line import Arguments
from evidence.files.output import Output, OutputError, whole
from evidence.patient.attributes import clinical_attributes
from evidence.patient.cohort_file import write_rows

_PROGRAM = "python -m evidence import-fhir"
_WHAT = (
    "a bundle (JSON), several of them (NDJSON, one a line), either packed with gzip, a folder of them, or a folder of "
    "a Bulk Data export (NDJSON, one resource a line)"
)


def main(args: list[str]) -> int:
    """Import records. 0: written; 2: nothing in the input could be read, or the arguments are unusable."""
    wanted = _arguments(args)
    source, target = Path(wanted.records), wanted.output
    try:
        if target != "-" and Path(target).exists() and source.exists() and Path(target).samefile(source):
            return _unusable("the output would overwrite the records themselves; name another file")
        files = files_of(source)
        several = source.is_dir() or is_lines(source)
    except OSError as error:  # a folder on the way that this user may not look into
        return _unusable(f"the records cannot be read: {error.strerror}")
    try:
        with whole(target) as out:
            rows, broken = _write(out, files, wanted.reference_date, several=several)
    except (OutputError, UnusableRecordError) as error:
        return _unusable(str(error))
    _report(rows, broken)
    return 0


def _write(out: Output, files: list[Path], at: date, *, several: bool) -> tuple[int, int]:
    """Write a row for each record that can be read; how many there are, and how many pieces could not be read."""
    rows = broken = 0
    names = tuple(clinical_attributes())
    records = import_bulk(files, at) if of_single_resources(files) else _import_bundles(files, at)
    for number, place, found in records:
        if isinstance(found, UnusableRecordError):
            if not several:
                raise found
            broken += 1
            _say(f"{place}: {found}")
            continue
        if not rows:
            out.write(write_rows([["patient_id", *names]]).encode("utf-8"))
        rows += 1
        # The number of the record, also where one before it could not be read: nothing shifts.
        row = [str(number), *(found.texts.get(name, "") for name in names)]
        out.write(write_rows([row]).encode("utf-8"))
        for says in found.says:
            _say(f"row {number}: {says}")
    if not rows:
        raise UnusableRecordError("there is no record that could be read")
    return rows, broken


def _import_bundles(files: list[Path], at: date) -> Iterator[Imported]:
    for number, (place, written) in enumerate(bundles_of(files), start=1):
        try:
            if isinstance(written, OSError):
                raise UnusableRecordError(f"the file cannot be read: {written.strerror or written}")
            yield number, "", imported_row(imported(read_record(read_json(written)), at))
        except UnusableRecordError as error:
            yield number, f"record {number} ({place})", error


def _say(says: str) -> None:
    """A line on standard error, above how far an import is where that stands there."""
    tqdm.write(says, file=sys.stderr)


def _unusable(says: str) -> int:
    _say(f"{_PROGRAM}: {says}")
    return 2


def _arguments(args: list[str]) -> argparse.Namespace:
    parser = Arguments(prog=_PROGRAM, description="Turn FHIR R4 bundles (mCODE, US Core) into a cohort file.")
    parser.add_argument("records", help=_WHAT)
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


def _report(rows: int, broken: int) -> None:
    count = "1 record" if rows == 1 else f"{rows} records"
    _say(f"{count} imported, {broken} not readable")
