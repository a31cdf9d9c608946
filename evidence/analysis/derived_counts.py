"""A count of patients worked out from a printed percentage, where only one whole number gives it."""

from __future__ import annotations

from decimal import Decimal

from evidence.trial.files.harms import ArmCount
from evidence.trial.values import Value


def counts_that_give(percent: str, of: int) -> tuple[int, ...]:
    """Every whole number of `of` patients whose percentage rounds to the printed one; a half may round either way.

    `percent` is the text as printed: its decimals say how far it was rounded.

    Raises:
        ValueError: `of` is not a positive number of patients.
    """
    if of <= 0:
        raise ValueError(f"{of} patients cannot be counted among")
    printed = Decimal(percent)
    half = Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)
    return tuple(n for n in range(of + 1) if abs(Decimal(100 * n) / of - printed) <= half)


def only_count(percent: Value | None, of: Value | None) -> int | None:
    """The one count that gives a printed percentage; None where several do, none does, or either is not a number."""
    if percent is None or of is None or percent.number is None or of.number is None:
        return None
    found = counts_that_give(percent.printed, int(of.number))
    return found[0] if len(found) == 1 else None


def derived(side: ArmCount) -> tuple[int, int] | None:
    """Count and denominator of one arm whose count is not printed; None where it is, or cannot be worked out."""
    if side.n is not None and side.n.number is not None:
        return None
    count = only_count(side.percent, side.of)
    return (count, int(side.of.number)) if count is not None and side.of and side.of.number else None
