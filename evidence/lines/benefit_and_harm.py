"""Benefit and harm of a hundred people in each group, as two halves that name their people, cut-offs and times."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.analysis.proportions import DerivedEstimate
from evidence.analysis.survival_differences import survival_difference
from evidence.choices.harms_page import BenefitAndHarm, ChosenHarm
from evidence.eligibility.wording import listed
from evidence.lines.cited import sources_of
from evidence.lines.harms import HarmLine, harm_line
from evidence.lines.numbers import dated, not_compared, signed
from evidence.trial.cited import CitedRow, find
from evidence.trial.files.harms import AdverseEvent
from evidence.trial.files.survival import ArmCurve
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class BenefitOrHarmView:
    """One half: so many of a hundred in each group, in the arms' order, with the people, cut-off and time window.

    `short` stands over its squares.
    """

    title: str
    short: str
    sentence: str
    counts: tuple[int, ...]
    precise: tuple[str, ...]
    difference: str
    people: str
    cutoff: str
    window: str
    source: str


def last_month(trial: Trial, chosen: BenefitAndHarm) -> int:
    """The last whole month at which every arm has a curve; 0 where the trial has none."""
    curve = trial.curve(chosen.endpoint)
    return int(min(arm.months[-1] for arm in curve.arms)) if curve else 0


def benefit(trial: Trial, chosen: BenefitAndHarm, month: int) -> BenefitOrHarmView | None:
    """The reconstructed share without the event at a month; None where a curve says nothing there."""
    curve = trial.curve(chosen.endpoint)
    if curve is None:
        return None
    arms = [curve.arm(arm.id) for arm in trial.arms]
    shares = [_share(arm, month) for arm in arms if arm is not None]
    if len(shares) != len(trial.arms) or any(share is None for share in shares):
        return None
    held = [share for share in shares if share is not None]
    counts = tuple(round(100 * share) for share, _ in held)
    analysis = trial.analysis(curve.analysis)
    point = curve.arms[0].points[0].survival.value
    sizes = listed([f"{arm.randomised}" for arm in trial.arms])
    return BenefitOrHarmView(
        title=f"Benefit: at month {month}",
        short=f"{chosen.short}, month {month}",
        sentence=f"Of 100 in each group, an estimated {_both(trial, counts)} were {chosen.gain}.",
        counts=counts,
        precise=tuple(limits for _, limits in held),
        difference=_difference(survival_difference(curve, month), len(arms)),
        people=f"everyone randomised, in the group assigned ({sizes})",
        cutoff=dated(analysis.cutoff),
        window=f"from randomisation to month {month}",
        source=f"{sources_of(trial, [point])}, not trial data; the intervals ignore the error of the reconstruction",
    )


def harm(trial: Trial, chosen: ChosenHarm) -> BenefitOrHarmView | None:
    """The share with the event during treatment; None where the trial does not list it with counts."""
    event = find(trial, CitedRow(event=chosen.event))
    if not isinstance(event, AdverseEvent):
        return None
    line = harm_line(trial, event.event, event)
    sides = [event.arm(arm.id) for arm in trial.arms]
    shares = [100 * side.n.number / side.of.number for side in sides if side and side.n and side.of
              and side.n.number is not None and side.of.number]  # fmt: skip
    if len(shares) != len(trial.arms):
        return None
    counts = tuple(round(share) for share in shares)
    table = trial.table(event.table)
    sizes = listed([f"{arm.treated}" for arm in trial.arms])
    return BenefitOrHarmView(
        title="Harm: at any time during treatment",
        short=chosen.short,
        sentence=f"Of 100 in each group, {_both(trial, counts)} had {chosen.words}.",
        counts=counts,
        precise=tuple(
            f"{percent} ({count})" for percent, count in zip(line.percent_texts, line.count_texts, strict=True)
        ),
        difference=_points(line),
        people=f"everyone treated, in the group of the treatment received ({sizes})",
        cutoff=dated(trial.analysis(table.analysis).cutoff),
        window=time_on_treatment(trial),
        source=line.source,
    )


def time_on_treatment(trial: Trial) -> str:
    """The time in which harms are counted, with how long each arm was treated where the trial's files say so."""
    counted = "the whole time on treatment"
    held = next((each for each in trial.exposure if each.unit == "months"), None)
    if held is None:
        return counted
    months = listed([str(each.estimate.value) for each in held.arms if each.estimate is not None])
    return f"{counted} ({held.measure[0].lower() + held.measure[1:]} {months} months)" if months else counted


def _points(line: HarmLine) -> str:
    if line.difference is None:
        return f"Difference {line.difference_text}"
    return f"Difference {line.difference_text} points"


def _difference(found: DerivedEstimate | None, arms: int) -> str:
    if found is None:
        return f"Difference {not_compared(arms)}"
    limits = f"{signed(found.low, 1)} to {signed(found.high, 1)}"
    return f"Difference {signed(found.estimate, 1)} ({limits}) points"


def _share(arm: ArmCurve, month: int) -> tuple[float, str] | None:
    point = arm.at(month)
    if point is None or point.survival.value.number is None:
        return None
    low, high = point.survival.low, point.survival.high
    limits = ""
    if low is not None and high is not None and low.number is not None and high.number is not None:
        limits = f" (95 % CI {100 * low.number:.1f}–{100 * high.number:.1f})"
    return point.survival.value.number, f"{100 * point.survival.value.number:.1f} %{limits}"


def _both(trial: Trial, counts: tuple[int, ...]) -> str:
    both = zip(counts, trial.arms, strict=True)
    return listed([f"**{count}** in the {arm.label[0].lower()}{arm.label[1:]}" for count, arm in both])
