"""Published rates of an endpoint at fixed months, whatever their data cut, each with its own source."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.lines.cursor import landmarks
from evidence.lines.numbers import dated, estimate
from evidence.lines.outcomes import outcome_line
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class RateLine:
    """One month: the rate of each arm of a hundred, the same with intervals, and where it was read."""

    month: int
    rates: tuple[str, ...]
    with_intervals: tuple[str, ...]
    cutoff: str
    sources: tuple[str, ...]


def published_rates(trial: Trial, endpoint: str) -> tuple[RateLine, ...]:
    """The rates printed for every arm, by month; where two data cuts give a month, the later one."""
    found: dict[int, RateLine] = {}
    for analysis in trial.analyses:
        for month, outcome in landmarks(trial, endpoint, analysis.id).items():
            sides = [side.get(Quantity.RATE) if (side := outcome.arm(arm.id)) else None for arm in trial.arms]
            texts = tuple(estimate(side) for side in sides)
            found[month] = RateLine(
                month,
                tuple(text.partition(" (")[0] for text in texts),
                texts,
                dated(analysis.cutoff),
                outcome_line(trial, outcome).sources,
            )
    return tuple(found[month] for month in sorted(found))


def rate_sources(line: RateLine) -> str:
    """The data cut and the sources of a month."""
    return f"{line.cutoff}: {'; '.join(line.sources)}"
