"""Made-up tables of answers, and every node of every rule, for holding table engines to the scalar interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl

from evidence.eligibility.conflicts import declared_conflicts
from evidence.eligibility.criteria import load_criteria
from evidence.eligibility.rules import AtLeast, AtMost, Leaf, MoreThan, OneOf, parse_rule
from evidence.patient.attributes import clinical_attributes
from evidence.trial.trial import TRIALS

CRITERIA = load_criteria(TRIALS / "cleopatra" / "criteria.yaml")
MISSING = 0.12

# What the trial's own rules do not use, or use only in one place.
OTHER_RULES = [
    {"one_of": {"attribute": "ecog", "values": ["0", "2"]}},
    {"one_of": {"attribute": "disease_extent", "values": ["metastatic"], "unclear": ["early"]}},
    {"more_than": {"attribute": "months_adjuvant_to_metastatic", "value": "6"}},
    {"not": {"first_known": [{"is": {"attribute": "sex", "value": "male"}}, {"entered": {"attribute": "region"}}]}},
    {"first_known": [
        {"all": [{"at_least": {"attribute": "lvef_percent", "value": "50"}}, {"entered": {"attribute": "race"}}]},
        {"not": {"any": [{"is": {"attribute": "her2_ihc", "value": "0"}}, {"at_most": {"attribute": "age_years", "value": "70"}}]}},
        {"is": {"attribute": "cns_metastases", "value": "no"}},
    ]},
]  # fmt: skip


def nodes(rule) -> Iterator:
    """A rule and everything below it."""
    yield rule
    for part in () if isinstance(rule, Leaf) else rule.parts:
        yield from nodes(part)


def every_node() -> list:
    """Every node of both tiers, of their conditions, of the conflicts and of the rules above, each once."""
    tiers = (*CRITERIA.published, *CRITERIA.registry)
    rules = [rule for each in tiers for rule in (each.rule, each.applies_if) if rule is not None]
    rules += [conflict.when for conflict in declared_conflicts()] + [parse_rule(written) for written in OTHER_RULES]
    return list(dict.fromkeys(node for rule in rules for node in nodes(rule)))


NODES = every_node()
NAMES = list(dict.fromkeys(leaf.attribute for node in NODES for leaf in node.leaves()))


def _answers(name: str) -> list:
    """Answers on, just below and just above every threshold, and the limits; every option of a choice."""
    attribute = clinical_attributes()[name]
    if not attribute.is_number:
        return list(attribute.choices)
    leaves = [leaf for node in NODES for leaf in node.leaves() if leaf.attribute == name]
    places = {attribute.minimum, attribute.maximum}
    for leaf in leaves:
        if isinstance(leaf, AtLeast | MoreThan | AtMost):
            places.add(leaf.value)
        elif isinstance(leaf, OneOf):
            places.update(Decimal(value) for value in leaf.values)
    step = 1 if attribute.kind == "integer" else Decimal("0.01")
    near = {place + shift for place in places for shift in (-step, 0, step)}
    return sorted(float(place) for place in near if attribute.minimum <= place <= attribute.maximum)


def columns(rows: int, seed: int) -> dict[str, list]:
    """So many made-up patients, column by column; None where unknown."""
    chance = np.random.default_rng(seed)
    found = {}
    for name in NAMES:
        answers = np.array([None, *_answers(name)], dtype=object)
        weights = [MISSING, *[(1 - MISSING) / (len(answers) - 1)] * (len(answers) - 1)]
        found[name] = chance.choice(answers, rows, p=weights).tolist()
    return found


def patients(table: dict[str, list]) -> list[dict]:
    """The same patients as the interpreter reads them: what is unknown is absent."""
    names = list(table)
    return [
        {name: answer for name, answer in zip(names, row, strict=True) if answer is not None}
        for row in zip(*table.values(), strict=True)
    ]


def arrow(table: dict[str, list]):
    """A pyarrow table; of the unknown numbers, every other one is not missing but NaN."""
    numbers = {name for name in table if clinical_attributes()[name].is_number}
    spoiled = {}
    for name, answers in table.items():
        filled = list(answers)
        if name in numbers:
            unknown = [at for at, answer in enumerate(answers) if answer is None]
            for at in unknown[::2]:
                filled[at] = float("nan")
        spoiled[name] = filled
    schema = {name: pl.Float64 if name in numbers else pl.String for name in table}
    return pl.DataFrame(spoiled, schema=schema).with_row_index("row", offset=1).to_arrow(
        compat_level=pl.CompatLevel.oldest()
    )  # fmt: skip


def frames(table: dict[str, list]) -> dict:
    """The same table in every form that an engine takes."""
    import duckdb

    held = arrow(table)
    polars = pl.from_arrow(held)
    numpy = pd.DataFrame({"row": range(1, held.num_rows + 1), **table})
    return {
        "polars": polars,
        "polars lazy": polars.lazy(),
        "polars categories": polars.with_columns(pl.col(pl.String).cast(pl.Categorical)),
        "pyarrow": held,
        "pandas numpy": numpy,
        "pandas object": numpy.astype(dict.fromkeys(table, object)),
        "pandas nullable": numpy.convert_dtypes(dtype_backend="numpy_nullable"),
        "pandas arrow": pd.DataFrame({name: pd.array(held[name].to_pylist(), dtype=_arrow_kind(held, name)) for name in held.column_names}),
        "duckdb": duckdb.from_arrow(held),
    }  # fmt: skip


def _arrow_kind(held, name: str) -> pd.ArrowDtype:
    kind = held.schema.field(name).type
    return pd.ArrowDtype(kind)
