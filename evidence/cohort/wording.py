"""A screened cohort in words: counts with their shares, the funnel, open facts and missing entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.cohort.across_trials import ExcludedByOneAlone, TrialCount
from evidence.cohort.summary import CohortSummary
from evidence.eligibility.criteria import Verdict
from evidence.eligibility.wording import VERDICTS
from evidence.patient.attributes import clinical_attributes

INVALID = "Not judged: an entry does not validate"
_MOST_NAMED = 40
"""Columns of a wide file: the first say enough."""


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One verdict: rows, share of all rows, and what must be said beside it."""

    verdict: Verdict
    label: str
    rows: str
    share: str
    registry_only: str
    with_conflicts: str


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One criterion of the funnel, in numbers for the bars and in words for the table."""

    label: str
    failed_here: int
    met_so_far: int
    open_so_far: int
    failed: int
    failed_alone: int


@dataclass(frozen=True, slots=True)
class CountLine:
    """Something counted, with a second count or a share beside it."""

    label: str
    count: str
    beside: str


@dataclass(frozen=True, slots=True)
class TrialCountLine:
    """One trial of a cohort in words: rows of each verdict, and how it differs from the first trial.

    `meets` is a dash where the trial's list is not public in whole: nobody can be known to meet it.
    """

    name: str
    meets: str
    not_met: str
    not_yet: str
    cannot_tell: str
    here_alone: str
    first_alone: str


def count(number: int) -> str:
    """A count with a thin space between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def row_count(rows: int) -> str:
    """So many rows, or the one."""
    return "1 row" if rows == 1 else f"{count(rows)} rows"


def share(part: int, whole: int) -> str:
    """A share in percent with one decimal; a dash of nobody."""
    return f"{100 * part / whole:.1f}\u00a0%" if whole else "–"


def verdict_lines(summary: CohortSummary) -> tuple[VerdictLine, ...]:
    """Every verdict, those that do not occur included."""
    lines = []
    for each in summary.verdicts:
        judged = each.verdict is not Verdict.INVALID
        lines.append(
            VerdictLine(
                verdict=each.verdict,
                label=VERDICTS[each.verdict] if judged else INVALID,
                rows=count(each.rows),
                share=share(each.rows, summary.rows),
                registry_only=count(each.registry_only) if each.verdict is Verdict.NOT_ELIGIBLE else "–",
                with_conflicts=count(each.with_conflicts) if judged else "–",
            )
        )
    return tuple(lines)


def funnel_lines(summary: CohortSummary) -> tuple[FunnelLine, ...]:
    """The criteria in the trial file's order."""
    return tuple(
        FunnelLine(
            label=step.criterion.label,
            failed_here=step.failed_here,
            met_so_far=step.met_so_far,
            open_so_far=step.open_so_far,
            failed=step.failed,
            failed_alone=step.failed_alone,
        )
        for step in summary.funnel
    )


def open_fact_lines(summary: CohortSummary) -> tuple[CountLine, ...]:
    """The facts that would settle those who cannot be told, those of most patients first."""
    return tuple(
        CountLine(f"{fact.fact.noun[0].upper()}{fact.fact.noun[1:]}", count(fact.patients), count(fact.only_one))
        for fact in summary.open_facts
    )


def missing_lines(summary: CohortSummary) -> tuple[CountLine, ...]:
    """Every attribute with the valid rows that do not have it."""
    return tuple(
        CountLine(clinical_attributes()[each.attribute].label, count(each.rows), share(each.rows, summary.valid))
        for each in summary.missing
    )


def trial_count_lines(
    counts: Sequence[TrialCount], names: Mapping[str, str], complete: Mapping[str, bool]
) -> tuple[TrialCountLine, ...]:
    """Every trial in its order, under its name; `complete`: whether its whole list of criteria is public."""
    lines = []
    for at, each in enumerate(counts):
        verdicts = each.verdicts
        meets = count(verdicts[Verdict.ELIGIBLE]) if complete[each.trial] else "–"
        lines.append(
            TrialCountLine(
                names[each.trial],
                meets,
                count(verdicts[Verdict.NOT_ELIGIBLE]),
                count(verdicts[Verdict.NOT_YET]),
                count(verdicts[Verdict.UNKNOWN]),
                _alone(each.here_alone) if at else "",
                _alone(each.first_alone) if at else "",
            )
        )
    return tuple(lines)


def _alone(found: ExcludedByOneAlone) -> str:
    if found.most_often is None:
        return count(found.rows)
    label = found.most_often.short or found.most_often.label
    return f"{count(found.rows)} ({count(found.failing)} by {label})"


def reading_notes(left_out: Sequence[str], cut: int) -> list[str]:
    """What was not read of a file, and what was shortened; nothing where all of it was read as it stands."""
    notes = []
    if left_out:
        more = f" and {len(left_out) - _MOST_NAMED} more" if len(left_out) > _MOST_NAMED else ""
        notes.append(f"Left out, as no attribute has the name: {', '.join(left_out[:_MOST_NAMED])}{more}")
    if cut:
        names = [
            f"{each.label} cut to whole {each.unit}" for each in clinical_attributes().values() if each.cut_in_files
        ]
        notes.append(f"{', '.join(names)} in {row_count(cut)}")
    return notes
