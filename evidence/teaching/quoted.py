"""Numbers named from a text of another file: `{median}` in a sentence, and beside it which row gives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.analysis.survival_differences import of_hundred, restricted_mean_difference, survival_difference
from evidence.eligibility.wording import threshold
from evidence.lines.cited import sources_of
from evidence.lines.numbers import dated, estimate
from evidence.teaching.number_names import (
    BETWEEN,
    NumberName,
    Numbers,
    OfBaseline,
    OfCurve,
    OfEvent,
    OfExposure,
    OfOutcome,
    OfSize,
    OfSubgroup,
)
from evidence.trial.cited import CitedRow, ContextName, find
from evidence.trial.files.context import ContextFact
from evidence.trial.files.harms import AdverseEvent, Exposure
from evidence.trial.files.patients import Subgroup
from evidence.trial.files.survival import Curve
from evidence.trial.spelling import british
from evidence.trial.trial import POOLED, Trial
from evidence.trial.values import Estimate, Value

_PLACE = re.compile(r"\{([a-z0-9-]+)\}")
_OF_A_COMPARISON = ("difference", "gained", "needed", "hazard ratio")
_COMPARED = 2


@dataclass(frozen=True, slots=True)
class QuotedNumber:
    """A number as printed, and where it comes from."""

    text: str
    source: str


def quote(trial: Trial, name: NumberName) -> QuotedNumber | None:
    """The number that is named; None where the trial, as far as it is known, does not hold it."""
    kind = next(each for each in type(name).model_fields if getattr(name, each) is not None)
    return _KINDS[kind](trial, getattr(name, kind))


def is_of_several(trial: Trial, name: NumberName) -> bool:
    """Whether the number is of one comparison with control, and the trial makes several: none of them is the one."""
    between = (
        (name.outcome is not None and name.outcome.arm == BETWEEN)
        or (name.curve is not None and name.curve.part in _OF_A_COMPARISON)
        or (name.subgroup is not None and name.subgroup.part in _OF_A_COMPARISON)
    )
    return between and len(trial.arms) > _COMPARED


def why_none(trial: Trial, numbers: Numbers) -> str:
    """Why a text with these numbers is left out, after "because"; for one that `fill` does not give."""
    if any(is_of_several(trial, name) for name in numbers.values()):
        return "several groups are compared with control and it speaks of one comparison"
    return "a number of it was not known by the date set or is not shown by date"


def fill(trial: Trial, text: str, numbers: Numbers) -> str | None:
    """The text with every number in its place; None where one of them is not held."""
    held: dict[str, str] = {}
    for place in places(text):
        quoted = quote(trial, numbers[place])
        if quoted is None:
            return None
        held[place] = quoted.text
    return _PLACE.sub(lambda match: held[match.group(1)], text)


def places(text: str) -> tuple[str, ...]:
    """The names of the numbers that a text asks for."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def sources(trial: Trial, numbers: Numbers) -> tuple[str, ...]:
    """Where the numbers come from, each place once."""
    held = (quote(trial, name) for name in numbers.values())
    return tuple(dict.fromkeys(each.source for each in held if each is not None))


def problems(trial: Trial, texts: Mapping[str, str], numbers: Numbers) -> list[tuple[str, str, str]]:
    """What is wrong with texts and their numbers, as (field, found, expected); empty where nothing is.

    That a trial makes several comparisons where a text speaks of one is no fault of the text: `why_none` says so.
    """
    asked = {place: field for field, text in texts.items() for place in places(text)}
    unnamed = [place for place in asked if place not in numbers]
    found = [(asked[place], f"{{{place}}}", "a number named under numbers") for place in unnamed]
    found += [("numbers", name, "a number that a text asks for") for name in numbers if name not in asked]
    found += [
        (f"numbers.{name}", str(each.model_dump(exclude_none=True, mode="json")), "a number of the trial's files")
        for name, each in numbers.items()
        if quote(trial, each) is None and not is_of_several(trial, each)
    ]
    return found


def _outcome(trial: Trial, name: OfOutcome) -> QuotedNumber | None:
    outcome = next((each for each in trial.outcomes if each.id == name.id), None)
    if outcome is None:
        return None
    held = outcome.comparison if name.arm == BETWEEN else outcome.arm(name.arm)
    found = held.get(name.quantity) if held else None
    if found is None or not (found.value.is_number or found.value.bound):
        return None
    text = estimate(found) if name.with_interval == "yes" else found.value.printed
    cutoff = dated(trial.analysis(outcome.definition.analysis).cutoff)
    return QuotedNumber(text, f"{outcome.definition.label}, cut-off {cutoff}: {sources_of(trial, _limits(found))}")


def _limits(held: Estimate) -> list[Value]:
    return [held.value, *([held.interval.low, held.interval.high] if held.interval else [])]


def _curve(trial: Trial, name: OfCurve) -> QuotedNumber | None:
    curve = trial.curve(name.endpoint)
    text = _read(trial, curve, name) if curve else None
    if curve is None or text is None:
        return None
    point = curve.arms[0].points[0].survival.value
    return QuotedNumber(text, f"Month {name.month}: {sources_of(trial, [point])}")


