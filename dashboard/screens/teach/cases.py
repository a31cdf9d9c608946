"""Cases on the Teach page: choose, state, compare, explain, change, try again. The address holds the place."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.teaching.case_sheet import render_case_sheet
from components.teaching.commit_form import render_commit_form
from dashboard import teaching
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.screens.teach.results import render_results
from dashboard.screens.teach.reveal import render_change, render_compared, render_explained
from dashboard.session import address
from dashboard.teaching import CASE, STEP, STEPS
from dashboard.view import View
from evidence.choices.case_page import ChosenCurve
from evidence.patient.answers import quoted
from evidence.teaching.case_file import TeachingCase
from evidence.teaching.comparison import choices, criterion_name
from evidence.teaching.load import Teaching

_KEPT, _PENDING_STEP = "teach-place", "teach-pending-step"
_CAPTIONS = ("State your answers", "Compare", "Explain", "Change one entry")


def render_cases(view: View, taught: Teaching, seen: OutcomesView) -> None:
    """The case of the address, at its step; without one, how to begin."""
    cases = teaching.cases(taught)
    says = _restore_place([case.id for case in cases])
    chosen = _choose(cases)
    if says:
        st.info("  \n".join(says), icon=":material/info:")
    case = next((each for each in cases if each.id == chosen), None)
    if case is None:
        _begin(cases)
        return
    step = _step(case)
    st.session_state[_KEPT] = (case.id, step)
    plotted = next(each for each in view.display.curves if each.endpoint == case.benefit.endpoint)
    render_case_sheet(case.title, case.story, case.patient)
    if step == STEPS[0] or teaching.progress().committed(case.id) is None:
        _state(view, case, plotted, step)
    elif step == STEPS[1]:
        render_compared(view, seen, case, plotted)
    elif step == STEPS[2]:
        render_explained(view, seen, case)
    else:
        render_change(view, case)
    _onwards(cases, case, step)
    render_results(seen, taught)


def _restore_place(ids: Sequence[str]) -> list[str]:
    """Put back the place that was left for another part or page; name what an address asks for and is not there."""
    says = []
    if _PENDING_STEP in st.session_state:
        st.session_state[STEP] = st.session_state.pop(_PENDING_STEP)
    asked = {name: st.query_params.get(name) for name in (CASE, STEP)}
    if asked[CASE] is not None and asked[CASE] not in ids:
        says.append(
            f"From the address, {CASE} is {quoted(asked[CASE] or '')}, which is none of the cases here; choose one."
        )
    if asked[STEP] is not None and asked[STEP] not in STEPS:
        says.append(f"From the address, {STEP} is {quoted(asked[STEP] or '')}, not one of 1 to 4; it was not used.")
    # Another page may have left a step of its own, and a class code or a removed file a case that is gone.
    for name, valid in ((CASE, ids), (STEP, STEPS)):
        if name in st.session_state and st.session_state[name] not in (None, *valid):
            del st.session_state[name]
    kept = st.session_state.get(_KEPT)
    if kept and asked[CASE] is None and CASE not in st.session_state and kept[0] in ids:
        st.session_state[CASE], st.session_state[STEP] = kept
    return says


def _choose(cases: Sequence[TeachingCase]) -> str | None:
    which, link = st.columns([3, 2], vertical_alignment="bottom")
    with which:
        chosen = st.selectbox(
            "Case",
            [case.id for case in cases],
            index=None,
            key=CASE,
            placeholder="choose a case",
            bind="query-params",
            width=320,
            help="In the order of the class code, which a facilitator may set.",
        )
    with link, st.popover("Link to this case and step"):
        st.caption("Whoever opens it starts at this case and step, with their own answers and without your patient.")
        # On the first run of an address the step's own widget has not run yet.
        step = st.session_state.get(STEP) or st.query_params.get(STEP)
        place = {CASE: chosen or "", STEP: step if step in STEPS else STEPS[0]}
        texts = {name: text for name, text in place.items() if text}
        st.code(address.link(texts, page_url=str(st.context.url or "")), language=None, wrap_lines=True)
    return chosen


def _begin(cases: Sequence[TeachingCase]) -> None:
    st.markdown(
        f"**{len(cases)} made-up cases.** State the verdict, the criterion that decides, and what you expect the "
        "trial to have found. Then compare, read why, change one entry, and try again."
    )
    if cases:
        st.button("Begin with the first case", key="teach-begin", on_click=_go, args=(cases[0].id, STEPS[0]))


def _step(case: TeachingCase) -> str:
    chosen = st.radio(
        "Step", STEPS, captions=_CAPTIONS, horizontal=True, key=STEP, bind="query-params", label_visibility="collapsed"
    )
    attempts = teaching.progress().attempts(case.id)
    if attempts > 1:
        st.caption(f"Attempt {attempts}; the earlier ones stay in your results.")
    return str(chosen)


def _state(view: View, case: TeachingCase, plotted: ChosenCurve, step: str) -> None:
    held = teaching.progress()
    if step != STEPS[0]:
        st.info("This step opens once you have stated your answers.", icon=":material/lock:")
    stated = held.committed(case.id)
    if stated is not None:
        st.markdown("You have stated your answers. Compare them, or state them anew.")
        with st.container(horizontal=True):
            st.button("Compare", key="teach-to-compare", on_click=_go, args=(case.id, STEPS[1]))
            st.button("Try again", key="teach-again", icon=":material/replay:", on_click=_again, args=(case.id,))
        return
    st.subheader("State your answers", anchor=False)
    names = {each: criterion_name(view.trial, each) for each in choices(view.trial)}
    commitment = render_commit_form(
        names,
        view.arm_labels,
        question=(
            f"What do you expect the trial to have found: of 100 in each group, how many were {plotted.axis} at month "
            f"{case.benefit.month}? ({plotted.title})"
        ),
        key=f"teach-form-{case.id}-{held.attempts(case.id)}",
    )
    if commitment is not None:
        teaching.record(held.commit(case.id, commitment))
        st.session_state[_PENDING_STEP] = STEPS[1]
        st.rerun()


def _onwards(cases: Sequence[TeachingCase], case: TeachingCase, step: str) -> None:
    st.divider()
    at = cases.index(case)
    is_open = teaching.progress().committed(case.id) is not None
    with st.container(horizontal=True, gap="small"):
        if is_open and STEPS[0] < step < STEPS[-1]:
            later = STEPS[STEPS.index(step) + 1]
            label = f"Next step: {_CAPTIONS[STEPS.index(later)].lower()}"
            st.button(label, key="teach-next-step", on_click=_go, args=(case.id, later))
        if is_open and step != STEPS[0]:
            st.button("Try again", key="teach-again", icon=":material/replay:", on_click=_again, args=(case.id,))
        if at + 1 < len(cases):
            st.button("Next case", key="teach-next-case", on_click=_go, args=(cases[at + 1].id, STEPS[0]))


def _go(case: str, step: str) -> None:
    st.session_state[CASE], st.session_state[STEP] = case, step


def _again(case: str) -> None:
    teaching.record(teaching.progress().reopen(case))
    _go(case, STEPS[0])
