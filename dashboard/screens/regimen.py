"""Regimen: what the trial gave and measured, what was achieved, and apart from it what labels say."""

from __future__ import annotations

import streamlit as st

from components import cycle_calendar
from components.fact_table import render_facts
from components.palette import PLOTLY_CONFIG
from components.rule_table import render_rules
from components.sections import Section, render_sections
from components.table import render_table
from dashboard.view import View, render_bottom, render_top
from evidence.choices.regimen_page import TRIAL_PARTS
from evidence.lines import schedule
from evidence.lines.cited import row_line

_TREATMENT, _ASSESSMENTS = TRIAL_PARTS


def render(view: View) -> None:
    """The page."""
    render_top(view, "Regimen")
    st.markdown(
        "First the regimen **as the trial gave it**, then, in panels of their own, **what product labels say**; the "
        "two are never mixed. Nothing here is worked out for this patient: no body size is asked for, no dose computed."
    )
    render_sections(
        [
            Section("As the trial gave it", lambda: _as_given(view)),
            Section("The trial's calendar", lambda: _calendar(view)),
            Section("What was achieved", lambda: _exposure(view)),
            Section("What labels say, by product", lambda: _labels(view)),
        ]
    )
    render_bottom(view)


def _as_given(view: View) -> None:
    render_rules(schedule.rule_lines(view.trial, _TREATMENT), alt="Treatment in the trial")
    st.subheader("What the trial measured, and when", anchor=False)
    render_rules(schedule.rule_lines(view.trial, _ASSESSMENTS), alt="Assessments in the trial")


def _calendar(view: View) -> None:
    held = view.prepared.schedule
    cycles = st.number_input(
        f"Cycles of {held.cycle_weeks} weeks",
        min_value=1,
        max_value=held.most_cycles,
        value=held.shown_cycles,
        step=1,
        key="regimen-cycles",
        width=180,
    )
    rows = schedule.calendar(view.trial, held, cycles)
    _chart(view, rows, f"{cycles} cycles of the trial", "weeks since the first dose", cycle=held.cycle_weeks)
    st.caption(
        "Circles: doses, the first one large where it differs, hollow where more cycles were allowed than the number "
        "recommended at least. Squares: assessments. Each faint line begins a cycle. Antibodies (or placebo) went on "
        "when chemotherapy stopped for toxicity."
    )
    st.subheader("After stopping", anchor=False)
    _chart(view, schedule.after_stopping(held), "LVEF after stopping", "months since treatment stopped", cycle=0)
    st.caption("The trial's own plan, from the same rules as the table above.")


def _chart(view: View, rows: tuple[schedule.CalendarLine, ...], title: str, unit: str, *, cycle: int) -> None:
    st.plotly_chart(
        cycle_calendar.figure(rows, unit=unit, cycle=cycle, ink=view.ink),
        width=cycle_calendar.WIDEST,
        config=PLOTLY_CONFIG,
        key=f"calendar-{'cycles' if cycle else 'after'}",
        alt=cycle_calendar.alt_text(title, rows, unit),
    )
    with st.expander(f"{title} as a table", icon=":material/table:"):
        render_table(cycle_calendar.table(rows, unit), alt=f"{title}, as a table")


def _exposure(view: View) -> None:
    lines = [row_line(view.trial, exposure) for exposure in view.trial.exposure]
    render_facts(lines, view.short_arm_labels, alt="Treatment received in both groups")


def _labels(view: View) -> None:
    st.markdown(
        "Second-hand copies and excerpts of label texts, each under the product that its text came from. Countries and "
        "dates differ; the current label decides."
    )
    for at, (product, lines) in enumerate(schedule.label_panels(view.trial).items()):
        with st.container(border=True, key=f"label-{at}"):
            st.subheader(f"Label: {product}", anchor=False)
            render_rules(lines, alt=f"Label rules, {product}", says_where=True)