def _read(trial: Trial, curve: Curve, name: OfCurve) -> str | None:
    if name.part in ("difference", "needed"):
        found = survival_difference(curve, name.month)
        if found is None:
            return None
        if name.part == "difference":
            return f"{found.estimate:.1f} of 100 (95 % CI {found.low:.1f} to {found.high:.1f})"
        # A number needed to treat turns to infinity where the difference may be nothing.
        if found.low <= 0:
            return None
        return f"{100 / found.estimate:.0f} ({100 / found.high:.0f} to {100 / found.low:.0f})"
    if name.part == "gained":
        gained = restricted_mean_difference(trial, curve, name.month)
        return f"{gained.estimate:.1f} months (95 % CI {gained.low:.1f} to {gained.high:.1f})" if gained else None
    point = next((arm.at(name.month) for arm in curve.arms if arm.arm == name.arm), None)
    if point is None or point.survival.value.number is None:
        return None
    if name.part == "of 100":
        share = point.survival.value.number
        return str(of_hundred((share, 1 - share))[0])
    return point.at_risk.printed if name.part == "at risk" else point.censored.printed


def _size(trial: Trial, name: OfSize) -> QuotedNumber | None:
    arms = [arm for arm in trial.arms if name.arm in (arm.id, POOLED)]
    values = [getattr(arm, name.counts) for arm in arms]
    numbers = [value.number for value in values]
    if not arms or any(number is None for number in numbers):
        return None
    text = values[0].printed if len(values) == 1 else f"{sum(numbers):.0f}"
    return QuotedNumber(text, sources_of(trial, values))


def _event(trial: Trial, name: OfEvent) -> QuotedNumber | None:
    row = find(trial, CitedRow(event=name.event))
    side = next((each for each in row.arms if each.arm == name.arm), None) if isinstance(row, AdverseEvent) else None
    value = getattr(side, name.part) if side else None
    return QuotedNumber(value.printed, f"{british(name.event.event)}: {sources_of(trial, [value])}") if value else None


def _exposure(trial: Trial, name: OfExposure) -> QuotedNumber | None:
    row = find(trial, CitedRow(exposure=name.measure))
    side = next((each for each in row.arms if each.arm == name.arm), None) if isinstance(row, Exposure) else None
    value = side.estimate.value if side and side.estimate else None
    return QuotedNumber(value.printed, f"{name.measure}: {sources_of(trial, [value])}") if value else None


def _subgroup(trial: Trial, name: OfSubgroup) -> QuotedNumber | None:
    row = find(trial, CitedRow(subgroup=name.subgroup))
    if not isinstance(row, Subgroup):
        return None
    if name.part == "n":
        return QuotedNumber(row.n.printed, f"{row.level}: {sources_of(trial, [row.n])}") if row.n else None
    ratio = row.hazard_ratio
    if ratio is None or not ratio.value.is_number:
        return None
    return QuotedNumber(estimate(ratio), f"{row.level}: {sources_of(trial, _limits(ratio))}")


def _context(trial: Trial, name: ContextName) -> QuotedNumber | None:
    row = find(trial, CitedRow(context=name))
    value = (row.estimate.value if row.estimate else row.statement) if isinstance(row, ContextFact) else None
    return QuotedNumber(value.printed, f"{name.study}: {sources_of(trial, [value])}") if value else None


def _baseline(trial: Trial, name: OfBaseline) -> QuotedNumber | None:
    level = next((each for each in trial.baseline if (each.family, each.level_id) == (name.family, name.level)), None)
    counts = [arm.n for arm in level.arms if name.arm in (arm.arm, POOLED)] if level else []
    held = [count for count in counts if count is not None and count.number is not None]
    if level is None or not held or len(held) != len(counts):
        return None
    total = sum(count.number or 0 for count in held)
    return QuotedNumber(f"{total:.0f}", f"{level.level}: {sources_of(trial, held)}")


def _threshold(trial: Trial, criterion: str) -> QuotedNumber | None:
    every = (*trial.criteria.published, *trial.criteria.registry)
    found = next((each for each in every if each.id == criterion), None)
    if found is None:
        return None
    return QuotedNumber(threshold(found), f"{found.label}: {trial.sources[found.source].short}, {found.locator}")


def _cutoff(trial: Trial, analysis: str) -> QuotedNumber | None:
    found = next((each for each in trial.analyses if each.id == analysis), None)
    if found is None:
        return None
    return QuotedNumber(dated(found.cutoff), f"{found.label}: {trial.sources[found.reported_source].short}")


_KINDS: dict[str, Callable[[Trial, Any], QuotedNumber | None]] = {
    "outcome": _outcome,
    "curve": _curve,
    "size": _size,
    "event": _event,
    "exposure": _exposure,
    "subgroup": _subgroup,
    "context": _context,
    "baseline": _baseline,
    "threshold": _threshold,
    "cutoff": _cutoff,
}
