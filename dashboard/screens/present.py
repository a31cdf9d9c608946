"""Present: one step at a time for a projector. Keys are the buttons' own; the sidebar is collapsed, and still runs."""

from __future__ import annotations

import streamlit as st

from components.heading import render_notices
from components.stage import numbers, render_numbers, render_step
from dashboard import boards, exports
from dashboard.frame import framed, render_newer
from dashboard.view import View
from evidence.board.board import BoardCase
from evidence.board.build import STEP_IDS
from evidence.board.steps import BoardStep
from evidence.patient.answers import quoted

_STEP, _FIRST = "step", "present-from-the-start"
_BLANK = "not recorded"


def render(view: View) -> None:
    """The page."""
    chosen = boards.presented(view)
    problem = _prepare()
    with framed(view):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="present-bar"):
            at = _bar(chosen)
        render_notices(problem, ())
        made = boards.briefing_of(view, chosen)
        step = made.step(at)
        if step is not None:
            render_step(step, made.footer(step), ink=view.ink, blank=_BLANK)
        _foot(view, chosen, step)
        render_newer(view)


def _prepare() -> list[str]:
    """Before the step's widget: begin at the first step where a case begins, and judge a step from the address."""
    if st.session_state.pop(_FIRST, False):
        st.session_state[_STEP] = STEP_IDS[0]
    if _STEP in st.session_state and st.session_state[_STEP] not in STEP_IDS:
        del st.session_state[_STEP]  # another page's step
    asked = st.query_params.get(_STEP, "")
    if asked and asked not in STEP_IDS:
        return [f"From the address, step is {quoted(asked)}, not one of {', '.join(STEP_IDS)}; the first is shown."]
    return []


def _bar(chosen: BoardCase | None) -> str:
    """Back, the step, next. Past the last step comes the board's next case."""
    place = STEP_IDS.index(_held())
    back, onwards = boards.beside(chosen, -1), boards.beside(chosen, 1)
    st.button(
        "Back",
        key="present-back",
        shortcut="Left",
        on_click=_go,
        args=(-1,),
        disabled=place == 0 and back is None,
    )
    at = st.selectbox("Step", STEP_IDS, key=_STEP, bind="query-params", label_visibility="collapsed", width=170)
    st.button(
        "Next",
        key="present-next",
        shortcut="Right",
        on_click=_go,
        args=(1,),
        disabled=place == len(STEP_IDS) - 1 and onwards is None,
    )
    case = f"Case {chosen.label} · " if chosen is not None else ""
    st.caption(f"{case}step {STEP_IDS.index(at) + 1} of {len(STEP_IDS)}")
    return str(at)


def _held() -> str:
    """The step that is shown; before its widget has run for the first time, the one in the address."""
    held = str(st.session_state.get(_STEP) or st.query_params.get(_STEP, ""))
    return held if held in STEP_IDS else STEP_IDS[0]


def _go(by: int) -> None:
    """One step on or back; beyond an end, the neighbouring case of the board from its first step."""
    to = STEP_IDS.index(_held()) + by
    if 0 <= to < len(STEP_IDS):
        st.session_state[_STEP] = STEP_IDS[to]
        return
    neighbour = boards.beside(boards.board().case(boards.presented_label()), by)
    if neighbour is not None:
        boards.present(neighbour)
        st.session_state[_FIRST] = True


def _end(at: int) -> None:
    st.session_state[_STEP] = STEP_IDS[at]


def _foot(view: View, chosen: BoardCase | None, step: BoardStep | None) -> None:
    """The other keys, the numbers of a chart, and the files. A remote control sends Page Up and Page Down."""
    with st.container(horizontal=True, gap="small", key="present-foot"):
        st.button("First step", key="present-first", shortcut="Home", on_click=_end, args=(0,))
        st.button("Back", key="present-page-up", shortcut="PageUp", on_click=_go, args=(-1,))
        st.button("Next", key="present-page-down", shortcut="PageDown", on_click=_go, args=(1,))
        st.button("Last step", key="present-last", shortcut="End", on_click=_end, args=(-1,))
        tables = numbers(step) if step is not None else []
        if tables:
            with st.popover("Numbers as a table", icon=":material/table:"):
                render_numbers(tables)
        with st.popover("Download", icon=":material/download:"):
            name = f"case-{chosen.label}" if chosen is not None else "case"
            exports.render_exports(lambda: boards.briefing_of(view, chosen), name=name)
