"""`python -m evidence gold-set`: made-up patients and the right answers, written as CSV and Parquet."""

from __future__ import annotations

import sys
from pathlib import Path

from evidence.files.command_line import Arguments
from evidence.files.output import OutputError, whole
from evidence.gold.sample import STRATA, gold_patients
from evidence.gold.tables import answer_table, patient_table
from evidence.trial.trial import TRIALS, load_trial, trial_of_the_pages

_PROGRAM = "python -m evidence gold-set"
_LARGEST = 1_000_000


def main(args: list[str]) -> int:
    """Write `patients` and `answers` as CSV and Parquet into a folder. 0: written; 2: arguments unusable."""
    parser = Arguments(
        prog=_PROGRAM, description="Made-up patients, and the right answer to every criterion of a trial."
    )
    parser.add_argument("--patients", type=int, default=5000, help=f"how many, 1 to {_LARGEST}; 5000 if not given")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same patients")
    parser.add_argument(
        "--trial",
        default=trial_of_the_pages(),
        help="folder under evidence/trials; the one the pages show if not given",
    )
    parser.add_argument("--output", default="gold-set", help="the folder to write into, made where it is not there")
    wanted = parser.parse_args(args)
    if not 1 <= wanted.patients <= _LARGEST:
        return _unusable(f"--patients is {wanted.patients}; write a number from 1 to {_LARGEST}")
    known = sorted(folder.name for folder in TRIALS.iterdir() if (folder / "criteria.yaml").is_file())
    if wanted.trial not in known:
        return _unusable(f"there is no trial {wanted.trial}; there are: {', '.join(known)}")
    criteria = load_trial(TRIALS / wanted.trial).criteria
    patients = list(gold_patients(criteria, wanted.patients, wanted.seed))
    try:
        Path(wanted.output).mkdir(parents=True, exist_ok=True)
        for name, table in (("patients", patient_table(patients)), ("answers", answer_table(patients, criteria))):
            with whole(str(Path(wanted.output) / f"{name}.csv")) as out:
                out.write(table.write_csv().encode("utf-8"))
            table.write_parquet(Path(wanted.output) / f"{name}.parquet")
    except (OutputError, OSError) as error:
        return _unusable(str(error))
    print(f"{len(patients)} patients in {len(STRATA)} strata written to {wanted.output}", file=sys.stderr)
    return 0


def _unusable(says: str) -> int:
    print(f"{_PROGRAM}: {says}", file=sys.stderr)
    return 2
