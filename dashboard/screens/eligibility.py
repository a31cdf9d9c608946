"""Eligibility: every finding explained, what would settle it, HER2 read twice, and how like the trial's patients."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import applicability_plot
from components.applicability_table import render_applicability_table
from components.change import render_change
from components.findings import render_finding_lines
from components.heading import STATUS_ICONS, render_verdict
from components.her2_readings import render_her2
from components.palette import PLOTLY_CONFIG
from components.plain import plain
from components.registry import render_registry
from components.sections import Section, render_sections
from components.settle import render_settling
from dashboard.view import View, render_bottom, render_top
from evidence.eligibility.assessment import Status, Verdict
from evidence.eligibility.wording import listed
from evidence.lines.change import moved
from evidence.lines.findings import finding_line
from evidence.lines.glossary import explained
from evidence.lines.her2 import two_readings
from evidence.lines.representation import lens
from evidence.lines.still_needed import settling
from evidence.patient.answers import LONGEST_ENTRY, Problem, read_answer
from evidence.patient.attributes import Attribute, clinical_attributes

_TITLES = {Status.FAIL: "Not met", Status.UNKNOWN: "Cannot tell", Status.PASS: "Met"}
_NONE = {Status.FAIL: "No criterion is known not to be met.", Status.UNKNOWN: "None.", Status.PASS: "None yet."}
_SETTLES = {
    Verdict.NOT_ELIGIBLE: "What decides it",
    Verdict.UNKNOWN: "What would settle it",
    Verdict.ELIGIBLE: "What would settle it",
}


def render(view: View) -> None:
    """The page."""
    render_top(view, "Eligibility")
    render_verdict(view.words)
    _conflicts(view)
    readings = two_readings(view.trial, view.prepared.applicability, view.case.patient, view.assessment)
    twice = []
    if readings is not None:
        explains = explained("her2", "ihc", "ish", "asco-cap")
        twice = [Section("HER2, read twice", partial(render_her2, readings), explains)]
    render_sections(
        [
            Section(_SETTLES[view.assessment.verdict], lambda: _settling(view)),
            Section(
                "The published criteria", lambda: _criteria(view), explained("published-criteria", "met", "unknown")
            ),
            *twice,
            Section(
                "The registry's further criteria",
                lambda: _registry(view),
                explained("registry-criteria", "not-assessable", "registry"),
            ),
            Section("How like the trial's patients", lambda: _applicability(view)),
            Section("Try a change", lambda: _try_a_change(view)),
        ]
    )
    render_bottom(view, shows_outcomes=False)


def _conflicts(view: View) -> None:
    """Why entries contradict each other; the heading above already names them."""
    for conflict in view.assessment.conflicts:
        entries = listed([clinical_attributes()[name].noun for name in conflict.entries])
        st.caption(f":material/sync_problem: Why {entries} contradict each other: {conflict.reason}")


def _settling(view: View) -> None:
    found = settling(view.case.patient, view.assessment, view.trial.criteria)
    render_settling(found, view.assessment.verdict)


def _criteria(view: View) -> None:
    for status, title in _TITLES.items():
        findings = view.assessment.of(status)
        st.subheader(f"{STATUS_ICONS[status]} {title} ({len(findings)})", anchor=False)
        if findings:
            lines = [finding_line(view.trial, finding, view.case.patient) for finding in findings]
            render_finding_lines(lines, alt=f"{title}: {', '.join(line.label for line in lines)}")
        else:
            st.caption(_NONE[status])


def _registry(view: View) -> None:
    tally = view.assessment.registry_counts()
    st.caption(
        f"{tally[Status.FAIL]} not met · {tally[Status.PASS]} met · {tally[Status.UNKNOWN]} not checked · "
        f"{tally[Status.NOT_ASSESSABLE]} cannot be checked from public texts. One that is not met excludes."
    )
    lines = [finding_line(view.trial, finding, view.case.patient) for finding in view.assessment.registry]
    asked_beside = [
        finding.criterion.id
        for finding in view.assessment.registry
        if any(clinical_attributes()[name].group != "registry" for name in finding.criterion.attributes)
    ]
    render_registry(lines, asked_beside)


def _applicability(view: View) -> None:
    found = lens(view.trial, view.prepared.applicability, view.case.patient, view.assessment)
    st.markdown(
        f"Of the {found.total} enrolled, how many shared each characteristic with this patient; ◆ fewer than "
        f"{view.prepared.applicability.rare_below_percent} in 100."
    )
    if found.bars:
        figure = applicability_plot.figure(found.bars, ink=view.ink)
        st.plotly_chart(figure, config=PLOTLY_CONFIG, key="applicability", alt=applicability_plot.alt_text(found.bars))
    else:
        st.caption("Nothing is entered that the trial's baseline table counts.")
    st.markdown("\n".join(f"- {said}" for said in (*found.called_out, found.ages) if said))
    st.subheader("Where the trial can say little", anchor=False)
    if found.little:
        st.markdown("\n".join(f"- {said}" for said in found.little))
    else:
        st.caption("Nothing entered is rare among those enrolled or stands outside what the trial admitted.")
    st.caption(f"{found.joint} Counts of both groups are added here. {found.source}.")
    with st.expander("All characteristics of those enrolled", icon=":material/table_rows:"):
        render_applicability_table(found, view.short_arm_labels)


def _try_a_change(view: View) -> None:
    st.caption("Change one entry and see what would move. The case, its address and its verdict stay as they are.")
    shown = clinical_attributes()
    which, what = st.columns(2)
    name = which.selectbox(
        "Entry to change",
        list(shown),
        index=None,
        format_func=lambda each: shown[each].label,
        placeholder="choose one",
        key="try-entry",
    )
    if name is None:
        return
    attribute = shown[name]
    with what:
        text = _other_answer(attribute)
    if text is None or not text.strip():
        return
    answer = read_answer(name, text)
    if isinstance(answer, Problem):
        st.caption(f":material/error: {attribute.label}: {plain(answer.says)}.")
        return
    patient = view.case.patient
    changed = patient.without(name) if answer is None else patient.with_answers(**{name: answer})
    lines = moved(patient, changed, view.trial.criteria)
    render_change(lines, attribute.named(answer))


def _other_answer(attribute: Attribute) -> str | None:
    """The answer to try, as text; its widget is bound to nothing. "unknown" tries the entry away."""
    unit = f", {attribute.unit}" if attribute.unit else ""
    label = f"{attribute.label}{unit}"
    if attribute.choices:
        return st.selectbox(label, [*attribute.choices, "unknown"], index=None, key=f"try-{attribute.name}")
    return st.text_input(
        label,
        key=f"try-{attribute.name}",
        help="A number, or unknown to take the entry away.",
        max_chars=LONGEST_ENTRY,
    )
