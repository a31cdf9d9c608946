"""`python -m evidence score`: how well a matcher's answers agree with those of a gold set."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from evidence.files.command_line import Arguments
from evidence.gold.score import CriterionScore, UnusableAnswersError, score

_PROGRAM = "python -m evidence score"


def main(args: list[str]) -> int:
    """Print a table of agreement per criterion. 0: scored; 2: a file cannot be used."""
    parser = Arguments(prog=_PROGRAM, description="Compare a matcher's answers with those of a gold set.")
    parser.add_argument("answers", help="answers.csv or answers.parquet of the gold set")
    parser.add_argument("given", help="the matcher's answers: CSV or Parquet with patient_id, criterion, answer")
    wanted = parser.parse_args(args)
    try:
        scores = score(_table(wanted.answers), _table(wanted.given))
    except (OSError, pl.exceptions.PolarsError) as error:
        return _unusable(f"a file cannot be read: {type(error).__name__}")
    except UnusableAnswersError as error:
        return _unusable(str(error))
    print("criterion,patients,agreed,kappa,confusion (right>given)")
    for each in scores:
        print(_line(each))
    return 0


def _line(each: CriterionScore) -> str:
    kappa = "" if each.kappa is None else f"{each.kappa:.3f}"
    confusion = " ".join(f"{right}>{given}:{count}" for (right, given), count in sorted(each.confusion.items()))
    return f"{each.criterion},{each.patients},{each.agreed},{kappa},{confusion}"


def _table(name: str) -> pl.DataFrame:
    path = Path(name)
    return pl.read_parquet(path) if path.suffix.casefold() == ".parquet" else pl.read_csv(path, infer_schema=False)


def _unusable(says: str) -> int:
    print(f"{_PROGRAM}: {says}", file=sys.stderr)
    return 2
