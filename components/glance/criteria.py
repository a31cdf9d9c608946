"""Every published criterion in one line: status, what it is, this patient, the trial; not met first."""

from __future__ import annotations

from collections.abc import Sequence

from components.heading import STATUS_ICONS
from components.plain import plain
from components.table import render_table
from evidence.eligibility.assessment import Assessment, Finding, Reason
from evidence.eligibility.criteria import Status
from evidence.eligibility.wording import STATUSES, entered, short_threshold
from evidence.patient.patient import Patient

_ORDER = (Status.FAIL, Status.UNKNOWN, Status.PASS)
_MOST_BOLD = 6
"""Where more than so many cannot be told, bold would tell none of them from another."""
_SHORT, _NO_BREAK = 18, "\u00a0"
"""An answer of so few letters stays on one line."""
_INSTEAD = {Reason.DOES_NOT_APPLY: "does not apply", Reason.ENTRIES_CONTRADICT: "contradictory"}


def render_criteria(assessment: Assessment, patient: Patient) -> None:
    """One table, whatever is entered: as many rows as there are published criteria, and one for each registry one
    that is known not to be met."""
    ordered = ordered_findings(assessment)
    bold = {Status.FAIL} | ({Status.UNKNOWN} if len(assessment.of(Status.UNKNOWN)) < _MOST_BOLD else set())
    rows = [_row(each, patient, bold=each.status in bold, registry=each in assessment.registry) for each in ordered]
    render_table(rows, alt=f"{len(assessment.findings)} published criteria, not met first")


def ordered_findings(assessment: Assessment) -> Sequence[Finding]:
    """Not met (those of the registry behind the published ones), cannot tell, met."""
    return [
        each
        for status in _ORDER
        for each in (*assessment.of(status), *(assessment.registry_failed if status is Status.FAIL else ()))
    ]


def _row(finding: Finding, patient: Patient, *, bold: bool, registry: bool) -> dict[str, str]:
    criterion = finding.criterion
    said = _INSTEAD.get(finding.reason) or plain(entered(finding, patient))
    if len(said) <= _SHORT:
        said = said.replace(" ", _NO_BREAK)
    cells = (STATUSES[finding.status], criterion.short or criterion.label, said)
    status, name, patients = (f"**{cell}**" if bold else cell for cell in cells)
    return {
        "Status": f"{STATUS_ICONS[finding.status]} {status}",
        "Criterion": name,
        "This patient": patients,
        "Trial": short_threshold(criterion) + (" :small[(registry)]" if registry else ""),
    }
