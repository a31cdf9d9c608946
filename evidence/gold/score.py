"""How a matcher's answers agree with the right ones: per criterion, three values, chance taken into account."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_KEYS = ["patient_id", "criterion"]


class UnusableAnswersError(ValueError):
    """The answers cannot be scored; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """Agreement on one criterion. `confusion` counts (right, given); `kappa` is 0 for chance, 1 for full agreement.

    `kappa` is None where every right answer and every given one is the same: chance is all that there is.
    """

    criterion: str
    patients: int
    agreed: int
    kappa: float | None
    confusion: dict[tuple[str, str], int]


def score(right: pl.DataFrame, given: pl.DataFrame) -> tuple[CriterionScore, ...]:
    """One score per criterion, in the order of the right answers. An answer that is not given counts as `missing`.

    Cohen's kappa: (observed - expected) / (1 - expected); Cohen 1960, Educ Psychol Meas 20:37.

    Raises:
        UnusableAnswersError: a column is missing, or an answer is given twice.
    """
    wanted = {*_KEYS, "answer"}
    if absent := sorted(wanted - set(given.columns)):
        raise UnusableAnswersError(
            f"the answers need the columns patient_id, criterion, answer; missing: {', '.join(absent)}"
        )
    if given.select(_KEYS).is_duplicated().any():
        raise UnusableAnswersError("an answer is given twice for the same patient and criterion")
    joined = right.join(
        given.select(*_KEYS, pl.col("answer").alias("given")), on=_KEYS, how="left", maintain_order="left"
    )
    joined = joined.with_columns(pl.col("given").fill_null("missing"))
    return tuple(
        _of(str(name), joined.filter(pl.col("criterion") == name))
        for name in right["criterion"].unique(maintain_order=True)
    )


def _of(criterion: str, rows: pl.DataFrame) -> CriterionScore:
    pairs = list(zip(rows["answer"].to_list(), rows["given"].to_list(), strict=True))
    confusion: dict[tuple[str, str], int] = {}
    for pair in pairs:
        confusion[pair] = confusion.get(pair, 0) + 1
    total = len(pairs)
    agreed = sum(count for (right, given), count in confusion.items() if right == given)
    values = {value for pair in pairs for value in pair}
    expected = (
        sum(sum(right == value for right, _ in pairs) * sum(given == value for _, given in pairs) for value in values)
        / total**2
    )
    kappa = None if expected == 1 else (agreed / total - expected) / (1 - expected)
    return CriterionScore(criterion, total, agreed, kappa, confusion)
