"""Subgroups: the overall effect, the whole forest plot with the patient's own rows, and how little a row says."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st

from components import ratios_plot
from components.band import Tile, render_band
from components.forest_table import render_forest_table, render_text_subgroups
from components.interaction_table import render_interactions
from components.palette import PLOTLY_CONFIG
from components.panel import head, panel, sources
from components.ratios_plot import Columns, Scale
from dashboard.frame import beside_results, framed, panels, render_newer
from dashboard.view import View
from evidence.lines import subgroups
from evidence.lines.forest import forest_lines
from evidence.lines.numbers import dated
from evidence.lines.ratios import Kind, RatioRow, interaction_rows, panel_rows, subgroup_rows, text_rows
from evidence.trial.files.patients import SubgroupAnalysis

_SCALE = Scale()


def render(view: View) -> None:
    """The page."""
    with framed(view):
        rows = subgroup_rows(view.trial, view.display.headline_forest, view.case.patient, view.prepared.short)
        _band(view, rows)
        render_newer(view)
        grid = panels()
        with grid.cell(), panel("forest"):
            _forest(view, rows)
        with grid.cell():
            with panel("others"):
                _others(view)
            with panel("interaction"):
                _interaction(view)


def _band(view: View, rows: tuple[RatioRow, ...]) -> None:
    trial, display = view.trial, view.display
    forest = subgroups.forest_of(trial, display.headline_forest)
    looked = subgroups.looked_at(trial, forest.id, display.beside_the_forest)
    overall = "; ".join(line.text for line in subgroups.headlines(trial, forest.id))
    own = [row for row in rows if row.kind is Kind.OWN]
    testable, families = subgroups.testable(trial, forest.id, display.beside_the_forest)
    shown = next((row.text for row in rows if row.kind is Kind.OVERALL), "")
    render_band(
        f"All patients: {_endpoint(view, forest)} hazard ratio {overall}",
        f"The overall effect comes first: {looked.levels} subgroups in {looked.families} variables, "
        f"{looked.prespecified}; the trial was not built to answer in any one of them.",
        beside_results(
            view, f"Rows below are {forest.adjustment}, so their overall row reads {shown}." if shown != overall else ""
        ),
        (
            Tile("◆ this patient's rows", str(len(own))),
            Tile("variables that can be tested", f"{testable} of {families}"),
        ),
    )


def _endpoint(view: View, forest: SubgroupAnalysis) -> str:
    definition = view.trial.outcome(forest.outcome).definition
    return next(each.short_label for each in view.trial.endpoints if each.id == definition.endpoint)


def _columns(view: View) -> Columns:
    return Columns(better=view.display.forest_better, worse=view.display.forest_worse)


def _forest(view: View, rows: tuple[RatioRow, ...]) -> None:
    trial, display = view.trial, view.display
    forest = subgroups.forest_of(trial, display.headline_forest)
    outcome = trial.outcome(forest.outcome).definition
    cutoff = dated(trial.analysis(forest.analysis).cutoff)
    title = next(each.label for each in trial.endpoints if each.id == outcome.endpoint)
    with (
        head("forest", title, f"{outcome.assessor}, {cutoff}, {forest.adjustment}", anchor="forest"),
        sources("forest") as is_open,
    ):
        if is_open:
            st.markdown(subgroups.overall_explained(trial, forest.id))
            lines = forest_lines(trial, forest.id, view.case.patient)
            render_forest_table(lines, alt="Subgroup hazard ratios as a table")
            st.caption("The number of events per row is not in the sources we read.")
    _plot(_figure(rows, _columns(view), _SCALE, view.ink), "forest", ratios_plot.alt_text(title, rows))
    st.caption(
        "Bold line: overall effect; thin line: no effect; marks larger with more information; log scale. n/a: hazard "
        f"ratio not in the sources we read (n in brackets). {' '.join(display.forest_notes)}"
    )


def _others(view: View) -> None:
    trial, display, patient, short = view.trial, view.display, view.case.patient, view.prepared.short
    rows = (
        *panel_rows(trial, display.forest_panel, patient, short),
        *text_rows(trial, display.text_forest, patient, short),
    )
    with (
        head(
            "others",
            "Other analyses, same scale",
            "each with its own cut-off",
            anchor="overall-survival-on-the-same-scale",
        ),
        sources("others") as is_open,
    ):
        if is_open:
            _other_sources(view)
    _plot(_figure(rows, _columns(view), _SCALE, view.ink), "others", ratios_plot.alt_text("Other analyses", rows))


def _other_sources(view: View) -> None:
    trial, display, patient = view.trial, view.display, view.case.patient
    render_forest_table(
        subgroups.panel_lines(trial, display.forest_panel, patient), alt="Overall survival in subgroups"
    )
    missing = ", ".join(
        f"{count} of {label}" for label, count in subgroups.not_held(trial, display.forest_panel, patient)
    )
    st.caption(f"Categories whose hazard ratio is not in the sources we read: {missing}.")
    for finding in subgroups.findings(trial, display.forest_panel):
        st.caption(finding)
    lines = subgroups.text_subgroups(trial, display.text_forest, patient)
    render_text_subgroups(lines, view.arm_labels, alt="Subgroups reported in the text, with medians")
    forest = subgroups.forest_of(trial, display.text_forest)
    read_in = ", ".join(dict.fromkeys(line.source for line in lines))
    st.caption(
        f"{read_in}. Pre-specified: {forest.prespecified}; {forest.adjustment}. Two small groups: a similar estimate "
        "with a wide interval is no proof of the same effect in that group alone."
    )


def _interaction(view: View) -> None:
    forests = (view.display.headline_forest, view.display.text_forest)
    rows = interaction_rows(view.trial, forests, view.prepared.short)
    with (
        head(
            "interaction",
            "Does the effect differ?",
            "derived here, exploratory",
            anchor="does-the-effect-differ-between-groups",
        ),
        sources("interaction", "Why only these") as is_open,
    ):
        if is_open:
            st.markdown(
                "The sources report no test of interaction. One is computed here only for two categories that share "
                "no patient, each with a printed interval, and that leave out nobody whose value is known. That one "
                "row's interval includes 1 and another's does not is no such comparison."
            )
            render_interactions(subgroups.interaction_lines(view.trial, forests))
    if rows:
        columns = Columns(
            first="", count="p", last="ratio (95 % CI)", better="first gained more", worse="second gained more"
        )
        figure = _figure(rows, columns, Scale(high=2.6), view.ink)
        _plot(figure, "interaction", ratios_plot.alt_text("Ratio of two hazard ratios, with p", rows))
    st.caption(subgroups.credibility(view.trial, forests))


def _plot(figure: go.Figure, key: str, alt: str) -> None:
    st.plotly_chart(figure, config=PLOTLY_CONFIG, key=key, alt=alt)


@lru_cache(maxsize=256)
def _figure(rows: tuple[RatioRow, ...], columns: Columns, scale: Scale, ink: str) -> go.Figure:
    """A plot of these rows, kept per set of marked rows."""
    return ratios_plot.figure(rows, columns=columns, scale=scale, ink=ink)
