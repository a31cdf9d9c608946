"""A cohort screened against a trial: one verdict for every row, in input order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from evidence.cohort.engines import DEFAULT, ENGINES
from evidence.cohort.files import is_parquet, pieces
from evidence.cohort.questions import EachTrial, OneTrial, Question
from evidence.cohort.reading import JOINED
from evidence.cohort.screen import screened_cells
from evidence.cohort.spark import SENT_ROWS, EngineError, csv_pieces, screen_parquet, session
from evidence.cohort.verdicts import conflict_words, csv_lines, shown_label
from evidence.eligibility.assessment import Judgement, judge
from evidence.eligibility.criteria import Criteria, Status, Verdict
from evidence.files.command_line import Arguments
from evidence.files.faults import EvidenceError
from evidence.files.output import Output, OutputError, whole
from evidence.patient.answers import Problem
from evidence.patient.cohort_file import CohortRow, UnusableFileError, label_fault, write_rows
from evidence.patient.patient import read_patient
from evidence.trial.trial import TRIALS, load_trial, trial_of_the_pages

_PROGRAM = "python -m evidence screen"
_SPARK = "spark"
_ALL = "all"


def screened(rows: Iterable[CohortRow], criteria: Criteria) -> Iterator[list[str]]:
    """The verdict row of every row, in order, one patient at a time; the columns are those of `verdict_header`.

    What the table engines are held to. A row that does not validate is `invalid` with every problem named and empty
    criterion cells.
    """
    width = len(criteria.published) + 2  # with the two columns of the registry
    for row in rows:
        label = row.cells.get("patient_id", "")
        name = shown_label(label, row.number)
        texts = {attribute: text for attribute, text in row.cells.items() if attribute != "patient_id"}
        patient, problems = read_patient(texts)
        fault = label_fault(label) or row.misshapen
        found: list[Problem | str] = [fault] if fault else list(problems)
        if found:
            yield [name, Verdict.INVALID, Verdict.INVALID, JOINED.join(map(str, found)), "", *[""] * width]
        else:
            yield [name, *_verdict_cells(judge(patient, criteria), criteria)]


def _verdict_cells(judgement: Judgement, criteria: Criteria) -> list[str]:
    def rows(wanted: Status) -> str:
        registry = zip(criteria.registry, judgement.registry, strict=True)
        return JOINED.join(criterion.id for criterion, status in registry if status is wanted)

    return [
        judgement.verdict,
        judgement.published_verdict,
        "",
        JOINED.join(map(conflict_words, judgement.conflicts)),
        *judgement.published,
        rows(Status.FAIL),
        rows(Status.UNKNOWN),
    ]


class UnusableArgumentsError(ValueError):
    """The command cannot be carried out as given; the message is one plain sentence."""


def _arguments(args: list[str]) -> argparse.Namespace:
    parser = Arguments(
        prog=_PROGRAM,
        description="Screen every row of a CSV or Parquet file against a trial's criteria, or every trial's.",
    )
    parser.add_argument(
        "cohort",
        help="CSV or Parquet file with the attributes as columns; - reads standard input; with --engine spark also any "
        "path that Spark reads: Parquet, or CSV where the path ends so",
    )
    parser.add_argument("--output", required=True, help="where the verdicts go; - writes standard output")
    parser.add_argument(
        "--trial",
        help=f"folder under evidence/trials, or {_ALL} for a verdict of each; if not given, the trial of the pages",
    )
    parser.add_argument(
        "--engine", default=DEFAULT, choices=ENGINES, help=f"what judges the rows; {DEFAULT} if not given"
    )
    return parser.parse_args(args)


def main(args: list[str]) -> int:
    """Screen a file. 0: screened, invalid rows counted on standard error; 1: evidence broken; 2: unusable input."""
    wanted = _arguments(args)
    try:
        question = _question(wanted.trial or trial_of_the_pages(TRIALS))
        _refuse_to_overwrite(wanted.cohort, wanted.output, folders=wanted.engine == _SPARK)
        with whole(wanted.output) as out:  # a file that cannot be screened leaves no output
            rows, invalid = _hold(_screened(wanted.cohort, question, wanted.engine), question, out)
    except UnusableFileError as error:
        print(f"{wanted.cohort}: {error}" if wanted.cohort != "-" else f"standard input: {error}", file=sys.stderr)
        return 2
    except (UnusableArgumentsError, OutputError, EngineError) as error:
        print(f"{_PROGRAM}: {error}", file=sys.stderr)
        return 2
    except EvidenceError as error:
        print(error, file=sys.stderr)
        return 1
    count = "1 row" if rows == 1 else f"{rows} rows"
    print(f"{count} screened, {invalid} of them invalid", file=sys.stderr)
    return 0


def _screened(cohort: str, question: Question, engine: str) -> Iterator[pl.DataFrame]:
    """The rows of the verdict file, in order, some at a time."""
    if engine == _SPARK:
        with session() as opened:
            yield from _screened_by_spark(opened, cohort, question)
        return
    with _source(cohort) as source:
        yield from screened_cells(pieces(source), question, engine)


def _screened_by_spark(opened: Any, cohort: str, question: Question) -> Iterator[pl.DataFrame]:  # noqa: ANN401  # Spark's
    """A file of this machine is told apart by its first bytes, as everywhere; any other path by how it ends."""
    if cohort == "-" or Path(cohort).is_file():
        with _source(cohort) as source:
            hidden = cohort != "-" and Path(cohort).name.startswith((".", "_"))  # Spark reads no file of such a name
            if cohort == "-" or hidden or not is_parquet(source):
                yield from screened_cells(pieces(source, SENT_ROWS), question, _SPARK)
                return
    elif cohort.rstrip("/").casefold().endswith(".csv"):
        yield from screened_cells(csv_pieces(opened, cohort), question, _SPARK)
        return
    yield from screen_parquet(opened, cohort, question)


def _hold(parts: Iterable[pl.DataFrame], question: Question, out: Output) -> tuple[int, int]:
    """Write the verdicts of every row; how many rows there were, and how many of them invalid."""
    rows = invalid = 0
    out.write(write_rows([question.header]).encode("utf-8"))
    for cells in parts:
        out.write(csv_lines(cells).encode("utf-8"))
        rows += cells.height
        invalid += int((cells[question.verdicts[0]] == Verdict.INVALID.value).sum())
    return rows, invalid


def _question(trial: str) -> Question:
    """What to ask the cohort: of the trial named, or of all, the one that the pages show first.

    Raises:
        UnusableArgumentsError: there is no such trial.
        EvidenceError: its folder is broken.
    """
    known = sorted(folder.name for folder in TRIALS.iterdir() if (folder / "criteria.yaml").is_file())
    if trial == _ALL:
        shown = trial_of_the_pages(TRIALS)
        known.sort(key=lambda name: name != shown)
        return EachTrial({name: load_trial(TRIALS / name).criteria for name in known})
    if trial not in known:
        raise UnusableArgumentsError(f"there is no trial {trial}; there are: {', '.join(known)}, and {_ALL} for each")
    return OneTrial(load_trial(TRIALS / trial).criteria)


def _refuse_to_overwrite(source: str, target: str, *, folders: bool) -> None:
    if "-" in (source, target):
        return
    try:
        if not Path(source).exists():
            return
        if Path(target).exists() and Path(target).samefile(source):
            raise UnusableArgumentsError("the output would overwrite the cohort itself; name another file")
        if folders and Path(source).is_dir() and Path(target).resolve().is_relative_to(Path(source).resolve()):
            raise UnusableArgumentsError("the output would lie inside the cohort; name another place")
    except OSError as error:  # a folder on the way that this user may not look into
        raise UnusableArgumentsError(f"{error.filename or source} cannot be read: {error.strerror}") from error


@contextmanager
def _source(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        source = Path(name).open("rb")  # noqa: SIM115  # closed below: only opening it is an input that cannot be read
    except OSError as error:
        raise UnusableFileError(f"the file cannot be read: {error.strerror or error}") from error
    with source:
        yield source
