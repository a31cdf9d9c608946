"""A made-up registry, always the same one, and the template of a cohort file."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from evidence.eligibility.rule_fields import OptionalRule
from evidence.eligibility.rules import TRUE
from evidence.files.definitions import read_definitions
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import Answer, attributes, clinical_attributes
from evidence.patient.cohort_file import write_rows


class _Column(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    name: str
    missing: float
    weights: dict[str, float] = {}
    mean: float | None = None
    spread: float | None = None
    decimals: int = 0
    only_if: OptionalRule = None
    otherwise: str = ""
    slips: dict[str, float] = {}

    @model_validator(mode="after")
    def _drawable(self) -> _Column:
        if self.name not in clinical_attributes():
            raise ValueError(f"there is no attribute {self.name}")
        if bool(self.weights) == (self.mean is not None and self.spread is not None):
            raise ValueError("either weights, or a mean and a spread")
        wrong = [text for text in self.weights if isinstance(read_answer(self.name, text), Problem)]
        if wrong:
            raise ValueError(f"no answers to {self.name}: {', '.join(wrong)}")
        return self

    def drawn(self, chance: random.Random, entered: dict[str, Answer]) -> str:
        """One cell, given what the row holds already."""
        if self.only_if is not None and self.only_if.truth(entered) is not TRUE:
            return self.otherwise
        for slip, share in self.slips.items():
            if chance.random() < share:
                return slip
        if chance.random() < self.missing:
            return ""
        if self.weights:
            return chance.choices(list(self.weights), list(self.weights.values()))[0]
        return self._number(chance)

    def _number(self, chance: random.Random) -> str:
        attribute = attributes()[self.name]
        if self.mean is None or self.spread is None or attribute.minimum is None or attribute.maximum is None:
            raise TypeError(f"{self.name} is not drawn from a bell curve")
        number = Decimal(str(chance.gauss(self.mean, self.spread)))
        return f"{round(min(max(number, attribute.minimum), attribute.maximum), self.decimals)}"


class _Registry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    seed: int
    rows: int
    label: str
    attributes: tuple[_Column, ...]


@cache
def synthetic_cohort() -> bytes:
    """The made-up registry as a CSV file. Every row label says that it is synthetic."""
    registry = read_definitions(Path(__file__).with_name("synthetic.yaml"), _Registry)
    chance = random.Random(registry.seed)  # the same people every time
    rows = [["patient_id", *(column.name for column in registry.attributes)]]
    for number in range(1, registry.rows + 1):
        entered: dict[str, Answer] = {}
        cells = []
        for column in registry.attributes:
            text = column.drawn(chance, entered)
            answer = read_answer(column.name, text)
            if answer is not None and not isinstance(answer, Problem):
                entered[column.name] = answer
            cells.append(text)
        rows.append([f"{registry.label}-{number:04}", *cells])
    return write_rows(rows).encode("utf-8")


def template() -> bytes:
    """A cohort file with every column and no rows."""
    return write_rows([list(attributes())]).encode("utf-8")
