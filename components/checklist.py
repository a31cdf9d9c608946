"""The criteria in three groups, not met, cannot tell and met, each in the trial file's order."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.heading import STATUS_ICONS
from components.table import render_table
from evidence.eligibility.assessment import Assessment, Finding
from evidence.eligibility.criteria import Status
from evidence.eligibility.wording import entered, remark, threshold
from evidence.patient.patient import Patient

_TITLES = {Status.FAIL: "Not met", Status.UNKNOWN: "Cannot tell", Status.PASS: "Met"}
_NONE = {Status.FAIL: "None.", Status.UNKNOWN: "None.", Status.PASS: "None yet."}


def render_checklist(assessment: Assessment, patient: Patient, short_sources: dict[str, str]) -> None:
    """Every published criterion with the patient's value, the trial's threshold, the reason and the source."""
    with st.container(key="criteria"):
        for status, title in _TITLES.items():
            findings = assessment.of(status)
            registry = assessment.registry_failed if status is Status.FAIL else ()
            beside = f", {len(registry)} of them registry" if registry else ""
            st.subheader(f"{STATUS_ICONS[status]} {title} ({len(findings) + len(registry)}{beside})", anchor=False)
            if findings or registry:
                render_findings((*findings, *registry), patient, short_sources)
            else:
                st.caption(_NONE[status])


def render_findings(findings: Sequence[Finding], patient: Patient, short_sources: dict[str, str]) -> None:
    """Some findings as one table."""
    rows = [_row(finding, patient, short_sources) for finding in findings]
    render_table(rows, alt="Criteria: " + _spoken(findings))


def _row(finding: Finding, patient: Patient, short_sources: dict[str, str]) -> dict[str, str]:
    said = remark(finding, patient)
    criterion = finding.criterion
    source = f"{short_sources[criterion.source]}, {criterion.locator}"
    return {
        "Criterion": f"**{criterion.label}**",
        "This patient": f"{entered(finding, patient)}" + (f"  \n{said}" if said else ""),
        "Trial required": f"{threshold(criterion)} :small[· {source}]",
    }


def _spoken(findings: Sequence[Finding]) -> str:
    return ", ".join(finding.criterion.label for finding in findings)
