"""About: intended use and user, inputs, logic, validation, known limits, licences."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.view import View, render_bottom, render_top

_TEXT = Path(__file__).with_name("about.md")


def render(view: View) -> None:
    """The page."""
    render_top(view, "About")
    st.markdown(_TEXT.read_text(encoding="utf-8"))
    render_bottom(view, shows_outcomes=False)
