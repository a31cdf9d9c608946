"""Both tiers, the verdict and the conflicts for every row of a table, as lazy columns for any engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import narwhals as nw

from evidence.cohort.tables import ROW, Frame, read_by, rules_of, typed
from evidence.cohort.truth_columns import TruthColumns, criterion_columns, every, rule_columns, some
from evidence.eligibility.assessment import Criteria, Criterion
from evidence.eligibility.conflicts import Conflict, declared_conflicts

MET, NOT_MET, UNKNOWN = 1, 0, 2
"""How a criterion, and the verdict of the first tier, are stored in one small column."""

VERDICT = "verdict"


@dataclass(frozen=True)
class Evaluation:
    """The columns that judge a table under a trial's criteria."""

    criteria: Criteria

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """What the criteria and the conflicts read."""
        return read_by((*rules_of(self.criteria), *(conflict.when for conflict in declared_conflicts())))

    @cached_property
    def second_tier(self) -> tuple[Criterion, ...]:
        """The second-tier criteria that a rule can assess."""
        return tuple(criterion for criterion in self.criteria.second_tier if criterion.rule is not None)

    def evaluated(self, frame: Frame) -> Frame:
        """One row for every row, in any order: `row`, `verdict`, a column per criterion id, and two per conflict.

        Criteria and verdict are MET, NOT_MET or UNKNOWN. `conflict:<id>` says whether the entries contradict each
        other so, `rests:<id>` whether taking away one of them would change the verdict.
        """
        table = typed(frame, self.attributes).with_columns(*self._first_tier())
        table = table.with_columns(
            some(nw.col(_not_met(each)) for each in self.criteria.first_tier).alias("any_not_met"),
            every(nw.col(_met(each)) for each in self.criteria.first_tier).alias("all_met"),
        )
        if self._contradicting:
            changed = (self._changed_without(name).alias(_changed(name)) for name in self._contradicting)
            table = table.with_columns(*changed)
        return table.select(
            ROW,
            TruthColumns(nw.col("all_met"), nw.col("any_not_met")).code().alias(VERDICT),
            *(
                TruthColumns(nw.col(_met(each)), nw.col(_not_met(each))).code().alias(each.id)
                for each in self.criteria.first_tier
            ),
            *(criterion_columns(each).code().alias(each.id) for each in self.second_tier),
            *(rule_columns(conflict.when).met.alias(f"conflict:{conflict.id}") for conflict in declared_conflicts()),
            *(self._rests(conflict).alias(f"rests:{conflict.id}") for conflict in declared_conflicts()),
        )

    def verdicts(self, frame: Frame) -> Frame:
        """Only `row` and `verdict`, for where nothing else is asked."""
        first_tier = read_by(
            rule for criterion in self.criteria.first_tier for rule in (criterion.rule, criterion.applies_if)
        )
        table = typed(frame, first_tier).with_columns(*self._first_tier())
        any_not_met = some(nw.col(_not_met(each)) for each in self.criteria.first_tier)
        all_met = every(nw.col(_met(each)) for each in self.criteria.first_tier)
        return table.select(ROW, TruthColumns(all_met, any_not_met).code().alias(VERDICT))

    def _first_tier(self) -> list[nw.Expr]:
        columns = []
        for criterion in self.criteria.first_tier:
            truths = criterion_columns(criterion)
            columns += [truths.met.alias(_met(criterion)), truths.not_met.alias(_not_met(criterion))]
        return columns

    @cached_property
    def _contradicting(self) -> tuple[str, ...]:
        """The entries of conflicts that a first-tier criterion reads: only those can carry a verdict."""
        read = {
            name
            for criterion in self.criteria.first_tier
            for name in (*criterion.attributes, *criterion.condition_attributes)
        }
        entries = dict.fromkeys(name for conflict in declared_conflicts() for name in conflict.entries)
        return tuple(name for name in entries if name in read)

    def _changed_without(self, name: str) -> nw.Expr:
        """Whether the verdict would be another if nothing were entered for this attribute."""
        truths = [
            criterion_columns(each, frozenset({name}))
            if name in (*each.attributes, *each.condition_attributes)
            else TruthColumns(nw.col(_met(each)), nw.col(_not_met(each)))
            for each in self.criteria.first_tier
        ]
        any_not_met, all_met = some(each.not_met for each in truths), every(each.met for each in truths)
        return (any_not_met != nw.col("any_not_met")) | (all_met != nw.col("all_met"))

    def _rests(self, conflict: Conflict) -> nw.Expr:
        there = rule_columns(conflict.when).met
        carrying = [nw.col(_changed(name)) for name in conflict.entries if name in self._contradicting]
        return there & some(carrying) if carrying else there & ~there


def _met(criterion: Criterion) -> str:
    return f"met:{criterion.id}"


def _not_met(criterion: Criterion) -> str:
    return f"not_met:{criterion.id}"


def _changed(name: str) -> str:
    return f"changed:{name}"
