"""A learner's own results as rows of a file: every attempt, what they stated and what was worked out."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.choices.case_page import ChosenCurve
from evidence.eligibility.assessment import assess
from evidence.teaching.case_file import TeachingCase
from evidence.teaching.comparison import ComparisonLine, compare
from evidence.teaching.misconceptions import WrittenItem
from evidence.teaching.progress import Progress
from evidence.trial.trial import Trial

_AGREES = {True: "yes", False: "no", None: "cannot be told"}
COLUMNS = ("kind", "id", "attempt", "asked", "stated", "worked out", "agrees")


def result_rows(
    trial: Trial,
    progress: Progress,
    cases: Sequence[TeachingCase],
    items: Sequence[WrittenItem],
    plotted: Sequence[ChosenCurve],
) -> list[dict[str, str]]:
    """Every attempt in the order given; nothing says who they are."""
    curves = {each.endpoint: each for each in plotted}
    rows: list[dict[str, str]] = []
    for case in cases:
        assessment = assess(case.patient, trial.criteria)
        for number, commitment in enumerate(progress.commitments.get(case.id, ()), start=1):
            lines = compare(trial, case, assessment, commitment, curves[case.benefit.endpoint])
            rows += [_row("case", case.id, number, line) for line in lines]
    for item in items:
        right = next(option for option in item.options if option.right == "yes")
        for number, answer in enumerate(progress.answers.get(item.id, ()), start=1):
            stated = item.option(answer)
            agrees = answer == right.id
            rows.append(
                _row("misconception", item.id, number, ComparisonLine(item.title, stated.text, right.text, agrees))
            )
    return rows


def tally(progress: Progress, cases: Sequence[TeachingCase], items: Sequence[WrittenItem]) -> str:
    """How much has been done, in words; no percentage and no mark."""
    done = sum(1 for case in cases if progress.attempts(case.id))
    answered = sum(1 for item in items if progress.answers.get(item.id))
    return f"{done} of {len(cases)} cases answered · {answered} of {len(items)} misconceptions answered"


def _row(kind: str, name: str, attempt: int, line: ComparisonLine) -> dict[str, str]:
    values = (kind, name, str(attempt), line.asked, line.stated, line.worked_out, _AGREES[line.agrees])
    return dict(zip(COLUMNS, values, strict=True))
