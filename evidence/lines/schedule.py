"""The trial's calendar over a number of cycles, its treatment as a table, and a label's rules under their product."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.choices.regimen_page import Schedule, regimen_item
from evidence.lines.cited import sources_of
from evidence.trial.files.context import RegimenItem
from evidence.trial.trial import Trial
from evidence.trial.values import ProvenanceStatus

LABEL = "label"
NOT_SEEN = "not seen; consult the current label"


@dataclass(frozen=True, slots=True)
class CalendarMark:
    """Something on a day of the calendar. `is_first` is a first dose; `is_open` what was allowed, not recommended."""

    week: int
    says: str
    is_first: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One drug or assessment over the chosen cycles."""

    label: str
    doses: str
    is_treatment: bool
    marks: tuple[CalendarMark, ...]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in words with its source; a rule that was not seen says so and holds no number."""

    topic: str
    label: str
    rule: str
    jurisdiction: str
    source: str
    is_second_hand: bool = False


def dose(item: RegimenItem) -> str:
    """A dose with its unit, such as "840 mg"; empty where the item has none."""
    return f"{item.dose} {item.unit}".strip() if item.dose is not None else ""


def doses(trial: Trial, schedule: Schedule) -> tuple[tuple[str, str], ...]:
    """Each drug with its first and later dose, the unit once where both have the same: "840 → 420 mg"."""
    found = []
    for drug in schedule.drugs:
        first, then = regimen_item(trial, drug.first), regimen_item(trial, drug.then)
        if first == then:
            said = dose(first)
        elif first.unit == then.unit:
            said = f"{first.dose} → {dose(then)}"
        else:
            said = f"{dose(first)} → {dose(then)}"
        found.append((drug.short, said))
    return tuple(found)


def calendar(trial: Trial, schedule: Schedule, cycles: int) -> tuple[CalendarLine, ...]:
    """The calendar from the first dose to the last day of so many cycles; drugs first, then assessments.

    Raises:
        ValueError: fewer than one cycle.
    """
    if cycles < 1:
        raise ValueError(f"{cycles} cycles")
    end = cycles * schedule.cycle_weeks
    rows = []
    for drug in schedule.drugs:
        first, then = regimen_item(trial, drug.first), regimen_item(trial, drug.then)
        enough = regimen_item(trial, drug.recommended).dose if drug.recommended else None
        marks = []
        for week in range(0, end, drug.every_weeks):
            number = week // drug.every_weeks + 1
            is_open = enough is not None and enough.number is not None and number > enough.number
            says = f"{drug.label}, cycle {number}: {dose(first if week == 0 else then)}"
            marks.append(
                CalendarMark(week, f"{says}{', allowed' if is_open else ''}", week == 0 and first != then, is_open)
            )
        doses = dose(first) if first == then else f"{dose(first)}, then {dose(then)}"
        rows.append(CalendarLine(drug.label, doses, is_treatment=True, marks=tuple(marks)))
    for each in schedule.assessments:
        # What comes with every cycle ends with the last one; what falls due as the last one ends is still drawn.
        until = end if each.every_weeks == schedule.cycle_weeks else end + 1
        weeks = range(each.first_week, until, each.every_weeks)
        marks = [CalendarMark(week, f"{each.label}, week {week}") for week in weeks]
        rows.append(CalendarLine(each.label, f"every {each.every_weeks} weeks", is_treatment=False, marks=tuple(marks)))
    return tuple(rows)


def after_stopping(schedule: Schedule) -> tuple[CalendarLine, ...]:
    """What goes on after treatment; the marks count months since it stopped."""
    return tuple(
        CalendarLine(
            each.label,
            "",
            is_treatment=False,
            marks=tuple(CalendarMark(month, f"{each.label}, {month} months after stopping") for month in each.months),
        )
        for each in schedule.after_stopping
    )


def rule_lines(trial: Trial, part: str) -> tuple[RuleLine, ...]:
    """The rules of one part of the trial's own schedule, in the order of the file."""
    return tuple(_line(trial, item) for item in trial.regimen if item.part == part)


def label_panels(trial: Trial) -> dict[str, tuple[RuleLine, ...]]:
    """The label rules by the product that their text came from, in the order of the file; never the trial's own."""
    panels: dict[str, list[RuleLine]] = {}
    for item in trial.regimen:
        if item.part == LABEL:
            panels.setdefault(item.product, []).append(_line(trial, item))
    return {product: tuple(lines) for product, lines in panels.items()}


def _line(trial: Trial, item: RegimenItem) -> RuleLine:
    value = item.rule or item.dose
    unseen = item.rule is not None and item.rule.known is ProvenanceStatus.NOT_AVAILABLE
    words = NOT_SEEN if item.part == LABEL and unseen else item.rule.printed if item.rule else ""
    given = "" if item.part == LABEL else dose(item)
    return RuleLine(
        topic=item.topic,
        label=item.label,
        rule=". ".join(filter(None, (given, words))),
        jurisdiction=item.jurisdiction,
        source=sources_of(trial, [value] if value is not None else []),
        is_second_hand=value is not None and value.known is ProvenanceStatus.SECONDARY,
    )
