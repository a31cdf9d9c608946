"""One entry changed: which findings move, side by side with the case as it is. Nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.eligibility.assessment import Assessment, Finding
from evidence.eligibility.wording import STATUSES, VERDICTS, conflict_lines, counts, entered, remark
from evidence.patient.patient import Patient


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that a change moves, as it is and as it would be; `status_moves` where more than the value changes."""

    label: str
    before: str
    after: str
    status_moves: bool


def moved(
    patient: Patient, assessment: Assessment, changed: Patient, changed_assessment: Assessment
) -> tuple[ChangeLine, ...]:
    """What differs between a case and the same case with other entries; the verdict always comes first."""
    first = ChangeLine(
        "Verdict",
        f"{VERDICTS[assessment.verdict]} ({counts(assessment)})",
        f"{VERDICTS[changed_assessment.verdict]} ({counts(changed_assessment)})",
        assessment.verdict is not changed_assessment.verdict,
    )
    pairs = zip(
        (*assessment.findings, *assessment.second_tier),
        (*changed_assessment.findings, *changed_assessment.second_tier),
        strict=True,
    )
    lines = [
        ChangeLine(
            before.criterion.label, _words(before, patient), _words(after, changed), before.status is not after.status
        )
        for before, after in pairs
        if _words(before, patient) != _words(after, changed)
    ]
    conflicts = [_conflicts(assessment), _conflicts(changed_assessment)]
    if conflicts[0] != conflicts[1]:
        lines.append(ChangeLine("Contradictory entries", conflicts[0], conflicts[1], status_moves=True))
    return (first, *lines)


def _words(finding: Finding, patient: Patient) -> str:
    said = remark(finding, patient)
    return f"{STATUSES[finding.status]}: {entered(finding, patient)}" + (f" ({said})" if said else "")


def _conflicts(assessment: Assessment) -> str:
    return " ".join(conflict_lines(assessment)) or "none"
