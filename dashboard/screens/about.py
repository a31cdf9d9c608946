"""About: intended use and user, inputs, logic, validation, known limits, licences."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from components.band import render_band
from components.panel import head, panel
from dashboard.frame import framed, panels, render_newer
from dashboard.view import View

_TEXT = Path(__file__).with_name("about.md")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_LEFT = 2
"""Parts in the left of two columns, which makes them about as long as each other."""


def render(view: View) -> None:
    """The page: the file's first part as the answer, the others as panels in its order."""
    _, *parts = _HEADING.split(_TEXT.read_text(encoding="utf-8"))
    (title, says), *others = zip(parts[::2], parts[1::2], strict=True)
    with framed(view, marks=False):
        render_band(title, says)
        render_newer(view)
        grid = panels()
        for column in (others[:_LEFT], others[_LEFT:]):
            with grid.cell():
                for heading, text in column:
                    _part(heading, text)


def _part(heading: str, text: str) -> None:
    anchor = heading.lower().replace(" ", "-")
    with panel(f"words-{anchor}"):
        with head(anchor, heading, anchor=anchor):
            pass
        st.markdown(text)
