"""Both groups of criteria and the conflicts for every row of a table, as lazy columns for any engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import narwhals as nw
import polars as pl

from evidence.cohort.tables import ROW, Frame, read_by, rules_of, typed
from evidence.cohort.truth_columns import FOR_ANY_ENGINE, criterion_columns, rule_columns, some
from evidence.eligibility.conflicts import Conflict, declared_conflicts
from evidence.eligibility.criteria import Criteria, Criterion
from evidence.eligibility.implied import Implication, implying
from evidence.eligibility.rules import Rule

MET, NOT_MET, UNKNOWN, NOT_YET = 1, 0, 2, 3
"""How a criterion, and a verdict, are stored in one small column."""

_CARRIED = "entered:"


@dataclass(frozen=True)
class Evaluation:
    """The columns that read a table under a trial's criteria, each criterion as its row was entered.

    The verdicts, and what contradicting entries leave open, follow from them in `evidence.cohort.contradicted`.
    """

    criteria: Criteria

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """What the criteria and the conflicts read."""
        return read_by(self.rules)

    @cached_property
    def implications(self) -> tuple[Implication, ...]:
        """What entries can imply about an attribute that a criterion reads."""
        return implying(frozenset(name for each in self.assessable for name in each.reads))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that is read for a row."""
        beside = (each.when for each in self.implications)
        return (*rules_of(self.criteria), *beside, *(conflict.when for conflict in declared_conflicts()))

    @cached_property
    def assessable(self) -> tuple[Criterion, ...]:
        """The criteria that a rule can assess; of the published ones, all."""
        return (*self.criteria.published, *(each for each in self.criteria.registry if each.rule is not None))

    def as_entered(self, frame: Frame) -> Frame:
        """One row for every row, in any order: `row`, a column per criterion id, `conflict:<id>` for each conflict.

        Criteria are MET, NOT_MET, NOT_YET or UNKNOWN; conflicts say whether the entries contradict each other so.
        """
        return typed(frame, self.attributes).select(ROW, *self._criteria(), *_conflicts())

    def as_entered_with_entries(self, frame: Frame) -> Frame:
        """The same, and the entries of the rows that hold a conflict beside it; `without_carried` parts them."""
        table = typed(frame, self.attributes).with_columns(*_conflicts())
        doubtful = some(nw.col(conflict_column(each)) for each in declared_conflicts())
        entries = [nw.when(doubtful).then(nw.col(name)).alias(f"{_CARRIED}{name}") for name in self.attributes]
        conflicts = (conflict_column(each) for each in declared_conflicts())
        return table.select(ROW, *self._criteria(), *conflicts, *entries)

    def _criteria(self) -> list[nw.Expr]:
        read = ((each, criterion_columns(each, FOR_ANY_ENGINE)) for each in self.assessable)
        return [FOR_ANY_ENGINE.code(truths).alias(each.id) for each, truths in read]


def without_carried(found: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The columns of `as_entered_with_entries` apart: those of `as_entered`, and the entries under their names."""
    beside = [name for name in found.columns if name.startswith(_CARRIED)]
    entries = found.select(pl.col(name).alias(name.removeprefix(_CARRIED)) for name in beside)
    return found.drop(beside), entries


def conflict_column(conflict: Conflict) -> str:
    """The column that says in which rows a conflict is."""
    return f"conflict:{conflict.id}"


def _conflicts() -> list[nw.Expr]:
    return [rule_columns(each.when, FOR_ANY_ENGINE).met.alias(conflict_column(each)) for each in declared_conflicts()]
