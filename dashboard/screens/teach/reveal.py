"""What opens once a learner has stated their answers: the comparison, every criterion explained, one entry changed."""

from __future__ import annotations

import streamlit as st

from components import change
from components.fact_table import render_facts
from components.findings import render_finding_lines
from components.glossary import render_words
from components.heading import STATUS_ICONS, render_verdict
from components.palette import PLOTLY_CONFIG
from components.plain import plain
from components.teaching import comparison
from dashboard import teaching
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.view import View
from evidence.choices.case_page import ChosenCurve
from evidence.eligibility.assessment import assess
from evidence.eligibility.criteria import Status
from evidence.eligibility.headings import verdict_words
from evidence.eligibility.wording import NOT_A_DIRECTIVE
from evidence.lines.change import moved
from evidence.lines.cited import fact_line
from evidence.lines.cursor import words_of_difference
from evidence.lines.excluded import not_like_this
from evidence.lines.findings import finding_line
from evidence.lines.numbers import footnotes
from evidence.patient.answers import LONGEST_ENTRY, Problem
from evidence.patient.attributes import clinical_attributes
from evidence.teaching.case_file import TeachingCase, changed
from evidence.teaching.comparison import compare, guesses
from evidence.teaching.quoted import fill, sources, why_none
from evidence.trial.cited import find

_TITLES = {Status.FAIL: "Not met", Status.UNKNOWN: "Cannot tell", Status.PASS: "Met"}
_UNKNOWN = "unknown"


def render_compared(view: View, seen: OutcomesView, case: TeachingCase, plotted: ChosenCurve) -> None:
    """Their statement beside the files, then what the case teaches."""
    commitment = teaching.progress().committed(case.id)
    if commitment is None:
        return
    st.subheader("Compare", anchor=False)
    assessment = assess(case.patient, view.trial.criteria)
    comparison.render_comparison(compare(seen.trial, case, assessment, commitment, plotted))
    held = guesses(seen.trial, case, commitment)
    st.plotly_chart(
        comparison.figure(held, ink=view.ink),
        config=PLOTLY_CONFIG,
        key="teach-guess",
        alt=comparison.alt_text(held),
    )
    read = seen.reading(case.benefit.endpoint, case.benefit.month)
    if read is None:
        st.caption("The curve was not known by the date set, so your expectation has nothing to be compared with.")
    else:
        st.markdown(words_of_difference(read, plotted))
        st.caption(
            f"{plotted.title}, everyone randomised. Reconstructed from a published figure; 95 % intervals, which "
            "ignore the error of the reconstruction. It is what happened in the groups, no forecast for this patient. "
            f"{NOT_A_DIRECTIVE}"
        )
    if beside := not_like_this(assessment):
        st.caption(beside)
    _lesson(view, case)
    render_words("met", "unknown", "of-hundred", "confidence-interval", "reconstructed", "registry-criteria")


def render_explained(view: View, seen: OutcomesView, case: TeachingCase) -> None:
    """Every criterion with its reason and source, and the rows of the evidence that the case cites."""
    patient, trial = case.patient, view.trial
    assessment = assess(patient, trial.criteria)
    st.subheader("Explain", anchor=False)
    render_verdict(verdict_words(patient, assessment, trial.criteria))
    if assessment.registry_failed:
        lines = [finding_line(trial, finding, patient) for finding in assessment.registry_failed]
        st.subheader(f"{STATUS_ICONS[Status.FAIL]} Not met, in the registry ({len(lines)})", anchor=False)
        render_finding_lines(lines, alt="Registry criteria that are not met")
    for status, title in _TITLES.items():
        findings = assessment.of(status)
        if findings:
            lines = [finding_line(trial, finding, patient) for finding in findings]
            st.subheader(f"{STATUS_ICONS[status]} {title} ({len(findings)})", anchor=False)
            render_finding_lines(lines, alt=f"{title}: {', '.join(line.label for line in lines)}")
    known = [cited for cited in case.facts if find(seen.trial, cited) is not None]
    if known:
        st.subheader("What the files say beside it", anchor=False)
        render_facts([fact_line(seen.trial, cited) for cited in known], view.arm_labels, alt="Rows cited by the case")
        if beside := not_like_this(assessment):
            st.caption(beside)
    if len(known) < len(case.facts):
        st.caption(f"{len(case.facts) - len(known)} cited rows are not shown by date.")


def render_change(view: View, case: TeachingCase) -> None:
    """One entry of the case changed: what moves. The author's suggestion is filled in, any other may be tried."""
    st.subheader("Change one entry", anchor=False)
    st.caption("Say first what you expect to move. The case itself and your own patient stay as they are.")
    declared = clinical_attributes()
    which, what = st.columns(2)
    name = which.selectbox(
        "Entry to change",
        list(declared),
        index=list(declared).index(case.change.attribute),
        format_func=lambda each: declared[each].label,
        key=f"teach-change-{case.id}",
    )
    attribute = declared[name]
    is_suggested = name == case.change.attribute
    start = case.change.to if is_suggested else ""
    with what:
        if attribute.choices:
            options = [*attribute.choices, _UNKNOWN]
            at = options.index(start or _UNKNOWN) if is_suggested else None
            text = st.selectbox(
                attribute.label, options, index=at, key=f"teach-to-{case.id}-{name}", format_func=attribute.choice_label
            )
        else:
            unit = f", {attribute.unit}" if attribute.unit else ""
            text = st.text_input(
                f"{attribute.label}{unit}",
                start,
                key=f"teach-to-{case.id}-{name}",
                help="A number, or unknown to take the entry away.",
                max_chars=LONGEST_ENTRY,
            )
    if text is None:
        return
    patient = changed(case.patient, name, "" if text == _UNKNOWN else text)
    if isinstance(patient, Problem):
        st.caption(f":material/error: {attribute.label}: {plain(patient.says)}.")
        return
    answer = patient[name]
    said = attribute.named(answer)
    change.render_change(moved(case.patient, patient, view.trial.criteria), said)
    if is_suggested and text == (case.change.to or _UNKNOWN):
        st.markdown(case.change.says)


def _lesson(view: View, case: TeachingCase) -> None:
    st.subheader("What this case teaches", anchor=False)
    lesson = fill(view.trial, case.lesson, case.numbers)
    if lesson is None:
        st.caption(f"Left out, because {why_none(view.trial, case.numbers)}.")
        return
    st.markdown(lesson)
    held = "; ".join(sources(view.trial, case.numbers))
    if held:
        st.caption(f"Sources: {held}. {footnotes(lesson)}".strip())
