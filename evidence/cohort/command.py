"""A cohort screened against a trial: one verdict for every row, in input order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from evidence.cohort.engines import DEFAULT, ENGINES
from evidence.cohort.files import is_parquet, pieces
from evidence.cohort.map_file import read_map
from evidence.cohort.questions import EachTrial, OneTrial, Question
from evidence.cohort.reading import JOINED
from evidence.cohort.screen import screened_cells
from evidence.cohort.spark import SENT_ROWS, EngineError, csv_pieces, screen_parquet, session
from evidence.cohort.verdicts import VerdictRows, conflict_words, csv_lines, shown_label
from evidence.cohort.wording import reading_notes
from evidence.eligibility.assessment import Judgement, judge
from evidence.eligibility.criteria import Criteria, Status, Verdict
from evidence.files.command_line import Arguments
from evidence.files.faults import EvidenceError
from evidence.files.output import Output, OutputError, whole
from evidence.patient.answers import Problem
from evidence.patient.cohort_file import CohortRow, UnknownColumnsError, UnusableFileError, label_fault, write_rows
from evidence.patient.column_map import ColumnMap
from evidence.patient.patient import read_patient
from evidence.trial.trial import TRIALS, load_trial, trial_of_the_pages

_PROGRAM = "python -m evidence screen"
_SPARK = "spark"
_ALL = "all"
_WAYS_ON = " (--map MAP, --ignore-unknown-columns)"


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
    parser.add_argument(
        "--map",
        metavar="MAP",
        help="CSV file that says what the columns are: the file's name, our name, and optionally value=value pairs "
        "with semicolons between",
    )
    parser.add_argument(
        "--ignore-unknown-columns",
        action="store_true",
        help="leave out the columns that no attribute has, and say which",
    )
    return parser.parse_args(args)


def main(args: list[str]) -> int:
    """Screen a file. 0: screened, invalid rows counted on standard error; 1: evidence broken; 2: unusable input."""
    wanted = _arguments(args)
    try:
        question = _question(wanted.trial or trial_of_the_pages(TRIALS))
        columns = _columns(wanted.map, leaves_out=wanted.ignore_unknown_columns)
        _refuse_to_overwrite(wanted.cohort, wanted.output, folders=wanted.engine == _SPARK)
        with whole(wanted.output) as out:  # a file that cannot be screened leaves no output
            done = _hold(_screened(wanted.cohort, question, wanted.engine, columns), question, out)
    except UnusableFileError as error:
        ways = _WAYS_ON if isinstance(error, UnknownColumnsError) else ""
        name = "standard input" if wanted.cohort == "-" else wanted.cohort
        print(f"{name}: {error}{ways}", file=sys.stderr)
        return 2
    except (UnusableArgumentsError, OutputError, EngineError) as error:
        print(f"{_PROGRAM}: {error}", file=sys.stderr)
        return 2
    except EvidenceError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(done.sentences()), file=sys.stderr)
    return 0


def _screened(cohort: str, question: Question, engine: str, columns: ColumnMap) -> Iterator[VerdictRows]:
    """The rows of the verdict file, in order, some at a time."""
    if engine == _SPARK:
        with session() as opened:
            yield from _screened_by_spark(opened, cohort, question, columns)
        return
    with _source(cohort) as source:
        yield from screened_cells(pieces(source, columns=columns), question, engine)


def _screened_by_spark(
    opened: Any,  # noqa: ANN401  # Spark's
    cohort: str,
    question: Question,
    columns: ColumnMap,
) -> Iterator[VerdictRows]:
    """A file of this machine is told apart by its first bytes, as everywhere; any other path by how it ends."""
    if cohort == "-" or Path(cohort).is_file():
        with _source(cohort) as source:
            hidden = cohort != "-" and Path(cohort).name.startswith((".", "_"))  # Spark reads no file of such a name
            if cohort == "-" or hidden or not is_parquet(source):
                yield from screened_cells(pieces(source, SENT_ROWS, columns), question, _SPARK)
                return
    elif cohort.rstrip("/").casefold().endswith(".csv"):
        yield from screened_cells(csv_pieces(opened, cohort, columns), question, _SPARK)
        return
    yield from screen_parquet(opened, cohort, question, columns)


@dataclass
class _Done:
    """What was done to a file: its rows, how many of them are invalid, what was left out and what was shortened."""

    rows: int = 0
    invalid: int = 0
    cut: int = 0
    left_out: dict[str, None] = field(default_factory=dict)

    def sentences(self) -> list[str]:
        rows = "1 row" if self.rows == 1 else f"{self.rows} rows"
        return [f"{rows} screened, {self.invalid} of them invalid", *reading_notes(list(self.left_out), self.cut)]


def _hold(parts: Iterable[VerdictRows], question: Question, out: Output) -> _Done:
    """Write the verdicts of every row."""
    done = _Done()
    out.write(write_rows([question.header]).encode("utf-8"))
    for part in parts:
        out.write(csv_lines(part.cells).encode("utf-8"))
        done.rows += part.cells.height
        done.invalid += int((part.cells[question.verdicts[0]] == Verdict.INVALID.value).sum())
        done.cut += part.cut
        done.left_out |= dict.fromkeys(part.left_out)
    return done


def _columns(name: str | None, *, leaves_out: bool) -> ColumnMap:
    """How the cohort's columns are named.

    Raises:
        UnusableArgumentsError: the map cannot be read or used.
    """
    columns = ColumnMap(leaves_out_unknown=leaves_out)
    if name is None:
        return columns
    try:
        return read_map(Path(name).read_bytes(), columns)
    except OSError as error:
        raise UnusableArgumentsError(f"the map {name} cannot be read: {error.strerror or error}") from error
    except UnusableFileError as error:
        raise UnusableArgumentsError(f"the map {name}: {error}") from error


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
