"""What a cohort can be asked: one trial's verdict with every criterion, or the verdict of each of several trials."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import polars as pl

from evidence.cohort.contradicted import VERDICT, with_verdicts
from evidence.cohort.evaluation import Evaluation, conflict_column
from evidence.cohort.verdicts import (
    each_verdict_cells,
    each_verdict_header,
    verdict_cells,
    verdict_header,
)
from evidence.eligibility.conflicts import declared_conflicts
from evidence.eligibility.criteria import Criteria


class Question(Protocol):
    """What an engine is to read of every row, and the cells of the verdict file that follow from it."""

    @property
    def evaluation(self) -> Evaluation:
        """The columns that an engine reads."""

    @property
    def header(self) -> list[str]:
        """The columns of the verdict file."""

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Of these columns the verdicts."""

    def cells(
        self, first: int, labels: list[str], problems: pl.Series, found: pl.DataFrame, entries: pl.DataFrame
    ) -> pl.DataFrame:
        """The verdict file's rows for consecutive rows of a cohort, of which the first has this number.

        `found` are the columns of `evaluation`, `entries` the answers at least of the rows that hold a conflict; all
        in the same order.
        """


@dataclass(frozen=True)
class OneTrial:
    """A trial's verdict and each of its criteria."""

    criteria: Criteria

    @cached_property
    def evaluation(self) -> Evaluation:
        """The trial's own."""
        return Evaluation(self.criteria)

    @property
    def header(self) -> list[str]:
        """Label, verdicts, problems, conflicts, criteria."""
        return verdict_header(self.criteria)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdict over both groups of criteria."""
        return (VERDICT,)

    def cells(
        self, first: int, labels: list[str], problems: pl.Series, found: pl.DataFrame, entries: pl.DataFrame
    ) -> pl.DataFrame:
        """As the verdict file of one trial has them."""
        judged = with_verdicts(found, entries, self.evaluation)
        return verdict_cells(first, labels, problems, judged, self.criteria)


@dataclass(frozen=True)
class EachTrial:
    """The verdicts of several trials side by side, without their criteria. The trials are named by their folders."""

    trials: Mapping[str, Criteria]

    @cached_property
    def evaluation(self) -> Evaluation:
        """All criteria of all trials at once, so that every row is read once."""
        every = [
            criterion.model_copy(update={"id": _of(trial, criterion.id)})
            for trial, criteria in self.trials.items()
            for criterion in (*criteria.published, *criteria.registry)
        ]
        return Evaluation(Criteria.model_construct(published=(), registry=tuple(every)))

    @property
    def header(self) -> list[str]:
        """Label, a verdict for each trial, problems, conflicts."""
        return each_verdict_header(tuple(self.trials))

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The trials."""
        return tuple(self.trials)

    def cells(
        self, first: int, labels: list[str], problems: pl.Series, found: pl.DataFrame, entries: pl.DataFrame
    ) -> pl.DataFrame:
        """As the verdict file of several trials has them."""
        verdicts = {trial: self.judged(trial, found, entries)[VERDICT] for trial in self.trials}
        return each_verdict_cells(first, labels, problems, found.with_columns(**verdicts), tuple(self.trials))

    def judged(self, trial: str, found: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
        """The columns of `with_verdicts` for one of the trials."""
        own = Evaluation(self.trials[trial])
        columns = [pl.col(_of(trial, each.id)).alias(each.id) for each in own.assessable]
        conflicts = map(conflict_column, declared_conflicts())
        return with_verdicts(found.select(*columns, *conflicts), entries, own)


def _of(trial: str, criterion: str) -> str:
    return f"{trial}/{criterion}"
