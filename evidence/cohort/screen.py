"""A cohort judged piece by piece by an engine: answers, what the engine found, and the cells of the verdict file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from evidence.cohort.engines import DEFAULT, as_entered, evaluated
from evidence.cohort.questions import Question
from evidence.cohort.reading import CohortPiece, checked
from evidence.cohort.verdicts import VerdictRows, verdict_cells
from evidence.eligibility.criteria import Criteria


@dataclass(frozen=True, slots=True)
class ScreenedPiece:
    """A piece of a cohort with its answers, what the engine found, and the cells of the verdict file (all text).

    `cut` counts the entries whose decimals were cut off.
    """

    answers: pl.DataFrame
    found: pl.DataFrame
    cells: pl.DataFrame
    cut: int


def screened_cells(pieces: Iterable[CohortPiece], question: Question, engine: str = DEFAULT) -> Iterator[VerdictRows]:
    """The rows of the verdict file for every piece, in order, whatever the cohort is asked."""
    for piece in pieces:
        read = checked(piece)
        found = as_entered(read.answers, question.evaluation, engine)
        cells = question.cells(piece.first, piece.labels, read.problems, found, read.answers)
        yield VerdictRows(cells, piece.left_out, read.cut)


def screen(pieces: Iterable[CohortPiece], criteria: Criteria, engine: str = DEFAULT) -> Iterator[ScreenedPiece]:
    """Judge every row of every piece, in order. A row that does not validate is `invalid` with every problem named."""
    for piece in pieces:
        read = checked(piece)
        found = evaluated(read.answers, criteria, engine)
        cells = verdict_cells(piece.first, piece.labels, read.problems, found, criteria)
        yield ScreenedPiece(read.answers, found, cells, read.cut)
