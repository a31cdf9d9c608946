"""Criteria as shown with everything that explains them: value, threshold, distance, what decided, what it was for."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.eligibility.assessment import Finding, Reason
from evidence.eligibility.criteria import Status
from evidence.eligibility.wording import REASON_NOT_STATED, STATUSES, deciding, distance, entered, remark, threshold
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in words; `decided_by` is blank where there is only one part that could decide."""

    criterion: str
    label: str
    kind: str
    status: Status
    status_word: str
    value: str
    remark: str
    decided_by: str
    threshold: str
    statement: str
    protected: str
    source: str


def finding_line(trial: Trial, finding: Finding, patient: Patient) -> FindingLine:
    """A finding of either tier."""
    criterion = finding.criterion
    said = remark(finding, patient)
    if finding.status is Status.PASS and finding.reason is not Reason.DOES_NOT_APPLY:
        said = "; ".join(filter(None, (said, distance(finding, patient))))
    parts = {*criterion.attributes, *criterion.condition_attributes}
    settled = finding.status in (Status.PASS, Status.FAIL) and len(parts) > 1
    return FindingLine(
        criterion=criterion.id,
        label=criterion.label,
        kind=criterion.kind,
        status=finding.status,
        status_word=STATUSES[finding.status],
        value=entered(finding, patient) if criterion.rule is not None else "",
        remark=said,
        decided_by=deciding(finding, patient) if settled else "",
        threshold=threshold(criterion),
        statement=criterion.statement,
        protected=f"Protected: {criterion.protected}" if criterion.protected else REASON_NOT_STATED,
        source=f"{trial.sources[criterion.source].short}, {criterion.locator}",
    )
