"""`python -m evidence export <trial>`: a whole validated trial in a form that other programs read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from evidence.exchange.bundle import bundle
from evidence.exchange.ctml import ctml
from evidence.exchange.fact_table import fact_table
from evidence.files.command_line import Arguments
from evidence.files.faults import EvidenceError
from evidence.patient.cohort_file import write_rows
from evidence.trial.export import export
from evidence.trial.trial import TRIALS, Trial, load_trial, trial_ids


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


FORMATS: dict[str, Callable[[Trial], str]] = {
    "json": lambda trial: _json(export(trial)),
    "fhir": lambda trial: _json(bundle(trial)),
    "ctml": ctml,
    "csv": lambda trial: write_rows(fact_table(trial)),
}


def main(args: list[str], folder: Path = TRIALS) -> int:
    """Print one trial. 0: printed; 1: its evidence cannot be loaded; 2: there is no such trial or form."""
    parser = Arguments(prog="python -m evidence export", description="Print a whole validated trial.")
    parser.add_argument("trial", help="folder name under evidence/trials")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="json",
        help="json: one document; fhir: an R5 Bundle; ctml: the criteria for MatchMiner; csv: a row for each value",
    )
    wanted = parser.parse_args(args)
    known = trial_ids(folder)
    if wanted.trial not in known:
        print(f"There is no trial {wanted.trial}; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    try:
        trial = load_trial(folder / wanted.trial)
    except EvidenceError as error:
        print(f"The evidence of {wanted.trial} cannot be used:\n{error}", file=sys.stderr)
        return 1
    sys.stdout.write(FORMATS[wanted.format](trial))
    return 0
