"""Sign-in with the house's own OpenID provider, where CLEOPATRA_SIGN_IN is on: without it no page shows anything."""

from __future__ import annotations

import os
import time

import streamlit as st

from dashboard.serving.settings import SIGN_IN

HOURS = 12
"""A working day. Streamlit itself would let a browser in for thirty days."""


def is_needed() -> bool:
    """Whether whoever asks for this page has to sign in first."""
    return is_asked() and not (st.user.get("is_logged_in") is True and is_recent(st.user.get("iat"), time.time()))


def is_asked() -> bool:
    """Whether this server asks at all; any other word than off does, although none but on lets it start."""
    return os.environ.get(SIGN_IN, "off") != "off"


def is_recent(signed_in: object, now: float) -> bool:
    """Whether a sign-in at this second is still good; one without a time, or in the future, is not."""
    return isinstance(signed_in, int | float) and 0 <= now - signed_in + 60 < HOURS * 3600


def render() -> None:
    """What stands in place of every page."""
    st.title("Sign in", anchor=False)
    st.markdown(
        f"An account of this institution is needed. A sign-in lasts {HOURS} hours in this browser. "
        "It leads to the Case page; a link that you followed can be opened again afterwards."
    )
    st.button("Sign in", on_click=st.login, icon=":material/login:")


def render_leave() -> None:
    """The button that ends it; for the side of every page."""
    if is_asked():
        st.sidebar.button("Sign out", on_click=st.logout, icon=":material/logout:")
