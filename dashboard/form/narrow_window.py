"""Form and page on a narrow window, where one lies over the other: a named way there and back, the verdict on both."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from components.verdict_strip import render_strip
from evidence.eligibility.headings import VerdictWords

_ASKED, _PRESSED = "form_asked_for", "form_button_pressed"
_Fold = Literal["expanded", "collapsed"]
_OTHER: dict[object, _Fold] = {"expanded": "collapsed", "collapsed": "expanded"}


def place_form(page: str, usual: int | _Fold) -> None:
    """Fold the form in or out as it was last asked for on this page; as usual where nothing was."""
    asked, where = st.session_state.get(_ASKED, (usual, page))
    if where != page:
        asked = usual
        del st.session_state[_ASKED]
    elif st.session_state.pop(_PRESSED, False):
        # Streamlit acts on a change alone, and does not hear of its own button beside the form.
        st.set_page_config(initial_sidebar_state=_OTHER[asked])
    st.set_page_config(initial_sidebar_state=asked)


def render_on_page(words: VerdictWords, of_trial: str, page: str) -> None:
    """Above the page: the verdict, and the way to the form."""
    render_strip(
        words,
        of_trial,
        place="page",
        button="Patient form",
        icon=":material/edit:",
        on_click=_ask,
        args=("expanded", page),
    )


def render_on_form(words: VerdictWords, of_trial: str, page: str) -> None:
    """Above the form: the verdict, and the way back to the page."""
    render_strip(
        words,
        of_trial,
        place="form",
        button="Back to page",
        icon=":material/close:",
        on_click=_ask,
        args=("collapsed", page),
    )


def _ask(state: _Fold, page: str) -> None:
    st.session_state[_ASKED] = (state, page)
    st.session_state[_PRESSED] = True
