"""The verdicts of a cohort, and what entries that contradict each other leave open.

Entries that contradict each other never decide: where taking away one of them would change a criterion, that criterion
is unknown. So in the rows that hold a conflict, most often few, each criterion is read again without the entries that
the conflict may doubt. That plan is long, so only these rows pay for it, and polars reads it whichever engine read the
table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import narwhals as nw
import polars as pl

from evidence.cohort.evaluation import MET, NOT_MET, NOT_YET, Evaluation, conflict_column
from evidence.cohort.prepared import PREPARED, prepared
from evidence.cohort.tables import typed
from evidence.cohort.truth_columns import TruthColumns, criterion_columns, rule_columns, some
from evidence.cohort.verdict_columns import Together, at, named, together, verdict
from evidence.eligibility.conflicts import Conflict, declared_conflicts
from evidence.eligibility.criteria import Criteria, Criterion

VERDICT, PUBLISHED_VERDICT = "verdict", "published_verdict"
_NOTHING = ""
"""The name of no attribute: everything is read as entered."""
_STEADY, _SETTLED = "steady", "settled"


def with_verdicts(found: pl.DataFrame, entries: pl.DataFrame, evaluation: Evaluation) -> pl.DataFrame:
    """The columns of `Evaluation.as_entered` with both verdicts, and every criterion as the contradictions leave it.

    `rests:<id>` beside `conflict:<id>` says whether taking away one of its entries would change the verdict. `entries`
    are the answers, at least of the rows that hold a conflict, in the order of `found`.
    """
    place = "place among the rows"
    doubtful = found.select(pl.any_horizontal(map(conflict_column, declared_conflicts()))).to_series()
    judged = _concluded(found, evaluation.criteria, evaluation.assessable).with_columns(
        *(pl.lit(value=False).alias(_rests_on(each)) for each in declared_conflicts())
    )
    if not doubtful.any():
        return judged
    judged = judged.with_row_index(place)
    again = Contradicted(evaluation).columns(entries.filter(doubtful))
    again = judged.filter(doubtful).with_columns(again.get_columns())
    return pl.concat([judged.filter(~doubtful), again]).sort(place).drop(place)


def _rests_on(conflict: Conflict) -> str:
    return f"rests:{conflict.id}"


def _concluded(found: pl.DataFrame, criteria: Criteria, assessable: tuple[Criterion, ...]) -> pl.DataFrame:
    """Both verdicts from the codes of the criteria."""
    read = {
        each: TruthColumns(pl.col(each.id) == MET, pl.col(each.id) == NOT_MET, pl.col(each.id) == NOT_YET)
        for each in assessable
    }
    alone = {each: read[each] for each in criteria.published}
    return found.with_columns(
        PREPARED.code(verdict(criteria, together(criteria, read))).alias(VERDICT),
        PREPARED.code(verdict(criteria, together(criteria, alone))).alias(PUBLISHED_VERDICT),
    )


@dataclass(frozen=True)
class Contradicted:
    """The columns of rows that hold a conflict."""

    evaluation: Evaluation

    def columns(self, entries: pl.DataFrame) -> pl.DataFrame:
        """For each row the criteria by id, both verdicts, and `rests:<id>` for each conflict, in the same order."""
        criteria, assessable = self.evaluation.criteria, self.evaluation.assessable
        table = self._with_verdict(entries)
        carrying = tuple(name for name in self._contradicting if any(map(_touched_by(name), assessable)))
        table = table.with_columns(*(self._changed_without(name).alias(_changed(name)) for name in carrying))
        published = together(criteria, {each: _settled(each) for each in criteria.published})
        return table.select(
            *(PREPARED.code(_settled(each)).alias(each.id) for each in assessable),
            PREPARED.code(self._judged_verdict).alias(VERDICT),
            PREPARED.code(verdict(criteria, published)).alias(PUBLISHED_VERDICT),
            *(_rests(conflict, carrying).alias(_rests_on(conflict)) for conflict in declared_conflicts()),
        ).collect()

    @cached_property
    def _contradicting(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for conflict in declared_conflicts() for name in conflict.entries))

    @cached_property
    def _movable(self) -> tuple[Criterion, ...]:
        """The criteria that can be another where one entry of a conflict is taken away."""
        touching = [_touched_by(name) for name in self._contradicting]
        return tuple(each for each in self.evaluation.assessable if any(touches(each) for touches in touching))

    def _with_verdict(self, entries: pl.DataFrame) -> pl.LazyFrame:
        """The table with every criterion as entered and as settled, the conflicts, and the verdict."""
        evaluation, criteria = self.evaluation, self.evaluation.criteria
        lazy: pl.LazyFrame = typed(nw.from_native(entries.lazy()), evaluation.attributes).to_native()
        table = prepared(lazy, evaluation.rules, evaluation.implications)
        table = table.with_columns(*self._as_entered(), *_conflicts())
        settled = ((each, _without_doubt(each, _NOTHING)) for each in evaluation.assessable)
        table = table.with_columns(
            *(column for each, truths in settled for column in named(truths, _way(each, _SETTLED)))
        )
        steady = together(
            criteria, {each: _settled(each) for each in evaluation.assessable if each not in self._movable}
        )
        table = table.with_columns(*named(TruthColumns(steady.met, steady.not_met, steady.waits), _STEADY))
        return table.with_columns(*named(self._verdict({}), VERDICT))

    def _as_entered(self) -> Iterator[pl.Expr]:
        """Every criterion as entered, and without each one or two of its entries that a conflict may doubt."""
        for criterion in self.evaluation.assessable:
            may_go = [name for name in criterion.depends_on if name in self._contradicting]
            for size in range(3):
                for gone in combinations(may_go, size):
                    absent = frozenset(gone)
                    read = criterion_columns(criterion, PREPARED, absent)
                    yield from named(read, _way(criterion, _absence(absent)))

    def _verdict(self, read: dict[Criterion, TruthColumns[pl.Expr]]) -> TruthColumns[pl.Expr]:
        """The verdict, with some criteria read in another way than as settled."""
        criteria, steady = self.evaluation.criteria, at(_STEADY, waits=True)
        movable = together(criteria, {each: read.get(each, _settled(each)) for each in self._movable})
        return verdict(criteria, movable.joined(Together(steady.met, steady.not_met, pl.col(f"waits:{_STEADY}"))))

    @cached_property
    def _judged_verdict(self) -> TruthColumns[pl.Expr]:
        """The columns of the verdict once they are there."""
        return at(VERDICT, waits=True)

    def _changed_without(self, name: str) -> pl.Expr:
        """Whether the verdict would be another if nothing were entered for this attribute."""
        touches = _touched_by(name)
        without = self._verdict({each: _without_doubt(each, name) for each in self._movable if touches(each)})
        return without.differs(self._judged_verdict)


def _conflicts() -> Iterator[pl.Expr]:
    for conflict in declared_conflicts():
        for name in (_NOTHING, *conflict.entries):
            absent = frozenset({name}) - {_NOTHING}
            yield rule_columns(conflict.when, PREPARED, absent).met.alias(f"there:{conflict.id}:{name}")


def _touched_by(name: str) -> Callable[[Criterion], bool]:
    """Whether taking away an entry can change a criterion: it reads it, or something that a conflict with it doubts."""
    beside = {
        other for each in declared_conflicts() if each.never_decides and name in each.entries for other in each.entries
    }
    return lambda criterion: not beside.union({name}).isdisjoint(criterion.depends_on)


def _without_doubt(criterion: Criterion, absent: str) -> TruthColumns[pl.Expr]:
    """The criterion with nothing entered for `absent`, and unknown where contradicting entries would decide it."""
    gone = frozenset({absent}) & set(criterion.depends_on)
    found = _entered(criterion, gone)
    doubts = []
    for name in criterion.depends_on:
        conflicts = [each for each in declared_conflicts() if each.never_decides and name in each.entries]
        if conflicts and name != absent:
            without = _entered(criterion, gone | {name})
            doubts.append(some(_there(each, absent) for each in conflicts) & without.differs(found))
    return found.where(~some(doubts)) if doubts else found


def _rests(conflict: Conflict, carrying: tuple[str, ...]) -> pl.Expr:
    changed = [pl.col(_changed(name)) for name in conflict.entries if name in carrying]
    return some([pl.lit(value=False), *changed]) & _there(conflict)


def _way(criterion: Criterion, way: str) -> str:
    return f"{criterion.id}:{way}"


def _entered(criterion: Criterion, absent: frozenset[str]) -> TruthColumns[pl.Expr]:
    return at(_way(criterion, _absence(absent)), waits=criterion.not_yet_if is not None)


def _settled(criterion: Criterion) -> TruthColumns[pl.Expr]:
    return at(_way(criterion, _SETTLED), waits=criterion.not_yet_if is not None)


def _there(conflict: Conflict, absent: str = _NOTHING) -> pl.Expr:
    return pl.col(f"there:{conflict.id}:{absent if absent in conflict.entries else _NOTHING}")


def _absence(absent: frozenset[str]) -> str:
    return "without " + " ".join(sorted(absent))


def _changed(name: str) -> str:
    return f"changed:{name}"
