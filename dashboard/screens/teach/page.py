"""Teach: state, compare, explain, try again; ten misreadings; the trial as a story; what a facilitator needs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.glossary import render_found, render_glossary
from components.plain import plain
from dashboard import teaching
from dashboard.screens.outcomes.as_of_control import render_as_of, render_set_back
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.screens.teach.cases import render_cases
from dashboard.screens.teach.facilitator import render_facilitator
from dashboard.screens.teach.items import render_items
from dashboard.screens.teach.story import render_story
from dashboard.view import View, render_bottom, render_top
from evidence.files.faults import EvidenceError
from evidence.lines.glossary import groups, matching
from evidence.patient.answers import LONGEST_ENTRY
from evidence.teaching.load import Teaching


def render(view: View) -> None:
    """The page."""
    render_top(view, "Teach")
    try:
        taught = teaching.load()
    except EvidenceError as error:
        st.error("The teaching files cannot be used.")
        for fault in error.faults:
            st.error(plain(str(fault)))
        render_bottom(view)
        return
    st.caption(
        "Made-up cases and real numbers. What you state stays in this session: it is in no address, on no disk and "
        "in no log, and a reload empties it."
    )
    if says := teaching.refused(teaching.PART, _PARTS):
        st.info(says, icon=":material/info:")
    part, when = st.columns([3, 2], vertical_alignment="bottom")
    with part:
        chosen = st.segmented_control(
            "Part",
            list(_PARTS),
            default="Cases",
            required=True,
            wrap=True,
            key=teaching.PART,
            bind="query-params",
            persist_state="session",
        )
    with when:
        seen = render_as_of(
            view.prepared, changes="Only the numbers of this page change; verdicts and the notice at the foot do not."
        )
    if seen.as_of is not None:
        render_set_back(seen.as_of)
    _PARTS[chosen or "Cases"](view, taught, seen)
    if chosen in ("Facilitator", "Glossary"):
        teaching.render_link(teaching.PART)
    render_bottom(view)


def _glossary(_view: View, _taught: Teaching, _seen: OutcomesView) -> None:
    st.header("Glossary", anchor=False)
    wanted = st.text_input("Find a term", key="glossary-find", placeholder="such as censored", max_chars=LONGEST_ENTRY)
    if wanted.strip():
        render_found(matching(wanted))
    else:
        render_glossary(groups())


_PARTS: dict[str, Callable[[View, Teaching, OutcomesView], None]] = {
    "Cases": render_cases,
    "Misconceptions": render_items,
    "The trial as a story": render_story,
    "Facilitator": render_facilitator,
    "Glossary": _glossary,
}
