"""Teach: state, compare, explain, try again; ten misreadings; the trial as a story; what a facilitator needs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.band import render_band
from components.glossary import render_found, render_glossary
from components.plain import plain
from dashboard import teaching
from dashboard.frame import framed, render_newer
from dashboard.screens.outcomes.as_of_control import render_as_of, render_set_back
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.screens.teach.cases import render_cases
from dashboard.screens.teach.facilitator import render_facilitator
from dashboard.screens.teach.items import render_items
from dashboard.screens.teach.story import render_story
from dashboard.view import View
from evidence.files.faults import EvidenceError
from evidence.lines.glossary import groups, matching
from evidence.patient.answers import LONGEST_ENTRY
from evidence.teaching.load import Teaching
from evidence.teaching.marks import tally


def render(view: View) -> None:
    """The page."""
    try:
        taught = teaching.load()
    except EvidenceError as error:
        with framed(view, marks=False):
            st.error("The teaching files cannot be used.")
            for fault in error.faults:
                st.error(plain(str(fault)))
        return
    with framed(view):
        _band(taught)
        render_newer(view)
        if says := teaching.refused(teaching.PART, _PARTS):
            st.info(says, icon=":material/info:")
        chosen, seen = _choose(view)
        if seen.as_of is not None:
            render_set_back(seen.as_of)
        _PARTS[chosen](view, taught, seen)
        if chosen in ("Facilitator", "Glossary"):
            teaching.render_link(teaching.PART)


def _band(taught: Teaching) -> None:
    cases = teaching.cases(taught)
    render_band(
        f"{len(cases)} made-up cases, {len(taught.items)} misconceptions, one trial as a story",
        f"{tally(teaching.progress(), cases, taught.items)}.",
        "Made-up cases and real numbers. What you state stays in this session: it is in no address, on no disk and "
        "in no log, and a reload empties it.",
    )


def _choose(view: View) -> tuple[str, OutcomesView]:
    """The part that is shown, and what was known by the date set."""
    with st.container(key="teach-head", horizontal=True, vertical_alignment="center", gap="small"):
        chosen = st.segmented_control(
            "Part",
            list(_PARTS),
            default="Cases",
            required=True,
            wrap=True,
            key=teaching.PART,
            bind="query-params",
            persist_state="session",
            label_visibility="collapsed",
        )
        seen = render_as_of(
            view.prepared,
            changes="Only the numbers of this page change; verdicts and the notice of newer evidence do not.",
        )
    return chosen or "Cases", seen


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
