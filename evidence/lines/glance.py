"""The Case page in short words: outcomes as numbers, the patient's own rows, and the lines beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.choices.glance import Glance
from evidence.choices.short_words import ShortWords
from evidence.lines.forest import ForestLine, forest_lines, short_label
from evidence.lines.numbers import SECOND_HAND, dated, estimate
from evidence.patient.patient import Patient
from evidence.trial.files.outcomes import Outcome, Quantity, Side
from evidence.trial.files.response import ResponseCategory
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, ProvenanceStatus, Value

NOT_PUBLISHED = "not in our sources"


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One outcome: each arm in the arms' order, and the comparison with what it is ("HR", or nothing)."""

    label: str
    context: str
    arms: tuple[str, ...]
    measure: str
    comparison: str


def outcome_rows(
    trial: Trial, glance: Glance, category: ResponseCategory, difference: Outcome | None
) -> tuple[GlanceRow, ...]:
    """The rows of the table: medians or rates with their intervals, then the response."""
    rows = []
    for chosen in glance.outcomes:
        outcome = trial.outcome(chosen.outcome)
        sides = [outcome.arm(arm.id) for arm in trial.arms]
        comparison = outcome.comparison
        ratio = comparison.get(Quantity.HAZARD_RATIO) if comparison else None
        rows.append(
            GlanceRow(
                chosen.label,
                chosen.context,
                tuple(estimate(_shown(side)) for side in sides),
                "HR" if ratio else "",
                estimate(ratio) if ratio else NOT_PUBLISHED,
            )
        )
    counts = [next((each for each in category.arms if each.arm == arm.id), None) for arm in trial.arms]
    points = difference.comparison.get(Quantity.DIFFERENCE) if difference and difference.comparison else None
    rows.append(
        GlanceRow(
            glance.response.label,
            glance.response.context,
            tuple(f"{each.percent} ({each.n} of {each.of})" if each else "—" for each in counts),
            "points",
            f"{_plus(points)}{estimate(points)}",
        )
    )
    return tuple(rows)


def _shown(side: Side | None) -> Estimate | None:
    return (side.get(Quantity.MEDIAN) or side.get(Quantity.RATE)) if side else None


def _plus(held: Estimate | None) -> str:
    number = held.value.number if held else None
    return "+" if number is not None and number > 0 else ""


def curve_line(trial: Trial, glance: Glance) -> str:
    """Follow-up and crossover of the outcome whose curve is drawn, in one line."""
    outcome = trial.outcome(glance.curve_outcome)
    control = outcome.arm(trial.control.id)
    follow_up = control.value(Quantity.FOLLOW_UP) if control else None
    crossed = control.value(Quantity.CROSSED_OVER) if control else None
    percent = control.value(Quantity.CROSSED_OVER_PERCENT) if control else None
    said = []
    if follow_up:
        said.append(f"Median follow-up {_marked(follow_up)} months")
    if crossed:
        share = f" ({percent.printed} %)" if percent else ""
        said.append(f"{crossed.printed} of the {trial.control.short_label.lower()} group{share} had crossed over"
                    f"{_mark(crossed)}, not adjusted for")  # fmt: skip
    return "; ".join(said) + "." if said else ""


def newer_line(trial: Trial, glance: Glance, others: Sequence[Trial]) -> str:
    """The newest alternative with drug, trial, numbers and date."""
    newer = glance.newer
    other = next(each for each in others if each.id == newer.trial)
    outcome, harm = other.outcome(newer.outcome), other.outcome(newer.harm)
    approval = next(item for item in trial.notice.items if item.source == newer.approved_in)
    against = next(side for side in outcome.comparisons if side.arm == newer.arm)
    return newer.line.format(
        name=other.arm(newer.arm).short_label,
        trial=other.name,
        approved=dated(approval.date),
        median=_one(outcome.arm(newer.arm), Quantity.MEDIAN),
        control_median=_one(outcome.arm(against.versus), Quantity.MEDIAN),
        ratio=estimate(against.get(Quantity.HAZARD_RATIO)),
        harm=_one(harm.arm(newer.arm), Quantity.EVENTS_PERCENT),
        control_harm=_one(harm.arm(against.versus), Quantity.EVENTS_PERCENT),
    )


def _one(side: Side | None, quantity: Quantity) -> str:
    """The bare number of one arm with its mark; its interval stands behind the line's own sources."""
    value = side.value(quantity) if side else None
    return _marked(value) if value else "not available"


def _marked(value: Value) -> str:
    return f"{value.printed}{_mark(value)}"


def _mark(value: Value) -> str:
    return SECOND_HAND if value.known is ProvenanceStatus.SECONDARY else ""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of the subgroup analysis: everyone, or a level that this patient belongs to."""

    label: str
    line: ForestLine
    is_loud: bool


@dataclass(frozen=True, slots=True)
class OwnRows:
    """Everyone first, then the patient's rows with a hazard ratio; and the names of those that have none."""

    drawn: tuple[OwnRow, ...]
    without_ratio: tuple[str, ...]


def own_rows(trial: Trial, glance: Glance, forest: str, patient: Patient, short: ShortWords) -> OwnRows:
    """The patient's rows in the order in which they are read: receptors first, region and age last."""
    lines = [line for line in forest_lines(trial, forest, patient) if not line.is_heading]
    drawn: list[tuple[int, OwnRow]] = []
    absent: list[tuple[int, str]] = []
    last = len(glance.own_rows)
    for line in lines:
        if not (line.is_overall or line.is_own):
            continue
        loud = line.family in glance.own_rows
        at = -1 if line.is_overall else glance.own_rows.index(line.family) if loud else last
        label = short_label(line, short)
        if line.ratio is None:
            absent.append((at, f"{label} (n {line.n})" if line.n else label))
        else:
            drawn.append((at, OwnRow(label, line, loud or line.is_overall)))
    drawn.sort(key=lambda each: each[0])
    absent.sort(key=lambda each: each[0])
    return OwnRows(tuple(row for _, row in drawn), tuple(name for _, name in absent))
