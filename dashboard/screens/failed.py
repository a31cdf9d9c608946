"""Shown where our own code failed: what happened, that nothing entered is lost, and what to do."""

from __future__ import annotations

import streamlit as st

TITLE = "This page could not be shown"


def shown(_: Exception) -> bool:
    """Say so in place of Streamlit's own box; where it failed stands in the log, without a value of the case."""
    st.error(
        f"**{TITLE}.** The fault is the dashboard's, not yours. The case stays in the address and the board in this "
        "window. Open another page from the menu, or undo the last change; before you load the page again, save the "
        "board to a file on the Board page. Whoever runs the server finds the place of the fault in its log.",
        icon=":material/error:",
    )
    return True
