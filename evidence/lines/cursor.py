"""What the curves say at one month, in numbers and in words: the reading of the time cursor."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.analysis.proportions import DerivedEstimate
from evidence.analysis.survival_differences import (
    TWO,
    of_hundred,
    restricted_mean,
    restricted_mean_difference,
    survival_difference,
)
from evidence.choices.case_page import ChosenCurve
from evidence.eligibility.wording import listed
from evidence.lines.numbers import dated, estimate, not_compared, signed
from evidence.trial.files.outcomes import Outcome, Quantity
from evidence.trial.files.survival import CurvePoint
from evidence.trial.trial import Trial

NO_PUBLISHED = "Published rates at a fixed time: none for this endpoint in the sources we read."


@dataclass(frozen=True, slots=True)
class ArmAtMonthLine:
    """One arm at the month: people of a hundred without and with the event, and the counts behind them."""

    label: str
    without_event: int
    with_event: int
    percent: str
    at_risk: str
    mean: str


@dataclass(frozen=True, slots=True)
class MonthView:
    """Every arm at one month; differences only where there are two. `published` was never read off the curve."""

    month: int
    arms: tuple[ArmAtMonthLine, ...]
    difference: DerivedEstimate | None
    difference_text: str
    gained: DerivedEstimate | None
    gained_text: str
    published: tuple[str, ...]
    published_note: str
    gain_sentence: str
    loss_sentence: str


def reading(trial: Trial, plotted: ChosenCurve, month: int) -> MonthView | None:
    """The reading at a whole month; None where the trial holds no curve of the endpoint, or it ends before."""
    curve = trial.curve(plotted.endpoint)
    if curve is None:
        return None
    difference = survival_difference(curve, month)
    gained = restricted_mean_difference(trial, curve, month)
    points = [(arm.arm, arm.at(month)) for arm in curve.arms]
    is_compared = len(points) == TWO
    if any(point is None for _, point in points) or (is_compared and (difference is None or gained is None)):
        return None
    arms = []
    for name, point in points:
        assert point is not None
        mean = restricted_mean(trial, curve, name, month)
        held = mean.estimate.value.number if mean else None
        arms.append(_arm(trial.arm(name).label, point, f"{held:.1f} months" if held is not None else "0 months"))
    published, note = _published(trial, plotted, month)
    return MonthView(
        month=month,
        arms=tuple(arms),
        difference=difference,
        difference_text=_difference_text(difference, "of 100", len(points)),
        gained=gained,
        gained_text=_difference_text(gained, "months", len(points)),
        published=published,
        published_note=note,
        gain_sentence=_sentence(plotted.axis, "were", [(arm.label, arm.without_event) for arm in arms], month),
        loss_sentence=_sentence(plotted.event, "", [(arm.label, arm.with_event) for arm in arms], month),
    )


def words_of_difference(read: MonthView, plotted: ChosenCurve) -> str:
    """The difference as a sentence, its uncertainty included; the control group is the one compared with."""
    if read.difference is None:
        said = not_compared(len(read.arms))
        return f"{said[0].upper()}{said[1:]}."
    first, last = (arm.label[0].lower() + arm.label[1:] for arm in (read.arms[0], read.arms[-1]))
    size = abs(read.difference.estimate)
    if read.month == 0 or size < 0.05:
        return f"At month {read.month} the curves do not differ."
    more = "more" if read.difference.estimate > 0 else "fewer"
    crosses = read.difference.low <= 0 <= read.difference.high
    reach = f"anything from {_as_words(read.difference.low)} to {_as_words(read.difference.high)}"
    return (
        f"Of 100 people in each group, an estimated {size:.1f} {more} in the {first} than in the {last} were "
        f"{plotted.axis}; the data are compatible with {reach}" + (", so with no difference too." if crosses else ".")
    )


def landmarks(trial: Trial, endpoint: str, analysis: str) -> dict[int, Outcome]:
    """The published rates of an endpoint at one analysis, by month; only those with a number for every arm."""
    return {
        int(outcome.definition.month): outcome
        for outcome in trial.outcomes
        if outcome.definition.month is not None
        and (outcome.definition.endpoint, outcome.definition.analysis) == (endpoint, analysis)
        and all(_rate(outcome, arm.id) is not None for arm in trial.arms)
    }


def _rate(outcome: Outcome, arm: str) -> float | None:
    side = outcome.arm(arm)
    value = side.value(Quantity.RATE) if side else None
    return value.number if value else None


def _arm(label: str, point: CurvePoint, mean: str) -> ArmAtMonthLine:
    share = point.survival.value.number or 0.0
    low, high = point.survival.low, point.survival.high
    without, with_event = of_hundred((share, 1 - share))
    limits = ""
    if low is not None and high is not None and low.number is not None and high.number is not None:
        limits = f" ({100 * low.number:.1f}–{100 * high.number:.1f})"
    return ArmAtMonthLine(
        label=label,
        without_event=without,
        with_event=with_event,
        percent=f"{100 * share:.1f} %{limits}",
        at_risk=f"{point.at_risk} · {point.events} · {point.censored}",
        mean=mean,
    )


def _published(trial: Trial, plotted: ChosenCurve, month: int) -> tuple[tuple[str, ...], str]:
    curve = trial.curve(plotted.endpoint)
    held = landmarks(trial, plotted.endpoint, curve.analysis) if curve else {}
    if not held or curve is None:
        return (), NO_PUBLISHED
    cut = f"{trial.analysis(curve.analysis).label.lower()}, cut-off {dated(trial.analysis(curve.analysis).cutoff)}"
    if month not in held:
        months = ", ".join(str(each) for each in sorted(held))
        return (), f"Published rates are held for months {months} only ({cut})."
    rates = []
    for arm in trial.arms:
        side = held[month].arm(arm.id)
        rates.append(estimate(side.get(Quantity.RATE) if side else None, unit=" %"))
    values = [side.value(Quantity.RATE) for side in held[month].arms]
    short = {name: source.short for name, source in trial.sources.items()}
    sources = dict.fromkeys(f"{short[each.provenance.source]}, {each.known}" for each in values if each)
    return tuple(rates), f"Published at month {month} ({cut}). Read in: {'; '.join(sources)}."


def _difference_text(held: DerivedEstimate | None, unit: str, arms: int) -> str:
    return f"{signed(held.estimate, 1)} {unit} (95 % CI {_limits(held)})" if held else not_compared(arms)


def _limits(held: DerivedEstimate) -> str:
    return f"{signed(held.low, 1)} to {signed(held.high, 1)}"


def _as_words(number: float) -> str:
    size = f"{abs(number):.1f}"
    return "no difference" if size == "0.0" else f"{size} {'more' if number > 0 else 'fewer'}"


def _sentence(words: str, verb: str, counts: list[tuple[str, int]], month: int) -> str:
    said = listed([f"{count} of 100 in the {label[0].lower()}{label[1:]}" for label, count in counts])
    return f"At month {month} an estimated {said} {verb} {words}.".replace("  ", " ")
