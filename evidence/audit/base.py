"""What a consistency check gives: one result per comparison, whether it holds or not."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from evidence.trial.trial import Trial
from evidence.trial.values import Value


@dataclass(frozen=True)
class AuditResult:
    """One comparison: where the value is kept, what stands there, what the others make it."""

    file: str
    row: str
    field: str
    found: str
    expected: str
    holds: bool

    def __str__(self) -> str:
        """The comparison as a sentence."""
        place = f"row {self.row}" if self.row.isdigit() else self.row
        return f"{self.file}, {place}: {self.field} is {self.found}, expected {self.expected}."


@dataclass(frozen=True)
class AuditCheck:
    """A named check; `run` yields every comparison it makes."""

    name: str
    run: Callable[[Trial], Iterator[AuditResult]]


def result(value: Value, expected: str, *, holds: bool) -> AuditResult:
    """The comparison of one value with what the others make it."""
    return AuditResult(value.file, value.row, value.field, value.printed, expected, holds)


def half_unit(value: Value) -> float:
    """Half a unit of the last printed digit: how far the true number may lie from the printed one."""
    _, _, decimals = value.printed.partition(".")
    return float(0.5 * 10.0 ** -len(decimals))


def agrees(value: Value, exact: float) -> bool:
    """Whether an exact number rounds to what is printed, or obeys the bound that is printed.

    A number that lies on the edge between two printed ones agrees with both.
    """
    if value.bound is not None:
        limit, sign = value.bound.limit, value.bound.sign
        return {"<": exact < limit, "<=": exact <= limit, ">": exact > limit, ">=": exact >= limit}[sign]
    if value.number is None:
        return False
    return abs(exact - value.number) <= half_unit(value) or math.isclose(
        abs(exact - value.number), half_unit(value), rel_tol=1e-9
    )


def counted(*values: Value | None) -> list[float] | None:
    """The numbers of all values, None as soon as one of them has none."""
    numbers = [value.number for value in values if value is not None and value.number is not None]
    return numbers if len(numbers) == len(values) else None
