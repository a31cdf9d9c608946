"""Outcomes: the answer, the survival curves under one time cursor, every analysis, response, and what stands around."""

from __future__ import annotations

import streamlit as st

from components.band import Tile, render_band
from components.panel import panel
from dashboard.frame import beside_results, framed, panels, render_newer
from dashboard.screens.outcomes.analyses import render_analyses, render_response
from dashboard.screens.outcomes.as_of_control import render_as_of, render_day
from dashboard.screens.outcomes.context import render_context
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.screens.outcomes.survival import render_survival
from dashboard.view import View
from evidence.lines.answer import answer


def render(view: View) -> None:
    """The page."""
    with framed(view):
        top = st.container()
        with st.container(key="as-of-line", horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="stretch"):
                render_newer(view)
            seen = render_as_of(view.prepared, changes="Only this page changes; case, verdict and notice do not.")
        with top:
            _band(view, seen)
        render_survival(view, seen)
        grid = panels()
        with grid.cell(), panel("analyses"):
            render_analyses(view, seen)
        with grid.cell(), panel("response"):
            render_response(view, seen)
        with panel("words-around"):
            render_context(view, seen)


def _band(view: View, seen: OutcomesView) -> None:
    """The answer; of a page that is set back, what was known on its day."""
    if seen.as_of is not None:
        render_day(seen, seen.as_of)
        return
    held = answer(seen.trial, view.display, view.prepared.headline_outcomes)
    if held is not None:
        render_band(held.title, held.facts, beside_results(view, held.note), [Tile(*each) for each in held.beside])
