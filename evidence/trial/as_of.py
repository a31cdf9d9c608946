"""What was known when: a trial as far as dated texts had stated it by a day.

A result counts from the earliest dated text that states it: the text it was read in, the paper that text repeats, or
another text with the same value. A date known only to the year or the month counts from its last day. What stands in
undated texts only is left out and counted. Events count from the day they happened.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from evidence.trial.files.context import ContextFact
from evidence.trial.files.outcomes import Outcome, Quantity, Side
from evidence.trial.files.response import ResponseCategory
from evidence.trial.files.sources import Source
from evidence.trial.files.survival import AtRisk, Curve
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, ProvenanceStatus, Value

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_COUNTED = ("outcomes.csv", "response.csv", "context.csv")


@dataclass(frozen=True, slots=True)
class TrialAsOf:
    """A trial as known on `day`, and how much of it is left out: facts stated later, and facts without a date.

    `later_curves` counts the survival curves whose data appeared later; their points are not among the facts.
    """

    day: date
    trial: Trial
    later: int
    undated: int
    later_curves: int
    later_events: int


def last_day_of(month: str) -> date | None:
    """The last day of a month written YYYY-MM; None where the text is not such a month."""
    match = _MONTH.fullmatch(month)
    if match is None:
        return None
    year, number = (int(part) for part in match.groups())
    return date(year, number, calendar.monthrange(year, number)[1]) if year else None


def known_from(value: Value, sources: Mapping[str, Source]) -> date | None:
    """The day from which a value counts as known; None where every text that states it is undated.

    What is reconstructed from a figure is stated by the reconstruction only, not by the paper that drew the figure.
    Nothing is known before the data it speaks of were cut off.
    """
    held = value.provenance
    texts = [held.source, *held.also_seen_in]
    if held.original and held.known is not ProvenanceStatus.RECONSTRUCTED:
        texts.append(held.original)
    dates = [day for text in texts if text in sources and (day := sources[text].published.last_day)]
    if not dates:
        return None
    cutoff = held.cutoff.last_day
    return max(min(dates), cutoff) if cutoff else min(dates)


def known_on(trial: Trial, day: date) -> TrialAsOf:
    """The trial as it was known on a day. What this page family does not show by date is left out altogether."""
    seen = _Day(day, trial)
    facts = [
        each for each in trial.values if each.file in _COUNTED and each.known is not ProvenanceStatus.NOT_AVAILABLE
    ]
    days = [seen.known_from(each) for each in facts]
    curves = tuple(curve for curve in trial.curves if seen.has_curve(curve))
    timeline = tuple(each for each in trial.timeline if (at := each.date.last_day) and at <= day)
    known = replace(
        trial,
        outcomes=tuple(filter(None, map(seen.outcome, trial.outcomes))),
        response=tuple(filter(None, map(seen.response, trial.response))),
        curves=curves,
        summaries=tuple(each for each in trial.summaries if seen.has(each.estimate.value, each.analysis)),
        at_risk=tuple(each for each in trial.at_risk if seen.at_risk(each)),
        context=tuple(filter(None, map(seen.context, trial.context))),
        timeline=timeline,
        values=tuple(each for each in trial.values if seen.has(each)),
        baseline=(),
        subgroups=(),
        tables=(),
        adverse_events=(),
        safety_findings=(),
        exposure=(),
        regimen=(),
    )
    return TrialAsOf(
        day=day,
        trial=known,
        later=sum(1 for at in days if at is not None and at > day),
        undated=sum(1 for at in days if at is None),
        later_curves=len(trial.curves) - len(curves),
        later_events=len(trial.timeline) - len(timeline),
    )


@dataclass(frozen=True, slots=True)
class _Day:
    """Asks of every part of a trial whether it was known on a day."""

    day: date
    trial: Trial

    def known_from(self, value: Value) -> date | None:
        return known_from(value, self.trial.sources)

    def has(self, value: Value, analysis: str = "") -> bool:
        """Whether a value had been stated; never before its analysis was first reported."""
        stated = self.known_from(value)
        if stated is None or stated > self.day:
            return False
        reported = self.trial.analysis(analysis).reported.last_day if analysis else None
        return reported is None or reported <= self.day

    def estimate(self, held: Estimate, analysis: str = "") -> Estimate | None:
        """An estimate without an interval that was stated later; None where it was itself stated later."""
        if not self.has(held.value, analysis):
            return None
        limits = held.interval
        if limits and not (self.has(limits.low, analysis) and self.has(limits.high, analysis)):
            return Estimate(value=held.value)
        return held

    def outcome(self, outcome: Outcome) -> Outcome | None:
        """The outcome with what was known of it; None where nothing of its result was."""
        arms = self._sides(outcome.arms, outcome.definition.analysis)
        comparisons = self._sides(outcome.comparisons, outcome.definition.analysis)
        values = [each.value for side in (*arms, *comparisons) for each in side.quantities.values()]
        if not any(value.known is not ProvenanceStatus.NOT_AVAILABLE and _is_result(value) for value in values):
            return None
        return Outcome(definition=outcome.definition, arms=arms, comparisons=comparisons)

    def _sides(self, sides: Iterable[Side], analysis: str) -> tuple[Side, ...]:
        kept = []
        for side in sides:
            held: dict[Quantity, Estimate] = {}
            for quantity, estimate in side.quantities.items():
                known = self.estimate(estimate, analysis if _is_result(estimate.value) else "")
                if known is not None:
                    held[quantity] = known
            if held:
                kept.append(Side(arm=side.arm, versus=side.versus, quantities=held))
        return tuple(kept)

    def response(self, category: ResponseCategory) -> ResponseCategory | None:
        for count in category.arms:
            for value in (count.n, count.of, count.percent):
                if value is not None and not self.has(value, category.analysis):
                    return None
        return category

    def has_curve(self, curve: Curve) -> bool:
        return all(self.has(arm.points[0].survival.value, curve.analysis) for arm in curve.arms)

    def at_risk(self, row: AtRisk) -> bool:
        return self.has(row.at_risk, row.analysis)

    def context(self, fact: ContextFact) -> ContextFact | None:
        """A fact whose number or sentence was known; both need not have been."""
        estimate = self.estimate(fact.estimate) if fact.estimate else None
        statement = fact.statement if fact.statement and self.has(fact.statement) else None
        if estimate is None and statement is None:
            return None
        return fact.model_copy(update={"estimate": estimate, "statement": statement})


def _is_result(value: Value) -> bool:
    """Whether a value was found at an analysis; what was fixed before, such as the number randomised, was not."""
    return value.provenance.cutoff.printed != "n/a"
