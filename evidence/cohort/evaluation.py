"""Both groups of criteria, the verdicts and the conflicts for every row of a table, as lazy columns for any engine.

Entries that contradict each other never decide: where taking away one of them would change a criterion, that criterion
is unknown. So each criterion is read as entered, and again without the entries that a conflict may doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import narwhals as nw

from evidence.cohort.prepared import PREPARED, prepared
from evidence.cohort.tables import ROW, Frame, read_by, rules_of, typed
from evidence.cohort.truth_columns import (
    NOBODY,
    TruthColumns,
    criterion_columns,
    every,
    rule_columns,
    some,
)
from evidence.eligibility.conflicts import Conflict, declared_conflicts
from evidence.eligibility.criteria import Criteria, Criterion
from evidence.eligibility.implied import Implication, implying
from evidence.eligibility.rules import Rule

MET, NOT_MET, UNKNOWN, NOT_YET = 1, 0, 2, 3
"""How a criterion, and a verdict, are stored in one small column."""

VERDICT, PUBLISHED_VERDICT = "verdict", "published_verdict"
_NOTHING = ""
"""The name of no attribute: everything is read as entered."""
_STEADY = "steady"
"""The name for all criteria together that no conflict can move."""


@dataclass(frozen=True)
class Evaluation:
    """The columns that judge a table under a trial's criteria."""

    criteria: Criteria

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """What the criteria and the conflicts read."""
        return read_by(self._rules)

    @cached_property
    def _implications(self) -> tuple[Implication, ...]:
        return implying(frozenset(name for each in self.assessable for name in each.reads))

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        """Every rule that is read for a row."""
        beside = (each.when for each in self._implications)
        return (*rules_of(self.criteria), *beside, *(conflict.when for conflict in declared_conflicts()))

    @cached_property
    def assessable(self) -> tuple[Criterion, ...]:
        """The criteria that a rule can assess; of the published ones, all."""
        return (*self.criteria.published, *(each for each in self.criteria.registry if each.rule is not None))

    def evaluated(self, frame: Frame) -> Frame:
        """One row for every row, in any order: `row`, the two verdicts, a column per criterion id, two per conflict.

        Criteria and verdicts are MET, NOT_MET, NOT_YET or UNKNOWN. `conflict:<id>` says whether the entries contradict
        each other so, `rests:<id>` whether taking away one of them would change the verdict.
        """
        table = self._with_verdict(frame)
        carrying = tuple(name for name in self._contradicting if any(map(_touched_by(name), self.assessable)))
        if carrying:
            table = table.with_columns(*(self._changed_without(name).alias(_changed(name)) for name in carrying))
        published = {each: _settled(each) for each in self.criteria.published}
        alone = self._concluded(self._together(published))
        return table.select(
            ROW,
            self._judged_verdict().code().alias(VERDICT),
            alone.code().alias(PUBLISHED_VERDICT),
            *(_settled(each).code().alias(each.id) for each in self.assessable),
            *(_there(conflict).alias(f"conflict:{conflict.id}") for conflict in declared_conflicts()),
            *(_rests(conflict, carrying).alias(f"rests:{conflict.id}") for conflict in declared_conflicts()),
        )

    def verdicts(self, frame: Frame) -> Frame:
        """Only `row` and `verdict`, for where nothing else is asked."""
        return self._with_verdict(frame).select(ROW, self._judged_verdict().code().alias(VERDICT))

    @cached_property
    def _contradicting(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for conflict in declared_conflicts() for name in conflict.entries))

    def _with_verdict(self, frame: Frame) -> Frame:
        """The table with every criterion as entered and as settled, the conflicts, and the verdict."""
        table = prepared(typed(frame, self.attributes), self._rules, self._implications)
        table = table.with_columns(*self._as_entered(), *self._conflicts())
        settled = ((each, _without_doubt(each, _NOTHING)) for each in self.assessable)
        table = table.with_columns(
            *(column for each, truths in settled for column in _named(truths, each.id, "settled"))
        )
        table = table.with_columns(*_named(self._together(self._steady), _STEADY, "settled"))
        return table.with_columns(*_named(self._verdict({}), VERDICT, "settled"))

    def _as_entered(self) -> Iterator[nw.Expr]:
        """Every criterion as entered, and without each one or two of its entries that a conflict may doubt."""
        for criterion in self.assessable:
            may_go = [name for name in criterion.depends_on if name in self._contradicting]
            for size in range(3):
                for gone in combinations(may_go, size):
                    absent = frozenset(gone)
                    yield from _named(criterion_columns(criterion, absent, PREPARED), criterion.id, _absence(absent))

    def _conflicts(self) -> Iterator[nw.Expr]:
        for conflict in declared_conflicts():
            for name in (_NOTHING, *conflict.entries):
                absent = frozenset({name}) - {_NOTHING}
                yield rule_columns(conflict.when, absent, entries=PREPARED).met.alias(f"there:{conflict.id}:{name}")

    @cached_property
    def _movable(self) -> tuple[Criterion, ...]:
        """The criteria that can be another where one entry of a conflict is taken away."""
        touching = [_touched_by(name) for name in self._contradicting]
        return tuple(each for each in self.assessable if any(touches(each) for touches in touching))

    @cached_property
    def _steady(self) -> dict[Criterion, TruthColumns]:
        """The criteria that no conflict can move, as settled."""
        return {each: _settled(each) for each in self.assessable if each not in self._movable}

    def _together(self, read: dict[Criterion, TruthColumns]) -> TruthColumns:
        """Whether all published ones of these criteria are met, whether any of them at all is not, or waits."""
        published = [truths.met for each, truths in read.items() if each in self.criteria.published]
        waits = [truths.waits for truths in read.values() if truths.waits is not None]
        return TruthColumns(
            every(published or [~_never()]),
            some([truths.not_met for truths in read.values()] or [_never()]),
            some(waits) if waits else None,
        )

    def _concluded(self, together: TruthColumns) -> TruthColumns:
        """The verdict: what is not met decides, then what waits; nobody meets a list that is not complete."""
        met = together.met & ~together.not_met if self.criteria.complete else _never()
        if together.waits is None:
            return TruthColumns(met, together.not_met)
        return TruthColumns(met & ~together.waits, together.not_met, together.waits & ~together.not_met)

    def _verdict(self, read: dict[Criterion, TruthColumns]) -> TruthColumns:
        """The verdict, with some criteria read in another way than as settled."""
        movable = self._together({each: read.get(each, _settled(each)) for each in self._movable})
        steady = _columns(_STEADY, "settled", waits=any(truths.waits is not None for truths in self._steady.values()))
        waits = [each for each in (movable.waits, steady.waits) if each is not None]
        together = TruthColumns(
            movable.met & steady.met, movable.not_met | steady.not_met, some(waits) if waits else None
        )
        return self._concluded(together)

    def _judged_verdict(self) -> TruthColumns:
        """The columns of the verdict once they are there."""
        return _columns(VERDICT, "settled", waits=any(each.not_yet_if is not None for each in self.assessable))

    def _changed_without(self, name: str) -> nw.Expr:
        """Whether the verdict would be another if nothing were entered for this attribute."""
        touches = _touched_by(name)
        without = self._verdict({each: _without_doubt(each, name) for each in self._movable if touches(each)})
        return without.differs(self._judged_verdict())


