"""One endpoint, by one assessor, at every data cut: what each analysis found and whether its boundary was crossed."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.lines.numbers import ABSENT, dated, estimate, versus
from evidence.lines.outcomes import OutcomeLine, outcome_line
from evidence.trial.files.outcomes import Outcome, Quantity, Side
from evidence.trial.trial import Trial
from evidence.trial.values import Value, ValueState

NOT_CROSSED, CROSSED = "not crossed", "crossed"
NO_BOUNDARY = "none held"


@dataclass(frozen=True, slots=True)
class InterimLine:
    """One analysis: the hazard ratio as numbers and in words, and the boundary on its scale if it has one."""

    outcome: str
    when: str
    analysis: str
    ratio: float | None
    low: float | None
    high: float | None
    text: str
    boundary_ratio: float | None
    boundary: str
    events: str
    line: OutcomeLine


@dataclass(frozen=True, slots=True)
class EvolutionView:
    """The analyses of one endpoint by one assessor, earliest first."""

    title: str
    cuts: tuple[InterimLine, ...]
    endpoint: str = ""


def evolution(trial: Trial) -> tuple[EvolutionView, ...]:
    """Every endpoint, assessor and arm against control with a hazard ratio in the whole trial, each a series."""
    found: dict[tuple[str, str, str, str], list[tuple[Outcome, Side]]] = {}
    for outcome in trial.outcomes:
        definition = outcome.definition
        for side in outcome.comparisons if definition.month is None else ():
            ratio = side.value(Quantity.HAZARD_RATIO)
            if ratio is not None and ratio.state is not ValueState.NOT_AVAILABLE:
                key = (definition.endpoint, definition.assessor, definition.population, side.arm)
                found.setdefault(key, []).append((outcome, side))
    order = [analysis.id for analysis in trial.analyses]
    series = []
    for held in found.values():
        held.sort(key=lambda pair: order.index(pair[0].definition.analysis))
        first, side = held[0]
        arm = f", {versus(trial, side.arm, side.versus)}" if len(first.comparisons) > 1 else ""
        cuts = tuple(_cut(trial, *each) for each in held)
        series.append(EvolutionView(first.definition.label + arm, cuts, first.definition.endpoint))
    return tuple(series)


def _cut(trial: Trial, outcome: Outcome, side: Side) -> InterimLine:
    analysis = trial.analysis(outcome.definition.analysis)
    ratio = side.get(Quantity.HAZARD_RATIO)
    limit = side.value(Quantity.BOUNDARY_HAZARD_RATIO)
    return InterimLine(
        outcome=outcome.id,
        when=dated(analysis.cutoff),
        analysis=analysis.label,
        ratio=ratio.value.number if ratio else None,
        low=ratio.low.number if ratio and ratio.low else None,
        high=ratio.high.number if ratio and ratio.high else None,
        text=estimate(ratio),
        boundary_ratio=_limit(limit),
        boundary=_boundary(side),
        events=_events(trial, outcome, side),
        line=outcome_line(trial, outcome),
    )


def _boundary(side: Side) -> str:
    """Each boundary that was set, what was found, and whether it was crossed; "none held" where there is none."""
    said = []
    for name, found, boundary in (
        ("HR", Quantity.HAZARD_RATIO, Quantity.BOUNDARY_HAZARD_RATIO),
        ("P", Quantity.P_VALUE, Quantity.BOUNDARY_P_VALUE),
    ):
        value, limit = side.value(found), side.value(boundary)
        if limit is None:
            continue
        at = _limit(limit)
        if value is None or value.number is None or at is None:
            said.append(f"{name} {limit}: not available")
            continue
        said.append(f"{name} {limit}: {value} {CROSSED if value.number <= at else NOT_CROSSED}")
    return "; ".join(said) or NO_BOUNDARY


def _limit(value: Value | None) -> float | None:
    if value is None:
        return None
    return value.bound.limit if value.bound else value.number


def _events(trial: Trial, outcome: Outcome, side: Side) -> str:
    whole = side.value(Quantity.EVENTS)
    if whole is not None and whole.number is not None:
        return whole.printed
    parts = [of_arm.value(Quantity.EVENTS) for arm in trial.arms if (of_arm := outcome.arm(arm.id))]
    numbers = [part.printed for part in parts if part is not None and part.number is not None]
    return " + ".join(numbers) if numbers and len(numbers) == len(trial.arms) else ABSENT
