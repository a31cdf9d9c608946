"""One entry changed: which findings move, side by side with the case as it is. Nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.eligibility.assessment import Finding, assess
from evidence.eligibility.criteria import Criteria
from evidence.eligibility.headings import VerdictWords, verdict_words
from evidence.eligibility.wording import STATUSES, entered, remark
from evidence.patient.patient import Patient


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that a change moves, as it is and as it would be; `status_moves` where more than the value changes."""

    label: str
    before: str
    after: str
    status_moves: bool


def moved(patient: Patient, changed: Patient, criteria: Criteria) -> tuple[ChangeLine, ...]:
    """What differs between a case and the same case with other entries; the verdict always comes first."""
    assessment, changed_assessment = assess(patient, criteria), assess(changed, criteria)
    before, after = (verdict_words(*each, criteria) for each in ((patient, assessment), (changed, changed_assessment)))
    first = ChangeLine("Verdict", before.in_one_line, after.in_one_line, before.verdict is not after.verdict)
    pairs = zip(
        (*assessment.findings, *assessment.registry),
        (*changed_assessment.findings, *changed_assessment.registry),
        strict=True,
    )
    lines = [
        ChangeLine(was.criterion.label, _words(was, patient), _words(now, changed), was.status is not now.status)
        for was, now in pairs
        if _words(was, patient) != _words(now, changed)
    ]
    conflicts = [_conflicts(before), _conflicts(after)]
    if conflicts[0] != conflicts[1]:
        lines.append(ChangeLine("Contradictory entries", conflicts[0], conflicts[1], status_moves=True))
    return (first, *lines)


def _words(finding: Finding, patient: Patient) -> str:
    said = remark(finding, patient)
    return f"{STATUSES[finding.status]}: {entered(finding, patient)}" + (f" ({said})" if said else "")


def _conflicts(words: VerdictWords) -> str:
    return " ".join(words.contradictions) or "none"
