"""The control that sets a page to a month, and the bar that says so for as long as it is set."""

from __future__ import annotations

import streamlit as st

from dashboard.prepared import TrialView
from dashboard.screens.outcomes.shown import OutcomesView, shown
from dashboard.session import view_parameters
from evidence.lines.numbers import day_in_words
from evidence.lines.timeline import imprecise
from evidence.trial.as_of import TrialAsOf

AS_OF = "as_of"


def render_as_of(prepared: TrialView, *, changes: str) -> OutcomesView:
    """The control; returns what was known then. `changes` says in a sentence what it does and does not change."""
    set_to = st.selectbox(
        "Show what was known at the end of",
        view_parameters.as_of_months(),
        index=None,
        key=AS_OF,
        placeholder="today: everything known",
        bind="query-params",
        width=320,
        help=f"A month, as 2012-01. {changes}",
    )
    seen = shown(prepared, set_to)
    if seen.as_of:
        _bar(seen, seen.as_of)
    return seen


def _bar(seen: OutcomesView, known: TrialAsOf) -> None:
    says = f"Showing what was known on {day_in_words(known.day)} — not current"
    events = f"{known.later_events} later event" + ("s" if known.later_events != 1 else "")
    curves = f", the reconstructed curves of {known.later_curves} endpoints" if known.later_curves else ""
    with st.container(border=True, key="as-of-bar"):
        st.markdown(f":material/history: **{says}**")
        st.caption(
            f"Hidden: {known.later} facts first stated later, {events}{curves}; and {known.undated} facts that stand "
            "in undated texts only. A result counts from the earliest dated text that states it, an event from its "
            "day. A date known only to the year or the month counts from its last day: so do "
            f"{imprecise(seen.timeline)} of the {len(seen.timeline)} events shown. The notice at the foot stays "
            "current."
        )
    with st.bottom:
        st.markdown(f":material/history: **{says}**")
