"""The verdict of every row, from the columns of its criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from evidence.cohort.truth_columns import TruthColumns, every, some
from evidence.eligibility.criteria import Criteria, Criterion

Read = Mapping[Criterion, TruthColumns[pl.Expr]]
"""Criteria as they were read."""


@dataclass(frozen=True, slots=True)
class Together:
    """Several criteria at once: whether all published ones are met, and whether any at all is not, or waits."""

    met: pl.Expr
    not_met: pl.Expr
    waits: pl.Expr

    def joined(self, other: Together) -> Together:
        """These criteria and others."""
        return Together(self.met & other.met, self.not_met | other.not_met, self.waits | other.waits)


def together(criteria: Criteria, read: Read) -> Together:
    """These criteria at once."""
    nothing = pl.lit(value=False)
    waits = [truths.waits for truths in read.values() if truths.waits is not None]
    return Together(
        every([~nothing, *(truths.met for each, truths in read.items() if each in criteria.published)]),
        some([nothing, *(truths.not_met for truths in read.values())]),
        some([nothing, *waits]),
    )


def verdict(criteria: Criteria, found: Together) -> TruthColumns[pl.Expr]:
    """What is not met decides, then what waits; nobody is known to meet a list that is not complete."""
    met = found.met & ~found.not_met & ~found.waits if criteria.complete else pl.lit(value=False)
    return TruthColumns(met, found.not_met, found.waits & ~found.not_met)


def named(truths: TruthColumns[pl.Expr], name: str) -> Iterable[pl.Expr]:
    """The columns under a name by which `at` finds them."""
    yield truths.met.alias(f"met:{name}")
    yield truths.not_met.alias(f"not met:{name}")
    if truths.waits is not None:
        yield truths.waits.alias(f"waits:{name}")


def at(name: str, *, waits: bool) -> TruthColumns[pl.Expr]:
    """The columns that `named` gave this name."""
    waiting = pl.col(f"waits:{name}") if waits else None
    return TruthColumns(pl.col(f"met:{name}"), pl.col(f"not met:{name}"), waiting)
