"""Around the trial: how its treatment is given, and what other evidence there is."""

from typing import Literal

from evidence.files.definitions import Frozen
from evidence.trial.files.base import EvidenceRow, IntervalKind, Slug, Text
from evidence.trial.files.grouping import read_groups
from evidence.trial.files.load_context import LoadContext
from evidence.trial.values import Cell, Estimate, Value, Words


class RegimenRow(EvidenceRow):
    """A row of regimen.csv; `product` is the product whose text was read, `jurisdiction` where it applies."""

    KEY = ("part", "item")

    part: Literal["trial treatment", "trial assessments", "label"]
    topic: Text
    item: Slug
    label: Text
    product: Text
    jurisdiction: Text
    dose: Cell
    unit: str
    rule: Words


class RegimenItem(Frozen):
    """One rule of treatment or follow-up in words, with its dose in `unit` where it has one.

    The trial's own schedule and a label's rules are different things: `part` keeps them apart.
    """

    part: str
    topic: str
    item: str
    label: str
    product: str
    jurisdiction: str
    unit: str
    dose: Value | None
    rule: Value | None


class ContextRow(EvidenceRow):
    """A row of context.csv: one measure in one group of one study, in numbers or in words."""

    KEY = ("study", "measure", "group")

    topic: Literal[
        "mechanism",
        "side analysis",
        "conduct",
        "newer first line",
        "maintenance",
        "other trials",
        "guidelines",
        "cardiac safety",
        "beyond the criteria",
    ]
    study: Text
    registry_id: str
    measure: Text
    group: Text
    unit: str
    value: Cell
    low: Cell
    high: Cell
    interval: IntervalKind
    statement: Words


class ContextFact(Frozen):
    """One fact from beside the trial: `group` is the arm, comparison or population it is about, in words."""

    topic: str
    study: str
    registry_id: str
    measure: str
    group: str
    unit: str
    estimate: Estimate | None
    statement: Value | None


def read_regimen(loading: LoadContext) -> tuple[RegimenItem, ...]:
    """How treatment was and is given, in the order of the file."""
    return tuple(
        RegimenItem(
            **{
                name: getattr(group.first, name)
                for name in ("part", "topic", "item", "label", "product", "jurisdiction", "unit")
            },
            dose=group.get("dose"),
            rule=group.get("rule"),
        )
        for group in read_groups(loading, "regimen.csv", RegimenRow)
    )


def read_context(loading: LoadContext) -> tuple[ContextFact, ...]:
    """Facts from beside the trial, in the order of the file."""
    return tuple(
        ContextFact(
            **{
                name: getattr(group.first, name)
                for name in ("topic", "study", "registry_id", "measure", "group", "unit")
            },
            estimate=group.estimate(loading),
            statement=group.get("statement"),
        )
        for group in read_groups(loading, "context.csv", ContextRow)
    )
