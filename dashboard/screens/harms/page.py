"""Harms: what concerns this patient, benefit and harm on one denominator, every event in both groups, the heart."""

from __future__ import annotations

import streamlit as st

from components.benefit_and_harm import render_halves
from components.cardiac_strip import render_strip
from components.fact_table import render_facts
from components.safety_notes import render_note
from components.sections import Section, render_sections
from dashboard.screens.harms.tables import render_tables
from dashboard.session import view_parameters
from dashboard.view import View, render_bottom, render_top
from evidence.choices.safety_notes import triggered
from evidence.lines import benefit_and_harm
from evidence.lines.cited import fact_line
from evidence.lines.glossary import explained
from evidence.lines.side_analyses import side_lines
from evidence.patient.attributes import clinical_attributes


def render(view: View) -> None:
    """The page."""
    render_top(view, "Harms")
    sizes = " and ".join(f"{arm.treated} in the {arm.label.lower()}" for arm in view.trial.arms)
    st.markdown(
        f"Counted among everyone treated, in the group of the treatment received: {sizes}. Rates are crude: see how "
        "long each group was treated."
    )
    render_sections(
        [
            Section("Time on treatment", lambda: _exposure(view)),
            Section(
                "Benefit and harm, of 100 in each group",
                lambda: _halves(view),
                explained("of-hundred", "reconstructed", "safety-population"),
            ),
            Section("What concerns this patient", lambda: _notes(view)),
            Section(
                "Adverse events",
                lambda: render_tables(view),
                explained("adverse-event", "grade", "serious", "crude-rate", "risk-difference", "exposure"),
            ),
            Section("The heart", lambda: _cardiac(view), explained("lvef", "lvsd")),
            Section("Deaths, stopping, serious events and more", lambda: _folded(view)),
            Section("Quality of life, and progression in the brain", lambda: _beside(view)),
        ]
    )
    render_bottom(view)


def _exposure(view: View) -> None:
    lines = [fact_line(view.trial, cited) for cited in view.prepared.harms.exposure]
    render_facts(lines, view.short_arm_labels, alt="Time on treatment in both groups")


def _halves(view: View) -> None:
    chosen, trial = view.prepared.harms.benefit_and_harm, view.trial
    last = min(benefit_and_harm.last_month(trial, chosen), view_parameters.LAST_MONTH)
    view_parameters.restore(month=view_parameters.START_MONTH)
    month = st.number_input(
        "Month",
        min_value=view_parameters.FIRST_MONTH,
        max_value=view_parameters.LAST_MONTH,
        value=view_parameters.START_MONTH,
        step=1,
        key="month",
        bind="query-params",
        width=180,
    )
    view_parameters.keep("month")
    halves = [
        half
        for half in (benefit_and_harm.benefit(trial, chosen, month), benefit_and_harm.harm(trial, chosen))
        if half is not None
    ]
    if month > last:
        st.info(f"The reconstructed curves end at month {last}; nothing is estimated after it.")
    render_halves(halves, view.arm_labels)
    st.caption("The halves count different people over different times: neither is to be subtracted from the other.")


def _notes(view: View) -> None:
    found = triggered(view.prepared.notes, view.case.patient)
    if not found.own:
        st.markdown("No entry of this patient calls up a note of its own.")
    for note in (*found.own, *found.everyone):
        render_note(note, [fact_line(view.trial, cited) for cited in note.facts], view.short_arm_labels)
    if found.unknown:
        names = dict.fromkeys(leaf.attribute for note in found.unknown for leaf in note.rule.leaves())
        nouns = ", ".join(clinical_attributes()[name].noun for name in names)
        st.caption(f"Not entered, so not looked at: {nouns}.")


def _cardiac(view: View) -> None:
    st.markdown(
        "Each row counts something else among others: a reported event, a symptom, a measured fall, a serious event. "
        "Patients entered this trial with a good LVEF, and it was watched throughout."
    )
    display = view.prepared.harms
    render_strip([(each, fact_line(view.trial, each.row)) for each in display.cardiac], view.short_arm_labels)
    st.subheader("Boxed warning of the US label", anchor=False)
    words = [fact_line(view.trial, cited) for cited in display.cardiac_words]
    render_facts(words, view.short_arm_labels, alt="Boxed warning")
    st.subheader("Later evidence that differs", anchor=False)
    st.markdown(
        "This trial found no more cardiac events with pertuzumab. A later analysis that pools trials, early disease "
        "included, found more heart failure. Both stand here; the second is not about these patients alone."
    )
    elsewhere = [fact_line(view.trial, cited) for cited in display.cardiac_elsewhere]
    render_facts(elsewhere, view.short_arm_labels, alt="Pooled evidence on the heart")


def _folded(view: View) -> None:
    for at, section in enumerate(view.prepared.harms.sections):
        with st.expander(f"**{section.title}**", expanded=at == 0):
            st.caption(section.says)
            lines = [fact_line(view.trial, cited) for cited in section.rows]
            render_facts(lines, view.short_arm_labels, alt=section.title)


def _beside(view: View) -> None:
    for chosen in view.prepared.harms.beside:
        st.subheader(chosen.title, anchor=False)
        st.caption(chosen.says)
        render_facts(side_lines(view.trial, chosen), view.short_arm_labels, alt=chosen.title)
