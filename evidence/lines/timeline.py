"""What happened when, as numbered lines in lanes; dates keep the precision their source gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evidence.lines.numbers import dated
from evidence.trial.files.sources import TimelineEvent
from evidence.trial.trial import Trial

LANES = ("trial", "analysis", "publication", "approval", "other trial")


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One event: its number in the list, its lane, the last day its date can mean, and its words."""

    number: int
    lane: str
    day: date
    when: str
    is_imprecise: bool
    text: str
    source: str


def timeline_lines(trial: Trial) -> tuple[TimelineLine, ...]:
    """The trial's events, earliest first."""
    events = [event for event in trial.timeline if event.date.last_day is not None]
    return tuple(_line(trial, number, event) for number, event in enumerate(events, start=1))


def imprecise(lines: Iterable[TimelineLine]) -> int:
    """How many of the dates are known only to the month or the year."""
    return sum(line.is_imprecise for line in lines)


def _line(trial: Trial, number: int, event: TimelineEvent) -> TimelineLine:
    day = event.date.last_day
    assert day is not None
    return TimelineLine(
        number=number,
        lane=event.kind,
        day=day,
        when=dated(event.date),
        is_imprecise=event.date.day is None,
        text=event.event.printed,
        source=trial.sources[event.event.provenance.source].short,
    )
