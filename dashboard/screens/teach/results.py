"""A learner's own results on the Teach page: counted, and theirs alone to download."""

from __future__ import annotations

import streamlit as st

from components.download import as_csv, render_download
from dashboard import teaching
from dashboard.screens.outcomes.shown import OutcomesView
from evidence.teaching.load import Teaching
from evidence.teaching.marks import result_rows, tally


def render_results(seen: OutcomesView, taught: Teaching) -> None:
    """What was stated in this session, as a file; nobody else can fetch it."""
    progress = teaching.progress()
    if progress.is_empty:
        return
    cases = teaching.cases(taught)
    rows = result_rows(seen.trial, progress, cases, taught.items, seen.prepared.display.curves)
    with st.expander("Your results", icon=":material/person:"):
        st.markdown(f"{tally(progress, cases, taught.items)}. Every attempt is a row; nothing says who you are.")
        if rows:
            render_download(as_csv(rows), name="teaching-results", what="Your results")
        st.button("Start again", key="teach-reset", on_click=teaching.reset)
        st.caption("Only this session holds them. Nobody else sees them unless you hand the file over.")
