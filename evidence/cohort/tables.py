"""Tables of valid answers: one row per patient, one column per attribute, missing where unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import narwhals as nw

from evidence.eligibility.criteria import Criteria
from evidence.eligibility.rules import Rule
from evidence.patient.attributes import clinical_attributes

ROW = "row"
"""The number of a row. Engines may return rows in any order; this column brings them back into the file's."""

Frame = TypeVar("Frame", nw.DataFrame[Any], nw.LazyFrame[Any])


def typed(frame: Frame, names: Iterable[str]) -> Frame:
    """The table with exactly these attributes, numbers as 64-bit floats and options as text; other columns stay.

    What is not a number (NaN) becomes missing: some engines hold it for the largest number of all. An attribute that
    the table does not have is unknown for everyone. The cells are taken as valid; `evidence.cohort.reading` sees to it.
    """
    schema = frame.collect_schema()
    kept = frame.implementation.is_polars()
    return frame.with_columns(*(_column(name, schema.get(name), keeps_categories=kept).alias(name) for name in names))


def read_by(rules: Iterable[Rule | None]) -> tuple[str, ...]:
    """The attributes that these rules read, each once, in order."""
    found = (leaf.attribute for rule in rules if rule is not None for leaf in rule.leaves())
    return tuple(dict.fromkeys(found))


def rules_of(criteria: Criteria) -> tuple[Rule, ...]:
    """Every rule of both tiers, conditions included."""
    tiers = (*criteria.published, *criteria.registry)
    return tuple(rule for each in tiers for rule in (each.rule, each.applies_if) if rule is not None)


def _column(name: str, kind: nw.dtypes.DType | None, *, keeps_categories: bool) -> nw.Expr:
    numeric = clinical_attributes()[name].is_number
    target = nw.Float64() if numeric else nw.String()
    if kind is None or kind == nw.Unknown:
        return nw.lit(None, dtype=target)
    column = nw.col(name)
    if numeric:
        column = column if kind == nw.Float64 else column.cast(nw.Float64())
        return column.fill_nan(None)
    # polars compares categories with words as they are, in a quarter of the memory; others are read as words first.
    return column if kind == nw.String or (keeps_categories and kind == nw.Categorical) else column.cast(nw.String())
