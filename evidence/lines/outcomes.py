"""What happened in the trial, per arm and between arms, each line with its own cut-off, population and source."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.lines.numbers import ABSENT, dated, estimate, versus
from evidence.trial.files.about import Analysis
from evidence.trial.files.outcomes import Outcome, Quantity, Side
from evidence.trial.files.response import ResponseCategory
from evidence.trial.trial import Trial
from evidence.trial.values import ProvenanceStatus, Value

NO_COMPARISON = "no comparison in the sources we read"
"""Where a difference would stand: a dash would not say why there is none."""


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome at one analysis: words for each arm in the arms' order, and for the comparison."""

    id: str
    title: str
    context: str
    arms: tuple[str, ...]
    comparison: str
    standing: str
    sources: tuple[str, ...]
    known: tuple[str, ...]


def outcome_line(trial: Trial, outcome: Outcome) -> OutcomeLine:
    """An outcome in words: medians or rates with their intervals, hazard ratio or difference, and where from."""
    definition = outcome.definition
    population = next(each for each in trial.populations if each.id == definition.population)
    analysis = trial.analysis(definition.analysis)
    sides = [outcome.arm(arm.id) for arm in trial.arms]
    values = [value for side in (*sides, *outcome.comparisons) if side for value in _values(side)]
    counted = outcome.comparison.value(Quantity.PATIENTS) if outcome.comparison else None
    size = f", n {counted.printed}" if counted else _sizes(sides)
    return OutcomeLine(
        id=outcome.id,
        title=definition.label + (", median" if any(s and s.get(Quantity.MEDIAN) for s in sides) else ""),
        context=f"{analysis.label}, cut-off {_cutoff(analysis, values)} · {population.label.lower()}{size}",
        arms=tuple(_arm(side) for side in sides),
        comparison=_comparisons(trial, outcome),
        standing=definition.standing,
        sources=_sources(trial, values),
        known=tuple(dict.fromkeys(str(value.known) for value in values)),
    )


def response_line(trial: Trial, category: ResponseCategory, difference: Outcome | None) -> OutcomeLine:
    """A response category with n of N per arm, and the published difference where there is one."""
    arms = [next((count for count in category.arms if count.arm == arm.id), None) for arm in trial.arms]
    values = [v for count in arms if count for v in (count.percent, count.n, count.of) if v is not None]
    values += [value for side in difference.comparisons for value in _values(side)] if difference else []
    sizes = " + ".join(count.of.printed for count in arms if count and count.of)
    analysis = trial.analysis(category.analysis)
    return OutcomeLine(
        id=category.id,
        title=f"{category.category}, {category.assessor}",
        context=f"{analysis.label}, cut-off {dated(analysis.cutoff)} · measurable disease at baseline, n {sizes}",
        arms=tuple(f"{c.percent} %  \n{c.n} of {c.of}" if c else ABSENT for c in arms),
        comparison=_comparisons(trial, difference) if difference else NO_COMPARISON,
        standing=difference.definition.standing if difference else "",
        sources=_sources(trial, values),
        known=tuple(dict.fromkeys(str(value.known) for value in values)),
    )


def _cutoff(analysis: Analysis, values: list[Value]) -> str:
    """The cut-off of the analysis, unless every text that gives the result leaves its own cut-off open."""
    stated = {value.provenance.cutoff for value in values if value.known is not ProvenanceStatus.NOT_AVAILABLE}
    if len(stated) == 1 and (only := stated.pop()).last_day is None:
        return dated(only)
    return dated(analysis.cutoff)


def _values(side: Side) -> list[Value]:
    """The values that a line shows: how many patients there are is said with the population."""
    held = []
    for quantity, each in side.quantities.items():
        if quantity is Quantity.PATIENTS:
            continue
        held += [each.value, *([each.interval.low, each.interval.high] if each.interval else [])]
    return held


def _sizes(sides: list[Side | None]) -> str:
    sizes = [size.printed for side in sides if side and (size := side.value(Quantity.PATIENTS))]
    return f", n {' + '.join(sizes)}" if sizes else ""


def _arm(side: Side | None) -> str:
    """One arm: the median or the rate first, then the patients with the event."""
    if side is None:
        return ABSENT
    parts = []
    if median := side.get(Quantity.MEDIAN):
        parts.append(estimate(median, unit=" months"))
    if rate := side.get(Quantity.RATE):
        parts.append(f"estimated {estimate(rate, unit=' of 100')}")
    events, patients, percent = (
        side.value(quantity) for quantity in (Quantity.EVENTS, Quantity.PATIENTS, Quantity.EVENTS_PERCENT)
    )
    if percent and not events:
        parts.append(f"{percent.printed} %")
    if events and events.is_number:
        share = f" ({percent.printed} %)" if percent else ""
        parts.append(f"{events.printed} of {patients.printed} with the event{share}" if patients else events.printed)
    return "  \n".join(parts) or ABSENT


def _comparisons(trial: Trial, outcome: Outcome) -> str:
    """The comparison; where several arms are compared with control, each under the name of its arm."""
    if len(outcome.comparisons) < 2:
        return _comparison(outcome.comparison)
    return "  \n".join(f"{versus(trial, side.arm, side.versus)}: {_comparison(side)}" for side in outcome.comparisons)


def _comparison(side: Side | None) -> str:
    if side is None:
        return NO_COMPARISON
    parts = []
    if ratio := side.get(Quantity.HAZARD_RATIO):
        parts.append(f"HR {estimate(ratio)}")
    if difference := side.get(Quantity.DIFFERENCE):
        parts.append(f"{estimate(difference)} points")
    p_value = side.value(Quantity.P_VALUE)
    if p_value and (p_value.is_number or p_value.bound):
        parts.append(f"P {p_value}" if p_value.bound else f"P = {p_value}")
    return "  \n".join(parts) or NO_COMPARISON


def _sources(trial: Trial, values: list[Value]) -> tuple[str, ...]:
    """The sources by how their values are known; what is not available has no source to name."""
    ways: dict[str, dict[str, None]] = {}
    for value in values:
        if value.known is not ProvenanceStatus.NOT_AVAILABLE:
            ways.setdefault(value.known, {})[_named(trial, value)] = None
    return tuple(
        ", ".join(sources) if known == ProvenanceStatus.PUBLISHED else f"{known}: {', '.join(sources)}"
        for known, sources in ways.items()
    )


def _named(trial: Trial, value: Value) -> str:
    """The source as named in a line; one that was not itself seen says in which texts its value was read."""
    source = trial.sources[value.provenance.source]
    readers = [trial.sources[name].short for name in value.provenance.also_seen_in]
    return (
        f"{source.short} (read in {' and '.join(readers)})" if source.seen == "not seen" and readers else source.short
    )
