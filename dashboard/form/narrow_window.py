"""Form and page on a narrow window, where one lies over the other: a named way there and back, the verdict on both."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from components.verdict_strip import render_strip
from evidence.eligibility.headings import VerdictWords

_ASKED, _PRESSED = "form_asked_for", "form_button_pressed"
_Fold = Literal["expanded", "collapsed"]
_WAYS: dict[str, tuple[str, str, _Fold]] = {
    "page": ("Patient form", ":material/edit:", "expanded"),
    "form": ("Back to page", ":material/close:", "collapsed"),
}
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


def render_above(place: Literal["page", "form"], words: VerdictWords, of_trial: str, page: str) -> None:
    """Above the page or above the form: the verdict, and the way to the other."""
    button, icon, asks = _WAYS[place]
    render_strip(words, of_trial, place=place, button=button, icon=icon, on_click=_ask, args=(asks, page))


def _ask(state: _Fold, page: str) -> None:
    st.session_state[_ASKED] = (state, page)
    st.session_state[_PRESSED] = True
