"""Adverse events side by side: both arms, and their difference where both counts are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from evidence.analysis.derived_counts import derived
from evidence.analysis.proportions import DerivedEstimate, relative_risk, risk_difference
from evidence.lines.numbers import ABSENT, n_of, not_compared, signed
from evidence.trial.files.harms import ArmCount, Grade
from evidence.trial.spelling import british, printed_as
from evidence.trial.trial import Trial
from evidence.trial.values import ProvenanceStatus

_TWO = 2

GRADES = {
    Grade.ANY: "any grade",
    Grade.THREE_OR_MORE: "grade 3 or higher",
    Grade.THREE_TO_FOUR: "grade 3–4",
    Grade.ONE_TO_TWO: "grade 1–2",
    Grade.THREE: "grade 3",
    Grade.FIVE: "grade 5",
    Grade.SERIOUS: "serious",
    Grade.SYMPTOMATIC: "symptomatic",
    Grade.FATAL: "fatal",
    Grade.NONE: "",
}


class GradedCounts(Protocol):
    """Anything counted per arm at a grade."""

    @property
    def grade(self) -> Grade:
        """The grades counted."""

    @property
    def arms(self) -> tuple[ArmCount, ...]:
        """The counts, experimental first."""


@dataclass(frozen=True, slots=True)
class HarmLine:
    """One event at one grade. Percentages and counts stand in the arms' order; what is not known is None and said."""

    event: str
    grade: Grade
    percents: tuple[float | None, ...]
    percent_texts: tuple[str, ...]
    count_texts: tuple[str, ...]
    difference: DerivedEstimate | None
    relative: DerivedEstimate | None
    source: str
    known: str
    derives_counts: bool = False

    @property
    def name(self) -> str:
        """The event as it is spelled on screen; `event` is the word of its source."""
        return british(self.event)

    @property
    def label(self) -> str:
        """The event with its grade, such as "Febrile neutropenia, grade 3 or higher"."""
        return f"{self.name}, {GRADES[self.grade]}" if GRADES[self.grade] else self.name

    @property
    def grade_text(self) -> str:
        """The grades counted, in words; empty where none are."""
        return GRADES[self.grade]

    @property
    def text(self) -> str:
        """Every percentage, experimental first."""
        return " vs ".join(self.percent_texts)

    @property
    def difference_text(self) -> str:
        """The difference in percentage points with its 95 % interval; a dash where a count is not known."""
        if self.difference is None:
            return ABSENT if len(self.percents) == _TWO else not_compared(len(self.percents))
        limits = f"{signed(self.difference.low, 1)} to {signed(self.difference.high, 1)}"
        return f"{signed(self.difference.estimate, 1)} ({limits})"

    @property
    def relative_text(self) -> str:
        """The relative risk with its 95 % interval; a dash where it cannot be computed."""
        if self.relative is None:
            return ABSENT
        return f"{self.relative.estimate:.2f} ({self.relative.low:.2f}–{self.relative.high:.2f})"


def harm_line(trial: Trial, event: str, counted: GradedCounts, *, derives_counts: bool = False) -> HarmLine:
    """One event as a line. The difference is ours (Newcombe), computed from counts only where both are known.

    With `derives_counts`, a count that is not printed is the one whole number that gives the printed percentage, where
    there is exactly one; it is marked as derived here.
    """
    sides = [next((count for count in counted.arms if count.arm == arm.id), None) for arm in trial.arms]
    values = [value for side in sides if side for value in (side.percent, side.n) if value is not None]
    sources = dict.fromkeys(f"{trial.sources[v.provenance.source].short}, {v.provenance.locator}" for v in values)
    pairs = [_counts(side) or (derived(side) if side and derives_counts else None) for side in sides]
    marked = [
        side is not None and pair is not None and _counts(side) is None for side, pair in zip(sides, pairs, strict=True)
    ]
    first, last = pairs[0], pairs[-1]
    both = (*first, *last) if first and last and len(pairs) == _TWO else None
    return HarmLine(
        event=event,
        grade=counted.grade,
        percents=tuple(_percent(side) for side in sides),
        percent_texts=tuple(_percent_text(side) for side in sides),
        count_texts=tuple(
            f"{pair[0]} of {pair[1]}, {ProvenanceStatus.DERIVED}"
            if pair and is_ours
            else n_of(side.n, side.of)
            if side
            else ABSENT
            for side, pair, is_ours in zip(sides, pairs, marked, strict=True)
        ),
        difference=risk_difference(*both) if both else None,
        relative=relative_risk(*both) if both else None,
        source="; ".join(filter(None, (*sources, printed_as(event)))),
        known=", ".join(dict.fromkeys(str(value.known) for value in values)),
        derives_counts=any(marked),
    )


def table_lines(trial: Trial, table: str, grade: Grade, *, derives_counts: bool = False) -> tuple[HarmLine, ...]:
    """Every event of one table at one grade, in the order of the file; `derives_counts` as for `harm_line`."""
    return tuple(
        harm_line(trial, event.event, event, derives_counts=derives_counts)
        for event in trial.adverse_events
        if event.table == table and event.grade is grade
    )


def ordered(lines: tuple[HarmLine, ...], *, by_name: bool) -> tuple[HarmLine, ...]:
    """The lines by name, or by the size of their difference in either direction, those without one last."""
    if by_name:
        return tuple(sorted(lines, key=lambda line: line.name.casefold()))
    return tuple(sorted(lines, key=_size, reverse=True))


def searched(lines: tuple[HarmLine, ...], words: str) -> tuple[HarmLine, ...]:
    """The lines whose event holds these words, whatever the case; all of them where nothing is asked."""
    wanted = words.casefold().split()
    return tuple(line for line in lines if all(word in line.event.casefold() for word in wanted))


def largest(lines: tuple[HarmLine, ...], count: int) -> tuple[HarmLine, ...]:
    """The lines with the largest differences in either direction, the largest first."""
    known = [line for line in lines if line.difference is not None]
    return tuple(sorted(known, key=_size, reverse=True)[:count])


def _size(line: HarmLine) -> float:
    return abs(line.difference.estimate) if line.difference else -1.0


def _counts(side: ArmCount | None) -> tuple[int, int] | None:
    if side is None or side.n is None or side.of is None or side.n.number is None or side.of.number is None:
        return None
    return int(side.n.number), int(side.of.number)


def _percent(side: ArmCount | None) -> float | None:
    """The printed percentage, or the one that the counts give where only they are printed."""
    if side is not None and side.percent is not None:
        return side.percent.number
    counts = _counts(side)
    return 100 * counts[0] / counts[1] if counts else None


def _percent_text(side: ArmCount | None) -> str:
    if side is None:
        return ABSENT
    if side.percent is not None:
        return f"{side.percent.printed} %" if side.percent.is_number or side.percent.bound else side.percent.printed
    return n_of(side.n, side.of)
