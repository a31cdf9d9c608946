"""What rules are made of, worked out once for a table: rules then name columns instead of repeating what is in them.

A criterion is read again and again without some of its entries. Written out in full each time, its plan grows so long
that an engine spends more time reading the plan than the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

import polars as pl

from evidence.cohort.truth_columns import NOBODY, Entries, TruthColumns
from evidence.eligibility.implied import Implication
from evidence.eligibility.rules import Entered, Leaf, Rule, write_rule

_NEVER = "never"


class PreparedEntries(Entries[pl.Expr]):
    """Names the columns that `prepared` adds to a table."""

    def leaf(self, leaf: Leaf, unknown: frozenset[str]) -> TruthColumns[pl.Expr]:
        """A statement on what is entered alone; of an attribute that is taken away neither true nor false."""
        if leaf.attribute in unknown:
            never = pl.col(_NEVER)
            return TruthColumns(never, ~never if isinstance(leaf, Entered) else never)
        return TruthColumns(pl.col(_leaf(leaf, "met")), pl.col(_leaf(leaf, "not met")))

    def missing(self, name: str) -> pl.Expr:
        """Where nothing is entered for an attribute."""
        return pl.col(_missing(name))

    def holds(self, implication: Implication, unknown: frozenset[str]) -> pl.Expr:
        """Where what an implication starts from is known to hold."""
        return pl.col(_implies(implication, unknown & frozenset(implication.reads)))


ENTRIES: Entries[pl.Expr] = Entries(pl)
PREPARED = PreparedEntries(pl)


def prepared(table: pl.LazyFrame, rules: Iterable[Rule], implications: tuple[Implication, ...]) -> pl.LazyFrame:
    """A table made by `typed` with a column for each statement of these rules, each gap, and each implication."""
    leaves = {_leaf(leaf, ""): leaf for rule in rules for leaf in rule.leaves()}
    names = dict.fromkeys(name for implication in implications for name in implication.then)
    table = table.with_columns(
        pl.lit(value=False).alias(_NEVER),
        *(pl.col(name).is_null().alias(_missing(name)) for name in names if name in table.collect_schema().names()),
        *(column for leaf in leaves.values() for column in _columns(leaf)),
    )
    return table.with_columns(*_implied(implications))


def _columns(leaf: Leaf) -> Iterator[pl.Expr]:
    truths = ENTRIES.leaf(leaf, NOBODY)
    yield truths.met.alias(_leaf(leaf, "met"))
    yield truths.not_met.alias(_leaf(leaf, "not met"))


def _implied(implications: tuple[Implication, ...]) -> Iterator[pl.Expr]:
    """Where each implication holds, with every choice of its entries taken away."""
    for implication in implications:
        for size in range(len(implication.reads) + 1):
            for gone in combinations(implication.reads, size):
                absent = frozenset(gone)
                yield Entries.holds(PREPARED, implication, absent).alias(_implies(implication, absent))


def _leaf(leaf: Leaf, way: str) -> str:
    return f"{way}: {write_rule(leaf)}"


def _missing(name: str) -> str:
    return f"missing: {name}"


def _implies(implication: Implication, absent: frozenset[str]) -> str:
    return f"implied: {implication.id} without {' '.join(sorted(absent))}"
