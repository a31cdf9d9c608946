"""Best tumour response: the categories that add up to everyone with measurable disease."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.lines.numbers import ABSENT, count_with_percent, estimate
from evidence.lines.readings import ReadingLine
from evidence.trial.files.outcomes import Outcome, Quantity
from evidence.trial.files.response import ResponseCategory
from evidence.trial.trial import Trial

EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One category: its share per arm as a number for the bar, as printed, and with n of N in words."""

    label: str
    short: str
    percents: tuple[float, ...]
    shares: tuple[str, ...]
    words: tuple[str, ...]


def response_parts(trial: Trial) -> tuple[ResponseLine, ...]:
    """The categories in the order of their file, sums left out: each patient stands in one of them."""
    return tuple(_part(trial, category) for category in trial.response if not category.is_sum)


def response_sum(trial: Trial) -> ResponseLine | None:
    """The category that sums others up, objective response; None where it is not held."""
    found = next((category for category in trial.response if category.is_sum), None)
    return _part(trial, found) if found else None


def outcomes_of(trial: Trial, endpoint: str) -> tuple[Outcome, ...]:
    """The outcomes of one endpoint."""
    return tuple(outcome for outcome in trial.outcomes if outcome.definition.endpoint == endpoint)


def response_rows(trial: Trial) -> tuple[ReadingLine, ...]:
    """Objective response with its published difference, the best category of it, and how long responses lasted."""
    rows = []
    whole = response_sum(trial)
    difference = next((outcome.comparison for outcome in outcomes_of(trial, "response") if outcome.comparison), None)
    if whole is not None:
        points = difference.get(Quantity.DIFFERENCE) if difference else None
        arms = tuple(words.replace(" %", "", 1) for words in whole.words)
        rows.append(ReadingLine(f"{whole.label}, %", arms, f"{estimate(points)} points" if points else "", ""))
    for part in response_parts(trial)[:1]:
        rows.append(ReadingLine(f"{part.label}, %", tuple(words.replace(" %", "", 1) for words in part.words), "", ""))
    for outcome in outcomes_of(trial, "duration-of-response"):
        sides = [outcome.arm(arm.id) for arm in trial.arms]
        medians = [estimate(side.get(Quantity.MEDIAN) if side else None) for side in sides]
        rows.append(ReadingLine("Duration, median months", tuple(each.partition(" (")[0] for each in medians), "", ""))
    return tuple(rows)


def _part(trial: Trial, category: ResponseCategory) -> ResponseLine:
    percents, shares, words = [], [], []
    for arm in trial.arms:
        count = next((each for each in category.arms if each.arm == arm.id), None)
        share = 0.0
        if count and count.n and count.of and count.n.number is not None and count.of.number:
            share = 100 * count.n.number / count.of.number
        percents.append(share)
        shares.append(f"{count.percent} %" if count and count.percent else ABSENT)
        words.append(count_with_percent(count.n, count.of, count.percent) if count else ABSENT)
    initials = "".join(word[0] for word in category.category.split()).upper()
    return ResponseLine(category.category, initials, tuple(percents), tuple(shares), tuple(words))