def _touched_by(name: str) -> Callable[[Criterion], bool]:
    """Whether taking away an entry can change a criterion: it reads it, or something that a conflict with it doubts."""
    beside = {
        other for each in declared_conflicts() if each.never_decides and name in each.entries for other in each.entries
    }
    return lambda criterion: not beside.union({name}).isdisjoint(criterion.depends_on)


def _without_doubt(criterion: Criterion, absent: str) -> TruthColumns:
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


def _rests(conflict: Conflict, carrying: tuple[str, ...]) -> nw.Expr:
    changed = [nw.col(_changed(name)) for name in conflict.entries if name in carrying]
    there = _there(conflict)
    return there & some(changed) if changed else _never()


def _never() -> nw.Expr:
    """False in every row. A constant must come from a column: an engine cannot tell how long a bare constant is."""
    return nw.col(ROW).is_null() & ~nw.col(ROW).is_null()


def _named(truths: TruthColumns, name: str, way: str) -> Iterator[nw.Expr]:
    yield truths.met.alias(f"met:{name}:{way}")
    yield truths.not_met.alias(f"not_met:{name}:{way}")
    if truths.waits is not None:
        yield truths.waits.alias(f"waits:{name}:{way}")


def _columns(name: str, way: str, *, waits: bool = False) -> TruthColumns:
    waiting = nw.col(f"waits:{name}:{way}") if waits else None
    return TruthColumns(nw.col(f"met:{name}:{way}"), nw.col(f"not_met:{name}:{way}"), waiting)


def _entered(criterion: Criterion, absent: frozenset[str] = NOBODY) -> TruthColumns:
    return _columns(criterion.id, _absence(absent), waits=criterion.not_yet_if is not None)


def _settled(criterion: Criterion) -> TruthColumns:
    return _columns(criterion.id, "settled", waits=criterion.not_yet_if is not None)


def _there(conflict: Conflict, absent: str = _NOTHING) -> nw.Expr:
    return nw.col(f"there:{conflict.id}:{absent if absent in conflict.entries else _NOTHING}")


def _absence(absent: frozenset[str]) -> str:
    return "without " + " ".join(sorted(absent))


def _changed(name: str) -> str:
    return f"changed:{name}"
