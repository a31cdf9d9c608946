"""The verdict file of a cohort: the same cells for every row as for one patient, made column by column."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from evidence.cohort.contradicted import PUBLISHED_VERDICT, VERDICT
from evidence.cohort.evaluation import MET, NOT_MET, NOT_YET, UNKNOWN, conflict_column
from evidence.cohort.reading import JOINED
from evidence.eligibility.conflicts import Conflict, declared_conflicts
from evidence.eligibility.criteria import Criteria, Status, Verdict
from evidence.patient.answers import LONGEST_ENTRY, quoted
from evidence.patient.cohort_file import FORMULA_STARTS, INVISIBLE, SPLIT_FORMULA, label_fault

REGISTRY_COLUMNS = ("registry_failed", "registry_not_entered")
_STATUS_WORDS = {
    MET: Status.PASS.value,
    NOT_MET: Status.FAIL.value,
    UNKNOWN: Status.UNKNOWN.value,
    NOT_YET: Status.NOT_YET.value,
}
_VERDICT_WORDS = {
    MET: Verdict.ELIGIBLE.value,
    NOT_MET: Verdict.NOT_ELIGIBLE.value,
    UNKNOWN: Verdict.UNKNOWN.value,
    NOT_YET: Verdict.NOT_YET.value,
}
_NEEDS_QUOTES = '[",\r\n]'
_FORMULA = f"^[{re.escape(''.join(FORMULA_STARTS))}]"


@dataclass(frozen=True, slots=True)
class VerdictRows:
    """Consecutive rows of a verdict file, the columns of the cohort that were not read, and how many of these rows'
    entries lost their decimals."""

    cells: pl.DataFrame
    left_out: tuple[str, ...] = ()
    cut: int = 0


def verdict_header(criteria: Criteria) -> list[str]:
    """The columns of a verdict file."""
    ids = [criterion.id for criterion in criteria.published]
    return ["patient_id", VERDICT, PUBLISHED_VERDICT, "problems", "conflicts", *ids, *REGISTRY_COLUMNS]


def each_verdict_header(trials: tuple[str, ...]) -> list[str]:
    """The columns of a verdict file of several trials."""
    return ["patient_id", *trials, "problems", "conflicts"]


def csv_lines(cells: pl.DataFrame) -> str:
    """The rows as CSV text, each ended by a newline, with every cell that a spreadsheet would run disarmed."""
    lines = cells.select(
        pl.concat_str([_csv_cell(pl.col(name).cast(pl.String)) for name in cells.columns], separator=",")
    ).to_series()
    return "".join(f"{line}\n" for line in lines)


def parquet_cells(cells: pl.DataFrame) -> pl.DataFrame:
    """The rows as a Parquet file should hold them; a cell that would be empty in CSV is missing."""
    return cells.with_columns(pl.all().replace("", None))


def _csv_cell(cell: pl.Expr) -> pl.Expr:
    split = cell.str.replace_all(SPLIT_FORMULA, "${1}'${2}")
    disarmed = pl.concat_str([pl.lit("'"), split])
    cell = pl.when(cell.str.strip_chars_start(INVISIBLE).str.contains(_FORMULA)).then(disarmed).otherwise(split)
    quoted = pl.concat_str([pl.lit('"'), cell.str.replace_all('"', '""', literal=True), pl.lit('"')])
    return pl.when(cell.str.contains(_NEEDS_QUOTES)).then(quoted).otherwise(cell)


def verdict_cells(
    first: int, labels: list[str], problems: pl.Series, found: pl.DataFrame, criteria: Criteria
) -> pl.DataFrame:
    """The rows of the verdict file for consecutive rows of a cohort, of which the first has this number.

    `found` are the columns of `with_verdicts`, in the same order as the labels and the problems.
    """
    valid = pl.col("problems") == ""
    return _labelled(first, labels, problems, found).select(
        "patient_id",
        _words(VERDICT, _VERDICT_WORDS, valid, otherwise=Verdict.INVALID.value),
        _words(PUBLISHED_VERDICT, _VERDICT_WORDS, valid, otherwise=Verdict.INVALID.value),
        "problems",
        pl.when(valid).then(_conflicts()).otherwise(pl.lit("")).alias("conflicts"),
        *(_words(criterion.id, _STATUS_WORDS, valid, otherwise="") for criterion in criteria.published),
        *(
            pl.when(valid).then(_listed(criteria, code)).otherwise(pl.lit("")).alias(name)
            for name, code in zip(REGISTRY_COLUMNS, (NOT_MET, UNKNOWN), strict=True)
        ),
    )


def each_verdict_cells(
    first: int, labels: list[str], problems: pl.Series, found: pl.DataFrame, trials: tuple[str, ...]
) -> pl.DataFrame:
    """The same for a verdict file of several trials; `found` holds the code of each trial's verdict under its name.

    Conflicts stand in the order of their file: on which of them a verdict rests differs from trial to trial.
    """
    valid = pl.col("problems") == ""
    there = [pl.when(pl.col(conflict_column(each))).then(pl.lit(conflict_words(each))) for each in declared_conflicts()]
    conflicts = pl.concat_str(there, separator=JOINED, ignore_nulls=True)
    return _labelled(first, labels, problems, found).select(
        "patient_id",
        *(_words(trial, _VERDICT_WORDS, valid, otherwise=Verdict.INVALID.value) for trial in trials),
        "problems",
        pl.when(valid).then(conflicts).otherwise(pl.lit("")).alias("conflicts"),
    )


def _labelled(first: int, labels: list[str], problems: pl.Series, found: pl.DataFrame) -> pl.DataFrame:
    """The columns of `found` with each row's label and problems; a label that is too long is a problem itself."""
    faults = {place: label_fault(label) for place, label in enumerate(labels) if len(label) > LONGEST_ENTRY}
    if faults:
        problems = problems.scatter(list(faults), list(faults.values()))
    labels = [shown_label(label, number) for number, label in enumerate(labels, start=first)]
    return found.with_columns(pl.Series("patient_id", labels, dtype=pl.String), problems)


