"""What reading a record costs beside parsing its JSON alone: `python -m tests.bench.records`.

The records are made up, of 21 resources each; bundles and the same patients as a Bulk Data export. Processor time of one
process for both, in rounds that alternate, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from evidence.fhir.bulk import BulkReader, index_of
from evidence.fhir.imported_row import imported_row
from evidence.fhir.mapper import imported
from evidence.fhir.record import read_json, read_record
from tests.fhir.bundles import POSITIVE, bundle, observation, patient, quantity

AT = date(2026, 2, 1)
PATIENTS, ROUNDS, RESOURCES = 1_000, 7, 21


def resources(number: int) -> list[dict[str, object]]:
    """One made-up patient: the record of the tests, and results that answer nothing."""
    every = [entry["resource"] for entry in POSITIVE["entry"]][1:]
    every += [observation("718-7", **quantity(12.1, "g/dL")) for _ in range(RESOURCES - 1 - len(every))]
    subject = {"reference": f"Patient/p{number}"}
    named = [each | {"subject": subject, "id": f"r{number}-{at}"} for at, each in enumerate(every)]
    return [patient(id=f"p{number}"), *named]


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time for all patients."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> None:
    """Print patients a second of one process: parsed alone, read as bundles, read as an export; and the ratios."""
    people = [resources(number) for number in range(PATIENTS)]
    bundles = [json.dumps(bundle(*each)).encode() for each in people]
    with tempfile.TemporaryDirectory() as folder:
        of_type: dict[str, list[str]] = {}
        for each in (resource for person in people for resource in person):
            of_type.setdefault(str(each["resourceType"]), []).append(json.dumps(each))
        for kind, lines in of_type.items():
            (Path(folder) / f"{kind}.ndjson").write_text("\n".join(lines), encoding="utf-8")
        files = sorted(Path(folder).iterdir())

        def export() -> None:
            index = index_of(files)
            with BulkReader(index.files, index.medications) as reader:
                for lines in index.patients():
                    imported_row(imported(reader.record(lines), AT))

        works: dict[str, Callable[[], object]] = {
            "JSON alone": lambda: [json.loads(each) for each in bundles],
            "bundles": lambda: [imported_row(imported(read_record(read_json(each)), AT)) for each in bundles],
            "Bulk Data export": export,
        }
        times: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(ROUNDS):
            for name, work in works.items():
                times[name].append(spent(work))
    for name, own in times.items():
        ratio = statistics.median(one / alone for one, alone in zip(own, times["JSON alone"], strict=True))
        rate = PATIENTS / statistics.median(own)
        sys.stdout.write(f"{name + ', patients a second':<38}{rate:>10,.0f}{ratio:>8.1f} x JSON alone\n")


if __name__ == "__main__":
    main()
