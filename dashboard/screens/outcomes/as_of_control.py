"""The control that sets a page to a month, and the band that says so for as long as it is set."""

from __future__ import annotations

import streamlit as st

from components.band import render_band
from dashboard.prepared import TrialView
from dashboard.screens.outcomes.shown import OutcomesView, shown
from dashboard.session import view_parameters
from evidence.lines.numbers import day_in_words
from evidence.lines.timeline import imprecise
from evidence.trial.as_of import TrialAsOf

AS_OF = "as_of"
_WIDE = 164


def render_as_of(prepared: TrialView, *, changes: str) -> OutcomesView:
    """The control; returns what was known then. `changes` says in a sentence what it does and does not change."""
    set_to = st.selectbox(
        "Show what was known at the end of",
        view_parameters.as_of_months(),
        index=None,
        key=AS_OF,
        placeholder="as known today",
        bind="query-params",
        width=_WIDE,
        help=f"A month, as 2012-01. {changes}",
        label_visibility="collapsed",
    )
    return shown(prepared, set_to)


def render_day(seen: OutcomesView, known: TrialAsOf) -> None:
    """What was known on the page's day: its hazard ratios, and how much came later; the line stays in view."""
    ratios = [f"{each.title} {cut.text} ({cut.when})" for each in seen.series for cut in each.cuts[-1:]]
    events = f"{known.later_events} later event" + ("s" if known.later_events != 1 else "")
    curves = f", the reconstructed curves of {known.later_curves} endpoints" if known.later_curves else ""
    render_band(
        f":material/history: {_says(known)}",
        f"Hazard ratios: {'; '.join(ratios)}." if ratios else "No result of the trial had been stated.",
        f"Hidden: {known.later} facts first stated later, {events}{curves}; and {known.undated} facts that stand in "
        "undated texts only. A result counts from the earliest dated text that states it, an event from its day. A "
        "date known only to the year or the month counts from its last day: so do "
        f"{imprecise(seen.timeline)} of the {len(seen.timeline)} events shown. The notice of newer evidence stays.",
    )
    render_set_back(known)


def render_set_back(known: TrialAsOf) -> None:
    """The line that says so at the foot of the window, in view wherever the page is scrolled to."""
    with st.bottom:
        st.markdown(f":material/history: **{_says(known)}**")


def _says(known: TrialAsOf) -> str:
    return f"As known on {day_in_words(known.day)} — not current"
