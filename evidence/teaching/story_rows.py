"""The rows that the story draws, numbers and words together. Whatever is not held stays None, never a zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evidence.lines.cited import sources_of
from evidence.lines.evolution import CROSSED, NOT_CROSSED
from evidence.lines.numbers import dated, estimate
from evidence.teaching.story_file import CrossoverChoice, FlowChoice, StrataChoice
from evidence.trial.cited import CitedRow, find
from evidence.trial.files.context import ContextFact
from evidence.trial.files.outcomes import Outcome, Quantity
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, Value

NOT_YET = "Not known by the date set, or not shown by date."
SEVERAL_COMPARED = "Several groups are compared with control; this chapter follows one comparison, so it is left out."


@dataclass(frozen=True, slots=True)
class ArmFlowLine:
    """One arm: randomised, never treated, moved to the other arm, come from it, treated, with measurable disease.

    Moving is None where there is not one other arm: whence or whither is not held.
    """

    label: str
    randomised: int
    untreated: int
    moved_out: int | None
    moved_in: int | None
    treated: int
    measurable: int | None

    @property
    def closes(self) -> bool:
        """Whether the counts add up to the patients treated."""
        return self.randomised - self.untreated - (self.moved_out or 0) + (self.moved_in or 0) == self.treated


@dataclass(frozen=True, slots=True)
class PatientFlowView:
    """Everyone from screening on; `source` names the texts, `why_moved` says of each arm why some changed sides."""

    screened: int
    randomised: int
    arms: tuple[ArmFlowLine, ...]
    why_moved: tuple[str, ...]
    source: str

    @property
    def not_randomised(self) -> int:
        """Screened and not randomised; why is not in the sources we read."""
        return self.screened - self.randomised


def patient_flow(trial: Trial, chosen: FlowChoice) -> PatientFlowView | None:
    """The flow of patients; None where the trial, as far as it is known, lacks a part of it."""
    screened = _count(find(trial, CitedRow(context=chosen.screened)))
    if screened is None:
        return None
    values: list[Value] = []
    counts: dict[tuple[str, str], int] = {}
    for measure in (chosen.untreated, chosen.moved):
        for fact in trial.context:
            number = _count(fact) if (fact.study, fact.measure) == (trial.name, measure) else None
            if number is not None and fact.estimate is not None:
                counts[measure, fact.group] = number
                values.append(fact.estimate.value)
    arms = []
    for arm in trial.arms:
        others = [each for each in trial.arms if each is not arm]
        untreated = counts.get((chosen.untreated, arm.label))
        moved = [counts.get((chosen.moved, each.label)) for each in (arm, *others)] if len(others) == 1 else []
        if None in (untreated, *moved) or arm.randomised.number is None or arm.treated.number is None:
            return None
        out, come = moved or (None, None)
        arms.append(
            ArmFlowLine(
                arm.label,
                int(arm.randomised.number),
                untreated or 0,
                out,
                come,
                int(arm.treated.number),
                _measurable(trial, chosen.response, arm.id),
            )
        )
        values += [arm.randomised, arm.treated]
    first = find(trial, CitedRow(context=chosen.screened))
    assert isinstance(first, ContextFact)
    assert first.estimate is not None
    total = sum(arm.randomised for arm in arms)
    sources = sources_of(trial, [first.estimate.value, *values])
    return PatientFlowView(screened, total, tuple(arms), chosen.why_moved, sources)


@dataclass(frozen=True, slots=True)
class StratumLine:
    """One level of a characteristic: the share of each arm in per cent, and the words."""

    label: str
    shares: tuple[float, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BalanceView:
    """A characteristic at baseline, and whether randomisation was stratified by it."""

    family: str
    title: str
    is_stratified: bool
    strata: tuple[StratumLine, ...]
    source: str


def balance(trial: Trial, chosen: StrataChoice, family: str) -> BalanceView | None:
    """The arms beside each other in one characteristic; None where the trial holds no such rows now."""
    levels = [level for level in trial.baseline if level.family == family]
    strata, values = [], []
    for level in levels:
        held = [next((each for each in level.arms if each.arm == arm.id), None) for arm in trial.arms]
        shares = [each.percent for each in held if each and each.percent and each.percent.number is not None]
        if len(shares) != len(trial.arms):
            continue
        values += shares
        words = tuple(f"{each.percent} % ({each.n})" for each in held if each)
        strata.append(StratumLine(level.level, tuple(share.number or 0.0 for share in shares), words))
    if not strata:
        return None
    title = next(each.label for each in trial.baseline_families if each.id == family)
    stratified = any(chosen.marked in value.provenance.note for value in values)
    return BalanceView(family, title, stratified, tuple(strata), sources_of(trial, values))


@dataclass(frozen=True, slots=True)
class InterimAnalysisLine:
    """One look at survival: its day, deaths, hazard ratio with limits, P value with its boundary, and the outcome."""

    outcome: str
    analysis: str
    when: str
    day: date
    deaths: str
    share: float | None
    ratio: Estimate
    ratio_words: str
    p_value: Value | None
    p_boundary: Value | None
    ratio_boundary: Value | None
    crossed: bool | None
    standing: str
    source: str

    @property
    def verdict(self) -> str:
        """Whether the boundary was crossed, in words."""
        if self.crossed is None:
            return "no boundary held: descriptive"
        return CROSSED if self.crossed else NOT_CROSSED


def looks(trial: Trial, outcomes: tuple[str, ...], planned: str) -> tuple[InterimAnalysisLine, ...]:
    """The looks in the order given, those that are held."""
    held = {outcome.id: outcome for outcome in trial.outcomes}
    whole = _value(held.get(planned), Quantity.PLANNED_EVENTS)
    found = (_look(trial, held[name], whole) for name in outcomes if name in held)
    return tuple(look for look in found if look is not None)


def why_none(trial: Trial, outcomes: tuple[str, ...]) -> str:
    """Why none of these looks is told: several comparisons at one look, or nothing known by the date set."""
    several = any(len(outcome.comparisons) > 1 for outcome in trial.outcomes if outcome.id in outcomes)
    return SEVERAL_COMPARED if several else NOT_YET


@dataclass(frozen=True, slots=True)
class CrossoverView:
    """The window of crossing over, how many crossed, and the looks around it."""

    begins: date | None
    ends: date | None
    window: str
    crossed: str
    looks: tuple[InterimAnalysisLine, ...]

    def before(self, look: InterimAnalysisLine) -> bool | None:
        """Whether a look lies wholly before the window; None where the window is not known yet."""
        return None if self.begins is None else look.day <= self.begins


def crossing(trial: Trial, chosen: CrossoverChoice, planned: str) -> CrossoverView:
    """Crossing over as far as it is known."""
    events = {event.id: event for event in trial.timeline}
    begins, ends = (events.get(name) for name in (chosen.begins, chosen.ends))
    outcome = next((each for each in trial.outcomes if each.id == chosen.crossed), None)
    control = outcome.arm(trial.arms[-1].id) if outcome else None
    n = control.value(Quantity.CROSSED_OVER) if control else None
    share = control.value(Quantity.CROSSED_OVER_PERCENT) if control else None
    crossed = f"{n} of {trial.arms[-1].randomised} ({share} %)" if n and share else ""
    first = date(begins.date.year, begins.date.month, 1) if begins and begins.date.year and begins.date.month else None
    return CrossoverView(
        begins=first,
        ends=ends.date.last_day if ends else None,
        window=f"{dated(begins.date)} to {dated(ends.date)}" if begins and ends else "",
        crossed=crossed,
        looks=looks(trial, chosen.outcomes, planned),
    )


def _look(trial: Trial, outcome: Outcome, planned: Value | None) -> InterimAnalysisLine | None:
    side = outcome.comparison
    ratio = side.get(Quantity.HAZARD_RATIO) if side else None
    analysis = trial.analysis(outcome.definition.analysis)
    day = analysis.cutoff.last_day
    if side is None or ratio is None or day is None or not ratio.value.is_number:
        return None
    p_value, boundary = side.value(Quantity.P_VALUE), side.value(Quantity.BOUNDARY_P_VALUE)
    deaths = side.value(Quantity.EVENTS)
    numbers = [each.number if each else None for each in (deaths, planned)]
    crossed = None
    if p_value and p_value.number is not None and boundary and boundary.bound:
        crossed = p_value.number <= boundary.bound.limit
    return InterimAnalysisLine(
        outcome=outcome.id,
        analysis=analysis.label,
        when=dated(analysis.cutoff),
        day=day,
        deaths=deaths.printed if deaths else "",
        share=100 * numbers[0] / numbers[1] if numbers[0] and numbers[1] else None,
        ratio=ratio,
        ratio_words=estimate(ratio),
        p_value=p_value,
        p_boundary=boundary,
        ratio_boundary=side.value(Quantity.BOUNDARY_HAZARD_RATIO),
        crossed=crossed,
        standing=outcome.definition.standing,
        source=sources_of(trial, [each for each in (ratio.value, p_value, boundary) if each]),
    )


def _value(outcome: Outcome | None, quantity: Quantity) -> Value | None:
    return outcome.comparison.value(quantity) if outcome and outcome.comparison else None


def _count(row: object) -> int | None:
    number = row.estimate.value.number if isinstance(row, ContextFact) and row.estimate else None
    return None if number is None else int(number)


def _measurable(trial: Trial, response: str, arm: str) -> int | None:
    category = next((each for each in trial.response if each.id == response), None)
    side = next((each for each in category.arms if each.arm == arm), None) if category else None
    return int(side.of.number) if side and side.of and side.of.number is not None else None
