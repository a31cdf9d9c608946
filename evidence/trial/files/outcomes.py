"""Benefit: what each analysis found, per arm and between two arms."""

from enum import StrEnum
from typing import Literal

from evidence.files.definitions import Frozen
from evidence.trial.files.base import EvidenceRow, IntervalKind, Moment, Slug, Text
from evidence.trial.files.grouping import count_fits, read_groups
from evidence.trial.files.load_context import LoadContext, read_rows
from evidence.trial.values import Cell, Estimate, Value

Assessor = Literal["independent review", "investigator", "n/a"]
Adjustment = Literal["stratified", "unstratified", "not stated", "n/a"]


class Quantity(StrEnum):
    """What one row of outcomes.csv measures; without a unit it is a count of patients or a pure number."""

    PATIENTS = "patients"
    EVENTS = "events"
    EVENTS_PERCENT = "patients with event, percent"
    MEDIAN = "median, months"
    RATE = "event-free, percent"
    HAZARD_RATIO = "hazard ratio"
    P_VALUE = "p value"
    DIFFERENCE = "difference, percentage points"
    GAIN = "difference in medians, months"
    FOLLOW_UP = "median follow-up, months"
    CROSSED_OVER = "crossed over"
    CROSSED_OVER_PERCENT = "crossed over, percent"
    BOUNDARY_HAZARD_RATIO = "stopping boundary, hazard ratio"
    BOUNDARY_P_VALUE = "stopping boundary, p value"
    PLANNED_EVENTS = "events planned for the final analysis"
    PLANNED_SHARE = "share of planned events, percent"


class Definition(Frozen):
    """A row of outcome_definitions.csv: what an outcome is, before any number.

    `month` is the landmark of a rate, None otherwise. `standing` says in words what may be concluded from it.
    """

    outcome: Slug
    label: Text
    endpoint: Slug
    assessor: Assessor
    population: Slug
    analysis: Slug
    month: Moment
    adjustment: Adjustment
    standing: Text


class OutcomeRow(EvidenceRow):
    """A row of outcomes.csv: one quantity in one arm, or between two arms where `versus` is filled."""

    KEY = ("outcome", "arm", "versus", "quantity")

    outcome: Slug
    arm: Slug
    versus: str
    quantity: Quantity
    value: Cell
    low: Cell
    high: Cell
    interval: IntervalKind


class Side(Frozen):
    """The quantities of one arm, or of one arm against another (`versus`), each with its interval if any.

    A quantity the files do not speak of is absent; one that could not be found is there and says
    `not available`.
    """

    arm: str
    versus: str
    quantities: dict[Quantity, Estimate]

    def get(self, quantity: Quantity) -> Estimate | None:
        """The estimate of a quantity, None where the files do not speak of it."""
        return self.quantities.get(quantity)

    def value(self, quantity: Quantity) -> Value | None:
        """The bare value of a quantity, None where the files do not speak of it."""
        held = self.quantities.get(quantity)
        return held.value if held else None


class Outcome(Frozen):
    """One outcome at one analysis. `arms` stand experimental first, control last; `comparisons` likewise."""

    definition: Definition
    arms: tuple[Side, ...]
    comparisons: tuple[Side, ...]

    @property
    def id(self) -> str:
        """The outcome's id."""
        return self.definition.outcome

    def arm(self, arm: str) -> Side | None:
        """The quantities of one arm, None where there are none."""
        return next((side for side in self.arms if side.arm == arm), None)

    @property
    def comparison(self) -> Side | None:
        """The experimental arm against control; None where nothing compares them, or where there are several."""
        return self.comparisons[0] if len(self.comparisons) == 1 else None


def read_definitions(loading: LoadContext) -> dict[str, tuple[str, Definition]]:
    """Every outcome's definition by id, with its row; an id given twice is a fault."""
    found: dict[str, tuple[str, Definition]] = {}
    for number, row in read_rows(loading, "outcome_definitions.csv", Definition):
        if row.outcome in found:
            loading.add_fault("outcome_definitions.csv", number, "outcome", row.outcome, "each outcome once")
        found.setdefault(row.outcome, (number, row))
    return found


def read_outcomes(loading: LoadContext, arm_order: tuple[str, ...]) -> tuple[Outcome, ...]:
    """Every outcome in the order of its definition, with the values of outcomes.csv."""
    definitions = read_definitions(loading)
    sides: dict[str, dict[tuple[str, str], dict[Quantity, Estimate]]] = {name: {} for name in definitions}
    for group in read_groups(loading, "outcomes.csv", OutcomeRow):
        row = group.first
        if row.outcome not in definitions:
            continue  # named as a fault with the other undefined ids
        estimate = group.estimate(loading)
        if estimate is not None:
            sides[row.outcome].setdefault((row.arm, row.versus), {})[row.quantity] = estimate
    outcomes = []
    for name, (number, definition) in definitions.items():
        held = [Side(arm=arm, versus=versus, quantities=each) for (arm, versus), each in sides[name].items()]
        if not held:
            loading.add_fault(
                "outcome_definitions.csv", number, "outcome", name, "an outcome with rows in outcomes.csv"
            )
        for side in held:
            count_fits(loading, side.value(Quantity.EVENTS), side.value(Quantity.PATIENTS))
        held.sort(key=lambda side: place(arm_order, side.arm))
        outcomes.append(
            Outcome(
                definition=definition,
                arms=tuple(side for side in held if not side.versus),
                comparisons=tuple(side for side in held if side.versus),
            )
        )
    return tuple(outcomes)


def place(order: tuple[str, ...], arm: str) -> int:
    """Where an arm stands: experimental first, control next, everything pooled last."""
    return order.index(arm) if arm in order else len(order)
