"""Subgroups: the whole forest plot with the patient's own rows marked, and how little a row of it says."""

from __future__ import annotations

import streamlit as st

from components import forest_plot
from components.forest_table import render_forest_table, render_text_subgroups
from components.interaction_table import render_interactions
from components.palette import OWN_ROW, PLOTLY_CONFIG
from dashboard.prepared import forest_figure
from dashboard.view import View, render_bottom, render_top
from evidence.lines import subgroups
from evidence.lines.forest import ForestLine, forest_lines
from evidence.lines.glossary import explained
from evidence.lines.numbers import footnotes
from evidence.patient.attributes import clinical_attributes


def render(view: View) -> None:
    """The page."""
    render_top(view, "Subgroups")
    _default_answer(view)
    _forest(view)
    _panel(view)
    _text_subgroups(view)
    _interaction(view)
    render_bottom(view)


def _default_answer(view: View) -> None:
    display, trial = view.display, view.trial
    looked = subgroups.looked_at(trial, display.headline_forest, display.beside_the_forest)
    overall = subgroups.headline(trial, display.headline_forest)
    st.markdown(
        f"The answer for every patient is first the **overall effect**: hazard ratio {overall.text}. The figure looks "
        f"at **{looked.levels} subgroups in {looked.families} families**, {looked.prespecified}; the trial was not "
        "built to answer in any one of them. A row says what happened in that group as a whole. It is no prediction "
        "for one patient, and rows cannot be combined into one."
    )


def _forest(view: View) -> None:
    trial, display = view.trial, view.display
    forest = subgroups.forest_of(trial, display.headline_forest)
    lines = forest_lines(trial, forest.id, view.case.patient)
    st.header(forest.label, anchor=False, help=explained("subgroup", "hazard-ratio", "confidence-interval", "itt"))
    st.markdown(subgroups.overall_explained(trial, forest.id))
    _plot(view, lines, forest.label, key="forest")
    st.caption(
        "Bold line: overall effect; thin line: no effect; box area by information; log scale. "
        f"{OWN_ROW}: this patient's own rows. The number of events per row is not in the sources at hand. "
        f"{footnotes(*(line.text for line in lines))}. {' '.join(display.forest_notes)}"
    )
    with st.expander("The forest plot as a table, with sources", icon=":material/table:"):
        render_forest_table(lines, alt="Subgroup hazard ratios as a table")


def _plot(view: View, lines: tuple[ForestLine, ...], title: str, *, key: str) -> None:
    st.plotly_chart(
        forest_figure(lines, view.display.forest_better, view.display.forest_worse, view.ink),
        width=forest_plot.WIDEST,
        config=PLOTLY_CONFIG,
        key=key,
        alt=forest_plot.alt_text(title, lines),
    )


def _panel(view: View) -> None:
    trial, forests, patient = view.trial, view.display.forest_panel, view.case.patient
    lines = subgroups.panel_lines(trial, forests, patient)
    st.header("Overall survival, on the same scale", anchor=False)
    st.caption("Each analysis has its own cut-off and its own bold line; rows of different cut-offs are not compared.")
    _plot(view, lines, "Overall survival", key="panel")
    missing = ", ".join(f"{count} of {label}" for label, count in subgroups.not_held(trial, forests, patient))
    said = footnotes(*(line.text for line in lines))
    st.caption(f"Levels whose hazard ratio is not in the sources at hand: {missing}. {said}.")
    for finding in subgroups.findings(trial, forests):
        st.caption(finding)
    with st.expander("The survival panel as a table, with sources", icon=":material/table:"):
        render_forest_table(lines, alt="Overall survival in subgroups as a table")


def _text_subgroups(view: View) -> None:
    forest = subgroups.forest_of(view.trial, view.display.text_forest)
    lines = subgroups.text_subgroups(view.trial, forest.id, view.case.patient)
    st.header("Earlier chemotherapy, with and without trastuzumab", anchor=False)
    given = {name: view.case.patient[name] for name in ("adjuvant_chemotherapy", "adjuvant_trastuzumab")}
    entered = "; ".join(
        f"{clinical_attributes()[name].noun}: {'not entered' if value is None else value}"
        for name, value in given.items()
    )
    st.markdown(f"{forest.label}. This patient: {entered}.")
    render_text_subgroups(lines, view.arm_labels, alt="Subgroups by earlier trastuzumab, with medians")
    sources = ", ".join(dict.fromkeys(line.source for line in lines))
    st.caption(
        f"{sources}. Pre-specified: {forest.prespecified}; stratified: {forest.adjustment}. Two small groups: a "
        "similar estimate with a wide interval is no proof of the same effect in that group alone."
    )


def _interaction(view: View) -> None:
    forests = (view.display.headline_forest, view.display.text_forest)
    st.header("Does the effect differ between groups?", anchor=False, help=explained("interaction", "prespecified"))
    st.markdown(
        "The texts read report no test of interaction. One is computed here only for two levels that share no patient, "
        "each with a printed interval, and that leave out nobody whose value is known. Whether one row's interval "
        "reaches 1 and another's does not is no such comparison."
    )
    render_interactions(subgroups.interaction_lines(view.trial, forests))
    st.markdown(subgroups.credibility(view.trial, forests))
