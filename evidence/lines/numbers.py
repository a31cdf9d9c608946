"""Numbers in words: the one place that decides how values, intervals, dates and their standing are printed."""

from __future__ import annotations

from datetime import date

from evidence.files.dates import PartialDate
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate, Interval, ProvenanceStatus, Value, ValueState

LEVEL_NOT_STATED = "‡"
ROW_INFERRED = "§"
SECOND_HAND = "†"
FOOTNOTES = {
    LEVEL_NOT_STATED: f"{LEVEL_NOT_STATED} confidence level not stated in the source we read",
    SECOND_HAND: f"{SECOND_HAND} secondary source: read in a text that repeats it",
    ROW_INFERRED: f"{ROW_INFERRED} the numbers are printed, but which row they belong to is inferred",
}
RECONSTRUCTED = "≈"
ABSENT = "—"
MARKS = (
    f"Brackets: 95 % CI · {SECOND_HAND} secondary source · {LEVEL_NOT_STATED} level not stated · {ROW_INFERRED} row "
    f"inferred · {RECONSTRUCTED} reconstructed from a published figure · NR not reached · n/a not in our sources."
)
"""What every page says at its foot of the marks beside its numbers."""


def dated(when: PartialDate) -> str:
    """A date to the precision it is known, such as "13 May 2011", "May 2012" or "not stated"."""
    if when.year is None:
        return when.printed
    if when.month is None:
        return str(when.year)
    month = date(when.year, when.month, 1).strftime("%B")
    return f"{when.day} {month} {when.year}" if when.day else f"{month} {when.year}"


def interval(limits: Interval, *, unit: str = "") -> str:
    """The limits as printed, such as "6–9" or "6.5 to not reached"; marked where no confidence level is stated."""
    if ValueState.NOT_AVAILABLE in (limits.low.state, limits.high.state):
        return "interval not available"
    numbers = limits.low.is_number and limits.high.is_number
    joined = f"{limits.low.printed}{'–' if numbers else ' to '}{limits.high.printed}"
    second_hand = SECOND_HAND if limits.low.known is ProvenanceStatus.SECONDARY else ""
    return f"{joined}{unit}{LEVEL_NOT_STATED if limits.level == 'not stated' else ''}{second_hand}"


def estimate(held: Estimate | None, *, unit: str = "") -> str:
    """An estimate with its interval, such as "7.5 months (6–9)"; a dash where the files do not speak of it.

    A value that is not available says so; it is never a zero or a blank.
    """
    if held is None:
        return ABSENT
    text = held.value.printed + (unit if held.value.is_number else "")
    text += {ProvenanceStatus.ROW_INFERRED: ROW_INFERRED, ProvenanceStatus.SECONDARY: SECOND_HAND}.get(
        held.value.known, ""
    )
    if held.interval is None:
        return text
    limits = interval(held.interval)
    if held.value.known is ProvenanceStatus.SECONDARY:
        limits = limits.removesuffix(SECOND_HAND)  # one mark for both
    return f"{text} ({limits})"


def n_of(n: Value | None, of: Value | None) -> str:
    """Patients with an event of those counted, such as "5 of 20"; says where the count is not printed."""
    if n is None or n.state is ValueState.NOT_PRINTED:
        return f"count not printed, of {of.printed}" if of is not None else "count not printed"
    return f"{n.printed} of {of.printed}" if of is not None else n.printed


def count_with_percent(n: Value | None, of: Value | None, percent: Value | None) -> str:
    """A percentage with its count where they are printed, such as "25.0 % (5 of 20)"; only what is held is said."""
    share = "" if percent is None else f"{percent.printed} %" if percent.is_number or percent.bound else percent.printed
    counted = n_of(n, of) if n is not None else f"of {of.printed}" if of is not None else ""
    if share and counted:
        return f"{share} ({counted})"
    return share or counted or ABSENT


def signed(number: float, digits: int) -> str:
    """A number with its sign, a true minus included, such as "+2.5" or "−9.0"; zero has none."""
    text = f"{abs(number):.{digits}f}"
    if float(text) == 0:
        return text
    return f"{'+' if number > 0 else '−'}{text}"


def versus(trial: Trial, arm: str, other: str) -> str:
    """Who is compared with whom, such as "High dose vs No drug". Raises KeyError for an id the trial lacks."""
    return f"{trial.arm(arm).short_label} vs {trial.arm(other).short_label}"


def not_compared(arms: int) -> str:
    """Why no difference of ours stands here: the trial has one arm, or more than two."""
    return f"not computed here: a difference is between two groups, and there {'is' if arms == 1 else 'are'} {arms}"


def footnotes(*texts: str) -> str:
    """The footnotes for the marks that occur in these texts, in one line; empty where there are none."""
    return " · ".join(says for mark, says in FOOTNOTES.items() if any(mark in text for text in texts))


def day_in_words(day: date) -> str:
    """A whole date, such as "31 January 2012"."""
    return f"{day.day} {day:%B %Y}"
