"""A screened cohort as it is held while somebody looks at it: in memory only, and never written anywhere."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from evidence.cohort.across_trials import AcrossTrials, TrialCount
from evidence.cohort.contradicted import VERDICT
from evidence.cohort.files import pieces
from evidence.cohort.reading import cell_text
from evidence.cohort.screen import screen
from evidence.cohort.still_needed import EntryPatterns
from evidence.cohort.summary import CohortSummary, compact, summarise
from evidence.cohort.verdicts import csv_lines, parquet_cells
from evidence.eligibility.criteria import Criteria, Status, Verdict
from evidence.patient.cohort_file import UnusableFileError, write_rows
from evidence.patient.column_map import AS_NAMED, ColumnMap

MOST_ROWS = 200_000
"""More belong on the command line, which reads files of any length."""

_STATUS = pl.Enum([*(status.value for status in Status), ""])
_VERDICT = pl.Enum([verdict.value for verdict in Verdict])


@dataclass(frozen=True, slots=True)
class ScreenedCohort:
    """A screened file: `cells` are the rows of its verdict file, `entered` what it held, row by row.

    `summary` and `cells` are of one trial, `trials` of each. `columns` says what was entered means, `left_out` which
    columns were not read, and `cut` how many entries lost their decimals.
    """

    name: str
    cells: pl.DataFrame
    entered: pl.DataFrame
    summary: CohortSummary
    trials: tuple[TrialCount, ...]
    columns: ColumnMap
    left_out: tuple[str, ...]
    cut: int

    def texts(self, place: int) -> dict[str, str]:
        """What the file held for a row, by its 0-based place; blank cells are left out, and so is the label."""
        row = self.entered.row(place, named=True) if self.entered.width else {}
        texts = {name: self.columns.entry(name, cell_text(cell))[0].strip() for name, cell in row.items()}
        return {name: text for name, text in texts.items() if text}

    def as_csv(self) -> bytes:
        """The verdict file, as the command line writes it."""
        return (write_rows([self.cells.columns]) + csv_lines(self.cells)).encode("utf-8")

    def as_parquet(self) -> bytes:
        """The verdict file as Parquet, all columns text."""
        out = io.BytesIO()
        parquet_cells(self.cells.with_columns(pl.all().cast(pl.String))).write_parquet(out)
        return out.getvalue()


def screen_file(
    name: str,
    source: BinaryIO,
    trials: Mapping[str, Criteria],
    progress: Callable[[int], None],
    columns: ColumnMap = AS_NAMED,
) -> ScreenedCohort:
    """Screen a CSV or Parquet file; `progress` is told how many rows are done after each piece.

    The first of the trials is the one whose criteria are shown row by row. Trials are named by their folders.

    Raises:
        UnusableFileError: the file cannot be screened, or it has more than MOST_ROWS rows.
    """
    cells, entered, codes = [], [], []
    criteria = next(iter(trials.values()))
    patterns, across = EntryPatterns(criteria), AcrossTrials(trials)
    rows = cut = 0
    left_out: tuple[str, ...] = ()
    for piece in pieces(source, columns=columns):
        left_out = piece.left_out
        rows += len(piece.labels)
        if rows > MOST_ROWS:
            raise UnusableFileError(
                f"the file has more than {MOST_ROWS:,} rows; screen it with python -m evidence screen, "
                "which reads files of any length"
            )
        for part in screen([piece], criteria):
            cells.append(part.cells.with_columns(_small(criteria)))
            entered.append(piece.cells)
            codes.append(compact(part, patterns))
            cut += part.cut
            across.add(part.answers.filter(part.cells["problems"] == ""))
        progress(rows)
    summary = summarise(codes, patterns)
    table, texts = pl.concat(cells), pl.concat(entered)
    return ScreenedCohort(name, table, texts, summary, across.counts(), columns, left_out, cut)


def _small(criteria: Criteria) -> list[pl.Expr]:
    """Words that repeat, one byte each."""
    ids = [criterion.id for criterion in criteria.published]
    return [pl.col(VERDICT).cast(_VERDICT), *(pl.col(name).cast(_STATUS) for name in ids)]