def shown_label(label: str, number: int) -> str:
    """The label of a row: its number where it has none, shortened where it is longer than an entry may be."""
    return quoted(label) if len(label) > LONGEST_ENTRY else label if label.strip() else str(number)


def _listed(criteria: Criteria, code: int) -> pl.Expr:
    """The ids of the registry criteria with this code, joined; those without a rule are never among them."""
    rows = [each.id for each in criteria.registry if each.rule is not None]
    found = [pl.when(pl.col(name) == code).then(pl.lit(name)) for name in rows]
    return pl.concat_str(found, separator=JOINED, ignore_nulls=True) if found else pl.lit("")


def _words(name: str, words: dict[int, str], valid: pl.Expr, *, otherwise: str) -> pl.Expr:
    spelled = pl.col(name).replace_strict(words, return_dtype=pl.String)
    return pl.when(valid).then(spelled).otherwise(pl.lit(otherwise)).alias(name)


def _conflicts() -> pl.Expr:
    """Every conflict of a row, those that its verdict rests on first."""
    first = [pl.when(pl.col(f"rests:{each.id}")).then(pl.lit(conflict_words(each))) for each in declared_conflicts()]
    then = [
        pl.when(pl.col(conflict_column(each)) & ~pl.col(f"rests:{each.id}")).then(pl.lit(conflict_words(each)))
        for each in declared_conflicts()
    ]
    return pl.concat_str([*first, *then], separator=JOINED, ignore_nulls=True)


def conflict_words(conflict: Conflict) -> str:
    """A conflict as an item of a list whose items are joined by semicolons."""
    return f"{' / '.join(conflict.entries)}: {conflict.says.replace(';', ',')}"
