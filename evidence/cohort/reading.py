"""From the cells of a table to answers: each distinct cell is read once, by the same rules as a form field."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from evidence.cohort.tables import ROW
from evidence.cohort.truth_columns import EXACT_DIGITS
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import Answer, clinical_attributes
from evidence.patient.column_map import AS_NAMED, ColumnMap

JOINED = "; "


@dataclass(frozen=True, slots=True)
class CohortPiece:
    """Some consecutive rows of a cohort file.

    `labels` are the cells of `patient_id`, blank where there are none. `cells` has a column per attribute of the
    file, of any kind. `misshapen` says for a row, by its place in the piece, why its cells cannot be told apart.
    `columns` says what the cells mean, `left_out` which columns of the file are not among them.
    """

    first: int
    labels: list[str]
    cells: pl.DataFrame
    misshapen: dict[int, str]
    columns: ColumnMap = AS_NAMED
    left_out: tuple[str, ...] = ()

    @property
    def numbers(self) -> pl.Series:
        """The 1-based numbers of the rows in the file."""
        return pl.Series(ROW, range(self.first, self.first + len(self.labels)), dtype=pl.Int64)


@dataclass(frozen=True, slots=True)
class CheckedPiece:
    """A piece as answers (with their `row`), and for each row the problems that make it invalid, empty where valid.

    `cut` counts the entries whose decimals were cut off.
    """

    answers: pl.DataFrame
    problems: pl.Series
    cut: int


def checked(piece: CohortPiece) -> CheckedPiece:
    """Read every cell. What does not validate is unknown among the answers and named among the row's problems."""
    answers = [piece.numbers]
    problems = []
    cut = 0
    for column in piece.cells:
        values, says, cut_here = _read_column(column, piece.columns)
        answers.append(values)
        cut += cut_here
        if says is not None:
            problems.append(says)
    rows = len(piece.labels)
    if problems:
        joined = pl.select(pl.concat_str(problems, separator=JOINED, ignore_nulls=True)).to_series()
    else:
        joined = pl.Series([""], dtype=pl.String).new_from_index(0, rows)
    if piece.misshapen:
        joined = joined.scatter(list(piece.misshapen), list(piece.misshapen.values()))
    return CheckedPiece(pl.DataFrame(answers), joined.alias("problems"), cut)


def _read_column(column: pl.Series, columns: ColumnMap) -> tuple[pl.Series, pl.Series | None, int]:
    """The answers of a column, the problems where there are any, and how many cells lost their decimals."""
    if column.dtype.is_float():
        column = column.fill_nan(None)
    known = lookup(column.name, column.unique(), columns)
    found = pl.DataFrame({"cell": column}).join(known, on="cell", how="left", maintain_order="left")
    says = None if known["says"].is_null().all() else found["says"].alias(column.name)
    return found["value"].alias(column.name), says, int(found["cut"].sum())


def lookup(name: str, distinct: pl.Series, columns: ColumnMap) -> pl.DataFrame:
    """Every `cell` of an attribute's column once, with its `value`, what it `says` where it does not validate, and
    whether its decimals were `cut`."""
    kind: type[pl.DataType] = pl.Float64 if clinical_attributes()[name].is_number else pl.String
    entries = [columns.entry(name, cell_text(cell)) for cell in distinct.to_list()]
    read = [read_answer(name, text) for text, _ in entries]
    says = [str(each) if isinstance(each, Problem) else None for each in read]
    values = [None if each is None or isinstance(each, Problem) else _stored(each) for each in read]
    return pl.DataFrame(
        {
            "cell": distinct,
            "value": pl.Series(values, dtype=kind),
            "says": pl.Series(says, dtype=pl.String),
            "cut": pl.Series([cut for _, cut in entries], dtype=pl.Boolean),
        }
    )


def cell_text(cell: object) -> str:
    """What would stand in a CSV file for a cell of a typed table; blank where it is missing."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        if math.isnan(cell):
            return ""
        return str(int(cell)) if cell.is_integer() else f"{Decimal(repr(cell)):f}" if math.isfinite(cell) else str(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _stored(answer: Answer) -> float | str:
    return answer if isinstance(answer, str) else stored_number(answer)


def stored_number(number: int | Decimal) -> float:
    """A float on the same side of every threshold of up to 15 digits as the exact number.

    A number with more digits can fall onto such a threshold: 1.99999999999999999 would become 2. It is put just
    beside it instead.
    """
    exact = Decimal(number)
    nearest = float(exact)
    shown = Decimal(repr(nearest))
    if shown == exact or len(shown.as_tuple().digits) > EXACT_DIGITS:
        return nearest
    return math.nextafter(nearest, math.inf if shown < exact else -math.inf)
