"""Criteria compiled for whole tables: every rule becomes two columns, known to be met and known not to be met.

A column with three values cannot be trusted to a table engine: they disagree about what "and", "or" and "not" make
of a missing value, some of them without a word. So no engine ever sees a missing truth. Each rule gives a pair of
columns without gaps, and unknown is where both are false. The scalar interpreter in `evidence.eligibility.rules` says
what is right; tests hold the two together for every node, engine and kind of column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from types import ModuleType
from typing import Generic, TypeVar

import narwhals as nw
import polars as pl

from evidence.eligibility.criteria import Criterion
from evidence.eligibility.implied import Implication, implying
from evidence.eligibility.rules import (
    FALSE,
    TRUE,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Entered,
    FirstKnown,
    Leaf,
    MoreThan,
    Not,
    OneOf,
    Rule,
    RuleError,
)
from evidence.patient.attributes import Answer, attributes

EXACT_DIGITS = 15
"""Two different decimals of at most so many digits are never the same binary number, and keep their order."""

NOBODY: frozenset[str] = frozenset()


ENTRIES_ALONE: tuple[Implication, ...] = ()
"""Nothing is implied: a rule is read on what is entered."""

Column = TypeVar("Column", nw.Expr, pl.Expr)
"""A column of narwhals, for any engine, or of polars itself, which reads a long plan ten times faster."""


@dataclass(frozen=True, slots=True)
class TruthColumns(Generic[Column]):
    """Two columns without missing values: known to be met, known not to be met. Unknown is neither.

    `waits`, where there is one: not met so far, which time can change; never together with one of the two.
    """

    met: Column
    not_met: Column
    waits: Column | None = None

    def differs(self, other: TruthColumns[Column]) -> Column:
        """Where the two do not say the same."""
        changed = (self.met != other.met) | (self.not_met != other.not_met)
        if self.waits is None or other.waits is None:
            return changed
        return changed | (self.waits != other.waits)

    def where(self, sure: Column) -> TruthColumns[Column]:
        """The same where it is sure, and unknown elsewhere."""
        return TruthColumns(self.met & sure, self.not_met & sure, None if self.waits is None else self.waits & sure)


class Entries(Generic[Column]):
    """What rules are made of, over a table made by `evidence.cohort.tables.typed`: worked out where it is asked for.

    `make` is the module that makes columns: narwhals or polars.
    """

    def __init__(self, make: ModuleType) -> None:
        self.make = make

    def col(self, name: str) -> Column:
        """A column of the table."""
        column: Column = self.make.col(name)
        return column

    def leaf(self, leaf: Leaf, unknown: frozenset[str]) -> TruthColumns[Column]:
        """A statement on what is entered alone; of the attributes in `unknown` nothing is."""
        return _leaf(leaf, self.col(leaf.attribute), absent=leaf.attribute in unknown)

    def missing(self, name: str) -> Column:
        """Where nothing is entered for an attribute."""
        return self.col(name).is_null()

    def holds(self, implication: Implication, unknown: frozenset[str]) -> Column:
        """Where what an implication starts from is known to hold."""
        return rule_columns(implication.when, self, unknown).met

    def code(self, truths: TruthColumns[Column]) -> Column:
        """One column: 1 met, 0 not met, 2 unknown, 3 not yet."""
        make = self.make
        neither = make.lit(2) if truths.waits is None else make.when(truths.waits).then(make.lit(3)).otherwise(2)
        known = make.when(truths.not_met).then(make.lit(0)).otherwise(neither)
        column: Column = make.when(truths.met).then(make.lit(1)).otherwise(known).cast(make.Int8)
        return column


FOR_ANY_ENGINE: Entries[nw.Expr] = Entries(nw)


def rule_columns(
    rule: Rule,
    entries: Entries[Column],
    unknown: frozenset[str] = NOBODY,
    implied: tuple[Implication, ...] = ENTRIES_ALONE,
) -> TruthColumns[Column]:
    """The columns of a rule over a table made by `evidence.cohort.tables.typed`.

    `entries` gives the columns that rules are made of, `unknown` names attributes to read as if nothing were entered
    in them, and `implied` says what entries imply.

    Raises:
        RuleError: a threshold has more digits than a table engine keeps.
    """
    if isinstance(rule, Leaf):
        return _with_implied(rule, entries, unknown, implied)
    parts = [rule_columns(part, entries, unknown, implied) for part in rule.parts]
    if isinstance(rule, AllOf):
        return TruthColumns(every(part.met for part in parts), some(part.not_met for part in parts))
    if isinstance(rule, AnyOf):
        return TruthColumns(some(part.met for part in parts), every(part.not_met for part in parts))
    if isinstance(rule, Not):
        return TruthColumns(parts[0].not_met, parts[0].met)
    if isinstance(rule, FirstKnown):
        return reduce(_or_else, parts)
    raise RuleError(f"no table form for {type(rule).__name__}")


def criterion_columns(
    criterion: Criterion, entries: Entries[Column], unknown: frozenset[str] = NOBODY
) -> TruthColumns[Column]:
    """A criterion with a rule: the rule, and where that is unknown, met if the criterion is known not to apply."""
    if criterion.rule is None:
        raise RuleError(f"{criterion.id} has no rule")
    implied = implying(frozenset(criterion.reads))
    rule = rule_columns(criterion.rule, entries, unknown, implied)
    if criterion.not_yet_if is not None:
        waits = rule_columns(criterion.not_yet_if, entries, unknown, implied).met & rule.not_met
        rule = TruthColumns(rule.met, rule.not_met & ~waits, waits)
    if criterion.applies_if is None:
        return rule
    applies = rule_columns(criterion.applies_if, entries, unknown, implied)
    known = rule.not_met if rule.waits is None else rule.not_met | rule.waits
    return TruthColumns(rule.met | (~known & applies.not_met), rule.not_met, rule.waits)


def every(columns: Iterable[Column]) -> Column:
    """Where all of these hold."""
    return reduce(and_, columns)


def some(columns: Iterable[Column]) -> Column:
    """Where any of these holds."""
    return reduce(or_, columns)


def _or_else(first: TruthColumns[Column], then: TruthColumns[Column]) -> TruthColumns[Column]:
    """The first where it is known, otherwise the second."""
    return TruthColumns(first.met | (~first.not_met & then.met), first.not_met | (~first.met & then.not_met))


def _leaf(leaf: Leaf, column: Column, *, absent: bool) -> TruthColumns[Column]:
    # A constant must come from a column: an engine cannot tell how long a bare constant is.
    known = column.is_null() & ~column.is_null() if absent else ~column.is_null()
    if isinstance(leaf, Entered):
        return TruthColumns(known, ~known)
    holds = _holds(leaf, column).fill_null(value=False)
    if isinstance(leaf, OneOf) and leaf.unclear:
        known &= ~some(column == _stored(leaf, value) for value in leaf.unclear).fill_null(value=False)
    return TruthColumns(known & holds, known & ~holds)


def _with_implied(
    leaf: Leaf, entries: Entries[Column], unknown: frozenset[str], implied: tuple[Implication, ...]
) -> TruthColumns[Column]:
    """A statement where its attribute is entered, and else on what the entries imply: of two the first."""
    found = entries.leaf(leaf, unknown)
    telling = [each for each in implied if leaf.attribute in each.then]
    if isinstance(leaf, Entered) or not telling:
        return found
    missing = entries.missing(leaf.attribute)
    open_still = missing | ~missing if leaf.attribute in unknown else missing
    for implication in telling:
        here = entries.holds(implication, unknown) & open_still
        truth = leaf.truth(implication.then)
        if truth is TRUE:
            found = TruthColumns(found.met | here, found.not_met)
        elif truth is FALSE:
            found = TruthColumns(found.met, found.not_met | here)
        open_still = open_still & ~here
    return found


def _holds(leaf: Leaf, column: Column) -> Column:
    if isinstance(leaf, AtLeast):
        return column >= _number(leaf, leaf.value)
    if isinstance(leaf, MoreThan):
        return column > _number(leaf, leaf.value)
    if isinstance(leaf, AtMost):
        return column <= _number(leaf, leaf.value)
    if isinstance(leaf, OneOf):
        return some(column == _stored(leaf, value) for value in leaf.values)
    raise RuleError(f"no table form for {type(leaf).__name__}")


def _stored(leaf: Leaf, value: Answer) -> float | str:
    return _number(leaf, value) if attributes()[leaf.attribute].is_number else str(value)


def _number(leaf: Leaf, value: Answer) -> float:
    if len(Decimal(str(value)).as_tuple().digits) > EXACT_DIGITS:
        raise RuleError(f"{leaf.attribute}: {value} has more than {EXACT_DIGITS} digits")
    return float(value)
