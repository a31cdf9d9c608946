"""Best tumour response: the categories that add up to everyone with measurable disease."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.lines.numbers import ABSENT, count_with_percent
from evidence.trial.files.outcomes import Outcome
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
