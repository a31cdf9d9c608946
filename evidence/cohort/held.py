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

MOST_ROWS = 200_000
"""More belong on the command line, which reads files of any length."""

_STATUS = pl.Enum([*(status.value for status in Status), ""])
_VERDICT = pl.Enum([verdict.value for verdict in Verdict])


@dataclass(frozen=True, slots=True)
class ScreenedCohort:
    """A screened file: `cells` are the rows of its verdict file, `entered` what it held, row by row.

    `summary` and `cells` are of one trial, `trials` of each.
    """

    name: str
    cells: pl.DataFrame
    entered: pl.DataFrame
    summary: CohortSummary
    trials: tuple[TrialCount, ...]

    def texts(self, place: int) -> dict[str, str]:
        """What the file held for a row, by its 0-based place; blank cells are left out, and so is the label."""
        row = self.entered.row(place, named=True)
        texts = {name: cell_text(cell).strip() for name, cell in row.items()}
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
    name: str, source: BinaryIO, trials: Mapping[str, Criteria], progress: Callable[[int], None]
) -> ScreenedCohort:
    """Screen a CSV or Parquet file; `progress` is told how many rows are done after each piece.

    The first of the trials is the one whose criteria are shown row by row. Trials are named by their folders.

    Raises:
        UnusableFileError: the file cannot be screened, or it has more than MOST_ROWS rows.
    """
    cells, entered, codes = [], [], []
    criteria = next(iter(trials.values()))
    patterns, across = EntryPatterns(criteria), AcrossTrials(trials)
    rows = 0
    for piece in pieces(source):
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
            across.add(part.answers.filter(part.cells["problems"] == ""))
        progress(rows)
    summary = summarise(codes, patterns)
    return ScreenedCohort(name, pl.concat(cells), pl.concat(entered), summary, across.counts())


def _small(criteria: Criteria) -> list[pl.Expr]:
    """Words that repeat, one byte each."""
    ids = [criterion.id for criterion in criteria.published]
    return [pl.col(VERDICT).cast(_VERDICT), *(pl.col(name).cast(_STATUS) for name in ids)]
