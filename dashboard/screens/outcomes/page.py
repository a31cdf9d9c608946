"""Outcomes: the survival curves under one time cursor, every analysis, response, and what was known when."""

from __future__ import annotations

import streamlit as st

from components.sections import Section, render_sections
from dashboard.screens.outcomes.analyses import render_analyses, render_response
from dashboard.screens.outcomes.as_of_control import render_as_of
from dashboard.screens.outcomes.context import context_sections
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.screens.outcomes.survival import render_survival
from dashboard.session import view_parameters
from dashboard.view import View, render_bottom, render_top
from evidence.lines.glossary import explained


def render(view: View) -> None:
    """The page."""
    render_top(view, "Outcomes")
    seen = render_as_of(
        view.prepared, changes="Only this page changes; the case, its verdict and the currency notice do not."
    )
    response = Section(
        "Tumour response", lambda: render_response(view, seen), explained("response", "recist", "measurable")
    )
    render_sections(
        [
            Section(
                "Survival over time",
                lambda: render_survival(view, seen, _endpoint(seen)),
                explained("kaplan-meier", "at-risk", "censored", "tail", "reconstructed"),
            ),
            Section(
                "Every analysis",
                lambda: render_analyses(view, seen),
                explained(
                    "data-cut", "interim", "boundary", "hazard-ratio", "p-value", "independent-review", "investigator"
                ),
            ),
            *([response] if seen.response else []),
            *context_sections(view, seen),
        ]
    )
    render_bottom(view)


def _endpoint(seen: OutcomesView) -> str:
    """The endpoint, chosen once for the page. Its short names are the address's own words."""
    plotted = seen.prepared.display.curves
    view_parameters.restore(endpoint=plotted[0].endpoint, month=view_parameters.START_MONTH)
    chosen = st.radio(
        "Endpoint",
        [each.endpoint for each in plotted],
        captions=[each.title for each in plotted],
        horizontal=True,
        key="endpoint",
        bind="query-params",
    )
    view_parameters.keep("endpoint")
    return str(chosen)
