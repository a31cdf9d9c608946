"""Every value of a trial as one tidy table: a row for each, with what it is, where it stands and how it is known."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.trial.trial import Trial
from evidence.trial.values import Value

COLUMNS = (
    "file", "row", "field", "printed", "number", "source", "original", "also_seen_in", "locator",
    "cutoff", "known", "note",
)  # fmt: skip


def fact_table(trial: Trial) -> list[list[str]]:
    """The header and the rows, in the order of the files. A value that is no number has none; nothing is left out."""
    return [list(COLUMNS), *(list(_row(value)) for value in trial.facts())]


def _row(value: Value) -> Iterator[str]:
    origin = value.provenance
    yield from (value.file, value.row, value.field, value.printed)
    yield "" if value.number is None else f"{value.number:.15g}"
    yield from (origin.source, origin.original, "; ".join(origin.also_seen_in), origin.locator)
    yield from (str(origin.cutoff), origin.known.value, origin.note)
