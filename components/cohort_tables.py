"""A screened cohort as tables: verdicts, the funnel, open facts, missing entries."""

from __future__ import annotations

from collections.abc import Sequence

from components.heading import ICONS
from components.table import render_table
from evidence.cohort.wording import CountLine, FunnelLine, TrialCountLine, VerdictLine, count
from evidence.eligibility.criteria import Verdict

_ICONS = {**ICONS, Verdict.INVALID: ":material/error:"}


def render_verdict_counts(lines: Sequence[VerdictLine]) -> None:
    """How many rows have each verdict, with what never stands apart from it."""
    rows = [
        {
            "Verdict": f"{_ICONS[line.verdict]} {line.label}",
            "Rows": f"**{line.rows}**  \n{line.share}",
            "Registry exclusion alone": line.registry_only,
            "Entries contradict": line.with_conflicts,
        }
        for line in lines
    ]
    render_table(rows, alt="Rows of each verdict")


def render_funnel_table(lines: Sequence[FunnelLine]) -> None:
    """The funnel in numbers, and beside it what each criterion excludes by itself."""
    rows = [
        {
            "Criterion": f"**{line.label}**",
            "Left": f"{count(line.met_so_far)} met  \n{count(line.open_so_far)} cannot tell",
            "Not met": f"{count(line.failed_here)} first here  \n{count(line.failed)} in all",
            "Only this not met": count(line.failed_alone),
        }
        for line in lines
    ]
    render_table(rows, alt="Attrition criterion by criterion")


def render_trial_counts(lines: Sequence[TrialCountLine], first: str) -> None:
    """How many rows each trial takes, and whom it and the first trial exclude alone."""
    rows = [
        {
            "Trial": f"**{line.name}**",
            "Meet": line.meets,
            "Excluded": line.not_met,
            "Not yet": line.not_yet,
            "Cannot tell": line.cannot_tell,
        }
        for line in lines
    ]
    render_table(rows, alt="Rows of each verdict, trial by trial")
    # Of its own: together they are wider than a phone.
    apart = [
        {
            "Trial": f"**{line.name}**",
            f"Excluded here, not by {first}": line.here_alone,
            f"Excluded by {first}, not here": line.first_alone,
        }
        for line in lines
        if line.here_alone
    ]
    render_table(apart, alt=f"Rows that one trial excludes and {first} does not, and the other way round")


def render_open_facts(lines: Sequence[CountLine]) -> None:
    """The missing facts that would settle most of those who cannot be told."""
    rows = [
        {"Not entered": f"**{line.label}**", "Patients it would help settle": line.count, "Settles alone": line.beside}
        for line in lines
    ]
    render_table(rows, alt="Missing facts, those of most patients first")


def render_missing(lines: Sequence[CountLine]) -> None:
    """How many valid rows lack each attribute."""
    rows = [{"Attribute": line.label, "Rows without it": f"{line.count} ({line.beside})"} for line in lines]
    render_table(rows, alt="Missing entries by attribute")
