"""Outcomes: the survival curves under one time cursor, every analysis, response, and what was known when."""

from __future__ import annotations

import streamlit as st

from dashboard import view_parameters
from dashboard.as_of_control import render_as_of
from dashboard.screens.outcomes_analyses import render_analyses, render_missing, render_response
from dashboard.screens.outcomes_context import render_context
from dashboard.screens.outcomes_survival import render_survival
from dashboard.shown import Shown
from dashboard.view import View, render_bottom, render_top
from evidence.glossary import explained


def render(view: View) -> None:
    """The page."""
    render_top(view, "Outcomes")
    seen = render_as_of(
        view.prepared, changes="Only this page changes; the case, its verdict and the currency notice do not."
    )
    endpoint = _endpoint(seen)
    render_survival(view, seen, endpoint)
    render_analyses(view, seen)
    render_response(view, seen)
    render_missing(seen)
    render_context(view, seen)
    render_bottom(view)


def _endpoint(seen: Shown) -> str:
    """The endpoint, chosen once for the page. Its short names are the address's own words."""
    plotted = seen.prepared.display.curves
    view_parameters.restore(endpoint=plotted[0].endpoint, month=view_parameters.START_MONTH)
    st.header(
        "Survival over time",
        anchor=False,
        help=explained("kaplan-meier", "at-risk", "censored", "tail", "reconstructed"),
    )
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
