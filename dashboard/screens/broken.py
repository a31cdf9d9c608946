"""Shown instead of everything else where the evidence cannot be used: nothing is shown from a broken file."""

from __future__ import annotations

import streamlit as st

from evidence.files.faults import EvidenceError


def render(error: EvidenceError) -> None:
    """The faults, one line each, and what to do."""
    st.title("The evidence files cannot be used", anchor=False)
    st.markdown(
        "Nothing is shown until they are mended, because a wrong number here could harm somebody. "
        "Mend the places below, check them with `python -m evidence audit`, and start the app again."
    )
    for fault in error.faults:
        st.error(str(fault), icon=":material/error:")
