"""Adverse events with two grade bands on one line: every grade, and of those the higher ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.analysis.proportions import DerivedEstimate
from evidence.choices.harms_page import TableView
from evidence.choices.short_words import ShortWords
from evidence.lines.harms import GRADES, HarmLine, table_lines
from evidence.trial.files.harms import Grade
from evidence.trial.trial import Trial

_WIDEST_FIRST = (Grade.ANY, Grade.ONE_TO_TWO, Grade.THREE_TO_FOUR, Grade.THREE_OR_MORE)
_SHORT = {
    Grade.ANY: "any grade",
    Grade.ONE_TO_TWO: "grade 1–2",
    Grade.THREE_TO_FOUR: "grade 3–4",
    Grade.THREE_OR_MORE: "grade ≥ 3",
}


@dataclass(frozen=True, slots=True)
class SeverityRow:
    """One event: shares per arm in the wide and in the high band, None where a table does not list it; differences.

    A difference is the first arm's less the last one's in points, with its 95 % interval; None without both counts.
    """

    event: str
    label: str
    wide: tuple[float | None, ...]
    high: tuple[float | None, ...]
    wide_difference: DerivedEstimate | None
    high_difference: DerivedEstimate | None
    says: str


@dataclass(frozen=True, slots=True)
class Severity:
    """The events of one origin; `bands` name the wide and the high band."""

    rows: tuple[SeverityRow, ...]
    bands: tuple[str, str]
    listed: tuple[tuple[str, str], ...]


def severity(trial: Trial, view: TableView, short: ShortWords) -> Severity:
    """The events of one view, in the order of its tables; bands of different origin are never mixed.

    `listed` says for each band when its table lists an event.
    """
    bands: dict[Grade, dict[str, HarmLine]] = {}
    listed: dict[str, str] = {}
    for chosen in view.tables:
        for grade in chosen.grades:
            for line in table_lines(trial, chosen.table, grade, derives_counts=view.derives_counts):
                bands.setdefault(grade, {}).setdefault(line.event, line)
            block = trial.table(chosen.table).block(grade)
            if block is not None:
                listed.setdefault(_SHORT.get(grade, GRADES[grade]), block.listed_when)
    order = [grade for grade in _WIDEST_FIRST if grade in bands]
    wide, high = bands[order[0]], bands[order[-1]]
    return Severity(
        rows=tuple(_row(trial, event, wide, high, short) for event in dict.fromkeys([*wide, *high])),
        bands=(_SHORT[order[0]], _SHORT[order[-1]]),
        listed=tuple(listed.items()),
    )


def _row(
    trial: Trial, event: str, wide: Mapping[str, HarmLine], high: Mapping[str, HarmLine], short: ShortWords
) -> SeverityRow:
    none = (None,) * len(trial.arms)
    first, second = wide.get(event), high.get(event)
    lines = [line for line in (first, second) if line is not None]
    return SeverityRow(
        event,
        short.event(event),
        first.percents if first else none,
        second.percents if second else none,
        first.difference if first else None,
        second.difference if second else None,
        "<br>".join(f"{line.label}: {line.text}, difference {line.difference_text}" for line in lines),
    )


BY_SIZE, BY_NAME = "largest difference", "name"


def ordered_rows(rows: Sequence[SeverityRow], by: str, *, first: Sequence[str] = ()) -> tuple[SeverityRow, ...]:
    """By name, or by the larger of the two differences in either direction, the events named in `first` before all."""
    if by == BY_NAME:
        return tuple(sorted(rows, key=lambda row: row.label.casefold()))
    places = {event: at for at, event in enumerate(first)}
    return tuple(sorted(rows, key=lambda row: (places.get(row.event, len(places)), -_size(row))))


def _size(row: SeverityRow) -> float:
    return max((abs(each.estimate) for each in (row.wide_difference, row.high_difference) if each), default=-1.0)
